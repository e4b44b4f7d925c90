/** The JVM: jars and classes that `java` is told, start scripts of Gradle, servlet containers, images that builds make. */
import type { Variable, Word } from '../../model/production.ts';
import {
  archiveLaunchers,
  archiveScripts,
  archiveVariables,
  javaValueFlags,
  nativePrograms,
  servletContainers,
} from '../../knowledge/jvmPrograms.ts';
import { isFromElsewhere, madeBy } from './builds/made.ts';
import { besideGiven, flagsOfRun, hasDockerfile, imageOfModule } from './jvm/builders.ts';
import { programOfArchive, programOfImage } from './jvm/archives.ts';
import { classFile, mainOfModule, programOfModule } from './jvm/mains.ts';
import type { ModuleProgram } from './jvm/mains.ts';
import { archiveName, archiveNames, buildText, moduleAround, moduleFolders, scriptClass } from './jvm/modules.ts';
import { basename, dirname, join, joinAbsolute } from '../paths.ts';
import { directoriesOf, nothingResolved } from './question.ts';
import type { EntryQuestion, ResolvedEntry } from './question.ts';
import type { EntryResolver } from './resolver.ts';

const jvm: ResolvedEntry = { ...nothingResolved, ecosystem: 'jvm', language: 'java' };

const entry = (file: string): ResolvedEntry => ({
  ...jvm,
  entryPoint: { file, symbol: null, asMain: true },
  unresolved: null,
});

const orWhy = (file: string | null, unresolved: string): ResolvedEntry =>
  file === null ? { ...jvm, unresolved } : entry(file);

/** A program whose main class is made by its build or by a server has no entry point in the repository, but a module. */
function programOr(program: ModuleProgram | null, unresolved: string): ResolvedEntry {
  if (program === null) return { ...jvm, unresolved };
  const { file, module } = program;
  if (file !== null) return entry(file);
  return { ...jvm, module, unresolved: `the main class of ${module} is made by its build` };
}

export const jvmResolver: EntryResolver = {
  ecosystem: 'jvm',
  async resolve(name, words, question) {
    if (/^javaw?$/.test(name)) return javaProgram(words, question);
    if (name.endsWith('.jar'))
      return programOr(await programOfArchive(name, question), `the module of ${name} was not found`);
    if (servletContainers.test(name))
      return programOr(await programOfImage(question), 'no web archive of the repository was found');
    if (archiveScripts.test(question.argv[0]?.value ?? '')) return archiveOfScript(question);
    if (/^(?:gradlew?|mvnw?)$/.test(name)) return builtAndRun(name, words, question);
    const [program] = question.argv;
    if (program === undefined || program.dynamic || !program.value.includes('/')) return null;
    if (copiesNative(program, question)) {
      return programOr(await programOfArchive(program.value, question), `the module of ${name} was not found`);
    }
    if (!program.value.includes('/bin/')) return null;
    const made = await madeBy(program, question);
    const built = made.some(
      ({ path, steps }) =>
        /\/build\/install\/|\/target\/universal\//.test(path) ||
        steps.some(({ words: [first = ''] }) => /^(?:gradlew?|mvnw?|sbt)$/.test(basename(first))),
    );
    return built ? startScript(name, question) : null;
  },
  async declared(name, question) {
    const [program] = question.argv;
    if (program === undefined || question.isArgument || isFromElsewhere(program, question)) return null;
    return startScript(name, question);
  },
  async ofImage(question) {
    const name = basename(question.imageName ?? '').replace(/[:@].*$/, '');
    if (name === '') return null;
    for (const folder of moduleFolders(question.repository)) {
      const named =
        basename(folder) === name || (await archiveNames(folder, question.repository)).has(archiveName(name));
      const image = named ? await imageOfModule(folder, question.repository) : null;
      if (image === null) continue;
      const program = await programOfModule(folder, question.repository);
      if (program === null) continue;
      if (hasDockerfile(folder, question.repository)) return programOr(program, '');
      return { ...programOr(program, ''), variables: besideGiven(image.variables, question.variables), isBuilt: true };
    }
    return null;
  },
};

/** What scripts of public images start: the archive that they are told, else the one that the image has. */
async function archiveOfScript(question: EntryQuestion): Promise<ResolvedEntry> {
  const told = archiveVariables.map((name) => question.variables.get(name)?.value).find((value) => value != null);
  const program =
    (told === undefined || told === null ? null : await programOfArchive(told, question)) ??
    (await programOfImage(question));
  return programOr(program, 'the archive that is started was not found');
}

/** A copy of what a native build wrote is started. */
function copiesNative(program: Word, { image, directory }: EntryQuestion): boolean {
  const path = program.value.startsWith('/') ? program.value : joinAbsolute(directory ?? '/', program.value);
  return (image?.copies ?? []).some(
    ({ source, target, from }) => from === null && target.replace(/\/$/, '') === path && nativePrograms.test(source),
  );
}

