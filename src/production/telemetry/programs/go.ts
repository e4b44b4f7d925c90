/** Go: a program is its package and all that it imports of the repository; `main` and every `init` run by themselves. */
import { folderOfImport, goFiles, modulesOf } from '../../entries/go/packages.ts';
import { basename, dirname } from '../../paths.ts';
import { mostProgramFiles } from './program.ts';
import type { ProgramReader } from './program.ts';

export const goProgram: ProgramReader = {
  ecosystem: 'go',
  byFolder: true,
  capitalsAreClasses: false,
  async files({ entry, repository }) {
    const modules = await modulesOf(repository);
    const files: string[] = [];
    const folders = [dirname(entry.file)];
    const seen = new Set(folders);
    let complete = true;
    for (let at = 0; at < folders.length && files.length < mostProgramFiles; at++) {
      const folder = folders[at] ?? '';
      // Files of `package main` beside the entry point may be programs of their own, with a `main` each.
      for (const path of goFiles(folder, repository)) {
        const text = await repository.read(path);
        if (text === null || !isBuilt(basename(path), text)) continue;
        if (folder === folders[0] && path !== entry.file && /^func main\s*\(\s*\)/m.test(text)) continue;
        files.push(path);
        for (const imported of importsOf(text)) {
          const target = folderOfImport(imported, modules);
          if (target === null || seen.has(target)) continue;
          seen.add(target);
          folders.push(target);
          // A package of the module that is not here; what is generated starts no telemetry.
          if (!repository.isDirectory(target) && !generated.test(target)) complete = false;
        }
      }
    }
    return { files, complete: complete && files.length < mostProgramFiles };
  },
  topLevel: () => 'runs',
  startsItself: (fact, module, { entry }) =>
    fact.owner === null &&
    fact.parent === -1 &&
    (fact.name === 'init' || (fact.name === 'main' && module.path === entry.file)),
};

/** Folders into which code is generated, and which a repository may leave to its build. */
const generated =
  /(?:^|[/_-])(?:pb|proto\w*|gen|generated|mocks?|fakes?|ent|docs|swagger|sqlc|graph|clientset|informers|listers)(?:\/|$)|pb$|\/v\d+(?:(?:alpha|beta)\d+)?$/;

const systems = 'windows|darwin|freebsd|openbsd|netbsd|dragonfly|solaris|plan9|js|wasip1|aix|android|ios|illumos';
const forElsewhere = new RegExp(`_(?:${systems})(?:_\\w+)?\\.go$`);

/** Whether a build for Linux takes the file; what a tag of the project decides stays in, since nobody knows the tags. */
function isBuilt(name: string, text: string): boolean {
  if (forElsewhere.test(name)) return false;
  const tags = /^\/\/go:build\s+(.*)$/m.exec(text.slice(0, 5000))?.[1];
  if (tags === undefined) return true;
  return (
    !/^(?:ignore|tools|integration|e2e)\b/.test(tags) &&
    !new RegExp(`^!linux$|^(?:${systems})(?:\\s*&&.*)?$`).test(tags)
  );
}

function importsOf(text: string): readonly string[] {
  const found: string[] = [];
  // Imports come before all else.
  const end = /^(?:func|type|var|const)\b/m.exec(text)?.index ?? text.length;
  const head = text.slice(0, Math.max(end, 0));
  for (const match of head.matchAll(/^\s*(?:import\s+)?(?:[\w.]+\s+)?"([^"\n]+)"/gm)) found.push(match[1] ?? '');
  return found;
}
