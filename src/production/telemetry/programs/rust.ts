/** Rust: a program is the crate of its binary and the crates of the repository that it depends on; only `main` runs by itself. */
import { crateFolders } from '../../entries/rust/crates.ts';
import { ancestors, dirname, extension, join, relativeTo } from '../../paths.ts';
import { mostProgramFiles } from './program.ts';
import type { ProgramReader } from './program.ts';

export const rustProgram: ProgramReader = {
  ecosystem: 'rust',
  byFolder: false,
  capitalsAreClasses: true,
  async files({ entry, repository }) {
    const home = ancestors(dirname(entry.file)).find((folder) => repository.isFile(join(folder, 'Cargo.toml') ?? ''));
    if (home === undefined) return { files: [entry.file], complete: false };
    const crates = await crateFolders(repository);
    const folders = [home];
    const files = new Set([entry.file]);
    for (let at = 0; at < folders.length && at < 300; at++) {
      const folder = folders[at] ?? home;
      const text = (await repository.read(join(folder, 'Cargo.toml') ?? 'Cargo.toml')) ?? '';
      for (const [name, target] of crates) {
        const written = new RegExp(
          `^\\s*(?:\\[(?:\\w+\\.)*dependencies\\.)?"?${name.replaceAll('_', '[-_]')}"?(?:\\.workspace)?\\s*(?:=|\\])|\\bpackage\\s*=\\s*"${name.replaceAll('_', '[-_]')}"`,
          'm',
        );
        if (!folders.includes(target) && written.test(text)) folders.push(target);
      }
      for (const path of repository.filesBelow(folder)) {
        if (extension(path) !== '.rs' || !isOfProgram(relativeTo(folder, path) ?? path, path, entry.file)) continue;
        if (files.size >= mostProgramFiles) return { files: [...files], complete: false };
        files.add(path);
      }
    }
    return { files: [...files], complete: true };
  },
  topLevel: () => 'runs',
  startsItself: (fact, module, { entry }) => module.path === entry.file && fact.name === 'main' && fact.parent === -1,
};

/** Other binaries, tests, examples and build scripts of a crate are no part of it. */
function isOfProgram(inside: string, path: string, entry: string): boolean {
  if (path === entry) return true;
  if (/(?:^|\/)(?:tests|benches|examples|target|fuzz)\/|(?:^|\/)build\.rs$/.test(inside)) return false;
  // Modules that are there under `cfg(test)`, or for the tests of other crates.
  if (
    /(?:^|\/)(?:testing|test[_-]?(?:utils?|support|helpers?|env)|mocks?)(?:\/|\.rs$)|(?:^|[/_])tests?\.rs$/.test(inside)
  )
    return false;
  if (/(?:^|\/)src\/main\.rs$/.test(inside)) return false;
  const binary = /^(.*(?:^|\/)src\/bin\/[^/]+)\//.exec(path)?.[1];
  return !/(?:^|\/)src\/bin\//.test(inside) || (binary !== undefined && entry.startsWith(`${binary}/`));
}
