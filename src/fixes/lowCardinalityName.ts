/** A span's name without what is different each time, which goes into an attribute. */
import type { SpanFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import { insertion, type EditedFile } from './insert.ts';

/** @param expression what the name holds; it must be the last thing in it, so that what is left is a name */
export function lowCardinalityNameFix(
  { path, text, facts }: EditedFile,
  span: SpanFact,
  expression: string,
): Fix | null {
  const call = facts.calls[span.call];
  const { nameRange } = span;
  if (call === undefined || nameRange === null || span.vendor !== 'opentelemetry') return null;
  const written = text.slice(nameRange.start, nameRange.end);
  const found = /^(?:[fF](["'])|(`))([\w.:/ -]*[\w])[\s:/.#=-]*\$?\{([^{}]+)\}(?:\1|\2)$/.exec(written);
  if (found === null || found[4]?.trim() !== expression) return null;
  const key = expression
    .replace(/\(\)|\[["']|["']\]|[?!]/g, '.')
    .replace(/\.+/g, '.')
    .replace(/^\.|\.$/g, '');
  if (!/^[\w.]+$/.test(key)) return null;
  const name = `${facts.style.quote}${found[3]}${facts.style.quote}`;
  const attribute = attributeEdit({ path, text, facts }, span, key, expression);
  if (attribute === null) return null;
  return {
    title: `Name the span ${found[3]} and make ${expression} an attribute`,
    safety: 'review',
    edits: [{ file: path, range: nameRange, text: name }, attribute],
  };
}

function attributeEdit({ path, text, facts }: EditedFile, span: SpanFact, key: string, expression: string) {
  const call = facts.calls[span.call];
  const first = call?.arguments[0];
  if (call === undefined || first === undefined || span.nameRange?.end !== first.range.end) return null;
  const quoted = `${facts.style.quote}${key}${facts.style.quote}`;
  if (facts.language === 'python') {
    const hasAttributes = call.arguments.some(({ keyword, kind }) => keyword === 'attributes' || kind === 'spread');
    if (hasAttributes || text[call.range.end - 1] !== ')') return null;
    return insertion(path, first.range.end, `, attributes={${quoted}: ${expression}}`);
  }
  if (facts.ecosystem !== 'node') return null;
  const isPlain =
    call.arguments.length === 1 || (call.arguments.length === 2 && call.arguments[1]?.kind === 'function');
  if (!isPlain) return null;
  return insertion(path, first.range.end, `, { attributes: { ${quoted}: ${expression} } }`);
}
