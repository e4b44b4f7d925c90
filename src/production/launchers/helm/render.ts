/** What a template makes of values, as pieces of text that know where they come from. Bounded, and never throws. */
import type { Location } from '../../../model/text.ts';
import { builtIns, isInfix, type Call } from './functions.ts';
import { parseTemplate, type Body, type Operand, type Pipeline, type TemplateNode } from './goTemplate.ts';
import { isTrue, memberOf, nil, plainText, unknown, unknownMark, type Piece, type Value } from './values.ts';
import { yamlOf } from './yamlOf.ts';

export interface TemplateFile {
  readonly file: string;
  readonly text: string;
  readonly body: Body;
}

/** Templates by name, with the file that defines them. */
export type Definitions = ReadonlyMap<string, { readonly body: Body; readonly source: TemplateFile }>;

const mostSteps = 100_000;
const mostCharacters = 400_000;
const deepest = 40;

class Exceeded extends Error {}

/** Variables of a block hide those around it; assignments reach those. */
interface Scope {
  readonly own: Map<string, Value>;
  readonly around: Scope | null;
}

interface Frame {
  readonly source: TemplateFile;
  readonly dot: Value;
  readonly scope: Scope;
  readonly depth: number;
}

/** Null where it makes too much, or goes on for too long. */
export function renderTemplate(source: TemplateFile, root: Value, definitions: Definitions): readonly Piece[] | null {
  let steps = mostSteps;
  let characters = mostCharacters;
  const step = (): void => {
    if (--steps < 0) throw new Exceeded();
  };

  function render(body: Body, frame: Frame): Piece[] {
    if (frame.depth > deepest) throw new Exceeded();
    const pieces: Piece[] = [];
    for (const node of body) {
      step();
      const own = renderNode(node, frame);
      for (const piece of own) {
        characters -= piece.text.length;
        if (characters < 0) throw new Exceeded();
        pieces.push(piece);
      }
    }
    return pieces;
  }

  function renderNode(node: TemplateNode, frame: Frame): readonly Piece[] {
    const { file, text } = frame.source;
    const inside = (dot: Value, names: readonly (readonly [string, Value])[] = []): Frame => {
      return { ...frame, dot, scope: { own: new Map(names), around: frame.scope }, depth: frame.depth + 1 };
    };
    if (node.kind === 'text') {
      const { start, end } = node.range;
      return [{ text: text.slice(start, end), file, range: node.range, verbatim: true }];
    }
    const at = { file, range: node.range };
    if (node.kind === 'put') {
      const pieces = written(evaluate(node.value, frame, at), at);
      if (file !== source.file) return pieces;
      return pieces.map((piece) => (piece.file === file ? piece : { ...piece, outer: at }));
    }
    if (node.kind === 'assign') {
      const value = evaluate(node.value, frame, at);
      const holder = node.declares ? frame.scope : scopeOf(node.name, frame.scope);
      (holder ?? frame.scope).own.set(node.name, value);
      return [];
    }
    if (node.kind === 'if') {
      for (const { condition, body } of node.branches) {
        // What is not known to be false is taken: nothing that may be there is left out.
        if (condition === null || isTrue(evaluate(condition, frame, at)) !== false)
          return render(body, inside(frame.dot));
      }
      return [];
    }
    if (node.kind === 'with') {
      const value = evaluate(node.value, frame, at);
      if (isTrue(value) === false) return render(node.otherwise, inside(frame.dot));
      return render(node.body, inside(value, node.name === null ? [] : [[node.name, value]]));
    }
    if (node.kind === 'range') return renderRange(node, frame, inside);
    return [];
  }

  function renderRange(
    node: TemplateNode & { readonly kind: 'range' },
    frame: Frame,
    inside: (dot: Value, names: readonly (readonly [string, Value])[]) => Frame,
  ): readonly Piece[] {
    const at = { file: frame.source.file, range: node.range };
    const value = evaluate(node.value, frame, at);
    const items: (readonly [Value, Value])[] =
      value.kind === 'map'
        ? [...value.entries].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, item]) => [put(key, at), item])
        : value.kind === 'list'
          ? value.items.map((item, index) => [{ kind: 'number', value: index }, item])
          : [];
    // How often, and over what, is not known: something of it stands there.
    if (value.kind === 'unknown') return written(unknown, at, true);
    if (items.length === 0) return render(node.otherwise, inside(frame.dot, []));
    return items.flatMap(([key, item]) => {
      const [first, second] = node.names;
      const names: (readonly [string, Value])[] =
        second !== undefined && first !== undefined
          ? [
              [first, key],
              [second, item],
            ]
          : first === undefined
            ? []
            : [[first, item]];
      return render(node.body, inside(item, names));
    });
  }

  function evaluate(pipeline: Pipeline, frame: Frame, at: Location): Value {
    let last: Value | undefined;
    for (const command of pipeline) {
      step();
      last = run(command, last, frame, at);
    }
    return last ?? nil;
  }

  function run(command: readonly Operand[], last: Value | undefined, frame: Frame, at: Location): Value {
    const [first, ...rest] = command;
    if (first === undefined) return nil;
    if (first.kind !== 'function') {
      const value = operand(first, frame, at);
      // A method of an object that is not here.
      return rest.length > 0 || last !== undefined ? unknown : value;
    }
    const { name } = first;
    const given = rest.map((one) => () => operand(one, frame, at));
    const values = (): Value[] => [...given.map((one) => one()), ...(last === undefined ? [] : [last])];
    if (isInfix(name)) {
      // `and` and `or` stop at the first that decides.
      let value: Value = nil;
      for (const one of [...given, ...(last === undefined ? [] : [() => last])]) {
        value = one();
        const truth = isTrue(value);
        if (truth === null) return unknown;
        if (truth === (name === 'or')) return value;
      }
      return value;
    }
    const args = values();
    if (name === 'include') {
      const [template, dot = nil] = args;
      const named = definitions.get(template === undefined ? '' : (plainText(template) ?? ''));
      if (named === undefined) return unknown;
      const pieces = render(named.body, frameOf(named.source, dot, frame.depth + 1));
      return { kind: 'text', pieces };
    }
    if (name === 'tpl') {
      const [template = nil, dot = nil] = args;
      return renderText(template, dot, frame);
    }
    const call: Call = { args, at, put: (text) => put(text, at), yaml: (value) => yamlOf(value, at) };
    const found = builtIns.get(name);
    if (found === undefined) return unknown;
    return found(call);
  }

  /** A text of the values that is a template itself. */
  function renderText(template: Value, dot: Value, frame: Frame): Value {
    const text = plainText(template);
    if (text === null || template.kind !== 'text' || !text.includes('{{')) return text === null ? unknown : template;
    const [piece] = template.pieces;
    if (piece === undefined || template.pieces.length !== 1) return unknown;
    const inner = { file: piece.file, text, body: parseTemplate(text).body };
    const pieces = render(inner.body, frameOf(inner, dot, frame.depth + 1));
    return {
      kind: 'text',
      pieces: pieces.map((one) => ({ ...one, file: piece.file, range: piece.range, verbatim: false })),
    };
  }

  function operand(one: Operand, frame: Frame, at: Location): Value {
    if (one.kind === 'literal') {
      if (one.value === null) return nil;
      if (typeof one.value === 'boolean') return { kind: 'boolean', value: one.value };
      return typeof one.value === 'number' ? { kind: 'number', value: one.value } : put(one.value, at);
    }
    if (one.kind === 'function') return run([one], undefined, frame, at);
    const base =
      typeof one.of !== 'string'
        ? evaluate(one.of, frame, at)
        : one.of === 'dot'
          ? frame.dot
          : (scopeOf(one.of, frame.scope)?.own.get(one.of) ?? unknown);
    return one.members.reduce(memberOf, base);
  }

  try {
    return render(source.body, frameOf(source, root, 0));
  } catch (cause) {
    if (cause instanceof Exceeded) return null;
    throw cause;
  }
}

const frameOf = (source: TemplateFile, dot: Value, depth: number): Frame => ({
  source,
  dot,
  scope: { own: new Map([['$', dot]]), around: null },
  depth,
});

/** The scope that declares a variable. */
function scopeOf(name: string, from: Scope): Scope | null {
  for (let at: Scope | null = from; at !== null; at = at.around) if (at.own.has(name)) return at;
  return null;
}

const put = (text: string, { file, range }: Location): Value => ({
  kind: 'text',
  pieces: [{ text, file, range, verbatim: false }],
});

/** As an action writes it; lists and maps have no form that YAML could read. */
function written(value: Value, at: Location, isBlock = false): readonly Piece[] {
  if (value.kind === 'text') return value.pieces;
  const text = plainText(value);
  const piece = { file: at.file, range: at.range, verbatim: false };
  if (text !== null) return text === '' ? [] : [{ ...piece, text }];
  return [{ ...piece, text: isBlock ? `\n${unknownMark}\n` : unknownMark }];
}
