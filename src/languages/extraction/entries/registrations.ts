/** Entries that are registered by a call: `app.get('/orders', list)`, `cron.schedule('* * * * *', sweep)`. */
import type { EntryForm, EntryRow } from '../../../knowledge/entry.ts';
import type { ArgumentFact, CallFact, EntryFact } from '../../../model/facts.ts';
import { parentOf, typeOf } from '../../../syntax/navigate.ts';
import type { Read } from '../read.ts';
import { blockOf, functionOf, functionOfKey, valueText } from './handlers.ts';
import { isReceiver, lastPart, rowsOf, usesFramework } from './rows.ts';
import type { Known } from './rows.ts';
import { httpMethod, literalOfKey, methodIn, methodOfTarget } from './written.ts';

export function registrations(read: Read): EntryFact[] {
  const { extraction, syntax, calls } = read;
  const rows = rowsOf(syntax.ecosystem);
  const { typeNames } = extraction.tree.grammar;
  const found: EntryFact[] = [];
  calls.forEach((call, index) => {
    const name = lastPart(call.callee);
    const byMethod = rows.methods.get(name);
    const byPath =
      call.path === null ? undefined : rows.functions.get(call.constructs ? `new ${call.path}` : call.path);
    if (byMethod === undefined && byPath === undefined) return;
    const parent = parentOf(extraction.tree, extraction.calls[index]?.node ?? 0);
    if (decorating.has(typeNames[typeOf(extraction.tree, parent)] ?? '')) return;
    const entry = byPath === undefined ? null : registered(read, call, byPath);
    if (entry !== null) {
      found.push(entry);
      return;
    }
    const sure = (byMethod ?? []).filter((known) => handsOut(read, call, known, name));
    const likely = sure.length > 0 ? sure : (byMethod ?? []).filter((known) => mayHandOut(read, call, known, name));
    for (const known of likely) {
      const one = registered(read, call, known);
      if (one === null) continue;
      found.push(one);
      return;
    }
  });
  return found;
}

/** Nodes that make a call a decorator, which is read with its function. */
const decorating = new Set(['decorator', 'attribute', 'attribute_item', 'annotation']);

/** What the method is called on is known to hand out work, or the handler has a shape that no other function has. */
function handsOut(read: Read, call: CallFact, { row, form }: Known<EntryForm>, method: string): boolean {
  const receiver = receiverOf(call, method);
  if (receiver !== null && isReceiver(row, receiver)) return !row.receivers.includes('*') || usesFramework(read, row);
  if (receiver !== null && row.looseReceiver?.test(receiver) === true) return usesFramework(read, row);
  return isNamedSo(call, row, form, method) && hasParameters(read, call, row.looseParameters);
}

/** What the method is called on has the name of one, in a file that uses the framework. */
function mayHandOut(read: Read, call: CallFact, { row, form }: Known<EntryForm>, method: string): boolean {
  return isNamedSo(call, row, form, method) && usesFramework(read, row);
}

function receiverOf({ path }: CallFact, method: string): string | null {
  return path === null ? null : path.slice(0, Math.max(0, path.length - method.length - 1));
}

