/**
 * Whether `swallowed-error` says what maintainers of mature services say. For each handler that they logged in, the log
 * statements are taken out (lines stay) and the rule is asked whether the handler now swallows: recall. For each handler
 * that they left silent, a finding counts against it: precision, and specificity among the silent ones that swallow.
 * About one silent handler in five is a fault that the maintainers missed, so precision is understated; `--list` prints
 * a draw of both kinds of disagreement to be read.
 *
 * What swallows is told by the text of the handler alone, apart from how the rule tells it: a handler does not when it
 * throws, ends the process, answers with a failure or does anything with the error (it propagates); when what is left of
 * it speaks of the failure (`failed += 1`, `message = 'cannot …'`, a metric); when a comment in it says why; or when all
 * that it takes is an error that is an everyday answer (`KeyError`, `DoesNotExist`, `NumberFormatException`, `io.EOF`).
 * Stripped handlers that do not swallow are asked nothing; findings on silent ones count against the rule all the same.
 *
 * The rule is asked beside the conventions of the repository, as the engine asks it. Each handler is judged with everything
 * else as the maintainers left it: one that they logged in loses its own log lines alone, all others keep theirs, and one that
 * they left silent is not counted among its own peers. `--alone` asks without conventions.
 *
 * A repository counts for a language only where its maintainers logged in at least ten handlers that swallow without it:
 * where nobody logs, silence says nothing. The others are named.
 *
 * Beside the rule three naive answers: every handler without a log, only empty handlers, every handler that does not
 * propagate.
 */
import { writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { languageOf } from '../../src/engine/analysis.ts';
import { nodeFileSource } from '../../src/host/nodeFiles.ts';
import type { Conventions, HandlerCount } from '../../src/model/conventions.ts';
import type { Facts, HandlerFact, LogCallFact } from '../../src/model/facts.ts';
import { isGeneratedSource } from '../../src/model/generated.ts';
import type { Production } from '../../src/model/production.ts';
import { swallowedError } from '../../src/rules/logging/swallowed-error.ts';
import { isProcessCode } from '../../src/rules/logging/services.ts';
import { isTestPath, isToolPath } from '../../src/rules/paths.ts';
import { conventionsOf } from '../../src/survey/conventions.ts';
import { handlersOf } from '../../src/survey/handlers.ts';
import { handlerCounts } from '../../src/survey/peers.ts';
import { surveyOf, type FileSurvey } from '../../src/survey/survey.ts';
import { createParsers, type Parsers } from '../../src/syntax/parse.ts';
import { loadGrammarFile } from '../syntax/parsers.ts';
import { aroundBody, isAnswer, isDocumented, isEmpty, propagatesByText, speaksOfFailure } from './handlerText.ts';
import { report, type Row } from './loggingReport.ts';
import { blanked, handlerOf, removable } from './stripLog.ts';

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
};

