/** Which names hold loggers, and which calls log. */
import { isLoggerName, loggerNames, loggerRows, unknownLoggers } from '../../knowledge/loggers.ts';
import type { LoggerRow } from '../../knowledge/logger.ts';
import type { ArgumentFact, CallFact, LogCallFact, LoggerFact, LogLevel } from '../../model/facts.ts';
import { attachesError } from './attachment.ts';
import type { Extraction } from './extraction.ts';
import { dotted } from './handlerBody.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { lookup, pathOfBinding } from './scopes.ts';
import type { Binding } from './scopes.ts';

/** Rows of one ecosystem by what is looked for. */
interface LoggerTable {
  /** Several where libraries have loggers of the same name. */
  readonly loggers: ReadonlyMap<string, readonly LoggerRow[]>;
  readonly modules: ReadonlyMap<string, readonly LoggerRow[]>;
  readonly functions: ReadonlyMap<string, LoggerRow>;
  /** Every method that logs in some library, so that most calls are passed over at once. */
  readonly methods: ReadonlySet<string>;
  readonly anywhere: ReadonlyMap<string, LoggerRow>;
  readonly streams: ReadonlyMap<string, LoggerRow>;
  readonly derive: ReadonlySet<string>;
  readonly unknown: LoggerRow | null;
  /** Some library's loggers have methods that the program gave them. */
  readonly isOpen: boolean;
  readonly names: RegExp | null;
}

const tables = new Map<string, LoggerTable>();

function tableOf(ecosystem: string): LoggerTable {
  const known = tables.get(ecosystem);
  if (known !== undefined) return known;
  const rows = loggerRows.filter((row) => row.ecosystem === ecosystem);
  const unknown = unknownLoggers.find((row) => row.ecosystem === ecosystem) ?? null;
  const names = loggerNames(ecosystem);
  const all = unknown === null ? rows : [...rows, unknown];
  const table: LoggerTable = {
    loggers: byPath(rows, (row) => row.loggers),
    modules: byPath(rows, (row) => row.modules),
    functions: new Map(rows.flatMap((row) => Object.keys(row.functions).map((path) => [path, row]))),
    methods: new Set(
      all.flatMap((row) => [
        ...Object.keys(row.methods),
        ...Object.keys(row.anywhere ?? {}),
        ...(row.levelArgument === null ? [] : [row.levelArgument]),
      ]),
    ),
    anywhere: new Map(rows.flatMap((row) => Object.keys(row.anywhere ?? {}).map((method) => [method, row]))),
    streams: new Map(rows.flatMap((row) => (row.streams ?? []).map((path) => [path, row]))),
    derive: new Set(all.flatMap((row) => row.derive)),
    unknown,
    isOpen: all.some((row) => row.otherMethods !== undefined),
    names,
  };
  tables.set(ecosystem, table);
  return table;
}

function byPath(
  rows: readonly LoggerRow[],
  pathsOf: (row: LoggerRow) => readonly string[],
): ReadonlyMap<string, readonly LoggerRow[]> {
  const found = new Map<string, LoggerRow[]>();
  for (const row of rows) for (const path of pathsOf(row)) found.set(path, [...(found.get(path) ?? []), row]);
  return found;
}

/** Of libraries whose loggers have one name, the one that has the method and that the file imports. */
function chosen(
  { imports }: Extraction,
  rows: readonly LoggerRow[] | undefined,
  method: string | null,
): LoggerRow | undefined {
  if (rows === undefined || rows.length < 2) return rows?.[0];
  const able = rows.filter(
    (row) => method === null || row.methods[method] !== undefined || row.levelArgument === method,
  );
  const among = able.length === 0 ? rows : able;
  const isImported = ({ imported }: LoggerRow): boolean =>
    imported !== undefined && imports.some(({ fact }) => imported.test(fact.module));
  return among.find(isImported) ?? among.find((row) => row.imported === undefined) ?? among[0];
}

export function readLogging(
  extraction: Extraction,
  calls: readonly CallFact[],
  syntax: LanguageSyntax,
): { loggers: LoggerFact[]; logCalls: LogCallFact[] } {
  const table = tableOf(syntax.ecosystem);
  const logCalls: LogCallFact[] = [];
  calls.forEach((call, index) => {
    const read = logCall(extraction, table, call, index, syntax.memberMarks ?? dots);
    if (read === null) return;
    const { row, level, logger, method, takesLevel } = read;
    const message = messageOf(extraction, call.arguments, takesLevel ? 1 : 0);
    logCalls.push({
      range: call.range,
      function: call.function,
      condition: call.condition,
      call: index,
      library: row.library,
      logger,
      level,
      message: message.kind,
      messageArgument: message.index,
      errorAttached: attachesError(extraction, call, row, method),
    });
  });
  return { loggers: loggersIn(extraction, table, syntax, logCalls), logCalls };
}

