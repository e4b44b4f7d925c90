/**
 * Deploys in pipelines that say what is started: `gcloud run deploy --command`, startup commands of Azure, task definitions
 * on the command line, and scripts that run on the server over SSH. What a pipeline only restarts, applies or upgrades is
 * said by the files that it names.
 */
import type { Environment, ProcessDeclaration, Variable, Word } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { environmentOfToken } from '../environment.ts';
import { basename } from '../paths.ts';
import {
  entriesOf,
  itemsOf,
  knownText,
  member,
  scalarOf,
  textAt,
  textOf,
  wordsOfList,
  type DataNode,
  type DataScalar,
} from '../text/dataTree.ts';
import { located, part, snippetOf, textInWord, type LocatedText } from '../text/locatedText.ts';
import { splitWords } from '../text/words.ts';
import { readJson, readYaml } from '../text/yaml.ts';
import { processOf } from './declare.ts';
import { cloudRunDeploy, cloudRunService } from './deploys/cloudRun.ts';
import { remoteProcesses } from './deploys/remote.ts';
import { flagsOf, statementsOf, type KnownValues, type Statement } from './deploys/statements.ts';
import { containersOf } from './ecsContainers.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'deploy';
const deepest = 30;
const mostProcesses = 200;
const signature =
  /\bgcloud\b[^\n]*\brun\b|google-github-actions\/deploy-cloudrun|startup-(?:file|command)|register-task-definition|\bssh\b|ssh-action|sshCommand/;

export const deployReader: LauncherReader = {
  name: launcher,
  files: [
    '.github/workflows/*.{yml,yaml}',
    '.github/actions/**/action.{yml,yaml}',
    '**/.gitlab-ci*.{yml,yaml}',
    '.gitlab/**/*.{yml,yaml}',
    '.circleci/*.{yml,yaml}',
    '**/{azure-pipelines,bitbucket-pipelines,buildspec,cloudbuild}*.{yml,yaml}',
    '**/{Jenkinsfile,*.jenkinsfile}*',
  ],
  claims: ({ text }) => signature.test(text) || (/\bgcloud\b/.test(text) && /\bdeploy\b|\bupdate\b/.test(text)),
  read,
};

function read({ path, text }: Artifact): Reading {
  const faults: Fault[] = [];
  const isGroovy = !/\.ya?ml$/i.test(path);
  const pipeline = isGroovy ? null : readYaml(path, text);
  const declarations = isGroovy
    ? groovyScripts(path, text).flatMap((script) =>
        processesOf(script, { file: path, text, known: new Map(), names: [], faults }),
      )
    : (pipeline?.documents ?? []).flatMap((document) => {
        const known = valuesOf(document);
        return walk(document, { file: path, text, known, names: [], faults }, 0);
      });
  // Pipelines have readers of their own, which say what does not parse.
  return { declarations: declarations.slice(0, mostProcesses), faults };
}

interface Place {
  readonly file: string;
  readonly text: string;
  readonly known: KnownValues;
  /** What may say which environment it is about, the nearest last. */
  readonly names: readonly string[];
  readonly faults: Fault[];
}

/** Values of `env`, `variables` and the like; names that have several are not known. */
function valuesOf(document: DataNode): KnownValues {
  const values = new Map<string, string>();
  const open = new Set<string>();
  const visit = (node: DataNode, depth: number): void => {
    if (depth > deepest) return;
    for (const item of itemsOf(node)) visit(item, depth + 1);
    for (const { key, value } of entriesOf(node)) {
      if (/^(?:env|variables|environment|substitutions)$/.test(key)) {
        for (const entry of entriesOf(value)) {
          const text = knownText(entry.value);
          if (text === null || /\$/.test(text)) continue;
          if (values.has(entry.key) && values.get(entry.key) !== text) open.add(entry.key);
          values.set(entry.key, text);
        }
      }
      visit(value, depth + 1);
    }
  };
  visit(document, 0);
  for (const name of open) values.delete(name);
  return values;
}