async function javaProgram(words: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const { value } = word;
    // What a variable that is not set leaves behind.
    if (value.trim() === '') continue;
    if (value === '-jar') {
      // Options that a variable holds may stand behind it.
      const archive = words
        .slice(at + 1)
        .find((next) => next.value.trim() !== '' && !next.value.startsWith('-') && !isOptions(next));
      if (archive === undefined) return { ...jvm, unresolved: '`java -jar` is told no archive' };
      return programOr(await programOfArchive(archive.value, question), `the module of ${archive.value} was not found`);
    }
    if (value === '-m' || value === '--module') {
      const name = words[at + 1]?.value.split('/')[1];
      return mainClass(name ?? words[at + 1]?.value ?? '', question);
    }
    if (javaValueFlags.has(value)) at++;
    else if (value.startsWith('-') || value.startsWith('@') || isOptions(word)) continue;
    else if (word.dynamic && question.image !== null && buildFiles.test(question.image.file))
      return programOr(
        await programOfModule(dirname(question.image.file), question.repository),
        'the module has no main class',
      );
    else if (word.dynamic) return { ...jvm, unresolved: `the class comes from ${value}, which is not known here` };
    else return mainClass(value, question);
  }
  return { ...jvm, unresolved: 'the command names no class and no archive' };
}

/** Build files that make images themselves. */
const buildFiles = /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/;

/** `$JAVA_OPTS`. */
const isOptions = ({ value, dynamic }: Word): boolean =>
  dynamic && value !== '${mainClass}' && /^\$\{?\w+(?::?-[^}]*)?\}?$/.test(value);

async function mainClass(name: string, question: EntryQuestion): Promise<ResolvedEntry> {
  if (archiveLaunchers.test(name)) {
    return programOr(await programOfImage(question), 'the archive that is started was not found');
  }
  const home = question.image === null ? null : dirname(question.image.file);
  const near = home === null || home === '.' ? null : await classFile(name, home, question.repository);
  const file = near ?? (await classFile(name, null, question.repository));
  return orWhy(file, `the class ${name} is not in the repository`);
}

/** `bin/api` that Gradle or sbt wrote: the module whose application has that name. */
async function startScript(name: string, question: EntryQuestion): Promise<ResolvedEntry | null> {
  const { repository } = question;
  const found = new Map<string, string>();
  for (const folder of moduleFolders(repository)) {
    const text = await buildText(folder, repository);
    if (!/\bapplication\b|CreateStartScripts|JavaAppPackaging|appassembler|bootDistribution/.test(text)) continue;
    const own = await scriptClass(name, folder, repository);
    const file =
      own !== null
        ? await classFile(own, folder, repository)
        : (await archiveNames(folder, repository)).has(archiveName(name))
          ? await mainOfModule(folder, repository)
          : null;
    if (file !== null) found.set(file, folder);
  }
  const [only] = found;
  if (only === undefined || found.size > 1) return null;
  const [file, folder] = only;
  return withFlags(entry(file), await flagsOfRun(folder, 'script', repository), question);
}

/** The program with flags of its build beside those that it is given. */
function withFlags(program: ResolvedEntry, flags: readonly Variable[], { variables }: EntryQuestion): ResolvedEntry {
  return flags.length === 0 ? program : { ...program, variables: besideGiven(flags, variables) };
}

/** `./gradlew :api:bootRun`, `mvn -pl api spring-boot:run`. */
async function builtAndRun(name: string, words: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  const values = words.map(({ value }) => value);
  const task = values.find((value) =>
    /(?:^|:)(?:bootRun|run|runShadow|quarkusDev|spring-boot:run|exec:java)$/.test(value),
  );
  if (task === undefined) return { ...jvm, unresolved: `\`${name}\` starts no program here` };
  const chosen = values[values.findIndex((value) => /^(?:-pl|--projects|-p|--project-dir)$/.test(value)) + 1];
  const project = /^:?([\w:-]+):\w+$/.exec(task)?.[1];
  const inside =
    project !== undefined && !/^(?:spring-boot|exec)$/.test(project) ? project.replaceAll(':', '/') : (chosen ?? '.');
  for (const directory of directoriesOf(question.directory, question)) {
    const folder = join(
      directory,
      values.some((value) => /^(?:-pl|--projects|-p|--project-dir)$/.test(value)) || project !== undefined
        ? inside
        : '.',
    );
    const module = folder === null ? null : moduleAround(folder, question.repository);
    const file = module === null ? null : await mainOfModule(module, question.repository);
    if (file !== null && module !== null) {
      const flags = await flagsOfRun(module, task.endsWith('bootRun') ? 'bootRun' : 'run', question.repository);
      return withFlags({ ...entry(file), development: true }, flags, question);
    }
  }
  return { ...jvm, unresolved: `\`${task}\` has no main class that was found` };
}
