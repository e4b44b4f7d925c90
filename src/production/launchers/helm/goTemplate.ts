/**
 * `helm/` reads charts: templates of Go as trees (this file), what they make of values as text that knows where each
 * character comes from (`render.ts`, `functions.ts`), and which charts there are with which values (`charts.ts`).
 * Nothing is run: what a template asks of a cluster, of files or of unknown functions stays unknown.
 */
import type { Range } from '../../../model/text.ts';

export type TemplateNode =
  | { readonly kind: 'text'; readonly range: Range }
  | { readonly kind: 'put'; readonly value: Pipeline; readonly range: Range }
  | {
      readonly kind: 'assign';
      readonly name: string;
      readonly declares: boolean;
      readonly value: Pipeline;
      readonly range: Range;
    }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly range: Range }
  | {
      readonly kind: 'with';
      readonly name: string | null;
      readonly value: Pipeline;
      readonly body: Body;
      readonly otherwise: Body;
      readonly range: Range;
    }
  | {
      readonly kind: 'range';
      readonly names: readonly string[];
      readonly value: Pipeline;
      readonly body: Body;
      readonly otherwise: Body;
      readonly range: Range;
    }
  | { readonly kind: 'define'; readonly name: string; readonly body: Body; readonly range: Range };

export type Body = readonly TemplateNode[];

interface Branch {
  /** Null for `else`. */
  readonly condition: Pipeline | null;
  readonly body: Body;
}

/** Commands whose last argument is what the one before gives. */
export type Pipeline = readonly Command[];
type Command = readonly Operand[];

export type Operand =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** Members of the dot (`dot`), of a variable (`$x`, `$` for the root), or of what stands in parentheses. */
  | { readonly kind: 'path'; readonly of: string | Pipeline; readonly members: readonly string[] }
  | { readonly kind: 'function'; readonly name: string };

export interface Template {
  readonly body: Body;
  readonly problems: readonly { readonly message: string; readonly range: Range }[];
}

interface Open {
  readonly kind: 'root' | 'if' | 'with' | 'range' | 'define';
  readonly start: number;
  readonly body: TemplateNode[];
  readonly branches: Branch[];
  condition: Pipeline | null;
  readonly names: readonly string[];
  readonly label: string;
  /** The body before `else` of a `with` or a `range`. */
  before: TemplateNode[] | null;
  own: TemplateNode[];
}

const mostActions = 20_000;
const deepest = 100;

/** Never throws: an action that cannot be read puts something unknown. */
export function parseTemplate(text: string): Template {
  const problems: { message: string; range: Range }[] = [];
  const made = (
    kind: Open['kind'],
    start: number,
    condition: Pipeline | null = null,
    names: string[] = [],
    label = '',
  ): Open => {
    const body: TemplateNode[] = [];
    return { kind, start, body, branches: [], condition, names, label, before: null, own: body };
  };
  const stack: Open[] = [made('root', 0)];
  const top = (): Open => stack.at(-1) ?? made('root', 0);
  const add = (node: TemplateNode): void => void top().own.push(node);

  const close = (end: number): void => {
    const open = stack.length > 1 ? stack.pop() : undefined;
    if (open === undefined) return;
    const range = { start: open.start, end };
    if (open.kind === 'if') {
      add({ kind: 'if', branches: [...open.branches, { condition: open.condition, body: open.own }], range });
    } else if (open.kind === 'define') {
      add({ kind: 'define', name: open.label, body: open.body, range });
    } else if (open.kind === 'with' || open.kind === 'range') {
      const body = open.before ?? open.own;
      const otherwise = open.before === null ? [] : open.own;
      const value = open.condition ?? [];
      if (open.kind === 'with') add({ kind: 'with', name: open.names[0] ?? null, value, body, otherwise, range });
      else add({ kind: 'range', names: open.names, value, body, otherwise, range });
    }
  };

  let at = 0;
  let trimNext = false;
  const putText = (from: number, to: number): void => {
    if (to > from) add({ kind: 'text', range: { start: from, end: to } });
  };
  for (let actions = 0; at < text.length; actions++) {
    const start = actions < mostActions ? text.indexOf('{{', at) : -1;
    let from = at;
    if (trimNext) while (from < text.length && /\s/.test(text.charAt(from))) from++;
    trimNext = false;
    if (start < 0) {
      putText(from, text.length);
      break;
    }
    const trims = /^\{\{-\s/.test(text.slice(start, start + 4));
    let to = start;
    if (trims) while (to > from && /\s/.test(text.charAt(to - 1))) to--;
    putText(from, to);
    const end = endOfAction(text, start);
    if (end < 0) {
      problems.push({ message: 'this action is not closed', range: { start, end: Math.min(start + 2, text.length) } });
      break;
    }
    const range = { start, end };
    trimNext = /\s-\}\}$/.test(text.slice(Math.max(start, end - 4), end));
    const inner = text.slice(start + (trims ? 3 : 2), end - (trimNext ? 3 : 2)).trim();
    at = end;
    if (inner.startsWith('/*')) continue;
    const [word = ''] = /^[a-z]+\b/.exec(inner) ?? [];
    const rest = inner.slice(word.length).trim();
    if (word === 'end') {
      if (stack.length === 1) problems.push({ message: 'nothing is open that this could end', range });
      close(end);
    } else if (word === 'else') {
      const open = top();
      if (open.kind === 'if') {
        open.branches.push({ condition: open.condition, body: open.own });
        open.condition = rest.startsWith('if') ? parsePipeline(rest.slice(2)) : null;
        open.own = [];
      } else if (open.before === null) {
        open.before = open.own;
        open.own = [];
      }
    } else if (word === 'if' || word === 'with' || word === 'range') {
      if (stack.length > deepest) return { body: [], problems: [{ message: 'nested too deep', range }] };
      const declared = word === 'if' ? null : /^(\$\w*(?:\s*,\s*\$\w*)?)\s*:?=\s*/.exec(rest);
      const names = declared?.[1]?.split(',').map((name) => name.trim()) ?? [];
      stack.push(made(word, start, parsePipeline(rest.slice(declared?.[0].length ?? 0)), names));
    } else if (word === 'define' || word === 'block') {
      stack.push(made('define', start, null, [], /^["`]([^"`]*)["`]/.exec(rest)?.[1] ?? ''));
    } else if (word === 'template') {
      add({ kind: 'put', value: parsePipeline(`include ${rest}`), range });
    } else {
      const assigned = /^(\$\w+)\s*(:?=)\s*(?!=)/.exec(inner);
      const value = parsePipeline(inner.slice(assigned?.[0].length ?? 0));
      if (assigned === null) add({ kind: 'put', value, range });
      else add({ kind: 'assign', name: assigned[1] ?? '', declares: assigned[2] === ':=', value, range });
    }
  }
  for (const open of stack.slice(1)) {
    const range = { start: open.start, end: Math.min(open.start + 2, text.length) };
    problems.push({ message: 'this block has no end', range });
  }
  while (stack.length > 1) close(text.length);
  return { body: top().body, problems };
}

