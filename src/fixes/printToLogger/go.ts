/** What `fmt` prints, as a call of a Go logger. */
import type { ArgumentFact, CallFact, LogCallFact, LogLevel } from '../../model/facts.ts';
import type { EditedFile } from '../insert.ts';
import type { UsableLogger } from '../logger.ts';
import { doubleQuoted } from '../strings.ts';

const levelNames: Readonly<Record<LogLevel, string>> = {
  trace: 'Debug',
  debug: 'Debug',
  info: 'Info',
  warn: 'Warn',
  error: 'Error',
  critical: 'Error',
};

/** Libraries that take key and value behind a constant message. */
const withFields: ReadonlySet<string> = new Set(['slog', 'hclog', 'charmbracelet-log']);
/** Libraries whose methods end in `f` for a format and `ln` for values with blanks between them. */
const withEndings: ReadonlySet<string> = new Set(['logrus', 'klog', 'glog']);

/** Null where the arguments have no sure form. */
export function goCall(file: EditedFile, call: CallFact, print: LogCallFact, logger: UsableLogger): string | null {
  const kind = /^fmt\.(Printf|Println|Print)$/.exec(call.path ?? '')?.[1];
  const [first] = call.arguments;
  if (kind === undefined || first === undefined || call.arguments.some((one) => one.kind === 'spread')) return null;
  const { library } = logger.row;
  const level = library === 'klog' || library === 'glog' ? klogLevel(print.level) : levelNames[print.level];
  const receiver = `${logger.name}.${level}`;
  const written = call.arguments.map((argument) => text(file, argument));
  if (library === 'log') return `${logger.name}.${kind}(${withoutNewline(written, kind).join(', ')})`;
  const message = constant(first, kind, call.arguments.length);
  if (call.arguments.length === 1 && message !== null) return constantCall(logger, level, receiver, message);
  if (kind === 'Printf') {
    if (first.kind !== 'string') return null;
    const format = withoutNewline(written, kind).join(', ');
    if (library === 'zerolog') return `${receiver}().Msgf(${format})`;
    return withEndings.has(library) || library === 'zap-sugared' ? `${receiver}f(${format})` : null;
  }
  if (kind === 'Println' && withEndings.has(library)) return `${receiver}ln(${written.join(', ')})`;
  return message === null ? null : fieldsCall(file, call.arguments.slice(1), library, receiver, message);
}

const klogLevel = (level: LogLevel): string => (level === 'warn' ? 'Warning' : level === 'error' ? 'Error' : 'Info');

const text = (file: EditedFile, { range }: ArgumentFact): string => file.text.slice(range.start, range.end);

/** A logger ends its lines by itself. */
function withoutNewline(written: readonly string[], kind: string): readonly string[] {
  const [first = '', ...rest] = written;
  return kind === 'Println' ? written : [first.replace(/\\n"$/, '"'), ...rest];
}

/** A plain text that leads over to what follows; a format with verbs is none. */
function constant({ kind: given, value }: ArgumentFact, kind: string, count: number): string | null {
  if (given !== 'string' || value === null || /[^\n]\n[^\n]/.test(value)) return null;
  if (kind === 'Printf' && (count > 1 || value.includes('%'))) return null;
  const trimmed = (count > 1 ? value.replace(/[\s:=,]+$/, '') : value).trim();
  return trimmed === '' ? null : trimmed;
}

function constantCall({ row, name }: UsableLogger, level: string, receiver: string, message: string): string | null {
  const quoted = doubleQuoted(message);
  if (row.library === 'zerolog') return `${receiver}().Msg(${quoted})`;
  if (row.library === 'go-kit') return null;
  if (row.library === 'logr' && level !== 'Info') return null;
  return row.methods[level] === undefined ? null : `${name}.${level}(${quoted})`;
}

/** Names become fields of their own name; anything else has no name to go by. */
function fieldsCall(
  file: EditedFile,
  values: readonly ArgumentFact[],
  library: string,
  receiver: string,
  message: string,
): string | null {
  const names = values.map((value) => text(file, value));
  const plain = names.every((name) => /^\p{L}[\p{L}\p{N}_]*$/u.test(name)) && new Set(names).size === names.length;
  if (!plain) return null;
  const fields = names.map((name) => `"${name}", ${name}`).join(', ');
  if (withFields.has(library)) return `${receiver}(${doubleQuoted(message)}, ${fields})`;
  return library === 'zap-sugared' ? `${receiver}w(${doubleQuoted(message)}, ${fields})` : null;
}
