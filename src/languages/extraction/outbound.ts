/** Calls to other systems, and what limits how long they wait: what `knowledge/outbound` says of their libraries. */
import { outboundTables } from '../../knowledge/outbound/index.ts';
import type { OutboundRow, OutboundTable } from '../../knowledge/outboundLibrary.ts';
import type { ArgumentFact, CallFact, OutboundCallFact } from '../../model/facts.ts';
import { lastPart } from './entries/rows.ts';
import { timeoutOf } from './outbound/timeout.ts';
import type { Limits } from './outbound/timeout.ts';
import type { Read } from './read.ts';
import { lookup } from './scopes.ts';

interface OutboundRows {
  readonly table: OutboundTable;
  readonly byPath: ReadonlyMap<string, OutboundRow>;
  /** By the last part of the method. */
  readonly byMethod: ReadonlyMap<string, readonly { readonly method: string; readonly row: OutboundRow }[]>;
}

const known = new Map<string, OutboundRows | null>();

function rowsOf(ecosystem: string): OutboundRows | null {
  const there = known.get(ecosystem);
  if (there !== undefined) return there;
  const table = outboundTables.find((one) => one.ecosystem === ecosystem);
  if (table === undefined) {
    known.set(ecosystem, null);
    return null;
  }
  const byMethod = new Map<string, { method: string; row: OutboundRow }[]>();
  for (const row of table.rows) {
    for (const method of row.clients.length === 0 ? [] : row.methods) {
      const list = byMethod.get(lastPart(method)) ?? [];
      list.push({ method, row });
      byMethod.set(lastPart(method), list);
    }
  }
  const rows: OutboundRows = {
    table,
    byPath: new Map(table.rows.flatMap((row) => row.calls.map((path) => [path, row] as const))),
    byMethod,
  };
  known.set(ecosystem, rows);
  return rows;
}

export function readOutboundCalls(read: Read): OutboundCallFact[] {
  const rows = rowsOf(read.syntax.ecosystem);
  if (rows === null) return [];
  const facts: OutboundCallFact[] = [];
  let limits: Limits | null = null;
  read.calls.forEach((call, index) => {
    const { path } = call;
    if (path === null) return;
    const found = outboundRowOf(rows, call, path);
    if (found === null || (path === call.callee && isOwn(read, index, path))) return;
    const { row, client } = found;
    if (row.evidence !== null && !row.evidence.test(statementText(read, call))) return;
    limits ??= { read, table: rows.table, limited: null };
    facts.push({
      range: call.range,
      function: call.function,
      condition: call.condition,
      call: index,
      kind: row.kind,
      library: row.library,
      timeout: timeoutOf(limits, call, row, client),
      target: targetOf(read, call, row),
    });
  });
  return facts;
}

function outboundRowOf(
  { byPath, byMethod }: OutboundRows,
  call: CallFact,
  path: string,
): { row: OutboundRow; client: string | null } | null {
  const direct = byPath.get(call.constructs ? `new ${path}` : path);
  if (direct !== undefined) return { row: direct, client: null };
  if (call.constructs) return null;
  for (const { method, row } of byMethod.get(lastPart(path)) ?? []) {
    if (!path.endsWith(method)) continue;
    const separator = /[.:]+$/.exec(path.slice(0, -method.length))?.[0].length ?? 0;
    const client = path.slice(0, path.length - method.length - separator);
    if (separator === 0) continue;
    if (row.clients.includes(client)) return { row, client };
    const parent = client.slice(0, Math.max(0, client.lastIndexOf('.')));
    if (row.clients.includes(`${parent}.*`)) return { row, client: parent };
  }
  return null;
}

const longestStatement = 500;

function statementText({ extraction: { text } }: Read, { statement: { start, end } }: CallFact): string {
  return text.slice(start, Math.min(end, start + longestStatement));
}

/** A function of the file that happens to have the name of a library. */
function isOwn({ extraction, imports }: Read, index: number, path: string): boolean {
  if (path.includes('.') || imports.some(({ module }) => module === path)) return false;
  return lookup(extraction.calls[index]?.frame.scope ?? null, path) !== undefined;
}

function targetOf({ extraction: { text } }: Read, call: CallFact, row: OutboundRow): string | null {
  if (row.target < 0) return null;
  const positional = call.arguments.filter(({ keyword }) => keyword === null);
  const argument: ArgumentFact | undefined =
    call.arguments.find(({ keyword }) => keyword !== null && row.targetKeys.includes(keyword)) ??
    positional[row.target];
  if (argument?.kind === 'string') return argument.value;
  const written =
    argument === undefined
      ? ''
      : text.slice(argument.range.start, Math.min(argument.range.end, argument.range.start + 500));
  // A host that is written out tells where the call goes, whatever is put in behind it.
  if (argument?.kind === 'template')
    return /^[fF$]?(["'`])(https?:\/\/[^\s{}$%/"'`]+.*)\1$/s.exec(written)?.[2] ?? null;
  if (argument?.kind !== 'object') return null;
  return (
    new RegExp(
      String.raw`(?:^|[^\w.])(?:${row.targetKeys.join('|')}|host|hostname|uri)\s*:\s*(["'\x60])([^"'\x60\n$]+)\1`,
    ).exec(written)?.[2] ?? null
  );
}
