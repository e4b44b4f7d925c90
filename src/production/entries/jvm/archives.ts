/** From a jar, as a command or a copy names it, to the module that it is the archive of. */
import { nativePrograms } from '../../../knowledge/jvmPrograms.ts';
import type { Origin } from '../../containerPaths.ts';
import { ancestors, basename, dirname, joinAbsolute, relativeTo } from '../../paths.ts';
import { sourceFolders } from '../builds/made.ts';
import { stepsOfImage } from '../builds/steps.ts';
import { pathsOf } from '../question.ts';
import type { EntryQuestion } from '../question.ts';
import { programOfModule } from './mains.ts';
import type { ModuleProgram } from './mains.ts';
import { archiveName, archiveNames, buildFileOf, moduleAround, moduleFolders, modulesBelow } from './modules.ts';

/** What is known of an archive: folders of modules that it may come from, likeliest first, and names that it may have. */
interface Traces {
  readonly folders: string[];
  readonly names: string[];
}

const output = /^(.*?)\/?(?:target|build\/(?:libs|install|distributions|quarkus-app|docker)|out\/artifacts)(?:\/.*)?$/;

/** The program in an archive. */
export async function programOfArchive(value: string, question: EntryQuestion): Promise<ModuleProgram | null> {
  const traces: Traces = { folders: [], names: [archiveName(value)] };
  for (const { path } of pathsOf(value, question)) traceRepository(path, traces, question);
  for (const place of placesOf(value, question)) {
    for (const origin of question.view.origins(place)) traceOrigin(origin, origin.path, traces, question);
  }
  return programOfTraces(traces, question);
}

/** Same for an image that has an archive somewhere, taken apart or for a server to find. */
export async function programOfImage(question: EntryQuestion): Promise<ModuleProgram | null> {
  const traces: Traces = { folders: [], names: [] };
  for (const place of question.image === null ? [] : [question.image.directory]) {
    for (const { image, view, path } of question.view.origins(place)) {
      traceStage({ image, view, path }, traces, question);
      for (const copy of image.copies) {
        const target = copy.target.endsWith('/') ? joinAbsolute(copy.target, basename(copy.source)) : copy.target;
        for (const origin of view.origins(target)) traceStage(origin, traces, question);
      }
    }
  }
  return programOfTraces(traces, question);
}

function placesOf(value: string, { directory }: EntryQuestion): readonly string[] {
  if (value.startsWith('/')) return [value];
  return directory !== null && directory.startsWith('/') ? [joinAbsolute(directory, value)] : [];
}

/** Archives that a stage takes apart or copies from the repository, and output of builds that it holds. */
function traceStage({ image, view, path }: Origin, traces: Traces, question: EntryQuestion): void {
  traceOutput({ image, view, path }, path, traces, question);
  for (const { words, directory } of stepsOfImage(image)) {
    const archive = words.find((word) => /\.[jw]ar$/.test(word));
    if (archive === undefined || !words.some((word) => /^(?:-Djarmode=\w+|extract|unzip|-?x\w*f)$/.test(word)))
      continue;
    for (const origin of view.origins(joinAbsolute(directory, archive))) {
      traceOrigin(origin, origin.path, traces, question);
    }
  }
  for (const copy of image.copies) {
    if (/\.[jw]ar$/.test(copy.source)) traceOrigin({ image, view, path: copy.target }, copy.target, traces, question);
    else if (copy.from === null && output.test(`/${copy.source}`)) {
      for (const candidate of view.candidates(copy.target)) traceRepository(candidate.path, traces, question);
    }
  }
}

