import assert from 'node:assert/strict';
import { fixAllKind } from '../../src/server/codeActions.ts';
import { Editor, fullCapabilities } from './editor.ts';
import { mailer, quietPython, swallowing } from './repositories.ts';

const conf = 'deploy/production/supervisord.conf';
const lost = 'telemetry-lost-at-launch';
const swallows = quietPython.replace(swallowing.before, swallowing.after);

describe('quick fixes', () => {
  let editor: Editor;
  afterEach(() => editor.close());

  it('at the launch line put the wrapper there, and both findings are gone', async () => {
    editor = await Editor.open(mailer);
    await editor.openFile(conf);
    await editor.untilCodes(conf, lost);
    await editor.untilCodes('worker.py', lost);
    const [fix] = await editor.codeActions(conf, lost, ['quickfix']);
    assert.deepEqual(
      fix?.diagnostics?.map(({ code }) => code),
      [lost],
    );
    await editor.apply(fix?.edit);
    assert.match(editor.text(conf), /command=opentelemetry-instrument python worker\.py/);
    await editor.untilCodes(conf);
    await editor.untilCodes('worker.py');
  });

  it('at the entry point start telemetry in the code, and both findings are gone', async () => {
    editor = await Editor.open(mailer);
    await editor.openFile('worker.py');
    await editor.untilCodes('worker.py', lost);
    await editor.untilCodes(conf, lost);
    const [fix] = await editor.codeActions('worker.py', lost, ['quickfix']);
    await editor.apply(fix?.edit);
    await editor.untilCodes('worker.py');
    await editor.untilCodes(conf);
  });

  it('silence a finding with a reason that the user types over', async () => {
    editor = await Editor.open({ 'charge.py': swallows });
    await editor.openFile('charge.py');
    await editor.untilCodes('charge.py', 'swallowed-error');
    const actions = await editor.codeActions('charge.py', 'swallowed-error');
    const ignore = actions.find(({ title }) => title.startsWith('Ignore swallowed-error'));
    assert.match(JSON.stringify(ignore?.edit), /prodaware-ignore swallowed-error: \$\{1:reason\}/);
    await editor.apply(ignore?.edit);
    assert.match(editor.text('charge.py'), /# prodaware-ignore swallowed-error: reason\n/);
    await editor.untilCodes('charge.py');
    await editor.replace('charge.py', ': reason', '');
    await editor.untilCodes('charge.py', 'suppression-without-reason');
  });

  it('silence a finding with plain text where the client knows no snippets', async () => {
    editor = await Editor.open(
      { 'charge.py': swallows },
      { capabilities: { ...fullCapabilities, workspace: { ...fullCapabilities.workspace, workspaceEdit: {} } } },
    );
    await editor.openFile('charge.py');
    await editor.untilCodes('charge.py', 'swallowed-error');
    const actions = await editor.codeActions('charge.py', 'swallowed-error');
    const ignore = actions.find(({ title }) => title.startsWith('Ignore swallowed-error'));
    assert.match(JSON.stringify(ignore?.edit), /"newText":"[^"]*prodaware-ignore swallowed-error: reason/);
  });

  it('turn a rule off in the profile that is there', async () => {
    editor = await Editor.open({
      'charge.py': swallows,
      'prodaware.yaml': 'version: 1\n# ours\nignore: [legacy/**]\n',
    });
    await editor.openFile('charge.py');
    await editor.untilCodes('charge.py', 'swallowed-error');
    const actions = await editor.codeActions('charge.py', 'swallowed-error');
    await editor.apply(actions.find(({ title }) => title === 'Turn off swallowed-error in prodaware.yaml')?.edit);
    assert.equal(
      editor.text('prodaware.yaml'),
      'version: 1\n# ours\nignore: [legacy/**]\n\nrules:\n  swallowed-error: off\n',
    );
    await editor.untilCodes('charge.py');
  });

  it('that are safe are preferred, and are all made at once when asked for by name', async () => {
    const logged =
      'import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef one():\n    print("one")\n    print("two")\n';
    editor = await Editor.open({ 'log.py': `${logged}\n\n# prodaware-ignore swallowed-error: gone by now\nx = 1\n` });
    await editor.openFile('log.py');
    await editor.until('findings', () => editor.codes('log.py').includes('unused-suppression'));
    const [remove] = await editor.codeActions('log.py', 'unused-suppression');
    assert.equal(remove?.isPreferred, true);
    const usual = await editor.codeActions('log.py', 'unused-suppression');
    assert.ok(usual.every(({ kind }) => kind === 'quickfix'));
    for (const only of ['source', 'source.fixAll', fixAllKind]) {
      const all = await editor.codeActions('log.py', 'unused-suppression', [only]);
      assert.deepEqual(
        all.map(({ kind }) => kind),
        [fixAllKind],
        only,
      );
    }
    const [all] = await editor.codeActions('log.py', 'unused-suppression', [fixAllKind]);
    await editor.apply(all?.edit);
    assert.ok(!editor.text('log.py').includes('prodaware-ignore'));
    await editor.until('the rest', () => !editor.codes('log.py').includes('unused-suppression'));
  });
});
