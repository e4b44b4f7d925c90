/** Which names hold loggers, and which calls log. */
import { isLoggerName } from '../../knowledge/loggers.ts';
import type { LoggerRow } from '../../knowledge/logger.ts';
import type { CallFact, LogCallFact, LoggerFact, LogLevel } from '../../model/facts.ts';
import { attachesError } from './attachment.ts';
import type { Extraction } from './extraction.ts';
import { dotted } from './namedCalls.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { beforeChain, chainLevel, lastName, receiverOf, underived } from './logging/chains.ts';
import { levelAmong, toErrorStream } from './logging/levels.ts';
import { loggersIn } from './logging/loggers.ts';
import { loggerOf, loggerTableOf, type LoggerTable } from './logging/loggerTable.ts';
import { messageOf } from './logging/messages.ts';
import { lookup } from './scopes.ts';

export function readLogging(
  extraction: Extraction,
  calls: readonly CallFact[],
  syntax: LanguageSyntax,
): { loggers: LoggerFact[]; logCalls: LogCallFact[] } {
  const table = loggerTableOf(syntax.ecosystem);
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
