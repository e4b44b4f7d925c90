/**
 * The grammar files that are shipped, and nothing else ships: the bundler copies exactly these, the parsers load
 * exactly these. Each is loaded on first need.
 */

/** The WebAssembly runtime that all grammars run in. */
export const runtimeFile = 'web-tree-sitter.wasm';

export const grammarFiles = [
  'tree-sitter-python.wasm',
  'tree-sitter-javascript.wasm',
  'tree-sitter-typescript.wasm',
  'tree-sitter-tsx.wasm',
  'tree-sitter-bash.wasm',
  'tree-sitter-go.wasm',
  'tree-sitter-java.wasm',
  'tree-sitter-kotlin.wasm',
  'tree-sitter-c-sharp.wasm',
  'tree-sitter-ruby.wasm',
  'tree-sitter-php.wasm',
  'tree-sitter-rust.wasm',
  'tree-sitter-hcl.wasm',
] as const;

export type GrammarFile = (typeof grammarFiles)[number];
