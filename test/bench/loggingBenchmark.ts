/**
 * Whether `swallowed-error` says what maintainers of mature services say. For each handler that they logged in, the log
 * statement is taken out (lines stay) and the rule is asked whether the handler now swallows: recall. For each handler
 * that they left silent, a finding counts against it: precision, and specificity among the silent ones that do not
 * propagate. About one silent handler in five is a fault that the maintainers missed, so precision is understated;
 * `--list` prints findings on silent handlers to be read.
 *
 * Beside it three naive answers: every handler without a log, only empty handlers, every handler that does not
 * propagate. To propagate is to throw, to answer with a failure or to do anything with the error, by the text of the
 * handler alone; it is not what the rule asks, and a stripped handler that does so is left out of both counts.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { languageOf } from '../../src/engine/analysis.ts';
import { nodeFileSource } from '../../src/host/nodeFiles.ts';
import { isSwallowed, type Facts, type HandlerFact, type LogCallFact } from '../../src/model/facts.ts';
import type { Production } from '../../src/model/production.ts';
import { isProcessCode } from '../../src/rules/logging/services.ts';
import { isGeneratedSource } from '../../src/model/generated.ts';
import { isTestPath, isToolPath } from '../../src/rules/paths.ts';
import { swallowedError } from '../../src/rules/logging/swallowed-error.ts';
import { createParsers, type Parsers } from '../../src/syntax/parse.ts';
import { loadGrammarFile } from '../syntax/parsers.ts';
import { blanked, handlerOf, removable } from './stripLog.ts';

interface Counts {
  files: number;
  handlers: number;
  /** Logged and, without the log, not propagating: what should be found. */
  positives: number;
  found: number;
  /** The same where the log was a warning or above. */
  loudPositives: number;
  loudFound: number;
  /** Left silent by the maintainers. */
  negatives: number;
  reported: number;
  /** Silent ones that do not propagate. */
  silentSwallowing: number;
  naive: Record<'withoutLog' | 'empty' | 'notPropagating', { found: number; reported: number }>;
}

interface Alarm {
  readonly repository: string;
  readonly file: string;
  readonly line: number;
  readonly excerpt: string;
}

const nothing = (): Counts => ({
  files: 0,
  handlers: 0,
  positives: 0,
  found: 0,
  loudPositives: 0,
  loudFound: 0,
  negatives: 0,
  reported: 0,
  silentSwallowing: 0,
  naive: {
    withoutLog: { found: 0, reported: 0 },
    empty: { found: 0, reported: 0 },
    notPropagating: { found: 0, reported: 0 },
  },
});

/** A production that says nothing: every file is then code of a process. */
const anyProduction: Production = {
  key: '',
  profile: null,
  services: [],
  sources: new Map(),
  faults: [],
  // Only what the rule asks for; whatever else Production has, a repository that says nothing has none of.
} as unknown as Production;

/** Languages that are one population. */
const population: Readonly<Record<string, string>> = {
  javascript: 'javascript/typescript',
  typescript: 'javascript/typescript',
  tsx: 'javascript/typescript',
  kotlin: 'kotlin',
};

export async function loggingBenchmark(words: readonly string[]): Promise<void> {
  const options = readOptions(words);
  const parsers = createParsers(loadGrammarFile, { clock: () => performance.now(), milliseconds: 5000 });
  const perLanguage = new Map<string, Counts>();
  const perRepository = new Map<string, Map<string, Counts>>();
  const alarms: { wrong: Alarm[]; missed: Alarm[] } = { wrong: [], missed: [] };
  for (const repository of await readdir(options.folder)) {
    const root = path.join(options.folder, repository);
    const files = nodeFileSource(root);
    const own = new Map<string, Counts>();
    for (const file of await files.list()) {
      const language = languageOf(file);
      if (language === null || isTestPath(file) || isToolPath(file)) continue;
      const group = population[language.name] ?? language.name;
      if (options.language !== null && group !== options.language) continue;
      const { text } = await files.read(file);
      if (text === undefined || text.length > 500_000 || isGeneratedSource(file, text)) continue;
      const counts = own.get(group) ?? nothing();
      own.set(group, counts);
      await readFileInto(counts, { parsers, repository, file, text, alarms });
    }
    perRepository.set(repository, own);
    for (const [group, counts] of own) perLanguage.set(group, sum(perLanguage.get(group) ?? nothing(), counts));
  }
  report(perLanguage, perRepository);
  for (const [title, list] of [
    ['reported although the maintainers left it silent', alarms.wrong],
    ['logged by the maintainers and not found without the log', alarms.missed],
  ] as const) {
    if (options.list === 0) continue;
    console.log(`\n${title}: ${list.length}, of which ${Math.min(options.list, list.length)} drawn`);
    for (const { repository, file, line, excerpt } of drawn(list, options.list, options.seed)) {
      console.log(`\n--- ${repository}/${file}:${line}\n${excerpt}`);
    }
  }
}

