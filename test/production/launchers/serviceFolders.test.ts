import assert from 'node:assert/strict';
import { serviceFolderReader } from '../../../src/production/launchers/serviceFolders.ts';
import { commandsOf } from '../repository.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(serviceFolderReader, files), expected.trim());

describe('s6', () => {
  it('declares scripts of services, without their logs; what runs once by itself', () =>
    shows(
      {
        'etc/services.d/api/run': `#!/command/with-contenv bash
cd /app
exec s6-setuidgid app gunicorn shop.wsgi
`,
        'etc/services.d/api/log/run': `#!/bin/sh
exec logger
`,
        'etc/s6-rc.d/migrate/up': `#!/command/execlineb -P
s6-setuidgid app python manage.py migrate
`,
      },
      `
process api in etc/services.d/api/run at «#!/command/with-contenv bash»
  entrypoint shell: #!/command/with-contenv bash⏎cd /app⏎exec s6-setuidgid app gunicorn shop.wsgi
process migrate once in etc/s6-rc.d/migrate/up at «#!/command/execlineb -P»
  entrypoint shell: s6-setuidgid app python manage.py migrate`,
    ));

  it('follows them to what they run, in place of the supervisor', async () =>
    assert.deepEqual(
      await commandsOf({
        Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["/init"]\n',
        'requirements.txt': '',
        'app.py': '',
        'root/etc/services.d/api/run': '#!/command/with-contenv sh\nexec s6-setuidgid app python app.py\n',
        'root/etc/s6-rc.d/init-folders/run': '#!/bin/sh\nmkdir -p /data\n',
      }),
      ['production s6 api: [s6-setuidgid] python app.py → app.py'],
    ));
});
