/** web-tree-sitter and nothing else: what everything is measured beside. */
import { Edit, Language, Parser, type Tree } from 'web-tree-sitter';
import { startRuntime } from '../../src/syntax/parse.ts';

type Load = (file: string) => Promise<Uint8Array>;

async function parserFor(load: Load, grammar: string): Promise<Parser> {
  // The runtime is one of the process, and who starts it owns its memory: it is started as the product does.
  await startRuntime(load);
  const parser = new Parser();
  parser.setLanguage(await Language.load(await load(grammar)));
  return parser;
}

export function bareParser(load: Load): (grammar: string, text: string) => Promise<void> {
  const parsers = new Map<string, Promise<Parser>>();
  return async (grammar, text) => {
    let parser = parsers.get(grammar);
    if (parser === undefined) {
      parser = parserFor(load, grammar);
      parsers.set(grammar, parser);
    }
    (await parser).parse(text)?.delete();
  };
}

/** Re-parses a text of which one place was replaced, as an editor's keystroke does. */
export async function bareIncremental(
  load: Load,
  grammar: string,
  text: string,
): Promise<(offset: number, insert: string) => void> {
  const parser = await parserFor(load, grammar);
  let tree: Tree | null = parser.parse(text);
  let current = text;
  return (offset, insert) => {
    if (tree === null) return;
    const point = { row: 0, column: 0 };
    const edit = new Edit({
      startIndex: offset,
      oldEndIndex: offset,
      newEndIndex: offset + insert.length,
      startPosition: point,
      oldEndPosition: point,
      newEndPosition: point,
    });
    tree.edit(edit);
    current = current.slice(0, offset) + insert + current.slice(offset);
    const next = parser.parse(current, tree);
    tree.delete();
    tree = next;
  };
}
