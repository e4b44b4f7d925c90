/** Values that expressions of a workflow may stand for: inputs, matrices, variables; and what tolerates a failure. */
import type { Location } from '../../../model/text.ts';
import { evaluate, interpolate, type ExpressionScope } from '../expressions.ts';
import type { ShellMode, Weakness } from '../reader.ts';
import { entriesOf, itemsOf, member, textAt, textOf, type DataEntry, type DataNode } from '../../text/dataTree.ts';

export type Values = ReadonlyMap<string, string>;

/** Fills in what is known, `${NAME}` of the environment as well. */
export function resolver({ values }: ExpressionScope): (text: string) => string {
  return (text) =>
    interpolate(text, { values }).replace(
      /\$\{?([A-Z]\w*)\}?/g,
      (whole, name: string) => values.get(`env.${name}`) ?? whole,
    );
}

/** Unknown expressions stay unknown; what says nothing is as the shell's default. */
export function modeOf(shell: string | null): ShellMode {
  if (shell === null) return { errexit: true, pipefail: false };
  if (shell.includes('{0}')) return { errexit: /(?:^|\s)-\w*e/.test(shell), pipefail: /pipefail/.test(shell) };
  return { errexit: true, pipefail: shell.startsWith('bash') || /^(?:pwsh|powershell)/.test(shell) };
}

interface Tolerance {
  readonly weak: Weakness | null;
  readonly unknownWeakness: boolean;
}

/** Of `continue-on-error` of a step or job. */
export function toleranceOf(path: string, node: DataNode | null, scope: ExpressionScope): Tolerance {
  const entry = node?.kind === 'map' ? node.entries.get('continue-on-error') : undefined;
  const text = textOf(entry?.value ?? null);
  if (entry === undefined || text === null || text === 'false') return { weak: null, unknownWeakness: false };
  const at: Location = { file: path, range: { start: entry.keyRange.start, end: entry.value.range.end } };
  if (text === 'true') return { weak: { why: 'continue-on-error: true', at }, unknownWeakness: false };
  const value = evaluate(text, scope);
  return { weak: value === true ? { why: 'continue-on-error', at } : null, unknownWeakness: value === null };
}

/** A condition that inputs or literals decide: what it rules out never runs for this caller. */
export const inputsDecide = (condition: string): boolean =>
  /^\s*(?:\$\{\{)?\s*false/.test(condition) || /inputs\./.test(condition);

/** Secrets other than the token of the run itself, or the right to sign in elsewhere. */
export function holdsSecrets(job: DataNode): boolean {
  const open: DataNode[] = [job];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'scalar') {
      if (/\bsecrets(?:\.(?!GITHUB_TOKEN\b)|\[)/.test(node.value ?? '')) return true;
    } else if (node.kind === 'list') open.push(...node.items);
    else open.push(...entriesOf(node).map(({ value }) => value));
  }
  return textAt(job, 'secrets') === 'inherit' || textAt(job, 'permissions', 'id-token') === 'write';
}

export function addLiteral(values: Map<string, string>, name: string, node: DataNode, scope: ExpressionScope): void {
  const text = textOf(node);
  if (text === null) return;
  const value = interpolate(text, scope);
  if (!value.includes('${')) values.set(name, value);
}

export function givenInputs(node: DataNode | null, scope: ExpressionScope): Map<string, string> {
  const given = new Map<string, string>();
  for (const { key, value } of entriesOf(node)) {
    const text = textOf(value);
    if (text !== null) given.set(key, interpolate(text, scope));
  }
  return given;
}

export function withDefaults(declared: DataNode | null, given: Values): Map<string, string> {
  const values = new Map<string, string>();
  for (const { key, value } of entriesOf(declared)) {
    const text = textAt(value, 'default');
    if (text !== null && !text.includes('${{')) values.set(`inputs.${key}`, text);
  }
  for (const [key, value] of given) values.set(`inputs.${key}`, value);
  return values;
}

/** What somebody may choose who starts it by hand, parted by `|`. */
export function choicesOf(root: DataNode): Map<string, string> {
  const values = new Map<string, string>();
  for (const { key, value } of entriesOf(member(root, 'on', 'workflow_dispatch', 'inputs'))) {
    const options = itemsOf(member(value, 'options')).flatMap((item) => textOf(item) ?? []);
    if (options.length > 0) values.set(`inputs.${key}`, options.join('|'));
  }
  return values;
}

const environmentInput = /^(?:(?:target|deploy(?:ment)?)[-_]?)?(?:environment|env)(?:[-_]?name)?$/i;

/**
 * Where a workflow that others call goes: what the caller says, or the name of the input where nobody did.
 * @param isCalled it is read for a caller, whose inputs are among the values
 */
export function targetInput(root: DataNode, values: Values, isCalled: boolean): string | null {
  const declared = entriesOf(member(root, 'on', 'workflow_call', 'inputs')).find(({ key }) =>
    environmentInput.test(key),
  );
  if (declared === undefined) return null;
  const name = `inputs.${declared.key}`;
  const value = values.get(name);
  if (isCalled) return value !== undefined && /^[\w-]+(?:\|[\w-]+)*$/.test(value) ? value : null;
  return value === undefined ? `\${${name}}` : null;
}

/** The scripts of a step that runs what its matrix says; empty where it says so itself. */
export function choicesOfScript(script: string, values: Values): string[] {
  const name = /^\s*\$\{\{\s*(matrix\.[\w.-]+)\s*\}\}\s*$/.exec(script)?.[1];
  const text = name === undefined ? undefined : values.get(name);
  return text === undefined ? [] : text.split('|').filter((one) => one.trim() !== '');
}

/** Values of each name of a matrix, parted by `|`. */
export function matrixOf(matrix: DataNode | null): Map<string, string> {
  const values = new Map<string, string[]>();
  const add = (name: string, node: DataNode): void => {
    const text = textOf(node);
    // One of several by a condition is written like several.
    const value = text === null ? '${' : interpolate(text, { values: new Map() });
    if (!value.includes('${')) values.set(name, [...(values.get(name) ?? []), value]);
  };
  const addEach = (prefix: string, entries: readonly DataEntry[]): void => {
    for (const { key, value } of entries) add(`${prefix}${key}`, value);
  };
  for (const { key, value } of entriesOf(matrix)) {
    if (key === 'exclude') continue;
    for (const item of itemsOf(value)) {
      if (item.kind === 'map') addEach(key === 'include' ? '' : `${key}.`, entriesOf(item));
      else if (key !== 'include') add(key, item);
    }
  }
  return new Map([...values].map(([name, list]) => [name, [...new Set(list)].join('|')]));
}
