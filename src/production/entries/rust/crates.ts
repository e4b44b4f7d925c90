/** Binary targets of all crates, by what `Cargo.toml` says and by where Cargo looks. */
import { dirname, join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { itemsOf, member, textAt } from '../../text/dataTree.ts';
import { readToml } from '../../text/toml.ts';

export interface Binary {
  /** As the file is called that a build makes. */
  readonly name: string;
  readonly crate: string;
  /** Root-relative folder of the crate. */
  readonly directory: string;
  readonly file: string;
  /** What `cargo run` starts. */
  readonly isDefault: boolean;
}

const mostCrates = 600;
const known = new WeakMap<Repository, Promise<readonly Binary[]>>();

export function binariesOf(repository: Repository): Promise<readonly Binary[]> {
  let found = known.get(repository);
  if (found === undefined) known.set(repository, (found = readBinaries(repository)));
  return found;
}

async function readBinaries(repository: Repository): Promise<readonly Binary[]> {
  const found: Binary[] = [];
  for (const path of repository.filesNamed('Cargo.toml').slice(0, mostCrates)) {
    if (!/(^|\/)(?:vendor|target|examples?|fuzz)\//.test(path)) found.push(...(await binariesAt(path, repository)));
  }
  return found;
}

async function binariesAt(path: string, repository: Repository): Promise<readonly Binary[]> {
  const text = await repository.read(path);
  if (text === null) return [];
  const [root = null] = readToml(path, text).documents;
  const crate = textAt(root, 'package', 'name');
  if (crate === null) return [];
  const directory = dirname(path);
  const preferred = textAt(root, 'package', 'default-run');
  const found = new Map<string, string>();
  const add = (name: string, file: string | null): void => {
    if (file !== null && repository.isFile(file) && !found.has(name)) found.set(name, file);
  };
  for (const target of itemsOf(member(root, 'bin'))) {
    const name = textAt(target, 'name');
    const written = textAt(target, 'path');
    if (name === null) continue;
    if (written !== null) add(name, join(directory, written));
    for (const guess of [`src/bin/${name}.rs`, `src/bin/${name}/main.rs`, 'src/main.rs'])
      add(name, join(directory, guess));
  }
  const main = join(directory, 'src/main.rs');
  if (main !== null && ![...found.values()].includes(main)) add(crate, main);
  const folder = join(directory, 'src/bin');
  for (const file of folder === null ? [] : repository.filesBelow(folder).slice(0, 200)) {
    const inside = folder === null ? '' : file.slice(folder.length + 1);
    const name = /^([^/]+)\.rs$/.exec(inside)?.[1] ?? /^([^/]+)\/main\.rs$/.exec(inside)?.[1];
    if (name !== undefined && ![...found.values()].includes(file)) add(name, file);
  }
  return [...found].map(([name, file]) => ({
    name,
    crate,
    directory,
    file,
    isDefault: preferred === null ? file === main || found.size === 1 : name === preferred,
  }));
}

/** Root-relative folder of a crate of the repository by its name, with `-` or `_`; the way other crates name it. */
export async function crateFolders(repository: Repository): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const path of repository.filesNamed('Cargo.toml').slice(0, mostCrates)) {
    const text = await repository.read(path);
    const name = text === null ? undefined : /^\[package\][^[]*?^\s*name\s*=\s*"([^"]+)"/ms.exec(text)?.[1];
    if (name !== undefined) found.set(name.replaceAll('-', '_'), dirname(path));
  }
  return found;
}
