/** Patches applied to texts in memory, with the hashes git gives them. */
import { createHash } from 'node:crypto';
import type { FileContent } from '../../../src/model/source.ts';
import { parsePatch } from '../../../src/review/patch/parse.ts';
import { patchChanges, type PatchBase, type PatchChanges } from '../../../src/review/patch/patchChanges.ts';

export type Texts = Readonly<Record<string, string>>;

export function baseOf(texts: Texts, prefix = ''): PatchBase {
  const read = (path: string): Promise<FileContent> => {
    const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
    return Promise.resolve(text === undefined ? { unreadable: 'missing' } : { text });
  };
  const blobHashes = (text: string): string[] => {
    const bytes = Buffer.from(text);
    return [createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')];
  };
  return { read, blobHashes, prefix };
}

export async function applied(patch: string, texts: Texts, prefix = ''): Promise<PatchChanges> {
  return patchChanges(parsePatch(patch), baseOf(texts, prefix));
}

/** What becomes of the texts, and what is said. */
export async function outcome(patch: string, texts: Texts, prefix = ''): Promise<{ texts: Texts; faults: string[] }> {
  const { problem } = parsePatch(patch);
  if (problem !== null) return { texts, faults: [problem] };
  const { files, faults } = await applied(patch, texts, prefix);
  const result: Record<string, string> = { ...texts };
  for (const { kind, oldPath, note } of files) if (kind !== 'copied' && note === null) delete result[oldPath];
  for (const { path, after, note } of files) if (after !== null && note === null) result[path] = after;
  return { texts: result, faults: faults.map(({ message }) => message) };
}
