/** What the build of an image runs, with the text of the repository's own scripts among it: they install agents as lines do. */
import type { ImageDeclaration, Snippet } from '../../model/production.ts';
import type { FileView } from '../containerPaths.ts';
import { stepsOfImage } from '../entries/builds/steps.ts';
import { findFile } from '../entries/programFiles.ts';
import { basename, extension } from '../paths.ts';
import type { Repository } from '../repository.ts';

const mostScripts = 12;
const shells = /^(?:ba|da|a|z)?sh$/;

export async function buildRuns(
  image: ImageDeclaration | null,
  view: FileView,
  repository: Repository,
): Promise<readonly Snippet[]> {
  if (image === null) return [];
  const found: Snippet[] = [...image.runs];
  const seen = new Set<string>();
  for (const { words, directory } of stepsOfImage(image)) {
    const [program = '', ...rest] = words;
    const script = shells.test(basename(program)) ? rest.find((word) => !word.startsWith('-')) : program;
    if (script === undefined || extension(script) !== '.sh' || seen.size >= mostScripts) continue;
    const file = await findFile(script, directory, view, repository);
    if (file === null || seen.has(file.path)) continue;
    seen.add(file.path);
    found.push({ file: file.path, range: { start: 0, end: 0 }, text: file.text, exact: true });
  }
  return found;
}
