import type { ModuleContext } from '../language.ts';

/** The file of `self::a`, `super::a` and `crate::a::b`; names behind the last module are no files. */
export function resolveRustModule(specifier: string, { from, exists }: ModuleContext): string | null {
  const parts = specifier.split('::');
  const [first] = parts;
  if (parts.some((part) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(part))) return null;
  const own = folderOf(from);
  let base: string | null;
  if (first === 'self') base = own;
  else if (first === 'super') base = own.slice(0, Math.max(own.lastIndexOf('/'), 0));
  else if (first === 'crate') base = crateFolder(from, exists);
  else return null;
  if (base === null) return null;
  // `crate::store::Order` may be a type of the module `store`.
  for (let length = parts.length; length > 1; length--) {
    const path = [base, ...parts.slice(1, length)].filter((part) => part !== '').join('/');
    const found = [`${path}.rs`, `${path}/mod.rs`].find((one) => exists(one) && one !== from);
    if (found !== undefined) return found;
  }
  return null;
}

/** Where the modules of a file are: beside `mod.rs`, `main.rs` and `lib.rs`, else in a folder of its name. */
function folderOf(path: string): string {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.rs$/, '');
  if (/^(?:mod|main|lib)$/.test(name) || /(?:^|\/)src\/bin$/.test(folder)) return folder;
  return folder === '' ? name : `${folder}/${name}`;
}

function crateFolder(from: string, exists: (path: string) => boolean): string | null {
  for (let folder = from; folder.includes('/');) {
    folder = folder.slice(0, folder.lastIndexOf('/'));
    if (exists(`${folder}/lib.rs`) || exists(`${folder}/main.rs`)) return folder;
  }
  return exists('lib.rs') || exists('main.rs') ? '' : null;
}
