/** `except` clauses and `contextlib.suppress`. */
import type { Range } from '../../model/text.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  fieldOf,
  firstChild,
  hasText,
  lastOf,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { addHandler } from '../extraction/handlers.ts';
import { enterLater } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import type { SourceReader } from '../extraction/reader.ts';
import type { PythonTypes } from './types.ts';

/** What an `except` must catch to take a failed import. */
const importErrors: ReadonlySet<string> = new Set(['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException']);

export function visitTry(extraction: Extraction, node: number, types: PythonTypes): void {
  const { tree } = extraction;
  const tryBody = childByField(tree, node, types.fieldBody);
  let guards = false;
  const end = lastOf(tree, node);
  for (let clause = node + 1; clause < end; clause = lastOf(tree, clause)) {
    const type = typeOf(tree, clause);
    if (type !== types.exceptClause && type !== types.exceptGroupClause) continue;
    const caught = addExcept(extraction, clause, tryBody, types);
    if (caught.length === 0 || caught.some((name) => importErrors.has(textOf(tree, name)))) guards = true;
  }
  if (guards) enterLater(extraction, tryBody, { guarded: true });
}

/** Adds the handler and gives the nodes of what it catches. */
function addExcept(extraction: Extraction, clause: number, tryBody: number, types: PythonTypes): readonly number[] {
  const { tree, text } = extraction;
  const body = childOfType(tree, clause, types.block);
  // `except A, B:` without parentheses is two values.
  const values = childrenOf(tree, clause).filter((child) => fieldOf(tree, child) === types.fieldValue);
  const last = values[values.length - 1] ?? -1;
  const isBound = typeOf(tree, last) === types.asPattern;
  const alias = isBound ? childByField(tree, last, types.fieldAlias) : childByField(tree, clause, types.fieldAlias);
  const caughtTypes = values.flatMap((value) => {
    const caught = typeOf(tree, value) === types.asPattern ? firstChild(tree, value) : value;
    return typeOf(tree, caught) === types.tuple ? childrenOf(tree, caught) : [caught];
  });
  if (body === -1) return caughtTypes;
  const start = startOf(tree, clause);
  const keywordEnd = start + (/^except\s*\*?/.exec(text.slice(start, start + 20))?.[0].trimEnd().length ?? 6);
  addHandler(extraction, {
    form: 'except',
    header: { start, end: headerEnd(extraction, last === -1 ? keywordEnd : endOf(tree, last), startOf(tree, body)) },
    body: rangeOf(tree, body),
    bodyNode: body,
    statements: statementsOf(extraction, body, types),
    placeholder: placeholderOf(extraction, body, types),
    binding: alias === -1 ? null : textOf(tree, alias),
    // A bare `except:` and types without parentheses cannot name what they take.
    bindingInsertAt: values.length !== 1 || isBound ? -1 : endOf(tree, last),
    tryBodyNode: tryBody,
    types: caughtTypes,
    bindingNames: alias === -1 ? [] : [textOf(tree, alias)],
    reference: -1,
    placedAt: clause,
  });
  return caughtTypes;
}

/** `with contextlib.suppress(X):` */
export function visitWith(extraction: Extraction, node: number, types: PythonTypes, reader: SourceReader): void {
  const { tree, frame } = extraction;
  const body = childByField(tree, node, types.fieldBody);
  const clause = childOfType(tree, node, types.withClause);
  if (body === -1 || clause === -1) return;
  for (const item of childrenOf(tree, clause)) {
    const value = childByField(tree, item, types.fieldValue);
    if (typeOf(tree, value) !== types.call) continue;
    const callee = childByField(tree, value, types.fieldFunction);
    const isSuppress = textOf(tree, callee).endsWith('suppress');
    if (!isSuppress || reader.resolve(callee, frame.scope, 0) !== 'contextlib.suppress') continue;
    const list = childByField(tree, value, types.fieldArguments);
    const start = startOf(tree, node);
    addHandler(extraction, {
      form: 'suppress',
      header: { start, end: headerEnd(extraction, endOf(tree, clause), startOf(tree, body)) },
      body: rangeOf(tree, body),
      bodyNode: -1,
      statements: [],
      placeholder: null,
      binding: null,
      bindingInsertAt: -1,
      tryBodyNode: body,
      types: reader.argumentsOf(list).map((argument) => argument.value),
      bindingNames: [],
      reference: -1,
      placedAt: node,
    });
  }
}

/** Up to and with the colon. */
function headerEnd(extraction: Extraction, from: number, to: number): number {
  const colon = extraction.text.slice(from, to).indexOf(':');
  return colon === -1 ? from : from + colon + 1;
}

export function statementsOf(extraction: Extraction, block: number, types: PythonTypes): Range[] {
  const { tree } = extraction;
  return childrenOf(tree, block)
    .filter((child) => types.statements[typeOf(tree, child)] === 1)
    .map((child) => rangeOf(tree, child));
}

function placeholderOf(extraction: Extraction, block: number, types: PythonTypes): Range | null {
  const { tree } = extraction;
  const statements = childrenOf(tree, block).filter((child) => types.statements[typeOf(tree, child)] === 1);
  const [only = -1] = statements;
  if (statements.length !== 1) return null;
  if (typeOf(tree, only) === types.passStatement) return rangeOf(tree, only);
  const isEllipsis = typeOf(tree, only) === types.expressionStatement && hasText(tree, only, '...');
  return isEllipsis ? rangeOf(tree, only) : null;
}