interface ReadCall {
  readonly row: LoggerRow;
  readonly level: LogLevel;
  readonly logger: string;
  readonly method: string;
  /** Its first argument is the level. */
  readonly takesLevel: boolean;
}

const dots: readonly string[] = ['.'];

function logCall(
  extraction: Extraction,
  table: LoggerTable,
  call: CallFact,
  index: number,
  marks: readonly string[],
): ReadCall | null {
  const { path } = call;
  const callee = wholeCallee(extraction, call);
  if (call.constructs) return null;
  const byStream = path === null ? undefined : table.streams.get(path);
  if (byStream !== undefined) {
    const stream = /^os\.(?:stderr|stdout)$/i.exec(call.arguments[0]?.value ?? '')?.[0].toLowerCase();
    if (stream === undefined) return null;
    return {
      row: byStream,
      level: stream === 'os.stderr' ? 'error' : 'info',
      logger: receiverOf(callee, marks),
      method: callee,
      takesLevel: false,
    };
  }
  const byFunction = path === null ? undefined : table.functions.get(path);
  if (path !== null && byFunction !== undefined) {
    if (!path.includes('.') && lookup(extraction.calls[index]?.frame.scope ?? null, path) !== undefined) return null;
    if (call.arguments[byFunction.givesText?.[path] ?? -1]?.value === 'true') return null;
    const method = path.slice(path.lastIndexOf('.') + 1);
    const level = toErrorStream(call) ? 'error' : (byFunction.functions[path] ?? 'info');
    return { row: byFunction, level, logger: receiverOf(callee, marks) || callee, method, takesLevel: false };
  }
  const method = lastName(callee, marks);
  if (method === callee || (!table.methods.has(method) && !table.isOpen)) return null;
  const receiver = receiverOf(callee, marks);
  const anywhere = call.arguments.length === 0 ? table.anywhere.get(method) : undefined;
  if (anywhere !== undefined) {
    return {
      row: anywhere,
      level: anywhere.anywhere?.[method] ?? 'error',
      logger: receiver,
      method,
      takesLevel: false,
    };
  }
  const base = path === null ? null : path.slice(0, path.length - method.length - 1);
  const row = rowOf(extraction, table, base, receiver, method);
  if (row === null) return null;
  const chained = chainLevel(row, receiver);
  // A link that is not the last one writes nothing yet.
  const isLink = row.chains?.[method] !== undefined && (chained !== undefined || call.arguments.length === 0);
  const isEnd = row.methods[method] !== undefined || method === row.levelArgument;
  if (isLink) return null;
  if (!isEnd) return ownMethod(row, call, receiver, method);
  const level = chained ?? (method === row.levelArgument ? levelAmong(call.arguments) : row.methods[method]);
  const takesLevel = method === row.levelArgument && chained === undefined;
  if (level === undefined) return null;
  return { row, level, logger: chained === undefined ? receiver : beforeChain(row, receiver), method, takesLevel };
}

/** `_logger.OrderPaid(id)`: a method that the program gave its loggers. */
function ownMethod(row: LoggerRow, call: CallFact, logger: string, method: string): ReadCall | null {
  const { otherMethods } = row;
  if (otherMethods === undefined || !call.isStatement || !otherMethods.names.test(method)) return null;
  return { row, level: otherMethods.level, logger, method, takesLevel: false };
}

const longestChain = 4000;
const shortCallee = 200;

/** A chain of calls is long, and its last part says whether it logs. */
function wholeCallee({ text }: Extraction, { callee, calleeRange }: CallFact): string {
  if (callee.length < shortCallee) return callee;
  return text.slice(calleeRange.start, Math.min(calleeRange.end, calleeRange.start + longestChain));
}

/** The level is the first argument, or stands behind a context. */
function levelAmong([first, second]: readonly ArgumentFact[]): LogLevel {
  return levelOf(first) ?? levelOf(second) ?? 'info';
}

