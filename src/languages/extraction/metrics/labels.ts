/** Labels that a metric is given, with the kind of each value. */
import type { LabelForm, MetricForm } from '../../../knowledge/metric.ts';
import type { ArgumentFact, CallFact, MetricFact } from '../../../model/facts.ts';
import { contains } from '../../../model/text.ts';
import { lastOf, rangeOf, textOf, typeOf } from '../../../syntax/navigate.ts';
import { methodOf } from '../methodName.ts';
import type { Read } from '../read.ts';
import type { ArgumentNode } from '../reader.ts';

type Label = MetricFact['attributes'][number];

const mostLabels = 50;
const mostNodes = 1000;

export function readLabels(read: Read, form: MetricForm, call: CallFact, index: number): Label[] {
  return form.labels.flatMap((label) => labelsOf(read, label, call, index)).slice(0, mostLabels);
}

function labelsOf(read: Read, form: LabelForm, call: CallFact, index: number): Label[] {
  const given = argumentNodes(read, index);
  const positional = given.filter(({ keyword }) => keyword === null);
  if ('call' in form) return ofCalls(read, form.call, call);
  if ('pairsFrom' in form) return positional.slice(form.pairsFrom).flatMap(({ value }) => ofPairs(read, value));
  if ('turnsFrom' in form) return inTurns(read, positional.slice(form.turnsFrom));
  const at = 'tagsAt' in form ? form.tagsAt : form.at;
  const argument =
    given.find(({ keyword }) => keyword !== null && form.keys.includes(keyword)) ??
    (at < 0 ? undefined : positional[at]);
  if (argument === undefined) return [];
  return 'tagsAt' in form ? ofTags(read, argument.value) : ofObject(read, argument.value);
}

function argumentNodes({ extraction, syntax }: Read, index: number): readonly ArgumentNode[] {
  return syntax.reader.argumentsOf(extraction.calls[index]?.arguments ?? -1);
}

function label(read: Read, key: string, value: number): Label {
  return { key, range: rangeOf(read.extraction.tree, value), kind: read.syntax.reader.kindOf(value) };
}

