/** Folders of a repository that hold a project of their own: something that is installed, checked and built. */
import { projectFiles } from './toolchain.ts';

const manifest =
  /(?:^|\/)(?:package\.json|pyproject\.toml|requirements\.txt|go\.mod|pom\.xml|build\.gradle(?:\.kts)?)$/;
/** Deeper ones are examples and parts of others. */
const deepest = 2;
const mostFolders = 8;

/** Root-relative, the root itself (`''`) first and always there. */
export function projectFolders(paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    return manifest.test(path) && folder !== '' && folder.split('/').length <= deepest ? [folder] : [];
  });
  const depth = (folder: string): number => folder.split('/').length;
  return ['', ...[...new Set(folders)].sort((one, other) => depth(one) - depth(other)).slice(0, mostFolders)];
}

export const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** Every file that says how a project is built; those that are not listed may be there (lock files). */
export function filesOfProjects(paths: readonly string[]): readonly string[] {
  return projectFolders(paths).flatMap((folder) => projectFiles.map((name) => inFolder(folder, name)));
}
