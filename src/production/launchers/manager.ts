/**
 * Process managers that no reader knows, as the profile declares them: where their files are, and where the command stands
 * in them. A relative directory counts from the repository's root, one that begins with `../` from the file; null is not
 * known. Faults of the declaration itself stand in the profile.
 */
import type { Command, Environment, ProcessDeclaration, Variable, Word } from '../../model/production.ts';
import type { LoadedProfile, ProfileManager } from '../../model/profile.ts';
import type { Fault } from '../../model/source.ts';
import type { Range } from '../../model/text.ts';
import { environmentOfToken } from '../environment.ts';
import { basename, dirname, join, normalize } from '../paths.ts';
import { matchesOf, parsePath, type Match } from '../text/dataPath.ts';
import {
  artifactFault,
  entriesOf,
  member,
  scalarOf,
  snippetOfScalar,
  textOf,
  variablesOf,
  wordsOfList,
  type DataDocuments,
  type DataEntry,
  type DataNode,
  type DataScalar,
} from '../text/dataTree.ts';
import { configParserDialect, readIni } from '../text/ini.ts';
import { readToml } from '../text/toml.ts';
import { splitWords, type Expansion } from '../text/words.ts';
import { readXml } from '../text/xml.ts';
import { readJson, readYaml } from '../text/yaml.ts';
import type { Artifact, LauncherReader, ReaderFactory, Reading } from './reader.ts';

const mostWords = 2000;

const formats: Readonly<Record<ProfileManager['format'], (file: string, text: string) => DataDocuments>> = {
  json: readJson,
  yaml: readYaml,
  toml: readToml,
  xml: readXml,
  ini: sectionsOf,
};

export const managerReaders: ReaderFactory = (profile) =>
  (profile.value.managers ?? []).map((manager, index): LauncherReader => {
    const environment = environmentOf(manager, profile);
    return {
      name: manager.name,
      files: typeof manager.files === 'string' ? [manager.files] : manager.files,
      claims: () => true,
      read: (artifact) =>
        read(artifact, manager, environment, (message, key) => profileFault(profile, index, key, message)),
    };
  });

/** What the profile names, by its own name or by an alias of the profile; null lets the path decide. */
function environmentOf(manager: ProfileManager, profile: LoadedProfile): Environment | null {
  if (manager.environment === undefined) return null;
  const named = manager.environment.toLowerCase();
  const known = environmentOfToken(named);
  if (known !== null) return known;
  for (const [name, { aliases = [] }] of Object.entries(profile.value.environments ?? {})) {
    if ([name, ...aliases].some((alias) => alias.toLowerCase() === named)) return environmentOfToken(name) ?? 'unknown';
  }
  return 'unknown';
}

function profileFault(profile: LoadedProfile, index: number, key: string, message: string): Fault {
  const range = profile.locate(['managers', index, key]) ?? profile.locateKey(['managers', index]);
  return { kind: 'profile', severity: 'warning', message, file: profile.file, range };
}

type ProfileFault = (message: string, key: 'processes' | 'fields') => Fault;

function read(
  artifact: Artifact,
  manager: ProfileManager,
  environment: Environment | null,
  profileFault: ProfileFault,
): Reading {
  const { path, text } = artifact;
  const { documents, faults } = formats[manager.format](path, text);
  const found: Fault[] = [...faults];
  const matches = documents.flatMap((document) => processesOf(document, manager, profileFault, found));
  if (
    documents.length > 0 &&
    matches.length === 0 &&
    manager.processes !== undefined &&
    found.length === faults.length
  ) {
    found.push(profileFault(`\`${manager.processes}\` leads to nothing in ${path}`, 'processes'));
  }
  const declarations = matches.flatMap((match) => declare(artifact, manager, environment, match, found) ?? []);
  return { declarations, faults: found };
}

function processesOf(
  document: DataNode,
  manager: ProfileManager,
  profileFault: ProfileFault,
  faults: Fault[],
): readonly Match[] {
  const { processes, format } = manager;
  if (format === 'ini') {
    return entriesOf(document).flatMap(({ key, keyRange, value }): Match[] => {
      const name = processes === undefined ? key : matched(processes, key);
      const isProcess = name !== null && (processes !== undefined || fieldOf(value, manager.fields.command) !== null);
      return isProcess ? [{ node: value, key: { name, range: keyRange } }] : [];
    });
  }
  if (processes === undefined) return matchesOf(document, document.kind === 'list' ? [{ kind: 'all' }] : [], false);
  const steps = parsePath(processes);
  if (steps === null) {
    faults.push(
      profileFault(`\`${processes}\` is not a path such as \`$.processes[*]\` or \`$.programs.*\``, 'processes'),
    );
    return [];
  }
  return matchesOf(document, steps, format === 'xml');
}

/** What a `*` of the pattern stands for in the name (the whole name where there is none); null where it does not match. */
function matched(pattern: string, name: string): string | null {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === name ? name : null;
  const before = pattern.slice(0, star);
  const after = pattern.slice(star + 1);
  const fits = name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
  return fits ? name.slice(before.length, name.length - after.length) : null;
}

