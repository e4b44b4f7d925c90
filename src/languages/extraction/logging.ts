/** Which names hold loggers, and which calls log. */
import { isLoggerName, loggerNames, loggerRows, unknownLoggers } from '../../knowledge/loggers.ts';
import type { LoggerRow } from '../../knowledge/logger.ts';
import type { ArgumentFact, CallFact, LogCallFact, LoggerFact, LogLevel } from '../../model/facts.ts';
import { attachesError } from './attachment.ts';
import type { Extraction } from './extraction.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { lookup, pathOfBinding } from './scopes.ts';
import type { Binding } from './scopes.ts';

/** Rows of one ecosystem by what is looked for. */
interface LoggerTable {
  readonly loggers: ReadonlyMap<string, LoggerRow>;
  readonly modules: ReadonlyMap<string, LoggerRow>;
  readonly functions: ReadonlyMap<string, LoggerRow>;
  /** Every method that logs in some library, so that most calls are passed over at once. */
  readonly methods: ReadonlySet<string>;
  readonly anywhere: ReadonlyMap<string, LoggerRow>;
  readonly streams: ReadonlyMap<string, LoggerRow>;
  readonly derive: ReadonlySet<string>;
  readonly unknown: LoggerRow | null;
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
    loggers: new Map(rows.flatMap((row) => row.loggers.map((path) => [path, row]))),
    modules: new Map(rows.flatMap((row) => row.modules.map((path) => [path, row]))),
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
    names,
  };
  tables.set(ecosystem, table);
  return table;
}

export function readLogging(
  extraction: Extraction,
  calls: readonly CallFact[],
  syntax: LanguageSyntax,
): { loggers: LoggerFact[]; logCalls: LogCallFact[] } {
  const table = tableOf(syntax.ecosystem);
  const logCalls: LogCallFact[] = [];
  calls.forEach((call, index) => {
    const read = logCall(extraction, table, call, index);
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

function logCall(extraction: Extraction, table: LoggerTable, call: CallFact, index: number): ReadCall | null {
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
      logger: receiverOf(callee),
      method: callee,
      takesLevel: false,
    };
  }
  const byFunction = path === null ? undefined : table.functions.get(path);
  if (path !== null && byFunction !== undefined) {
    if (!path.includes('.') && lookup(extraction.calls[index]?.frame.scope ?? null, path) !== undefined) return null;
    const method = path.slice(path.lastIndexOf('.') + 1);
    const level = toErrorStream(call) ? 'error' : (byFunction.functions[path] ?? 'info');
    return { row: byFunction, level, logger: receiverOf(callee) || callee, method, takesLevel: false };
  }
  const dot = callee.lastIndexOf('.');
  const method = callee.slice(dot + 1);
  if (dot === -1 || !table.methods.has(method)) return null;
  const receiver = receiverOf(callee);
  const anywhere = table.anywhere.get(method);
  if (anywhere !== undefined) {
    return {
      row: anywhere,
      level: anywhere.anywhere?.[method] ?? 'error',
      logger: receiver,
      method,
      takesLevel: false,
    };
  }
  const row = rowOf(table, path === null ? null : path.slice(0, path.length - method.length - 1), receiver);
  if (row === null) return null;
  const chained = chainLevel(row, receiver);
  const level = chained ?? (method === row.levelArgument ? levelAmong(call.arguments) : row.methods[method]);
  const takesLevel = method === row.levelArgument && chained === undefined;
  if (level === undefined) return null;
  return { row, level, logger: chained === undefined ? receiver : beforeChain(row, receiver), method, takesLevel };
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
function rowOf(table: LoggerTable, path: string | null, receiver: string): LoggerRow | null {
  const base = path === null ? null : underived(path, table.derive);
  if (base !== null) {
    const row = table.loggers.get(base) ?? table.modules.get(base);
    if (row !== undefined) return row;
  }
  const name = underived(receiver.replace(/[?!]/g, ''), table.derive);
  const last = name.slice(name.lastIndexOf('.') + 1).replace(/\(.*$/s, '');
  if (isLoggerName(last) || table.names?.test(name) === true) return table.unknown;
  // A chain over several lines and arguments is told by its path.
  const isChain = base !== null && base !== path && table.unknown?.chains !== undefined;
  return isChain && isLoggerName(base.slice(base.lastIndexOf('.') + 1)) ? table.unknown : null;
}

/** A logger made of another (`log.bind(id=1)`, `log.child({})`) is what the other is. */
function underived(path: string, derive: ReadonlySet<string>): string {
  let base = path;
  for (let level = 0; level < 8 && base.endsWith(')'); level++) {
    const open = base.lastIndexOf('(');
    const dot = base.lastIndexOf('.', open);
    if (dot === -1 || !derive.has(base.slice(dot + 1, open))) break;
    base = base.slice(0, dot);
  }
  return base;
}

/** The logger that a chain starts with. */
function beforeChain({ chains }: LoggerRow, receiver: string): string {
  const starts = Object.keys(chains ?? {}).map((method) => receiver.indexOf(`.${method}(`));
  const first = Math.min(...starts.filter((at) => at !== -1));
  return Number.isFinite(first) ? receiver.slice(0, first) : receiver;
}

/** `log.atError().setCause(error)`: the level of what such a chain ends in. */
function chainLevel({ chains }: LoggerRow, receiver: string): LogLevel | undefined {
  if (chains === undefined || !receiver.endsWith(')')) return undefined;
  const start = Object.keys(chains).find((method) => receiver.includes(`.${method}(`));
  return start === undefined ? undefined : chains[start];
}

function receiverOf(callee: string): string {
  const dot = callee.lastIndexOf('.');
  return dot === -1 ? '' : callee.slice(0, callee[dot - 1] === '?' ? dot - 1 : dot);
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
  const name = written.slice(written.lastIndexOf('.') + 1).toLowerCase();
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
    isText(extraction, second)
      ? second
      : first;
  if (message === undefined) return { kind: 'none', index: -1 };
  const index = given.indexOf(message);
  if (message.kind === 'template') return { kind: 'interpolated', index };
  if (message.kind === 'string') {
    const takes = positional.length > 1 && placeholders.test(message.value ?? '');
    return { kind: takes ? 'placeholder' : 'constant', index };
  }
  return isText(extraction, message) ? { kind: 'interpolated', index } : { kind: 'none', index: -1 };
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
  { reader, ecosystem, importsTypes = false }: LanguageSyntax,
  logCalls: readonly LogCallFact[],
): LoggerFact[] {
  const facts: LoggerFact[] = [];
  const used = new Set(logCalls.map(({ logger }) => logger));
  const add = (name: string, binding: Binding, functionIndex: number): void => {
    const path = pathOfBinding(binding, reader, 0);
    const row = path === null ? undefined : table.loggers.get(underived(path, table.derive));
    const byName = row === undefined && used.has(name) && isLoggerName(name.slice(name.lastIndexOf('.') + 1));
    if (row === undefined && !byName && (importsTypes || !isImportedLogger(name, path))) return;
    facts.push({
      name,
      library: row?.library ?? 'unknown',
      range: { start: binding.start, end: binding.end },
      function: functionIndex,
    });
  };
  for (const scope of extraction.scopes) {
    for (const [name, binding] of scope.names) add(name, binding, scope.function);
  }
  const self = ecosystem === 'python' ? 'self' : 'this';
  for (const { members } of extraction.classes) {
    for (const [name, binding] of members) add(`${self}.${name}`, binding, -1);
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
