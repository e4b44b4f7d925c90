/** Scripts of package.json and files of the repository that are run as programs. */
import { deployCommands } from '../../../knowledge/deployCommands.ts';
import { runnerByWords } from '../../../knowledge/pipelineCommands.ts';
import type { Word } from '../../../model/production.ts';
import type { FileView } from '../../containerPaths.ts';
import { findPackageScript } from '../../packageScripts.ts';
import { basename, join, normalize } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { assembled, located, type LocatedText } from '../../text/locatedText.ts';
import { named, plainShell, type Task } from './task.ts';

export async function packageTask(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[] | null> {
  const range = { start: 0, end: 0 };
  const made = words
    .filter((word) => !/^(?:--silent|-s|--if-present|--immutable|--recursive|-r|--stream)$/.test(word))
    .map((word) => word.replace(/^["']|["']$/g, ''))
    .map((value): Word => ({ file: '', range, value, style: 'words', exact: false, dynamic: false }));
  const view: FileView = {
    candidates: (path) => [{ path: normalize(path) ?? path, certain: true }],
    homes: [],
    origins: () => [],
    outside: () => null,
  };
  const name = words.slice(1).find((word) => !word.startsWith('-') && word !== 'run' && word !== 'run-script') ?? '';
  const answer = await findPackageScript(made, directory, view, repository).catch(() => null);
  if (answer === null) return null;
  if (answer.kind !== 'script') return answer.kind === 'unresolved' ? [unseen(name, directory, words)] : null;
  const { script } = answer;
  return [
    {
      name,
      texts: [handedOn(script.source, words, name)],
      directory: script.directory,
      mode: plainShell,
      key: script.key,
      lost: null,
    },
  ];
}

/** A script that is not at hand: what is handed on to it may say what it runs. */
function unseen(name: string, directory: string, words: readonly string[]): Task {
  const task = named(name, `${directory}#${name}`);
  const handed = handedWords(words, name);
  const row = runnerByWords.find((one) => handed.some((word) => one.words.test(word)));
  if (row === undefined) return task;
  const text = [row.runner, ...handed.map(asWord)].join(' ');
  return { ...task, texts: [{ file: '', text, range: { start: 0, end: 0 }, places: null }] };
}

/** A script with the words that whoever runs it hands on: behind `--`, and where npm does not run it also without. */
function handedOn(source: LocatedText, words: readonly string[], name: string): LocatedText {
  const handed = handedWords(words, name);
  if (handed.length === 0) return source;
  const { file, text, range } = source;
  const nowhere = { start: range.end, end: range.end };
  return assembled(file, range, [
    { text, range },
    { text: ` ${handed.map(asWord).join(' ')}`, range: nowhere },
  ]);
}

function handedWords(words: readonly string[], name: string): readonly string[] {
  const marker = words.indexOf('--');
  const from = marker >= 0 ? marker + 1 : words[0] === 'npm' ? words.length : words.indexOf(name) + 1;
  return from === 0 ? [] : words.slice(from);
}

/** What values of expressions stand in is no shell: it stays one word. */
function asWord(word: string): string {
  return /["']/.test(word) || !/[|&;<>()]/.test(word) ? word : `'${word}'`;
}

/** `./scripts/x.sh`, `bash x.sh`, `python scripts/check.py`. */
export async function scriptFile(
  raw: string,
  directory: string,
  repository: Repository,
): Promise<readonly Task[] | null> {
  const bare = raw.replace(/^(?:\w+=\S* )*(?:sudo (?:-\S+ )*)?/, '');
  const match =
    /^(?:(?:source|\.|(?:ba|z|da)?sh(?: -\w+)*|node|ts-node|tsx|deno run|python3?|ruby|php|perl|pwsh)(?: -[\w-]+)* )?["']?((?:\.{0,2}\/)?[\w./${}-]+)["']?(?= |$)/.exec(
      bare,
    );
  const written = match?.[1];
  if (written === undefined) return null;
  const candidates = [join(directory, written), join('.', written)].filter((path) => path !== null);
  const path = candidates.find((candidate) => repository.isFile(candidate)) ?? (await matching(written, repository));
  const isInterpreted = /^(?:node|ts-node|tsx|python3?|ruby|php|perl|deno)/.test(bare);
  // What is not there is known by its name, as long as it is written as a path.
  if (path === undefined) return /\.(?:sh|bash)$|\/\w/.test(written) ? [named(basename(written), written)] : null;
  const text = await repository.read(path);
  if (path.endsWith('.ps1') && text !== null) return [powerShell(path, text, directory)];
  const isShell = /\.(?:sh|bash)$/.test(path) || /^#!.*\b(?:ba|da|z)?sh\b/.test(text ?? '');
  if (text === null || !isShell) return isInterpreted || /\//.test(written) ? [named(basename(path), path)] : null;
  return [
    {
      name: basename(path),
      texts: [located(path, text, 0, text.length)],
      directory,
      mode: { errexit: /^#!.*sh\s+-\w*e/.test(text), pipefail: false },
      key: path,
      lost: null,
    },
  ];
}

/** It is no shell that is read here: what it deploys stands on lines of its own. */
function powerShell(path: string, text: string, directory: string): Task {
  const texts: LocatedText[] = [];
  for (const match of text.matchAll(/^[ \t]*([a-z][\w.-]* [^\n]*\S)/gm)) {
    const line = match[1] ?? '';
    if (!deployCommands.some((row) => row.command.test(line) && row.except?.test(line) !== true)) continue;
    const start = match.index + match[0].length - line.length;
    texts.push(located(path, text, start, start + line.length));
  }
  return { name: basename(path), texts, directory, mode: { errexit: true, pipefail: true }, key: path, lost: null };
}

/** A path with variables in it stands for any file that fits: one of several that are alike. */
async function matching(written: string, repository: Repository): Promise<string | undefined> {
  if (!/\$\{?\w/.test(written) || !/^[^$]*\/|[\w-]{4,}/.test(written)) return undefined;
  const plain = normalize(written.replace(/\$\{?\w+\}?/g, '\0')) ?? '';
  if (plain.replaceAll('\0', '').length < 6) return undefined;
  const pattern = new RegExp(`^${plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\0', '[^/]*')}$`);
  return Promise.resolve(repository.paths.find((path) => pattern.test(path)));
}