function declare(
  { path, text }: Artifact,
  manager: ProfileManager,
  environment: Environment | null,
  { node, key }: Match,
  faults: Fault[],
): ProcessDeclaration | null {
  const { fields } = manager;
  const command = fieldOf(node, fields.command);
  const words = commandOf(path, command, manager, faults);
  if (words === null) {
    const range = key?.range ?? firstOf(node.range);
    faults.push(artifactFault(path, range, `${manager.name} gets no command here: there is no \`${fields.command}\``));
    return null;
  }
  const name = fields.name === undefined ? null : scalarOf(fieldOf(node, fields.name));
  const directory = fields.directory === undefined ? null : textOf(fieldOf(node, fields.directory));
  const extra = fields.arguments === undefined ? null : fieldOf(node, fields.arguments);
  const more = commandOf(path, extra, { ...manager, shell: false }, faults);
  const joined = words.form === 'exec' && more?.form === 'exec';
  return {
    kind: 'process',
    launcher: manager.name,
    name: name?.value ?? key?.name ?? basename(path).replace(/\.[^.]*$/, ''),
    environment,
    file: path,
    range: name?.range ?? key?.range ?? firstOf(node.range),
    image: null,
    entrypoint: joined ? { ...words, words: [...words.words, ...more.words] } : words,
    arguments: joined ? null : more,
    directory: directory === null || directory === '' ? null : directoryOf(path, directory),
    variables:
      fields.environment === undefined ? [] : environmentVariables(node, fields.environment, path, text, manager.name),
    variableSources: [],
    annotations: [],
    stop: null,
    probes: [],
    oneShot: false,
    mounts: [],
  };
}

const firstOf = ({ start, end }: Range): Range => ({ start, end: Math.min(end, start + 1) });

/** A key, which may name keys below one another (`spec.cmd`); the text of an XML element that has attributes too. */
function fieldOf(node: DataNode, field: string): DataNode | null {
  const found = member(node, field) ?? member(node, ...field.split('.'));
  return found?.kind === 'map' ? (member(found, '#text') ?? found) : found;
}

/** A line, split here unless it is for a shell, or a list of words. Null where there is none. */
function commandOf(file: string, node: DataNode | null, manager: ProfileManager, faults: Fault[]): Command | null {
  if (node === null || node.kind === 'map') return null;
  const location = { file, range: node.range };
  if (node.kind === 'list') {
    const words = wordsOfList(node, file).slice(0, mostWords);
    return words.length === 0 ? null : { form: 'exec', words: words.map(withVariables), location };
  }
  if (node.value === null || node.value.trim() === '') return null;
  if (manager.shell === true) return { form: 'shell', line: snippetOfScalar(node), location };
  const { words, problem } = splitWords(node.text, { escapes: 'posix', expand: expansionOf });
  if (problem !== null)
    faults.push(artifactFault(file, problem.range, `this command cannot be split: ${problem.message}`));
  return { form: 'exec', words: words.slice(0, mostWords), location };
}

/** What the manager puts for variables, if it does, is not known here. */
function expansionOf(text: string): Expansion {
  return { values: [text], dynamic: /\$[A-Za-z_{(]|\{\{/.test(text) };
}

function withVariables(word: Word): Word {
  return { ...word, dynamic: word.dynamic || expansionOf(word.value).dynamic };
}

function directoryOf(file: string, directory: string): string | null {
  if (directory.startsWith('/')) return directory;
  return directory.startsWith('../') ? join(dirname(file), directory) : normalize(directory);
}

function environmentVariables(node: DataNode, field: string, file: string, text: string, layer: string): Variable[] {
  const found = member(node, field) ?? member(node, ...field.split('.'));
  const line = scalarOf(found);
  if (line !== null)
    return variablesOf(
      { kind: 'list', style: 'list', range: line.range, items: wordsAsScalars(line, text) },
      file,
      layer,
    );
  // `<environment><variable name="A" value="1"/></environment>`
  const [only] = found?.kind === 'map' && found.entries.size === 1 ? entriesOf(found) : [];
  if (only !== undefined && only.value.kind !== 'scalar') {
    const items = only.value.kind === 'list' ? only.value.items : [only.value];
    return variablesOf({ kind: 'list', style: 'list', range: only.value.range, items }, file, layer);
  }
  return variablesOf(found, file, layer);
}

/** `A=1 B="two words"` as the items of a list. */
function wordsAsScalars(line: DataScalar, text: string): DataScalar[] {
  return splitWords(line.text, { escapes: 'posix' }).words.map(({ file, range, value }) => {
    return {
      kind: 'scalar',
      value,
      range,
      text: { file, text: value, range, places: text.slice(range.start, range.end) === value ? range.start : null },
      editable: false,
    };
  });
}

/** An INI file as a map of its sections. */
function sectionsOf(file: string, text: string): DataDocuments {
  const { sections, faults } = readIni(file, text, configParserDialect);
  const entries = new Map<string, DataEntry>();
  for (const section of sections) {
    const values = new Map<string, DataEntry>();
    for (const { key, keyRange, value } of section.entries) {
      const scalar: DataScalar = {
        kind: 'scalar',
        value: value.text,
        range: value.range,
        text: value,
        editable: false,
      };
      values.set(key, { key, keyRange, value: scalar });
    }
    const name = section.name ?? '';
    const present = entries.get(name)?.value;
    const before = present?.kind === 'map' ? present.entries : [];
    const all = new Map([...before, ...values]);
    entries.set(name, {
      key: name,
      keyRange: section.range,
      value: { kind: 'map', range: section.range, entries: all },
    });
  }
  return { documents: [{ kind: 'map', range: { start: 0, end: text.length }, entries }], faults };
}
