/** The work that guards stand around: the calls that matter, and whether they still run. */
import { guardedCall, operationOf } from '../../../fixes/operation.ts';
import type { CallFact, Facts, HandlerFact } from '../../../model/facts.ts';
import { contains, type Range } from '../../../model/text.ts';
import type { Comparison, Pair, Side } from './sides.ts';
import { isAdded, lastName, textAt } from './sides.ts';

/** Calls that convert, look or build, and that no guard is there for. */
const minor =
  /^(?:str|int|float|bool|len|list|dict|set|tuple|range|print|isinstance|getattr|setattr|hasattr|repr|sorted|enumerate|zip|reversed|filter|min|max|sum|next|iter|super|format|String|Number|Boolean|Date|URL|Map|Set|Array|Object|RegExp|Error|Promise|make|append|cap|copy|new|panic|defer|strip|split|lower|upper|join|push|pop|items|keys|values|get|map|filter|toString|valueOf|equals|hashCode|size|isEmpty|add|put|has|then|trim|Errorf|Sprintf|now|Now|time|stringify|parse|now|length|fmt|nil|puts|raise|freeze|to_s|to_i|to_h|nil\?|present\?|blank\?|is_a\?|unwrap|clone|into|as_str|to_string|Some|Ok|Err|vec!|format!)$/;

interface Observing {
  readonly logs: ReadonlySet<number>;
}

const observing = new WeakMap<Facts, Observing>();

/** Calls that log, trace or measure: they watch the work and are none. */
function observingOf(facts: Facts): Observing {
  let found = observing.get(facts);
  if (found === undefined) {
    const logs = new Set([
      ...facts.logCalls.map(({ call }) => call),
      ...facts.spans.map(({ call }) => call),
      ...facts.metrics.map(({ call }) => call),
      ...facts.flagChecks.map(({ call }) => call),
    ]);
    observing.set(facts, (found = { logs }));
  }
  return found;
}

const watches =
  /^(?:log\w*|logger|debug|info|warn|warning|error|fatal|exception|critical|trace|emit|captureException|capture_exception|captureMessage|capture_message|setStatus|set_status|setAttribute|set_attribute|recordException|record_exception|add_event|addEvent|inc|observe|labels|WithLabelValues|Inc|Observe|increment|timing|gauge|histogram|getLogger|GetLogger|end|End|finish|Finish|Tracer|Meter|[gG]etTracer|get_tracer|[gG]etMeter|get_meter|[sS]etAttributes|set_attributes|[rR]ecordError|[sS]etStatus|SetTag|setTag|set_tag|[aA]ddEvent|SpanFromContext|[gG]etActiveSpan|get_current_span|With|WithField|WithFields|WithError|WithContext)$/;

/** Calls of a range that do something, in order of the text. */
export function workIn({ facts }: Side, range: Range, within: number | null = null): CallFact[] {
  const { logs } = observingOf(facts);
  return facts.calls.filter(
    (call, index) =>
      contains(range, call.range) &&
      (within === null || call.function === within) &&
      !logs.has(index) &&
      !minor.test(lastName(call)) &&
      !call.callee.startsWith('Promise.') &&
      !watches.test(lastName(call)) &&
      operationOf(call) !== null,
  );
}

export function isSameCall(one: CallFact, other: CallFact): boolean {
  if (one.callee === other.callee) return true;
  const name = lastName(one);
  return name.length >= 4 && name === lastName(other);
}

/** Calls of the new side that are calls of the old one, each of them once. */
export function remaining(old: readonly CallFact[], present: readonly CallFact[]): Map<CallFact, CallFact> {
  const left = [...present];
  const found = new Map<CallFact, CallFact>();
  for (const isEqual of [(a: CallFact, b: CallFact) => a.callee === b.callee, isSameCall]) {
    for (const call of old) {
      if (found.has(call)) continue;
      const index = left.findIndex((one) => isEqual(call, one));
      const same = left[index];
      if (same === undefined) continue;
      found.set(call, same);
      left.splice(index, 1);
    }
  }
  return found;
}

/** The text of a function from its first decorator on, and of its class's head. */
export function aroundFunction({ facts, text }: Side, index: number): string {
  const one = facts.functions[index];
  if (one === undefined) return '';
  const owner = one.owner === null ? undefined : facts.classes.find(({ name }) => name === one.owner);
  return [
    ...one.decorators,
    ...(owner?.decorators ?? []),
    ...(owner?.bases ?? []),
    text.slice(one.range.start, one.range.end),
  ].join('\n');
}

/** Ranges of a function and of what stands in it; the whole text for the module. */
export function rangeOfFunction({ facts, text }: Side, index: number): Range {
  return facts.functions[index]?.range ?? { start: 0, end: text.length };
}

/** Whether the new text of a function calls a function that the change brings, or has changed, and that does what is asked for. */
export function helperDoes(
  { pairs }: Comparison,
  { after }: { readonly after: Side },
  within: Range,
  does: (text: string, side: Side, index: number) => boolean,
): boolean {
  const names = new Set(after.facts.calls.filter((call) => contains(within, call.range)).map((call) => lastName(call)));
  for (const [, name] of textAt(after, within).matchAll(/(?<![\w$])([A-Za-z_$][\w$]{3,})\b(?!\s*[:=])/g)) {
    if (name !== undefined && names.size < 500) names.add(name);
  }
  return pairs.some(
    (pair) =>
      pair.after?.facts.functions.some(
        (one, index) =>
          pair.after !== null &&
          names.has(one.name) &&
          !(pair.after === after && contains(one.range, within)) &&
          isAdded(pair, one.range) &&
          does(textAt(pair.after, one.range), pair.after, index),
      ) === true,
  );
}

/** Code that never runs: behind a `return`, or under a condition that never holds. */
export function isDead(
  { text, lines }: Side,
  { range, condition }: { range: Range; condition: string | null },
): boolean {
  if (condition !== null && /^(?:False|false|0|None|null|not \(?True\)?|!true)$/.test(condition.trim())) return true;
  const { line, column } = lines.positionAt(range.start);
  for (let above = line - 1; above > 0 && above > line - 20; above--) {
    const { start, end } = lines.lineRange(above);
    const written = text.slice(start, end);
    if (written.trim() === '') continue;
    const depth = written.length - written.trimStart().length;
    if (depth > column - 1) continue;
    if (depth < column - 1) return false;
    return /^(?:return|raise|throw|break|continue)\b(?!.*[([{,\\]\s*$)/.test(written.trimStart());
  }
  return false;
}

/** The call that a handler is about, as work and not as what prepares it. */
export function triedCall(side: Side, handler: HandlerFact): CallFact | null {
  const likely = guardedCall(side.facts, handler);
  if (likely === null || handler.tryBody === null || !minor.test(lastName(likely))) return likely;
  return workIn(side, handler.tryBody)[0] ?? null;
}

/** How a person calls a call, or what stands in for it. */
export function nameOf(call: CallFact): string {
  return operationOf(call) ?? lastName(call);
}

/** Whether a changed function calls one of this name from where something holds. */
export function callsOf(
  { pairs }: Comparison,
  name: string,
): { readonly pair: Pair; readonly side: Side; readonly call: CallFact }[] {
  if (name === '<anonymous>') return [];
  return pairs.flatMap((pair) => {
    const { after } = pair;
    if (after === null) return [];
    return after.facts.calls.filter((call) => lastName(call) === name).map((call) => ({ pair, side: after, call }));
  });
}
