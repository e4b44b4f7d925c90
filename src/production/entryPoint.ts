/** From the command that is left when every prefix is off to the first source file of the repository that it runs. */
import type { Word } from '../model/production.ts';
import { interpreters, otherRuntimes } from '../knowledge/interpreters.ts';
import type { InterpreterRow } from '../knowledge/interpreters.ts';
import { nothingResolved } from './entryQuestion.ts';
import type { EntryQuestion, Preload, ResolvedEntry } from './entryQuestion.ts';
import { nodeFramework, nodePackageBinary, nodeProgram } from './nodeEntry.ts';
import { basename, extension } from './paths.ts';
import { consoleScript, pythonFile, pythonModule, pythonServer } from './pythonEntry.ts';

export async function resolveEntry(question: EntryQuestion): Promise<ResolvedEntry> {
  const [first, ...rest] = question.argv;
  if (first === undefined) return { ...nothingResolved, unresolved: 'there is no command' };
  const name = basename(first.value);
  const row = interpreters.find((candidate) => candidate.names.test(name));
  if (row !== undefined) return interpreted(row, rest, question);
  const server = await pythonServer(name, rest, question);
  if (server !== null) return server;
  const framework = await nodeFramework(name, rest, question);
  if (framework !== null) return framework;
  const suffix = extension(name);
  if (suffix === '.py') return pythonFile(first, question);
  if (/^\.[cm]?[jt]s$/.test(suffix)) return nodeProgram(first, question);
  const script = (await consoleScript(name, question)) ?? (await nodePackageBinary(name, question));
  if (script !== null) return script;
  const other = otherRuntimes.find((candidate) => candidate.names.test(name));
  return {
    ...nothingResolved,
    ecosystem: other?.ecosystem ?? null,
    language: other?.language ?? null,
    unresolved:
      other === undefined
        ? `${first.value} is not a program whose source is known`
        : `entry points of ${other.language} are not looked for`,
  };
}

async function interpreted(
  row: InterpreterRow,
  words: readonly Word[],
  question: EntryQuestion,
): Promise<ResolvedEntry> {
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
      } else if (row.moduleFlag?.test(value) === true) {
        if (row.isolatingFlags?.test(value.slice(0, -1)) === true) isolated = true;
        const module = words[at + 1];
        if (module === undefined) break;
        const found = await pythonModule(module, words.slice(at + 2), question);
        return { ...base, ...found, preloads, isolated: isolated || found.isolated };
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
      const found = row.ecosystem === 'python' ? await pythonFile(word, question) : await nodeProgram(word, question);
      return { ...base, ...found, preloads, isolated, development: row.development || value === 'watch' };
    }
  }
  return { ...base, preloads, isolated, unresolved: 'the command names no program' };
}
