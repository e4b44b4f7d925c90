/**
 * The suites that run in VS Code. Each opens a workspace of its own in a fresh window; a new one is a row here and
 * a folder of tests.
 */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Environment variable with the compiled test files of the suite, as a JSON list. */
export const filesVariable = 'PRODAWARE_TEST_FILES';

/** Environment variable with the titles to run, as a regular expression; absent: all. */
export const grepVariable = 'PRODAWARE_TEST_GREP';

/** Environment variable with what marks the lines that the extension host wrote. */
export const consoleMarkVariable = 'PRODAWARE_CONSOLE_MARK';

export interface Suite {
  name: string;
  /** Glob of its test files, below `test/vscode/`. */
  files: string;
  /** Glob of tests that run in a second window, on the workspace as the first one left it. */
  afterRestart?: string;
  /** False: VS Code opens the workspace in restricted mode. */
  trusted: boolean;
  /** User settings of the window, beside those that keep it quiet. */
  settings?: Readonly<Record<string, unknown>>;
  /** Makes the workspace in an empty folder and answers with the folder or `.code-workspace` file to open. */
  prepare(directory: string, projectRoot: string): Promise<string>;
}

/** In a browser VS Code saves by itself; the suites tell what is saved from what is not. */
const savedByHand = { 'files.autoSave': 'off' };

export const suites: readonly Suite[] = [
  {
    name: 'the example repository',
    files: '*.test.ts',
    trusted: true,
    settings: savedByHand,
    prepare: (directory, projectRoot) => copyOfExample(join(directory, 'store front à la carte'), projectRoot),
  },
  {
    name: 'a workspace of several folders',
    files: 'folders/*.test.ts',
    trusted: true,
    settings: savedByHand,
    async prepare(directory, projectRoot) {
      await copyOfExample(join(directory, 'storefront'), projectRoot);
      await copyOfExample(join(directory, 'second'), projectRoot);
      const workspace = join(directory, 'both.code-workspace');
      await writeFile(workspace, JSON.stringify({ folders: [{ path: 'storefront' }, { path: 'second' }] }));
      return workspace;
    },
  },
  {
    name: 'a repository that is not trusted',
    files: 'untrusted/*.test.ts',
    trusted: false,
    settings: savedByHand,
    prepare: (directory, projectRoot) => copyOfExample(join(directory, 'storefront'), projectRoot),
  },
  {
    name: 'a repository in several languages',
    files: 'languages/*.test.ts',
    trusted: true,
    settings: savedByHand,
    async prepare(directory) {
      for (const [path, text] of Object.entries(severalLanguages)) {
        await mkdir(dirname(join(directory, path)), { recursive: true });
        await writeFile(join(directory, path), text);
      }
      return directory;
    },
  },
  {
    name: 'delivery pipelines',
    files: 'pipelines/*.test.ts',
    trusted: true,
    settings: { ...savedByHand, 'chat.disableAIFeatures': true },
    prepare: parcelsWithAFault,
  },
  {
    name: 'a review of a branch',
    files: 'review/*.test.ts',
    afterRestart: 'review/restart/*.test.ts',
    trusted: true,
    // Without a chat, what is sent to an assistant is on the clipboard, where a test can read it.
    settings: { ...savedByHand, 'chat.disableAIFeatures': true },
    prepare: (directory, projectRoot) => branchOfAnAssistant(join(directory, 'storefront'), projectRoot),
  },
];

/** One service in each language, started by a Procfile of its own. */
const severalLanguages: Readonly<Record<string, string>> = {
  'billing/Procfile': 'web: python app.py\n',
  'billing/app.py': 'print("nothing yet")\n',
  'checkout/Procfile': 'web: tsx server.ts\n',
  'checkout/package.json': '{ "name": "checkout", "type": "module" }\n',
  'checkout/server.ts': 'export {};\n',
  'shipping/Procfile': 'web: ./shipping\n',
  'shipping/go.mod': 'module example.com/shipping\n\ngo 1.22\n',
  'shipping/main.go': 'package main\n\nfunc main() {}\n',
  'stock/Procfile': 'web: java -jar target/stock.jar\n',
  'stock/src/main/java/shop/Stock.java': 'package shop;\n\npublic class Stock {}\n',
};

