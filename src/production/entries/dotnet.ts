/** .NET: assemblies back to their projects, by name or by what a build published. */
import type { Word } from '../../model/production.ts';
import { isFromElsewhere, madeBy } from './builds/made.ts';
import { assemblyName, projectFiles, programOf } from './dotnet/projects.ts';
import { basename, dirname, extension, join, relativeTo } from '../paths.ts';
import { directoriesOf, nothingResolved, pathsOf } from './question.ts';
import type { EntryQuestion, ResolvedEntry } from './question.ts';
import type { EntryResolver } from './resolver.ts';

const dotnet: ResolvedEntry = { ...nothingResolved, ecosystem: 'dotnet', language: 'csharp' };

const orWhy = (file: string | null, unresolved: string): ResolvedEntry =>
  file === null
    ? { ...dotnet, unresolved }
    : { ...dotnet, entryPoint: { file, symbol: null, asMain: true }, unresolved: null };

export const dotnetResolver: EntryResolver = {
  ecosystem: 'dotnet',
  async resolve(name, words, question) {
    if (name === 'dotnet') return dotnetCommand(words, question);
    if (extension(name) === '.dll') return orWhy(await assembly(name, question), `no project makes ${name}`);
    const [program] = question.argv;
    if (program === undefined || program.dynamic) return null;
    const made = await madeBy(program, question);
    const published = made.some(({ steps }) =>
      steps.some(
        ({ words: [first = '', command] }) => basename(first) === 'dotnet' && /^(?:publish|build)$/.test(command ?? ''),
      ),
    );
    const file = published ? await assembly(name, question) : null;
    return file === null ? null : orWhy(file, '');
  },
  async declared(name, question) {
    const [program] = question.argv;
    if (program === undefined || question.isArgument || isFromElsewhere(program, question)) return null;
    // A name in lower case is what everything is called; assemblies have their project's.
    const file = /[A-Z.]/.test(name) ? await assembly(name, question) : null;
    return file === null ? null : orWhy(file, '');
  },
};

async function dotnetCommand(words: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  const values = words.map(({ value }) => value);
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const { value } = word;
    if (value === 'exec') continue;
    if (/^--(?:additionalprobingpath|depsfile|runtimeconfig|fx-version|roll-forward|additional-deps)$/.test(value))
      at++;
    else if (value === 'run' || value === 'watch') {
      const project = values.slice(at).find((_, index, all) => /^(?:--project|-p)$/.test(all[index - 1] ?? ''));
      const found = await projectAt(project ?? '.', question);
      return { ...orWhy(found, `no project was found for \`dotnet ${value}\``), development: value === 'watch' };
    } else if (value === 'test' || value === 'vstest')
      return { ...dotnet, unresolved: '`dotnet test` runs tests', development: true };
    else if (/\.(?:dll|exe)$/i.test(value)) return orWhy(await assembly(value, question), `no project makes ${value}`);
    else if (word.dynamic)
      return { ...dotnet, unresolved: `the assembly comes from ${value}, which is not known here` };
    else if (!value.startsWith('-'))
      return orWhy(await assembly(value, question), `\`dotnet ${value}\` starts no program here`);
  }
  return { ...dotnet, unresolved: 'the command names no assembly' };
}

async function projectAt(value: string, question: EntryQuestion): Promise<string | null> {
  const { repository } = question;
  const places = [
    ...pathsOf(value, question).map(({ path }) => path),
    ...directoriesOf(question.directory, question).flatMap((directory) => join(directory, value) ?? []),
  ];
  for (const path of places) {
    const project = repository.isFile(path)
      ? path
      : repository.filesIn(path).find((file) => /\.(?:cs|fs|vb)proj$/.test(file));
    const file = project === undefined ? null : await programOf(project, repository);
    if (file !== null) return file;
  }
  return null;
}

/** The program of the project whose assembly has that name: of several, the one that the image's folder holds. */
async function assembly(path: string, question: EntryQuestion): Promise<string | null> {
  const { repository, image } = question;
  const name = basename(path)
    .replace(/\.(?:dll|exe)$/i, '')
    .toLowerCase();
  const found: string[] = [];
  for (const project of projectFiles(repository)) {
    if ((await assemblyName(project, repository)).toLowerCase() === name) found.push(project);
  }
  const programs: string[] = [];
  for (const project of found) {
    const file = await programOf(project, repository);
    if (file !== null) programs.push(file);
  }
  const [only] = programs;
  if (programs.length <= 1) return only ?? null;
  const home = image === null ? '.' : dirname(image.file);
  const near = programs.filter((file) => relativeTo(home, file) !== null);
  return near.length === 1 ? (near[0] ?? null) : null;
}
