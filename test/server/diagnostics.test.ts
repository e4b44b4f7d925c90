import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DiagnosticSeverity, FileChangeType } from 'vscode-languageserver/node';
import { checkRequest } from '../../src/server/protocol.ts';
import type { CheckSummary } from '../../src/server/protocol.ts';
import { Editor } from './editor.ts';
import type { EditorOptions } from './editor.ts';
import { mailer, quietPython, swallowing } from './repositories.ts';

const conf = 'deploy/production/supervisord.conf';
const lost = 'telemetry-lost-at-launch';

describe('findings in an editor', () => {
  let editor: Editor;
  async function open(files: Readonly<Record<string, string>>, options?: EditorOptions): Promise<void> {
    editor = await Editor.open(files, options);
  }
  afterEach(() => editor.close());

  it('come and go as one types, from text that is not saved', async () => {
    await open({ 'charge.py': quietPython });
    await editor.openFile('charge.py');
    await editor.untilCodes('charge.py');
    await editor.replace('charge.py', swallowing.before, swallowing.after);
    await editor.untilCodes('charge.py', 'swallowed-error');
    assert.equal(editor.diagnostics('charge.py')[0]?.range.start.line, 8);
    await editor.replace('charge.py', swallowing.after, swallowing.before);
    await editor.untilCodes('charge.py');
  });

  it('stand where the text is, when lines move while they are made', async () => {
    await open({ 'charge.py': quietPython.replace(swallowing.before, swallowing.after) });
    await editor.openFile('charge.py');
    for (let line = 0; line < 20; line++) await editor.replace('charge.py', 'import logging', '\nimport logging');
    await editor.until('the finding moved', () => editor.diagnostics('charge.py')[0]?.range.start.line === 28);
    const versions = editor.published.filter(({ uri }) => uri === editor.uri('charge.py'));
    for (const { version, diagnostics } of versions) {
      if (diagnostics.length > 0) assert.equal(diagnostics[0]?.range.start.line, 7 + (version ?? 0));
    }
  });

  it('of production stand in files that are not open, with the other place and the promise as evidence', async () => {
    await open(mailer);
    await editor.until(
      'both places',
      () => editor.codes('worker.py').includes(lost) && editor.codes(conf).includes(lost),
    );
    const [finding] = editor.diagnostics(conf).filter(({ code }) => code === lost);
    assert.equal(finding?.source, 'prodaware');
    assert.equal(finding?.range.start.line, 1);
    assert.equal(finding?.codeDescription?.href, `https://example.org/rules/${lost}`);
    const related = finding?.relatedInformation?.map(({ location }) => location.uri) ?? [];
    assert.ok(related.includes(editor.uri('worker.py')), String(related));
    assert.ok(related.includes(editor.uri('README.md')), String(related));
  });

  it('go when their cause in another file is gone, before it is saved', async () => {
    await open(mailer);
    await editor.openFile('worker.py');
    await editor.openFile(conf);
    await editor.untilCodes('worker.py', lost);
    await editor.replace(conf, 'python worker.py', 'opentelemetry-instrument python worker.py');
    await editor.untilCodes('worker.py');
    await editor.untilCodes(conf);
    await editor.closeFile(conf);
    await editor.untilCodes('worker.py', lost);
  });

  it('follow what other programs do to files', async () => {
    await open(mailer);
    await editor.untilCodes('worker.py', lost);
    await editor.write(
      conf,
      (mailer[conf] ?? '').replace('python worker.py', 'opentelemetry-instrument python worker.py'),
    );
    await editor.tellChanged(conf);
    await editor.untilCodes('worker.py');
    await editor.write(conf, mailer[conf] ?? '');
    await editor.tellChanged(conf);
    await editor.untilCodes('worker.py', lost);
    await rm(join(editor.root, conf));
    await editor.tellChanged(conf, FileChangeType.Deleted);
    await editor.untilCodes('worker.py');
    await editor.untilCodes(conf);
  });

  it('go with their file, also where the editor still holds its text, and come back with it', async () => {
    await open(mailer);
    await editor.openFile(conf);
    await editor.untilCodes(conf, lost);
    await rm(join(editor.root, conf));
    await editor.tellChanged(conf, FileChangeType.Deleted);
    await editor.untilCodes(conf);
    await editor.untilCodes('worker.py');
    await editor.write(conf, mailer[conf] ?? '');
    await editor.tellChanged(conf, FileChangeType.Created);
    await editor.untilCodes(conf, lost);
    await editor.replace(conf, 'autorestart', 'autostart');
    await rm(join(editor.root, conf));
    await editor.tellChanged(conf, FileChangeType.Deleted);
    await editor.untilRepublished(conf);
    await editor.untilCodes(conf, lost);
  });

  it('of a file alone go when it is closed; those of production stay', async () => {
    await open({ ...mailer, 'charge.py': quietPython.replace(swallowing.before, swallowing.after) });
    await editor.openFile('charge.py');
    await editor.openFile('worker.py');
    await editor.untilCodes('charge.py', 'swallowed-error');
    await editor.closeFile('charge.py');
    await editor.untilCodes('charge.py');
    await editor.closeFile('worker.py');
    await editor.untilCodes('worker.py', lost);
  });

  it('of the whole folder are shown when it is checked, and stay true', async () => {
    const swallows = quietPython.replace(swallowing.before, swallowing.after);
    await open({ ...mailer, 'charge.py': swallows, 'lib/refund.py': swallows });
    const summary: CheckSummary = await editor.connection.sendRequest(checkRequest);
    assert.ok(summary.files >= 3 && summary.findings >= 4, JSON.stringify(summary));
    await editor.untilCodes('charge.py', 'swallowed-error');
    await editor.untilCodes('lib/refund.py', 'swallowed-error');
    await editor.write('charge.py', quietPython);
    await editor.tellChanged('charge.py');
    await editor.untilCodes('charge.py');
    await editor.untilCodes('lib/refund.py', 'swallowed-error');
  });

  it('have the severity of the settings, and none where a rule is off', async () => {
    await open({ 'charge.py': quietPython.replace(swallowing.before, swallowing.after) });
    await editor.openFile('charge.py');
    await editor.untilCodes('charge.py', 'swallowed-error');
    await editor.changeSettings({ rules: { 'swallowed-error': 'error' } });
    await editor.until('an error', () => editor.diagnostics('charge.py')[0]?.severity === DiagnosticSeverity.Error);
    await editor.changeSettings({ rules: { 'swallowed-error': 'off' } });
    await editor.untilCodes('charge.py');
  });

  it('leave out excluded files, and all of them when switched off', async () => {
    const swallows = quietPython.replace(swallowing.before, swallowing.after);
    await open({ ...mailer, 'legacy/charge.py': swallows }, { settings: { exclude: ['legacy/**'] } });
    await editor.openFile('legacy/charge.py');
    await editor.untilCodes('worker.py', lost);
    assert.deepEqual(editor.codes('legacy/charge.py'), []);
    await editor.changeSettings({});
    await editor.untilCodes('legacy/charge.py', 'swallowed-error');
    await editor.changeSettings({ enable: false });
    await editor.untilCodes('legacy/charge.py');
    await editor.untilCodes('worker.py');
    await editor.until('the status', () => editor.statuses.at(-1)?.state === 'off');
  });

  it('wait for the file to be saved where the user wants that', async () => {
    const swallows = quietPython.replace(swallowing.before, swallowing.after);
    await open({ 'charge.py': quietPython, 'refund.py': swallows }, { settings: { run: 'onSave' } });
    await editor.openFile('charge.py');
    await editor.replace('charge.py', swallowing.before, swallowing.after);
    await editor.openFile('refund.py');
    await editor.untilCodes('refund.py', 'swallowed-error');
    assert.deepEqual(editor.codes('charge.py'), []);
    await editor.save('charge.py');
    await editor.untilCodes('charge.py', 'swallowed-error');
  });

  it('that nobody reads are not made: a file outside the folders gets none', async () => {
    const swallows = quietPython.replace(swallowing.before, swallowing.after);
    await open({ 'inside/charge.py': swallows, 'outside/charge.py': swallows }, { folders: ['inside'] });
    await editor.openFile('outside/charge.py');
    await editor.openFile('inside/charge.py');
    await editor.untilCodes('inside/charge.py', 'swallowed-error');
    assert.deepEqual(
      editor.published.filter(({ uri }) => uri === editor.uri('outside/charge.py')),
      [],
    );
  });

  it('of several folders are told apart, also when one is inside the other', async () => {
    const swallows = quietPython.replace(swallowing.before, swallowing.after);
    const outer = { Procfile: 'web: python charge.py\n', 'charge.py': swallows };
    await open({ ...inside('services/mailer', mailer), ...outer }, { folders: ['', 'services/mailer'] });
    await editor.openFile('charge.py');
    await editor.untilCodes('charge.py', 'swallowed-error');
    await editor.untilCodes('services/mailer/worker.py', lost);
    const event = { added: [], removed: [{ uri: editor.uri('services/mailer'), name: '' }] };
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    await editor.until('the outer folder answers', () => editor.published.length > 4);
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [{ uri: editor.uri(''), name: '' }] },
    });
    await editor.untilCodes('charge.py');
    await editor.untilCodes('services/mailer/worker.py');
  });

  it('of a profile stand at the key, and the status says that it has errors', async () => {
    await open({ ...mailer, 'prodaware.yaml': 'version: 1\nservises: []\n' });
    await editor.openFile('prodaware.yaml');
    await editor.untilCodes('prodaware.yaml', 'profile');
    const [fault] = editor.diagnostics('prodaware.yaml');
    assert.deepEqual(fault?.range.start, { line: 1, character: 0 });
    assert.match(JSON.stringify(fault.message), /services/);
    await editor.until('the status', () => editor.statuses.at(-1)?.state === 'error');
    await editor.replace('prodaware.yaml', 'servises', 'services');
    await editor.untilCodes('prodaware.yaml');
    await editor.until('the status', () => editor.statuses.at(-1)?.state === 'loaded');
    assert.equal(editor.statuses.at(-1)?.profile, editor.uri('prodaware.yaml'));
  });

  it('need nothing of a client but the bare protocol', async () => {
    await open(mailer, { capabilities: {}, initialization: { settings: { rules: { [lost]: 'hint' } } } });
    await editor.openFile('worker.py');
    await editor.untilCodes('worker.py', lost);
    assert.equal(editor.diagnostics('worker.py')[0]?.severity, DiagnosticSeverity.Hint);
    assert.deepEqual(editor.registrations, []);
    assert.ok(editor.initialized?.capabilities.completionProvider);
  });

  it('of one file that cannot be read cost only that file', async () => {
    await open({ 'charge.py': quietPython.replace(swallowing.before, swallowing.after), 'broken.py': 'def (:\n\0\n' });
    await editor.openFile('broken.py');
    await editor.openFile('charge.py');
    await editor.untilCodes('charge.py', 'swallowed-error');
  });

  it('are gone when the folder is, and the server goes on', async () => {
    await open({ 'left/README.md': '', ...inside('right', mailer) }, { folders: ['left', 'right'] });
    await editor.untilCodes('right/worker.py', lost);
    await rm(join(editor.root, 'right'), { recursive: true });
    await editor.tellChanged('right/deploy', FileChangeType.Deleted);
    await editor.tellChanged('right/worker.py', FileChangeType.Deleted);
    await editor.untilCodes('right/worker.py');
    await editor.untilCodes(`right/${conf}`);
    await editor.write('left/charge.py', quietPython.replace(swallowing.before, swallowing.after));
    await editor.openFile('left/charge.py');
    await editor.untilCodes('left/charge.py', 'swallowed-error');
  });

  for (const [what, profile] of Object.entries({
    'is empty': '',
    'is not YAML': 'version: [1\n\t}:',
    'has a key twice': 'version: 1\nservices: []\nservices: []\n',
    'is full of aliases': `version: 1\na: &a [x, x]\n${bomb()}`,
    'is 10 MB long': `version: 1\n${'# '.repeat(5_000_000)}\n`,
    'is a template': 'version: 1\n{{ if .Values.on }}\nservices: []\n{{ end }}\n',
  })) {
    it(`cost nothing but the profile where it ${what}, and that is said there`, async () => {
      await open({ ...mailer, 'prodaware.yaml': profile });
      await editor.untilCodes('worker.py', lost);
      await editor.until('a message', () => editor.codes('prodaware.yaml').includes('profile'));
    });
  }
});

function inside(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

/** Each line doubles what the one before stands for. */
function bomb(): string {
  const names = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index));
  return names
    .map((name, index) => (index === 0 ? '' : `${name}: &${name} [*${names[index - 1]}, *${names[index - 1]}]\n`))
    .join('');
}
