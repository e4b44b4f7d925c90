/**
 * From the words of a shell to their values: quotes, parameters, defaults. What cannot be known here stays as it is
 * written and the word is `dynamic`.
 */
import type { Word } from '../model/production.ts';
import type { FlatTree } from '../syntax/flatTree.ts';
import { childrenOf, endOf, fieldOf, startOf, textOf, typeOf } from '../syntax/navigate.ts';
import { pathOfScript } from './shellPaths.ts';
import { locate, locateNode } from './shellSource.ts';
import type { ShellSource, Variables } from './shellSource.ts';

export interface ShellNames {
  /** `$1`…; null where they are not known. */
  readonly args: readonly Word[] | null;
  /** `$0` */
  readonly script: Word | null;
  /** What is exported. */
  readonly variables: Variables;
  /** Variables of the shell alone; null: set to something that is not known. */
  readonly locals: ReadonlyMap<string, string | null>;
}

export interface Expander {
  readonly source: ShellSource;
  readonly tree: FlatTree;
}

/** Words that a node of a command becomes: mostly one, none or many for `$@`, `$1`, and unquoted variables. */
export function expand(expander: Expander, whole: number, names: ShellNames): Word[] {
  const { tree, source } = expander;
  const [inner, ...others] = childrenOf(tree, whole);
  const isName = typeName(tree, whole) === 'command_name' && others.length === 0;
  const node = isName && inner !== undefined ? inner : whole;
  const given = argumentsOf(tree, node, names);
  if (given !== null) return given;
  const place = locateNode(source, tree, node);
  const unquoted = typeName(tree, node);
  if (unquoted === 'expansion' || unquoted === 'simple_expansion') {
    const split = splitVariable(expander, node, names);
    if (split !== null) return split;
  }
  const { value, dynamic } = valueOf(expander, node, names);
  return [{ file: place.file, range: place.range, value, style: 'words', exact: place.exact, dynamic }];
}

/** Words of a command. `$WRAPPER gunicorn app`: a prefix that nothing sets is none; what has flags behind it is the program. */
export function wordsOfCommand(expander: Expander, nodes: readonly number[], names: ShellNames): Word[] {
  const { tree } = expander;
  const textAt = (index: number): string => textOf(tree, nodes[index] ?? -1).trim();
  let from = 0;
  while (from + 1 < nodes.length && isEmptyWord(textAt(from), names) && /^[\w./]/.test(textAt(from + 1))) from++;
  return nodes.slice(from).flatMap((node) => expand(expander, node, names));
}

/** Whether a word is made of variables alone that are empty, as far as the repository says. */
function isEmptyWord(written: string, names: ShellNames): boolean {
  if (!/^(?:\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\}))+$/.test(written)) return false;
  return [...written.matchAll(/\$\{?(\w+)/g)].every(([, name = '']) => {
    const { value, set } = lookup(name, names);
    return !set || value === '';
  });
}

export function typeName(tree: FlatTree, node: number): string {
  return tree.grammar.typeNames[typeOf(tree, node)] ?? '';
}

export function fieldName(tree: FlatTree, node: number): string | null {
  return tree.grammar.fieldNames[fieldOf(tree, node)] ?? null;
}

/** `"$@"`, `$*`, `"${@:2}"`, `$1`: the arguments themselves, which stand elsewhere and can be edited there. */
function argumentsOf(tree: FlatTree, node: number, names: ShellNames): Word[] | null {
  if (names.args === null) return null;
  const text = textOf(tree, node)
    .trim()
    .replace(/^"(.*)"$/, '$1');
  if (/^\$\{?[@*]\}?$/.test(text)) return [...names.args];
  const from = /^\$\{[@*]:(\d+)\}$/.exec(text);
  if (from !== null) return names.args.slice(Math.max(0, Number(from[1]) - 1));
  const position = /^\$\{?(\d+)\}?$/.exec(text);
  if (position === null) return null;
  if (position[1] === '0') return names.script === null ? null : [names.script];
  const argument = names.args[Number(position[1]) - 1];
  return argument === undefined ? [] : [argument];
}

