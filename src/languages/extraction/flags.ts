/**
 * Questions to feature flags: calls of the SDKs that `knowledge/flags` knows, functions that their names say to be asked
 * for flags, and decorators. Which code the answer decides about is in `flagGuards.ts`.
 */
import { helperProvider, isFlagDecorator } from '../../knowledge/flags.ts';
import type { ArgumentPlace, DefaultPlace } from '../../knowledge/flags.ts';
import type { ArgumentFact, CallFact, FlagCheckFact, FunctionFact } from '../../model/facts.ts';
import type { Range } from '../../model/text.ts';
import { lastOf, rangeOf, textOf } from '../../syntax/navigate.ts';
import { constantOf } from './constants.ts';
import { flagForms } from './flagForms.ts';
import type { FlagForms, FlagQuestion } from './flagForms.ts';
import { guardsOf } from './flagGuards.ts';
import type { Read } from './read.ts';
import type { ArgumentNode } from './reader.ts';

export function readFlagChecks(read: Read): FlagCheckFact[] {
  const { extraction, syntax, imports, calls } = read;
  const forms = flagForms(syntax.ecosystem, imports);
  const facts: FlagCheckFact[] = [];
  calls.forEach((call, index) => {
    const question = forms.question(call, extraction.text);
    const fact = question === null ? null : factOf(read, question, call, index);
    if (fact !== null) facts.push(fact);
  });
  return [...facts, ...decoratedBy(read, forms)].sort((one, other) => one.range.start - other.range.start);
}

function factOf(read: Read, question: FlagQuestion, call: CallFact, index: number): FlagCheckFact | null {
  const { form, provider } = question;
  const given = read.syntax.reader.argumentsOf(read.extraction.calls[index]?.arguments ?? -1);
  const key = keyOf(read, question, call, given, index);
  // A name alone is believed when what it is asked is a key.
  if (key === null && provider === helperProvider) return null;
  return {
    range: call.range,
    function: call.function,
    condition: call.condition,
    provider,
    call: index,
    key: key?.key ?? null,
    keyRange: key?.range ?? null,
    ...defaultOf(read, question, call, given),
    guards: form.guardsReceiver === true ? [call.range] : guardsOf(read, index),
  };
}

interface Key {
  readonly key: string | null;
  readonly range: Range | null;
}

/** Null where nothing is asked for that could be a key. */
function keyOf(
  read: Read,
  { form, provider }: FlagQuestion,
  call: CallFact,
  given: readonly ArgumentNode[],
  index: number,
): Key | null {
  if (form.calleeKey !== undefined) return { key: form.calleeKey.exec(call.callee)?.[1] ?? null, range: null };
  if (form.key === null) return { key: null, range: null };
  if (provider === helperProvider) return helperKey(read, call, given, index);
  const node = placed(read, form.key, call, given);
  return node === -1 ? { key: null, range: null } : keyAt(read, node, index);
}

/** `NEW_CART`, `Keys.NEW_CART`, `FeatureFlagKeys.NewCart`. */
const constantName =
  /(?:^|[.:\\])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$|(?:^|[.:\\])[A-Z]\w*(?:Flag|Feature|Toggle|Experiment|Key)\w*(?:\.|::|\\)\w+$/;

/** The first argument that is a text, or else a constant by its name. */
function helperKey(read: Read, call: CallFact, given: readonly ArgumentNode[], index: number): Key | null {
  for (const [position, argument] of call.arguments.slice(0, 2).entries()) {
    const node = given[position]?.value ?? -1;
    const isText = argument.kind === 'string' || isSymbol(read, node);
    const isConstant = argument.kind === 'name' && constantName.test(textIn(read, argument));
    // A sentence is no key.
    if (isText && /^[\w.:/-]{2,100}$/.test(keyAt(read, node, index).key ?? '')) return keyAt(read, node, index);
    if (isConstant) return keyAt(read, node, index);
  }
  return null;
}

function keyAt(read: Read, node: number, index: number): Key {
  const { extraction, syntax } = read;
  const range = rangeOf(extraction.tree, node);
  const literal = syntax.reader.kindOf(node) === 'string' ? syntax.reader.literalOf(node) : null;
  if (literal !== null) return { key: literal, range };
  if (isSymbol(read, node)) return { key: textOf(extraction.tree, node).slice(1), range };
  const scope = extraction.calls[index]?.frame.scope;
  const key = scope === undefined ? null : constantOf(read, node, scope);
  // Where the key is a constant, a fix of the key is a fix of the constant.
  return { key, range };
}

/** Ruby's `:key`. */
function isSymbol({ extraction, syntax }: Read, node: number): boolean {
  return (
    syntax.ecosystem === 'ruby' && node >= 0 && /^:\w{1,100}[?!]?$/.test(textOf(extraction.tree, node).slice(0, 110))
  );
}

