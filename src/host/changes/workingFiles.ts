/** Files of the new side where that is what is on disk, or in the editor. */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { FileContent, FileSource } from '../../model/source.ts';
import { nodeFileSource } from '../nodeFiles.ts';

/** A text as the editor has it; null where it has none. */
export type TextPort = (path: string) => Promise<string | null>;

export type WorkingContent = FileContent | { readonly text?: undefined; readonly unreadable: 'link' };

export interface WorkingFiles {
  read(path: string): Promise<WorkingContent>;
  /** All of them, several at a time; by path. */
  readAll(paths: Iterable<string>): Promise<ReadonlyMap<string, WorkingContent>>;
}

const atOnce = 32;

/** @param root absolute */
export function workingFiles(root: string, text: TextPort | undefined, signal: AbortSignal | undefined): WorkingFiles {
  const disk: FileSource = nodeFileSource(root);

  async function read(file: string): Promise<WorkingContent> {
    const status = await lstat(path.join(root, file)).catch(() => null);
    // What a link points to is another file, or none of the repository.
    if (status?.isSymbolicLink() === true) return { unreadable: 'link' };
    if (status?.isDirectory() === true) return { unreadable: 'unreadable' };
    const open = text === undefined ? null : await text(file);
    return open === null ? disk.read(file) : { text: open };
  }

  async function readAll(paths: Iterable<string>): Promise<ReadonlyMap<string, WorkingContent>> {
    const contents = new Map<string, WorkingContent>();
    const left = [...new Set(paths)];
    const worker = async (): Promise<void> => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) {
        signal?.throwIfAborted();
        contents.set(next, await read(next));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return contents;
  }

  return { read, readAll };
}
