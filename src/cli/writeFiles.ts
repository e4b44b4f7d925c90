/**
 * Puts mended files on disk. A file is replaced as a whole or not at all, keeps its mode and its byte-order mark, and
 * is only written when it still is what was reviewed. Links are not followed: what they lead to may be outside.
 */
import { chmodSync, lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isBelow } from '../host/nodeFiles.ts';

export interface Change {
  /** Root-relative. */
  readonly file: string;
  /** Text that was reviewed; null where there was no file. */
  readonly before: string | null;
  readonly after: string;
}

const byteOrderMark = '\ufeff';

/** @throws Error that says in a sentence why the file was left alone */
export function writeChange(root: string, { file, before, after }: Change): void {
  const target = path.resolve(root, file);
  const folder = path.dirname(target);
  if (!isBelow(root, target) || !isBelow(realpathSync(root), realpathSync(folder))) {
    throw new Error(`${file} is outside the repository`);
  }
  const present = lstatSync(target, { throwIfNoEntry: false });
  if (present !== undefined && !present.isFile()) throw new Error(`${file} is a link or no regular file`);
  const mark = present === undefined ? '' : checked(file, readFileSync(target), before);
  if (present === undefined && before !== null) throw new Error(`${file} is gone`);
  replace(target, mark + withLineEnds(after, before ?? ''), present?.mode);
}

/** The file's byte-order mark. @throws Error when the file is another than the one that was reviewed */
function checked(file: string, bytes: Buffer, before: string | null): string {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  if (text !== before && text.slice(mark.length) !== before) throw new Error(`${file} was changed meanwhile`);
  return text === before ? '' : mark;
}

/** Line ends as the rest of the file has them: a fix may have been made from text without any. */
function withLineEnds(after: string, before: string): string {
  const onlyWindows = before.includes('\r\n') && !/(^|[^\r])\n/.test(before);
  return onlyWindows ? after.replace(/\r?\n/g, '\r\n') : after;
}

/** A file beside it takes its name, so that no moment and no power cut shows half of it. */
function replace(target: string, text: string, mode: number | undefined): void {
  const temporary = path.join(path.dirname(target), `.${path.basename(target).slice(0, 100)}.prodaware-${process.pid}`);
  try {
    // `wx`: never through a link that somebody put there.
    writeFileSync(temporary, text, { flag: 'wx', flush: true, mode: mode ?? 0o666 });
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
