/** Steps of CircleCI jobs: scripts, commands of the configuration with their parameters, commands of orbs by their names. */
import type { Location } from '../../../model/text.ts';
import type { NamedStep, ShellStep, Step } from '../reader.ts';
import { normalize } from '../../paths.ts';
import {
  entriesOf,
  itemsOf,
  member,
  textAt,
  textOf,
  type DataEntry,
  type DataNode,
  type DataScalar,
} from '../../text/dataTree.ts';
import type { Configuration, Defined } from './configuration.ts';

/** What a parameter stands for, and where that is written. */
export interface Given {
  readonly text: string;
  readonly written: DataScalar | null;
}
export type Parameters = ReadonlyMap<string, Given>;

const deepestCommand = 6;

/** What steps need to know of where they stand. */
export interface StepFrame {
  readonly file: string;
  readonly configuration: Configuration;
  readonly parameters: Parameters;
  readonly variables: ReadonlyMap<string, string>;
  readonly directory: string | null;
  /** What the job calls the directory it works in; null where it does not. */
  readonly home: string | null;
  readonly depth: number;
}

export function givenOf(node: DataNode | null): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const { key, value } of entriesOf(node)) {
    if (value.kind === 'scalar' && value.value !== null) given.set(key, { text: value.value, written: value });
  }
  return given;
}

export function withDefaults(declared: DataNode | null, given: Parameters): Map<string, Given> {
  const values = new Map<string, Given>();
  for (const { key, value } of entriesOf(declared)) {
    const scalar = member(value, 'default');
    if (scalar?.kind === 'scalar' && scalar.value !== null) values.set(key, { text: scalar.value, written: scalar });
  }
  for (const [key, value] of given) values.set(key, value);
  return values;
}

export function resolved(text: string, { parameters, configuration }: StepFrame): string {
  return text
    .replace(/<<\s*parameters\.([\w-]+)\s*>>/g, (whole, name: string) => parameters.get(name)?.text ?? whole)
    .replace(
      /<<\s*pipeline\.parameters\.([\w-]+)\s*>>/g,
      (whole, name: string) => configuration.parameters.get(name) ?? whole,
    );
}

/** A definition under its name, in the file's own or in an orb that is written there. */
export function definitionOf(name: string, kind: 'jobs' | 'commands', configuration: Configuration): Defined | null {
  const own = configuration[kind].get(name);
  if (own !== undefined) return own;
  const [orb, inner] = name.split('/');
  const inline = orb === undefined || inner === undefined ? undefined : configuration.orbs.get(orb);
  if (inline === undefined || inline.entry.value.kind !== 'map') return null;
  const section = member(inline.entry.value, kind);
  const entry = section?.kind === 'map' ? section.entries.get(inner ?? '') : undefined;
  return entry === undefined ? null : { file: inline.file, entry };
}

export function stepsOf(node: DataNode | null, frame: StepFrame): Step[] {
  if (frame.depth > deepestCommand) return [];
  return itemsOf(node).flatMap((item): Step[] => {
    const bare = textOf(item);
    if (bare !== null) return commandSteps(bare, item.range, null, frame);
    const entry = item.kind === 'map' ? entriesOf(item)[0] : undefined;
    if (entry === undefined) return [];
    if (entry.key === 'run') return runSteps(entry, frame);
    if (entry.key === 'when' || entry.key === 'unless') {
      const isMet = isTrue(member(entry.value, 'condition'), frame);
      return isMet === (entry.key === 'unless')
        ? []
        : stepsOf(member(entry.value, 'steps'), { ...frame, depth: frame.depth + 1 });
    }
    return commandSteps(entry.key, entry.keyRange, entry.value, frame);
  });
}

/** What a condition comes to with the parameters as they are; null where that is not known. */
function isTrue(condition: DataNode | null, frame: StepFrame): boolean | null {
  const text = textOf(condition);
  if (text !== null) {
    const value = resolved(text, frame).trim();
    if (/^(?:true|yes|on)$/i.test(value)) return true;
    return /^(?:false|no|off|)$/i.test(value) ? false : null;
  }
  const [only] = entriesOf(condition);
  if (only === undefined || condition?.kind !== 'map' || condition.entries.size > 1) return null;
  const { key, value } = only;
  if (key === 'not') {
    const inner = isTrue(value, frame);
    return inner === null ? null : !inner;
  }
  const items = itemsOf(value);
  if (key === 'equal') {
    const values = items.map((item) => (textOf(item) === null ? null : resolved(textOf(item) ?? '', frame).trim()));
    if (values.length < 2 || values.some((one) => one === null || /<<|\$/.test(one))) return null;
    return values.every((one) => one === values[0]);
  }
  if (key !== 'and' && key !== 'or') return null;
  const met = items.map((item) => isTrue(item, frame));
  const decides = key === 'or';
  return met.includes(decides) ? decides : met.includes(null) ? null : !decides;
}

function runSteps({ value }: DataEntry, frame: StepFrame): Step[] {
  const command = value.kind === 'map' ? member(value, 'command') : value;
  if (command?.kind !== 'scalar' || command.value === null) return [];
  const entry = value.kind === 'map' ? value.entries.get('background') : undefined;
  // What serves in the background is no gate, whatever it builds first.
  if (textOf(entry?.value ?? null) === 'true') return [];
  const directory = within(textAt(value, 'working_directory'), frame);
  const variables = new Map([...frame.variables, ...variablesOf(member(value, 'environment'))]);
  return [{ ...runOf(command, null, { ...frame, directory, variables }), hints: [textAt(value, 'name') ?? ''] }];
}

