/** At which level a call logs, where an argument says it. */
import type { ArgumentFact, CallFact, LogLevel } from '../../../model/facts.ts';

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
export function toErrorStream(call: CallFact): boolean {
  return call.arguments.some(
    ({ keyword, value }) => (keyword === 'file' && value === 'sys.stderr') || (keyword === 'err' && value === 'true'),
  );
}

/** The level is the first argument, or stands behind a context. */
export function levelAmong([first, second]: readonly ArgumentFact[]): LogLevel {
  return levelOf(first) ?? levelOf(second) ?? 'info';
}
