/** Go: `go run`, and programs back to the package that a build made them of. */
import type { Word } from '../../model/production.ts';
import { isFromElsewhere, madeBy, sourceFolders, sourceFoldersOf } from './builds/made.ts';
import type { Made } from './builds/made.ts';
import { recipesOf } from './builds/makefiles.ts';
import { mayBe } from './builds/steps.ts';
import { goBuilds, programName } from './go/builds.ts';
import type { GoBuild } from './go/builds.ts';
import { releasedPrograms } from './go/releases.ts';
import {
  folderOfImport,
  isAside,
  isMain,
  mainFile,
  moduleAround,
  modulesOf,
  nearest,
  programsNamed,
} from './go/packages.ts';
import { basename, dirname, extension, join, joinAbsolute } from '../paths.ts';
import { directoriesOf, nothingResolved, pathsOf } from './question.ts';
import type { EntryQuestion, ResolvedEntry } from './question.ts';
import type { EntryResolver } from './resolver.ts';

const go: ResolvedEntry = { ...nothingResolved, ecosystem: 'go', language: 'go' };

const entry = (file: string): ResolvedEntry => ({
  ...go,
  entryPoint: { file, symbol: null, asMain: true },
  unresolved: null,
});

export const goResolver: EntryResolver = {
  ecosystem: 'go',
  async resolve(name, words, question) {
    if (name === 'go') return runOf(words, question);
    const [program] = question.argv;
    if (program === undefined || program.dynamic || extension(name) === '.jar') return null;
    const made = await madeBy(program, question);
    for (const place of made) {
      const file = await builtFrom(place, question);
      if (file !== null) return entry(file);
    }
    // Built here, and nothing says from what: a program of that name.
    const inBuild = made
      .slice(1)
      .find(({ steps }) => goBuilds(steps).length > 0 || steps.some(({ words: [first] }) => isGoTool(first)));
    if (inBuild === undefined) return null;
    const named = (await soleProgram(basename(inBuild.path), question)) ?? (await rootProgram(inBuild, question));
    return named === null
      ? { ...go, unresolved: `no build of ${name} was found in ${basename(inBuild.origin.image.file)}` }
      : entry(named);
  },
  async declared(name, question) {
    const [program] = question.argv;
    if (program === undefined || question.isArgument || isFromElsewhere(program, question)) return null;
    const file = await soleProgram(name, question);
    return file === null ? null : entry(file);
  },
};

const isGoTool = (program: string | undefined): boolean =>
  program !== undefined && /^(?:xx-)?go(?:[\d.]+)?$|^(?:goreleaser|mage|ko|promu|gox|garble)$/.test(basename(program));

/** `go run ./cmd/api`, `go run main.go`. */
async function runOf(words: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  const [command, ...rest] = words;
  if (command?.value !== 'run') return { ...go, unresolved: `\`go ${command?.value ?? ''}\` runs no program` };
  const development = { development: false };
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at];
    if (word === undefined) break;
    if (word.value.startsWith('-')) {
      if (/^--?(?:tags|ldflags|gcflags|exec|mod|modfile|C|p)$/.test(word.value)) at++;
      continue;
    }
    const file = await programAt(word.value, question);
    if (file !== null) return { ...entry(file), ...development };
    return { ...go, unresolved: `${word.value} is no program of the repository` };
  }
  return { ...go, unresolved: '`go run` is told no package' };
}

async function programAt(value: string, question: EntryQuestion): Promise<string | null> {
  const { repository } = question;
  for (const { path } of pathsOf(value, question)) {
    if (repository.isFile(path)) return path.endsWith('.go') ? path : null;
    const file = repository.isDirectory(path) ? await mainFile(path, repository) : null;
    if (file !== null) return file;
  }
  const folder = folderOfImport(value, await modulesOf(repository));
  if (folder !== null) return mainFile(folder, repository);
  for (const directory of directoriesOf(question.directory, question)) {
    const inside = join(directory, value);
    const file = inside === null ? null : await mainFile(inside, repository);
    if (file !== null) return file;
  }
  return null;
}

/** The program's file, where the stage built it. */
async function builtFrom(made: Made, question: EntryQuestion): Promise<string | null> {
  const builds = goBuilds(made.steps);
  const fitting: { readonly build: GoBuild; readonly named: string }[] = [];
  for (const build of builds) {
    for (const named of build.packages) {
      if (build.output !== null && !build.intoFolder) {
        if (mayBe(build.output, made.path)) return packageFile(made, build, named, question);
        // `-o /out` where the build made that folder before.
        if (joinAbsolute(build.output, programName(named)) === made.path)
          return packageFile(made, build, named, question);
        continue;
      }
      fitting.push({ build, named });
    }
  }
  const wanted = basename(made.path);
  for (const { build, named } of fitting) {
    if (named.includes('...')) {
      const file = await belowPattern(made, build, named, wanted, question);
      if (file !== null) return file;
      continue;
    }
    const own = programName(named);
    if (own === wanted && own !== '.') return packageFile(made, build, named, question);
    if (/^\.{0,2}$/.test(own) || named.endsWith('.go')) {
      const names = await namesOfFolder(made, build, named, question);
      if (names.includes(wanted)) return packageFile(made, build, named, question);
    }
  }
  // Whatever it is called, the stage builds nothing else.
  const [only] = fitting;
  const alone = fitting.length === 1 && builds.length === 1 && only !== undefined && !only.named.includes('...');
  const below = alone && made.path.startsWith(`${only.build.directory}/`);
  return below ? packageFile(made, only.build, only.named, question) : null;
}

