/** Chooses the VS Code that the suites run in and gives `runTests()` one executable for it. */
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { consoleMarkVariable } from '../../test/vscode/suites.ts';
import { cacheRoot, projectRoot } from './hostCache.ts';

/** Environment variables for the scripts behind the executables. */
export const desktopVariable = 'PRODAWARE_DESKTOP_EDITOR';
export const restrictedVariable = 'PRODAWARE_RESTRICTED';

/** No line of a console starts with this by itself. */
export const consoleMark = 'in the suite: ';

export type TestHost = 'desktop' | 'hosted';

export interface TestEditor {
  description: string;
  executable: string;
  environment: Record<string, string>;
  /** Keys and clicks can be sent to its window: see `hostDriver.ts`. */
  isDriven: boolean;
}

/**
 * The desktop build of the oldest VS Code that the extension supports where it can be downloaded and run, else the
 * browser-hosted one, which is a recent VS Code. With `wanted` there is no choice.
 */
export async function findTestEditor(oldestVersion: string, wanted?: TestHost): Promise<TestEditor> {
  const desktop = wanted === 'hosted' ? undefined : await desktopEditor(oldestVersion, wanted === 'desktop');
  if (desktop !== undefined) {
    return {
      description: `desktop VS Code ${oldestVersion}`,
      executable: await writeExecutable('desktop-code', 'hostDesktopCode.ts'),
      environment: { [desktopVariable]: desktop },
      isDriven: false,
    };
  }
  return {
    description: 'VS Code in the browser',
    executable: await writeExecutable('hosted-code', 'hostedCode.ts'),
    environment: { [consoleMarkVariable]: consoleMark },
    isDriven: true,
  };
}

async function desktopEditor(version: string, required: boolean): Promise<string | undefined> {
  const refuse = (reason: string): undefined => {
    if (required) throw new Error(`No desktop VS Code: ${reason}.`);
    console.log(`No desktop VS Code (${reason}), so the suites run in the browser-hosted one.`);
  };
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !onPath('xvfb-run')) {
    return refuse('there is neither a display nor xvfb-run');
  }
  if (!(await downloadAnswers(version))) return refuse('its download cannot be reached');
  try {
    const path = await downloadAndUnzipVSCode({ version, cachePath: cacheRoot, timeout: 30_000 });
    const lacking = process.platform === 'linux' ? missingLibraries(path) : '';
    return lacking === '' ? path : refuse(`this system lacks ${lacking}`);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** Asks once and briefly, so that a machine without the internet does not wait for retries. */
async function downloadAnswers(version: string): Promise<boolean> {
  if (existsSync(join(cacheRoot, `vscode-${process.platform}-${process.arch}-${version}`))) return true;
  return fetch('https://update.code.visualstudio.com/api/releases/stable', { signal: AbortSignal.timeout(5000) }).then(
    (response) => response.ok,
    () => false,
  );
}

function onPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((directory) => existsSync(join(directory, name)));
}

/** A minimal system has no windowing libraries: better to know before than from a crash. */
function missingLibraries(executable: string): string {
  const output = execFileSync('ldd', [executable], { encoding: 'utf8' });
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '').join(', ');
}

/** `runTests()` takes the path of an executable and no arguments for it: a launcher for one of our scripts. */
async function writeExecutable(name: string, script: string): Promise<string> {
  const windows = process.platform === 'win32';
  const path = join(cacheRoot, windows ? `${name}.cmd` : name);
  const loader = import.meta.resolve('tsx');
  const command = [process.execPath, '--import', loader, join(projectRoot, 'src', 'build', script)];
  const text = windows
    ? `@echo off\r\n${command.map((part) => `"${part}"`).join(' ')} %*\r\n`
    : `#!/bin/sh\nexec ${command.map((part) => `'${part.replaceAll("'", `'\\''`)}'`).join(' ')} "$@"\n`;
  await mkdir(cacheRoot, { recursive: true });
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}