async function factsOf(parsers: Parsers, file: string, text: string): Promise<Facts | null> {
  const language = languageOf(file);
  if (language === null) return null;
  const grammar = await parsers.grammar(language.grammar);
  return language.extract(grammar.parse(text));
}

interface Place {
  readonly parsers: Parsers;
  readonly repository: string;
  readonly file: string;
  readonly text: string;
  readonly alarms: { readonly wrong: Alarm[]; readonly missed: Alarm[] };
}

async function readFileInto(counts: Counts, { parsers, repository, file, text, alarms }: Place): Promise<void> {
  const facts = await factsOf(parsers, file, text).catch(() => null);
  if (facts === null || facts.handlers.length === 0 || !isProcessCode(contextOf(file, text, facts))) return;
  counts.files++;
  const logs = new Map<number, LogCallFact[]>();
  for (const log of facts.logCalls) {
    for (let at = handlerOf(facts, log); at !== -1; at = enclosingHandler(facts, at)) {
      logs.set(at, [...(logs.get(at) ?? []), log]);
    }
  }
  const stripped = facts.handlers.map((_, index) => {
    const own = (logs.get(index) ?? []).map((log) => removable(facts, text, log));
    return own.length === 0 || own.includes(null) ? null : own.flatMap((range) => range ?? []);
  });
  const ranges = [...new Map(stripped.flatMap((own) => own ?? []).map((range) => [range.start, range])).values()];
  const without = ranges.length === 0 ? text : blanked(text, facts.language, ranges);
  const after = ranges.length === 0 ? facts : await factsOf(parsers, file, without);
  if (after === null || after.handlers.length !== facts.handlers.length) return;
  const foundBefore = foundIn(file, text, facts);
  const foundAfter = ranges.length === 0 ? foundBefore : foundIn(file, without, after);
  const alarm = (handler: HandlerFact): Alarm => ({
    repository,
    file,
    line: text.slice(0, handler.header.start).split('\n').length,
    excerpt: excerptOf(text, handler),
  });
  facts.handlers.forEach((handler, index) => {
    const own = logs.get(index) ?? [];
    const silent = own.length === 0;
    const now = after.handlers[index] ?? handler;
    if (handler.form === 'suppress' || (!silent && own.every(isPrinted))) return;
    const written = without.slice(now.body.start, now.body.end);
    const propagates = propagatesByText(facts.language, now, written);
    const empty = isEmpty(written);
    counts.handlers++;
    if (silent) {
      counts.negatives++;
      if (!propagates) counts.silentSwallowing++;
      counts.naive.withoutLog.reported++;
      if (empty) counts.naive.empty.reported++;
      if (!propagates) counts.naive.notPropagating.reported++;
      if (!foundBefore.has(handler.header.start)) return;
      counts.reported++;
      alarms.wrong.push(alarm(handler));
      return;
    }
    if (stripped[index] === null || propagates) return;
    const loud = own.some(({ level }) => level === 'warn' || level === 'error' || level === 'critical');
    const found = foundAfter.has(now.header.start);
    counts.positives++;
    counts.naive.withoutLog.found++;
    counts.naive.notPropagating.found++;
    if (empty) counts.naive.empty.found++;
    if (loud) counts.loudPositives++;
    if (!found) {
      if (loud) alarms.missed.push(alarm(handler));
      return;
    }
    counts.found++;
    if (loud) counts.loudFound++;
  });
}

function contextOf(file: string, text: string, facts: Facts) {
  return {
    path: file,
    text,
    facts,
    production: anyProduction,
    profile: null,
    service: null,
    conventions: null,
    changed: null,
  };
}

/** Starts of the headers the rule speaks of. */
function foundIn(file: string, text: string, facts: Facts): Set<number> {
  if (!facts.handlers.some(isSwallowed)) return new Set();
  return new Set(swallowedError.check(contextOf(file, text, facts)).map(({ range }) => range.start));
}

function enclosingHandler(facts: Facts, index: number): number {
  const handler = facts.handlers[index];
  if (handler === undefined) return -1;
  let best = -1;
  facts.handlers.forEach(({ body, range }, other) => {
    if (other === index || body.start > handler.range.start || body.end < handler.range.end) return;
    if (range.start === handler.range.start) return;
    const present = facts.handlers[best];
    if (present === undefined || body.start > present.body.start) best = other;
  });
  return best;
}

/** Printing to the terminal is no log, except where it is all there is. */
function isPrinted({ library }: LogCallFact): boolean {
  return library === 'print';
}

