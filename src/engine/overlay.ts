/** A repository with other texts for some of its files. */
import type { FileSource } from '../model/source.ts';

/** @param texts by path; null: the file is not there */
export function overlaid(files: FileSource, texts: ReadonlyMap<string, string | null>): FileSource {
  return {
    async list() {
      const paths = new Set(await files.list());
      for (const [path, text] of texts) {
        if (text === null) paths.delete(path);
        else paths.add(path);
      }
      return [...paths].sort();
    },
    read(path) {
      const text = texts.get(path);
      if (text === undefined) return files.read(path);
      return Promise.resolve(text === null ? { unreadable: 'missing' } : { text });
    },
    fingerprint: (path) =>
      texts.has(path) ? Promise.resolve(null) : (files.fingerprint?.(path) ?? Promise.resolve(null)),
  };
}
