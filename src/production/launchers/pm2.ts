/**
 * PM2 ecosystem files: one process per app. A script with blanks is a line for bash; others run under their interpreter,
 * node where none is named and the script is none of another language. A directory of null is the one PM2 is started in.
 * Facts: https://pm2.keymetrics.io/docs/usage/application-declaration and PM2's `lib/Common.js`.
 */
import { environmentOfToken } from '../environment.ts';
import { basename, dirname, extension, join } from '../paths.ts';
import type { Command, Environment, ProcessDeclaration, Variable, Word } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import {
  artifactFault,
  entriesOf,
  knownText,
  itemsOf,
  member,
  snippetOfScalar,
  textOf,
  variablesOf,
  wordsOfList,
  type DataNode,
  type DataScalar,
} from '../text/dataTree.ts';
import { readExported } from '../text/javascript.ts';
import { trimmed } from '../text/locatedText.ts';
import { stopContract } from '../text/signals.ts';
import { preloadsOfOptions } from '../telemetry/channels.ts';
import { splitWords } from '../text/words.ts';
import { readJson, readYaml } from '../text/yaml.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'pm2';
const mostApps = 500;
const defaultGrace = 1600;
const isScript = (path: string): boolean => /^\.[cm]?js$/.test(extension(path));

export const pm2Reader: LauncherReader = {
  name: launcher,
  files: [
    '**/{ecosystem,pm2}*.{js,cjs,mjs,json,yml,yaml}',
    '**/*.ecosystem.config.{js,cjs,mjs}',
    '**/{process,processes}.{json,yml,yaml}',
  ],
  grammarOf: (path) => (isScript(path) ? 'tree-sitter-javascript.wasm' : null),
  claims: ({ text }) => /\b(?:script|cmd|command)["']?\s*:/.test(text) && /\bapps\b|\bexec_mode\b/.test(text),
  read,
};

function read({ path, text, tree }: Artifact): Reading {
  const faults: Fault[] = [];
  let documents: readonly DataNode[] = [];
  if (isScript(path)) {
    const exported = tree === undefined ? null : readExported(path, tree);
    if (exported !== null) documents = [exported];
    if (tree?.hasErrors === true) faults.push(artifactFault(path, { start: 0, end: 0 }, 'does not parse as a whole'));
  } else {
    const data = extension(path) === '.json' ? readJson(path, text) : readYaml(path, text);
    documents = data.documents;
    faults.push(...data.faults);
  }
  const declarations = documents.flatMap((document) => {
    const apps = document.kind === 'list' ? document : member(document, 'apps');
    if (apps?.kind === 'scalar' && apps.value !== null) {
      faults.push(
        artifactFault(path, apps.range, 'the apps are computed: what they are is not known here', 'information'),
      );
    }
    const list = apps?.kind === 'map' ? [apps] : itemsOf(apps);
    return list.slice(0, mostApps).flatMap((app) => readApp(path, app, faults));
  });
  return { declarations, faults };
}

function readApp(path: string, app: DataNode, faults: Fault[]): readonly ProcessDeclaration[] {
  const script = scalarOf(first(app, 'script', 'cmd', 'command'));
  if (script === null) return [];
  const name = textOf(member(app, 'name')) ?? basename(script.value ?? '').replace(/\.[^.]*$/, '');
  const grace = Number(textOf(member(app, 'kill_timeout')) ?? Number.NaN);
  const cluster = inCluster(app);
  const directory = member(app, 'cwd');
  const process = processOf({
    launcher,
    name,
    file: path,
    range: script.range,
    entrypoint: commandOf(path, app, script, faults),
    directory: directory === null ? null : directoryOf(path, directory),
    stop: stopContract('SIGINT', Number.isFinite(grace) && grace >= 0 ? grace : defaultGrace, defaultGrace),
    oneShot: knownText(member(app, 'autorestart')) === 'false',
  });
  const own = variablesOf(member(app, 'env'), path, launcher);
  const overlays = entriesOf(app).flatMap(({ key, value }) => {
    const environment = key.startsWith('env_') ? environmentOfToken(key.slice('env_'.length)) : null;
    return environment === null || environment === 'development' ? [] : [{ environment, value }];
  });
  const production = overlays.find(({ environment }) => environment === 'production');
  const ways = production === undefined ? [{ environment: environmentNamed(own), value: null }, ...overlays] : overlays;
  return ways.map(({ environment, value }): ProcessDeclaration => {
    const set = [...own, ...variablesOf(value, path, launcher)];
    return { ...process, environment, variables: cluster ? withoutOptions(path, set, faults) : set };
  });
}

/** Workers of a cluster get their environment once Node runs: Node, and what it preloads, never see it. */
function withoutOptions(file: string, variables: readonly Variable[], faults: Fault[]): Variable[] {
  return variables.map((variable) => {
    if (variable.name !== 'NODE_OPTIONS') return { ...variable, tooLate: true };
    const { range, value } = variable;
    const message = 'PM2 in cluster mode sets this when Node runs already, which ignores it: use node_args';
    // Telemetry that is lost by it is the matter of a rule.
    const isSaid = value !== null && preloadsOfOptions(value).length > 0;
    if (!isSaid && !faults.some((fault) => fault.range?.start === range.start))
      faults.push(artifactFault(file, range, message));
    return { ...variable, tooLate: true };
  });
}

const first = (node: DataNode, ...keys: readonly string[]): DataNode | null =>
  keys.map((key) => member(node, key)).find((found) => found !== null) ?? null;

function scalarOf(node: DataNode | null): DataScalar | null {
  return node?.kind === 'scalar' && node.value !== null && node.value !== '' ? node : null;
}

/** Any number of instances makes a cluster of Node processes, unless the file says that it forks. */
function inCluster(app: DataNode): boolean {
  const mode = textOf(member(app, 'exec_mode'));
  if (mode !== null) return mode.startsWith('cluster');
  return (
    member(app, 'instances') !== null && /^node$|^$/.test(textOf(first(app, 'interpreter', 'exec_interpreter')) ?? '')
  );
}

function commandOf(file: string, app: DataNode, script: DataScalar, faults: Fault[]): Command {
  const value = script.value ?? '';
  const location = { file, range: script.range };
  if (script.computed !== true && /\s/.test(value.trim())) {
    const line = trimmed(script.text);
    return { form: 'shell', line: snippetOfScalar({ ...script, text: line }), location };
  }
  const interpreter = textOf(first(app, 'interpreter', 'exec_interpreter')) ?? interpreterOf(value);
  const made = (word: string): Word => ({
    file,
    range: script.range,
    value: word,
    style: 'words',
    exact: false,
    dynamic: false,
  });
  const own: Word = { ...made(value), dynamic: script.computed === true };
  const flags = listOf(file, first(app, 'node_args', 'interpreter_args', 'interpreterArgs', 'node-args'), faults);
  const before = interpreter === 'none' || interpreter === '' ? [] : [made(interpreter), ...flags];
  return { form: 'exec', words: [...before, own, ...listOf(file, member(app, 'args'), faults)], location };
}

/** Arguments: a list, or a text that is split at blanks. */
function listOf(file: string, node: DataNode | null, faults: Fault[]): readonly Word[] {
  if (node === null) return [];
  if (node.kind === 'list') return wordsOfList(node, file);
  if (node.kind === 'map' || node.value === null) return [];
  if (node.computed === true) {
    return [{ file, range: node.range, value: node.value, style: 'words', exact: false, dynamic: true }];
  }
  const { words, problem } = splitWords(node.text, { escapes: 'posix' });
  if (problem !== null) faults.push(artifactFault(file, problem.range, `PM2 gets other words: ${problem.message}`));
  return words;
}

const interpreters: Readonly<Record<string, string>> = {
  '.sh': 'bash',
  '.py': 'python',
  '.rb': 'ruby',
  '.php': 'php',
  '.pl': 'perl',
  '.ts': 'ts-node',
  '.tsx': 'ts-node',
  '.js': 'node',
  '.cjs': 'node',
  '.mjs': 'node',
};

/** Empty where the script is a program by itself. */
function interpreterOf(script: string): string {
  const known = interpreters[extension(script)];
  // Programs of packages, and those that are found on the path.
  if (/(?:^|\/)node_modules\//.test(script)) return '';
  if (known !== undefined) return known;
  return script.includes('/') && !script.startsWith('/') && extension(script) === '' ? 'node' : '';
}

function directoryOf(file: string, node: DataNode): string | null {
  const text = knownText(node);
  if (text === null || text === '') return null;
  return text.startsWith('/') ? text : join(dirname(file), text);
}

/** Without an environment of its own for production, what the variables say. */
function environmentNamed(variables: readonly Variable[]): Environment | null {
  const named = variables.findLast(({ name }) => name === 'NODE_ENV')?.value ?? null;
  return named === null ? null : environmentOfToken(named);
}
