/** Spans that code starts by itself: what `knowledge/spans` says of calls and decorators, and whether they end. */
import { spanErrorCalls, spanErrorTags } from '../../knowledge/spans.ts';
import type { SpanForm } from '../../knowledge/span.ts';
import type { CallFact, SpanFact } from '../../model/facts.ts';
import { contains, type Range } from '../../model/text.ts';
import { endOf, parentOf, rangeOf, typeOf } from '../../syntax/navigate.ts';
import { isDecorator } from './decorating.ts';
import { callsOfMethod, methodOf } from './methodName.ts';
import type { Read } from './read.ts';
import { lookup, pathOfBinding } from './scopes.ts';
import { endedOf } from './spans/ended.ts';
import type { Started } from './spans/ended.ts';
import { heldBy } from './spans/held.ts';
import { decoratorOf, formOf } from './spans/rows.ts';
import { nameArgument, nameOf, noName } from './telemetryNames.ts';
import type { TelemetryName } from './telemetryNames.ts';

const mostSpans = 500;

export function readSpans(read: Read): SpanFact[] {
  const { extraction, syntax, calls } = read;
  const found: SpanFact[] = [];
  calls.forEach((call, index) => {
    const form = formOf(syntax.ecosystem, call);
    if (form === null || found.length >= mostSpans || isDecorator(extraction, index)) return;
    found.push(spanOf(read, form, call, index));
  });
  extraction.functions.forEach((one) => {
    for (const text of one.decorators) {
      const span = decorated(read, text);
      if (span === null) continue;
      found.push({
        ...noName,
        ...span,
        range: one.nameRange ?? one.range,
        function: one.parent,
        condition: null,
        call: -1,
        form: 'scoped',
        variable: null,
        ended: 'always',
        covers: one.body,
      });
      break;
    }
  });
  return found.sort((one, other) => one.range.start - other.range.start);
}

