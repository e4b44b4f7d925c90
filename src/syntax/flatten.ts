import type { Tree } from 'web-tree-sitter';
import type { FlatTree } from './flatTree.ts';
import type { SymbolTable } from './grammarIndex.ts';

/** Copies a syntax tree into the flat form. The one part to replace when a faster way is found. */
export type Filler = (tree: Tree, text: string, symbols: SymbolTable) => FlatTree;

/** Walks the tree with a cursor. Its arrays are kept between calls, so a flat tree costs one exact copy. */
export function cursorFiller(): Filler {
  let capacity = 1 << 14;
  let type = new Uint16Array(capacity);
  let field = new Uint16Array(capacity);
  let start = new Uint32Array(capacity);
  let end = new Uint32Array(capacity);
  let parent = new Int32Array(capacity);
  let last = new Uint32Array(capacity);

  function grow(): void {
    capacity *= 2;
    const larger = <Kind extends { set(from: Kind): void }>(to: Kind, from: Kind): Kind => {
      to.set(from);
      return to;
    };
    type = larger(new Uint16Array(capacity), type);
    field = larger(new Uint16Array(capacity), field);
    start = larger(new Uint32Array(capacity), start);
    end = larger(new Uint32Array(capacity), end);
    parent = larger(new Int32Array(capacity), parent);
    last = larger(new Uint32Array(capacity), last);
  }

  return (tree, text, { index, canonical, named, errorType }) => {
    const cursor = tree.walk();
    const hasErrors = tree.rootNode.hasError;
    let count = 0;
    let open = -1;
    walk: for (;;) {
      const symbol = cursor.nodeTypeId;
      // The runtime numbers ERROR nodes past every symbol of a grammar.
      const isError = symbol >= canonical.length || (hasErrors && cursor.nodeIsMissing);
      const isNamed = isError || named[symbol] === 1;
      const fieldId = cursor.currentFieldId;
      if (isNamed || fieldId !== 0) {
        if (count === capacity) grow();
        type[count] = isError ? errorType : (canonical[symbol] ?? errorType);
        field[count] = fieldId;
        start[count] = cursor.startIndex;
        end[count] = cursor.endIndex;
        parent[count] = open;
        last[count] = count + 1;
        count++;
        // Anonymous nodes are tokens: they have no children.
        if (isNamed && cursor.gotoFirstChild()) {
          open = count - 1;
          continue;
        }
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) break walk;
        last[open] = count;
        open = parent[open] ?? -1;
      }
    }
    cursor.delete();
    return {
      grammar: index,
      text,
      count,
      type: type.slice(0, count),
      start: start.slice(0, count),
      end: end.slice(0, count),
      parent: parent.slice(0, count),
      field: field.slice(0, count),
      last: last.slice(0, count),
      errorType,
      hasErrors,
    };
  };
}
