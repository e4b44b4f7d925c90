import assert from 'node:assert/strict';
import { launchDisagreesWithProfile } from '../../../src/rules/launch/launch-disagrees-with-profile.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const profile = (launch: string, more = ''): string =>
  `version: 1\nservices:\n  - name: api\n    root: .\n${more}    launch:\n      production: ${launch}\n`;
const supervisord = (command: string): string => `[program:api]\ndirectory=/srv/api\ncommand=${command}\n`;
const code = { 'app.py': 'serve()\n', 'main.py': 'serve()\n' };
const artifact = 'deploy/production/supervisord.conf';

async function silent(profileText: string, command: string, more: Files = {}): Promise<void> {
  const files = { ...code, ...more, 'prodaware.yaml': profileText, [artifact]: supervisord(command) };
  assert.deepEqual(await checkRepository(launchDisagreesWithProfile, files), []);
}

describe('launch-disagrees-with-profile', () => {
  it('stands at both commands, each with the other', async () => {
    const findings = await checkRepository(launchDisagreesWithProfile, {
      ...code,
      'prodaware.yaml': profile('{ manager: supervisord, command: [|python app.py --fast|] }'),
      [artifact]: supervisord('[|python main.py|]'),
    });
    assert.deepEqual(
      findings.map(({ message }) => message),
      [
        'this runs "python main.py", but the profile says that production runs "python app.py --fast"',
        'the profile says that production runs "python app.py --fast", but deploy/production/supervisord.conf runs "python main.py"',
      ],
    );
    assert.equal(new Set(findings.map(({ fault }) => fault)).size, 1);
  });

  it('changes the profile to what the launch file says', async () => {
    const files = {
      ...code,
      'prodaware.yaml': profile('{ command: "python app.py" } # as DEPLOYMENT.md says'),
      [artifact]: supervisord('opentelemetry-instrument python main.py --name "a, b"'),
    };
    const fixed = await fixFirst(launchDisagreesWithProfile, files);
    assert.equal(
      fixed['prodaware.yaml'],
      profile('{ command: "opentelemetry-instrument python main.py --name \\"a, b\\"" } # as DEPLOYMENT.md says'),
    );
  });

  it('speaks of another manager', async () => {
    const files = {
      ...code,
      'prodaware.yaml': profile('{ manager: [|systemd|] }'),
      [artifact]: supervisord('[|python app.py|]'),
    };
    const [finding] = await checkRepository(launchDisagreesWithProfile, files);
    assert.equal(
      finding?.message,
      'this starts it with supervisord, but the profile says that production is started by systemd',
    );
  });

  it('speaks of another entry point', async () => {
    await checkRepository(launchDisagreesWithProfile, {
      ...code,
      'prodaware.yaml': profile('{ manager: supervisord }', '    entryPoints: [[|app.py|]]\n'),
      [artifact]: supervisord('[|python main.py|]'),
    });
  });

  describe('is silent', () => {
    it('where both say the same', () => silent(profile('{ command: python app.py }'), 'python app.py'));
    it('about the path of the interpreter and its version', () =>
      silent(profile('{ command: python app.py }'), '/srv/api/.venv/bin/python3.12 ./app.py'));
    it('about what the platform puts before the command', () =>
      silent(profile('{ command: python app.py }'), 'env TZ=UTC nice -n 5 python app.py'));
    it('about a telemetry wrapper that only one of them has', async () => {
      await silent(profile('{ command: opentelemetry-instrument python app.py }'), 'python app.py');
      await silent(profile('{ command: python app.py }'), 'opentelemetry-instrument python app.py');
    });
    it('about package scripts that both name', () =>
      silent(profile('{ command: npm start }'), 'npm start', {
        'package.json': '{ "name": "api", "scripts": { "start": "node server.js" } }\n',
        'server.js': 'serve();\n',
      }));
    it('about a manager whose files nobody can read', () => silent(profile('{ manager: ProcMgr }'), 'python app.py'));
    it('about other processes beside the one that agrees', () =>
      silent(profile('{ command: python app.py }'), 'python app.py', {
        'deploy/production/worker.conf': '[program:worker]\ndirectory=/srv/api\ncommand=python main.py\n',
      }));
  });
});
