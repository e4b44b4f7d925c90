/** Servers of Python that import an application: what on their command line names it. */
import { pythonServers } from '../../../knowledge/servers.ts';
import type { ServerRow } from '../../../knowledge/servers.ts';
import type { Variable, Word } from '../../../model/production.ts';
import { move } from '../../packageScripts.ts';
import { join } from '../../paths.ts';
import { missingModule } from '../missingTarget.ts';
import { parseArguments } from '../programArguments.ts';
import type { ProgramArguments } from '../programArguments.ts';
import { directoriesOf, pathsOf } from '../question.ts';
import type { EntryQuestion, ResolvedEntry } from '../question.ts';
import { gunicornSettings } from './gunicorn.ts';
import { moduleFile, python, pythonFile, rootsOf } from './modules.ts';
import { uwsgiTarget } from './uwsgi.ts';

/** Null where the name is no server of Python. */
export async function pythonServer(
  name: string,
  rest: readonly Word[],
  question: EntryQuestion,
): Promise<ResolvedEntry | null> {
  const row = pythonServers.find((candidate) => candidate.names.includes(name));
  return row === undefined ? null : serve(row, rest, question);
}

/** `python -m gunicorn`: null where the module is no server. */
export async function servedModule(
  word: Word,
  rest: readonly Word[],
  question: EntryQuestion,
): Promise<ResolvedEntry | null> {
  if (word.dynamic) return null;
  const row = pythonServers.find(({ modules, names }) => modules.includes(word.value) || names.includes(word.value));
  return row === undefined ? null : serve(row, rest, question);
}

async function serve(row: ServerRow, written: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  const words = [...wordsOfVariable(row, question), ...written];
  const given = parseArguments(words, [
    ...row.valueFlags,
    ...row.applicationFlags,
    ...row.directoryFlags,
    ...row.configurationFlags,
  ]);
  const added = given.flags(...row.directoryFlags).map((word) => word.value);
  const roots = rootsOf(added, question);
  const base: ResolvedEntry = { ...python, roots, hooks: configurations(row, given, question) };
  if (row.names.includes('gunicorn')) return gunicorn(row, given, base, question);
  const development = given.has('--reload', '--debug', '--autoreload');
  const found = await target(row, given, { ...question, directory: movedBy(given, question) }, roots);
  return { ...base, ...found, hooks: [...base.hooks, ...(found.hooks ?? [])], development };
}

/** Its configuration may say what the command does not: the application, where it is, and variables. */
async function gunicorn(
  row: ServerRow,
  given: ProgramArguments,
  base: ResolvedEntry,
  question: EntryQuestion,
): Promise<ResolvedEntry> {
  const settings = await gunicornSettings(base.hooks, question);
  const chosen = given.flag('--chdir') === null ? settings.directory : null;
  const directory = chosen === null ? movedBy(given, question) : move(question.directory, chosen);
  const moved = { ...question, directory };
  const added = [...settings.roots, ...(chosen === null ? [] : [chosen])];
  const roots = [...new Set([...rootsOf(added, question), ...base.roots])];
  const development = given.has('--reload');
  const named = await target(row, given, moved, roots);
  const isSaid = named.entryPoint != null || named.missingTarget != null || settings.application === null;
  const found = isSaid ? named : application([settings.application], roots, moved);
  const flagged = given.flags('-e', '--env').flatMap((word) => variableOf(word) ?? []);
  const variables = [...settings.variables, ...flagged];
  return { ...base, ...found, roots, hooks: [...base.hooks, ...(found.hooks ?? [])], development, variables };
}

/** `-e NAME=value`: set when Python runs already. */
function variableOf({ value, file, range, dynamic }: Word): Variable | null {
  const equals = value.indexOf('=');
  if (equals <= 0) return null;
  const set = dynamic ? null : value.slice(equals + 1);
  return { file, range, name: value.slice(0, equals), value: set, layer: 'gunicorn', tooLate: true };
}

