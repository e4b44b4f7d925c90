/**
 * PHP: a program is what it requires and what Composer loads for it: files that are always loaded, and the classes of its
 * own folders, of which frameworks call providers, bundles and the kernel by themselves.
 */
import { readJson } from '../../json.ts';
import { ancestors, basename, dirname, extension, join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { mostProgramFiles } from './program.ts';
import type { ProgramReader } from './program.ts';

export const phpProgram: ProgramReader = {
  ecosystem: 'php',
  byFolder: false,
  capitalsAreClasses: true,
  async files({ entry, repository }) {
    const root = ancestors(dirname(entry.file)).find((folder) =>
      repository.isFile(join(folder, 'composer.json') ?? ''),
    );
    const files = new Set<string>();
    const queue = [entry.file];
    let complete = true;
    if (root !== undefined) queue.push(...(await composerFiles(root, repository)));
    for (let at = 0; at < queue.length; at++) {
      const path = queue[at] ?? '';
      if (files.has(path)) continue;
      if (files.size >= mostProgramFiles) return { files: [...files], complete: false };
      files.add(path);
      const text = await repository.read(path);
      if (text === null) continue;
      for (const match of text.matchAll(/\b(?:require|include)(?:_once)?\b\s*\(?\s*([^;\n]*)/g)) {
        const written = match[1] ?? '';
        const name = /["']([^"'$]+)["']/.exec(written)?.[1];
        // What Composer makes is of the packages.
        if (name === undefined || /(?:^|\/)vendor\//.test(name)) continue;
        const folder = /dirname\(\s*__DIR__\s*\)/.test(written) ? dirname(dirname(path)) : dirname(path);
        const target = join(folder, name.replace(/^\/+/, ''));
        if (target !== null && repository.isFile(target)) queue.push(target);
        else complete = false;
      }
    }
    return { files: [...files], complete };
  },
  topLevel: (path) =>
    /(?:^|\/)(?:config|bootstrap|routes|public|web|html|www)\//.test(path) || !/^[A-Z]/.test(basename(path))
      ? 'runs'
      : { named: basename(path).replace(/\.\w+$/, '') },
  startsItself(fact, module) {
    if (fact.owner === null) return false;
    if (fact.owner.endsWith('Provider') && /^(?:register|boot)$/.test(fact.name)) return true;
    if (
      /(?:Kernel|Bundle)$/.test(fact.owner) &&
      /^(?:boot|build|registerBundles|configure\w*|__construct)$/.test(fact.name)
    )
      return true;
    const owner = module.facts.classes.find(({ name }) => name === fact.owner);
    return owner?.bases.some((base) => /(?:EventSubscriberInterface|EventListener|Middleware\w*)$/.test(base)) === true;
  },
};

/** Files that Composer and the framework load, and the classes of the application's own folders. */
async function composerFiles(root: string, repository: Repository): Promise<readonly string[]> {
  const path = join(root, 'composer.json') ?? 'composer.json';
  const text = await repository.read(path);
  const json = text === null ? null : readJson(path, text);
  if (json === null) return [];
  const found: string[] = [];
  const always = json.value(['autoload', 'files']);
  for (const name of Array.isArray(always) ? always : []) {
    const file = typeof name === 'string' ? join(root, name) : null;
    if (file !== null && repository.isFile(file)) found.push(file);
  }
  const folders = new Set(['bootstrap', 'config', 'routes']);
  for (const kind of ['psr-4', 'psr-0']) {
    for (const key of json.keys(['autoload', kind])) {
      const value = json.value(['autoload', kind, key]);
      for (const folder of Array.isArray(value) ? value : [value]) if (typeof folder === 'string') folders.add(folder);
    }
  }
  for (const folder of folders) {
    const at = join(root, folder === '' ? '.' : folder);
    if (at === null || at === root) continue;
    found.push(
      ...repository
        .filesBelow(at)
        .filter((file) => extension(file) === '.php' && !/(?:^|\/)(?:tests?|vendor|cache)\//i.test(file)),
    );
  }
  return found;
}
