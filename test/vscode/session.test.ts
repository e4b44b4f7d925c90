/** Status, settings, commands, and a server that dies. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/vscode/contributions.ts';
import {
  api,
  discardEverything,
  finding,
  gone,
  lenses,
  openFile,
  remove,
  replace,
  rules,
  setting,
  typeInto,
  until,
  uri,
} from './workbench.ts';

const rule = 'telemetry-lost-at-launch';
const entryPoint = 'services/catalog/my_app.py';

describe('the status item', () => {
  afterEach(discardEverything);

  it('knows the profile and the services', async () => {
    const { status } = await api();
    await openFile(entryPoint);
    await until('the profile is loaded', () => status()?.state === 'loaded');
    assert.equal(status()?.services, 4);
    assert.match(status()?.profile ?? '', /prodaware\.yaml$/);
  });

  it('says that the profile has errors, and that it has none again', async () => {
    const { status } = await api();
    await replace('prodaware.yaml', 'services:', 'servises:');
    await until('errors', () => status()?.state === 'error');
    await replace('prodaware.yaml', 'servises:', 'services:');
    await until('no errors', () => status()?.state === 'loaded');
  });
});

describe('settings', () => {
  afterEach(async () => {
    for (const name of ['rules', 'exclude', 'enable', 'run', 'codeLens.enable']) await setting(name, undefined);
    await discardEverything();
  });

  it('change the severity of a rule and turn it off', async () => {
    await openFile(entryPoint);
    await finding(entryPoint, rule);
    await setting('rules', { [rule]: 'hint' });
    await until('a hint', async () => (await finding(entryPoint, rule)).severity === vscode.DiagnosticSeverity.Hint);
    await setting('rules', { [rule]: 'off' });
    await gone(entryPoint, rule);
    await gone('deploy/procmgr/catalog.json', rule);
  });

  it('leave files out', async () => {
    await openFile('services/checkout/src/payments.ts');
    await finding('services/checkout/src/payments.ts', 'swallowed-error');
    await setting('exclude', ['services/checkout/**']);
    await gone('services/checkout/src/payments.ts', 'swallowed-error');
  });

  it('make it wait until a file is saved', async () => {
    const path = 'services/mailer/typed.py';
    await setting('run', 'onSave');
    try {
      await typeInto(path, 'def f(g):\n    try:\n        g()\n    except Exception:\n        pass\n');
      // Another file is looked at meanwhile, so there was time to look at this one.
      await openFile('services/checkout/src/payments.ts');
      await finding('services/checkout/src/payments.ts', 'swallowed-error');
      assert.deepEqual(rules(path), []);
      await (await openFile(path)).document.save();
      await finding(path, 'swallowed-error');
    } finally {
      await remove(path);
    }
  });

  it('switch it off and on', async () => {
    await openFile(entryPoint);
    await finding(entryPoint, rule);
    await setting('enable', false);
    await gone(entryPoint, rule);
    await gone('deploy/supervisord.conf', rule);
    const { status } = await api();
    await until('off', () => status()?.state === 'off');
    assert.deepEqual(await lenses(entryPoint), []);
    await setting('enable', undefined);
    await finding(entryPoint, rule);
  });

  it('take the lenses away', async () => {
    await openFile(entryPoint);
    await finding(entryPoint, rule);
    await until('a lens', async () => (await lenses(entryPoint)).length === 1);
    await setting('codeLens.enable', false);
    await until('no lens', async () => (await lenses(entryPoint)).length === 0);
  });
});

describe('commands', () => {
  afterEach(discardEverything);

  it('open the profile', async () => {
    const { status } = await api();
    await openFile(entryPoint);
    await until('the profile is known', () => typeof status()?.profile === 'string');
    await vscode.commands.executeCommand(commands.openProfile.command);
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, uri('prodaware.yaml').path);
  });

  it('create a profile only where there is none', async () => {
    const { document } = await openFile('prodaware.yaml');
    const before = document.getText();
    await vscode.commands.executeCommand(commands.createProfile.command);
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, uri('prodaware.yaml').path);
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri('prodaware.yaml'))), before);
  });

  it('create one out of what the repository says', async () => {
    const { status } = await api();
    const before = await vscode.workspace.fs.readFile(uri('prodaware.yaml'));
    await remove('prodaware.yaml');
    try {
      await until('it is inferred', () => status()?.state === 'inferred');
      await vscode.commands.executeCommand(commands.createProfile.command);
      const made = vscode.window.activeTextEditor?.document;
      assert.equal(made?.uri.path, uri('prodaware.yaml').path);
      assert.match(made.getText(), /^version: 1$/m);
      assert.match(made.getText(), /name: checkout/);
      await until('it is loaded', () => status()?.state === 'loaded');
    } finally {
      await discardEverything();
      await vscode.workspace.fs.writeFile(uri('prodaware.yaml'), before);
    }
  });

  it('check the whole workspace: what no open file shows is in the list of problems', async () => {
    const path = 'services/catalog/catalog/prices.py';
    const { status } = await api();
    // The profile of the example declares all of its services; without it catalog is not known to be one.
    await until('the profile of the example is loaded', () => status()?.services === 4);
    assert.deepEqual(rules(path), []);
    await vscode.commands.executeCommand(commands.checkWorkspace.command);
    await finding(path, 'print-instead-of-logger');
    const before = await vscode.workspace.fs.readFile(uri(path));
    const text = new TextDecoder().decode(before).replace('print(', 'logger.info(');
    try {
      await vscode.workspace.fs.writeFile(uri(path), new TextEncoder().encode(text));
      await gone(path, 'print-instead-of-logger');
    } finally {
      await vscode.workspace.fs.writeFile(uri(path), before);
    }
  });

  it('restart the server, and the findings come back', async () => {
    const { serverProcessId } = await api();
    await openFile(entryPoint);
    await finding(entryPoint, rule);
    const before = serverProcessId();
    await vscode.commands.executeCommand(commands.restartServer.command);
    assert.notEqual(serverProcessId(), before);
    await finding(entryPoint, rule);
  });
});

describe('a server that is killed in mid-work', () => {
  afterEach(discardEverything);

  it('comes back by itself, with the findings of text that is not saved', async () => {
    const { serverProcessId } = await api();
    await openFile(entryPoint);
    await finding(entryPoint, rule);
    for (let time = 0; time < 3; time++) {
      const before = serverProcessId();
      assert.ok(before !== undefined);
      await replace('deploy/supervisord.conf', 'command=python', 'command=opentelemetry-instrument python');
      process.kill(before, 'SIGKILL');
      await until('another server', () => ![before, undefined].includes(serverProcessId()));
      await finding(entryPoint, rule);
      await finding('deploy/kubernetes/checkout.yaml', rule);
      await gone('services/mailer/worker.py', rule);
      await replace('deploy/supervisord.conf', 'command=opentelemetry-instrument python', 'command=python');
      await finding('services/mailer/worker.py', rule);
    }
  });
});
