import { scriptModule } from './ecmascript/module.ts';

export const javascriptLanguage = {
  ...scriptModule('javascript', ['.js', '.mjs', '.cjs', '.jsx'], 'tree-sitter-javascript.wasm'),
  // https://expressjs.com/en/starter/generator.html
  files: ['bin/www'],
};
