/**
 * The suites that run in VS Code. Each opens a workspace of its own in a fresh window; a new one is a row here and
 * a folder of tests.
 */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
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
