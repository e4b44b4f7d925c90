/** The logger that code at some place of a file can use: one it has, or one made as its library documents. */
import {
  hasLoggers,
  loggerForms,
  loggerRow,
  loggerRows,
  type LoggerRow,
  type LoggerSource,
} from '../knowledge/loggers.ts';
import type { Facts, FunctionFact, LogCallFact, LoggerFact } from '../model/facts.ts';
import { contains, lineEnd, lineStart, type TextEdit } from '../model/text.ts';
import { isTaken, neededImport, parseImportLine } from './imports.ts';
import { insertAfterImports, type EditedFile } from './insert.ts';
import type { SharedLogger } from './sharedLogger.ts';
import { writingOf } from './writing/of.ts';
import type { ClassLoggers } from './writing/writing.ts';

/** Where the logger is to be used. */
export interface UsePlace {
  readonly offset: number;
  /** Index of the function, -1 for code of the module, which runs in order. */
  readonly function: number;
}

export interface UsableLogger {
  /** As code writes it: `logger`, `self.log`, `console`. */
  readonly name: string;
  readonly row: LoggerRow;
  /** Takes an object first and the message behind it. */
  readonly objectFirst: boolean;
  /** What makes it; empty where the file has it. */
  readonly edits: readonly TextEdit[];
}

/** What a file that has no logger gets one from. */
export interface LoggerSources {
  /** What the profile and the service log with, best first. */
  readonly libraries: readonly string[];
  /** What the other files of the service import. Asked for only where it is needed. */
  shared(): SharedLogger | null;
}

export function loggerAt(file: EditedFile, place: UsePlace, sources: LoggerSources): UsableLogger | null {
  const present = presentLogger(file, place);
  if (present !== null) return present;
  // A second library beside one that nobody knows the forms of would be one too many.
  const unknown = loggerRow(file.facts.ecosystem, 'unknown');
  const isUnclear = file.facts.logCalls.some((call) => call.library === 'unknown');
  if (isUnclear && unknown !== null && inFormOfFile(file, unknown) === null) return null;
  return (
    newLogger(file, place, importedLibraries(file.facts)) ??
    importedLogger(file, place, sources.shared()) ??
    newLogger(file, place, sources.libraries) ??
    injectedLogger(file, place, sources.libraries)
  );
}

function injectedLogger(file: EditedFile, place: UsePlace, libraries: readonly string[]): UsableLogger | null {
  const found = writingOf(file.facts).injectedLogger?.(file, place, libraries) ?? null;
  if (found === null || found.declares.some((name) => isTaken(file, name))) return null;
  const edits: TextEdit[] = [];
  for (const code of found.imports) {
    const line = parseImportLine(file.facts, code);
    const needed = line === null ? null : neededImport(file, line, -1);
    if (needed === null) return null;
    if (needed.edit !== null) edits.push(needed.edit);
  }
  return usable(file, found.name, found.library, [...edits, ...found.edits]);
}

/** The logger of the service, by the import that its other files have. */
function importedLogger(file: EditedFile, place: UsePlace, shared: SharedLogger | null): UsableLogger | null {
  if (shared === null) return null;
  const source = { moduleSystem: null, import: shared.import, statement: null, logger: shared.name };
  const made = obtained(file, place, source);
  const logger = made === null ? null : usable(file, made.name, shared.library, made.edits);
  return logger === null ? null : { ...logger, objectFirst: logger.objectFirst || shared.objectFirst };
}

/** A logger that the file has and that is bound where the place can see it. */
export function presentLogger(file: EditedFile, place: UsePlace): UsableLogger | null {
  const { facts } = file;
  const visible = facts.loggers.filter((logger) => isUsable(file, logger) && isVisible(file, logger, place));
  // The nearest: of the function itself, of the object, of the module; one we know before one with just the name.
  const rank = (logger: LoggerFact): number =>
    (logger.function !== -1 ? 4 : logger.name.includes('.') ? 2 : 0) + (logger.library === 'unknown' ? 0 : 1);
  const best = visible.sort((one, other) => rank(other) - rank(one) || one.range.start - other.range.start)[0];
  if (best !== undefined) return usable(file, ownNamed(file, best.name, place), libraryOf(facts, best), []);
  const inherited = inheritedLogger(file, place);
  if (inherited !== null) return usable(file, inherited, 'unknown', []);
  const direct = facts.logCalls
    .map((call) => ownByUse(file, call, place) ?? moduleLogger(facts, call, place))
    .find((name) => name !== null);
  const there = direct ?? writingOf(facts).ambientLogger?.(file, place) ?? null;
  return there === null ? null : usable(file, there.name, there.library, []);
}