/** Node of the argument that stands at a place; -1 where there is none. */
function placed(read: Read, place: ArgumentPlace, call: CallFact, given: readonly ArgumentNode[]): number {
  const named = given.find(({ keyword }) => keyword !== null && place.names.includes(keyword));
  if (named !== undefined) return named.value;
  const positional = given.filter(({ keyword }) => keyword === null);
  if (place.position >= 0) {
    const spread = call.arguments.findIndex(({ kind }) => kind === 'spread');
    const position = place.orFirst === true && positional.length === 1 ? 0 : place.position;
    if (spread === -1 || spread > position) return positional[position]?.value ?? -1;
    return -1;
  }
  for (const argument of given) {
    const member = place.names.length === 0 ? -1 : memberNamed(read, argument.value, place.names);
    if (member !== -1) return member;
  }
  return -1;
}

const mostNodes = 400;

/** The value of a member of an object that is given, or of the call that makes it: `{ flagKey: 'x' }`, `Request(flag_key="x")`. */
function memberNamed({ extraction, syntax }: Read, node: number, names: readonly string[]): number {
  const { tree } = extraction;
  const end = Math.min(lastOf(tree, node), node + mostNodes);
  for (let inner = node; inner < end; inner++) {
    const pair = syntax.outcomes.pairOf(inner);
    if (pair !== null && names.includes(pair.key) && pair.value !== -1) return pair.value;
  }
  return -1;
}

function defaultOf(
  read: Read,
  { form, known }: FlagQuestion,
  call: CallFact,
  given: readonly ArgumentNode[],
): Pick<FlagCheckFact, 'default' | 'defaultValue' | 'defaultInsertAt'> {
  if (form.default === null) return { default: 'none', defaultValue: null, defaultInsertAt: -1 };
  const node = placed(read, form.default, call, given);
  if (node !== -1) {
    return { default: 'given', defaultValue: read.syntax.reader.literalOf(node), defaultInsertAt: -1 };
  }
  const spread = call.arguments.some(({ kind }) => kind === 'spread');
  // Without knowing the SDK it is not known which argument is which.
  if (spread || known === 'name' || given.length === 0) {
    return { default: 'none', defaultValue: null, defaultInsertAt: -1 };
  }
  return { default: 'absent', defaultValue: null, defaultInsertAt: insertAt(form.default, call) };
}

/** Behind the last argument, where that is the default's place. */
function insertAt({ position, names }: DefaultPlace, call: CallFact): number {
  const last = call.arguments.at(-1);
  if (last === undefined) return -1;
  const positional = call.arguments.filter(({ keyword }) => keyword === null).length;
  const inOrder = positional === call.arguments.length && positional === position;
  const byName = names.length > 0 && last.keyword !== null;
  return inOrder || byName ? last.range.end : -1;
}

/** Functions and classes that only run when a flag says so. */
function decoratedBy({ extraction, classes }: Read, forms: FlagForms): FlagCheckFact[] {
  const { text, functions } = extraction;
  const facts: FlagCheckFact[] = [];
  const add = (
    decorators: readonly string[],
    of: Pick<FunctionFact, 'range' | 'nameRange' | 'body'>,
    outer: number,
  ) => {
    for (const written of decorators) {
      const head = /^[\w.$\\]+/.exec(written)?.[0] ?? '';
      const name = head.slice(Math.max(head.lastIndexOf('.'), head.lastIndexOf('\\')) + 1);
      const row = forms.decorators(name)[0];
      const byConstant = /feature|flag|toggle/i.test(name) && flagConstant.test(written.slice(head.length));
      if (row === undefined && !isFlagDecorator(name) && !byConstant) continue;
      const literal = [...written.slice(head.length).matchAll(/(["'])(!?)([^"'\n]{1,200})\1/g)].find(
        (match) => row?.decorator.keys === undefined || row.decorator.keys.test(match[3] ?? ''),
      );
      if (literal === undefined && !byConstant && (row === undefined || row.decorator.keys !== undefined)) continue;
      const at = placeBefore(text, written, of.nameRange?.start ?? of.body.start);
      const start = literal === undefined || at === -1 ? -1 : at + head.length + literal.index;
      facts.push({
        range: at === -1 ? (of.nameRange ?? of.range) : { start: at, end: at + written.length },
        function: outer,
        condition: null,
        provider: row?.provider ?? helperProvider,
        call: -1,
        key: literal?.[3] ?? null,
        keyRange: start === -1 || literal === undefined ? null : { start, end: start + literal[0].length },
        default: 'none',
        defaultValue: null,
        defaultInsertAt: -1,
        guards: [of.range],
      });
    }
  };
  for (const fact of functions) if (fact.decorators.length > 0) add(fact.decorators, fact, fact.parent);
  for (const fact of classes) {
    if (fact.decorators.length > 0) add(fact.decorators, { ...fact, body: fact.range }, fact.function);
  }
  return facts;
}

/** `(FeatureFlagKeys.NewCart)` */
const flagConstant = /^\(\s*[\w.]*(?:Flag|Feature|Toggle)\w*\.\w+/;

const farthestDecorator = 5000;

/** Where a decorator stands before the name of what it decorates; -1 where it is not found. */
function placeBefore(text: string, written: string, offset: number): number {
  const from = Math.max(0, offset - farthestDecorator);
  const found = text.slice(from, offset).lastIndexOf(written);
  return found === -1 ? -1 : from + found;
}

function textIn({ extraction }: Read, { range }: ArgumentFact): string {
  return extraction.text.slice(range.start, Math.min(range.end, range.start + 200));
}