/** Pairs of an object literal, its own and not those of objects in it. */
function ofObject(read: Read, object: number): Label[] {
  const { tree } = read.extraction;
  const { pairOf } = read.syntax.outcomes;
  if (read.syntax.reader.kindOf(object) !== 'object') return [];
  const found: Label[] = [];
  const end = Math.min(lastOf(tree, object), object + mostNodes);
  for (let node = object + 1; node < end; node++) {
    if (tree.grammar.typeNames[typeOf(tree, node)] === 'shorthand_property_identifier') {
      found.push({ key: textOf(tree, node), range: rangeOf(tree, node), kind: 'name' });
      continue;
    }
    const pair = pairOf(node);
    if (pair === null || pair.value === -1) continue;
    found.push(label(read, pair.key.replace(/^["'`:]|["'`]$/g, ''), pair.value));
    node = lastOf(tree, node) - 1;
  }
  return found;
}

/** Calls in a value whose first argument is a key: `attribute.String("k", v)`, `new("k", v)`, `Attributes.of(key, v)`. */
function ofPairs(read: Read, value: number): Label[] {
  const range = rangeOf(read.extraction.tree, value);
  return read.calls.flatMap((call, index): Label[] => {
    if (!contains(range, call.range)) return [];
    const [key, held] = argumentNodes(read, index);
    if (key === undefined || held === undefined) return [];
    const literal = read.syntax.reader.literalOf(key.value) ?? keyText(textOf(read.extraction.tree, key.value));
    return literal === null ? [] : [label(read, literal, held.value)];
  });
}

/** `AttributeKey.stringKey("user")` */
function keyText(written: string): string | null {
  return /["']([\w.-]+)["']/.exec(written.slice(0, 200))?.[1] ?? null;
}

function inTurns(read: Read, given: readonly ArgumentNode[]): Label[] {
  const found: Label[] = [];
  for (let at = 0; at + 1 < given.length; at += 2) {
    const key = read.syntax.reader.literalOf(given[at]?.value ?? -1);
    const value = given[at + 1]?.value;
    if (key === null || value === undefined) break;
    found.push(label(read, key, value));
  }
  return found;
}

/** `["key:value", f"key:{value}"]`: a value that is put in makes the kind that of the text. */
function ofTags(read: Read, list: number): Label[] {
  const { tree } = read.extraction;
  const { reader } = read.syntax;
  const found: Label[] = [];
  const end = Math.min(lastOf(tree, list), list + mostNodes);
  for (let node = list; node < end; node++) {
    const kind = reader.kindOf(node);
    if (kind !== 'string' && kind !== 'template' && kind !== 'other') continue;
    const key = /^[rbfuRBFU$@]*["'`]([\w.-]+)[:=]/.exec(textOf(tree, node).slice(0, 100))?.[1];
    if (key === undefined) continue;
    found.push({ key, range: rangeOf(tree, node), kind });
    node = lastOf(tree, node) - 1;
  }
  return found;
}

/** Arguments of calls before it in the chain, by keyword, as an object, or in the order that the metric declares. */
function ofCalls(read: Read, methods: readonly string[], call: CallFact): Label[] {
  return read.calls.flatMap((one, index): Label[] => {
    if (!contains(call.calleeRange, one.range) || !methods.includes(methodOf(one.callee))) return [];
    const given = argumentNodes(read, index);
    const declared = declaredLabels(read, one);
    const first = given[0];
    const isTag = /^tags?$/.test(methodOf(one.callee));
    if (isTag) return inTurns(read, given);
    return given.flatMap(({ keyword, value }, at): Label[] => {
      if (keyword !== null) return [label(read, keyword, value)];
      if (at === 0 && given.length === 1 && first !== undefined && read.syntax.reader.kindOf(value) === 'object') {
        return ofObject(read, value);
      }
      return [label(read, declared[at] ?? '', value)];
    });
  });
}

/** Names of labels, as the call that makes the metric lists them; empty where it stands elsewhere. */
function declaredLabels({ calls, extraction: { text } }: Read, use: CallFact): string[] {
  const name = /([\w$]+)\s*(?:\.|->|::)\s*\w+$/.exec(use.callee)?.[1];
  if (name === undefined) return [];
  const before = new RegExp(String.raw`\b${name.replace(/\$/g, '\\$')}\b[^=:\n]{0,60}(?::=|=|:)\s*(?:new\s+)?$`);
  for (const maker of makersOf(calls)) {
    if (!before.test(text.slice(Math.max(0, maker.range.start - 120), maker.range.start))) continue;
    for (const [at, argument] of maker.arguments.entries()) {
      const listed = listIn(text, argument, at);
      if (listed !== null) return [...listed.matchAll(/["']([\w.-]+)["']/g)].map((found) => found[1] ?? '');
    }
  }
  return [];
}

const makers = new WeakMap<readonly CallFact[], readonly CallFact[]>();
const mostMakers = 300;

/** Calls that make metrics. */
function makersOf(calls: readonly CallFact[]): readonly CallFact[] {
  let found = makers.get(calls);
  if (found === undefined) {
    found = calls
      .filter(({ callee }) => /(?:Counter|Gauge|Histogram|Summary)(?:Vec)?$|^register$/.test(methodOf(callee)))
      .slice(0, mostMakers);
    makers.set(calls, found);
  }
  return found;
}

const longestList = 1000;

/** Text of the list of label names that an argument is or holds. */
function listIn(text: string, { kind, range, keyword }: ArgumentFact, at: number): string | null {
  const written = text.slice(range.start, Math.min(range.end, range.start + longestList));
  if (kind === 'object') return /labelNames\s*:\s*\[([^\]]*)\]/.exec(written)?.[1] ?? null;
  const isList =
    keyword === null
      ? at > 0 && (kind === 'list' || /^(?:\[\]string\{|new\s*(?:string)?\s*\[\])/.test(written))
      : /^label_?names$/i.test(keyword);
  return isList ? written : null;
}
