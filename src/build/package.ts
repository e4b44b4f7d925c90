/** `npm run package`: makes `prodaware-<version>.vsix`, with everything bundled and nothing a user does not need. */
import { createVSIX } from '@vscode/vsce';
import JSZip from 'jszip';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { bundle } from './bundle.ts';
import { projectRoot } from './hostCache.ts';
import { isMain } from './hostProcesses.ts';

/** Packages what `bundle` made and answers with the path of the VSIX. */
export async function packageExtension(options: { quiet?: boolean } = {}): Promise<string> {
  // The manifest is our own file; vsce itself reports what is wrong with it.
  const manifest = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const packagePath = join(projectRoot, `${manifest.name}-${manifest.version}.vsix`);
  const log = console.log;
  // The programming interface of vsce lists the files whether one wants it or not.
  if (options.quiet === true) console.log = () => undefined;
  try {
    await createVSIX({
      cwd: projectRoot,
      packagePath,
      dependencies: false,
      allowMissingRepository: true,
      // Pictures of the README are in the VSIX: they are shown without a network.
      rewriteRelativeLinks: false,
      // The page of `secret-in-code` shows a token that opens nothing.
      allowPackageSecrets: ['slack'],
    });
  } finally {
    console.log = log;
  }
  return packagePath;
}

/** Unpacks a VSIX as VS Code would when it installs it, and answers with the extension's folder. */
export async function unpackExtension(vsix: string, directory: string): Promise<string> {
  await rm(directory, { recursive: true, force: true });
  const archive = await JSZip.loadAsync(await readFile(vsix));
  for (const entry of Object.values(archive.files)) {
    if (entry.dir || !entry.name.startsWith('extension/')) continue;
    const target = normalize(join(directory, entry.name.slice('extension/'.length)));
    if (relative(directory, target).split(sep)[0] === '..') continue;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await entry.async('nodebuffer'));
  }
  return directory;
}

if (isMain(import.meta.url)) {
  await bundle();
  const file = await packageExtension();
  const { size } = await stat(file);
  console.log(`${relative(projectRoot, file)}  ${(size / 1e6).toFixed(2)} MB`);
}
