/**
 * Packages of Python that the repository holds beside the program: members of a workspace, libraries that are installed
 * from a folder. Where a name is that of one folder with a manifest only, an import of it means what stands there.
 */
import { basename, dirname, join } from './paths.ts';
import type { Repository } from './repository.ts';

const manifests = ['pyproject.toml', 'setup.py', 'setup.cfg'];
const aside = /(?:^|\/)(?:tests?|examples?|samples?|docs?|benchmarks?|fixtures?|templates?)(?:\/|$)/i;
const mostProjects = 300;

const known = new WeakMap<Repository, ReadonlyMap<string, readonly string[]>>();

/** Root-relative folders that the outermost package of a dotted name is in: of several nobody knows which is meant. */
export function foldersOfPackage(name: string, repository: Repository): readonly string[] {
  let folders = known.get(repository);
  if (folders === undefined) known.set(repository, (folders = packageFolders(repository)));
  return folders.get(name.split('.')[0] ?? '') ?? [];
}

function packageFolders(repository: Repository): ReadonlyMap<string, readonly string[]> {
  const projects = new Set(manifests.flatMap((name) => repository.filesNamed(name)).map(dirname));
  const found = new Map<string, string[]>();
  for (const project of [...projects].slice(0, mostProjects)) {
    if (project === '.' || aside.test(project)) continue;
    for (const folder of [project, join(project, 'src') ?? project]) {
      const packages = repository
        .filesNamed('__init__.py')
        .filter((path) => dirname(dirname(path)) === folder)
        .map((path) => basename(dirname(path)));
      for (const name of packages) {
        if (/^tests?$/.test(name)) continue;
        found.set(name, [...(found.get(name) ?? []), folder]);
      }
    }
  }
  return found;
}
