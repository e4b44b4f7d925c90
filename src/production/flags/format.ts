/**
 * One file here per format in which repositories keep feature flags: from a tree of data to the flags it defines, each
 * with its place and with what it answers. A format never throws; what is not of its shape is null.
 */
import type { FlagDefinition } from '../../model/production.ts';
import type { Range } from '../../model/text.ts';
import { entriesOf, itemsOf, member, textOf, type DataNode } from '../text/dataTree.ts';

export interface FlagFormat {
  /** As people call it. */
  readonly name: string;
  /** Row of `knowledge/flags` whose questions it answers. */
  readonly provider: string;
  /** Globs of files that may be of the format, in lower case, matched case-insensitively. */
  readonly files: readonly string[];
  /** What it does not have does not exist. */
  readonly complete: boolean;
  /** Null for data of another shape; an empty list where there are no flags in it. */
  read(root: DataNode, path: string): FlagDefinition[] | null;
}

const longestKey = 200;

export function definition(
  key: string,
  range: Range,
  answer: Pick<FlagDefinition, 'state' | 'value'> & { readonly at?: Range | null },
): FlagDefinition[] {
  if (key === '' || key.length > longestKey) return [];
  return [{ key, range, state: answer.state, value: answer.value, stateRange: answer.at ?? null }];
}

export type Answer = Pick<FlagDefinition, 'state' | 'value'> & { readonly at?: Range | null };

export const varies: Answer = { state: 'varies', value: null };
export const unknown: Answer = { state: 'unknown', value: null };

/** What a value that everybody gets answers. */
export function always(value: DataNode | null): Answer {
  if (value === null) return unknown;
  if (value.kind !== 'scalar') return { state: 'constant', value: null, at: value.range };
  const text = value.value ?? '';
  const state = isOn(text) ? 'on' : isNothing(text) ? 'off' : 'constant';
  return { state, value: text, at: value.range };
}

const isOn = (text: string): boolean => /^true$/i.test(text);

/** Values by which flags say that nothing is switched on. */
const isNothing = (text: string): boolean => /^(?:false|0|0\.0+|off|no|none|null|control|disabled|)$/i.test(text);

/** Whether a scalar is true, false, or neither. */
export function booleanAt(node: DataNode | null, ...keys: readonly string[]): boolean | null {
  const text = textOf(member(node, ...keys));
  return text === null ? null : /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : null;
}

export function hasItems(node: DataNode | null): boolean {
  return itemsOf(node).length > 0 || entriesOf(node).length > 0;
}

/** The share that gets everything: the name under which a hundred percent stand and nothing else has any. */
export function onlyShare(shares: readonly { readonly name: string; readonly weight: number }[]): string | null {
  const given = shares.filter(({ weight }) => weight > 0);
  return given.length === 1 ? (given[0]?.name ?? null) : null;
}
