/** What `make build` and scripts of the repository run, as far as their lines are plain. */
import type { FileView } from '../../containerPaths.ts';
import { basename, dirname, join, joinAbsolute } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { stepsOfScript } from './steps.ts';
import type { BuildStep } from './steps.ts';

const longestMakefile = 200_000;
const mostNested = 4;

/** Steps behind a step that runs a makefile or a script; empty where it runs neither. */
export async function makeSteps(
  step: BuildStep,
  view: FileView,
  repository: Repository,
  nested = 0,
): Promise<readonly BuildStep[]> {
  const [program = '', ...rest] = step.words;
  if (nested >= mostNested) return [];
  if (/^(?:g?make|gnumake)$/.test(basename(program))) return runMake(rest, step.directory, view, repository, nested);
  const isShell = /^(?:ba|da|a)?sh$/.test(program);
  const script = isShell ? rest.find((word) => !word.startsWith('-')) : program;
  if (script === undefined || !(isShell || script.includes('/'))) return [];
  const path = joinAbsolute(step.directory, script);
  if (!/\.(?:sh|bash)$/.test(path) && !isShell && !/\/(?:scripts?|hack|build|bin)\//.test(path)) return [];
  for (const candidate of view.candidates(path)) {
    const text = await repository.read(candidate.path);
    if (text === null || text.length > longestMakefile || !(isShell || text.startsWith('#!'))) continue;
    return withNested(stepsOfScript(text, step.directory, new Map()), view, repository, nested);
  }
  return [];
}

async function withNested(
  steps: readonly BuildStep[],
  view: FileView,
  repository: Repository,
  nested: number,
): Promise<readonly BuildStep[]> {
  const found: BuildStep[] = [];
  for (const step of steps) found.push(step, ...(await makeSteps(step, view, repository, nested + 1)));
  return found;
}

async function runMake(
  words: readonly string[],
  directory: string,
  view: FileView,
  repository: Repository,
  nested: number,
): Promise<readonly BuildStep[]> {
  const given = new Map<string, string>();
  const targets: string[] = [];
  let at = directory;
  let file: string | null = null;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const assignment = /^([A-Za-z_]\w*)[:?+]?=([^]*)$/.exec(word);
    if (word === '-C') at = joinAbsolute(at, words[++index] ?? '.');
    else if (word === '-f') file = words[++index] ?? null;
    else if (/^-[jloWI]$/.test(word)) index++;
    else if (assignment !== null) given.set(assignment[1] ?? '', assignment[2] ?? '');
    else if (!word.startsWith('-')) targets.push(word);
  }
  const names = file === null ? ['Makefile', 'makefile', 'GNUmakefile'] : [file];
  for (const name of names) {
    for (const candidate of view.candidates(joinAbsolute(at, name))) {
      const text = await repository.read(candidate.path);
      if (text === null) continue;
      const make = readMakefile(text);
      const wanted = targets.length === 0 ? make.first : targets;
      const steps = [...stepsOfTargets(make, wanted, at, given)];
      return withNested(steps, view, repository, nested);
    }
  }
  return [];
}

interface Makefile {
  readonly variables: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, { readonly needs: readonly string[]; readonly lines: readonly string[] }>;
  /** The target that runs where none is named. */
  readonly first: readonly string[];
}

export function readMakefile(whole: string): Makefile {
  const text = whole.slice(0, longestMakefile).replace(/\\\r?\n[ \t]*/g, ' ');
  const variables = new Map<string, string>();
  const rules = new Map<string, { needs: string[]; lines: string[] }>();
  const first: string[] = [];
  let open: { needs: string[]; lines: string[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('\t')) {
      for (const rule of open) rule.lines.push(line.trim().replace(/^[@+-]+/, ''));
      continue;
    }
    const variable = /^(?:export\s+|override\s+)?([\w.-]+)\s*(?:::?|\?|\+)?=\s*(.*)$/.exec(line);
    const rule = /^([^\s:#=][^:#=]*):(?!=)\s*([^#;=]*)$/.exec(line);
    if (variable !== null) variables.set(variable[1] ?? '', (variable[2] ?? '').replace(/\s+#.*$/, '').trim());
    else if (rule !== null) {
      const needs = (rule[2] ?? '').split(/\s+/).filter((name) => name !== '' && name !== '|');
      open = (rule[1] ?? '')
        .trim()
        .split(/\s+/)
        .map((name) => {
          if (first.length === 0 && !name.startsWith('.') && !name.includes('%')) first.push(name);
          const own = rules.get(name) ?? { needs: [], lines: [] };
          own.needs.push(...needs);
          rules.set(name, own);
          return own;
        });
    } else if (line.trim() !== '' && !line.startsWith('#')) open = [];
  }
  return { variables, rules, first };
}

function stepsOfTargets(
  make: Makefile,
  wanted: readonly string[],
  directory: string,
  given: ReadonlyMap<string, string>,
): readonly BuildStep[] {
  const found: BuildStep[] = [];
  const seen = new Set<string>();
  const queue = [...wanted];
  while (queue.length > 0 && seen.size < 60) {
    const name = expanded(queue.shift() ?? '', make, given, null);
    if (seen.has(name)) continue;
    seen.add(name);
    const pattern = [...make.rules.keys()].find(
      (key) => key.includes('%') && matches(expanded(key, make, given, null), name),
    );
    const exact =
      make.rules.get(name) ?? [...make.rules].find(([key]) => expanded(key, make, given, null) === name)?.[1];
    const rule = exact ?? (pattern === undefined ? undefined : make.rules.get(pattern));
    if (rule === undefined) continue;
    queue.push(...rule.needs.flatMap((need) => expanded(need, make, given, name).split(/\s+/)));
    for (const line of rule.lines) {
      found.push(...stepsOfScript(expanded(line, make, given, name), directory, new Map()));
    }
  }
  return found;
}

/** `cmd/%` for `cmd/api`. */
function matches(pattern: string, name: string): boolean {
  const [before = '', after = ''] = pattern.split('%');
  return name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
}

/** With `$(NAME)` and `$@` replaced as far as they are known; `$$` is a `$` of the shell. */
function expanded(text: string, make: Makefile, given: ReadonlyMap<string, string>, target: string | null): string {
  let result = text;
  for (let round = 0; round < 6 && /\$[({@]/.test(result); round++) {
    const next = result
      .replace(/\$@|\$\(@\)|\$\{@\}/g, target ?? '$@')
      .replace(/\$\(@F\)/g, target === null ? '$@' : basename(target))
      .replace(/\$\(@D\)/g, target === null ? '$@' : dirname(target))
      .replace(/\$[({]([\w.-]+)[)}]/g, (whole, name: string) => given.get(name) ?? make.variables.get(name) ?? whole);
    if (next === result || next.length > 10_000) break;
    result = next;
  }
  return result.replace(/\$\$/g, '$');
}

/** All recipes of a makefile: what it can build at all. */
export async function recipesOf(path: string, repository: Repository): Promise<readonly BuildStep[]> {
  const text = await repository.read(path);
  if (text === null || text.length > longestMakefile) return [];
  const make = readMakefile(text);
  return [...make.rules].flatMap(([name, { lines }]) =>
    lines
      .slice(0, 100)
      .flatMap((line) => stepsOfScript(expanded(line, make, new Map(), name), absolute(dirname(path)), new Map())),
  );
}

const absolute = (directory: string): string => (directory === '.' ? '/' : `/${join('.', directory) ?? directory}`);
