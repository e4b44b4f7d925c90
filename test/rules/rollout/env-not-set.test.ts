/** Variables that the code cannot do without. */
import assert from 'node:assert/strict';
import { envNotSet } from '../../../src/rules/rollout/env-not-set.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';

function shop(code: string, environment: string, rest: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    'requirements.txt': 'flask\n',
    Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
    'app.py': `import os\nfrom flask import Flask\napp = Flask(__name__)\n${code}\nif __name__ == "__main__":\n    app.run()\n`,
    'compose.production.yaml': `services:\n  api:\n    build: .\n${environment}`,
    ...rest,
  };
}

const database = '    environment:\n      DATABASE_URL: postgres://db/shop\n';

describe('env-not-set', () => {
  it('finds a variable that a function cannot do without', async () => {
    const code = '@app.post("/pay")\ndef pay():\n    return call([|os.environ["CARDS_URL"]|])\n';
    const [finding] = await checkRepository(envNotSet, shop(code, database));
    assert.match(finding?.message ?? '', /without CARDS_URL/);
    assert.ok(finding?.evidence.some(({ file }) => file === 'Dockerfile'));
  });

  it('finds it in a module that the program imports', async () => {
    await checkRepository(envNotSet, {
      ...shop('import settings\n', database),
      'settings.py': 'import os\nKEY = [|os.environ["CARDS_KEY"]|]\n',
    });
  });

  it('gives a variable that was meant the name that is read', async () => {
    const files = shop('KEY = os.environ["CARDS_KEY"]\n', `${database}      CARD_KEY: abc\n`);
    const fixed = await fixFirst(envNotSet, files);
    assert.match(fixed['compose.production.yaml'] ?? '', /^ {6}CARDS_KEY: abc$/m);
    await checkRepository(envNotSet, fixed);
  });

  it('is silent where it cannot know', async () => {
    const read = 'KEY = os.environ["CARDS_KEY"]\n';
    const silent: readonly (readonly [why: string, files: Record<string, string>])[] = [
      ['an env file of the host', shop(read, `${database}    env_file: /etc/shop.env\n`)],
      ['nothing is set there, so it is set elsewhere', shop(read, '')],
      ['a default', shop('KEY = os.environ.get("CARDS_KEY", "")\n', database)],
      ['another way', shop('try:\n    KEY = os.environ["CARDS_KEY"]\nexcept KeyError:\n    KEY = None\n', database)],
      ['it is asked for first', shop('if os.environ.get("CARDS_KEY"):\n    KEY = os.environ["CARDS_KEY"]\n', database)],
      ['it is set', shop(read, `${database}      CARDS_KEY: abc\n`)],
      ['the platform sets it', shop('HOME = os.environ["HOME"]\n', database)],
    ];
    for (const [why, files] of silent) {
      const found = await checkRepository(envNotSet, files);
      assert.deepEqual(found, [], why);
    }
  });
});
