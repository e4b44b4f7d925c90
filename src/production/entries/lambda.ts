/** Functions of AWS Lambda: `lambda-runtime RUNTIME HANDLER`, as readers of functions and of base images put it. */
import { ancestors, basename, dirname, join } from '../paths.ts';
import { nodeFile } from './node/programs.ts';
import { rootsOf } from './python/modules.ts';
import { directoriesOf, nothingResolved, pathsOf } from './question.ts';
import type { EntryQuestion, ResolvedEntry } from './question.ts';
import type { EntryResolver } from './resolver.ts';

export const lambdaResolver: EntryResolver = {
  ecosystem: 'lambda',
  async resolve(name, words, question) {
    if (name !== 'lambda-runtime') return null;
    const [runtime, handler] = words;
    if (runtime === undefined || handler === undefined)
      return { ...nothingResolved, unresolved: 'no handler is named' };
    if (handler.dynamic) {
      return { ...nothingResolved, unresolved: `the handler comes from ${handler.value}, which is not known here` };
    }
    for (const value of [handler.value, ...wrappedHandlers(question)]) {
      const found = await handlerOf(runtime.value, value, question);
      if (found !== null) return found;
    }
    return { ...nothingResolved, unresolved: `the handler ${handler.value} is not in the repository` };
  },
};

/** A layer's own handler calls the one that these name: Datadog, New Relic, Lumigo. */
function wrappedHandlers({ variables }: EntryQuestion): readonly string[] {
  return ['DD_LAMBDA_HANDLER', 'NEW_RELIC_LAMBDA_HANDLER', 'LUMIGO_ORIGINAL_HANDLER'].flatMap(
    (name) => variables.get(name)?.value ?? [],
  );
}

async function handlerOf(runtime: string, handler: string, question: EntryQuestion): Promise<ResolvedEntry | null> {
  if (/^(?:nodejs|python)/.test(runtime) || runtime === '') {
    const dot = handler.lastIndexOf('.');
    const path = dot <= 0 ? handler : handler.slice(0, dot);
    const symbol = dot <= 0 ? null : handler.slice(dot + 1);
    const isPython = runtime.startsWith('python');
    const file = isPython ? pythonFile(path, question) : await ofNode(path, question);
    if (file === null) return null;
    const entryPoint = { file, symbol, asMain: false };
    if (!isPython)
      return { ...nothingResolved, ecosystem: 'node', language: 'javascript', entryPoint, unresolved: null };
    const roots = [...new Set([...rootsOf([], question), dirname(file)])];
    return { ...nothingResolved, ecosystem: 'python', language: 'python', entryPoint, unresolved: null, roots };
  }
  const row = others.find(({ runtimes }) => runtimes.test(runtime));
  if (row === undefined) return null;
  const { path, symbol } = row.parse(handler);
  const file = row.extensions.flatMap((extension) => filesOf(`${path}${extension}`, question))[0] ?? null;
  if (file === null) return null;
  const entryPoint = { file, symbol, asMain: row.ecosystem === 'go' };
  return { ...nothingResolved, ecosystem: row.ecosystem, language: row.language, entryPoint, unresolved: null };
}

async function ofNode(path: string, question: EntryQuestion): Promise<string | null> {
  for (const candidate of pathsOf(path, question)) {
    const file = await nodeFile(candidate.path, question.repository);
    if (file !== null) return file;
  }
  return null;
}

/** Dots and slashes both lead into packages. */
function pythonFile(path: string, question: EntryQuestion): string | null {
  const written = path.replace(/^\.\//, '').replaceAll('.', '/');
  for (const candidate of [`${written}.py`, `${written}/__init__.py`]) {
    const found = pathsOf(candidate, question).find((one) => question.repository.isFile(one.path));
    if (found !== undefined) return found.path;
  }
  return packed(`${written}.py`, question);
}

/** An archive that a build makes, or a folder of one: the only file of the path in the nearest folder around it. */
function packed(path: string, { directory, repository }: EntryQuestion): string | null {
  if (directory === null || directory.startsWith('/') || repository.isDirectory(directory)) return null;
  const around = ancestors(directory).find((folder) => folder !== '.' && repository.isDirectory(folder));
  if (around === undefined) return null;
  const below = repository
    .filesNamed(basename(path))
    .filter((one) => one.startsWith(`${around}/`) && one.endsWith(`/${path}`));
  return below.length === 1 ? (below[0] ?? null) : null;
}

// https://docs.aws.amazon.com/lambda/latest/dg/ (java-handler, csharp-handler, ruby-handler, golang-handler)
const others = [
  {
    runtimes: /^java/,
    ecosystem: 'jvm',
    language: 'java',
    extensions: ['.java', '.kt'],
    parse: (handler: string) => ({
      path: (handler.split('::')[0] ?? '').replaceAll('.', '/'),
      symbol: handler.split('::')[1] ?? null,
    }),
  },
  {
    runtimes: /^dotnet/,
    ecosystem: 'dotnet',
    language: 'csharp',
    extensions: ['.cs'],
    parse: (handler: string) => ({
      path: (handler.split('::')[1] ?? 'Function').split('.').at(-1) ?? '',
      symbol: handler.split('::')[2] ?? null,
    }),
  },
  {
    runtimes: /^ruby/,
    ecosystem: 'ruby',
    language: 'ruby',
    extensions: ['.rb'],
    parse: (handler: string) => ({
      path: handler.split('.')[0] ?? '',
      symbol: handler.split('.').slice(1).join('.') || null,
    }),
  },
  {
    runtimes: /^(?:go|provided)/,
    ecosystem: 'go',
    language: 'go',
    extensions: ['.go'],
    // A binary, which is named after its folder or stands beside its source.
    parse: (handler: string) => ({ path: binaryOf(handler), symbol: null }),
  },
];

const binaryOf = (handler: string): string => {
  const name = basename(handler);
  return /^(?:bootstrap|main|handler)$/.test(name) ? 'main' : `${name}/main`;
};

/** Files of the path: in the directory of the function, or anywhere below it with the same tail. */
function filesOf(path: string, question: EntryQuestion): readonly string[] {
  const { repository } = question;
  const directories = directoriesOf(question.directory, question);
  const direct = directories
    .map((directory) => join(directory, path))
    .filter((one) => one !== null && repository.isFile(one));
  const known = direct.filter((one) => one !== null);
  if (known.length > 0) return known;
  const below = repository
    .filesNamed(basename(path))
    .filter((one) => one.endsWith(`/${path}`) || one === path)
    .filter(
      (one) =>
        directories.length === 0 ||
        directories.some((directory) => directory === '.' || one.startsWith(`${directory}/`)),
    );
  return path === 'main.go' || below.length !== 1 ? [] : below;
}