function isNamedSo(call: CallFact, row: EntryRow, form: EntryForm, method: string): boolean {
  if (row.looseName === null) return false;
  const receiver = receiverOf(call, method);
  const written = call.callee.slice(0, Math.max(0, call.callee.length - method.length - 1));
  // What came from another package is what that package says it is.
  const isOwn = receiver === null || /^(?:\.|@\/|~\/|#|this\b|self\b)/.test(receiver) || receiver === written;
  if (!isOwn || !row.looseName.test(lastPart(written.replace(/\([^()]*\)$/, '')))) return false;
  const first = call.arguments[0];
  return form.kind !== 'route' || (first?.kind === 'string' && (first.value ?? '').startsWith('/'));
}

function hasParameters(read: Read, call: CallFact, pattern: RegExp | null): boolean {
  const last = call.arguments.at(-1);
  if (pattern === null || last?.kind !== 'function') return false;
  const handler = read.extraction.functions[functionOf(read, call, last)];
  return handler !== undefined && pattern.test(handler.parameters.join(','));
}

const handlerKinds = new Set<ArgumentFact['kind']>(['function', 'name', 'call', 'list']);
const longestGuard = 200;

/** Null where the arguments are not those of a registration. */
function registered(read: Read, call: CallFact, { row, form }: Known<EntryForm>): EntryFact | null {
  const { text, functions } = read.extraction;
  const positional = call.arguments.filter((one) => one.keyword === null && one.kind !== 'spread');
  const at = form.handler < 0 ? positional.length + form.handler : form.handler;
  const byKeyword = call.arguments.find((one) => one.keyword !== null && form.handlerKeys.includes(one.keyword));
  const argument = byKeyword ?? positional[at];
  if (!form.needs.every((key) => argument?.keys?.includes(key) === true)) return null;
  const spoken = form.methodAt < 0 ? null : httpMethod(positional[form.methodAt]?.value ?? null);
  if (form.methodAt >= 0 && spoken === null) return null;
  const block = argument === undefined || !handlerKinds.has(argument.kind) ? blockOf(read, call) : -1;
  const route = routeOf(call);
  const least = route === null ? form.least : form.least - 1;
  if (positional.length < least && block === -1 && byKeyword === undefined) return null;
  const isOptions =
    argument?.kind === 'object' && form.handlerKeys.some((key) => argument.keys?.includes(key) === true);
  if (argument === undefined || !(handlerKinds.has(argument.kind) || isOptions)) {
    if (block === -1) return null;
  } else if (argument.value !== null && form.mounts.includes(lastPart(argument.value))) return null;
  let handler = block;
  if (argument !== undefined && block === -1) {
    handler = isOptions
      ? functionOfKey(read, call, argument.range, form.handlerKeys)
      : functionOf(read, call, argument);
  }
  const first = form.target < 0 || positional[form.target] === argument ? undefined : positional[form.target];
  const written = text.slice(call.calleeRange.end + 1, call.range.end);
  const target = first?.kind === 'string' ? first.value : (literalOfKey(written, form.targetKeys) ?? route);
  const one = functions[handler];
  const nameOfArgument = argument?.kind === 'name' ? lastPart(valueText(text, argument)) : null;
  const name = one !== undefined && one.name !== '<anonymous>' && one.nameRange !== null ? one.name : nameOfArgument;
  const middle = positional.slice(form.target + 1, at >= 0 ? at : undefined);
  return {
    range: call.range,
    function: call.function,
    condition: call.condition,
    kind: form.kind,
    framework: row.framework,
    method: form.kind === 'route' ? (spoken ?? methodOfTarget(target) ?? methodIn(written, form)) : null,
    target,
    name: name ?? target ?? (first === undefined ? null : shortText(text, first)) ?? row.framework,
    handler,
    guards:
      form.kind === 'route' && form.target >= 0
        ? middle
            .filter((guard) => guard !== argument && guard !== first)
            .map(({ range }) => text.slice(range.start, Math.min(range.end, range.start + longestGuard)))
        : [],
    header: headerOf(read, call, first),
  };
}

/** A path that is put together names its route too. */
function shortText(text: string, { kind, range }: ArgumentFact): string | null {
  const written = text.slice(range.start, range.end);
  if (written.length > longestName || written.includes('\n')) return null;
  return kind === 'template' ? written.replace(/^[fF]?["'`]|["'`]$/g, '') : written;
}

const longestName = 80;

/** `router.route('/orders').get(list)`: the path is with the receiver. */
function routeOf({ callee }: CallFact): string | null {
  return /\.route\(\s*(["'`])([^"'`\n]*)\1/.exec(callee)?.[2] ?? null;
}

const longestHeader = 120;

function headerOf({ extraction: { text } }: Read, call: CallFact, target: ArgumentFact | undefined) {
  const { start, end } = call.calleeRange;
  const isShort = end - start <= longestHeader && !text.slice(start, end).includes('\n');
  const last = target !== undefined && target.range.end - end <= longestHeader ? target.range.end : end;
  return { start: isShort ? start : end - lastPart(call.callee).length, end: last };
}
