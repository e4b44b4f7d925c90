/** Attributes of items, and which items are there for tests only. */
import { childOfType, nextSibling, textOf, typeOf } from '../../syntax/navigate.ts';
import type { Extraction } from '../extraction/extraction.ts';
import type { RustTypes } from './types.ts';

const longestAttribute = 500;
/** Attributes by the item they stand above, for each reading. */
const known = new WeakMap<Extraction, Map<number, string[]>>();

export function visitAttribute(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree } = extraction;
  const attribute = childOfType(tree, node, types.attribute);
  if (attribute === -1) return;
  let item = nextSibling(tree, node);
  while (item !== -1 && isBetween(typeOf(tree, item))) item = nextSibling(tree, item);
  if (item === -1) return;
  const attributes = known.get(extraction) ?? new Map<number, string[]>();
  known.set(extraction, attributes);
  attributes.set(item, [
    ...(attributes.get(item) ?? []),
    textOf(tree, attribute).slice(0, longestAttribute).replace(/\s+/g, ' '),
  ]);

  function isBetween(type: number): boolean {
    return type === types.attributeItem || type === types.lineComment || type === types.blockComment;
  }
}

/** Attributes as written, without `#[` and `]`. */
export function attributesOf(extraction: Extraction, item: number): readonly string[] {
  return known.get(extraction)?.get(item) ?? [];
}

/** `#[test]`, `#[tokio::test]`, `#[cfg(test)]`, `#[cfg(any(test, feature = "x"))]`. */
export function isForTests(extraction: Extraction, item: number): boolean {
  return attributesOf(extraction, item).some(
    (written) =>
      /^(?:\w+::)*(?:test|rstest|bench|test_case|proptest|quickcheck|wasm_bindgen_test|sqlx::test)\b(?!\s*=)/.test(
        written,
      ) ||
      (/^cfg\s*\(.*\btest\b/.test(written) && !/not\s*\(\s*test\b/.test(written)),
  );
}
