/** Texts that stand behind names: a constant of the file, a member of an object, a class or an enumeration of it. */
import { contains } from '../../model/text.ts';
import { childrenOf, lastOf, rangeOf, textOf } from '../../syntax/navigate.ts';
import type { Read } from './read.ts';
import { lookup } from './scopes.ts';
import type { Binding, Scope } from './scopes.ts';

const longestName = 200;
const mostNodes = 5000;

/** Text of the constant that an expression names; null where the file does not say it. */
export function constantOf(read: Read, node: number, scope: Scope): string | null {
  const written = textOf(read.extraction.tree, node);
  if (written.length > longestName) return null;
  const nameOf = /^nameof\(([\w.]+)\)$/.exec(written);
  if (nameOf !== null) return (nameOf[1] ?? '').split('.').at(-1) ?? null;
  const parts = written.split(/\.|::|\?\./);
  if (parts.length > 3 || !parts.every((part) => /^[\w$]+$/.test(part))) return null;
  // What an enumeration says of its members.
  if (parts.length > 1 && /^(?:value|Value|key|Key)$/.test(parts.at(-1) ?? '')) parts.pop();
  const [first = '', second, third] = parts;
  if (third !== undefined) return null;
  const binding = lookup(scope, first);
  if (second === undefined) {
    return (binding === undefined ? null : textOfBinding(read, binding)) ?? ownFieldText(read, node, first);
  }
  return (binding === undefined ? null : memberOfBinding(read, binding, second)) ?? fieldText(read, first, second);
}

function memberOfBinding(read: Read, binding: Binding, second: string): string | null {
  const member = binding.class?.members.get(second) ?? binding.class?.scope.names.get(second);
  if (member !== undefined) return textOfBinding(read, member);
  for (const { node: value } of binding.candidates) {
    const found = value === -1 ? null : memberText(read, value, second);
    if (found !== null) return found;
  }
  return null;
}

/** A constant of a class that the expression stands in. */
function ownFieldText(read: Read, node: number, name: string): string | null {
  const range = rangeOf(read.extraction.tree, node);
  for (const owner of read.classes) {
    const found = contains(owner.range, range) ? fieldText(read, owner.name, name) : null;
    if (found !== null) return found;
  }
  return null;
}

/** A member of an enumeration or a constant of a class, as its declaration writes it: `Cart = 'new-cart'`. */
function fieldText({ classes, extraction }: Read, owner: string, name: string): string | null {
  const field = classes.find((one) => one.name === owner)?.fields.find((one) => one.name === name);
  if (field === undefined) return null;
  const { start, end } = field.range;
  // Some fields are only their name, so the rest of the line counts too.
  const written = extraction.text.slice(start, Math.max(end, start + longestName)).split(/[\r\n]/, 1)[0] ?? '';
  return /^[^'"=]*=\s*(["'])([^"'\\]{1,200})\1\s*(?:[,;})#/]|$)/.exec(written.trimEnd())?.[2] ?? null;
}

/** A name that is given several texts stands for none. */
function textOfBinding(read: Read, { candidates }: Binding): string | null {
  if (candidates.length !== 1) return null;
  const node = candidates[0]?.node ?? -1;
  return node === -1 ? null : literal(read, node);
}

/** A text, also inside of what adds nothing to it: `'x' as const`, `Key('x')`. */
function literal({ syntax, extraction }: Read, node: number): string | null {
  const { reader } = syntax;
  if (reader.kindOf(node) === 'string') return reader.literalOf(node);
  const [inner] = childrenOf(extraction.tree, node);
  return inner !== undefined && reader.kindOf(inner) === 'string' ? reader.literalOf(inner) : null;
}

/** Value of the member of an object literal. */
function memberText(read: Read, node: number, name: string): string | null {
  const { extraction, syntax } = read;
  const end = Math.min(lastOf(extraction.tree, node), node + mostNodes);
  for (let inner = node; inner < end; inner++) {
    const pair = syntax.outcomes.pairOf(inner);
    if (pair !== null && pair.key === name) return pair.value === -1 ? null : literal(read, pair.value);
  }
  return null;
}
