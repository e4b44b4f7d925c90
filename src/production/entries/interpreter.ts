/** Commands of programs that run source files: which of their words is the program, what is loaded before it. */
import type { Word } from '../../model/production.ts';
import { interpreters } from '../../knowledge/interpreters.ts';
import type { InterpreterRow } from '../../knowledge/interpreters.ts';
import { nothingResolved } from './question.ts';
import type { Preload, ResolvedEntry } from './question.ts';

/** How an ecosystem finds what its interpreters are told to run. */
export interface Finders {
  program(word: Word, rest: readonly Word[]): Promise<Partial<ResolvedEntry>>;
  /** Behind `moduleFlag` of the row. */
  module?(word: Word, rest: readonly Word[]): Promise<Partial<ResolvedEntry>>;
}

export function interpreterOf(name: string, ecosystem: string): InterpreterRow | undefined {
  return interpreters.find((row) => row.ecosystem === ecosystem && row.names.test(name));
}

export async function interpreted(row: InterpreterRow, words: readonly Word[], find: Finders): Promise<ResolvedEntry> {
  const base: ResolvedEntry = { ...nothingResolved, ecosystem: row.ecosystem, development: row.development };
  const preloads: Preload[] = [];
  let isolated = false;
  let subcommands = row.subcommands;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const { value } = word;
    if (value.startsWith('-') && value !== '-') {
      if (value === '--') continue;
      const [flag = '', inline] = value.split(/=(.*)/s);
      const preload = row.preloadFlags[flag];
      if (preload !== undefined) {
        const module = inline ?? words[at + 1]?.value ?? '';
        const taken = inline === undefined ? words.slice(at, at + 2) : [word];
        preloads.push({ flag: preload, module, words: taken });
        if (inline === undefined) at++;
      } else if (row.moduleFlag?.test(value) === true && find.module !== undefined) {
        if (row.isolatingFlags?.test(value.slice(0, -1)) === true) isolated = true;
        const module = words[at + 1];
        if (module === undefined) break;
        const found = await find.module(module, words.slice(at + 2));
        return { ...base, ...found, preloads, isolated: isolated || found.isolated === true };
      } else if (row.evalFlags.test(value)) {
        return { ...base, preloads, isolated, unresolved: 'the program is on the command line' };
      } else if (row.commandFlags.includes(flag)) {
        at++;
      } else {
        if (row.isolatingFlags?.test(value) === true) isolated = true;
        if (row.valueFlags.includes(value)) at++;
      }
    } else if (subcommands.includes(value)) {
      subcommands = [];
    } else if (word.dynamic) {
      return { ...base, preloads, isolated, unresolved: `the program comes from ${value}, which is not known here` };
    } else {
      const found = await find.program(word, words.slice(at + 1));
      const { ecosystem } = row;
      return { ...base, ...found, ecosystem, preloads, isolated, development: row.development || value === 'watch' };
    }
  }
  return { ...base, preloads, isolated, unresolved: 'the command names no program' };
}
