import { scriptModule } from './ecmascript/module.ts';

export const tsxLanguage = scriptModule('typescript', ['.tsx'], 'tree-sitter-tsx.wasm');
