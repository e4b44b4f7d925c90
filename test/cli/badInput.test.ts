/** Bad input costs itself: it is said at its place, and the rest of the repository is reviewed all the same. */
import assert from 'node:assert/strict';
import { renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { CheckReport, ReportedFault } from '../../src/reports/json.ts';
import { makeRepository, prodaware, removeRepository, type Content } from './support.ts';

/** Something to find beside whatever is wrong. */
const healthy: Content = {
  'api/app.py': `import logging

logger = logging.getLogger(__name__)


def pay(card):
    try:
        card.charge()
    except ConnectionError:
        pass
    logger.info("charged")
`,
};

interface Reviewed {
  readonly code: number;
  readonly report: CheckReport;
  readonly root: string;
}

describe('bad input on the command line', function () {
  this.timeout(60_000);
  const roots: string[] = [];
  afterEach(() => roots.splice(0).forEach(removeRepository));

  async function review(content: Content, prepare?: (root: string) => void, name?: string): Promise<Reviewed> {
    const root = makeRepository({ ...healthy, ...content }, name);
    roots.push(root);
    prepare?.(root);
    const { code, output } = await prodaware(root, ['check', '--format', 'json']);
    // What `check --format json` prints is a CheckReport by contract.
    return { code, report: JSON.parse(output) as CheckReport, root };
  }

  function assertHealthyPartReviewed({ report }: Reviewed): void {
    const found = report.findings.map(({ rule, file }) => `${rule} ${file}`);
    assert.ok(found.includes('swallowed-error api/app.py'), `found only ${JSON.stringify(found)}`);
  }

  function faultIn({ report }: Reviewed, file: string): ReportedFault {
    const fault = report.faults.find((one) => one.file === file);
    assert.ok(fault, `no fault in ${file}, only ${JSON.stringify(report.faults)}`);
    return fault;
  }

  describe('prodaware.yaml', () => {
    const profiles: readonly { name: string; text: string; message: RegExp; line: number }[] = [
      { name: 'does not parse', text: 'version: 1\nservices: [\n', message: /./, line: 0 },
      { name: 'has an unknown key', text: 'version: 1\nservcies: []\n', message: /servcies.*services/, line: 2 },
      { name: 'is empty', text: '', message: /empty/, line: 1 },
      { name: 'has 10 MB', text: `version: 1\n${'# filler\n'.repeat(1_200_000)}`, message: /MB|too large/, line: 0 },
      {
        name: 'is a bomb of aliases',
        text: `version: 1\nignore: &a0 [x]\n${Array.from({ length: 30 }, (_, n) => `k${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}, *a${n}]\n`).join('')}`,
        message: /alias|anchor/i,
        line: 0,
      },
      {
        name: 'has a key twice',
        text: 'version: 1\nignore: []\nignore: [x]\n',
        message: /ignore|unique|twice/,
        line: 3,
      },
      {
        name: 'is a template',
        text: 'version: 1\nservices:\n  {{- range .Values.services }}\n',
        message: /./,
        line: 0,
      },
      { name: 'is binary', text: 'version: 1\u0000\u0001', message: /binary/, line: 0 },
    ];
    for (const { name, text, message, line } of profiles) {
      it(`${name}: said at its place, and exit code 2`, async () => {
        const reviewed = await review({ 'prodaware.yaml': text });
        const fault = faultIn(reviewed, 'prodaware.yaml');
        assert.match(fault.message, message);
        if (line > 0) assert.equal(fault.range?.start.line, line);
        assert.equal(reviewed.code, 2);
        assertHealthyPartReviewed(reviewed);
      });
    }
  });

  describe('launch files', () => {
    const bomb = Array.from({ length: 30 }, (_, n) => `x-${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}]\n`).join('');
    const pod =
      '  template:\n    spec:\n      containers: [{ name: api, image: api, command: [python, api/app.py] }]\n';
    const artifacts: readonly {
      readonly name: string;
      readonly file: string;
      readonly text: string;
      /** What is said, and in which line; null where it is left to whoever renders the template. */
      readonly says: RegExp | null;
      readonly line?: number;
    }[] = [
      {
        name: 'a manifest with a key twice',
        file: 'k8s/api.yaml',
        text: `kind: Deployment\napiVersion: apps/v1\nmetadata: { name: api }\nspec:\n${pod}spec: {}\n`,
        says: /unique|twice|already/i,
        line: 8,
      },
      {
        name: 'a manifest with templating',
        file: 'k8s/api.yaml',
        text: `kind: Deployment\napiVersion: apps/v1\nmetadata:\n  name: {{ .Release.Name }}\n{{- if .Values.x }}\nspec:\n${pod}{{ end }}\n`,
        says: null,
      },
      {
        name: 'a Dockerfile whose JSON form does not parse',
        file: 'Dockerfile',
        text: 'FROM python:3.12\nCMD ["python",\n',
        says: /not valid JSON/,
        line: 2,
      },
      {
        name: 'a unit with continuations and no section',
        file: 'deploy/api.service',
        text: 'ExecStart=/usr/bin/python \\\n  api/app.py \\\n',
        says: /no section/,
        line: 1,
      },
      {
        name: 'a supervisord file that is none',
        file: 'deploy/supervisord.conf',
        text: 'command=python api/app.py\n=\n[program:\n',
        says: /neither a section/,
        line: 2,
      },
      {
        name: 'a compose file that is a bomb of aliases',
        file: 'compose.yaml',
        text: `services: &a0 { api: { image: api } }\n${bomb}`,
        says: /aliases/,
      },
      { name: 'a Procfile of nonsense', file: 'Procfile', text: '::::\nweb\n"web: $(((\n', says: null },
    ];
    for (const { name, file, text, says, line } of artifacts) {
      it(`${name} costs nothing else`, async () => {
        const reviewed = await review({ [file]: text });
        if (says !== null) {
          const fault = faultIn(reviewed, file);
          assert.match(fault.message, says);
          if (line !== undefined) assert.equal(fault.range?.start.line, line);
        }
        assert.notEqual(reviewed.code, 2, JSON.stringify(reviewed.report.faults));
        assertHealthyPartReviewed(reviewed);
      });
    }
  });

  describe('source files', () => {
    const sources: readonly { name: string; content: string | Uint8Array; message: RegExp | null }[] = [
      { name: 'does not parse', content: 'def broken(:\n    try\n  except ]\n', message: null },
      { name: 'is not UTF-8', content: Uint8Array.of(0x78, 0x20, 0x3d, 0x20, 0xff, 0xfe, 0x0a), message: /UTF-8/i },
      { name: 'is binary', content: Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1), message: /binary/ },
      { name: 'has 20 MB', content: 'x = 1\n'.repeat(3_500_000), message: /large|MB/ },
      { name: 'has one line of 2 MB', content: `x = "${'a'.repeat(2_000_000)}"\n`, message: null },
      {
        name: 'is nested ten thousand deep',
        content: `x = ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
        message: null,
      },
    ];
    for (const { name, content, message } of sources) {
      it(`${name}: costs only that file`, async () => {
        const reviewed = await review({ 'api/strange.py': content });
        if (message !== null) assert.match(faultIn(reviewed, 'api/strange.py').message, message);
        assert.notEqual(reviewed.code, 2, JSON.stringify(reviewed.report.faults));
        assertHealthyPartReviewed(reviewed);
      });
    }
  });

  describe('the tree of files', () => {
    it('may have links that loop or leave the root', async function () {
      if (process.platform === 'win32') this.skip();
      const outside = makeRepository({ 'secret.py': 'try:\n    go()\nexcept OSError:\n    pass\n' });
      roots.push(outside);
      const reviewed = await review({}, (root) => {
        symlinkSync(root, path.join(root, 'loop'));
        symlinkSync('self', path.join(root, 'self'));
        symlinkSync(outside, path.join(root, 'away'));
        symlinkSync(path.join(outside, 'secret.py'), path.join(root, 'linked.py'));
      });
      assertHealthyPartReviewed(reviewed);
      assert.deepEqual(
        reviewed.report.findings.filter(({ file }) => file !== 'api/app.py').map(({ file }) => file),
        [],
      );
    });

    it('may have blanks and letters of any language in its names', async () => {
      const reviewed = await review(
        { 'Dienste für Küche/日本 語.py': healthy['api/app.py'] ?? '' },
        undefined,
        'mit Leerzeichen ü-',
      );
      assertHealthyPartReviewed(reviewed);
      assert.ok(reviewed.report.findings.some(({ file }) => file === 'Dienste für Küche/日本 語.py'));
    });

    it('may go away while it is read', async () => {
      const root = makeRepository({
        ...healthy,
        ...Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`gone/m${n}.py`, 'x = 1\n'])),
      });
      const away = `${root}-away`;
      roots.push(root, away);
      const running = prodaware(root, ['check', '--format', 'json']);
      setImmediate(() => renameSync(path.join(root, 'gone'), away));
      const { output } = await running;
      // What `check --format json` prints is a CheckReport by contract.
      assertHealthyPartReviewed({ code: 0, report: JSON.parse(output) as CheckReport, root });
    });

    it('may be empty', async () => {
      const root = makeRepository({});
      roots.push(root);
      const { code, output } = await prodaware(root, ['check']);
      assert.equal(output, 'nothing found in 0 files\n');
      assert.equal(code, 0);
    });
  });
});
