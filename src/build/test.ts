/**
 * `npm test`: the unit tests, then the suites of the packaged extension in a real VS Code. The last line of the
 * output is `N passed, N failed` over everything; the exit code is 0 only if nothing failed and every suite ran.
 */
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { glob } from 'tinyglobby';
import { filesVariable, grepVariable, suites, type Suite } from '../../test/vscode/suites.ts';
import { pageVariable } from '../../test/vscode/pageRequests.ts';
import { bundle } from './bundle.ts';
import { projectRoot, quoteForCmd } from './hostCache.ts';
import { writeSettings } from './hostServer.ts';
import { findTestEditor, restrictedVariable, type TestEditor, type TestHost } from './hostTestEditor.ts';
import { packageExtension, unpackExtension } from './package.ts';
import { resultVariable, type TestResult } from './testReporter.ts';
import { oldestSupported, quietSettings } from './vscodeHost.ts';

const usage = `npm test [-- [unit|vscode] [--host desktop|hosted] [--suite NAME] [--grep TEXT]]

  unit, vscode   only that half
  --host         desktop: a downloaded desktop VS Code or nothing; hosted: the one in the browser
  --suite        only the VS Code suites whose name contains NAME
  --grep         only the tests in VS Code whose title matches TEXT
  --retries      how often a failed VS Code suite runs again from the start, in a window and a workspace of its own;
                 0, and 1 where CI is set: what passes only then is named at the end`;

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 2;
});

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      host: { type: 'string' },
      suite: { type: 'string' },
      grep: { type: 'string' },
      retries: { type: 'string', default: process.env['CI'] === undefined ? '0' : '1' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const half = positionals[0] ?? 'all';
  if (values.help || !['all', 'unit', 'vscode'].includes(half)) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const { host, suite, grep } = values;
  if (host !== undefined && host !== 'desktop' && host !== 'hosted') {
    throw new Error(`--host is desktop or hosted, not ${host}`);
  }
  const retries = Number(values.retries);
  if (!Number.isInteger(retries) || retries < 0) throw new Error(`--retries is a count, not ${values.retries}`);
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'prodaware-test-')));
  try {
    const results: TestResult[] = [];
    if (half !== 'vscode') results.push(await runUnitTests(scratch));
    if (half !== 'unit') results.push(...(await runSuites(scratch, { host, suite, grep, retries })));
    const passed = results.reduce((sum, result) => sum + result.passed, 0);
    const failed = results.reduce((sum, result) => sum + result.failed, 0);
    console.log(`\n${passed} passed, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runUnitTests(scratch: string): Promise<TestResult> {
  const resultFile = join(scratch, 'unit.json');
  const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
  // Without its extension: mocha's configuration takes an argument in `.ts` for a test file to run alone.
  const reporter = join(projectRoot, 'src', 'build', 'testReporter');
  const child = spawn(process.execPath, [mocha, '--reporter', reporter], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, [resultVariable]: resultFile },
  });
  const [code] = (await once(child, 'close')) as [number | null]; // the signature of 'close'
  return readResult(resultFile, 'The unit tests', code === 0, true);
}

interface SuiteSelection {
  host: TestHost | undefined;
  suite: string | undefined;
  grep: string | undefined;
  /** Runs of a suite after its first one failed. */
  retries: number;
}

async function runSuites(scratch: string, selection: SuiteSelection): Promise<TestResult[]> {
  const { suite: wanted } = selection;
  const chosen = suites.filter((suite) => wanted === undefined || suite.name.includes(wanted));
  if (chosen.length === 0)
    throw new Error(`No suite is called ${wanted}: ${suites.map(({ name }) => name).join(', ')}`);
  await bundle({ test: true });
  // What is tested is what is shipped: the suites load the extension from its package.
  const extension = await unpackExtension(await packageExtension({ quiet: true }), join(scratch, 'extension'));
  const editor = await findTestEditor(oldestSupported(), selection.host);
  const results: TestResult[] = [];
  const unsteady: string[] = [];
  for (const [index, suite] of chosen.entries()) {
    let last = await attempt(0);
    for (let again = 1; again <= selection.retries && last.some(({ failed }) => failed > 0); again++) {
      console.error(`\nSuite "${suite.name}" failed, and runs again in a window and a workspace of its own.`);
      last = await attempt(again);
      if (last.every(({ failed }) => failed === 0)) unsteady.push(suite.name);
    }
    results.push(...last);

    async function attempt(count: number): Promise<TestResult[]> {
      const directory = join(scratch, `suite-${index}-${count}`);
      return runSuiteAndRestart(suite, editor, { extension, directory, grep: selection.grep });
    }
  }
  for (const name of unsteady) console.error(`\nSuite "${name}" passed only when it ran again: see what failed above.`);
  return results;
}

/** A suite in an empty place of its own, and what it has to say after a restart of the editor. */
async function runSuiteAndRestart(
  suite: Suite,
  editor: TestEditor,
  place: Omit<SuitePlace, 'workspace'>,
): Promise<TestResult[]> {
  await mkdir(join(place.directory, 'workspace'), { recursive: true });
  const workspace = await suite.prepare(join(place.directory, 'workspace'), projectRoot);
  const results = [await runSuite(suite, editor, { ...place, workspace })];
  if (suite.afterRestart !== undefined) {
    const restarted = { ...suite, files: suite.afterRestart, name: `${suite.name}, after a restart` };
    results.push(await runSuite(restarted, editor, { ...place, workspace }));
  }
  return results;
}

interface SuitePlace {
  extension: string;
  /** Of settings and state; shared only by the runs of one suite. */
  directory: string;
  workspace: string;
  grep: string | undefined;
}

/** One run of a suite in a window of its own. */
async function runSuite(suite: Suite, editor: TestEditor, place: SuitePlace): Promise<TestResult> {
  const { extension, directory, workspace, grep } = place;
  console.log(`\nSuite "${suite.name}" in ${editor.description}`);
  const sources = await glob(suite.files, { cwd: join(projectRoot, 'test', 'vscode') });
  const files = sources.toSorted().map((file) => join(projectRoot, 'dist-test', file.replace(/\.ts$/, '.cjs')));
  const userData = join(directory, 'user');
  const resultFile = join(directory, 'result.json');
  const requests = join(directory, 'page');
  // A second run starts to count again, and must not find what the first one said.
  for (const left of [resultFile, requests]) await rm(left, { recursive: true, force: true });
  // The question of trust would wait for an answer that nobody gives.
  const trust = { 'security.workspace.trust.startupPrompt': 'never' };
  await writeSettings(userData, { ...quietSettings, ...trust, ...suite.settings });
  const options = ['--user-data-dir', userData, '--extensions-dir', join(directory, 'extensions')];
  const forShell = process.platform === 'win32' ? quoteForCmd : (argument: string) => argument;
  try {
    await runTests({
      vscodeExecutablePath: editor.executable,
      extensionDevelopmentPath: forShell(extension),
      extensionTestsPath: forShell(join(projectRoot, 'dist-test', 'index.cjs')),
      launchArgs: [workspace, '--disable-extensions', ...options].map(forShell),
      extensionTestsEnv: {
        ...editor.environment,
        [filesVariable]: JSON.stringify(files),
        [resultVariable]: resultFile,
        [restrictedVariable]: suite.trusted ? '0' : '1',
        ...(editor.isDriven ? { [pageVariable]: requests } : {}),
        // Inside VS Code mocha cannot see that a terminal is at the other end.
        ...(process.stdout.isTTY ? { MOCHA_COLORS: '1' } : {}),
        ...(grep === undefined ? {} : { [grepVariable]: grep }),
      },
    });
  } catch (error) {
    // A failed test; what else can go wrong shows in the missing or clean result.
    if (!(error instanceof TestRunFailedError)) throw error;
    return readResult(resultFile, `Suite "${suite.name}"`, false, grep === undefined);
  }
  return readResult(resultFile, `Suite "${suite.name}"`, true, grep === undefined);
}

/** A run that says it failed, says nothing or was to run something and ran nothing never counts as clean. */
async function readResult(file: string, name: string, succeeded: boolean, runsSomething: boolean): Promise<TestResult> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    console.error(`${name} ended without a result.`);
    return { passed: 0, failed: 1 };
  }
  const { passed, failed } = JSON.parse(text) as TestResult; // written by our reporter
  const empty = runsSomething && passed + failed === 0;
  if (empty) console.error(`${name} ran no test.`);
  return { passed, failed: succeeded && !empty ? failed : Math.max(1, failed) };
}
