/** Grammar files from a folder on disk. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** @param folder holds the `.wasm` files; the bundles carry it beside themselves as `wasm` */
export function nodeGrammars(folder: string): (file: string) => Promise<Uint8Array> {
  return (file) => readFile(path.join(folder, path.basename(file)));
}
