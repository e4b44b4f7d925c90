/**
 * A Chromium without a window, for tests and pictures of the browser-hosted VS Code: an installed one, or on Linux
 * x64 the one of the npm package `@sparticuz/chromium`, which brings its libraries and is given fonts.
 */
import { chromium, type Browser } from 'playwright-core';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureParts, npmInstall, type CachedPart } from './hostCache.ts';

const run = promisify(execFile);

/** The last version that runs on Node 20. */
const chromiumVersion = '147.0.0';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser; downloads one first where none is installed. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  // This project ends its browsers itself: playwright's own handlers would exit before the server is stopped.
  const options = { headless: true, args: flags, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const installed = await installedBrowser();
  if (installed !== undefined) return chromium.launch({ ...options, executablePath: installed });
  for (const channel of ['chrome', 'msedge']) {
    const browser = await chromium.launch({ ...options, channel }).catch(() => undefined);
    if (browser !== undefined) return browser;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No browser to run VS Code in: install Chrome, Chromium or Edge, or VS Code itself.');
  }
  const [directory = ''] = await ensureParts([chromiumPart]);
  const binary = join(directory, 'chromium');
  return chromium.launch({ ...options, executablePath: binary, env: await environmentFor(directory, binary) });
}

async function installedBrowser(): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  const directories = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/bin');
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']) {
    const path = directories.map((directory) => join(directory, name)).find((candidate) => existsSync(candidate));
    // A stub that only says "install the snap" exists on some systems: it has to answer.
    if (path !== undefined && (await answers(path))) return path;
  }
  return undefined;
}

async function answers(path: string): Promise<boolean> {
  return run(path, ['--version'], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

const chromiumPart: CachedPart = {
  name: `chromium-${chromiumVersion}`,
  label: 'Chromium without a window (about 270 MB)',
  async fill(directory) {
    const packages = join(directory, 'packages');
    await mkdir(packages);
    await npmInstall(packages, [`@sparticuz/chromium@${chromiumVersion}`, 'dejavu-fonts-ttf@2.37.3']);
    // The package unpacks into the temporary folder, and its libraries only where it believes to be on AWS Lambda.
    const unpack = `import('@sparticuz/chromium').then((module) => module.default.executablePath())`;
    await run(process.execPath, ['-e', unpack], {
      cwd: packages,
      env: { ...process.env, TMPDIR: directory, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    });
    const dejavu = join(packages, 'node_modules', 'dejavu-fonts-ttf', 'ttf');
    await mkdir(join(directory, 'dejavu'));
    for (const file of await readdir(dejavu)) {
      if (file.endsWith('.ttf')) await cp(join(dejavu, file), join(directory, 'dejavu', file));
    }
    await rm(packages, { recursive: true });
  },
};

/** Fonts for a system that has none, and the browser's libraries where the system lacks them. */
async function environmentFor(directory: string, binary: string): Promise<Record<string, string>> {
  const fontConfiguration = join(directory, 'fonts.conf');
  const folders = ['/usr/share/fonts', join(directory, 'dejavu'), join(directory, 'fonts')];
  await writeFile(
    fontConfiguration,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `  <dir>${folder}</dir>`).join('\n')}
  <cachedir>${join(directory, 'font-cache')}</cachedir>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
</fontconfig>
`,
  );
  const environment: Record<string, string> = { FONTCONFIG_FILE: fontConfiguration };
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && name !== 'FONTCONFIG_FILE') environment[name] = value;
  }
  const { stdout } = await run('ldd', [binary]).catch(() => ({ stdout: 'not found' }));
  if (stdout.includes('not found')) {
    const libraries = join(directory, 'al2023', 'lib');
    environment['LD_LIBRARY_PATH'] = [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  }
  return environment;
}
