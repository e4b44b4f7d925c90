/** What visitors add to an extraction. */
import type { ImportFact } from '../../model/facts.ts';
import { rangeOf } from '../../syntax/navigate.ts';
import { conditionText, presentStatement } from './extraction.ts';
import type { Extraction, Frame } from './extraction.ts';

export function addImport(
  extraction: Extraction,
  node: number,
  fact: Pick<ImportFact, 'module' | 'names' | 'alias' | 'kind'> & { typeOnly?: boolean },
): void {
  const { frame } = extraction;
  extraction.imports.push({
    node,
    fact: {
      range: rangeOf(extraction.tree, node),
      function: frame.function,
      condition: conditionText(extraction, frame),
      ...fact,
      typeOnly: frame.typeOnly || fact.typeOnly === true,
      guarded: frame.guarded,
      order: 0,
    },
  });
}

export function addCall(
  extraction: Extraction,
  node: number,
  callee: number,
  argumentList: number,
  constructs: boolean,
): void {
  extraction.calls.push({
    node,
    callee,
    arguments: argumentList,
    constructs,
    frame: extraction.frame,
    statement: presentStatement(extraction, node),
  });
}

/** Where a fact stands, as every placed fact says it. */
export function placedIn(extraction: Extraction, frame: Frame): { function: number; condition: string | null } {
  return { function: frame.function, condition: conditionText(extraction, frame) };
}

export function sampleIndent(extraction: Extraction, parentStart: number, childStart: number): void {
  const { text, style } = extraction;
  if (style.indents.size > 8) return;
  const outer = leadingBlanks(text, parentStart);
  const inner = leadingBlanks(text, childStart);
  if (outer === null || inner === null || inner.length <= outer.length || !inner.startsWith(outer)) return;
  const step = inner.slice(outer.length);
  if (step.length <= 16) style.indents.set(step, (style.indents.get(step) ?? 0) + 1);
}

/** White space from the line's start to `offset`, or null where there is something else. */
function leadingBlanks(text: string, offset: number): string | null {
  let start = offset;
  while (start > 0 && offset - start < 200 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  if (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') return null;
  return text.slice(start, offset);
}
