/**
 * Where VS Code comes from: a desktop build on the PATH, a desktop build that `@vscode/test-electron` downloads, or
 * VS Code's server build in a browser, which needs the npm registry alone. This folder holds the scripts behind
 * `npm start`, `npm test`, `npm run package` and their like; they import from `src/` but nothing imports from here.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheRoot, ensureParts, projectRoot, quoteForCmd } from './hostCache.ts';
import { serverParts, startServer, type RunningServer, type ServerOptions } from './hostServer.ts';

export interface DesktopEditor {
  name: string;
  path: string;
}

/** A desktop VS Code or a sibling on the PATH, if a window can be opened here. */
export function findDesktopEditor(): DesktopEditor | undefined {
  const environment = process.env;
  if (process.platform === 'linux') {
    if (!environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']) return undefined;
    // Under WSL `code` is a script that opens the Windows editor, which cannot load an extension from here.
    if (environment['WSL_DISTRO_NAME']) return undefined;
  }
  // Inside a remote VS Code terminal `code` talks to the window it belongs to and takes no extension.
  if (environment['VSCODE_IPC_HOOK_CLI']) return undefined;
  const oldest = oldestSupported();
  const ending = process.platform === 'win32' ? '.cmd' : '';
  for (const name of ['code', 'codium', 'cursor']) {
    for (const directory of (environment['PATH'] ?? '').split(delimiter)) {
      const path = join(directory, name + ending);
      if (directory === '' || !existsSync(path)) continue;
      if (isRecent(name, path, oldest)) return { name, path };
      console.error(`${path} is older than VS Code ${oldest}, so it cannot load the extension.`);
    }
  }
  return undefined;
}

/** The oldest VS Code that the manifest admits, as `1.101.0`. */
export function oldestSupported(): string {
  // Our own manifest; vsce refuses one without the field.
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    engines: { vscode: string };
  };
  return manifest.engines.vscode.replace(/^\D+/, '');
}

/** Cursor counts its versions in its own way; of the others the number says whether they can load the extension. */
function isRecent(name: string, path: string, oldest: string): boolean {
  if (name === 'cursor') return true;
  const windows = process.platform === 'win32';
  const options = { encoding: 'utf8', shell: windows, timeout: 10_000 } as const;
  const { stdout } = spawnSync(windows ? quoteForCmd(path) : path, ['--version'], options);
  const version = /^\d+\.\d+\.\d+/.exec(stdout ?? '')?.[0];
  return version === undefined || version.localeCompare(oldest, 'en', { numeric: true }) >= 0;
}

/** Downloads the browser-hosted VS Code where it is not there yet, and starts it. */
export async function startHostedEditor(options: ServerOptions): Promise<RunningServer> {
  const [server = '', node = ''] = await ensureParts(serverParts());
  return startServer({ server, node }, options);
}

/** The path of a folder as the workbench writes it: with slashes, and one before a drive letter. */
export function serverPath(path: string): string {
  return process.platform === 'win32' ? `/${path.replaceAll('\\', '/')}` : path;
}

/** A file on the server's side, as a page names it. */
export function remoteUri(server: RunningServer, path: string): string {
  return `vscode-remote://${server.url.host}${encodeURI(serverPath(path)).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
}

/** Settings of a VS Code that was opened to look at this extension: nothing else asks for attention. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  // VS Code in a browser saves by itself; a file is to change when its author says so.
  'files.autoSave': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.commandCenter.enabled': false,
  'security.workspace.trust.banner': 'always',
};

/** State that is kept from one `npm start` to the next. */
export const startDirectory = join(cacheRoot, 'start');
