/** Which function of the file an argument of a registration is. */
import type { ArgumentFact, CallFact, FunctionFact } from '../../../model/facts.ts';
import type { Range } from '../../../model/text.ts';
import type { Read } from '../read.ts';
import { lastPart } from './rows.ts';

/** Index of the function that an argument is, holds (`wrap(async () => …)`) or names; -1 where it is elsewhere. */
export function functionOf(read: Read, call: CallFact, argument: ArgumentFact): number {
  const { functions, text } = read.extraction;
  const inside = outermostIn(functions, argument.range);
  if (argument.kind === 'function' || inside !== -1) return inside;
  const written = valueText(text, argument);
  if (argument.kind === 'name') return named(read, call, written, argument.value);
  // `handler.bind(this)`, `wrap(handler)`, `http.HandlerFunc(handler)`
  const bound = /^([\w$.:#>-]+)\.bind\(/.exec(written)?.[1];
  const wrapped = /^[\w$.:]+\(\s*([\w$.]+)\s*\)$/.exec(written)?.[1];
  const name = bound ?? wrapped;
  return name === undefined ? -1 : named(read, call, name, null);
}

const longestValue = 200;

/** An argument as written, without its keyword. */
export function valueText(text: string, { range, keyword }: ArgumentFact): string {
  const written = text.slice(range.start, Math.min(range.end, range.start + longestValue));
  return keyword === null ? written : written.slice(keyword.length).replace(/^\s*[=:]\s*/, '');
}

/** Index of the function that an options object has under one of the keys, or -1. */
export function functionOfKey(read: Read, call: CallFact, range: Range, keys: readonly string[]): number {
  const { functions, text } = read.extraction;
  for (let index = firstFrom(functions, range.start); index < functions.length; index++) {
    const one = functions[index];
    if (one === undefined || one.range.start >= range.end) break;
    if (one.range.end <= range.end && keys.includes(one.name)) return index;
  }
  const written = text.slice(range.start, Math.min(range.end, range.start + 2000));
  for (const key of keys) {
    const name = new RegExp(String.raw`(?:^|[^\w.])${key}\s*[:=]\s*([\w$.]+)`).exec(written)?.[1];
    if (name !== undefined) return named(read, call, name, null);
  }
  return -1;
}

/** The function that a block behind the arguments is, or -1. */
export function blockOf({ extraction }: Read, call: CallFact): number {
  return outermostIn(extraction.functions, { start: call.calleeRange.end, end: call.range.end });
}

function outermostIn(functions: readonly FunctionFact[], range: Range): number {
  const index = firstFrom(functions, range.start);
  const one = functions[index];
  return one !== undefined && one.range.end <= range.end ? index : -1;
}

/** Functions are in the order of their nodes, so of where they begin. */
function firstFrom(functions: readonly FunctionFact[], offset: number): number {
  let low = 0;
  let high = functions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((functions[middle]?.range.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function named(read: Read, call: CallFact, written: string, path: string | null): number {
  const { functions } = read.extraction;
  if (path !== null && path !== written && read.imports.some(({ module }) => path.startsWith(module))) return -1;
  const name = lastPart(written.replace(/->/g, '.'));
  const all = functions.flatMap((one, index) => (one.name === name ? [index] : []));
  const isBare = name === written;
  const isOwn = /^(?:this|self|\$this)\b/.test(written);
  const owner = isOwn ? ownerAt(functions, call.function) : null;
  const fitting = all.filter((index) => {
    const one = functions[index];
    if (one === undefined) return false;
    if (isBare) return one.owner === null && isVisible(functions, one.parent, call.function);
    return isOwn ? one.owner === owner : one.owner !== null;
  });
  return fitting.length === 1 ? (fitting[0] ?? -1) : isBare ? (fitting.at(-1) ?? -1) : -1;
}

function ownerAt(functions: readonly FunctionFact[], index: number): string | null {
  for (let at = index, level = 0; at >= 0 && level < 20; at = functions[at]?.parent ?? -1, level++) {
    const owner = functions[at]?.owner;
    if (owner !== undefined && owner !== null) return owner;
  }
  return null;
}

/** A function in `parent` can be named in the function `index`, and in those within it. */
function isVisible(functions: readonly FunctionFact[], parent: number, index: number): boolean {
  for (let at = index, level = 0; level < 40; at = functions[at]?.parent ?? -1, level++) {
    if (at === parent) return true;
    if (at < 0) return false;
  }
  return false;
}
