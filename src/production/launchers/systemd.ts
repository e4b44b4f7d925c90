/**
 * systemd units: the commands of `ExecStart`, with what drop-ins of the unit change. There is no shell, no image, and a
 * unit without WorkingDirectory runs in `/`. A directory may hold what is not known here, such as `/%h/app` for a home.
 */
import type { ProcessDeclaration, StopContract, Variable, VariableSource, Word } from '../../model/production.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Fault } from '../../model/source.ts';
import type { Range } from '../../model/text.ts';
import { basename, dirname } from '../paths.ts';
import { artifactFault } from '../text/dataTree.ts';
import { readIni, systemdDialect } from '../text/ini.ts';
import { rangeIn, type LocatedText } from '../text/locatedText.ts';
import { spanOfTime, stopContract } from '../text/signals.ts';
import { splitWords } from '../text/words.ts';
import { expandSpecifiers, readCommands, specifiersOf, type Specifiers } from './systemd/commands.ts';
import { namingSettings, withInstances } from './systemd/instances.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'systemd';
const layer = 'unit';
const mostCommands = 100;

/** One file of a unit: the unit itself or a drop-in. */
export interface UnitPart {
  readonly file: string;
  /** `app.service`, also for its drop-ins. */
  readonly unit: string;
  readonly isDropIn: boolean;
  /** Directory of the unit, or of the `.d` directory. */
  readonly directory: string;
  /** Header of `[Service]`. */
  readonly range: Range;
  readonly settings: readonly { readonly key: string; readonly keyRange: Range; readonly value: LocatedText }[];
  /** Units that it asks for, as the labels of where it does. */
  readonly names: readonly Evidence[];
  /** What makes it an instance. */
  readonly layers?: readonly Evidence[];
  readonly defaultInstance: string | null;
}

export const systemdReader: LauncherReader<UnitPart> = {
  name: launcher,
  files: ['**/*.service', '**/*.service.d/*.conf', '**/*.{target,timer}'],
  // D-Bus and Avahi use the same file extension.
  claims: ({ text }) => text.includes('=') && !text.includes('[D-BUS Service]') && !/^\s*</.test(text),
  read,
  combine: (readings) => joinUnits([...readings.values()].flatMap((reading) => reading.parts ?? [])),
};

function read({ path, text }: Artifact): Reading<UnitPart> {
  const { sections, faults } = readIni(path, text, systemdDialect);
  const found: Fault[] = [...faults];
  const stray = sections.find(({ name }) => name === null);
  if (stray !== undefined) {
    found.push(artifactFault(path, stray.range, 'systemd ignores this: no section such as [Service] stands before it'));
  }
  const service = sections.filter(({ name }) => name === 'Service');
  const [first] = service;
  const around = sections.flatMap(({ name, entries }) => (name === 'Service' ? [] : entries));
  const names = around.flatMap(({ key, value }) => (namingSettings.has(key) ? unitsOf(value) : []));
  const defaultInstance = around.findLast(({ key }) => key === 'DefaultInstance')?.value.text || null;
  if (first === undefined) {
    const range = { start: 0, end: 0 };
    const naming = {
      file: path,
      unit: '',
      isDropIn: false,
      directory: '',
      range,
      settings: [],
      names,
      defaultInstance,
    };
    return {
      declarations: [],
      faults: path.endsWith('.service') ? found : [],
      parts: names.length === 0 ? [] : [naming],
    };
  }
  const isDropIn = path.endsWith('.conf');
  const folder = dirname(path);
  const unit: UnitPart = {
    file: path,
    unit: isDropIn ? basename(folder).slice(0, -'.d'.length) : basename(path),
    isDropIn,
    directory: isDropIn ? dirname(folder) : folder,
    range: first.range,
    settings: service.flatMap(({ entries }) => entries),
    names,
    defaultInstance,
  };
  return { declarations: declare([unit], found), faults: found, parts: [unit] };
}

function unitsOf(value: LocatedText): Evidence[] {
  return [...value.text.matchAll(/\S+/g)].map((match) => {
    const range = rangeIn(value, match.index, match.index + match[0].length);
    return { file: value.file, range, label: match[0] };
  });
}

