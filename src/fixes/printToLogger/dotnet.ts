/** What `Console` and `Debug` write, as a call of a logger of .NET: a message template and its values. */
import type { CallFact, LogCallFact, LogLevel } from '../../model/facts.ts';
import type { EditedFile } from '../insert.ts';
import type { UsableLogger } from '../logger.ts';

const microsoft: Readonly<Record<LogLevel, string>> = {
  trace: 'LogTrace',
  debug: 'LogDebug',
  info: 'LogInformation',
  warn: 'LogWarning',
  error: 'LogError',
  critical: 'LogCritical',
};
const serilog: Readonly<Record<LogLevel, string>> = {
  trace: 'Verbose',
  debug: 'Debug',
  info: 'Information',
  warn: 'Warning',
  error: 'Error',
  critical: 'Fatal',
};
const short: Readonly<Record<LogLevel, string>> = {
  trace: 'Debug',
  debug: 'Debug',
  info: 'Info',
  warn: 'Warn',
  error: 'Error',
  critical: 'Fatal',
};

const methods: Readonly<Record<string, Readonly<Record<LogLevel, string>>>> = {
  'microsoft-logging': microsoft,
  serilog,
  nlog: short,
  log4net: short,
};

/** Null where the arguments have no sure form. */
export function dotnetCall(file: EditedFile, call: CallFact, print: LogCallFact, logger: UsableLogger): string | null {
  const method = methods[logger.row.library]?.[print.level];
  const [only, more] = call.arguments;
  if (method === undefined || only === undefined || more !== undefined || only.keyword !== null) return null;
  const written = file.text.slice(only.range.start, only.range.end);
  const receiver = `${logger.name}.${method}`;
  if (only.kind === 'string')
    return written.startsWith('"') && !/[{}]/.test(written) ? `${receiver}(${written})` : null;
  if (only.kind !== 'template') return null;
  if (logger.row.messages !== 'template') return `${receiver}(${written})`;
  const template = templateOf(written);
  return template === null ? null : `${receiver}(${[template.text, ...template.values].join(', ')})`;
}

/** `$"paid {order.Id}"` as `"paid {OrderId}"` and `order.Id`; null where a value has no name of its own. */
function templateOf(written: string): { readonly text: string; readonly values: readonly string[] } | null {
  const inside = /^\$"((?:[^"\\]|\\.)*)"$/.exec(written)?.[1];
  if (inside === undefined || inside.includes('{{') || inside.includes('}}')) return null;
  const values: string[] = [];
  const names = new Set<string>();
  const text = inside.replace(/\{([^{}]*)\}/g, (_whole, hole: string) => {
    const [, value = '', format = ''] = /^(@?[A-Za-z_]\w*(?:\.\w+)*)(:[^{}]*)?$/.exec(hole) ?? [];
    const name = value.replace(/^@?_*/, '').split('.').map(capitalised).join('');
    if (name === '' || names.has(name)) values.push('');
    else values.push(value);
    names.add(name);
    return `{${name}${format}}`;
  });
  return values.includes('') ? null : { text: `"${text}"`, values };
}

const capitalised = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