function decorated(read: Read, text: string): Pick<SpanFact, 'vendor' | 'name' | 'recordsErrors'> | null {
  const written = /^[\w$.:\\]+/.exec(text)?.[0];
  const head = written === undefined ? undefined : /^[\w$]+/.exec(written)?.[0];
  if (written === undefined || head === undefined) return null;
  const binding = lookup(read.extraction.moduleScope, head);
  const stands = binding === undefined ? head : (pathOfBinding(binding, read.syntax.reader, 0) ?? head);
  const row = decoratorOf(read.syntax.ecosystem, stands + written.slice(head.length));
  if (row === null) return null;
  return {
    vendor: row.vendor,
    name: /^[^(]*\(\s*["']/.test(text) ? 'constant' : 'unknown',
    recordsErrors: row.recordsErrors,
  };
}

function spanOf(read: Read, form: SpanForm, call: CallFact, index: number): SpanFact {
  const common = {
    range: call.range,
    function: call.function,
    condition: call.condition,
    vendor: form.vendor,
    call: index,
    ...nameOfSpan(read, form, call),
  };
  const scoped = (covers: Range): SpanFact => ({
    ...common,
    form: 'scoped',
    variable: resourceName(read, call),
    ended: 'always',
    covers,
    recordsErrors: form.recordsErrors,
  });
  switch (form.end) {
    case 'entered': {
      const block = resourceBlock(read, index);
      if (block === null) return manual(read, form, call, index, common);
      const keeps = call.arguments.some(
        ({ keyword, value }) => keyword === 'end_on_exit' && value?.toLowerCase() === 'false',
      );
      return keeps ? { ...scoped(block), ended: 'unknown' } : scoped(block);
    }
    case 'callback':
    case 'callback-span': {
      const function_ = callbackOf(read, call);
      if (function_ === null) return scoped(call.range);
      if (form.end === 'callback') return scoped(rangeOf(read.extraction.tree, function_.node));
      return isSurely(form, call)
        ? callbackSpan(read, form, function_, common)
        : unlessShown(callbackSpan(read, form, function_, common));
    }
    case 'dropped':
      return scoped({ start: call.range.start, end: endOfBlock(read, index) });
    case 'returned':
      return manual(read, form, call, index, common);
    case 'ambient':
      return ambient(read, form, call, index, common);
  }
}

/** The callee is the library's own, and not a function of the repository that has its name. */
function isSurely({ path }: SpanForm, call: CallFact): boolean {
  return path === null || (call.path !== null && path.test(call.path));
}

/** A function of the repository may end what it gives. */
function unlessShown(span: SpanFact): SpanFact {
  return span.ended === 'always' ? span : { ...span, ended: 'unknown' };
}

type Common = Pick<SpanFact, 'range' | 'function' | 'condition' | 'vendor' | 'call' | 'name' | 'nameRange'>;

function nameOfSpan(read: Read, form: SpanForm, call: CallFact): TelemetryName {
  const own = nameArgument(call, form.name, form.nameKeys);
  if (form.nameCall === null) return nameOf(read, own);
  const { calleeRange } = call;
  const builder = read.calls.find((one) => contains(calleeRange, one.range) && methodOf(one.callee) === form.nameCall);
  return nameOf(read, builder === undefined ? own : builder.arguments[0]);
}

/** A value that must be ended by a call on it. */
function manual(read: Read, form: SpanForm, call: CallFact, index: number, common: Common): SpanFact {
  const { extraction } = read;
  const { text } = extraction;
  const held = heldBy(read, call, form.result);
  const node = extraction.calls[index]?.node ?? 0;
  const covers = { start: call.range.start, end: endOfBlock(read, index) };
  const fact = { ...common, form: 'manual', variable: held.variable, covers, recordsErrors: false } as const;
  if (held.disposed || isDisposed(read, call)) return { ...fact, ended: 'always' };
  if (held.variable === null) {
    const method = /^\s*(?:\.|->|\?\.|&\.|::)\s*(\w+)/.exec(text.slice(call.range.end, call.range.end + 60))?.[1];
    if (method !== undefined) return { ...fact, ended: form.ends.includes(method) ? 'always' : 'unknown' };
    return { ...fact, ended: call.isStatement ? 'never' : 'unknown' };
  }
  if (held.variable === '_') {
    return { ...fact, variable: null, ended: /SpanFromContext|getCurrentSpan/.test(text) ? 'unknown' : 'never' };
  }
  const within = functionNode(read, node);
  const { ended, end } = endedOf(read, {
    ...held,
    variable: held.variable,
    node,
    within,
    ends: form.ends,
    givenAt: -1,
  });
  return {
    ...fact,
    ended,
    covers: { start: call.range.start, end: Math.max(call.range.end, end) },
    recordsErrors: recordsOn(read, held.variable, { start: call.range.start, end: covers.end }),
  };
}

interface Callback {
  readonly node: number;
  /** Where its body begins. */
  readonly body: number;
  readonly parameters: readonly string[];
}

/** The span that a function is given. */
function callbackSpan(read: Read, form: SpanForm, callback: Callback, common: Common): SpanFact {
  const covers = rangeOf(read.extraction.tree, callback.node);
  const [first] = callback.parameters;
  const variable = first !== undefined && /^[\w$]+$/.test(first) ? first : null;
  const fact = { ...common, form: 'manual', variable, covers } as const;
  // Without a name for it only `getActiveSpan().end()` could end it.
  if (variable === null) {
    const isNamed =
      first !== undefined || /getActiveSpan|getSpan\(/.test(read.extraction.text.slice(covers.start, covers.end));
    return { ...fact, ended: isNamed ? 'unknown' : 'never', recordsErrors: form.recordsErrors };
  }
  const started: Started = {
    node: callback.node,
    within: callback.node,
    variable,
    declared: true,
    ends: form.ends,
    givenAt: callback.body,
  };
  return {
    ...fact,
    ended: endedOf(read, started).ended,
    recordsErrors: form.recordsErrors || recordsOn(read, variable, covers),
  };
}

/** A span that is ended by a call of the same library, wherever that stands. */
function ambient(read: Read, form: SpanForm, call: CallFact, index: number, common: Common): SpanFact {
  const held = heldBy(read, call, 0);
  const end = read.calls.find((one) => one.range.start > call.range.end && form.ends.includes(methodOf(one.callee)));
  const covers = { start: call.range.start, end: end?.range.end ?? endOfBlock(read, index) };
  const ended = end?.function === call.function ? 'always' : 'unknown';
  return { ...common, form: 'manual', variable: held.variable, ended, covers, recordsErrors: false };
}

/** The block that a call's value is the resource of: of `with`, of a stack of them; null for every other call. */
function resourceBlock({ extraction, calls }: Read, index: number): Range | null {
  const { tree } = extraction;
  const { typeNames } = tree.grammar;
  const node = extraction.calls[index]?.node ?? 0;
  let at = parentOf(tree, node);
  for (let level = 0; level < 8 && at !== -1; level++) {
    const name = typeNames[typeOf(tree, at)] ?? '';
    if (name === 'with_statement') return rangeOf(tree, at);
    if (!/^(?:with_|as_pattern|await|parenthesized_expression|tuple)/.test(name)) break;
    at = parentOf(tree, at);
  }
  const call = calls[index];
  const around = ['enter_context', 'enter_async_context']
    .flatMap((method) => callsOfMethod(calls, method))
    .map((at) => calls[at])
    .find((one) => one?.arguments.some(({ range }) => range.start === call?.range.start) === true);
  return around === undefined ? null : { start: around.range.start, end: endOf(tree, functionBlock(tree, node)) };
}

function functionBlock(tree: Read['extraction']['tree'], node: number): number {
  let at = parentOf(tree, node);
  while (at > 0 && tree.grammar.typeNames[typeOf(tree, at)] !== 'block') at = parentOf(tree, at);
  return Math.max(at, 0);
}

/** `with … as span`; the first parameter of a callback. */
function resourceName(read: Read, call: CallFact): string | null {
  const { text } = read.extraction;
  const alias = /^\s*as\s+(\w+)/.exec(text.slice(call.range.end, call.range.end + 80))?.[1];
  return alias ?? callbackOf(read, call)?.parameters[0] ?? null;
}

/** `using (var span = …)` and `try (var span = …)`. */
function isDisposed({ extraction: { text } }: Read, { range, statement }: CallFact): boolean {
  return /^(?:await\s+)?using\b/.test(text.slice(statement.start, Math.min(range.start, statement.start + 20)));
}

/** The function among a call's arguments, or the block behind them. */
function callbackOf({ extraction }: Read, call: CallFact): Callback | null {
  const { functions, tree, calls } = extraction;
  const index = functions.findIndex(({ range }) => range.start >= call.calleeRange.end && range.end <= call.range.end);
  const one = functions[index];
  if (one === undefined) return null;
  const draft = calls.find(
    ({ node }) => rangeOf(tree, node).start === call.range.start && endOf(tree, node) === call.range.end,
  );
  for (let node = draft?.node ?? 0; node < tree.count; node++) {
    const { start, end } = rangeOf(tree, node);
    if (start === one.range.start && end === one.range.end)
      return { node, body: one.body.start, parameters: one.parameters };
    if (start > one.range.start) break;
  }
  return null;
}

function functionNode({ extraction: { tree }, syntax: { outcomes } }: Read, node: number): number {
  let at = parentOf(tree, node);
  while (at !== -1 && outcomes.functions[typeOf(tree, at)] !== 1) at = parentOf(tree, at);
  return at;
}

/** End of the block that a call stands in. */
function endOfBlock({ extraction, syntax: { outcomes } }: Read, index: number): number {
  const { tree } = extraction;
  let at = parentOf(tree, extraction.calls[index]?.node ?? 0);
  while (at > 0 && outcomes.blocks[typeOf(tree, at)] !== 1) at = parentOf(tree, at);
  return endOf(tree, Math.max(at, 0));
}

const mostUses = 500;
const errorMethods = [...spanErrorCalls, ...spanErrorTags];

/** A call on the span, somewhere in a range, that says that something went wrong. */
function recordsOn({ calls, extraction: { text } }: Read, variable: string, range: Range): boolean {
  const bare = variable.replace(/^\$/, '');
  let looked = 0;
  return errorMethods.some((method) =>
    callsOfMethod(calls, method).some((index) => {
      const call = calls[index];
      if (call === undefined || looked > mostUses || !contains(range, call.range)) return false;
      looked++;
      if (/^\$?([\w$]+)/.exec(call.callee)?.[1] !== bare) return false;
      const given = text.slice(call.calleeRange.end, call.calleeRange.end + 80);
      return !spanErrorTags.has(method) || /^\s*\(?\s*["'\x60]?[^,)]*(?:err|exception|fail)/i.test(given);
    }),
  );
}