/** GUNICORN_CMD_ARGS stands under the command line. */
function wordsOfVariable(row: ServerRow, { variables }: EntryQuestion): readonly Word[] {
  const variable = row.names.includes('gunicorn') ? variables.get('GUNICORN_CMD_ARGS') : undefined;
  if (variable === undefined || variable.value === null) return [];
  const { file, range, value } = variable;
  const words = value.split(/\s+/).filter((word) => word !== '');
  return words.map((word) => ({ file, range, value: word, style: 'words', exact: false, dynamic: /[$`]/.test(word) }));
}

/** `--chdir` of a server moves it before it imports anything. */
function movedBy(given: ProgramArguments, question: EntryQuestion): string | null {
  const moved = given.flag('--chdir', '--workdir');
  return moved === null ? question.directory : move(question.directory, moved.value);
}

async function target(
  row: ServerRow,
  given: ProgramArguments,
  question: EntryQuestion,
  roots: readonly string[],
): Promise<Partial<ResolvedEntry>> {
  switch (row.target) {
    case 'application': {
      const flagged = given.flag(...row.applicationFlags);
      return application(flagged === null ? given.positionals : [flagged], roots, question);
    }
    case 'module':
    case 'celery': {
      const flagged = given.flag(...row.applicationFlags);
      const named = flagged ?? given.positionals.find((word) => !row.subcommands.includes(word.value)) ?? null;
      if (named === null || (row.target === 'celery' && flagged === null))
        return { unresolved: `${row.names[0]} is told no application` };
      return row.target === 'celery' ? celery(named, roots, question) : application([named], roots, question);
    }
    case 'flask':
      return flask(row, given, roots, question);
    case 'fastapi':
      return fastapi(row, given, roots, question);
    case 'file': {
      const file =
        given.flag(...row.applicationFlags) ?? given.positionals.find((word) => !row.subcommands.includes(word.value));
      if (file !== undefined) return pythonFile(file, question, row.defaultFile);
      const usual = row.defaultFile === null ? [] : pathsOf(row.defaultFile, question);
      const there = usual.find(({ path }) => question.repository.isFile(path));
      return there === undefined
        ? { unresolved: `${row.names[0]} is told no file` }
        : { entryPoint: { file: there.path, symbol: null, asMain: false }, unresolved: null };
    }
    case 'uwsgi':
      return uwsgi(given, roots, question);
    case 'django': {
      const settings =
        given.flag('--settings')?.value ?? question.variables.get('DJANGO_SETTINGS_MODULE')?.value ?? null;
      const file = settings === null ? null : moduleFile(settings, roots, question);
      return file === null
        ? { unresolved: 'the settings of Django are not known' }
        : { entryPoint: { file, symbol: null, asMain: false }, unresolved: null };
    }
    case 'unknown':
      return { unresolved: 'what the program imports is not known' };
  }
}

const applicationName = /^([A-Za-z_][\w.]*)(?::([\w.()='", -]+))?$/;

/** The last word that names a module of the repository: values of flags that are not known rarely do. */
function application(
  words: readonly Word[],
  roots: readonly string[],
  question: EntryQuestion,
): Partial<ResolvedEntry> {
  const named = words.filter((word) => !word.dynamic && applicationName.test(word.value));
  for (const word of [...named].reverse()) {
    const [, module = '', symbol] = applicationName.exec(word.value) ?? [];
    const file = moduleFile(module, roots, question) ?? parentFile(module, roots, question);
    if (file !== null) return { entryPoint: { file, symbol: symbol ?? null, asMain: false }, unresolved: null };
  }
  const last = named.findLast((word) => word.value.includes(':')) ?? named.at(-1);
  if (last === undefined) return { unresolved: 'the command names no application' };
  const module = last.value.split(':')[0] ?? '';
  return {
    unresolved: `the module ${module} is not in the repository`,
    missingTarget: missingModule({ ...last, value: module }, roots, question),
  };
}

/** `package.module.Object` where only the module is a file. */
function parentFile(module: string, roots: readonly string[], question: EntryQuestion): string | null {
  const dot = module.lastIndexOf('.');
  return dot < 0 ? null : moduleFile(module.slice(0, dot), roots, question);
}

function celery(word: Word, roots: readonly string[], question: EntryQuestion): Partial<ResolvedEntry> {
  const [module = '', symbol] = word.value.split(':');
  const named = moduleFile(`${module}.celery`, roots, question) ?? moduleFile(module, roots, question);
  const file = named ?? parentFile(module, roots, question);
  if (file === null) {
    return {
      unresolved: `the module ${module} is not in the repository`,
      missingTarget: missingModule({ ...word, value: module }, roots, question),
    };
  }
  return { entryPoint: { file, symbol: symbol ?? null, asMain: false }, unresolved: null };
}

async function flask(
  row: ServerRow,
  given: ProgramArguments,
  roots: readonly string[],
  question: EntryQuestion,
): Promise<Partial<ResolvedEntry>> {
  const subcommand = given.positionals[0]?.value ?? '';
  const variable = row.names.includes('litestar') ? 'LITESTAR_APP' : 'FLASK_APP';
  const named =
    given.flag(...row.applicationFlags)?.value ??
    question.variables.get(variable)?.value ??
    (await dotenvValue(variable, question));
  const oneShot = !row.subcommands.includes(subcommand);
  const names = named === null ? ['wsgi', 'app'] : [named.replace(/\.py(?=$|:)/, '').replace(/^\.\//, '')];
  for (const name of names) {
    const [module = '', symbol] = name.split(':');
    const file = moduleFile(module.replaceAll('/', '.'), roots, question);
    if (file !== null) return { entryPoint: { file, symbol: symbol ?? null, asMain: false }, unresolved: null };
  }
  const why =
    named === null ? `${variable} is not set and there is no wsgi.py or app.py` : `${named} is not in the repository`;
  return { unresolved: oneShot ? `\`${row.names[0]} ${subcommand}\` is no server` : why };
}

/** `.flaskenv` and `.env` beside the application. */
async function dotenvValue(name: string, question: EntryQuestion): Promise<string | null> {
  for (const directory of directoriesOf(question.directory, question)) {
    for (const file of ['.flaskenv', '.env']) {
      const text = await question.repository.read(join(directory, file) ?? file);
      const line = text?.split(/\r?\n/).find((candidate) =>
        candidate
          .trim()
          .replace(/^export\s+/, '')
          .startsWith(`${name}=`),
      );
      if (line !== undefined)
        return line
          .slice(line.indexOf('=') + 1)
          .trim()
          .replace(/^["']|["']$/g, '');
    }
  }
  return null;
}

async function fastapi(
  row: ServerRow,
  given: ProgramArguments,
  roots: readonly string[],
  question: EntryQuestion,
): Promise<Partial<ResolvedEntry>> {
  const named = given.flag('--entrypoint', '-e');
  if (named !== null) return application([named], roots, question);
  const path = given.positionals.find((word) => !row.subcommands.includes(word.value));
  const symbol = given.flag('--app')?.value ?? null;
  if (path !== undefined) {
    const found = await pythonFile(path, question);
    return { ...found, entryPoint: found.entryPoint === null ? null : { ...found.entryPoint, symbol, asMain: false } };
  }
  for (const directory of directoriesOf(question.directory, question)) {
    for (const name of ['main.py', 'app.py', 'api.py', 'app/main.py', 'app/app.py', 'app/api.py']) {
      const file = join(directory, name);
      if (file !== null && question.repository.isFile(file)) {
        return { entryPoint: { file, symbol, asMain: false }, unresolved: null };
      }
    }
  }
  return { unresolved: 'FastAPI finds no main.py, app.py or api.py' };
}

async function uwsgi(
  given: ProgramArguments,
  roots: readonly string[],
  question: EntryQuestion,
): Promise<Partial<ResolvedEntry>> {
  const settings = await uwsgiTarget(given, question);
  const { variables } = settings;
  if (settings.file !== null) {
    const moved =
      settings.directory === null ? question : { ...question, directory: move(question.directory, settings.directory) };
    const found = await pythonFile(settings.file, moved);
    return {
      ...found,
      variables,
      entryPoint: found.entryPoint === null ? null : { ...found.entryPoint, asMain: false },
    };
  }
  const added = settings.directory === null ? [] : [settings.directory];
  const all = [...rootsOf(added, question), ...roots];
  if (settings.module === null) return { unresolved: 'uWSGI is told no module' };
  return { ...application([settings.module], all, question), roots: all, variables };
}

function configurations(row: ServerRow, given: ProgramArguments, question: EntryQuestion): readonly string[] {
  if (row.target === 'uwsgi') return [];
  const named = given.flag(...row.configurationFlags)?.value ?? row.defaultConfiguration;
  if (named === null || named.startsWith('python:')) {
    const file = named === null ? null : moduleFile(named.slice('python:'.length), rootsOf([], question), question);
    return file === null ? [] : [file];
  }
  const found = pathsOf(named.replace(/^file:/, ''), question).find(({ path }) => question.repository.isFile(path));
  return found === undefined || !found.path.endsWith('.py') ? [] : [found.path];
}