/** Where a step works: beneath what its job works in, unless it says another place. */
function within(written: string | null, { home, directory }: StepFrame): string | null {
  if (written === null) return directory;
  if (/^[~/]/.test(written) && (home === null || !`${written}/`.startsWith(`${home}/`))) return written;
  const inside = /^[~/]/.test(written) && home !== null ? written.slice(home.length + 1) : written;
  return directory === null || directory === '.' ? inside || '.' : `${directory}/${inside}`;
}

/** Where in the repository a job works: a checkout without a path goes to wherever that is. */
export function rootOf(job: DataNode): string | null {
  const home = textAt(job, 'working_directory')?.replace(/\/+$/, '') ?? null;
  if (home === null) return null;
  const steps = itemsOf(member(job, 'steps'));
  const path = steps.map((item) => textAt(item, 'checkout', 'path')).find((one) => one !== null) ?? null;
  if (path !== null && `${home}/`.startsWith(`${path.replace(/\/+$/, '')}/`))
    return home.slice(path.replace(/\/+$/, '').length + 1) || '.';
  return /^~\/[^/]+$/.test(home) || steps.some((item) => textOf(item) === 'checkout') ? '.' : home;
}

export function variablesOf(node: DataNode | null): Map<string, string> {
  const variables = new Map<string, string>();
  for (const { key, value } of entriesOf(node)) {
    const text = textOf(value);
    if (text !== null && !text.includes('$')) variables.set(key, text);
  }
  return variables;
}

function commandSteps(name: string, range: Location['range'], options: DataNode | null, frame: StepFrame): Step[] {
  const given = new Map<string, Given>();
  for (const [key, value] of givenOf(options)) {
    const text = resolved(value.text, frame);
    // What is only handed on is written where it was first said.
    const handed = /^<<\s*parameters\.([\w-]+)\s*>>$/.exec(value.text.trim())?.[1];
    const before = handed === undefined ? undefined : frame.parameters.get(handed)?.written;
    given.set(key, { text, written: before ?? value.written });
  }
  const command = definitionOf(name, 'commands', frame.configuration);
  if (command !== null) {
    const { value } = command.entry;
    const parameters = withDefaults(member(value, 'parameters'), given);
    return stepsOf(member(value, 'steps'), { ...frame, file: command.file, parameters, depth: frame.depth + 1 });
  }
  if (!name.includes('/')) return [];
  // Steps that are handed to a command of an orb run within it.
  const handed = stepsOf(member(options, 'steps'), { ...frame, depth: frame.depth + 1 });
  return [orbStep(name, range, options, { ...frame, parameters: given }), ...handed];
}

/** A job or command of an orb: by its name, and by the inputs that hold commands. */
export function orbStep(name: string, range: Location['range'], options: DataNode | null, frame: StepFrame): NamedStep {
  const commands: ShellStep[] = [];
  for (const { key, value } of entriesOf(options)) {
    const runner = /^(yarn|npm|pnpm)-run$/.exec(key)?.[1];
    const isCommand = /^(?:command|run|script|cmd|test-command|run-command|deploy-command)$/.test(key);
    if (value.kind !== 'scalar' || value.value === null || (runner === undefined && !isCommand)) continue;
    const text = runner === undefined ? null : `${runner} run ${value.value}`;
    const directory = textAt(options, 'app-dir') ?? textAt(options, 'working-directory');
    commands.push(runOf(value, text, { ...frame, directory }));
  }
  return {
    kind: 'named',
    file: frame.file,
    range,
    uses: name.toLowerCase(),
    written: name,
    inputs: new Map([...frame.parameters].map(([key, { text }]) => [key, text])),
    remote: commands.length === 0,
    commands,
    weak: null,
  };
}

function runOf(scalar: DataScalar, text: string | null, frame: StepFrame): ShellStep {
  const where = resolved(frame.directory ?? '.', frame).replace(/^~\/(?:project|app|repo)?\/?/, '') || '.';
  const { source, range } = sourceOf(scalar, text, frame);
  return {
    kind: 'shell',
    file: source.file,
    range,
    source,
    mode: { errexit: true, pipefail: true },
    directory: /[<$~]/.test(where) || where.startsWith('/') ? '.' : normalize(where),
    weak: null,
    resolve: (written) =>
      resolved(written, frame).replace(/\$\{?(\w+)\}?/g, (whole, name: string) => frame.variables.get(name) ?? whole),
  };
}

/** The script; where it is all a parameter, what was given stands where it was written. */
function sourceOf(
  scalar: DataScalar,
  text: string | null,
  frame: StepFrame,
): { source: ShellStep['source']; range: ShellStep['range'] } {
  const { file } = frame;
  const { range } = scalar;
  if (text !== null) return { source: { file, text, range, places: null }, range };
  const name = /^\s*<<\s*parameters\.([\w-]+)\s*>>\s*$/.exec(scalar.value ?? '')?.[1];
  const given = name === undefined ? undefined : frame.parameters.get(name);
  if (given?.written !== undefined && given.written !== null)
    return { source: given.written.text, range: given.written.range };
  // Several lines in the place of a few letters are put together first.
  const whole = resolved(scalar.value ?? '', frame);
  const inserts = [...frame.parameters.values()].some((one) => one.text.includes('\n') && whole.includes(one.text));
  return { source: inserts ? { file, text: whole, range, places: null } : scalar.text, range };
}
