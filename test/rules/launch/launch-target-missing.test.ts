import assert from 'node:assert/strict';
import { launchTargetMissing } from '../../../src/rules/launch/launch-target-missing.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const settings = { 'settings.py': 'PORT = 8080\n' };

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(launchTargetMissing, files), []);
}

describe('launch-target-missing', () => {
  it('says what fails, and where a file of the name is', async () => {
    const [finding] = await checkRepository(launchTargetMissing, {
      ...settings,
      'app/main.py': 'run()\n',
      Procfile: 'web: python [|main.py|]\n',
    });
    assert.equal(
      finding?.message,
      'the next start of web fails: procfile runs "python main.py", and main.py does not exist',
    );
    assert.deepEqual(
      finding?.evidence.map(({ file }) => file),
      ['app/main.py'],
    );
  });

  it('keeps the rest of the command', async () => {
    const files = { ...settings, 'app/main.py': 'run()\n', Procfile: 'web: exec python -u ./main.py --port $PORT\n' };
    const fixed = await fixFirst(launchTargetMissing, files);
    assert.equal(fixed['Procfile'], 'web: exec python -u ./app/main.py --port $PORT\n');
  });

  it('names a module as a module', async () => {
    const files = {
      'shop/__init__.py': '',
      'shop/web/__init__.py': '',
      'shop/web/server.py': 'app = make()\n',
      Procfile: 'web: python -m shop.server\n',
    };
    const fixed = await fixFirst(launchTargetMissing, files);
    assert.equal(fixed['Procfile'], 'web: python -m shop.web.server\n');
  });

  it('gives no fix where several files have the name, or none', async () => {
    const both: Files = { 'a/main.py': '', 'b/main.py': '' };
    for (const others of [both, {}]) {
      const files = { ...settings, ...others, Procfile: 'web: python [|main.py|]\n' };
      const [finding] = await checkRepository(launchTargetMissing, files);
      assert.deepEqual([finding?.fixes, finding?.evidence], [[], []]);
    }
  });

  describe('is silent', () => {
    it('about what a build makes', () =>
      silent({ ...settings, 'src/main.ts': '', Procfile: 'web: node dist/main.js\n' }));
    it('about what git ignores', () =>
      silent({ ...settings, '.gitignore': 'generated.py\n', Procfile: 'web: python generated.py\n' }));
    it('about paths of the host', () => silent({ ...settings, Procfile: 'web: python /opt/app/main.py\n' }));
    it('about paths that hold a variable', () => silent({ ...settings, Procfile: 'web: python $MAIN.py\n' }));
  });
});
