import assert from 'node:assert/strict';
import { cronReader } from '../../../src/production/launchers/cron.ts';
import { commandsOf } from '../repository.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(cronReader, files), expected.trim());

describe('cron', () => {
  it('declares a job per schedule, without the user of tables of the system', () =>
    shows(
      {
        'etc/cron.d/shop': `# every night
MAILTO=""
PATH=/venv/bin:/bin
0 3 * * * app cd /app && python manage.py clearsessions >> /var/log/x 2>&1
@daily root /usr/bin/node /app/report.js
not a job
`,
      },
      `
process cron-clearsessions once at «0 3 * * *»
  entrypoint shell: cd /app && python manage.py clearsessions >> /var/log/x 2>&1
  MAILTO= from cron at «MAILTO=""»
  PATH=/venv/bin:/bin from cron at «PATH=/venv/bin:/bin»
process cron-report once at «@daily»
  entrypoint shell: /usr/bin/node /app/report.js
  MAILTO= from cron at «MAILTO=""»
  PATH=/venv/bin:/bin from cron at «PATH=/venv/bin:/bin»`,
    ));

  it('keeps the jobs that run files of the repository', async () =>
    assert.deepEqual(
      await commandsOf({
        'manage.py': '',
        'requirements.txt': '',
        'deploy/crontab': '0 3 * * * python manage.py clearsessions\n@daily certbot renew\n',
      }),
      ['production cron cron-clearsessions: python manage.py clearsessions → manage.py'],
    ));
});
