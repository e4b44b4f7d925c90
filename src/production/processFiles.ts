/**
 * Commands that start the processes of a file of the repository: `honcho start` and its kin with a Procfile, PM2 with an
 * ecosystem file. What they start runs where they run.
 */
import type { Evidence } from '../model/finding.ts';
import type { ProcessDeclaration, Variable, Word } from '../model/production.ts';
import type { FileView } from './containerPaths.ts';
import { cronReader } from './launchers/cron.ts';
import { environmentOfToken } from './environment.ts';
import { move } from './packageScripts.ts';
import { basename, dirname, extension, relativeTo } from './paths.ts';
import type { Repository } from './repository.ts';
import type { ShellSource } from './shellSource.ts';
import { located, trimmed } from './text/locatedText.ts';

export interface FoundProcess {
  readonly name: string;
  readonly words: readonly Word[] | null;
  readonly line: ShellSource | null;
  readonly variables: readonly Variable[];
  readonly directory: string | null;
  readonly evidence: Evidence;
}

/** Null where the words are not such a command, or its file is not in the repository. */
export async function findProcesses(
  words: readonly Word[],
  directory: string | null,
  view: FileView,
  repository: Repository,
): Promise<readonly FoundProcess[] | null> {
  // PM2 by the path of its script.
  const isScript =
    /(?:^|\/)pm2\/bin\/pm2(?:-\w+)?$/.test(words[1]?.value ?? '') && (words[0]?.value ?? '').endsWith('node');
  if (isScript) return findProcesses(words.slice(1), directory, view, repository);
  const tool = basename(words[0]?.value ?? '');
  if (/^(honcho|foreman|forego|overmind|hivemind|goreman)$/.test(tool)) {
    return procfileProcesses(words, directory, view, repository);
  }
  if (tool === 'supercronic') return tableProcesses(words, directory, view, repository);
  return /^pm2(-runtime|-docker)?$/.test(tool) ? pm2Processes(words, directory, view, repository) : null;
}

async function readSeen(
  path: string,
  directory: string | null,
  view: FileView,
  repository: Repository,
): Promise<{ readonly path: string; readonly text: string } | null> {
  const seen = move(directory, path);
  if (seen === null) return null;
  for (const candidate of view.candidates(seen)) {
    const text = await repository.read(candidate.path);
    if (text !== null) return { path: candidate.path, text };
  }
  return null;
}

async function procfileProcesses(
  words: readonly Word[],
  directory: string | null,
  view: FileView,
  repository: Repository,
): Promise<readonly FoundProcess[] | null> {
  let path = 'Procfile';
  const names: string[] = [];
  let started = basename(words[0]?.value ?? '') === 'hivemind';
  for (let at = 1; at < words.length; at++) {
    const value = words[at]?.value ?? '';
    const [flag, inline] = value.split(/=(.*)/s);
    if (/^(-f|--procfile)$/.test(flag ?? '')) path = inline ?? words[++at]?.value ?? path;
    else if (/^(-e|--env|-p|--port|-c|--concurrency|-m|--formation|-d|--app-root|-l)$/.test(value)) at++;
    else if (value === 'start' || value === 's') started = true;
    else if (value === 'run') return null;
    else if (!value.startsWith('-')) names.push(value);
  }
  if (!started) return null;
  const file = await readSeen(path, directory, view, repository);
  if (file === null) return null;
  repository.note({ path: file.path, text: file.text, facts: null });
  const found: FoundProcess[] = [];
  for (const match of file.text.matchAll(/^([A-Za-z0-9_-]+):([^\r\n]*)/gm)) {
    const [whole, name = ''] = match;
    if (names.length > 0 && !names.includes(name)) continue;
    const start = match.index;
    const line = trimmed(located(file.path, file.text, start + name.length + 1, start + whole.length));
    found.push({
      name,
      words: null,
      line,
      variables: [],
      directory: null,
      evidence: { file: file.path, range: { start, end: start + whole.length }, label: `process "${name}"` },
    });
  }
  return found.length === 0 ? null : found;
}

