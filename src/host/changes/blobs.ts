/** Contents out of git's object store, many at once: one process tells their sizes, one gives them. */
import type { FileContent } from '../../model/source.ts';
import { gitBytes, gitText } from '../git.ts';
import { decode } from '../nodeFiles.ts';
import type { GitRepository } from './repository.ts';

/** Files larger than this give no text, as in the working tree. Bytes. */
export const largestFile = 2 * 1024 * 1024;
/** One process gives so much at most. Bytes. */
const mostAtOnce = 96 * 1024 * 1024;

/**
 * @param names hashes, or `commit:path`; one with a line end in it is `missing`
 * @returns by name
 */
export async function readBlobs(
  { root, options }: GitRepository,
  names: Iterable<string>,
): Promise<ReadonlyMap<string, FileContent>> {
  const contents = new Map<string, FileContent>();
  const wanted = [...new Set(names)].filter((name) => {
    if (!name.includes('\n')) return true;
    contents.set(name, { unreadable: 'missing' });
    return false;
  });
  if (wanted.length === 0) return contents;
  const input = wanted.map((name) => `${name}\n`).join('');
  const checked = await gitText(root, ['cat-file', '--batch-check=%(objecttype) %(objectsize)'], { ...options, input });
  const batches: { name: string; size: number }[][] = [[]];
  let sum = 0;
  for (const [index, line] of checked.split('\n').entries()) {
    const name = wanted[index];
    if (name === undefined) break;
    const size = /^blob (\d+)$/.exec(line)?.[1];
    if (size === undefined) contents.set(name, { unreadable: 'missing' });
    else if (Number(size) > largestFile) contents.set(name, { unreadable: 'too-large' });
    else {
      if (sum + Number(size) > mostAtOnce) {
        batches.push([]);
        sum = 0;
      }
      sum += Number(size);
      batches.at(-1)?.push({ name, size: Number(size) });
    }
  }
  for (const batch of batches) {
    if (batch.length > 0) await readBatch(root, batch, options, contents);
  }
  return contents;
}

async function readBatch(
  root: string,
  batch: readonly { readonly name: string; readonly size: number }[],
  options: GitRepository['options'],
  contents: Map<string, FileContent>,
): Promise<void> {
  const input = batch.map(({ name }) => `${name}\n`).join('');
  const bytes = await gitBytes(root, ['cat-file', '--batch=%(objectsize)'], { ...options, input });
  let at = 0;
  for (const { name, size } of batch) {
    const start = bytes.indexOf(10, at) + 1;
    if (start === 0) return;
    contents.set(name, decode(bytes.subarray(start, start + size)));
    at = start + size + 1;
  }
}
