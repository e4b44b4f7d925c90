/**
 * The logger that the other files of a service import from a module of their own: a second one made in this file would
 * have none of its settings.
 */
import { loggerRow } from '../knowledge/loggers.ts';
import type { Facts, ImportFact } from '../model/facts.ts';
import type { SourceFile } from '../model/source.ts';
import { dirname } from '../production/paths.ts';
import { relativePath } from './callInitialiser.ts';
import type { EditedFile } from './insert.ts';

export interface SharedLogger {
  /** An import line as knowledge tables write it. */
  readonly import: string;
  readonly name: string;
  /** `unknown` where only its name says what it is. */
  readonly library: string;
  /** It is called with an object first. */
  readonly objectFirst: boolean;
}

interface Use {
  readonly source: SourceFile;
  readonly facts: Facts;
  readonly fact: ImportFact;
  /** Name in the module; `default`; null for the module as a whole. */
  readonly exported: string | null;
  readonly local: string;
  /** File of the repository, null for a module that is found by its name from everywhere. */
  readonly target: string | null;
}

const mostSources = 2000;
const loggerName = /^_?log(?:ger)?$/i;
const loggerWord = /(?<![a-z\d$])_?log(?:ger)?(?![\w$])/i;

type Sources = ReadonlyMap<string, SourceFile>;

/** All files of a service use the same loggers, so they are looked for once. */
interface ServiceUses {
  readonly files: Sources;
  readonly uses: readonly Use[];
}

const known = new WeakMap<Sources, Map<string, ServiceUses>>();

/**
 * @param sources files whose text took part in Production, by path
 * @param root directory of the service
 */
export function sharedLogger(file: EditedFile, sources: Sources, root: string): SharedLogger | null {
  const { files, uses } = usesIn(sources, root, file.facts.ecosystem);
  const groups = new Map<string, Use[]>();
  for (const use of uses) {
    if (use.source.path === file.path) continue;
    const key = [use.target ?? use.fact.module, use.exported].join('\0');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [use]);
    else group.push(use);
  }
  const most = [...groups.values()].sort((one, other) => other.length - one.length)[0];
  const [use] = most ?? [];
  // The module that makes the logger cannot import it from itself.
  return use === undefined || use.target === file.path ? null : described(file, use, files);
}

function usesIn(sources: Sources, root: string, ecosystem: string): ServiceUses {
  let services = known.get(sources);
  if (services === undefined) known.set(sources, (services = new Map()));
  const key = `${ecosystem}\0${root}`;
  let found = services.get(key);
  if (found === undefined) services.set(key, (found = lookFor(sources, root, ecosystem)));
  return found;
}

function lookFor(sources: Sources, root: string, ecosystem: string): ServiceUses {
  const files = new Map<string, SourceFile>();
  let seen = 0;
  for (const source of sources.values()) {
    if (++seen > mostSources) break;
    if (root !== '.' && !source.path.startsWith(`${root}/`)) continue;
    files.set(source.path, source);
  }
  const uses = [...files.values()].flatMap((source) =>
    // Where the word is not in the text no facts have to be made to know that nothing is used.
    loggerWord.test(source.text) && source.facts?.ecosystem === ecosystem ? usesOf(source, source.facts, files) : [],
  );
  return { files, uses };
}

function usesOf(source: SourceFile, facts: Facts, files: ReadonlyMap<string, SourceFile>): Use[] {
  return facts.imports.flatMap((fact): Use[] => {
    if (fact.typeOnly || fact.guarded || (fact.kind !== 'static' && fact.kind !== 'require')) return [];
    const target = fact.module.startsWith('.') ? targetOf(source.path, fact.module, files) : null;
    const byName = isOwnModule(facts.ecosystem, fact.module, files);
    if (target === null && !byName) return [];
    const taken = fact.names.map(({ name, alias }) => ({ exported: name, local: alias }));
    const whole = fact.alias === null ? [] : [{ exported: null, local: fact.alias }];
    return [...taken, ...whole]
      .filter(({ local }) => loggerName.test(local) && isCalled(facts, local))
      .map(({ exported, local }) => ({ source, facts, fact, exported, local, target }));
  });
}

/** Modules of the repository that are named the same from every file: `@/lib/log`, `app.log`. */
function isOwnModule(ecosystem: string, module: string, files: ReadonlyMap<string, SourceFile>): boolean {
  if (ecosystem === 'node') return /^(?:@|~)\//.test(module);
  const path = `${module.replaceAll('.', '/')}.py`;
  return /^\w+(?:\.\w+)*$/.test(module) && [...files.keys()].some((file) => file === path || file.endsWith(`/${path}`));
}

/** A method of it is called: a function of that name is no logger. */
function isCalled(facts: Facts, local: string): boolean {
  return facts.logCalls.some((call) => call.logger === local) && !facts.calls.some((call) => call.callee === local);
}

function targetOf(from: string, module: string, files: ReadonlyMap<string, SourceFile>): string | null {
  const segments = from.split('/').slice(0, -1);
  for (const segment of module.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  const path = segments.join('/');
  const bare = path.replace(/\.[cm]?js$/, '');
  const endings = ['', '.ts', '.tsx', '.js', '.mjs', '.cjs', '.mts', '.cts', '/index.ts', '/index.js'];
  return (
    [...endings.map((ending) => path + ending), ...endings.map((ending) => bare + ending)].find((one) =>
      files.has(one),
    ) ?? null
  );
}

function described(
  file: EditedFile,
  { facts, fact, exported, local, target }: Use,
  files: ReadonlyMap<string, SourceFile>,
): SharedLogger | null {
  const module = target === null ? fact.module : specifierOf(file, fact.module, target);
  const made = target === null ? null : (files.get(target)?.facts ?? null);
  const library = made?.loggers.find((logger) => logger.name === (exported ?? local))?.library ?? 'unknown';
  const objectFirst = facts.logCalls.some((call) => {
    const [first, second] = facts.calls[call.call]?.arguments ?? [];
    return call.logger === local && first?.kind === 'object' && second !== undefined;
  });
  if (loggerRow(facts.ecosystem, library)?.methods['error'] === undefined) return null;
  const line = importLine(file, module, exported, local);
  return line === null ? null : { import: line, name: local, library, objectFirst };
}

/** With or without an extension, as the other file has it. */
function specifierOf(file: EditedFile, written: string, target: string): string {
  const extension = /\.[cm]?[jt]sx?$/.exec(written)?.[0] ?? '';
  const bare = target.replace(/\.[cm]?[jt]sx?$/, '');
  const isIndex = bare.endsWith('/index') && !/(?:^|\/)index(?:\.\w+)?$/.test(written);
  return relativePath(dirname(file.path), (isIndex ? bare.slice(0, -'/index'.length) : bare) + extension);
}

function importLine(file: EditedFile, module: string, exported: string | null, local: string): string | null {
  if (file.facts.ecosystem === 'python') {
    return exported === null ? null : `from ${module} import ${exported === local ? local : `${exported} as ${local}`}`;
  }
  const commonjs = file.facts.style.moduleSystem === 'commonjs';
  if (exported === null)
    return commonjs ? `const ${local} = require('${module}');` : `import * as ${local} from '${module}';`;
  if (exported === 'default') return commonjs ? null : `import ${local} from '${module}';`;
  const renamed = commonjs ? `${exported}: ${local}` : `${exported} as ${local}`;
  const name = exported === local ? local : renamed;
  return commonjs ? `const { ${name} } = require('${module}');` : `import { ${name} } from '${module}';`;
}
