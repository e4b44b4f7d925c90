/** A patch as a change of the working tree, without touching it; git need not be there. */
import { createHash } from 'node:crypto';
import type { ChangeSet } from '../../model/change.ts';
import { commitEvidence } from '../../review/commitEvidence.ts';
import { parsePatch } from '../../review/patch/parse.ts';
import { patchChanges } from '../../review/patch/patchChanges.ts';
import { addedLines, origin } from '../provenance/lines.ts';
import { ChangeError } from './changeError.ts';
import { openGit } from './repository.ts';
import type { WorkingFiles } from './workingFiles.ts';

/** @throws ChangeError where there is nothing in it that can be read */
export async function patchSource(
  root: string,
  text: string,
  working: WorkingFiles,
  signal: AbortSignal | undefined,
): Promise<Omit<ChangeSet, 'source'>> {
  const patch = parsePatch(text);
  if (patch.problem !== null) throw new ChangeError(patch.problem);
  const repository = await openGit(root, signal).catch((cause: unknown) => {
    if (cause instanceof ChangeError) return null;
    throw cause;
  });
  const { files, faults, stages } = await patchChanges(patch, {
    async read(path) {
      signal?.throwIfAborted();
      const content = await working.read(path);
      return content.unreadable === 'link' ? { unreadable: 'unreadable' } : content;
    },
    blobHashes: (one) => [blobHash('sha1', one), blobHash('sha256', one)],
    prefix: repository?.prefix ?? '',
  });
  const overlay = new Map<string, string | null>();
  for (const { kind, oldPath, note } of files) if (kind !== 'copied' && note === null) overlay.set(oldPath, null);
  for (const { path, after, note } of files) if (note === null) overlay.set(path, after);
  const origins = new Map(
    files.flatMap((file) => {
      // Which of several commits wrote a line is not said.
      const [stage, ...others] = stages.get(file.path) ?? [];
      const head = stage === undefined || others.length > 0 ? undefined : patch.stages[stage];
      if (head === undefined || head.author === '') return [];
      const evidence = commitEvidence({ commit: null, ...head });
      return [[file.path, addedLines(file).map(({ first, last }) => origin(first, last, evidence))] as const];
    }),
  );
  return { title: 'a patch', base: null, files, overlay, origins, faults };
}

/** As git names a text. */
function blobHash(algorithm: 'sha1' | 'sha256', text: string): string {
  const bytes = Buffer.from(text);
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
