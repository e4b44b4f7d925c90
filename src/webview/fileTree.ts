/** Files as rows of a list or of a tree of folders. Knows nothing of the page. */
import type { ShownFile } from './filters.ts';

export type Row =
  | { readonly kind: 'folder'; readonly path: string; readonly name: string; readonly depth: number }
  | { readonly kind: 'file'; readonly shown: ShownFile; readonly name: string; readonly depth: number };

/** One row each, in the order of the review. */
export function listRows(files: readonly ShownFile[]): Row[] {
  return files.map((shown) => ({ kind: 'file', shown, name: nameOf(shown.file.path), depth: 0 }));
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: ShownFile[];
}

/** Folders before files, both by name; a folder that holds nothing but one folder shares its row. */
export function treeRows(files: readonly ShownFile[], closed: ReadonlySet<string>): Row[] {
  const root: Folder = { folders: new Map(), files: [] };
  for (const shown of files) {
    let folder = root;
    for (const name of shown.file.path.split('/').slice(0, -1)) {
      let next = folder.folders.get(name);
      if (!next) folder.folders.set(name, (next = { folders: new Map(), files: [] }));
      folder = next;
    }
    folder.files.push(shown);
  }
  const rows: Row[] = [];
  addRows(rows, root, '', 0, closed);
  return rows;
}

function addRows(rows: Row[], folder: Folder, prefix: string, depth: number, closed: ReadonlySet<string>): void {
  for (const [first, child] of [...folder.folders].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    let [name, inner] = [first, child];
    while (inner.files.length === 0 && inner.folders.size === 1) {
      for (const [only, below] of inner.folders) [name, inner] = [`${name}/${only}`, below];
    }
    const path = `${prefix}${name}/`;
    rows.push({ kind: 'folder', path, name, depth });
    if (!closed.has(path)) addRows(rows, inner, path, depth + 1, closed);
  }
  for (const shown of folder.files) rows.push({ kind: 'file', shown, name: nameOf(shown.file.path), depth });
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