/** `this.log` as the method at a place writes it, where it has a name of its own for its object. */
function ownNamed(file: EditedFile, name: string, place: UsePlace): string {
  const own = ownNameAt(file, place);
  return own === null ? name : name.replace(/^this\./, `${own.name}.`);
}

function ownNameAt(
  { facts, text }: EditedFile,
  place: UsePlace,
): { readonly name: string; readonly owner: string | null } | null {
  const { ownName } = writingOf(facts);
  for (const index of ownName === undefined ? [] : enclosing(facts, place.function)) {
    const method = facts.functions[index];
    const name = method === undefined ? null : (ownName?.(method, text) ?? null);
    if (method !== undefined && name !== null) return { name, owner: method.owner };
  }
  return null;
}

/** `s.logger.Error(…)` in a method of the same struct, which another file declares. */
function ownByUse(file: EditedFile, log: LogCallFact, place: UsePlace): { name: string; library: string } | null {
  const own = ownNameAt(file, place);
  const used = own === null ? null : ownNameAt(file, { offset: log.range.start, function: log.function });
  if (own === null || used === null || used.owner !== own.owner || !log.logger.startsWith(`${used.name}.`)) return null;
  const field = log.logger.slice(used.name.length + 1);
  return /^\w+$/.test(field) ? { name: `${own.name}.${field}`, library: log.library } : null;
}

/** A class that logs by itself (`Logger.warn`) is known by how it is called. */
function libraryOf(facts: Facts, logger: LoggerFact): string {
  if (logger.library !== 'unknown') return logger.library;
  const called = facts.logCalls.find((call) => call.logger === logger.name && call.library !== 'unknown');
  return called?.library ?? 'unknown';
}