function walk(node: DataNode, place: Place, depth: number): ProcessDeclaration[] {
  if (depth > deepest) return [];
  if (node.kind === 'scalar') return node.value === null ? [] : processesOf(node.text, place);
  if (node.kind === 'list') {
    const words = wordsOfList(node, place.file);
    // Steps of Cloud Build are words: `args: [run, deploy, api, --image, …]`.
    if (words[0]?.value === 'run' || words[0]?.value === 'gcloud') {
      const [first] = words;
      const gcloud = words[0]?.value === 'gcloud' ? words : [{ ...first, value: 'gcloud' }, ...words];
      const source: LocatedText = { file: place.file, text: '', range: node.range, places: null };
      const found = cloudRunDeploy({ source, words: gcloud });
      if (found !== null) return [forEnvironment(found, place)];
    }
    return node.items.flatMap((item) => walk(item, place, depth + 1));
  }
  const environment = member(node, 'environment');
  const own = [
    textAt(node, 'name'),
    environment?.kind === 'map' ? textAt(environment, 'name') : textOf(environment),
  ].filter((name) => name !== null);
  const here = { ...place, names: [...place.names, ...own] };
  const uses = textAt(node, 'uses');
  const action = uses === null ? null : actionProcesses(uses.toLowerCase(), member(node, 'with'), here);
  if (action !== null) return action;
  return entriesOf(node).flatMap(({ key, value }) =>
    walk(value, { ...here, names: value.kind === 'map' ? [...here.names, key] : here.names }, depth + 1),
  );
}

/** Null for an action that says nothing of what is started. */
function actionProcesses(uses: string, given: DataNode | null, place: Place): ProcessDeclaration[] | null {
  const input = (name: string): DataScalar | null => scalarOf(member(given, name));
  const script = input('script');
  if (/ssh/.test(uses) && script !== null) {
    return remoteProcesses(script.text, place.known).map((process) => forEnvironment(process, place));
  }
  if (uses.startsWith('google-github-actions/deploy-cloudrun')) {
    const word = (name: string): Word | null => {
      const text = input(name);
      return text === null ? null : (statementsOf(text.text, place.known)[0]?.words[0] ?? null);
    };
    const at = input('service') ?? input('job') ?? input('image');
    if (at === null) return [];
    const flags = input('flags');
    const words = flags === null ? [] : splitWords(flags.text, { escapes: 'posix' }).words;
    const location = { file: place.file, range: at.range };
    const variables = variablesOfLines(input('env_vars'));
    return [forEnvironment(cloudRunService(word('service'), word('image'), words, variables, location), place)];
  }
  const startup = input('startup-command');
  if (/^azure\/(?:webapps-deploy|functions)/.test(uses) && startup !== null && startup.value !== '') {
    return [forEnvironment(azure(startup.text, input('app-name')?.value ?? null), place)];
  }
  return null;
}