/** The pipelines of a small shop, with a scan that prints what it finds and is green. */
async function parcelsWithAFault(directory: string, projectRoot: string): Promise<string> {
  await cp(join(projectRoot, 'test', 'fixtures', 'delivery'), directory, { recursive: true });
  const verify = join(directory, '.github', 'workflows', 'verify.yml');
  const workflow = await readFile(verify, 'utf8');
  await writeFile(verify, workflow.replace("          exit-code: '1'\n", ''));
  const profile = join(directory, 'prodaware.yaml');
  const runtime = '  runtime: { platform: ecs, service: parcels-api, cluster: parcels-live, region: eu-central-1 }\n';
  await writeFile(profile, `${(await readFile(profile, 'utf8')).trimEnd()}\n${runtime}`);
  const manifest = join(directory, 'package.json');
  const tools = '"devDependencies": { "eslint": "9.39.1", "jest": "30.2.0", "typescript": "5.9.3" },\n  "scripts"';
  await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"scripts"', tools));
  await writeFile(join(directory, 'Dockerfile'), 'FROM node:22-slim AS production\nCMD ["node", "server.js"]\n');
  return directory;
}

/** What an assistant wrote on a branch of the example: replacements, and a new file. */
const assistantsEdits: readonly (readonly [path: string, before: string, after: string])[] = [
  ['services/checkout/src/payments.ts', "    log.info({ basket: basket.id, cents }, 'card charged');\n", ''],
  ['services/accounts/accounts/main.py', '    log.info("accounts stops")\n', '    print("accounts stops")\n'],
  [
    'services/catalog/my_app.py',
    '    found = products.find(sku)\n',
    '    try:\n        found = products.find(sku)\n    except Exception:\n        found = None\n',
  ],
  ['deploy/systemd/accounts.service', 'Restart=on-failure', 'Restart=always'],
];

/** The example on `main`, and a branch `retries` with a commit that says it comes from an assistant. */
async function branchOfAnAssistant(target: string, projectRoot: string): Promise<string> {
  await copyOfExample(target, projectRoot);
  const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: target, stdio: 'ignore' });
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.com');
  git('config', 'commit.gpgsign', 'false');
  git('branch', '-M', 'main');
  const profile = join(target, 'prodaware.yaml');
  const asked = 'checklist:\n  - { id: staging, text: Validated in staging under ProcMgr }\n';
  await writeFile(profile, `${await readFile(profile, 'utf8')}\n${asked}`);
  git('commit', '-q', '-a', '-m', 'What a person answers');
  git('checkout', '-q', '-b', 'retries');
  for (const [path, before, after] of assistantsEdits) {
    const text = await readFile(join(target, path), 'utf8');
    if (!text.includes(before)) throw new Error(`${path} does not hold ${before}`);
    await writeFile(join(target, path), text.replace(before, after));
  }
  await writeFile(join(target, 'services/catalog/catalog/limits.py'), 'LIMIT = 12\n');
  git('add', '.');
  git('commit', '-q', '-m', 'Retry lookups\n\nCo-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>');
  return target;
}

/** A copy of the example that is a git repository, at a path with a blank and a letter beyond ASCII. */
export async function copyOfExample(target: string, projectRoot: string): Promise<string> {
  const example = join(projectRoot, 'examples', 'storefront');
  await cp(example, target, { recursive: true });
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    [...identity, 'commit', '-q', '-m', 'The example'],
  ]) {
    execFileSync('git', args, { cwd: target, stdio: 'ignore' });
  }
  return target;
}
