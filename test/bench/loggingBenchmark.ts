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
import { blanked, handlerOf, removable } from './stripLog.ts';

/** One handler of one repository, as the maintainers left it and as the rule sees it. */
interface Row {
  readonly language: string;
  readonly repository: string;
  readonly file: string;
  readonly line: number;
  /** Loudest level that the maintainers logged at; null where they left it silent. */
  readonly level: 'quiet' | 'loud' | null;
  /** With the log statements taken out: */
  readonly propagates: boolean;
  readonly swallows: boolean;
  readonly empty: boolean;
  readonly found: boolean;
  readonly types: readonly string[];
  readonly outcome: string;
  /** What is left of the body. */
  readonly left: string;
  readonly excerpt: string;
}

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

/** Throws, ends the process, answers with a failure, or does anything with the error, as a search in the text would tell. */
function propagatesByText(language: string, { binding }: HandlerFact, body: string): boolean {
  const code = withoutComments(body);
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

/** Errors by which languages and libraries say something ordinary, by their names alone. */
const answers =
  /^(?:Key|Index|Lookup|Attribute|Value|Type|Unicode\w*|JSONDecode|FileNotFound|FileExists|Import|ModuleNotFound|NotImplemented|ZeroDivision|Overflow|EOF|Assertion|Recursion|Permission|Timeout|Cancelled|Interrupted)Error$|^(?:Stop(?:Async)?Iteration|KeyboardInterrupt|SystemExit|GeneratorExit|DecimalException|InvalidOperation)$|DoesNotExist$|NotFound(?:Error|Exception)?$|NoSuch\w*|NoResultFound|Multiple\w*(?:Returned|Found)|Validation(?:Error|Exception)|Pars(?:e|er|ing)(?:Error|Exception)|Already\w*|Duplicate\w*|IntegrityError|NumberFormatException|(?:Illegal(?:Argument|State)|ClassCast|NoSuchElement|InputMismatch|DateTimeParse|DateTimeException|URISyntax|MalformedURL|UnsupportedEncoding|UnsupportedOperation|ClassNotFound|NoClassDefFound\w*|InterruptedException|Cancellation|EOFException|FileNotFound|IndexOutOfBounds|ArrayIndex\w*|NullPointer|Interrupted)(?:Exception|Error)?$|^(?:EOF|ErrNoRows|ErrNotExist|ErrNotFound|ErrRecordNotFound|Canceled|ErrServerClosed|ErrClosed|DeadlineExceeded|ErrUnexpectedEOF)$/;

function isAnswer({ types }: HandlerFact): boolean {
  return types.length > 0 && types.every((type) => answers.test(type.slice(type.lastIndexOf('.') + 1)));
}

/** What is left says that something failed: a counter, a flag, a message, a metric. */
function speaksOfFailure(body: string): boolean {
  return /err(?:or|s)?(?![a-z])|fail|invalid|exception|unsuccess|unavailable|\bwarn|dead_?letter|retr(?:y|ies)|\binc(?:r|rement)?\(/i.test(
    withoutComments(body),
  );
}

/** The handler with its header and the line above it, where comments about it stand. */
function aroundBody(text: string, { header, body }: HandlerFact): string {
  const above = text.lastIndexOf('\n', Math.max(0, text.lastIndexOf('\n', header.start) - 1));
  const lineAbove = text.slice(above + 1, text.lastIndexOf('\n', header.start) + 1);
  return (/^\s*(?:#|\/\/|\*|\/\*)/.test(lineAbove) ? lineAbove : '') + text.slice(header.start, body.end);
}

/** A comment of two words or more. */
function isDocumented(body: string): boolean {
  const comments = body.match(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<=^|\s)#[^\n]*/g) ?? [];
  return comments.some((comment) => (comment.match(/[A-Za-z']{2,}/g) ?? []).length >= 2);
}

function withoutComments(body: string): string {
  return body.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<=^|\s)#[^\n]*/g, '');
}

function excerptOf(text: string, handler: HandlerFact): string {
  const from = Math.max(handler.tryBody?.start ?? handler.header.start, handler.header.start - 600);
  const start = text.lastIndexOf('\n', from) + 1;
  return text.slice(start, Math.min(handler.body.end + 120, start + 1800));
}

function share(part: number, whole: number): string {
  return whole === 0 ? '  n/a' : ((100 * part) / whole).toFixed(1).padStart(5);
}

/** Handlers that maintainers logged in, from which on their silence says something. */
const leastLogged = 10;

function report(rows: readonly Row[]): void {
  for (const language of [...new Set(rows.map((row) => row.language))].sort()) {
    const all = rows.filter((row) => row.language === language);
    const repositories = [...new Set(all.map((row) => row.repository))].sort();
    const counted = repositories.filter(
      (name) => count(all, (row) => row.repository === name && row.level !== null && row.swallows) >= leastLogged,
    );
    const own = all.filter((row) => counted.includes(row.repository));
    const others = repositories.filter((name) => !counted.includes(name));
    const asked = own.filter((row) => row.level !== null && row.swallows);
    const silent = own.filter((row) => row.level === null);
    const swallowing = silent.filter((row) => row.swallows);
    const loud = asked.filter((row) => row.level === 'loud');
    console.log(
      `\n${language}, ${counted.length} repositories: ${asked.length} logged handlers that swallow without their log (${loud.length} of them at warning or above), ` +
        `${silent.length} silent ones (${swallowing.length} of them swallow)`,
    );
    answer('swallowed-error', asked, silent, (row) => row.found);
    console.log(
      `  ${''.padEnd(34)} warnings and above: precision ${share(count(loud, isFound), count(loud, isFound) + count(silent, isFound))}` +
        `  recall ${share(count(loud, isFound), loud.length)}; specificity ${share(
          count(swallowing, (row) => !row.found),
          swallowing.length,
        )}`,
    );
    answer('every handler without a log', asked, silent, () => true);
    answer('only empty handlers', asked, silent, (row) => row.empty);
    answer('every handler not propagating', asked, silent, (row) => !row.propagates);
    if (others.length > 0) console.log(`  log in fewer than ${leastLogged} handlers: ${others.join(', ')}`);
    for (const repository of counted) {
      const here = (list: readonly Row[]): Row[] => list.filter((row) => row.repository === repository);
      answer(`  ${repository}`, here(asked), here(silent), isFound);
    }
  }
}

const isFound = (row: Row): boolean => row.found;

function count(rows: readonly Row[], says: (row: Row) => boolean): number {
  return rows.filter(says).length;
}

function answer(what: string, asked: readonly Row[], silent: readonly Row[], says: (row: Row) => boolean): void {
  const hits = count(asked, says);
  const wrong = count(silent, says);
  console.log(
    `  ${what.padEnd(34)} precision ${share(hits, hits + wrong)}  recall ${share(hits, asked.length)}` +
      `  (${hits} of ${asked.length}, ${wrong} of ${silent.length} silent)`,
  );
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
