/** Which signals the process takes, and with what. */
import { signalNames, signalRows } from '../../knowledge/signalHandlers.ts';
import type { SignalRow } from '../../knowledge/signalHandlers.ts';
import type { ArgumentFact, CallFact, SignalHandlerFact } from '../../model/facts.ts';
import { functionOf } from './entries/handlers.ts';
import { lastPart } from './entries/rows.ts';
import type { Read } from './read.ts';
import { tableByEcosystem } from './tables.ts';

const byLastPart = tableByEcosystem(signalRows, ({ path }) => lastPart(path));

export function readSignalHandlers(read: Read): SignalHandlerFact[] {
  const ecosystem = read.syntax.ecosystem;
  const names = byLastPart(ecosystem);
  const facts: SignalHandlerFact[] = [];
  read.calls.forEach((call, index) => {
    if (!names.has(lastPart(call.callee))) return;
    const row = signalRows.find((one) => one.ecosystem === ecosystem && fits(one, call));
    if (row === undefined) return;
    const argument = call.arguments[row.handlerAt];
    const handler = argument === undefined ? -1 : functionOf(read, call, argument);
    for (const signal of signalsOf(read, call, row)) {
      facts.push({
        range: call.range,
        function: call.function,
        condition: call.condition,
        signal,
        call: index,
        handler,
      });
    }
  });
  return facts;
}

function fits({ path }: SignalRow, call: CallFact): boolean {
  const named = call.path ?? call.callee;
  return path.startsWith('.') ? named.endsWith(path) || call.callee.endsWith(path) : named === path;
}

function signalsOf({ extraction: { text } }: Read, call: CallFact, row: SignalRow): string[] {
  if (row.signal !== undefined) return [row.signal];
  const given =
    row.several === true ? call.arguments.slice(row.signalAt) : call.arguments.slice(row.signalAt, row.signalAt + 1);
  const spoken = given.flatMap((argument) => signalOf(text, argument) ?? []);
  if (spoken.length > 0 || given.length === 0 || given.some(({ kind }) => kind === 'string'))
    return [...new Set(spoken)];
  // `for name in (SIGINT, SIGTERM): signal(name, stop)`
  const before = text.slice(Math.max(0, call.range.start - lookBack), call.range.start);
  const line = before.split('\n').findLast((one) => named.test(one)) ?? '';
  return /\bfor|\[/.test(line) ? (line.match(new RegExp(named, 'g')) ?? []) : [];
}

const lookBack = 400;
const named = /\bSIG(?:TERM|INT|HUP|QUIT|USR1|USR2)\b/;

function signalOf(text: string, { kind, value, range }: ArgumentFact): string | null {
  const written = kind === 'string' ? (value ?? '') : text.slice(range.start, Math.min(range.end, range.start + 100));
  const known = signalNames[written] ?? signalNames[/\w+(?=\(\)$)/.exec(written)?.[0] ?? ''];
  if (known !== undefined) return known;
  const name = /\bSIG[A-Z]+[0-9]?\b/.exec(written)?.[0];
  if (name !== undefined) return name;
  return kind === 'string' && /^(?:TERM|INT|HUP|QUIT|USR1|USR2)$/.test(written) ? `SIG${written}` : null;
}
