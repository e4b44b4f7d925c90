/** How the file that a command starts came to be: the stage that made it, under which name, and what was run there. */
import type { Word } from '../../../model/production.ts';
import type { Origin } from '../../containerPaths.ts';
import { move } from '../../packageScripts.ts';
import { basename, dirname, join, joinAbsolute } from '../../paths.ts';
import type { EntryQuestion } from '../question.ts';
import { makeSteps } from './makefiles.ts';
import { stepsOfImage } from './steps.ts';
import type { BuildStep } from './steps.ts';

/** A place that a program stood at before it was copied to where it is started. */
export interface Made {
  readonly origin: Origin;
  /** Absolute in the stage; may hold a glob. */
  readonly path: string;
  /** What that stage ran, with what makefiles and scripts of the repository run for it. */
  readonly steps: readonly BuildStep[];
}

const searchPath = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/go/bin', '/usr/local/cargo/bin', '/'];
const mostPlaces = 40;

/** Absolute paths that a command's first word can mean. */
function placesOf(word: Word, { directory, view, image, variables }: EntryQuestion): readonly string[] {
  if (word.value.includes('/')) {
    const seen = move(directory, word.value);
    return seen === null || !seen.startsWith('/') ? [] : [seen];
  }
  const path = (variables.get('PATH')?.value ?? '').split(':').filter((folder) => folder.startsWith('/'));
  const places = [...path, ...searchPath].map((folder) => joinAbsolute(folder, word.value));
  // Wherever a copy puts a file of that name.
  for (const { target } of image?.copies ?? []) if (basename(target) === word.value) places.push(target);
  if (directory !== null && directory.startsWith('/')) places.push(joinAbsolute(directory, word.value));
  return [...new Set(places)].filter((place) => view.origins(place).length > 1).concat(places.slice(0, 1));
}

/** Every place of the way back, the last stage first. Empty outside of images that the repository builds. */
export async function madeBy(word: Word, question: EntryQuestion): Promise<readonly Made[]> {
  const found: Made[] = [];
  const seen = new Set<string>();
  const places = placesOf(word, question);
  const queue = places.flatMap((place) => question.view.origins(place));
  for (let at = 0; at < queue.length && found.length < mostPlaces; at++) {
    const origin = queue[at];
    if (origin === undefined) break;
    const key = `${origin.image.range.start} ${origin.path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const steps = await stepsIn(origin, question);
    found.push({ origin, path: origin.path, steps });
    for (const path of renamedFrom(origin.path, steps)) queue.push(...origin.view.origins(path));
  }
  return found;
}

/** A file of elsewhere: copied out of an image that is not of the repository. */
export function isFromElsewhere(word: Word, question: EntryQuestion): boolean {
  return placesOf(word, question).some((place) => question.view.outside(place) !== null);
}

/** `cp target/release/app /usr/local/bin/app`: what a path was before. */
function renamedFrom(path: string, steps: readonly BuildStep[]): readonly string[] {
  const found: string[] = [];
  for (const { words, directory } of steps) {
    const [program = '', ...rest] = words;
    if (!/^(?:cp|mv|ln|install|strip|upx)$/.test(basename(program))) continue;
    const files = rest.filter((word) => !word.startsWith('-'));
    const target = files.at(-1);
    if (files.length < 2 || target === undefined) continue;
    const to = joinAbsolute(directory, target);
    for (const source of files.slice(0, -1)) {
      const from = joinAbsolute(directory, source);
      if (to === path || joinAbsolute(to, basename(source)) === path) found.push(from);
      else if (path.startsWith(`${to}/`) && !basename(from).includes('.'))
        found.push(joinAbsolute(from, path.slice(to.length + 1)));
    }
  }
  return found.filter((from) => from !== path);
}

async function stepsIn(origin: Origin, question: EntryQuestion): Promise<readonly BuildStep[]> {
  const found: BuildStep[] = [];
  for (const step of stepsOfImage(origin.image))
    found.push(step, ...(await makeSteps(step, origin.view, question.repository)));
  return found;
}

/** Folders of the repository that an absolute folder of a stage can be, those that hold what was copied into it as well. */
export function sourceFolders(origin: Origin, directory: string, { repository }: EntryQuestion): readonly string[] {
  const found: string[] = [];
  const add = (path: string | null): void => {
    if (path !== null && !found.includes(path) && repository.isDirectory(path)) found.push(path);
  };
  const { copies } = origin.image;
  const certain = origin.view.candidates(directory);
  for (const { path, certain: known } of certain) if (known) add(path);
  for (const copy of copies) {
    if (copy.from !== null) continue;
    const target = copy.target.endsWith('/') ? joinAbsolute('/', copy.target) : dirname(copy.target);
    if (target !== directory) continue;
    const file = copy.target.endsWith('/') ? joinAbsolute(target, basename(copy.source)) : copy.target;
    for (const { path } of origin.view.candidates(file)) if (repository.isFile(path)) add(dirname(path));
  }
  for (const { path } of certain) add(path);
  return found;
}

/** Same for a path below a folder that may be written with `..`. */
export function sourceFoldersOf(
  origin: Origin,
  directory: string,
  path: string,
  question: EntryQuestion,
): readonly string[] {
  const found = [...sourceFolders(origin, joinAbsolute(directory, path), question)];
  for (const folder of sourceFolders(origin, directory, question)) {
    const inside = path.startsWith('/') ? null : join(folder, path);
    if (inside !== null && question.repository.isDirectory(inside) && !found.includes(inside)) found.push(inside);
  }
  return found;
}
