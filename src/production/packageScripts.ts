/**
 * `npm start`, `yarn x`, `pnpm run x`, `node --run x`, `deno task x`: from a package manager's words to the line in
 * package.json (of Deno: deno.json) that it runs.
 */
import type { Evidence } from '../model/finding.ts';
import type { Prefix, Word } from '../model/production.ts';
import type { FileView } from './containerPaths.ts';
import { jsonString, readJson } from './json.ts';
import type { JsonFile } from './json.ts';
import { basename, dirname, joinAbsolute, normalize } from './paths.ts';
import type { Repository } from './repository.ts';
import type { ShellSource } from './shellSource.ts';

export interface PackageScript {
  readonly prefix: Prefix;
  readonly source: ShellSource;
  /** Behind the script's line. */
  readonly args: readonly Word[];
  /** Of the package, as the process sees it. */
  readonly directory: string;
  readonly evidence: Evidence;
  /** Which script of which file, to find cycles. */
  readonly key: string;
}

interface Request {
  readonly script: string;
  readonly args: readonly Word[];
  readonly used: number;
  readonly directory: string | null;
  readonly workspace: string | null;
  /** Without such a script the words may be a program of node_modules. */
  readonly mayBeProgram: boolean;
  /** Best first; of several, the first that has the script. */
  readonly manifests: readonly Manifest[];
}

/** A file that declares scripts, and the member of it that holds them. */
interface Manifest {
  readonly file: string;
  readonly table: string;
}

const packageJson: readonly Manifest[] = [{ file: 'package.json', table: 'scripts' }];
// https://docs.deno.com/runtime/reference/cli/task/
const denoManifests: readonly Manifest[] = [
  { file: 'deno.json', table: 'tasks' },
  { file: 'deno.jsonc', table: 'tasks' },
  ...packageJson,
];

const valueFlags: ReadonlySet<string> = new Set([
  '--prefix',
  '-C',
  '--dir',
  '--cwd',
  '-w',
  '--workspace',
  '--filter',
  '-F',
  '--loglevel',
  '--reporter',
]);
/** Commands of the managers that are no scripts. */
const ownCommands =
  /^(install|i|ci|add|remove|exec|x|dlx|publish|pack|cache|config|build-only|workspaces|set|init|link|audit|version|why|info|view|create|import|prune|rebuild|fetch|deploy|store|env|setup|up|upgrade|update|outdated|list|ls|bin|root|help|pm)$/;

/** What a package manager is asked to run, or null where it is not one or runs no script. */
function parseRequest(words: readonly Word[]): Request | null {
  const tool = basename(words[0]?.value ?? '');
  // https://nodejs.org/api/corepack.html, https://nodejs.org/api/cli.html#--run
  if (tool === 'corepack') {
    const behind = parseRequest(words.slice(1));
    return behind === null ? null : { ...behind, used: behind.used + 1 };
  }
  const word = words[2];
  const plain = { directory: null, workspace: null, mayBeProgram: false };
  if (tool === 'node' && words[1]?.value === '--run' && word !== undefined && !word.dynamic) {
    const args = words.slice(words[3]?.value === '--' ? 4 : 3);
    return { ...plain, script: word.value, args, used: 3, manifests: packageJson };
  }
  if (tool === 'deno' && words[1]?.value === 'task') {
    const at = words.findIndex(({ value }, place) => place > 1 && !value.startsWith('-'));
    const task = words[at];
    const hasValue = words.slice(2, at).some(({ value }) => /^(?:-c|--config|--cwd)$/.test(value));
    if (task === undefined || task.dynamic || hasValue) return null;
    return { ...plain, script: task.value, args: words.slice(at + 1), used: at + 1, manifests: denoManifests };
  }
  if (!/^(npm|yarn|pnpm|bun)$/.test(tool)) return null;
  let directory: string | null = null;
  let workspace: string | null = null;
  let run = false;
  let script: Word | null = null;
  let used = 0;
  const args: Word[] = [];
  for (let at = 1; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const { value } = word;
    if (value === '--') {
      if (script !== null) args.push(...words.slice(at + 1));
      break;
    }
    // npm takes flags for itself wherever they stand; the others hand on all that is behind the script.
    if (value.startsWith('-') && (script === null || tool === 'npm')) {
      const [flag = '', inline] = value.split(/=(.*)/s);
      const taken = inline ?? (valueFlags.has(flag) ? words[++at]?.value : undefined);
      if (taken !== undefined && /^(--prefix|-C|--dir|--cwd)$/.test(flag)) directory = taken;
      if (taken !== undefined && /^(-w|--workspace|--filter|-F)$/.test(flag)) workspace = taken;
    } else if (script !== null) {
      args.push(word);
    } else if (tool === 'yarn' && value === 'workspace') {
      workspace = words[++at]?.value ?? null;
    } else if (!run && /^(run|run-script)$/.test(value)) {
      run = true;
    } else {
      script = word;
      used = at + 1;
    }
  }
  if (script === null || script.dynamic) return null;
  if (!run) {
    if (tool === 'npm' && !/^(start|stop|test|restart)$/.test(script.value)) return null;
    if (ownCommands.test(script.value)) return null;
  }
  const mayBeProgram = tool !== 'npm';
  return { script: script.value, args, used, directory, workspace, mayBeProgram, manifests: packageJson };
}

