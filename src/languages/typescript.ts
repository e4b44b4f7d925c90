import { scriptModule } from './ecmascript/module.ts';

export const typescriptLanguage = scriptModule('typescript', ['.ts', '.mts', '.cts'], 'tree-sitter-typescript.wasm');