/** A tool built it, and where that ran the repository has one program. */
async function rootProgram({ origin, steps }: Made, question: EntryQuestion): Promise<string | null> {
  if (goBuilds(steps).length > 0) return null;
  for (const { words, directory } of steps) {
    if (!isGoTool(words[0])) continue;
    for (const folder of sourceFolders(origin, directory, question)) {
      const file = await mainFile(folder, question.repository);
      if (file !== null) return file;
    }
  }
  return null;
}

/** Names that `go build .` may give the program. */
async function namesOfFolder(
  { origin }: Made,
  { directory, initialised }: GoBuild,
  named: string,
  question: EntryQuestion,
): Promise<readonly string[]> {
  const at = named.endsWith('.go') ? dirname(joinAbsolute(directory, named)) : joinAbsolute(directory, named);
  const names = [basename(at), programName(initialised ?? '')];
  if (named.endsWith('.go')) names.push(programName(named));
  for (const folder of sourceFolders(origin, at, question).slice(0, 6)) {
    const module = await moduleAround(folder, question.repository);
    names.push(basename(folder));
    if (module?.directory === folder) names.push(programName(module.name));
  }
  return names;
}

async function packageFile(
  { origin }: Made,
  { directory }: GoBuild,
  named: string,
  question: EntryQuestion,
): Promise<string | null> {
  const { repository } = question;
  if (named.endsWith('.go')) {
    const files = origin.view.candidates(joinAbsolute(directory, named)).map(({ path }) => path);
    const there = files.filter((path) => repository.isFile(path));
    for (const path of there) if (await isMain(path, repository)) return path;
    if (there.length > 0) return there[0] ?? null;
    for (const folder of sourceFolders(origin, directory, question)) {
      const file = join(folder, named);
      if (file !== null && repository.isFile(file)) return file;
    }
    // `go build *.go`
    return /[*?]/.test(named) ? programIn(origin, directory, '.', question) : null;
  }
  return programIn(origin, directory, named, question);
}

async function programIn(
  origin: Made['origin'],
  directory: string,
  named: string,
  question: EntryQuestion,
): Promise<string | null> {
  const { repository } = question;
  const imported = /^[\w-]+(?:\.[\w-]+)+\//.test(named) ? folderOfImport(named, await modulesOf(repository)) : null;
  const folders = imported === null ? sourceFoldersOf(origin, directory, named, question) : [imported];
  for (const folder of folders) {
    const file = await mainFile(folder, repository);
    if (file !== null) return file;
  }
  return null;
}

/** `go install ./...`: the program of that name below. */
async function belowPattern(
  { origin }: Made,
  { directory }: GoBuild,
  named: string,
  wanted: string,
  question: EntryQuestion,
): Promise<string | null> {
  const { repository } = question;
  const start = named.replace(/\/?\.\.\..*$/, '') || '.';
  const folders = sourceFoldersOf(origin, directory, start, question);
  const programs = await programsNamed(wanted, repository);
  const inside = programs.filter((program) =>
    folders.some((folder) => folder === '.' || `${program}/`.startsWith(`${folder}/`)),
  );
  const [only] = inside;
  return inside.length === 1 && only !== undefined ? mainFile(only, repository) : null;
}

/** The only program that the repository has under a name: released, made by its makefile, or by the name of its folder. */
async function soleProgram(written: string, question: EntryQuestion): Promise<string | null> {
  const { repository, image } = question;
  // `api-linux-amd64` is `api` for one platform.
  const name = written.replace(/[-_.](?:linux|darwin|windows)(?:[-_.]\w+)?$|[-_.](?:amd64|arm64|x86_64)$/, '');
  const released = await releasedPrograms(name, repository);
  const folders = released.length > 0 ? released : await madeLocally(name, repository);
  const all = folders.length > 0 ? folders : await programsNamed(name, repository);
  const home = image === null ? '.' : dirname(image.file);
  const [first, second] = nearest([...new Set(all)], home);
  if (first === undefined) return null;
  const closer = second === undefined || nearest([second, first], home)[0] === first;
  const alone = second === undefined || (home !== '.' && closer && first.startsWith(home) && !second.startsWith(home));
  return alone ? mainFile(first, repository) : null;
}

/** Folders that recipes of makefiles build a program of that name from. */
async function madeLocally(name: string, repository: EntryQuestion['repository']): Promise<readonly string[]> {
  const found: string[] = [];
  const modules = await modulesOf(repository);
  for (const path of repository.filesNamed('Makefile').slice(0, 20)) {
    if (isAside(path)) continue;
    for (const build of goBuilds(await recipesOf(path, repository))) {
      if (build.output === null || !mayBe(basename(build.output), name)) continue;
      for (const named of build.packages) {
        const written = joinAbsolute(build.directory, named);
        const at = named.endsWith('.go') ? dirname(written) : written;
        const folder = folderOfImport(named, modules) ?? (at === '/' ? '.' : at.slice(1));
        if (repository.isDirectory(folder) && (await mainFile(folder, repository)) !== null) found.push(folder);
      }
    }
  }
  return found;
}
