/** Commands of `ExecStart=`: prefixes, specifiers, variables and chains. */
import type { Command, Word } from '../../../model/production.ts';
import type { Fault } from '../../../model/source.ts';
import { artifactFault } from '../../text/dataTree.ts';
import { part, snippetOf, trimmed, type LocatedText } from '../../text/locatedText.ts';
import { splitWords, type Expansion } from '../../text/words.ts';

export type Specifiers = ReadonlyMap<string, string>;

/** What is known of a unit by its name, and the directories of the system. */
export function specifiersOf(unit: string): Specifiers {
  const name = unit.replace(/\.service$/, '');
  const at = name.indexOf('@');
  const prefix = at < 0 ? name : name.slice(0, at);
  const instance = at < 0 ? '' : name.slice(at + 1);
  const known: [string, string][] = [
    ['%', '%'],
    ['p', prefix],
    ['P', prefix],
    ['j', prefix.slice(prefix.lastIndexOf('-') + 1)],
    ['t', '/run'],
    ['S', '/var/lib'],
    ['C', '/var/cache'],
    ['L', '/var/log'],
    ['E', '/etc'],
    ['T', '/tmp'],
    ['V', '/var/tmp'],
  ];
  // A template does not know its instance.
  if (at < 0 || instance !== '') known.push(['n', unit], ['N', name], ['i', instance], ['I', instance]);
  return new Map(known);
}

export function expandSpecifiers(text: string, specifiers: Specifiers): { text: string; dynamic: boolean } {
  let dynamic = false;
  const expanded = text.replace(/%([A-Za-z%])/g, (written, letter: string) => {
    const value = specifiers.get(letter);
    if (value === undefined) dynamic = true;
    return value ?? written;
  });
  return { text: expanded, dynamic };
}

/** One setting: prefixes, a command, and more commands behind a `;` of its own. */
export function readCommands(
  value: LocatedText,
  known: ReadonlyMap<string, string | null>,
  specifiers: Specifiers,
  faults: Fault[],
): Command[] {
  const length = /^[-@:+!|]*/.exec(value.text)?.[0].length ?? 0;
  const prefixes = value.text.slice(0, length);
  const rest = trimmed(part(value, length, value.text.length));
  const { file } = value;
  if (rest.text === '') return [];
  if (prefixes.includes('|')) {
    return [{ form: 'shell', line: snippetOf(rest), location: { file, range: rest.range } }];
  }
  let first = true;
  const expand = (text: string): Expansion => {
    const { text: expanded, dynamic } = expandSpecifiers(text, specifiers);
    const isProgram = first;
    first = text === ';';
    if (isProgram || prefixes.includes(':')) return { values: [expanded], dynamic };
    const variables = expandVariables(expanded, known);
    return { values: variables.values, dynamic: dynamic || variables.dynamic };
  };
  const { words, problem } = splitWords(rest, { escapes: 'c', expand });
  if (problem !== null)
    faults.push(artifactFault(file, problem.range, `systemd refuses this command: ${problem.message}`));
  const commands: Word[][] = [[]];
  for (const word of words) {
    // `\;` is two characters long and an argument.
    if (word.value === ';' && word.range.end - word.range.start === 1) commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands.flatMap((all): Command[] => {
    const [program, ...others] = all;
    const end = all.at(-1);
    if (program === undefined || end === undefined) return [];
    const named = prefixes.includes('@');
    // With `@` the second word is the name the process gets; a word put before the program would shift it.
    const effective = named ? [{ ...program, exact: false }, ...others.slice(1)] : all;
    const range = { start: program.range.start, end: end.range.end };
    return [{ form: 'exec', words: effective, location: { file, range: value.places === null ? value.range : range } }];
  });
}

/** `${NAME}` within a word, `$NAME` as a word of its own, which is split at blanks; `$$` is a `$`. */
function expandVariables(text: string, known: ReadonlyMap<string, string | null>): Expansion {
  const whole = /^\$([A-Za-z_]\w*)$/.exec(text)?.[1];
  if (whole !== undefined) {
    const value = known.get(whole);
    if (value == null) return { values: [text], dynamic: true };
    return { values: value.split(/\s+/).filter((word) => word !== ''), dynamic: false };
  }
  let dynamic = false;
  const value = text.replace(/\$(?:\$|\{([A-Za-z_]\w*)\})/g, (written, name?: string) => {
    if (name === undefined) return '$';
    const found = known.get(name);
    if (found == null) dynamic = true;
    return found ?? written;
  });
  return { values: [value], dynamic };
}