/** Units with their drop-ins, in the order systemd applies them. A drop-in alone counts where it has a command. */
function joinUnits(parts: readonly UnitPart[]): readonly ProcessDeclaration[] {
  const units = withInstances(
    parts.filter(({ isDropIn, unit }) => !isDropIn && unit !== ''),
    parts,
  );
  const applied = new Map<UnitPart, UnitPart[]>();
  const alone: UnitPart[] = [];
  for (const dropIn of parts.filter((part) => part.isDropIn)) {
    const named = units.filter(({ unit }) => appliesTo(dropIn.unit, unit));
    const beside = named.filter(({ directory }) => directory === dropIn.directory);
    // Elsewhere only the name ties them together, which is not enough where several units have it.
    const targets = beside.length > 0 ? beside : named.length === 1 ? named : [];
    if (named.length === 0) alone.push(dropIn);
    for (const target of targets) applied.set(target, [...(applied.get(target) ?? []), dropIn]);
  }
  const inOrder = (one: UnitPart, other: UnitPart): number => {
    const [a, b] = [basename(one.file), basename(other.file)];
    return a < b ? -1 : a > b ? 1 : one.file < other.file ? -1 : 1;
  };
  return [
    ...units.map((unit) => [unit, ...(applied.get(unit) ?? []).sort(inOrder)]),
    ...alone.map((dropIn) => [dropIn]),
  ].flatMap((layers) => declare(layers, []));
}

/** `app.service`, the template of an instance, or a prefix that ends in a dash. */
function appliesTo(dropIn: string, unit: string): boolean {
  if (dropIn === unit) return true;
  const at = unit.indexOf('@');
  if (at >= 0 && dropIn === `${unit.slice(0, at)}@.service`) return true;
  return dropIn.endsWith('-.service') && unit.startsWith(dropIn.slice(0, -'.service'.length));
}

function declare(layers: readonly UnitPart[], faults: Fault[]): readonly ProcessDeclaration[] {
  const [unit] = layers;
  if (unit === undefined) return [];
  const settings = layers.flatMap((one) => one.settings);
  /** Values of a list setting: an empty one takes away those before it. */
  const all = (key: string): readonly LocatedText[] => {
    const set = settings.filter((setting) => setting.key === key);
    return set.slice(set.findLastIndex(({ value }) => value.text === '') + 1).map(({ value }) => value);
  };
  const last = (key: string): string | null => all(key).at(-1)?.text ?? null;
  const specifiers = specifiersOf(unit.unit);
  const variableSources = all('EnvironmentFile').map((value): VariableSource => {
    const { text } = expandSpecifiers(value.text.replace(/^-/, ''), specifiers);
    return { file: value.file, range: value.range, kind: 'file', name: text, wins: true };
  });
  const variables = variablesOf(all, specifiers);
  const known = new Map(variableSources.length > 0 ? [] : variables.map(({ name, value }) => [name, value] as const));
  const commands = all('ExecStart')
    .slice(0, mostCommands)
    .flatMap((value) => readCommands(value, known, specifiers, faults));
  const oneShot = last('Type') === 'oneshot';
  if (commands.length > 1 && !oneShot) {
    const message = 'systemd refuses this unit: only Type=oneshot may have more than one ExecStart';
    const second = commands[1]?.location;
    if (second !== undefined) faults.push(artifactFault(second.file, second.range, message, 'error'));
  }
  const stop: StopContract | null = stopContract(
    last('KillSignal'),
    spanOfTime(last('TimeoutStopSec') ?? last('TimeoutSec') ?? ''),
    90_000,
  );
  return (oneShot ? commands : commands.slice(-1)).map((entrypoint) => ({
    kind: 'process',
    launcher,
    name: unit.unit.replace(/\.service$/, ''),
    environment: null,
    file: unit.file,
    range: unit.range,
    image: null,
    entrypoint,
    arguments: null,
    directory: directoryOf(last('WorkingDirectory'), specifiers) ?? '/',
    variables,
    variableSources,
    annotations: [],
    stop,
    probes: [],
    oneShot,
    mounts: [],
    ...(unit.layers === undefined || unit.layers.length === 0 ? {} : { layers: unit.layers }),
  }));
}

function variablesOf(all: (key: string) => readonly LocatedText[], specifiers: Specifiers): Variable[] {
  const variables: Variable[] = [];
  const words = (key: string): Word[] => all(key).flatMap((value) => [...splitWords(value, { escapes: 'c' }).words]);
  for (const { file, range, value } of words('PassEnvironment'))
    variables.push({ file, range, name: value, value: null, layer });
  for (const { file, range, value } of words('Environment')) {
    const equals = value.indexOf('=');
    if (equals <= 0) continue;
    const { text, dynamic } = expandSpecifiers(value.slice(equals + 1), specifiers);
    variables.push({ file, range, name: value.slice(0, equals), value: dynamic ? null : text, layer });
  }
  const unset = new Set(words('UnsetEnvironment').map(({ value }) => value));
  return variables.filter(({ name, value }) => !unset.has(name) && !unset.has(`${name}=${value}`));
}

/** An absolute directory; a home, or what is not known, stays as a part of it. */
function directoryOf(text: string | null, specifiers: Specifiers): string | null {
  if (text === null) return null;
  const written = expandSpecifiers(text.replace(/^-/, ''), specifiers).text;
  if (written.startsWith('/')) return written;
  return /^[%~]/.test(written) ? `/${written}` : null;
}