/** An unquoted variable is split at blanks; its words stand where its value was written. */
function splitVariable(expander: Expander, node: number, names: ShellNames): Word[] | null {
  const { source, tree } = expander;
  const parsed = parseExpansion(textOf(tree, node).trim());
  if (parsed === null) return null;
  const known = lookup(parsed.name, names);
  if (known.value !== null && !(known.value === '' && parsed.operator.startsWith(':'))) {
    if (parsed.operator !== '' && !/^:?[-=]$/.test(parsed.operator)) return null;
    const variable = names.variables.get(parsed.name);
    const place = variable ?? locateNode(source, tree, node);
    return known.value
      .split(/\s+/)
      .filter((value) => value !== '')
      .map((value) => ({ file: place.file, range: place.range, value, style: 'words', exact: false, dynamic: false }));
  }
  if (known.set || !/^:?[-=]$/.test(parsed.operator) || /["'$`\\]/.test(parsed.rest)) return null;
  const start = endOf(tree, node) - 1 - parsed.rest.length;
  return [...parsed.rest.matchAll(/\S+/g)].map((match) => {
    const place = locate(source, start + match.index, start + match.index + match[0].length);
    return {
      file: place.file,
      range: place.range,
      value: match[0],
      style: 'words',
      exact: place.exact,
      dynamic: false,
    };
  });
}

export interface ShellValue {
  readonly value: string;
  readonly dynamic: boolean;
  /** It holds a variable that nothing here sets: empty, as far as the repository says. */
  readonly unset: boolean;
}

/** One string out of a word, a string, an assignment's value, a pattern. */
export function valueOf(expander: Expander, node: number, names: ShellNames): ShellValue {
  const { tree } = expander;
  const kind = typeName(tree, node);
  const text = textOf(tree, node);
  switch (kind) {
    case 'raw_string':
      return known(text.slice(1, -1));
    case 'ansi_c_string':
      return known(text.slice(2, -1));
    case 'word':
    case 'extglob_pattern':
    case 'number':
      return known(text.replace(/\\(\r?\n)/g, '').replace(/\\(.)/g, '$1'));
    case 'string_content':
      return known(text.replace(/\\\r?\n/g, '').replace(/\\(["$`\\])/g, '$1'));
    case 'simple_expansion':
    case 'expansion':
      return expansionValue(text, names);
    case 'command_substitution': {
      const path = pathOfScript(text, names.script?.value ?? null);
      return path === null ? { value: text, dynamic: true, unset: false } : known(path);
    }
    case 'string':
      return joined(expander, node, names, startOf(tree, node) + 1, endOf(tree, node) - 1);
    case 'command_name':
    case 'concatenation':
      return joined(expander, node, names, startOf(tree, node), endOf(tree, node));
    default:
      return { value: text, dynamic: true, unset: false };
  }
}

function known(value: string): ShellValue {
  return { value, dynamic: false, unset: false };
}

/** Values of the children with the text between them: the grammar leaves out blanks beside expansions in strings. */
function joined(expander: Expander, node: number, names: ShellNames, from: number, to: number): ShellValue {
  const { tree } = expander;
  let at = from;
  let value = '';
  let dynamic = false;
  let unset = false;
  for (const child of childrenOf(tree, node)) {
    const start = startOf(tree, child);
    const end = endOf(tree, child);
    if (start < at || end > to) continue;
    value += tree.text.slice(at, start);
    const part = valueOf(expander, child, names);
    const leading = /^\s*/.exec(tree.text.slice(start, end))?.[0] ?? '';
    value += (typeName(tree, child).endsWith('expansion') ? leading : '') + part.value;
    dynamic ||= part.dynamic;
    unset ||= part.unset;
    at = end;
  }
  return { value: value + tree.text.slice(at, to), dynamic, unset };
}

interface ParsedExpansion {
  readonly name: string;
  readonly operator: string;
  readonly rest: string;
}

function parseExpansion(text: string): ParsedExpansion | null {
  const simple = /^\$(\w+|[@*#?$!-])$/.exec(text);
  if (simple !== null) return { name: simple[1] ?? '', operator: '', rest: '' };
  const braced = /^\$\{(\w+|[@*])(?:(:?[-=?+]|##?|%%?|\/\/?|\^\^?|,,?)([^]*))?\}$/.exec(text);
  if (braced === null) return null;
  return { name: braced[1] ?? '', operator: braced[2] ?? '', rest: braced[3] ?? '' };
}

function expansionValue(written: string, names: ShellNames): ShellValue {
  const text = written.trim();
  const parsed = parseExpansion(text);
  if (parsed === null) return { value: text, dynamic: true, unset: false };
  const { name, operator, rest } = parsed;
  const { value, set } = lookup(name, names);
  const plainRest = !/["'$`]/.test(rest);
  const empty = !set || value === '';
  if (/^:?[-=]$/.test(operator)) {
    const replaced = operator.startsWith(':') ? empty : !set;
    if (!replaced) return value === null ? { value: text, dynamic: true, unset: false } : known(value);
    return plainRest ? known(rest) : { value: text, dynamic: true, unset: false };
  }
  if (/^:?\+$/.test(operator)) {
    if (empty) return { value: '', dynamic: !set, unset: !set };
    return plainRest ? known(rest) : { value: text, dynamic: true, unset: false };
  }
  if (value === null) return { value: text, dynamic: true, unset: !set };
  if (operator === '' || operator.includes('?')) return known(value);
  if (/^##?$/.test(operator) && plainRest && !/[*?[]/.test(rest)) {
    return known(value.startsWith(rest) ? value.slice(rest.length) : value);
  }
  if (/^%%?$/.test(operator) && plainRest && !/[*?[]/.test(rest)) {
    return known(rest !== '' && value.endsWith(rest) ? value.slice(0, -rest.length) : value);
  }
  if (operator.startsWith(',')) return known(value.toLowerCase());
  return { value: text, dynamic: true, unset: false };
}

function lookup(name: string, names: ShellNames): { readonly value: string | null; readonly set: boolean } {
  if (/^\d+$/.test(name)) {
    if (name === '0') return { value: names.script?.value ?? null, set: true };
    if (names.args === null) return { value: null, set: true };
    const argument = names.args[Number(name) - 1];
    if (argument === undefined) return { value: '', set: false };
    return { value: argument.dynamic ? null : argument.value, set: true };
  }
  if (name === '#') return { value: names.args === null ? null : String(names.args.length), set: true };
  if (name === '@' || name === '*') {
    const plain = names.args?.every((word) => !word.dynamic) === true;
    return { value: plain ? (names.args ?? []).map((word) => word.value).join(' ') : null, set: true };
  }
  if (!/^\w+$/.test(name)) return { value: null, set: true };
  const local = names.locals.get(name);
  if (local !== undefined) return { value: local, set: true };
  const variable = names.variables.get(name);
  return variable === undefined ? { value: null, set: false } : { value: variable.value, set: true };
}