function usable(file: EditedFile, name: string, library: string, edits: readonly TextEdit[]): UsableLogger | null {
  const { facts } = file;
  const known = loggerRow(facts.ecosystem, library);
  const row = known === null || library !== 'unknown' ? known : inFormOfFile(file, known);
  if (row === null) return null;
  const byUse =
    library === 'unknown' && facts.logCalls.some((call) => call.logger === name && takesObjectFirst(facts, call));
  return { name, row, objectFirst: byUse || /\(\{ /.test(row.logError), edits };
}

/** A logger of which only the name is known takes an error as the file's other calls say. */
function inFormOfFile({ facts, text }: EditedFile, row: LoggerRow): LoggerRow | null {
  const forms = loggerForms(facts.ecosystem);
  if (forms === null) return row;
  const written = facts.logCalls
    .filter((call) => call.library === 'unknown')
    .map((call) =>
      text.slice(call.range.start + call.logger.length, Math.min(call.range.end, call.range.start + 2000)),
    );
  const form = forms.find(({ when }) => written.some((call) => when.test(call)));
  return form === undefined ? null : { ...row, ...form };
}

function takesObjectFirst(facts: Facts, call: LogCallFact): boolean {
  const [first, second] = facts.calls[call.call]?.arguments ?? [];
  return first?.kind === 'object' && (second?.kind === 'string' || second?.kind === 'template');
}

/** A name that only sounds like a logger is one when the file calls a method of it; `log('…')` is a function. */
function isUsable({ facts, text }: EditedFile, logger: LoggerFact): boolean {
  if (logger.library !== 'unknown') return hasLoggers(loggerRow(facts.ecosystem, logger.library));
  const line = text.slice(lineStart(text, logger.range.start), lineEnd(text, logger.range.start));
  if (/\bdebug(?:log)?\b/.test(line)) return false;
  const isCalled = facts.calls.some((call) => call.callee === logger.name);
  if (isCalled) return false;
  return facts.logCalls.some((call) => call.logger === logger.name) || /^_?logger$/.test(logger.name);
}

function isVisible(file: EditedFile, logger: LoggerFact, place: UsePlace): boolean {
  const { facts } = file;
  if (logger.name.includes('.')) return isOwn(file, logger, place);
  if (!/^[\w$]+$/.test(logger.name)) return false;
  // Code of the module runs in order; a function runs when the module is there.
  const isBoundEarlier = logger.range.end <= place.offset;
  const sameLevel = logger.function === place.function;
  if ((sameLevel || place.function === -1) && !isBoundEarlier) return false;
  const sees = writingOf(facts).loggers?.sees(file, logger, place.offset) ?? true;
  return sees && enclosing(facts, place.function).includes(logger.function);
}

/** A name that the methods of the same class log with and the file does not declare. */
function inheritedLogger({ facts }: EditedFile, place: UsePlace): string | null {
  if (writingOf(facts).loggers?.inherited !== true) return null;
  const owner = ownerAt(facts, place.function);
  if (owner === null) return null;
  const found = facts.logCalls.find(
    ({ logger, library, function: within }) =>
      library === 'unknown' &&
      /^[A-Za-z_$][\w$]*$/.test(logger) &&
      !facts.loggers.some((one) => one.name === logger) &&
      !isParameter(facts, within, logger) &&
      ownerAt(facts, within) === owner,
  );
  return found?.logger ?? null;
}

function ownerAt(facts: Facts, index: number): string | null {
  for (const at of enclosing(facts, index)) {
    const owner = facts.functions[at]?.owner ?? null;
    if (owner !== null) return owner;
  }
  return null;
}

function isParameter(facts: Facts, index: number, name: string): boolean {
  return enclosing(facts, index).some((at) => facts.functions[at]?.parameters.includes(name) === true);
}

/** `self.log` is there in the methods of the class that binds it. */
function isOwn(file: EditedFile, logger: LoggerFact, place: UsePlace): boolean {
  const { facts, text } = file;
  if (!/^(?:self|this)\.[\w$#]+$/.test(logger.name)) return false;
  const owner = ownerOf(facts, logger);
  if (owner === null) return false;
  for (const index of enclosing(facts, place.function)) {
    const method = facts.functions[index];
    if (method === undefined) return false;
    const { ownName } = writingOf(facts);
    if (method.owner === owner && ownName !== undefined) return ownName(method, text) !== null;
    if (method.owner === owner) return facts.ecosystem === 'python' ? takesSelf(method) : !isStatic(text, method);
    // A `function` of its own has a `this` of its own.
    if (
      facts.ecosystem === 'node' &&
      /^(?:async\s+)?function\b/.test(text.slice(method.range.start, method.range.start + 40))
    ) {
      return false;
    }
  }
  return false;
}

function takesSelf(method: FunctionFact): boolean {
  return (
    method.parameters[0] === 'self' &&
    !method.decorators.some((decorator) => /^(?:static|class)method\b/.test(decorator))
  );
}

function isStatic(text: string, method: FunctionFact): boolean {
  return /^(?:(?:public|private|protected|async)\s+)*static\b/.test(
    text.slice(method.range.start, method.range.start + 60),
  );
}

/** The class that a `self.log` is bound in: of the method around the binding, or of the first method behind it. */
function ownerOf(facts: Facts, logger: LoggerFact): string | null {
  const around = facts.functions.filter((one) => one.owner !== null && contains(one.range, logger.range)).at(-1);
  if (around !== undefined) return around.owner;
  const holder = facts.classes.find((one) => one.kind === 'struct' && contains(one.range, logger.range));
  if (holder !== undefined) return holder.name;
  return facts.functions.find((one) => one.owner !== null && one.range.start > logger.range.end)?.owner ?? null;
}

/** The function, the functions around it, and the module (-1), innermost first. */
function enclosing(facts: Facts, index: number): number[] {
  const chain: number[] = [];
  for (let at = index; at >= 0 && chain.length < 64; at = facts.functions[at]?.parent ?? -1) chain.push(at);
  chain.push(-1);
  return chain;
}

/** `logging.warning(…)`: the file logs with the module itself. */
function moduleLogger(facts: Facts, log: LogCallFact, place: UsePlace): { name: string; library: string } | null {
  const row = loggerRow(facts.ecosystem, log.library);
  const path = facts.calls[log.call]?.path ?? '';
  const module = path.slice(
    0,
    row?.chains === undefined ? path.lastIndexOf('.') : path.replace(/\(.*$/s, '').lastIndexOf('.'),
  );
  if (row === null || log.library === 'console' || !row.modules.includes(module)) return null;
  const writing = writingOf(facts);
  const imported = facts.imports.find(
    (one) =>
      !one.typeOnly &&
      one.function === -1 &&
      (one.alias === log.logger ||
        one.module === log.logger ||
        (one.module === module && writing.nameOfWhole(one) === log.logger)),
  );
  if (imported === undefined || (place.function === -1 && imported.range.start > place.offset)) return null;
  return /^[\w$]+$/.test(log.logger) ? { name: log.logger, library: log.library } : null;
}

/** A logger that the file gets: import, binding behind the imports, or just the name where it needs neither. */
function newLogger(file: EditedFile, place: UsePlace, libraries: readonly string[]): UsableLogger | null {
  for (const library of libraries) {
    const row = loggerRow(file.facts.ecosystem, library);
    const system = file.facts.style.moduleSystem ?? (/\.(?:[cm]?ts|tsx|mjs)$/.test(file.path) ? 'esm' : 'commonjs');
    const source = row?.obtain.find(({ moduleSystem }) => moduleSystem === null || moduleSystem === system);
    if (row === null || source === undefined) continue;
    const made = obtained(file, place, source);
    if (made === null) continue;
    return usable(file, made.name, library, made.edits);
  }
  return null;
}

/** Libraries that the file imports and makes no logger of yet. */
function importedLibraries(facts: Facts): string[] {
  const modules = new Set(facts.imports.filter((one) => !one.typeOnly).map((one) => one.module));
  return loggerRows
    .filter(
      (row) => row.ecosystem === facts.ecosystem && row.obtain.some((source) => modules.has(moduleOf(facts, source))),
    )
    .map((row) => row.library);
}

function moduleOf(facts: Facts, source: LoggerSource): string {
  return (source.import === null ? null : parseImportLine(facts, source.import)?.module) ?? '';
}

function obtained(
  file: EditedFile,
  place: UsePlace,
  source: LoggerSource,
): { readonly name: string; readonly edits: readonly TextEdit[] } | null {
  if (source.import === null) return isTaken(file, source.logger) ? null : { name: source.logger, edits: [] };
  const line = parseImportLine(file.facts, source.import);
  if (line === null) return null;
  const { afterImports } = file.facts.prologue;
  // Code of the module that stands before the binding would not see it.
  if (place.function === -1 && place.offset < afterImports) return null;
  const inOrder = source.statement === null ? (place.function === -1 ? place.offset : -1) : afterImports;
  const writing = writingOf(file.facts);
  if (writing.loggers !== undefined) return obtainedInClass(file, place, source, writing.loggers);
  const hoisted = writing.isHoisted(source.import);
  const needed = neededImport(file, line, hoisted ? -1 : inOrder);
  if (needed === null) return null;
  const edits = needed.edit === null ? [] : [needed.edit];
  if (source.statement === null) {
    // What is taken from the import may be more than its name: `zap.L()`.
    const isMore = line.local !== null && source.logger.startsWith(`${line.local}.`);
    const rest = isMore ? source.logger.slice(line.local?.length) : '';
    return { name: needed.local === null ? source.logger : needed.local + rest, edits };
  }
  const { style } = file.facts;
  const renamed = renameCallee(source.statement, line.local, needed.local);
  const name = [source.logger, 'log', '_logger'].find((one) => !isTaken(file, one));
  if (name === undefined) return null;
  const statement = writing.inStyle(renamed.replace(/^(const )?\w+/, `$1${name}`), style);
  const together = needed.edit?.range.start === afterImports || afterImports === file.facts.prologue.firstStatement;
  if (needed.edit === null || !together) return { name, edits: [...edits, insertAfterImports(file, [statement])] };
  // The blank line that sets the import off from another group stays in front of it.
  const lead = needed.edit.text.startsWith(style.endOfLine) ? [''] : [];
  return {
    name,
    edits: [insertAfterImports(file, [...lead, writing.inStyle(line.code, style), '', statement], true)],
  };
}

/** A logger as a member of the class, and all imports that it needs. */
function obtainedInClass(
  file: EditedFile,
  place: UsePlace,
  { import: first, alsoImports = [], statement, logger }: LoggerSource,
  { place: placeLogger }: ClassLoggers,
): { readonly name: string; readonly edits: readonly TextEdit[] } | null {
  const edits: TextEdit[] = [];
  const writing = writingOf(file.facts);
  const styled = statement === null ? null : writing.inStyle(statement, file.facts.style);
  for (const code of first === null ? alsoImports : [first, ...alsoImports]) {
    const line = parseImportLine(file.facts, writing.inStyle(code, file.facts.style));
    // Where types are not written, theirs need no import.
    const type = line === null || line.name === null ? null : line.local;
    if (styled !== null && type !== null && !styled.split(/\W+/).includes(type)) continue;
    const needed = line === null ? null : neededImport(file, line, -1);
    // A type that the file calls by another name would need another statement.
    if (needed === null || needed.local !== line?.local) return null;
    if (needed.edit !== null) addImportEdit(edits, needed.edit, file.facts.style.endOfLine);
  }
  if (styled === null) return { name: logger, edits };
  const name = [logger, 'log', '_logger'].find((one) => !isTaken(file, one));
  if (name === undefined) return null;
  const renamed = styled.replace(new RegExp(`\\b${logger}(?= =)`), name);
  const edit = placeLogger(file, place.offset, renamed);
  return edit === null ? null : { name, edits: [...edits, edit] };
}

/** Imports at one place stand below one another, without the blank lines that set them off. */
function addImportEdit(edits: TextEdit[], edit: TextEdit, newline: string): void {
  const last = edits.at(-1);
  if (last === undefined || last.range.start !== edit.range.start) edits.push(edit);
  else {
    const text = last.text.replace(/[\r\n]+$/, newline) + edit.text.replace(/^[\r\n]+/, '');
    edits[edits.length - 1] = { ...last, text };
  }
}

function renameCallee(statement: string, from: string | null, to: string | null): string {
  if (from === null || to === null || from === to) return statement;
  return statement.replace(new RegExp(`(=\\s*(?:new )?)${from}\\b`), `$1${to}`);
}
