import assert from 'node:assert/strict';
import { openRcReader } from '../../../src/production/launchers/openRc.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(openRcReader, files), expected.trim());

describe('openrc', () => {
  it('declares the command with what the script assigns', () =>
    shows(
      {
        'init.d/shop': `#!/sbin/openrc-run
name="shop"
: \${port:=80}
directory="/opt/shop"
command="/usr/bin/python3"
command_args="\${directory}/server.py --port \${port:-80} --as $user"
command_background=true
`,
      },
      `
process shop at «/usr/bin/python3»
  entrypoint exec: /usr/bin/python3 | /opt/shop/server.py«\${directory}/server.py» | --port | 80«\${port:-80}» | --as | ?$user
  directory /opt/shop`,
    ));
});