/** `NAME=value` lines, or several on one with commas. */
function variablesOfLines(input: DataScalar | null): Variable[] {
  if (input === null) return [];
  const { file } = input.text;
  return (input.value ?? '').split(/[\n,]/).flatMap((line) => {
    const [, name, value = ''] = /^\s*(\w+)=(.*)$/.exec(line) ?? [];
    const isOpen = /\$\{?\{?/.test(value);
    return name === undefined
      ? []
      : [{ file, range: input.range, name, value: isOpen ? null : value.trim(), layer: 'cloud-run' }];
  });
}

function azure(line: LocatedText, name: string | null): ProcessDeclaration {
  const location = { file: line.file, range: line.range };
  const isKnown = name !== null && !/\$/.test(name);
  return processOf({
    launcher: 'azure-app-service',
    name: isKnown ? name : 'web',
    ...location,
    entrypoint: { form: 'shell', line: snippetOf(line), location },
    directory: '.',
  });
}

function processesOf(script: LocatedText, place: Place): ProcessDeclaration[] {
  if (!signature.test(script.text)) return [];
  const heredocs = remoteDocuments(script);
  const statements = statementsOf(script, place.known);
  return [
    ...heredocs.flatMap((body) => remoteProcesses(body, place.known)),
    ...statements.flatMap((statement) => ofStatement(statement, place)),
  ].map((process) => forEnvironment(process, place));
}

function ofStatement(statement: Statement, place: Place): ProcessDeclaration[] {
  const { words } = statement;
  const program = words[0]?.value ?? '';
  const plain = words.map(({ value }) => value);
  if (program === 'gcloud') return [cloudRunDeploy(statement) ?? []].flat();
  if (program === 'ssh' || plain.includes('ssh')) {
    // The last word is what the other machine's shell gets, where it has blanks.
    const last = words.at(-1);
    return last === undefined || !/\s/.test(last.value)
      ? []
      : remoteProcesses(textInWord(last, place.text), place.known);
  }
  if (program === 'az' && /^webapp (?:config set|create|up)\b/.test(plain.slice(1).join(' '))) {
    const flags = flagsOf(words.slice(1), () => false);
    const startup = flags.value('--startup-file');
    const name = flags.value('--name', '-n');
    if (startup === null || startup.dynamic || startup.value.trim() === '') return [];
    return [azure(textInWord(startup, place.text), name?.dynamic === false ? name.value : null)];
  }
  if (program === 'aws' && plain[1] === 'ecs' && plain[2] === 'register-task-definition') {
    const flags = flagsOf(words.slice(3), () => false);
    const containers = flags.value('--container-definitions');
    if (containers === null || !containers.value.trimStart().startsWith('[')) return [];
    return inlineTask(containers, flags.value('--family'), place);
  }
  return [];
}

/** A task definition on the command line: places are those of the whole word. */
function inlineTask(word: Word, family: Word | null, { file, faults }: Place): ProcessDeclaration[] {
  const { documents } = readJson(file, word.value);
  const task = { file, family: family?.dynamic === false ? family.value : null, environment: null, range: word.range };
  const moved = (node: DataNode): DataNode => {
    const { range } = word;
    if (node.kind === 'scalar')
      return { ...node, range, text: { ...node.text, file, range, places: null }, editable: false };
    if (node.kind === 'list') return { ...node, range, items: node.items.map(moved) };
    const entries = entriesOf(node).map(
      (entry) => [entry.key, { ...entry, keyRange: range, value: moved(entry.value) }] as const,
    );
    return { ...node, range, entries: new Map(entries) };
  };
  return documents.flatMap((document) => containersOf(moved(document), task, faults));
}

/** Bodies of `ssh host <<EOF`. */
function remoteDocuments(script: LocatedText): LocatedText[] {
  const found: LocatedText[] = [];
  for (const match of script.text.matchAll(
    /\bssh\b[^\n]*<<-?\s*["'\\]?(\w+)["']?[^\n]*\n([^]*?)\n[ \t]*\1[ \t]*(?=\n|$)/g,
  )) {
    const body = match[2] ?? '';
    const start = match.index + match[0].indexOf('\n') + 1;
    found.push(part(script, start, start + body.length));
  }
  return found;
}

/** Scripts of `sh '…'` and `sshCommand … command: '…'`. */
function groovyScripts(file: string, text: string): LocatedText[] {
  const found: LocatedText[] = [];
  for (const match of text.matchAll(/\b(?:sh|bat|command:|script:)\s*\(?\s*(?:script:\s*)?('''|"""|'|")([^]*?)\1/g)) {
    const start = match.index + match[0].length - (match[1]?.length ?? 1) - (match[2]?.length ?? 0);
    found.push(located(file, text, start, start + (match[2]?.length ?? 0)));
    if (found.length > 200) break;
  }
  return found;
}

/** What the job, its environment and its step are called; a deploy that says nothing is for production. */
function forEnvironment(process: ProcessDeclaration, { names, file }: Place): ProcessDeclaration {
  const words = [...names].reverse().flatMap((name) => name.split(/[^A-Za-z0-9]+/));
  const ofFile = basename(file).split(/[^A-Za-z0-9]+/);
  const token = [...words, ...ofFile]
    .map((word) =>
      /^(?:preview|review|pr)$/i.test(word)
        ? 'development'
        : /^(?:ci|test|tests)$/i.test(word)
          ? null
          : environmentOfToken(word),
    )
    .find((environment): environment is Exclude<Environment, 'unknown'> => environment !== null);
  return { ...process, environment: token ?? 'production' };
}
