/** JSON with comments (package.json, tsconfig.json), with the place of each value. */
import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { Range } from '../model/text.ts';
import { aligned } from './text/locatedText.ts';
import type { LocatedText } from './text/locatedText.ts';

export interface JsonFile {
  readonly path: string;
  readonly text: string;
  /** Plain value at a path of keys; undefined where there is none. */
  value(keys: readonly (string | number)[]): unknown;
  /** A string and the place of each of its characters. */
  located(keys: readonly (string | number)[]): LocatedText | null;
  range(keys: readonly (string | number)[]): Range | null;
  /** Names of the members of an object. */
  keys(keys: readonly (string | number)[]): readonly string[];
}

const longestJson = 2_000_000;

/** Reads what can be read; null where nothing can. */
export function readJson(path: string, text: string): JsonFile | null {
  if (text.length > longestJson) return null;
  const root = parseTree(text, [], { allowTrailingComma: true, disallowComments: false });
  if (root === undefined) return null;
  const at = (keys: readonly (string | number)[]): Node | undefined => findNodeAtLocation(root, [...keys]);
  return {
    path,
    text,
    value(keys) {
      const node = at(keys);
      const value: unknown = node === undefined ? undefined : getNodeValue(node);
      return value;
    },
    located(keys) {
      const node = at(keys);
      if (node?.type !== 'string') return null;
      const value: unknown = node.value;
      const inner = { start: node.offset + 1, end: node.offset + node.length - 1 };
      return typeof value === 'string' ? aligned(path, text, inner, value, 'backslash') : null;
    },
    range(keys) {
      const node = at(keys);
      return node === undefined ? null : { start: node.offset, end: node.offset + node.length };
    },
    keys(keys) {
      const node = at(keys);
      if (node?.type !== 'object') return [];
      return (node.children ?? []).flatMap((member) => {
        const name: unknown = member.children?.[0]?.value;
        return typeof name === 'string' ? [name] : [];
      });
    },
  };
}

/** A string value, or null. */
export function jsonString(file: JsonFile, ...keys: readonly (string | number)[]): string | null {
  const value = file.value(keys);
  return typeof value === 'string' ? value : null;
}
