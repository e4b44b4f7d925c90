/** What Ruby prints, as a call of a logger. */
import type { CallFact, LogCallFact, LogLevel } from '../../model/facts.ts';
import type { EditedFile } from '../insert.ts';
import type { UsableLogger } from '../logger.ts';

const methods: Readonly<Record<LogLevel, string>> = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  critical: 'fatal',
};

/** Null where the arguments have no sure form: loggers take one text, printing takes many values. */
export function rubyCall(file: EditedFile, call: CallFact, print: LogCallFact, logger: UsableLogger): string | null {
  const method = methods[print.level];
  const [only, more] = call.arguments;
  if (only === undefined || more !== undefined || only.keyword !== null || only.kind === 'spread') return null;
  if (!/^(?:(?:\$std(?:out|err)|STD(?:OUT|ERR)|Kernel)\.)?(?:puts|p|pp|warn)$/.test(call.callee)) return null;
  const written = file.text.slice(only.range.start, only.range.end);
  if (/^<<[~-]?["'A-Z]/.test(written)) return null;
  const isText = only.kind === 'string' || only.kind === 'template';
  // `p` shows a value as code would write it.
  if (/^pp?$/.test(call.callee)) return isText ? null : `${logger.name}.${method}(${inspected(written)})`;
  return isText ? `${logger.name}.${method}(${written})` : null;
}

function inspected(written: string): string {
  return /^@?[a-z_][\w.]*[?!]?$/.test(written) ? `${written}.inspect` : `(${written}).inspect`;
}
