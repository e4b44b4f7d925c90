/**
 * YAML text to the documents of the yaml library, for text that nobody vouches for. Length and nesting are bounded before
 * anything recurses over them: the library's composer is recursive, and a stack that runs out inside a regular
 * expression ends the process instead of throwing. The bounded part (its parser) works with a stack of its own.
 */
import { Composer, Parser, type CST, type Document, type ParsedNode } from 'yaml';
import type { Range } from '../model/text.ts';

const longestText = 1_000_000;
const deepestNesting = 100;

export interface YamlDocuments {
  /** Duplicate keys are let through; whoever reads them tells. Errors of the text are in each document. */
  readonly documents: readonly Document.Parsed<ParsedNode>[];
  /** Why there are no documents, where the text is out of bounds. */
  readonly refusal: { readonly message: string; readonly range: Range } | null;
}

export function parseYamlDocuments(text: string): YamlDocuments {
  const refuse = (message: string, start: number): YamlDocuments => ({
    documents: [],
    refusal: { message, range: { start, end: Math.min(start + 1, text.length) } },
  });
  if (text.length > longestText) return refuse(`longer than ${longestText / 1_000_000} million characters`, 0);
  try {
    const tokens = [...new Parser().parse(text)];
    const deep = deepest(tokens);
    if (deep.depth > deepestNesting) return refuse(`nested more than ${deepestNesting} levels deep`, deep.offset);
    const composer = new Composer<ParsedNode>({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
    return { documents: [...composer.compose(tokens)], refusal: null };
  } catch (cause) {
    return refuse(`not readable as YAML (${String(cause)})`, 0);
  }
}

/** The place where nesting passes the bound, walked without recursion. */
function deepest(tokens: readonly CST.Token[]): { depth: number; offset: number } {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  let most = { depth: 0, offset: 0 };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > most.depth && 'offset' in token) most = { depth, offset: token.offset };
    if (depth > deepestNesting) return most;
    if (token.type === 'document' && token.value !== undefined) open.push({ token: token.value, depth: depth + 1 });
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if ('key' in item && item.key) open.push({ token: item.key, depth: depth + 1 });
      if (item.value !== undefined) open.push({ token: item.value, depth: depth + 1 });
    }
  }
  return most;
}