function traceOrigin(origin: Origin, path: string, traces: Traces, question: EntryQuestion): void {
  addName(path, traces);
  traceOutput(origin, path, traces, question);
  for (const copy of origin.image.copies) {
    if (copy.from !== null || !(/\.[jw]ar$/.test(copy.source) || nativePrograms.test(copy.source))) continue;
    const target = copy.target.endsWith('/') ? joinAbsolute(copy.target, basename(copy.source)) : copy.target;
    const folder = copy.target.endsWith('/') && dirname(path) === joinAbsolute('/', copy.target);
    if (target !== path && !(folder && /[*$]/.test(copy.source))) continue;
    addName(copy.source, traces);
    const inside = output.exec(`/${copy.source}`)?.[1]?.slice(1);
    for (const candidate of origin.view.candidates(target)) {
      traceRepository(candidate.path, traces, question);
      if (inside === undefined) continue;
      // The glob of the copy is off, so the folder may be it already.
      for (const folder of ancestors(candidate.path)) {
        if (folder === inside || folder.endsWith(`/${inside}`)) addFolder(folder, traces, question);
      }
    }
  }
}

function traceOutput(origin: Origin, path: string, traces: Traces, question: EntryQuestion): void {
  const folder = output.exec(path)?.[1];
  if (folder === undefined) return;
  const absolute = folder === '' ? '/' : folder;
  for (const source of sourceFolders(origin, absolute, question)) addFolder(source, traces, question);
}

function traceRepository(path: string, traces: Traces, question: EntryQuestion): void {
  const match = output.exec(`/${path}`);
  if (match === null) return;
  const folder = (match[1] ?? '').slice(1);
  addFolder(folder === '' ? '.' : folder, traces, question);
}

function addFolder(folder: string, { folders }: Traces, { repository }: EntryQuestion): void {
  if (buildFileOf(folder, repository) !== null && !folders.includes(folder)) folders.push(folder);
}

function addName(path: string, { names }: Traces): void {
  const name = archiveName(path);
  if (name !== '' && !names.includes(name)) names.push(name);
}

/** Names that say what an archive is for rather than which it is. */
const plainName = /^(?:app|application|service|server|main|api|run|quarkus-run|boot|program|java|jar|target|)$/;

async function programOfTraces({ folders, names }: Traces, question: EntryQuestion): Promise<ModuleProgram | null> {
  const { repository, image } = question;
  const wanted = names.filter((name) => !plainName.test(name));
  for (const folder of folders) {
    const named = await modulesNamed(wanted, [folder, ...modulesBelow(folder, repository)], question);
    const own = named.length === 1 ? named[0] : modulesBelow(folder, repository).length === 0 ? folder : undefined;
    const program = own === undefined ? null : await programOfModule(own, repository);
    if (program !== null) return program;
  }
  for (const folder of folders) {
    const program =
      (await programOfModule(folder, repository)) ?? (await onlyProgram(modulesBelow(folder, repository), question));
    if (program !== null) return program;
  }
  const home = image === null ? null : dirname(image.file);
  const all = moduleFolders(repository);
  const near = home === null ? [] : all.filter((folder) => relativeTo(home, folder) !== null);
  for (const group of [near, all]) {
    const named = await modulesNamed(wanted, group, question);
    const found = await onlyProgram(named, question);
    if (found !== null) return found;
  }
  if (home === null) return null;
  // The archive is copied as whatever it is called: the Dockerfile stands in its module, or in the only one with a program.
  const around = moduleAround(home, repository);
  if (around === null) return onlyProgram(near, question);
  return (await programOfModule(around, repository)) ?? (await onlyProgram(modulesBelow(around, repository), question));
}

async function modulesNamed(
  names: readonly string[],
  modules: readonly string[],
  { repository }: EntryQuestion,
): Promise<readonly string[]> {
  for (const name of names) {
    const found: string[] = [];
    for (const module of modules) if ((await archiveNames(module, repository)).has(name)) found.push(module);
    if (found.length > 0) return found;
  }
  return [];
}

/** The only program among modules; of one that has no main class where no other has one. */
async function onlyProgram(modules: readonly string[], { repository }: EntryQuestion): Promise<ModuleProgram | null> {
  const found = new Map<string, ModuleProgram>();
  const withoutMain: ModuleProgram[] = [];
  for (const module of modules.slice(0, 60)) {
    const program = await programOfModule(module, repository);
    if (program === null) continue;
    if (program.file === null) withoutMain.push(program);
    else found.set(program.file, program);
    if (found.size > 1) return null;
  }
  const [only] = found.size > 0 ? found.values() : withoutMain.length === 1 ? withoutMain : [];
  return only ?? null;
}