/** What is logged with: by what the name stands for, else by the name. */
function rowOf(
  extraction: Extraction,
  table: LoggerTable,
  path: string | null,
  receiver: string,
  method: string,
): LoggerRow | null {
  const row = path === null ? undefined : loggerOf(extraction, table, path, method);
  if (row !== undefined) return row;
  const base = path === null ? null : underived(path, table.derive);
  const name = underived(dotted(receiver).replace(/[?!&@]/g, ''), table.derive);
  const last = name.slice(name.lastIndexOf('.') + 1).replace(/\(.*$/s, '');
  if (isLoggerName(last) || table.names?.test(name) === true) return table.unknown;
  // A chain over several lines and arguments is told by its path.
  const isChain = base !== null && base !== path && table.unknown?.chains !== undefined;
  return isChain && isLoggerName(base.slice(base.lastIndexOf('.') + 1)) ? table.unknown : null;
}

/** The row of a logger, or of one that is made of it. */
function loggerOf(
  extraction: Extraction,
  table: LoggerTable,
  path: string,
  method: string | null,
): LoggerRow | undefined {
  let base = path;
  for (let level = 0; level < mostLinks; level++) {
    const row = chosen(extraction, table.loggers.get(base) ?? table.modules.get(base), method);
    if (row !== undefined) return row;
    const next = withoutLink(base, table.derive);
    if (next === null) return undefined;
    base = next;
  }
  return undefined;
}

const mostLinks = 64;

/** A logger made of another (`log.bind(id=1)`, `log.child({})`) is what the other is. */
function underived(path: string, derive: ReadonlySet<string>): string {
  let base = path;
  for (let level = 0; level < mostLinks; level++) {
    const next = withoutLink(base, derive);
    if (next === null) break;
    base = next;
  }
  return base;
}

function withoutLink(path: string, derive: ReadonlySet<string>): string | null {
  if (!path.endsWith(')')) return null;
  const open = path.lastIndexOf('(');
  const dot = path.lastIndexOf('.', open);
  return dot === -1 || !derive.has(path.slice(dot + 1, open)) ? null : path.slice(0, dot);
}

/** The logger that a chain starts with, or is made with: `level.Error(logger)`. */
function beforeChain(row: LoggerRow, receiver: string): string {
  const head = chainHead(row, receiver);
  if (head === null) return receiver;
  const given = receiver.slice(head.at + head.method.length + 2, -1);
  return row.chainTakesLogger === true ? given : receiver.slice(0, head.at);
}

/** The link of a chain that says the level: the first. */
function chainHead({ chains }: LoggerRow, receiver: string): { readonly method: string; readonly at: number } | null {
  let head: { readonly method: string; readonly at: number } | null = null;
  for (const method of Object.keys(chains ?? {})) {
    const at = receiver.indexOf(`.${method}(`);
    if (at !== -1 && (head === null || at < head.at)) head = { method, at };
  }
  return head;
}

/** `log.atError().setCause(error)`: the level of what such a chain ends in. */
function chainLevel(row: LoggerRow, receiver: string): LogLevel | undefined {
  const head = receiver.endsWith(')') ? chainHead(row, receiver) : null;
  return head === null ? undefined : row.chains?.[head.method];
}

/** What stands in front of the last name; nothing where there is none. */
function receiverOf(callee: string, marks: readonly string[]): string {
  const at = Math.max(...marks.map((mark) => callee.lastIndexOf(mark)));
  return at === -1 ? '' : callee.slice(0, callee[at - 1] === '?' ? at - 1 : at);
}

function lastName(callee: string, marks: readonly string[]): string {
  let start = 0;
  for (const mark of marks) {
    const at = callee.lastIndexOf(mark);
    if (at !== -1) start = Math.max(start, at + mark.length);
  }
  return callee.slice(start);
}

const levelNames: Readonly<Record<string, LogLevel>> = {
  trace: 'trace',
  silly: 'trace',
  debug: 'debug',
  verbose: 'debug',
  info: 'info',
  notice: 'info',
  http: 'info',
  success: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  exception: 'error',
  critical: 'critical',
  fatal: 'critical',
  crit: 'critical',
  emerg: 'critical',
  alert: 'critical',
  finest: 'trace',
  finer: 'trace',
  fine: 'debug',
  config: 'info',
  severe: 'error',
};

/** `logging.ERROR`, `'error'`, `slog.LevelError`; a level that is not to be seen is information. */
function levelOf(argument: ArgumentFact | undefined): LogLevel | undefined {
  const written = argument?.value ?? '';
  const name = written.slice(Math.max(written.lastIndexOf('.'), written.lastIndexOf(':')) + 1).toLowerCase();
  return levelNames[name] ?? levelNames[name.replace(/^level|level$/, '')];
}

/** `print(…, file=sys.stderr)`, `click.echo(…, err=True)` */
function toErrorStream(call: CallFact): boolean {
  return call.arguments.some(
    ({ keyword, value }) => (keyword === 'file' && value === 'sys.stderr') || (keyword === 'err' && value === 'true'),
  );
}

const placeholders = /%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[sdifFeEgGrxXcajoO]|%[+#]?[vqwT]|\{[\w.!:]*\}/;

/** @param from the first argument that may be the message: one behind the level */
function messageOf(
  extraction: Extraction,
  given: readonly ArgumentFact[],
  from: number,
): { readonly kind: LogCallFact['message']; readonly index: number } {
  const positional = given.filter(
    (argument, index) => index >= from && argument.keyword === null && argument.kind !== 'spread',
  );
  const [first, second] = positional;
  // Some libraries take an object or the error first and the message behind it.
  const message =
    first !== undefined &&
    (first.kind === 'object' || first.kind === 'name') &&
    second !== undefined &&
    (isText(extraction, second) || madeText(extraction, second) !== null)
      ? second
      : first;
  if (message === undefined) return { kind: 'none', index: -1 };
  const index = given.indexOf(message);
  const made = madeText(extraction, message);
  if (made !== null) return { kind: made, index };
  if (message.kind === 'template') return { kind: 'interpolated', index };
  if (message.kind === 'string') {
    const takes = positional.length > 1 && placeholders.test(message.value ?? '');
    return { kind: takes ? 'placeholder' : 'constant', index };
  }
  return isText(extraction, message) ? { kind: 'interpolated', index } : { kind: 'none', index: -1 };
}

/** The text that a function makes: `{ "paid $order" }`, `() -> "paid " + order`. */
function madeText({ text }: Extraction, { kind, range }: ArgumentFact): 'constant' | 'interpolated' | null {
  if (kind !== 'function') return null;
  const written = text.slice(range.start, Math.min(range.end, range.start + 500));
  const made = /^\{\s*("[\s\S]*)\}$|->\s*("[\s\S]*)$/.exec(written);
  const body = made?.[1] ?? made?.[2];
  if (body === undefined) return null;
  return /^"[^"$]*"\s*$/.test(body) ? 'constant' : 'interpolated';
}

/** A string, or one put together: `'a' + b`, `'a' % b`, `'a {}'.format(b)`. */
function isText({ text }: Extraction, { kind, range }: ArgumentFact): boolean {
  if (kind === 'string' || kind === 'template') return true;
  const written = text.slice(range.start, Math.min(range.end, range.start + 500));
  if (kind === 'call')
    return (
      /^(?:[rub]|rb|br)?(['"])[^\n]*\1\s*\.format\(/i.test(written) ||
      /^(?:util\.|String\.)?format\(|^fmt\.Sprintf?\(|"\.formatted\(/.test(written)
    );
  return kind === 'other' && /['"`][^\n]*['"`]\s*[%+]|\+\s*[rub]?['"`]/i.test(written);
}

function loggersIn(
  extraction: Extraction,
  table: LoggerTable,
  { reader, ecosystem, importsTypes = false, ownMember }: LanguageSyntax,
  logCalls: readonly LogCallFact[],
): LoggerFact[] {
  const facts: LoggerFact[] = [];
  const used = new Map(logCalls.map((call) => [call.logger, call.library]));
  const add = (name: string, binding: Binding, functionIndex: number): void => {
    const path = pathOfBinding(binding, reader, 0);
    const made = path === null ? undefined : loggerOf(extraction, table, path, null);
    const row = made !== undefined && path !== null && !table.modules.has(path) ? made : undefined;
    const byName = row === undefined && used.has(name) && isLoggerName(/[^.>]*$/.exec(name)?.[0] ?? name);
    if (row === undefined && !byName && (importsTypes || !isImportedLogger(name, path))) return;
    facts.push({
      name,
      library: row === undefined ? 'unknown' : libraryOf(row, name),
      range: { start: binding.start, end: binding.end },
      function: functionIndex,
    });
  };
  // Where libraries have loggers of the same name, the calls tell them apart.
  const libraryOf = (row: LoggerRow, name: string): string => {
    const called = row.loggers.some((path) => (table.loggers.get(path)?.length ?? 0) > 1) ? used.get(name) : undefined;
    return called ?? row.library;
  };
  for (const scope of extraction.scopes) {
    for (const [name, binding] of scope.names) add(name, binding, scope.function);
  }
  const own = ownMember ?? (ecosystem === 'python' || ecosystem === 'rust' ? 'self.' : 'this.');
  for (const { members } of extraction.classes) {
    for (const [name, binding] of members) {
      // Variables of an object are told by their names.
      add(name.startsWith('@') ? name : `${own}${name}`, binding, -1);
    }
  }
  return facts.sort((one, other) => one.range.start - other.range.start);
}

/** `import { logger } from './logger'`: only its name says what it is. */
function isImportedLogger(name: string, path: string | null): boolean {
  return (
    path !== null &&
    path !== name &&
    !path.startsWith('self.') &&
    !path.startsWith('this.') &&
    /^_*log(?:ger)?$/i.test(name)
  );
}
