/** `rescue` clauses of `begin`, methods and blocks, and the modifier `value rescue other`. */
import type { Range } from '../../model/text.ts';
import { childByField, childrenOf, endOf, parentOf, rangeOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { enterLater } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addHandler } from '../extraction/handlers.ts';
import { isStatement } from '../extraction/statements.ts';
import { bindUnknown } from './definitions.ts';
import type { RubyTypes } from './types.ts';

/** What a `rescue` must take to take a failed `require`. */
const loadErrors = /^(?:::)?(?:LoadError|ScriptError|Exception)$/;

export function visitRescue(extraction: Extraction, clause: number, types: RubyTypes): void {
  const { tree, text } = extraction;
  const holder = parentOf(tree, clause);
  const exceptions = childByField(tree, clause, types.fieldExceptions);
  const variable = childByField(tree, clause, types.fieldVariable);
  const named = variable === -1 ? -1 : (childrenOf(tree, variable)[0] ?? -1);
  const body = childByField(tree, clause, types.fieldBody);
  const start = startOf(tree, clause);
  const headerEnd =
    variable !== -1 ? endOf(tree, variable) : exceptions !== -1 ? endOf(tree, exceptions) : start + 'rescue'.length;
  const children = childrenOf(tree, holder);
  const first = children.findIndex((child) => typeOf(tree, child) === types.rescue);
  const tried = children.slice(0, first).filter((child) => isStatement(tree, statements(types), child));
  const [firstTried] = tried;
  const lastTried = tried.at(-1);
  const inside = { start: headerEnd, end: clauseEnd(extraction, clause, holder, children) };
  bindUnknown(extraction, named, types);
  addHandler(extraction, {
    form: 'rescue',
    header: { start, end: headerEnd },
    body: { start: inside.start, end: Math.max(inside.start, trimmed(text, inside)) },
    bodyNode: body === -1 ? clause : body,
    statements: body === -1 ? [] : statementsOf(extraction, body, types),
    placeholder: null,
    binding: named === -1 ? null : textOf(tree, named),
    bindingInsertAt: variable === -1 ? headerEnd : -1,
    tryBodyNode: firstTried === undefined ? -1 : holder,
    tryEnd: children[first] ?? clause,
    tryRange:
      firstTried === undefined || lastTried === undefined
        ? rangeOf(tree, holder)
        : { start: startOf(tree, firstTried), end: endOf(tree, lastTried) },
    types: exceptions === -1 ? [] : childrenOf(tree, exceptions),
    bindingNames: named === -1 ? [] : [textOf(tree, named)],
    reference: -1,
    placedAt: clause,
  });
}

/** What stands in front of a `rescue` that takes what a `require` raises. */
export function visitGuarded(extraction: Extraction, holder: number, types: RubyTypes): void {
  const { tree } = extraction;
  const takes = childrenOf(tree, holder).some((child) => {
    if (typeOf(tree, child) !== types.rescue) return false;
    const exceptions = childByField(tree, child, types.fieldExceptions);
    return exceptions !== -1 && childrenOf(tree, exceptions).some((one) => loadErrors.test(textOf(tree, one)));
  });
  if (!takes) return;
  for (const child of childrenOf(tree, holder)) {
    if (isStatement(tree, statements(types), child)) enterLater(extraction, child, { guarded: true });
  }
}

/** `JSON.parse(text) rescue nil` */
export function visitRescueModifier(extraction: Extraction, node: number, types: RubyTypes): void {
  const { tree, text } = extraction;
  const tried = childByField(tree, node, types.fieldBody);
  const handler = childByField(tree, node, types.fieldHandler);
  if (tried === -1 || handler === -1) return;
  const from = endOf(tree, tried);
  const keyword = text.slice(from, startOf(tree, handler)).indexOf('rescue');
  addHandler(extraction, {
    form: 'rescue',
    header: { start: from + Math.max(keyword, 0), end: endOf(tree, handler) },
    body: rangeOf(tree, handler),
    bodyNode: handler,
    statements: [rangeOf(tree, handler)],
    placeholder: null,
    binding: null,
    bindingInsertAt: -1,
    tryBodyNode: tried,
    types: [],
    bindingNames: [],
    reference: -1,
    placedAt: node,
  });
}

export function statementsOf({ tree }: Extraction, block: number, types: RubyTypes): Range[] {
  return childrenOf(tree, block)
    .filter((child) => isStatement(tree, statements(types), child))
    .map((child) => rangeOf(tree, child));
}

const statements = ({ statements: own, holders, never }: RubyTypes) => ({
  statements: own,
  statementHolders: holders,
  neverStatements: never,
});

/** Where the next clause or `end` begins. */
function clauseEnd({ tree, text }: Extraction, clause: number, holder: number, children: readonly number[]): number {
  const next = children.find((child) => startOf(tree, child) >= endOf(tree, clause) && child > clause);
  if (next !== undefined) return startOf(tree, next);
  for (let at = holder, level = 0; at !== -1 && level < 3; at = parentOf(tree, at), level++) {
    const end = endOf(tree, at);
    if (end >= endOf(tree, clause) && text.slice(end - 3, end) === 'end') return Math.max(end - 3, endOf(tree, clause));
  }
  return endOf(tree, clause);
}

/** Without white space at the end. */
function trimmed(text: string, { start, end }: Range): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}
