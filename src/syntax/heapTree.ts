/**
 * Reads a syntax tree out of the memory of the WebAssembly runtime: what a tree cursor gives, without a call into the
 * runtime for each node. Offsets are those of wasm32 in tree-sitter 0.27.1, like those of heapLanguage.ts.
 */
import { namedFlag } from './heapLanguage.ts';
import type { LanguageTables } from './heapLanguage.ts';

/** Arrays to write nodes into, kept between trees. All of one length. */
export interface Scratch {
  type: Uint16Array;
  field: Uint16Array;
  start: Uint32Array;
  end: Uint32Array;
  parent: Int32Array;
  last: Uint32Array;
  /** What is open above the place that is read, `frameSize` numbers for each. */
  frames: Int32Array;
}

export function createScratch(): Scratch {
  return { ...nodeArrays(1 << 14), frames: new Int32Array(frameSize << 8) };
}

function nodeArrays(capacity: number): Omit<Scratch, 'frames'> {
  return {
    type: new Uint16Array(capacity),
    field: new Uint16Array(capacity),
    start: new Uint32Array(capacity),
    end: new Uint32Array(capacity),
    parent: new Int32Array(capacity),
    last: new Uint32Array(capacity),
  };
}

export interface ReadTree {
  readonly count: number;
  readonly hasErrors: boolean;
}

// src/tree.h, struct TSTree, in words of four bytes: `root`, a Subtree of two words, then `language`.
const treeLanguageAt = 2;
// src/subtree.h, union Subtree, two words: data of a small leaf where the lowest bit is 1 (struct SubtreeInlineData),
// else a pointer. Of the leaf: flags, the symbol in the second byte; in the second word the padding in the third and
// the size in the fourth byte.
const subtreeWords = 2;
const inlineVisible = 1 << 1;
const inlineExtra = 1 << 3;
const inlineMissing = 1 << 5;
// src/subtree.h, struct SubtreeHeapData, in words. `padding` and `size` are of three words, bytes first (src/length.h).
// A node's children, each a Subtree, stand right before it (ts_subtree_children).
const paddingAt = 1;
const sizeAt = 4;
const errorCostAt = 8;
const childCountAt = 9;
const symbolAt = 10;
const flagsAt = 11;
const visibleChildCountAt = 12;
const visibleDescendantCountAt = 14;
/** The upper half of this word; the lower one is `repeat_depth`. */
const productionIdAt = 16;
const heapDataWords = 19;
const heapVisible = 1 << 0;
const heapExtra = 1 << 2;
const heapMissing = 1 << 9;

/** Numbers that a frame keeps: what is left of the children, their position, their cells, their field, the open node. */
const frameSize = 7;

/** How many subtrees a text may have, so that what is no tree ends too. Ordinary source has one for two characters. */
const subtreesFor = (length: number): number => 4096 + length * 64;

/**
 * Writes the nodes of the tree at an address, in bytes. `null` where the memory does not look like a tree of the grammar
 * over a text of this length: every address is checked before it is followed, and the number of steps is bounded.
 */
