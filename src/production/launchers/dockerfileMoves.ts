/**
 * Files that a `RUN` puts elsewhere after a `COPY` brought them: `RUN mv docker/start.sh /usr/local/bin/`. What the image
 * starts is then called by its new name.
 */
import type { ImageCopy, ImageRun } from '../../model/production.ts';
import { stepsOfScript } from '../entries/builds/steps.ts';
import { basename, extension, join, joinAbsolute, relativeTo } from '../paths.ts';

/** Folders of every image: a file that is moved to one keeps its name. */
const programFolders = /^\/(?:usr\/(?:local\/)?)?s?bin$/;

/** Copies that do the same as the moves of a line; of files only, as far as they come out of the build context. */
export function copiesByMoves(run: ImageRun, copies: readonly ImageCopy[]): readonly ImageCopy[] {
  if (!/\b(?:cp|mv)\b/.test(run.text)) return [];
  const found: ImageCopy[] = [];
  for (const { words, directory } of stepsOfScript(run.text, run.directory, new Map())) {
    const [program = '', ...rest] = words;
    if (!/^(?:cp|mv)$/.test(basename(program))) continue;
    const paths = rest.filter((word) => !word.startsWith('-'));
    const target = paths.pop();
    if (target === undefined || paths.length === 0 || [...paths, target].some((path) => /[$*?`[]/.test(path))) continue;
    const to = joinAbsolute(directory, target);
    const isFolder = target.endsWith('/') || paths.length > 1 || programFolders.test(to);
    for (const path of paths) {
      const source = copiedTo(joinAbsolute(directory, path), copies);
      if (source !== null) found.push({ source, target: isFolder && !to.endsWith('/') ? `${to}/` : to, from: null });
    }
  }
  return found;
}

/** The file of the build context that stands at a path of the image; null where no copy of it brings a file there. */
function copiedTo(path: string, copies: readonly ImageCopy[]): string | null {
  if (extension(path) === '') return null;
  for (const { source, target, from } of [...copies].reverse()) {
    if (from !== null || /[*?[]/.test(source)) continue;
    const below = relativeTo(joinAbsolute('/', target), path);
    if (below === null) continue;
    if (below === '.' || below === basename(source))
      return extension(source) === '' && source !== below ? null : source;
    if (extension(source) === '') return join(source, below);
  }
  return null;
}
