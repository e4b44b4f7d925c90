import assert from 'node:assert/strict';
import { neededImport, parseImportLine } from '../../src/fixes/imports.ts';
import { after, editedFile } from '../support/editedFile.ts';

/** The text with what `line` imports, and the name it has there. */
async function withImport(
  path: string,
  text: string,
  line: string,
  before = -1,
): Promise<{ text: string; local: string | null } | null> {
  const file = await editedFile(path, text);
  const parsed = parseImportLine(file.facts, line);
  assert.ok(parsed, line);
  const needed = neededImport(file, parsed, before);
  return needed === null ? null : { text: after(file, needed.edit), local: needed.local };
}

async function imported(path: string, text: string, line: string, expected: string): Promise<void> {
  assert.deepEqual((await withImport(path, text, line))?.text, expected);
}

describe('an import that a fix needs', () => {
  describe('in Python', () => {
    const logging = 'import logging';
    it('stands sorted among the standard library', () =>
      imported(
        'a.py',
        'import json\nimport os\n\nfrom flask import Flask\n',
        logging,
        'import json\nimport logging\nimport os\n\nfrom flask import Flask\n',
      ));
    it('stands before the imports from a module', () =>
      imported(
        'a.py',
        'from datetime import date\n\nx = 1\n',
        logging,
        'import logging\nfrom datetime import date\n\nx = 1\n',
      ));
    it('stands in a group of its own before packages', () =>
      imported(
        'a.py',
        '"""Doc."""\nfrom flask import Flask\n',
        logging,
        '"""Doc."""\nimport logging\n\nfrom flask import Flask\n',
      ));
    it('comes first where there is none', () => imported('a.py', 'x = 1\n', logging, 'import logging\n\nx = 1\n'));
    it('follows the docstring', () =>
      imported('a.py', '"""Doc."""\nx = 1\n', logging, '"""Doc."""\n\nimport logging\n\nx = 1\n'));
    it('follows imports from the future', () =>
      imported(
        'a.py',
        'from __future__ import annotations\n\nx = 1\n',
        logging,
        'from __future__ import annotations\n\nimport logging\n\nx = 1\n',
      ));
    it('keeps the comment of the line before it', () =>
      imported(
        'a.py',
        'import json  # fast enough\nimport os\n',
        logging,
        'import json  # fast enough\nimport logging\nimport os\n',
      ));
    it('keeps line ends', () =>
      imported('a.py', 'import os\r\nx = 1\r\n', logging, 'import logging\r\nimport os\r\nx = 1\r\n'));
    it('stands with the packages when it is one', () =>
      imported(
        'a.py',
        'import os\n\nimport requests\n\nfrom .models import X\n',
        'import structlog',
        'import os\n\nimport requests\nimport structlog\n\nfrom .models import X\n',
      ));
    it('is not made when it is there, under whatever name', async () => {
      const text = 'import logging as log\n';
      assert.deepEqual(await withImport('a.py', text, logging), { text, local: 'log' });
    });
    it('is made when the one that is there may not run', () =>
      imported(
        'a.py',
        'try:\n    import structlog\nexcept ImportError:\n    structlog = None\n',
        'import logging',
        'import logging\n\ntry:\n    import structlog\nexcept ImportError:\n    structlog = None\n',
      ));
    it('is refused when the name means something else', async () => {
      assert.equal(await withImport('a.py', 'from app import logging\n', logging), null);
      assert.equal(await withImport('a.py', 'def logging():\n    pass\n', logging), null);
      assert.equal(await withImport('a.py', 'logging = None\n', logging), null);
    });
    it('comes before code at the top that uses it', async () => {
      const text = 'try:\n    go()\nexcept GoError:\n    pass\n\nimport os\n';
      assert.equal((await withImport('a.py', text, logging, 10))?.text, `import logging\n\n${text}`);
    });
  });

  describe('in JavaScript and TypeScript', () => {
    const pino = "import pino from 'pino';";
    it('follows the last import, in the quotes of the file', () =>
      imported('a.ts', 'import a from "a";\n\na();\n', pino, 'import a from "a";\nimport pino from "pino";\n\na();\n'));
    it('has no semicolon where the file has none', () =>
      imported(
        'a.ts',
        "import a from 'a'\nimport b from 'b'\n\na()\nb()\n",
        pino,
        "import a from 'a'\nimport b from 'b'\nimport pino from 'pino'\n\na()\nb()\n",
      ));
    it('requires where the file does', () =>
      imported(
        'a.js',
        "'use strict';\n\nconst a = require('a');\n\na();\n",
        "const pino = require('pino');",
        "'use strict';\n\nconst a = require('a');\nconst pino = require('pino');\n\na();\n",
      ));
    it('comes first where there is none', () =>
      imported('a.ts', 'run();\n', pino, "import pino from 'pino';\n\nrun();\n"));
    it('is not made when it is there, under whatever name', async () => {
      const text = "import makeLogger from 'pino';\n";
      assert.deepEqual(await withImport('a.ts', text, pino), { text, local: 'makeLogger' });
      const whole = "const Pino = require('pino');\n";
      assert.deepEqual(await withImport('a.js', whole, "const pino = require('pino');"), {
        text: whole,
        local: 'Pino',
      });
    });
    it('is made beside one for types only', () =>
      imported(
        'a.ts',
        "import type { Logger } from 'pino';\n\nrun();\n",
        pino,
        "import type { Logger } from 'pino';\nimport pino from 'pino';\n\nrun();\n",
      ));
    it('is refused when the name means something else', async () => {
      assert.equal(await withImport('a.ts', 'const pino = 1;\n', pino), null);
    });
  });
});