export function readTree(
  heap: Int32Array,
  address: number,
  length: number,
  tables: LanguageTables,
  scratch: Scratch,
): ReadTree | null {
  const { types, cells, width, productionCount, errorType } = tables;
  const tree = address >> 2;
  const rootNode = (heap[tree] ?? 0) >> 2;
  if (heap[tree + treeLanguageAt] !== tables.address || !isHeapNode(heap, heap[tree] ?? 0)) return null;
  const hasErrors = heap[rootNode + errorCostAt] !== 0;
  let steps = subtreesFor(length);
  const visibleCount = (heap[rootNode + childCountAt] === 0 ? 0 : (heap[rootNode + visibleDescendantCountAt] ?? 0)) + 1;
  if (visibleCount < 1 || visibleCount > steps) return null;
  if (visibleCount > scratch.type.length) Object.assign(scratch, nodeArrays(visibleCount + (visibleCount >> 2)));
  const { type, field, start, end, parent, last } = scratch;
  let frames = scratch.frames;
  const lastBytes = length * 2;

  let count = 0;
  // The innermost node that is written and whose children are being read.
  let open = -1;
  let depth = 0;
  // The children being read: the next one, one past the last one, and where the next one's padding starts in the text.
  let next = tree;
  let stop = tree + subtreeWords;
  let position = 0;
  // Cell of the next child that counts in the production of the parent, and one past the last cell.
  let cell = 0;
  let cellStop = 0;
  // Field of the hidden parent, which is the field of every child that has none of its own.
  let inherited = 0;

  for (;;) {
    while (next === stop) {
      const above = depth === 0 ? -1 : (frames[depth * frameSize - 1] ?? -1);
      for (; open !== above; open = parent[open] ?? -1) last[open] = count;
      if (depth === 0) return { count, hasErrors };
      const frame = --depth * frameSize;
      next = frames[frame] ?? 0;
      stop = frames[frame + 1] ?? 0;
      position = frames[frame + 2] ?? 0;
      cell = frames[frame + 3] ?? 0;
      cellStop = frames[frame + 4] ?? 0;
      inherited = frames[frame + 5] ?? 0;
    }
    if (--steps < 0) return null;

    const word = heap[next] ?? 0;
    let padding: number;
    let size: number;
    let symbol: number;
    let isVisible: boolean;
    let isExtra: boolean;
    let isMissing: boolean;
    let children = 0;
    const node = word >> 2;
    if ((word & 1) === 1) {
      const sizes = heap[next + 1] ?? 0;
      padding = (sizes >>> 16) & 0xff;
      size = sizes >>> 24;
      symbol = (word >>> 8) & 0xff;
      isVisible = (word & inlineVisible) !== 0;
      isExtra = (word & inlineExtra) !== 0;
      isMissing = (word & inlineMissing) !== 0;
    } else {
      if (!isHeapNode(heap, word)) return null;
      padding = heap[node + paddingAt] ?? 0;
      size = heap[node + sizeAt] ?? 0;
      symbol = (heap[node + symbolAt] ?? 0) & 0xffff;
      const flags = heap[node + flagsAt] ?? 0;
      isVisible = (flags & heapVisible) !== 0;
      isExtra = (flags & heapExtra) !== 0;
      isMissing = (flags & heapMissing) !== 0;
      // What holds no visible node is not entered. The count means something else in a leaf.
      children = heap[node + childCountAt] ?? 0;
      if (children !== 0 && heap[node + visibleChildCountAt] === 0) children = 0;
    }
    next += subtreeWords;
    const before = position;
    const from = before + padding;
    position = from + size;
    if (padding < 0 || size < 0 || position > lastBytes) return null;

    // Comments and the like stand between the children of a production, take none of its places and have no field.
    let fieldId = 0;
    if (!isExtra) {
      fieldId = inherited;
      if (cell < cellStop) {
        const own = cells[cell++] ?? 0;
        if (own !== 0) {
          if ((own & 0xffff) !== 0) fieldId = own & 0xffff;
          if (own > 0xffff) {
            symbol = own >>> 16;
            isVisible = true;
          }
        }
      }
    }

    let isEntered = children !== 0;
    if (isVisible) {
      // The runtime numbers ERROR nodes past every symbol of a grammar.
      const isError = symbol >= types.length || (isMissing && hasErrors);
      const shown = isError ? errorType + namedFlag : (types[symbol] ?? 0);
      const isNamed = shown >= namedFlag;
      if (!isNamed && fieldId === 0) continue;
      if (count === type.length) return null;
      type[count] = shown & 0xffff;
      field[count] = fieldId;
      start[count] = from >>> 1;
      end[count] = position >>> 1;
      parent[count] = open;
      last[count] = count + 1;
      // Anonymous nodes are tokens: they have no children.
      isEntered &&= isNamed;
    }
    if (isEntered) {
      const production = (heap[node + productionIdAt] ?? 0) >>> 16;
      if (production >= productionCount) return null;
      // Behind a last child there is nothing to come back to.
      if (next !== stop) {
        if ((depth + 1) * frameSize > frames.length) frames = scratch.frames = doubled(frames);
        const frame = depth++ * frameSize;
        frames[frame] = next;
        frames[frame + 1] = stop;
        frames[frame + 2] = position;
        frames[frame + 3] = cell;
        frames[frame + 4] = cellStop;
        frames[frame + 5] = inherited;
        frames[frame + 6] = open;
      }
      next = node - children * subtreeWords;
      stop = node;
      // The first child's padding is its parent's (src/subtree.c, ts_subtree_summarize_children).
      position = before;
      cell = production * width;
      cellStop = cell + width;
      inherited = isVisible ? 0 : fieldId;
      if (isVisible) open = count;
    }
    if (isVisible) count++;
  }
}

/** Whether a word can be a pointer to a node whose data and children lie in the memory. */
function isHeapNode(heap: Int32Array, word: number): boolean {
  const node = word >> 2;
  if ((word & 3) !== 0 || node <= 0 || node + heapDataWords > heap.length) return false;
  const children = heap[node + childCountAt] ?? 0;
  return children >= 0 && children * subtreeWords < node;
}

function doubled(frames: Int32Array): Int32Array {
  const larger = new Int32Array(frames.length * 2);
  larger.set(frames);
  return larger;
}
