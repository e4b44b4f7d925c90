/**
 * `engine/` holds what `engine.ts` remembers between two questions. Imports whatever the core has.
 *
 * This file: the text of files. Unsaved text stands before what is on disk; what was read is kept until it is said to
 * have changed.
 */
import { fingerprintOf, type FileContent, type FileSource, type Unreadable } from '../model/source.ts';

export interface Texts {
  content(path: string): Promise<FileContent>;
  text(path: string): Promise<string | null>;
  /** As `fingerprintOf` of what `content` gives; the file is read only where that is not known without. */
  fingerprint(path: string, hash: (text: string) => string): Promise<string>;
  /** The same without reading it; null where it has to be read. */
  known(path: string): Promise<string | null>;
  isUnsaved(path: string): boolean;
  unsavedPaths(): readonly string[];
  /** Whether the text is another than before. */
  setUnsaved(path: string, text: string | null): boolean;
  /** Whether there is a file, readable or not, whatever is unsaved. */
  isOnDisk(path: string): Promise<boolean>;
  /** Text on disk, whatever is unsaved; null where it cannot be read. */
  onDisk(path: string): Promise<string | null>;
  /** Takes text that was read only to be looked at once out of memory. */
  forget(path: string): void;
  /** The same for all files below a directory. */
  forgetBelow(directory: string): void;
  forgetAll(): void;
}

export function createTexts(files: FileSource): Texts {
  const unsaved = new Map<string, string>();
  const contents = new Map<string, Promise<FileContent>>();

  function content(path: string): Promise<FileContent> {
    const text = unsaved.get(path);
    if (text !== undefined) return Promise.resolve({ text });
    let reading = contents.get(path);
    if (reading === undefined) {
      reading = files.read(path).catch((): FileContent => ({ unreadable: 'unreadable' }));
      contents.set(path, reading);
    }
    return reading;
  }

  async function known(path: string): Promise<string | null> {
    if (unsaved.has(path) || contents.has(path)) return null;
    return (await files.fingerprint?.(path).catch(() => null)) ?? null;
  }

  return {
    content,
    text: async (path) => (await content(path)).text ?? null,
    known,
    fingerprint: async (path, hash) => (await known(path)) ?? fingerprintOf(await content(path), hash),
    isUnsaved: (path) => unsaved.has(path),
    unsavedPaths: () => [...unsaved.keys()],
    setUnsaved(path, text) {
      const before = unsaved.get(path) ?? null;
      if (text === null) unsaved.delete(path);
      else unsaved.set(path, text);
      return before !== text;
    },
    async isOnDisk(path) {
      const { unreadable } = await files.read(path).catch((): FileContent => ({ unreadable: 'missing' }));
      return unreadable !== 'missing';
    },
    onDisk: async (path) => (await files.read(path).catch((): FileContent => ({ unreadable: 'missing' }))).text ?? null,
    forget: (path) => void contents.delete(path),
    forgetBelow(directory) {
      for (const path of contents.keys()) if (path.startsWith(`${directory}/`)) contents.delete(path);
    },
    forgetAll: () => contents.clear(),
  };
}

const explanations: Record<Unreadable, string> = {
  missing: 'is not there',
  'too-large': 'is too large to be read',
  binary: 'is binary',
  'not-utf8': 'is not UTF-8 text',
  'outside-root': 'leads out of the repository',
  unreadable: 'cannot be read',
};

/** Completes "the file …". */
export function explain(reason: Unreadable): string {
  return explanations[reason];
}
