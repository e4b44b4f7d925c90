/** A small, bounded part of JSONPath: `$`, `.name`, `['name']`, `[0]`, `[*]` and `.*`. */
import type { Range } from '../../model/text.ts';
import { entriesOf, type DataNode } from './dataTree.ts';

export type PathStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' };

export interface Match {
  readonly node: DataNode;
  /** Key it stands under, where the path did not name it. */
  readonly key: { readonly name: string; readonly range: Range } | null;
}

const mostSteps = 20;
const mostMatches = 5000;

/** Null for a path that is not of this part. */
export function parsePath(path: string): readonly PathStep[] | null {
  const text = path.trim();
  if (!text.startsWith('$') || text.length > 500) return null;
  const steps: PathStep[] = [];
  const step = /\.(\*|[\w@#-]+)|\[\s*(?:(\*)|(\d{1,6})|'([^']*)'|"([^"]*)")\s*\]/y;
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (found === null || steps.length === mostSteps) return null;
    const [, dotted, star, index, single, double] = found;
    if (dotted === '*' || star !== undefined) steps.push({ kind: 'all' });
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) });
    else steps.push({ kind: 'name', name: dotted ?? single ?? double ?? '' });
  }
  return steps;
}

/**
 * What a path leads to. A format without lists (XML) has one element where another has a list of one, so there an `all`
 * of a single element is the element.
 */
export function matchesOf(root: DataNode, steps: readonly PathStep[], singles: boolean): readonly Match[] {
  let matches: Match[] = [{ node: root, key: null }];
  for (const [position, step] of steps.entries()) {
    const next: Match[] = [];
    for (const { node } of matches) {
      if (next.length >= mostMatches) break;
      if (step.kind === 'name') {
        const entry = node.kind === 'map' ? node.entries.get(step.name) : undefined;
        if (entry !== undefined) next.push({ node: entry.value, key: { name: entry.key, range: entry.keyRange } });
      } else if (step.kind === 'index') {
        const item = node.kind === 'list' ? node.items[step.index] : undefined;
        if (item !== undefined) next.push({ node: item, key: null });
      } else if (node.kind === 'list') {
        for (const item of node.items) next.push({ node: item, key: null });
      } else if (singles && steps[position - 1]?.kind === 'name') {
        next.push({ node, key: null });
      } else {
        for (const { key, keyRange, value } of entriesOf(node))
          next.push({ node: value, key: { name: key, range: keyRange } });
      }
    }
    matches = next.slice(0, mostMatches);
  }
  // A key that the path names says nothing of this match.
  return steps.at(-1)?.kind === 'all' ? matches : matches.map(({ node }) => ({ node, key: null }));
}
