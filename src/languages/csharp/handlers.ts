/** `catch` clauses. */
import type { Range } from '../../model/text.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChild,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { enterLater } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addHandler } from '../extraction/handlers.ts';
import { bind, createScope } from '../extraction/scopes.ts';
import { bodyRange } from './definitions.ts';
import type { CsharpTypes } from './types.ts';

export function visitTry(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree } = extraction;
  const tryBody = childByField(tree, node, types.fieldBody);
  for (const clause of childrenOf(tree, node)) {
    if (typeOf(tree, clause) === types.catchClause) addCatch(extraction, clause, tryBody, types);
  }
}

function addCatch(extraction: Extraction, clause: number, tryBody: number, types: CsharpTypes): void {
  const { tree, text, frame } = extraction;
  const body = childByField(tree, clause, types.fieldBody);
  if (body === -1) return;
  const declaration = childOfType(tree, clause, types.catchDeclaration);
  const type = declaration === -1 ? -1 : childByField(tree, declaration, types.fieldType);
  const nameNode = declaration === -1 ? -1 : childByField(tree, declaration, types.fieldName);
  const name = nameNode === -1 ? null : textOf(tree, nameNode);
  const start = startOf(tree, clause);
  const narrowed = name === null ? [] : typesOfFilter(extraction, clause, name, types);
  const unnamedAt = declaration === -1 ? start + 'catch'.length : endOf(tree, type);
  addHandler(extraction, {
    form: 'catch',
    header: { start, end: start + text.slice(start, startOf(tree, body)).trimEnd().length },
    body: bodyRange(extraction, body, types),
    bodyNode: body,
    statements: statementsOf(extraction, body, types),
    placeholder: firstChild(tree, body) === -1 ? bodyRange(extraction, body, types) : null,
    binding: name,
    bindingNames: name === null ? [] : [name],
    // A filter without a name for the error would stand between `catch` and the declaration.
    bindingInsertAt: name !== null || (declaration === -1 && hasFilter(extraction, clause, types)) ? -1 : unnamedAt,
    tryBodyNode: tryBody,
    types: narrowed.length > 0 ? narrowed : type === -1 ? [] : [type],
    reference: -1,
    placedAt: clause,
  });
  // The error is a name of its clause alone.
  const scope = createScope(frame.scope, frame.scope.owner, frame.function);
  if (name !== null) bind(scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode));
  enterLater(extraction, clause, { scope });
}

function hasFilter({ tree }: Extraction, clause: number, types: CsharpTypes): boolean {
  return childOfType(tree, clause, types.catchFilter) !== -1;
}

/** `when (error is A or B)`: it takes those types alone. */
function typesOfFilter({ tree }: Extraction, clause: number, name: string, types: CsharpTypes): number[] {
  const filter = childOfType(tree, clause, types.catchFilter);
  const test = filter === -1 ? -1 : firstChild(tree, filter);
  if (typeOf(tree, test) !== types.isPattern) return [];
  if (textOf(tree, childByField(tree, test, types.fieldExpression)) !== name) return [];
  const found: number[] = [];
  const collect = (pattern: number): boolean => {
    const type = typeOf(tree, pattern);
    if (type === types.orPattern) {
      return (
        collect(childByField(tree, pattern, types.fieldLeft)) && collect(childByField(tree, pattern, types.fieldRight))
      );
    }
    const isNamed = type === types.constantPattern || type === types.declarationPattern || type === types.typePattern;
    const named = isNamed ? firstChild(tree, pattern) : -1;
    if (named === -1 || found.length > 20) return false;
    found.push(named);
    return true;
  };
  return collect(childByField(tree, test, types.fieldPattern)) ? found : [];
}

function statementsOf({ tree }: Extraction, block: number, types: CsharpTypes): Range[] {
  return childrenOf(tree, block)
    .filter((child) => types.statements[typeOf(tree, child)] === 1 || typeOf(tree, child) === types.block)
    .map((child) => rangeOf(tree, child));
}
