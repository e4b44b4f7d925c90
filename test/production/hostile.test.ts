/** Whatever a repository holds, Production comes out: nothing throws, nothing runs away. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { launchesOfFiles, productionOf } from './repository.ts';

describe('hostile repositories', () => {
  const word = fc.constantFrom(
    'python',
    'app.py',
    '"$@"',
    '$X',
    '${Y:-z}',
    '&&',
    '||',
    ';',
    '|',
    '&',
    '(',
    ')',
    '{',
    '}',
    'if',
    'then',
    'fi',
    'case',
    'in',
    'esac',
    '*)',
    ';;',
    'exec',
    'env',
    '-i',
    'sh',
    '-c',
    "'node a.js'",
    '`x`',
    '$(x)',
    'sudo',
    '--',
    'npm',
    'start',
    '\n',
    '[',
    ']',
    '=',
    '!',
    'while',
    'do',
    'done',
    '<<E',
    'set',
    '--',
    'su',
    '-',
    'gunicorn',
    'a:b',
    '-m',
    '.',
    './start.sh',
  );
  const line = fc.array(word, { maxLength: 25 }).map((words) => words.join(' '));

  it('of shell lines and scripts', async () => {
    await fc.assert(
      fc.asyncProperty(line, line, async (command, script) => {
        await productionOf({
          'app.py': '',
          'start.sh': `#!/bin/sh\n${script}\n`,
          Procfile: `web: ${command.replaceAll('\n', ' ')}\n`,
          'package.json': JSON.stringify({ scripts: { start: command } }),
          Dockerfile: `FROM python\nCOPY . /\nENTRYPOINT ["./start.sh"]\nCMD ["${command.replace(/["\\\n]/g, '')}"]\n`,
        });
      }),
      { numRuns: 150 },
    );
  });

  it('of documents and manifests', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), line, async (text, command) => {
        await productionOf({
          'app.py': text,
          'server.ts': text,
          Procfile: 'web: python app.py\nother: node dist/server.js\n',
          'README.md': `\`\`\`\nopentelemetry-instrument ${command}\n\`\`\`\n${text}`,
          'package.json': `{"scripts": {"x": ${JSON.stringify(text)}}, ${text}`,
          'tsconfig.json': text,
          'requirements.txt': text,
          'pyproject.toml': text,
        });
      }),
      { numRuns: 100 },
    );
  });

  it('of modules that hand on each other’s names', async () => {
    const files: Record<string, string> = { Procfile: 'web: python app.py\n', 'app.py': 'from m0 import *\nstart()\n' };
    const all = Array.from({ length: 24 }, (_, index) => `from m${index} import *\n`).join('');
    for (let index = 0; index < 24; index++) files[`m${index}.py`] = all;
    assert.equal((await launchesOfFiles(files))[0]?.telemetry.state, 'inactive');
  });

  it('of scripts with many open conditions', async () => {
    const branches = Array.from({ length: 30 }, (_, index) => `if [ -f /x${index} ]; then export A${index}=1; fi`).join(
      '\n',
    );
    const [launch] = await launchesOfFiles({
      'app.py': '',
      'start.sh': `#!/bin/sh\n${branches}\nexec python app.py\n`,
      Procfile: 'web: ./start.sh\n',
    });
    assert.equal(launch?.entryPoint?.file, 'app.py');
  });

  it('of scripts and links that start themselves', async () => {
    const files = {
      'a.sh': '#!/bin/sh\nexec ./b.sh\n',
      'b.sh': '#!/bin/sh\nexec ./a.sh\n',
      Procfile: 'web: ./a.sh\n',
      'compose.yaml': 'services:\n  a: { build: . , extends: { service: a } }\n',
      Dockerfile: 'FROM a AS a\nCOPY --from=a / /\nFROM a\nCMD ["x"]\n',
    };
    const launches = await launchesOfFiles(files);
    assert.match(launches.map(({ unresolved }) => unresolved).join(), /starts itself/);
  });

  it('of paths with blanks and letters of the world', async () => {
    const files = { 'Dienste/Übersicht neu/app.py': '', 'Dienste/Übersicht neu/Procfile': 'web: python app.py\n' };
    assert.equal((await launchesOfFiles(files))[0]?.entryPoint?.file, 'Dienste/Übersicht neu/app.py');
  });
});
