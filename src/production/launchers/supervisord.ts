/**
 * supervisord: one process per program (also of FastCGI and event listeners). Commands are split into words without a
 * shell. A directory of null is the one supervisord was started in; `%(here)s` and relative directories count from the
 * directory of the file.
 */
import { globMatcher } from '../../model/glob.ts';
import type { Command, Declaration, ProcessDeclaration, Variable } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { dirname, join } from '../paths.ts';
import { artifactFault } from '../text/dataTree.ts';
import { configParserDialect, entriesOfSection, readIni, type IniEntry, type IniSection } from '../text/ini.ts';
import { rangeIn, type LocatedText } from '../text/locatedText.ts';
import { stopContract } from '../text/signals.ts';
import { splitWords, type Expansion } from '../text/words.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'supervisord';
const mostIncludes = 20;
const program = /^(?:program|fcgi-program|eventlistener):(.+)$/;

/** What a file says of the files it includes. */
interface Including {
  readonly file: string;
  readonly patterns: readonly string[];
  readonly shared: readonly Variable[];
  readonly directory: string | null;
}

export const supervisordReader: LauncherReader<Including> = {
  name: launcher,
  files: ['**/*.conf', '**/*.ini'],
  claims: ({ text }) =>
    /^[ \t]*\[(?:program|fcgi-program|eventlistener):/m.test(text) ||
    (/^[ \t]*\[supervisord\]/m.test(text) && /^[ \t]*\[include\]/m.test(text)),
  read,
  combine: joinIncludes,
};

function read({ path, text }: Artifact): Reading<Including> {
  const ini = readIni(path, text, configParserDialect);
  const faults: Fault[] = [...ini.faults];
  const daemon = lastOf(entriesOfSection(ini, 'supervisord'));
  const shared = variablesOf(daemon.get('environment')?.value, path, new Map(), faults);
  const inherited = daemon.get('directory')?.value.text ?? null;
  const declarations = ini.sections.flatMap((section) => {
    const name = program.exec(section.name ?? '')?.[1]?.trim();
    return name === undefined ? [] : [readProgram(path, section, name, shared, inherited, faults)];
  });
  const patterns = lastOf(entriesOfSection(ini, 'include')).get('files')?.value.text.split(/\s+/) ?? [];
  const part: Including = { file: path, patterns: patterns.slice(0, mostIncludes), shared, directory: inherited };
  return { declarations, faults, parts: patterns.length === 0 ? [] : [part] };
}

/** Programs of an included file run with what the including one gives to all. Includes are not recursive. */
function joinIncludes(readings: ReadonlyMap<string, Reading<Including>>): readonly Declaration[] {
  const including = [...readings.values()].flatMap((reading) => reading.parts ?? []);
  return [...readings].flatMap(([path, { declarations }]) => {
    const [main, ...others] = including.filter((one) => one.file !== path && includes(one, path));
    // Which of several supervisors reads it is not known.
    if (main === undefined || others.length > 0) return declarations;
    return declarations.map((declaration) => {
      if (declaration.kind !== 'process') return declaration;
      const directory =
        declaration.directory ?? (main.directory === null ? null : directoryOf(main.file, main.directory, new Map()));
      return { ...declaration, directory, variables: [...main.shared, ...declaration.variables] };
    });
  });
}

/** Relative patterns count from the file; of absolute ones the last two segments are where they are copied from. */
function includes({ file, patterns }: Including, path: string): boolean {
  return patterns.some((pattern) => {
    const written = pattern.replace(/^%\(here\)s\//, '');
    if (!written.startsWith('/')) return globMatcher([join(dirname(file), written) ?? written]).matches(path);
    return globMatcher([`**/${written.split('/').slice(-2).join('/')}`]).matches(path);
  });
}

/** Keys in lower case, the last of a name. */
function lastOf(entries: readonly IniEntry[]): ReadonlyMap<string, IniEntry> {
  return new Map(entries.map((entry) => [entry.key.toLowerCase(), entry]));
}

function readProgram(
  file: string,
  section: IniSection,
  name: string,
  shared: readonly Variable[],
  inherited: string | null,
  faults: Fault[],
): ProcessDeclaration {
  const settings = lastOf(section.entries);
  const text = (key: string): string | null => settings.get(key)?.value.text || null;
  const known = new Map([
    ['program_name', name],
    ['group_name', name],
  ]);
  const seconds = Number(text('stopwaitsecs') ?? Number.NaN);
  if (text('command') === null) {
    faults.push(artifactFault(file, section.range, 'supervisord refuses this program: it has no command', 'error'));
  }
  return {
    kind: 'process',
    launcher,
    name,
    environment: null,
    file,
    range: section.range,
    image: null,
    entrypoint: commandOf(settings.get('command')?.value, known, faults),
    arguments: null,
    directory: directoryOf(file, text('directory') ?? inherited, known),
    variables: [...shared, ...variablesOf(settings.get('environment')?.value, file, known, faults)],
    variableSources: [],
    annotations: [],
    stop: stopContract(text('stopsignal'), Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null, 10_000),
    probes: [],
    // What may end at once and is not started again has done its work.
    oneShot: text('startsecs') === '0' && text('autorestart')?.toLowerCase() === 'false',
    mounts: [],
  };
}

function commandOf(
  value: LocatedText | undefined,
  known: ReadonlyMap<string, string>,
  faults: Fault[],
): Command | null {
  if (value === undefined || value.text === '') return null;
  const expand = (text: string): Expansion => {
    const { value: expanded, dynamic } = expandText(text, known);
    return { values: [expanded], dynamic };
  };
  const { words, problem } = splitWords(value, { escapes: 'posix', expand });
  if (problem !== null) {
    faults.push(artifactFault(value.file, problem.range, `supervisord refuses this command: ${problem.message}`));
  }
  return { form: 'exec', words, location: { file: value.file, range: value.range } };
}

/** `%(name)s` of what the file itself says; the environment of supervisord (`%(ENV_X)s`) and the host are not known here. */
function expandText(text: string, known: ReadonlyMap<string, string>): { value: string; dynamic: boolean } {
  let dynamic = false;
  const value = text.replace(/%(?:%|\((\w+)\)(\d*)([sd]))/g, (written, name?: string) => {
    if (name === undefined) return '%';
    const found = known.get(name);
    if (found === undefined) dynamic = true;
    return found ?? written;
  });
  return { value, dynamic };
}

/** Absolute, with what is not known as a part of it (`/%(ENV_ROOT)s/app`, `/~/app`), or root-relative. */
function directoryOf(file: string, text: string | null, known: ReadonlyMap<string, string>): string | null {
  if (text === null) return null;
  const { value } = expandText(text, known);
  const here = value.replace(/^%\(here\)s\/?/, './');
  if (/^[%~]/.test(here)) return `/${here}`;
  return here.startsWith('/') ? here : join(dirname(file), here);
}

/** `KEY=value,KEY="value, value"`, also over several lines. */
function variablesOf(
  source: LocatedText | undefined,
  file: string,
  known: ReadonlyMap<string, string>,
  faults: Fault[],
): Variable[] {
  if (source === undefined) return [];
  const { text } = source;
  const variables: Variable[] = [];
  const pair = /[\s,]*([^\s,="']+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^,\s"']*))/y;
  while (pair.lastIndex < text.trimEnd().length) {
    const start = pair.lastIndex;
    const found = pair.exec(text);
    if (found === null) {
      const rest = text.slice(start);
      if (rest.replace(/[\s,]/g, '') === '') break;
      const message = 'supervisord refuses this environment: it takes KEY="value",KEY2="value2"';
      const from = start + rest.length - rest.replace(/^[\s,]+/, '').length;
      faults.push(artifactFault(file, rangeIn(source, from, text.length), message));
      break;
    }
    const [written, name = '', double, single, bare] = found;
    const { value, dynamic } = expandText(double?.replace(/\\(["\\])/g, '$1') ?? single ?? bare ?? '', known);
    const lead = written.length - written.replace(/^[\s,]+/, '').length;
    const range = rangeIn(source, start + lead, start + written.length);
    variables.push({ file, range, name, value: dynamic ? null : value, layer: launcher });
  }
  return variables;
}
