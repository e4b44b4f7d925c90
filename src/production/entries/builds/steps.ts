/**
 * What builds of an image run, as plain commands: `RUN cd api && CGO_ENABLED=0 go build -o /out/api ./cmd` is a
 * `go build` in the folder `api`. Conditions are not evaluated: a build that may run shows what it makes.
 */
import type { ImageDeclaration } from '../../../model/production.ts';
import { basename, joinAbsolute } from '../../paths.ts';

export interface BuildStep {
  /** Without assignments and programs that only run others; variables that are not known stay as written. */
  readonly words: readonly string[];
  /** Absolute in the image. */
  readonly directory: string;
}

const longestRun = 20_000;
const mostSteps = 400;

const known = new WeakMap<ImageDeclaration, readonly BuildStep[]>();

export function stepsOfImage(image: ImageDeclaration): readonly BuildStep[] {
  let steps = known.get(image);
  if (steps === undefined) known.set(image, (steps = readSteps(image)));
  return steps;
}

function readSteps(image: ImageDeclaration): readonly BuildStep[] {
  const variables = new Map<string, string>();
  for (const [name, value] of image.arguments) if (value !== null) variables.set(name, value);
  for (const { name, value } of image.variables) if (value !== null) variables.set(name, value);
  const found: BuildStep[] = [];
  for (const run of image.runs) {
    if (found.length >= mostSteps) break;
    found.push(...stepsOfScript(run.text, run.directory, variables));
  }
  return found.slice(0, mostSteps);
}

/** Commands of a shell script. */
export function stepsOfScript(
  text: string,
  directory: string,
  given: ReadonlyMap<string, string>,
  nested = 0,
): readonly BuildStep[] {
  const variables = new Map(given);
  const found: BuildStep[] = [];
  let at = directory;
  for (const written of commandsOf(text.slice(0, longestRun))) {
    const words = plainCommand(written, variables);
    const [program, ...rest] = words;
    if (program === undefined) continue;
    if (program === 'cd' || program === 'pushd') at = joinAbsolute(at, rest[0] ?? '.');
    else if (/^(?:ba|da|a)?sh$/.test(basename(program)) && /^-\w*c$/.test(rest[0] ?? '') && nested < 3) {
      found.push(...stepsOfScript(rest[1] ?? '', at, variables, nested + 1));
    } else {
      found.push({ words, directory: at });
    }
    if (found.length >= mostSteps) break;
  }
  return found;
}

/** Words in front of a command that say when it runs, or run it as it is. */
const inFront =
  /^(?:if|then|else|elif|do|while|until|!|time|exec|command|env|sudo|nice|set|export|\{|--(?:mount|network|security)(?:=.*)?)$/;

function plainCommand(written: readonly string[], variables: Map<string, string>): readonly string[] {
  const words = written.map((word) => expandedWord(word, variables));
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    const assignment = /^([A-Za-z_]\w*)=([^]*)$/.exec(word);
    if (assignment !== null) variables.set(assignment[1] ?? '', assignment[2] ?? '');
    else if (!inFront.test(word)) break;
  }
  return words.slice(at);
}

/** A word without quotes, with variables that are known. */
function expandedWord(word: string, variables: ReadonlyMap<string, string>): string {
  let result = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const character = word.charAt(at);
    if (quote === "'" ? character === "'" : character === '"' || (quote === '' && character === "'")) {
      quote = quote === '' ? character : '';
    } else if (character === '\\' && quote !== "'") {
      result += word.charAt(++at);
    } else if (character === '$' && quote !== "'") {
      const match = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?[-=]([^{}]*)|[^{}]*)\})/.exec(word.slice(at, at + 500));
      if (match === null) {
        result += character;
        continue;
      }
      const value = variables.get(match[1] ?? match[2] ?? '') ?? match[3];
      result += value ?? match[0];
      at += match[0].length - 1;
    } else {
      result += character;
    }
  }
  return result;
}

/** Words of each command, still with quotes. */
function commandsOf(text: string): readonly (readonly string[])[] {
  const json = /^\s*\[\s*"/.test(text) ? jsonWords(text) : null;
  if (json !== null) return [json];
  const commands: string[][] = [];
  let words: string[] = [];
  let word = '';
  let quote = '';
  let depth = 0;
  const endWord = (): void => {
    if (word !== '') words.push(word);
    word = '';
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && quote !== "'") {
      const next = text.charAt(at + 1);
      if (next === '\n' || (next === '\r' && text.charAt(at + 2) === '\n')) at += next === '\n' ? 1 : 2;
      else {
        word += character + next;
        at++;
      }
    } else if (quote !== '') {
      word += character;
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") {
      quote = character;
      word += character;
    } else if (character === '$' && text.charAt(at + 1) === '(') {
      depth++;
      word += '$(';
      at++;
    } else if (depth > 0) {
      if (character === '(') depth++;
      else if (character === ')') depth--;
      word += character;
    } else if (character === '#' && word === '') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end - 1;
    } else if (/[;&|\n()]/.test(character)) {
      endCommand();
    } else if (/\s/.test(character)) {
      endWord();
    } else {
      word += character;
    }
  }
  endCommand();
  return commands;
}

function jsonWords(text: string): readonly string[] | null {
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : null;
  } catch {
    return null;
  }
}

/** Whether a path of a build, with variables and globs that are not known, may be a path. */
export function mayBe(written: string, path: string): boolean {
  if (written === path) return true;
  const parts = written.split(/\$\w+|\$\{[^}]*\}|\$\([^)]*\)|\*+/);
  if (parts.length === 1 || parts.length > 8) return false;
  let rest = path;
  for (const [index, part] of parts.entries()) {
    const found = index === 0 ? (rest.startsWith(part) ? 0 : -1) : rest.indexOf(part);
    if (found < 0) return false;
    // What is not known stands for a part of one name.
    if (rest.slice(0, found).includes('/')) return false;
    rest = rest.slice(found + part.length);
  }
  return rest === '' || (parts.at(-1) === '' && !rest.includes('/'));
}