/** Jobs of the table that a cron for containers is told. Facts: https://github.com/aptible/supercronic */
async function tableProcesses(
  words: readonly Word[],
  directory: string | null,
  view: FileView,
  repository: Repository,
): Promise<readonly FoundProcess[] | null> {
  const table = words.slice(1).findLast(({ value }) => !value.startsWith('-'));
  const file = table === undefined ? null : await readSeen(table.value, directory, view, repository);
  if (file === null) return null;
  repository.note({ path: file.path, text: file.text, facts: null });
  const found = cronReader.read(file).declarations.flatMap((declaration): FoundProcess[] => {
    if (declaration.kind !== 'process' || declaration.entrypoint?.form !== 'shell') return [];
    const { name, entrypoint, variables, range } = declaration;
    const line = { ...entrypoint.line, places: entrypoint.line.exact ? entrypoint.line.range.start : null };
    return [
      { name, words: null, line, variables, directory: null, evidence: { file: file.path, range, label: 'job' } },
    ];
  });
  return found.length === 0 ? null : found;
}

async function pm2Processes(
  words: readonly Word[],
  directory: string | null,
  view: FileView,
  repository: Repository,
): Promise<readonly FoundProcess[] | null> {
  const separator = words.findIndex((word) => word.value === '--');
  const args = separator < 0 ? [] : words.slice(separator + 1);
  const own = words.slice(1, separator < 0 ? undefined : separator);
  const rest = own.filter((word) => !/^(start|startOrRestart|reload)$/.test(word.value));
  const manager = args.length === 0 ? undefined : rest.find((word) => /^(?:npm|yarn|pnpm)$/.test(word.value));
  if (manager !== undefined) {
    const evidence = { file: manager.file, range: manager.range, label: 'script' };
    const name = args.at(-1)?.value ?? manager.value;
    return [{ name, words: [manager, ...args], line: null, variables: [], directory: null, evidence }];
  }
  const target = rest.find((word) => !word.value.startsWith('-') && extension(word.value) !== '');
  if (target === undefined) return null;
  if (!/\.(config\.[cm]?js|json|ya?ml)$/.test(target.value)) {
    const made: Word = {
      ...target,
      range: { start: target.range.start, end: target.range.start },
      value: 'node',
      exact: false,
    };
    const evidence = { file: target.file, range: target.range, label: 'script' };
    return [
      {
        name: basename(target.value),
        words: [made, target, ...args],
        line: null,
        variables: [],
        directory: null,
        evidence,
      },
    ];
  }
  const file = await readSeen(target.value, directory, view, repository);
  if (file === null) return null;
  repository.note({ path: file.path, text: file.text, facts: null });
  const found = appsOf(file.path, rest, repository);
  return found.length === 0 ? null : found;
}

/** Apps of an ecosystem file that the command starts (`--only`), with the variables it asks for (`--env`). */
function appsOf(file: string, words: readonly Word[], repository: Repository): readonly FoundProcess[] {
  const valueOf = (flag: string): string | null => {
    const at = words.findIndex(({ value }) => value === flag || value.startsWith(`${flag}=`));
    const value = words[at]?.value ?? '';
    return at < 0 ? null : value.includes('=') ? value.slice(flag.length + 1) : (words[at + 1]?.value ?? null);
  };
  const only = valueOf('--only')?.split(',') ?? null;
  const environment = environmentOfToken(valueOf('--env') ?? '') ?? 'production';
  const all = repository.declaredIn(file).filter(({ launcher }) => launcher === 'pm2');
  const apps = new Map<string, ProcessDeclaration>();
  for (const app of all) {
    const known = apps.get(app.name);
    if (known === undefined || (known.environment !== environment && app.environment === environment))
      apps.set(app.name, app);
  }
  return [...apps.values()].flatMap(({ name, entrypoint, variables, directory, range }): FoundProcess[] => {
    if (entrypoint === null || (only !== null && !only.includes(name))) return [];
    const isShell = entrypoint.form === 'shell';
    return [
      {
        name,
        words: isShell ? null : entrypoint.words,
        line: isShell
          ? { ...entrypoint.line, places: entrypoint.line.exact ? entrypoint.line.range.start : null }
          : null,
        variables,
        // As the file has it, seen from where the file is in the container.
        directory: directory === null ? null : (relativeTo(dirname(file), directory) ?? directory),
        evidence: { file, range, label: 'script' },
      },
    ];
  });
}
