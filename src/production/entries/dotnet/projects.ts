/** Projects of .NET: what their assemblies are called, and which file has the program's entry point. */
import { globMatcher } from '../../../model/glob.ts';
import { basename, dirname, extension, join, relativeTo } from '../../paths.ts';
import type { Repository } from '../../repository.ts';

const projectEnding = /\.(?:cs|fs|vb)proj$/;
const mostProjects = 1000;
const mostFiles = 3000;

const projects = new WeakMap<Repository, readonly string[]>();

export function projectFiles(repository: Repository): readonly string[] {
  let found = projects.get(repository);
  if (found === undefined) {
    found = repository.paths.filter((path) => projectEnding.test(path)).slice(0, mostProjects);
    projects.set(repository, found);
  }
  return found;
}

export async function assemblyName(project: string, repository: Repository): Promise<string> {
  const text = await repository.read(project);
  const own = text === null ? undefined : /<AssemblyName>\s*([^<\s$]+)\s*<\/AssemblyName>/.exec(text)?.[1];
  return own ?? basename(project).replace(projectEnding, '');
}

/** Root-relative folders of projects that a project refers to, its own first, as far as they are here. */
export async function projectFolders(project: string, repository: Repository): Promise<readonly string[]> {
  const found: string[] = [];
  const queue = [project];
  const seen = new Set(queue);
  for (let at = 0; at < queue.length && at < 200; at++) {
    const path = queue[at] ?? '';
    const text = await repository.read(path);
    if (text === null) continue;
    found.push(dirname(path));
    for (const match of text.matchAll(/<ProjectReference\s[^>]*?\bInclude="([^"]+)"/g)) {
      const written = (match[1] ?? '').replaceAll('\\', '/');
      const target =
        projectFiles(repository).find((candidate) => candidate === join(dirname(path), written)) ??
        projectFiles(repository).find((candidate) => basename(candidate) === basename(written));
      if (target !== undefined && !seen.has(target)) {
        seen.add(target);
        queue.push(target);
      }
    }
  }
  return found;
}

/** Source files of a project: those below its folder that no project inside has. */
export function filesOfProject(folder: string, repository: Repository): readonly string[] {
  const nested = projectFiles(repository)
    .map(dirname)
    .filter((other) => other !== folder && relativeTo(folder, other) !== null);
  return repository
    .filesBelow(folder)
    .filter(
      (path) =>
        /\.(?:cs|fs|vb)$/.test(path) &&
        !/(?:^|\/)(?:obj|bin)\//.test(path) &&
        !nested.some((other) => relativeTo(other, path) !== null),
    );
}

/** Sources that a project has from elsewhere: `<Compile Include="..\Web\Apm.cs" Link="Apm.cs" />`, also with stars. */
export async function linkedSources(folder: string, repository: Repository): Promise<readonly string[]> {
  const found: string[] = [];
  for (const project of projectFiles(repository).filter((path) => dirname(path) === folder)) {
    const text = (await repository.read(project)) ?? '';
    for (const [, written = ''] of text.matchAll(/<Compile\s[^>]*?\bInclude="([^"]+)"/g)) {
      const path = join(folder, written.replaceAll('\\', '/'));
      if (path === null) continue;
      if (repository.isFile(path)) found.push(path);
      else if (path.includes('*')) {
        const above = path.slice(0, path.indexOf('*')).replace(/\/?[^/]*$/, '');
        const glob = globMatcher([path]);
        found.push(...repository.filesBelow(above === '' ? '.' : above).filter((file) => glob.matches(file)));
      }
    }
  }
  return found;
}

/** The file with the entry point: `Main`, or statements outside of any class; null for a library. */
export async function programOf(project: string, repository: Repository): Promise<string | null> {
  const folder = dirname(project);
  const files = filesOfProject(folder, repository);
  const own = files.filter((path) => dirname(path) === folder);
  const usual = files.filter((path) => /^Program\.(?:cs|fs|vb)$/i.test(basename(path)));
  const startup = (await repository.read(project))?.match(/<StartupObject>\s*([\w.]+)\s*</)?.[1];
  if (startup !== undefined) {
    const named = files.find((path) => basename(path).replace(/\.\w+$/, '') === startup.split('.').at(-1));
    if (named !== undefined) return named;
  }
  for (const path of [...usual.filter((file) => own.includes(file)), ...usual]) return path;
  const found: string[] = [];
  for (const path of [...own, ...files.filter((file) => !own.includes(file))].slice(0, mostFiles)) {
    const text = await repository.read(path);
    if (text !== null && startsProgram(text, extension(path))) found.push(path);
    if (found.length > 1) break;
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

function startsProgram(text: string, suffix: string): boolean {
  if (suffix === '.fs') return /^\s*\[<EntryPoint>\]/m.test(text);
  if (suffix === '.vb') return /\b(?:Shared )?Sub Main\s*\(/.test(text);
  if (/\bstatic\s+(?:async\s+)?(?:void|int|Task(?:<int>)?)\s+Main\s*\(/.test(text)) return true;
  return (
    /^(?:var|await|using var)?\s*\w*\s*=?\s*(?:WebApplication|Host|WebHost|DistributedApplication)\.Create\w*Builder\(/m.test(
      text,
    ) &&
    !/^\s*(?:public|internal)?\s*(?:static\s+|sealed\s+|abstract\s+)*(?:partial\s+)?class\s/m.test(
      text.split('.Create')[0] ?? '',
    )
  );
}
