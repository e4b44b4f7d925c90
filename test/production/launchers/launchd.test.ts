import assert from 'node:assert/strict';
import { launchdReader } from '../../../src/production/launchers/launchd.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(launchdReader, files), expected.trim());

describe('launchd', () => {
  it('declares what a property list starts', () =>
    shows(
      {
        'shop.plist': `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>com.acme.shop</string>
  <key>ProgramArguments</key>
  <array>
    <string>/usr/bin/python3</string>
    <string>server.py</string>
  </array>
  <key>WorkingDirectory</key><string>/opt/shop</string>
  <key>EnvironmentVariables</key>
  <dict><key>MODE</key><string>live</string></dict>
  <key>KeepAlive</key><true/>
</dict>
</plist>
`,
      },
      `
process shop at «com.acme.shop»
  entrypoint exec: ~/usr/bin/python3 | ~server.py
  directory /opt/shop
  MODE=live from launchd at «live»`,
    ));

  it('says what does not parse', () =>
    shows(
      {
        'bad/a.plist': `<plist><dict><key>Label</key><string>a</string><key>Program</key></array>`,
      },
      `
warning: not valid XML: Missing end tag for element dict at «<»`,
    ));
});