export async function loggingBenchmark(words: readonly string[]): Promise<void> {
  const options = readOptions(words);
  const parsers = createParsers(loadGrammarFile, { clock: () => performance.now(), milliseconds: 5000 });
  const rows: Row[] = [];
  for (const repository of (await readdir(options.folder)).sort()) {
    const files = await sourcesIn(path.join(options.folder, repository), options.language);
    const surveys = new Map<string, FileSurvey>();
    for (const { file, text } of files) {
      const facts = await factsOf(parsers, file, text).catch(() => null);
      if (facts !== null && isProcessCode(contextOf(file, text, facts, null))) surveys.set(file, surveyIn(facts));
    }
    const conventions = options.alone ? null : conventionsOf(surveys, () => '.');
    for (const { file, group, text } of files) {
      const place = { language: group, repository, file };
      if (surveys.has(file)) rows.push(...(await rowsOf(parsers, place, text, conventions)));
    }
  }
  report(rows);
  if (options.dump !== null) writeFileSync(options.dump, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  if (options.list === 0) return;
  list(
    'reported although the maintainers left it silent',
    rows.filter((row) => row.level === null && row.found),
    options,
  );
  list(
    'logged loudly by the maintainers and not found without the log',
    rows.filter((row) => row.level === 'loud' && row.swallows && !row.found),
    options,
  );
}

interface Source {
  readonly file: string;
  readonly group: string;
  readonly text: string;
}

async function sourcesIn(root: string, wanted: string | null): Promise<Source[]> {
  const files = nodeFileSource(root);
  const sources: Source[] = [];
  for (const file of await files.list()) {
    const language = languageOf(file);
    if (language === null || isTestPath(file) || isToolPath(file)) continue;
    const group = population[language.name] ?? language.name;
    if (wanted !== null && group !== wanted) continue;
    const { text } = await files.read(file);
    if (text === undefined || text.length > 500_000 || isGeneratedSource(file, text)) continue;
    sources.push({ file, group, text });
  }
  return sources;
}

const surveyIn = (facts: Facts): FileSurvey => ({ ...surveyOf(facts), handlers: handlersOf(facts) });

/** The conventions of the repository, were some handlers of a file without their log lines. */
function withSilent(
  conventions: Conventions,
  file: string,
  { facts, after, silent }: { readonly facts: Facts; readonly after: Facts; readonly silent: ReadonlySet<number> },
): Conventions {
  const countsOf = (all: Facts): Readonly<Record<string, HandlerCount>> => {
    const handlers = handlersOf(all).filter(({ handler }) => silent.has(handler));
    return handlerCounts(new Map([[file, { ecosystem: all.ecosystem, handlers }]]));
  };
  const taken = countsOf(facts);
  const given = countsOf(after);
  const none = { total: 0, logged: 0 };
  // Safe: groups that do not change are looked up where they are.
  const handlers = Object.create(conventions.handlers) as Record<string, HandlerCount>;
  for (const group of new Set([...Object.keys(taken), ...Object.keys(given)])) {
    const [all, less, more] = [conventions.handlers[group] ?? none, taken[group] ?? none, given[group] ?? none];
    handlers[group] = { total: all.total - less.total + more.total, logged: all.logged - less.logged + more.logged };
  }
  return { ...conventions, handlers };
}

function list(title: string, rows: readonly Row[], { list: count, seed }: { list: number; seed: number }): void {
  console.log(`\n${title}: ${rows.length}, of which ${Math.min(count, rows.length)} drawn`);
  for (const { repository, file, line, excerpt } of drawn(rows, count, seed)) {
    console.log(`\n--- ${repository}/${file}:${line}\n${excerpt}`);
  }
}

async function factsOf(parsers: Parsers, file: string, text: string): Promise<Facts | null> {
  const language = languageOf(file);
  if (language === null) return null;
  const grammar = await parsers.grammar(language.grammar);
  return language.extract(grammar.parse(text));
}

async function rowsOf(
  parsers: Parsers,
  place: Pick<Row, 'language' | 'repository' | 'file'>,
  text: string,
  conventions: Conventions | null,
): Promise<Row[]> {
  const { file } = place;
  const facts = await factsOf(parsers, file, text).catch(() => null);
  if (facts === null || facts.handlers.length === 0) return [];
  const logs = logsByHandler(facts);
  const stripped = facts.handlers.map((_, index) => {
    const own = (logs.get(index) ?? []).map((log) => removable(facts, text, log));
    return own.includes(null) ? null : own.flatMap((range) => range ?? []);
  });
  const ranges = [...new Map(stripped.flatMap((own) => own ?? []).map((range) => [range.start, range])).values()];
  const without = ranges.length === 0 ? text : blanked(text, facts.language, ranges);
  const after = ranges.length === 0 ? facts : await factsOf(parsers, file, without);
  if (after === null || after.handlers.length !== facts.handlers.length) return [];
  const foundAsItIs = foundIn(file, text, facts, conventions);
  /** Whether the rule speaks of a handler that lost its log lines, while all others have theirs. */
  const isFoundWithout = (index: number, own: readonly LogCallFact[]): boolean => {
    const isGone = (log: LogCallFact): boolean => own.includes(log);
    const silent = new Set([...logs].flatMap(([other, theirs]) => (theirs.every(isGone) ? [other] : [])));
    const beside = conventions === null ? null : withSilent(conventions, file, { facts, after, silent });
    return foundIn(file, without, after, beside).has(after.handlers[index]?.header.start ?? -1);
  };
  return facts.handlers.flatMap((handler, index): Row[] => {
    const own = logs.get(index) ?? [];
    if (handler.form === 'suppress' || stripped[index] === null || (own.length > 0 && own.every(isPrinted))) return [];
    const now = after.handlers[index] ?? handler;
    const body = without.slice(now.body.start, now.body.end);
    const propagates = propagatesByText(facts.language, now, body);
    const swallows = !propagates && !speaksOfFailure(body) && !isDocumented(aroundBody(without, now)) && !isAnswer(now);
    return [
      {
        ...place,
        line: text.slice(0, handler.header.start).split('\n').length,
        level: own.length === 0 ? null : own.some(isLoud) ? 'loud' : 'quiet',
        propagates,
        swallows,
        empty: isEmpty(body),
        left: body,
        // Of those that do not swallow nothing is asked.
        found: own.length === 0 ? foundAsItIs.has(handler.header.start) : swallows && isFoundWithout(index, own),
        types: now.types,
        outcome: now.outcome,
        excerpt: excerptOf(text, handler),
      },
    ];
  });
}

/** Log calls by handler; those in a handler inside it count for the outer one, too. */
function logsByHandler(facts: Facts): Map<number, LogCallFact[]> {
  const logs = new Map<number, LogCallFact[]>();
  for (const log of facts.logCalls) {
    for (let at = handlerOf(facts, log); at !== -1; at = enclosingHandler(facts, at)) {
      logs.set(at, [...(logs.get(at) ?? []), log]);
    }
  }
  return logs;
}

function contextOf(file: string, text: string, facts: Facts, conventions: Conventions | null) {
  return {
    path: file,
    text,
    facts,
    production: anyProduction,
    profile: null,
    service: null,
    conventions,
    changed: null,
  };
}

/** Starts of the headers the rule speaks of. */
function foundIn(file: string, text: string, facts: Facts, conventions: Conventions | null): Set<number> {
  return new Set(swallowedError.check(contextOf(file, text, facts, conventions)).map(({ range }) => range.start));
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

function isLoud({ level }: LogCallFact): boolean {
  return level === 'warn' || level === 'error' || level === 'critical';
}

function excerptOf(text: string, handler: HandlerFact): string {
  const from = Math.max(handler.tryBody?.start ?? handler.header.start, handler.header.start - 600);
  const start = text.lastIndexOf('\n', from) + 1;
  return text.slice(start, Math.min(handler.body.end + 120, start + 1800));
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
    dump: value('dump'),
    alone: words.includes('--alone'),
  };
}
