/** Which package each shipped grammar comes in. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { runtimeFile } from '../syntax/grammars.ts';

const require = createRequire(import.meta.url);

/** Grammars that the common package does not have. */
const ownPackages: Readonly<Record<string, string>> = {
  'tree-sitter-hcl.wasm': '@tree-sitter-grammars/tree-sitter-hcl',
  'tree-sitter-kotlin.wasm': '@tree-sitter-grammars/tree-sitter-kotlin',
};

/** Absolute path of a grammar file, or of the runtime, where it is installed. */
export function installedGrammar(file: string): string {
  if (file === runtimeFile) return path.join(path.dirname(require.resolve('web-tree-sitter')), file);
  const own = ownPackages[file];
  if (own !== undefined) return path.join(path.dirname(require.resolve(`${own}/package.json`)), file);
  return path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm', file);
}
