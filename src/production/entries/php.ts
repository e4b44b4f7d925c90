/** PHP: scripts that the interpreter is told, and the front controller of the folder that a server serves. */
import type { Word } from '../../model/production.ts';
import { baseCommands } from '../../knowledge/baseImages.ts';
import { phpDocumentRoots, phpFrontControllers, phpServerCommands, phpServers } from '../../knowledge/webPrograms.ts';
import { withTag } from '../images.ts';
import { basename, dirname, extension, join } from '../paths.ts';
import { interpreted, interpreterOf } from './interpreter.ts';
import { documentRoots } from './php/documentRoots.ts';
import { findFile, shebangInterpreter } from './programFiles.ts';
import { directoriesOf, nothingResolved, pathsOf } from './question.ts';
import type { EntryQuestion, ResolvedEntry } from './question.ts';
import type { EntryResolver } from './resolver.ts';

const php: ResolvedEntry = { ...nothingResolved, ecosystem: 'php', language: 'php' };

const entry = (file: string, asMain: boolean): ResolvedEntry => ({
  ...php,
  entryPoint: { file, symbol: null, asMain },
  unresolved: null,
});

export const phpResolver: EntryResolver = {
  ecosystem: 'php',
  async resolve(name, words, question) {
    if (startsBase(question)) return server([], question);
    const row = interpreterOf(name, 'php');
    if (row !== undefined) {
      const served = words.findIndex(({ value }) => value === '-S');
      if (served >= 0) return developmentServer(words, question);
      return interpreted(row, words, { program: async (word, rest) => script(word, rest, question) });
    }
    if (phpServers.test(name)) {
      if (name === 'frankenphp' && words[0]?.value === 'php-cli' && words[1] !== undefined) {
        return script(words[1], words.slice(2), question);
      }
      return name === 'rr' ? roadRunner(words, question) : server(words, question);
    }
    const [first] = question.argv;
    if (first === undefined || first.dynamic) return null;
    if (extension(name) === '.php' || name === 'artisan') return script(first, words, question);
    if (!first.value.includes('/')) return null;
    const file = await findFile(first.value, question.directory, question.view, question.repository);
    return file !== null && shebangInterpreter(file.text)?.startsWith('php') === true
      ? script(first, words, question)
      : null;
  },
};

/** The words are those that the base image starts its own servers with. */
function startsBase({ argv, image }: EntryQuestion): boolean {
  const base = image?.base ?? null;
  const line = argv.map(({ value }) => value).join(' ');
  const row = base === null ? undefined : baseCommands.find(({ name }) => name.test(withTag(base)));
  return row?.starts?.test(line) === true && phpServers.test(row.command[0] ?? '');
}

async function script(word: Word, rest: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  const command = rest.find(({ value }) => !value.startsWith('-'))?.value ?? '';
  const found = pathsOf(word.value, question).find(({ path }) => question.repository.isFile(path));
  if (found === undefined) return { ...php, unresolved: `${word.value} is not in the repository` };
  // `artisan serve` only starts the server that answers with the front controller.
  if (phpServerCommands.test(command)) {
    const controller = await frontController([], question);
    if (controller !== null) return { ...entry(controller, false), development: command === 'serve' };
  }
  return entry(found.path, true);
}

/** `php -S 0.0.0.0:80 -t public router.php`. */
async function developmentServer(words: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  const roots: string[] = [];
  let router: Word | null = null;
  for (let at = 0; at < words.length; at++) {
    const value = words[at]?.value ?? '';
    if (value === '-t') roots.push(words[++at]?.value ?? '.');
    else if (/^-[Sdc]$/.test(value)) at++;
    else if (!value.startsWith('-')) router ??= words[at] ?? null;
  }
  const file =
    router === null ? null : pathsOf(router.value, question).find(({ path }) => question.repository.isFile(path));
  if (file !== null && file !== undefined) return entry(file.path, false);
  const found = await frontController(roots.length === 0 ? ['.'] : roots, question);
  return found === null ? { ...php, unresolved: 'the folder that is served has no index.php' } : entry(found, false);
}

async function server(words: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  const named: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const value = words[at]?.value ?? '';
    if (/^(?:-r|--root|--document-root|--docroot|--dir)$/.test(value)) named.push(words[at + 1]?.value ?? '.');
    // heroku-php-apache2 public/
    else if (/^[\w./-]+\/$/.test(value)) named.push(value);
  }
  const found = await frontController(named, question);
  return found === null
    ? { ...php, unresolved: 'the file that the server answers with was not found' }
    : entry(found, false);
}

/** `.rr.yaml` says which worker RoadRunner starts: `server: {command: "php worker.php"}`. */
async function roadRunner(words: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  const at = words.findIndex(({ value }) => value === '-c' || value === '--config');
  const name = at < 0 ? '.rr.yaml' : (words[at + 1]?.value ?? '.rr.yaml');
  for (const { path } of pathsOf(name, question)) {
    const text = await question.repository.read(path);
    const worker = text === null ? undefined : /^\s+command:\s*["']?php\S*\s+(?:-\S+\s+)*([\w./-]+)/m.exec(text)?.[1];
    if (worker === undefined) continue;
    // It goes to the folder of its configuration first.
    const beside = join(dirname(path), worker);
    const file = [beside, ...pathsOf(worker, question).map((one) => one.path)].find(
      (one) => one !== null && question.repository.isFile(one),
    );
    if (file !== undefined && file !== null) return entry(file, true);
  }
  return { ...php, unresolved: 'the worker that RoadRunner starts was not found' };
}

/** `index.php` of the folder that is served: as it is named, as configuration of the image says, by custom. */
async function frontController(named: readonly string[], question: EntryQuestion): Promise<string | null> {
  const { repository } = question;
  const inside = (folder: string): string | null =>
    phpFrontControllers.map((name) => join(folder, name)).find((path) => path !== null && repository.isFile(path)) ??
    null;
  for (const root of [...named, ...(await documentRoots(question))]) {
    for (const { path } of pathsOf(root, question)) {
      const found = inside(path);
      if (found !== null) return found;
    }
  }
  if (named.length > 0) return null;
  for (const directory of homesOf(question)) {
    for (const root of phpDocumentRoots) {
      const folder = join(directory, root);
      const found = folder === null ? null : inside(folder);
      if (found !== null) return found;
    }
  }
  return null;
}

/** Folders that the application may be in: where the process is, and what the image copies to where servers look. */
function homesOf(question: EntryQuestion): readonly string[] {
  const { image, view, repository } = question;
  const found = new Set(directoriesOf(question.directory, question));
  for (const { target, from } of image?.copies ?? []) {
    if (from !== null || !/^\/(?:var\/www|app|srv|opt|usr\/share\/nginx|code|home)\b/.test(target)) continue;
    const folder = target.length > 1 && target.endsWith('/') ? target.slice(0, -1) : target;
    for (const { path, certain } of view.candidates(folder)) {
      if (!certain || !repository.isDirectory(path)) continue;
      // `COPY html /var/www/html`: the folder is the root itself; `COPY . /var/www` holds it.
      found.add(path);
      if (basename(path) === 'public') found.add(join(path, '..') ?? path);
    }
  }
  return [...found];
}