/** Behind `}}`, outside strings; -1 where there is none. */
function endOfAction(text: string, start: number): number {
  if (/^\{\{-?\s*\/\*/.test(text.slice(start, start + 20))) {
    const comment = text.indexOf('*/', start);
    const end = comment < 0 ? -1 : text.indexOf('}}', comment);
    return end < 0 ? -1 : end + 2;
  }
  for (let at = start + 2; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      for (at++; at < text.length && text[at] !== '"' && text[at] !== '\n'; at++) if (text[at] === '\\') at++;
    } else if (character === '`') {
      at = text.indexOf('`', at + 1);
      if (at < 0) return -1;
    } else if (character === '}' && text[at + 1] === '}') {
      return at + 2;
    }
  }
  return -1;
}

const token =
  /\s+|"((?:[^"\\]|\\.)*)"|`([^`]*)`|'((?:[^'\\]|\\.)*)'|(-?\d[\w.]*)|(\$\w*)?((?:\.\w[\w]*)+|\.)?|[|(),=]|[A-Za-z_]\w*/y;

/** Unreadable parts are calls of an unknown function. */
export function parsePipeline(text: string): Pipeline {
  const source = { text, at: 0 };
  const pipeline = readPipeline(source, 0);
  return source.at < text.length ? [...pipeline, [{ kind: 'function', name: '?' }]] : pipeline;
}

function readPipeline(source: { readonly text: string; at: number }, depth: number): Pipeline {
  const { text } = source;
  const commands: Operand[][] = [[]];
  const push = (operand: Operand): void => void commands.at(-1)?.push(operand);
  if (depth > deepest) return [];
  while (source.at < text.length) {
    const character = text.charAt(source.at);
    if (character === ')') break;
    if (character === '(') {
      source.at++;
      const inner = readPipeline(source, depth + 1);
      if (text[source.at] !== ')') break;
      source.at++;
      const members = /^(?:\.\w+)+/.exec(text.slice(source.at))?.[0] ?? '';
      source.at += members.length;
      push({ kind: 'path', of: inner, members: members.split('.').slice(1) });
      continue;
    }
    if (character === '|') {
      commands.push([]);
      source.at++;
      continue;
    }
    const name = /^[A-Za-z_]\w*/.exec(text.slice(source.at, source.at + 200))?.[0];
    if (name !== undefined) {
      source.at += name.length;
      if (name === 'true' || name === 'false') push({ kind: 'literal', value: name === 'true' });
      else if (name === 'nil') push({ kind: 'literal', value: null });
      else push({ kind: 'function', name });
      continue;
    }
    token.lastIndex = source.at;
    const found = token.exec(text);
    if (found === null || found[0] === '') break;
    source.at += found[0].length;
    const [whole, double, raw, single, number, variable, members] = found;
    if (double !== undefined || single !== undefined)
      push({ kind: 'literal', value: unescaped(double ?? single ?? '') });
    else if (raw !== undefined) push({ kind: 'literal', value: raw });
    else if (number !== undefined)
      push({ kind: 'literal', value: Number.isNaN(Number(number)) ? number : Number(number) });
    else if (variable !== undefined || members !== undefined) {
      const path = (members ?? '').split('.').filter((member) => member !== '');
      push({ kind: 'path', of: variable ?? 'dot', members: path });
    } else if (whole.trim() !== '') break;
  }
  return commands.filter((command) => command.length > 0);
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, one: string) => (one === 'n' ? '\n' : one === 't' ? '\t' : one));
}
