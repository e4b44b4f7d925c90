'use strict';

// Named files are run alone; mocha would add them to a configured `spec`.
const named = process.argv.slice(2).some((argument) => argument.endsWith('.ts'));

module.exports = {
  extension: ['ts'],
  ...(named ? {} : { spec: ['test/**/*.test.ts'] }),
  ignore: ['test/vscode/**'],
  'node-option': ['import=tsx'],
  timeout: 20000,
};
