import assert from 'node:assert/strict';
import { factsOf } from './render.ts';
import type { Name } from './render.ts';

/** The text with `①` where the first statement goes and `②` behind the imports. */
async function places(name: Name, text: string): Promise<string> {
  const { firstStatement, afterImports } = (await factsOf(name, text)).prologue;
  return `${text.slice(0, firstStatement)}①${text.slice(firstStatement, afterImports)}②${text.slice(afterImports)}`;
}

describe('where new code goes', () => {
  const cases: [Name, string, string][] = [
    ['python', '', '①②'],
    ['python', 'x = 1\n', '①②x = 1\n'],
    ['python', 'import os\nimport sys\n\nx = 1\n', '①import os\nimport sys\n②\nx = 1\n'],
    [
      'python',
      '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n"""Doc\n\nstring"""\nfrom __future__ import annotations\n\nimport os\n',
      '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n"""Doc\n\nstring"""\nfrom __future__ import annotations\n\n①import os\n②',
    ],
    ['python', '# Copyright 2020\nimport os\nx()\n', '# Copyright 2020\n①import os\n②x()\n'],
    ['python', '# Set the path before all else.\nimport os\n', '①# Set the path before all else.\nimport os\n②'],
    ['python', '# The service.\n\n# Paths.\nimport os\n', '# The service.\n\n①# Paths.\nimport os\n②'],
    [
      'python',
      'import os\ntry:\n    import a\nexcept ImportError:\n    a = None\n# b\nfrom c import d\nif TYPE_CHECKING:\n    import e\nrun()\nimport f\n',
      '①import os\ntry:\n    import a\nexcept ImportError:\n    a = None\n# b\nfrom c import d\nif TYPE_CHECKING:\n    import e\n②run()\nimport f\n',
    ],
    ['python', '"""Doc"""', '"""Doc"""①②'],
    ['python', '\ufeffimport os\r\nx = 1\r\n', '\ufeff①import os\r\n②x = 1\r\n'],
    [
      'javascript',
      "#!/usr/bin/env node\n/* licence */\n'use strict';\n\nconst a = require('a');\nconst { b } = require('b').c, d = require('d');\nrequire('e');\na();\n",
      "#!/usr/bin/env node\n/* licence */\n'use strict';\n\n①const a = require('a');\nconst { b } = require('b').c, d = require('d');\nrequire('e');\n②a();\n",
    ],
    [
      'typescript',
      "// @ts-check\nimport a from 'a';\nimport 'b'\nconst c = 1;\n",
      "// @ts-check\n①import a from 'a';\nimport 'b'\n②const c = 1;\n",
    ],
    ['tsx', "'use client';\nexport const A = () => <p />;\n", "'use client';\n①②export const A = () => <p />;\n"],
  ];
  for (const [name, text, expected] of cases) {
    it(`in ${name}: ${JSON.stringify(text.slice(0, 50))}`, async () =>
      assert.equal(await places(name, text), expected));
  }
});

describe('how a file is written', () => {
  const cases: [Name, string, object][] = [
    ['python', '', { indent: '    ', quote: '"', semicolons: false, endOfLine: '\n', moduleSystem: null }],
    ['python', "def f():\n  if x:\n    a('b')\n", { indent: '  ', quote: "'" }],
    ['python', 'def f():\r\n\ta("b")\r\n', { indent: '\t', quote: '"', endOfLine: '\r\n' }],
    ['python', "'''doc'''\na('b', \"it's\", 'c')\n", { quote: "'" }],
    [
      'typescript',
      'import a from "b"\nfunction f() {\n    a("c")\n}\n',
      { indent: '    ', quote: '"', semicolons: false, moduleSystem: 'esm' },
    ],
    [
      'javascript',
      "const a = require('b');\nif (a) {\n\ta();\n}\n",
      { indent: '\t', quote: "'", semicolons: true, moduleSystem: 'commonjs' },
    ],
    ['javascript', 'module.exports = {};\n', { moduleSystem: 'commonjs' }],
    ['javascript', "require('a'); export {};\n", { moduleSystem: 'esm' }],
    ['tsx', 'const a = <b c="d" e="f">{g(\'h\')}</b>;\n', { quote: "'", moduleSystem: null }],
  ];
  for (const [name, text, expected] of cases) {
    it(`in ${name}: ${JSON.stringify(text.slice(0, 50))}`, async () => {
      const { style } = await factsOf(name, text);
      assert.deepEqual({ ...style, ...expected }, style);
    });
  }
});
