/**
 * `languages/` holds one file per language: it turns a flat tree into facts, in one pass. It imports `model`,
 * `knowledge` and `syntax`. Adding a language is adding a file with an exported `LanguageModule`; `npm run generate`
 * writes the index.
 */
import type { Facts } from '../model/facts.ts';
import type { FlatTree } from '../syntax/flatTree.ts';

export interface ModuleContext {
  /** Root-relative path of the importing file. */
  readonly from: string;
  /** Directories modules are searched in besides the importing file's own: working directory, service root, `src`. */
  readonly roots: readonly string[];
  exists(path: string): boolean;
}

export interface LanguageModule {
  /** `python`, `javascript`, `typescript`. */
  readonly name: string;
  /** Key of knowledge rows: `python`, `node`. */
  readonly ecosystem: string;
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /** Files without an extension that are known by where they stand: `bin/www`. */
  readonly files?: readonly string[];
  /** File of the grammar below the `wasm` folder: `tree-sitter-python.wasm`. */
  readonly grammar: string;
  /** Marks a comment to the end of the line. */
  readonly lineComment: string;
  extract(tree: FlatTree): Facts;
  /** Root-relative file of an import, or null for a package outside the repository. */
  resolveModule(specifier: string, context: ModuleContext): string | null;
}