export type PackageScriptAnswer =
  | { readonly kind: 'script'; readonly script: PackageScript }
  | { readonly kind: 'program'; readonly words: readonly Word[] }
  | { readonly kind: 'unresolved'; readonly reason: string };

/** Null where the words are not a package manager's. */
export async function findPackageScript(
  words: readonly Word[],
  directory: string | null,
  view: FileView,
  repository: Repository,
): Promise<PackageScriptAnswer | null> {
  const request = parseRequest(words);
  if (request === null) return null;
  const start = request.directory === null ? directory : move(directory, request.directory);
  const found = await findPackage(start, request, view, repository);
  if (found === null) {
    return {
      kind: 'unresolved',
      reason: `package.json of \`${words.map((word) => word.value).join(' ')}\` is not in the repository`,
    };
  }
  const { file, table, viewDirectory } = found;
  const plain = [table, request.script];
  // A task of Deno with what it depends on is a table of its own.
  const keys = typeof file.value(plain) === 'object' ? [...plain, 'command'] : plain;
  const source = file.located(keys);
  const range = file.range(keys);
  repository.note({ path: file.path, text: file.text, facts: null });
  if (source === null || range === null) {
    const server = `${dirname(file.path)}/server.js`;
    if (request.script === 'start' && repository.isFile(normalize(server) ?? server)) {
      const [first] = words;
      if (first === undefined) return null;
      const made = (value: string): Word => ({ ...first, value, exact: false, style: 'words' });
      return { kind: 'program', words: [made('node'), made('server.js'), ...request.args] };
    }
    if (request.mayBeProgram) return { kind: 'program', words: words.slice(request.used - 1) };
    return { kind: 'unresolved', reason: `${file.path} has no script "${request.script}"` };
  }
  return {
    kind: 'script',
    script: {
      prefix: {
        words: words.slice(0, request.used),
        name: basename(words[0]?.value ?? 'npm'),
        kind: 'runner',
        clearsEnvironment: false,
      },
      source,
      args: request.args,
      directory: viewDirectory,
      evidence: { file: file.path, range, label: `script "${request.script}"` },
      key: `${file.path}#${request.script}`,
    },
  };
}

/** A directory seen from another, as a process sees both. */
export function move(directory: string | null, target: string): string | null {
  if (target.startsWith('/')) return joinAbsolute('/', target);
  if (directory === null) return null;
  return directory.startsWith('/') ? joinAbsolute(directory, target) : normalize(`${directory}/${target}`);
}

async function findPackage(
  directory: string | null,
  { workspace, manifests, script }: Request,
  view: FileView,
  repository: Repository,
): Promise<{ readonly file: JsonFile; readonly table: string; readonly viewDirectory: string } | null> {
  if (workspace !== null) {
    const path = await findWorkspace(workspace, repository);
    const text = path === null ? null : await repository.read(path);
    const file = path === null || text === null ? null : readJson(path, text);
    if (path !== null && file !== null) return { file, table: 'scripts', viewDirectory: dirname(path) };
  }
  let at = directory;
  for (let up = 0; at !== null && up < 8; up++) {
    for (const { file: name, table } of manifests) {
      for (const candidate of view.candidates(at === '/' ? `/${name}` : `${at}/${name}`)) {
        const text = await repository.read(candidate.path);
        const file = text === null ? null : readJson(candidate.path, text);
        if (file === null || (manifests.length > 1 && file.value([table, script]) === undefined)) continue;
        return { file, table, viewDirectory: at };
      }
    }
    if (at === '/' || at === '.') break;
    at = dirname(at);
  }
  return null;
}

async function findWorkspace(workspace: string, repository: Repository): Promise<string | null> {
  const wanted = workspace.replace(/^\.\//, '').replace(/\.\.\.$/, '');
  const manifests = repository.filesNamed('package.json').slice(0, 500);
  const byDirectory = manifests.find((path) => dirname(path) === wanted || dirname(path).endsWith(`/${wanted}`));
  for (const path of manifests) {
    const text = await repository.read(path);
    if (text === null || !text.includes(wanted)) continue;
    const file = readJson(path, text);
    if (file !== null && jsonString(file, 'name') === wanted) return path;
  }
  return byDirectory ?? null;
}