/** Throws, ends the process, answers with a failure, or does anything with the error, as a search in the text would tell. */
function propagatesByText(language: string, { binding }: HandlerFact, body: string): boolean {
  const code = body.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<=^|\s)#[^\n]*/g, '');
  const name = binding !== null && /^[\w$]+$/.test(binding) ? binding : null;
  if (name !== null && new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(code)) return true;
  if (/\b(?:raise|throw|panic!?|reject|abort|exit|_exit|Exit|Fatalf?)\b/.test(code)) return true;
  if (/\b[45]\d\d\b|\bStatus(?:Code)?\.?[A-Z]\w+|HTTP_[45]|INTERNAL_SERVER_ERROR|BAD_REQUEST/.test(code)) return true;
  return [...code.matchAll(/\breturn\b([^\n]*)/g)].some(([, value = '']) =>
    language === 'go'
      ? /\b(?:errors?|fmt|status)\.\w+\(|\b[eE]rr\w*\b/.test(value)
      : /\b\w*(?:[eE]rror|[fF]ail|Exception|Err)\w*\b|NotImplemented/.test(value),
  );
}

function isEmpty(body: string): boolean {
  const code = body
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|^\s*#[^\n]*/gm, '')
    .replace(/[{}();]/g, '')
    .trim();
  return code === '' || code === 'pass' || code === '...';
}

function excerptOf(text: string, handler: HandlerFact): string {
  const from = Math.max(handler.tryBody?.start ?? handler.header.start, handler.header.start - 600);
  const start = text.lastIndexOf('\n', from) + 1;
  return text.slice(start, Math.min(handler.body.end + 120, start + 1800));
}

function sum(one: Counts, other: Counts): Counts {
  const naive = nothing().naive;
  for (const key of ['withoutLog', 'empty', 'notPropagating'] as const) {
    naive[key] = {
      found: one.naive[key].found + other.naive[key].found,
      reported: one.naive[key].reported + other.naive[key].reported,
    };
  }
  return {
    files: one.files + other.files,
    handlers: one.handlers + other.handlers,
    positives: one.positives + other.positives,
    found: one.found + other.found,
    loudPositives: one.loudPositives + other.loudPositives,
    loudFound: one.loudFound + other.loudFound,
    negatives: one.negatives + other.negatives,
    reported: one.reported + other.reported,
    silentSwallowing: one.silentSwallowing + other.silentSwallowing,
    naive,
  };
}

function share(part: number, whole: number): string {
  return whole === 0 ? '  n/a' : `${((100 * part) / whole).toFixed(1).padStart(5)}`;
}

function report(
  languages: ReadonlyMap<string, Counts>,
  repositories: ReadonlyMap<string, ReadonlyMap<string, Counts>>,
): void {
  for (const [language, counts] of [...languages].sort()) {
    const { positives, found, negatives, reported, naive } = counts;
    console.log(
      `\n${language}: ${counts.files} files, ${positives} logged handlers that swallow without their log, ${negatives} silent`,
    );
    const line = (what: string, hits: number, wrong: number): void =>
      console.log(`  ${what.padEnd(34)} precision ${share(hits, hits + wrong)}  recall ${share(hits, positives)}`);
    line('swallowed-error', found, reported);
    console.log(
      `  ${''.padEnd(34)} recall of warnings and above ${share(counts.loudFound, counts.loudPositives)} of ${counts.loudPositives}` +
        `  specificity ${share(counts.silentSwallowing - Math.min(reported, counts.silentSwallowing), counts.silentSwallowing)} of ${counts.silentSwallowing}`,
    );
    line('every handler without a log', naive.withoutLog.found, naive.withoutLog.reported);
    line('only empty handlers', naive.empty.found, naive.empty.reported);
    line('every handler not propagating', naive.notPropagating.found, naive.notPropagating.reported);
    for (const [repository, own] of repositories) {
      const part = own.get(language);
      if (part === undefined || part.positives + part.negatives === 0) continue;
      console.log(
        `    ${repository.padEnd(28)} ${String(part.positives).padStart(5)} logged  ${String(part.negatives).padStart(5)} silent` +
          `  precision ${share(part.found, part.found + part.reported)}  recall ${share(part.found, part.positives)}`,
      );
    }
  }
}

/** The same draw for the same seed. */
function drawn<Item>(items: readonly Item[], count: number, seed: number): Item[] {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  return items
    .map((item) => ({ item, at: next() }))
    .sort((one, other) => one.at - other.at)
    .slice(0, count)
    .map(({ item }) => item);
}

function readOptions(words: readonly string[]) {
  const value = (name: string): string | null => {
    const index = words.indexOf(`--${name}`);
    return index === -1 ? null : (words[index + 1] ?? null);
  };
  return {
    folder: path.resolve(words[0] ?? '.'),
    list: Number(value('list') ?? 0),
    seed: Number(value('seed') ?? 1),
    language: value('language'),
  };
}
