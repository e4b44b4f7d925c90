/** `if err != nil { … }`, its `else` where it says `err == nil`, cases of a `switch`, and `recover`. */
import type { HandlerFact } from '../../model/facts.ts';
import type { Range } from '../../model/text.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  hasText,
  parentOf,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addHandler } from '../extraction/handlers.ts';
import { errorTest } from './errorTests.ts';
import type { ErrorTest } from './errorTests.ts';
import { holdsError, isGivenToCallback, targetsOf, yieldOf } from './errorValues.ts';
import type { GoTypes } from './types.ts';

/** Where a handler's own code stands, and what says that it is one. */
interface Place {
  readonly node: number;
  readonly header: Range;
  /** Node of the block or of the statements of a case, -1 where there are none. */
  readonly block: number;
  readonly body: Range;
}

export function visitIfHandler(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree, text } = extraction;
  const test = childByField(tree, node, types.fieldCondition);
  const initializer = childByField(tree, node, types.fieldInitializer);
  const recovered = recoveredName(extraction, node, initializer, test, types);
  const read = recovered ?? testOf(extraction, test, node, initializer, types);
  if (read === null) return;
  const consequence = childByField(tree, node, types.fieldConsequence);
  const alternative = childByField(tree, node, types.fieldAlternative);
  const block = read.holds === 'some' ? consequence : alternative;
  if (block === -1 || typeOf(tree, block) !== types.block) return;
  const isElse = block === alternative;
  const keyword = isElse ? text.lastIndexOf('else', startOf(tree, block)) : startOf(tree, node);
  const header = { start: keyword, end: isElse ? keyword + 'else'.length : endOf(tree, test) };
  const place = { node, header, block, body: inside(extraction, block) };
  addErrorHandler(extraction, read, place, initializer, recovered === null ? 'error-check' : 'catch', types);
}

/** `switch { case errors.Is(err, x): … case err != nil: … }`, `switch err { case nil: … default: … }` */
export function visitSwitchHandlers(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree } = extraction;
  const value = childByField(tree, node, types.fieldValue);
  const initializer = childByField(tree, node, types.fieldInitializer);
  const subject = value === -1 ? null : textOf(tree, value);
  const holds = (name: string): boolean => holdsError(extraction, name, node);
  // A switch over a value is one over an error where comparing that to nil would be.
  if (value !== -1 && (typeOf(tree, value) !== types.identifier || !isErrorValue(extraction, value, node))) return;
  let none: ErrorTest | null = null;
  for (const child of childrenOf(tree, node)) {
    const statements = childOfType(tree, child, types.statementList);
    if (typeOf(tree, child) === types.expressionCase) {
      const list = childByField(tree, child, types.fieldValue);
      const tests = list === -1 ? [] : childrenOf(tree, list);
      const read = subject === null ? anyOf(tests.map((test) => errorTest(tree, test, types, holds))) : caseOf(tests);
      if (read?.holds === 'none') none = read;
      if (read?.holds !== 'some') continue;
      const header = { start: startOf(tree, child), end: endOf(tree, list) };
      const place = { node: child, header, block: statements, body: caseBody(child, header.end, statements) };
      addErrorHandler(extraction, read, place, initializer, 'error-check', types);
    } else if (typeOf(tree, child) === types.defaultCase && none !== null) {
      const header = { start: startOf(tree, child), end: startOf(tree, child) + 'default'.length };
      const place = { node: child, header, block: statements, body: caseBody(child, header.end, statements) };
      addErrorHandler(extraction, { ...none, holds: 'some' }, place, initializer, 'error-check', types);
    }
  }

  function caseOf(values: readonly number[]): ErrorTest | null {
    if (subject === null) return null;
    const isNone = values.some((one) => typeOf(tree, one) === types.nil);
    return { name: subject, holds: isNone ? 'none' : 'some', types: isNone ? [] : values };
  }

  function caseBody(child: number, headerEnd: number, statements: number): Range {
    if (statements !== -1) return rangeOf(tree, statements);
    const colon = Math.min(headerEnd + 1, endOf(tree, child));
    return { start: colon, end: colon };
  }
}

/** `case a, b:` takes what either of them takes. */
function anyOf(tests: readonly (ErrorTest | null)[]): ErrorTest | null {
  const [first] = tests;
  if (first === undefined || first === null || tests.some((one) => one?.name !== first.name)) return null;
  if (tests.some((one) => one?.holds !== first.holds)) return null;
  const all = tests.flatMap((one) => one?.types ?? []);
  return { ...first, types: tests.some((one) => one?.types.length === 0) ? [] : all };
}

/** `recover()` whose value nobody takes: the panic is gone. */
export function visitRecover(extraction: Extraction, call: number, callee: number, types: GoTypes): void {
  const { tree } = extraction;
  if (!hasText(tree, callee, 'recover') || typeOf(tree, callee) !== types.identifier) return;
  const parent = parentOf(tree, call);
  const statement = typeOf(tree, parent) === types.expressionList ? parentOf(tree, parent) : parent;
  const isDropped =
    typeOf(tree, statement) === types.expressionStatement ||
    (typeOf(tree, statement) === types.assignment &&
      targetsOf(extraction, statement, types).every((target) => hasText(tree, target, '_')));
  if (!isDropped) return;
  const range = rangeOf(tree, statement);
  addHandler(extraction, {
    form: 'catch',
    header: range,
    body: range,
    bodyNode: -1,
    statements: [],
    placeholder: null,
    binding: null,
    bindingInsertAt: -1,
    tryBodyNode: -1,
    types: [],
    bindingNames: [],
    reference: -1,
    placedAt: statement,
  });
}

/** `if r := recover(); r != nil`, or the name was given what `recover` found just before. */
function recoveredName(
  extraction: Extraction,
  node: number,
  initializer: number,
  test: number,
  types: GoTypes,
): ErrorTest | null {
  const { tree } = extraction;
  if (typeOf(tree, test) !== types.binary) return null;
  const left = childByField(tree, test, types.fieldLeft);
  const isUnequal = typeOf(tree, childByField(tree, test, types.fieldOperator)) === types.tokenUnequal;
  const right = childByField(tree, test, types.fieldRight);
  if (typeOf(tree, left) !== types.identifier || !isUnequal || typeOf(tree, right) !== types.nil) return null;
  const name = textOf(tree, left);
  const given = initializer === -1 ? yieldOf(extraction, name, node) : initializer;
  if (given === -1 || !/=\s*recover\(\)\s*$/.test(textOf(tree, given).slice(-60))) return null;
  return { name, holds: 'some', types: [] };
}

function testOf(
  extraction: Extraction,
  test: number,
  node: number,
  initializer: number,
  types: GoTypes,
): ErrorTest | null {
  const { tree } = extraction;
  // What the statement itself assigns is visited after it.
  const own = initializer === -1 ? [] : targetsOf(extraction, initializer, types);
  const last = own.length > 1 ? textOf(tree, own[own.length - 1] ?? -1) : null;
  return errorTest(tree, test, types, (name) => (name === 'e' && last === 'e') || holdsError(extraction, name, node));
}

function isErrorValue(extraction: Extraction, value: number, node: number): boolean {
  const name = textOf(extraction.tree, value);
  return /^(?:err|\w*Err)$/.test(name) || holdsError(extraction, name, node);
}

function addErrorHandler(
  extraction: Extraction,
  test: ErrorTest,
  place: Place,
  initializer: number,
  form: HandlerFact['form'],
  types: GoTypes,
): void {
  const { tree } = extraction;
  const given =
    initializer !== -1 && assigns(extraction, initializer, test.name, types)
      ? initializer
      : yieldOf(extraction, test.name, place.node);
  // What another function was given is that function's to handle, as in a deferred clean-up.
  if (given === -1 && !isGivenToCallback(extraction, test.name)) return;
  if (isHandledAround(extraction, test.name, given)) return;
  const statements = place.block === -1 ? -1 : listOf(extraction, place.block, types);
  addHandler(extraction, {
    form,
    header: place.header,
    body: place.body,
    bodyNode: statements,
    statements: statements === -1 ? [] : statementsOf(extraction, statements, types),
    placeholder: null,
    // What `recover` gives is no error by its type, and few libraries take anything else for one.
    binding: form === 'catch' ? null : test.name,
    bindingInsertAt: -1,
    tryBodyNode: form === 'catch' || types.yields[typeOf(tree, given)] !== 1 ? -1 : given,
    types: test.types,
    bindingNames: [test.name],
    reference: -1,
    placedAt: place.node,
  });
}

function assigns(extraction: Extraction, statement: number, name: string, types: GoTypes): boolean {
  return targetsOf(extraction, statement, types).some((target) => hasText(extraction.tree, target, name));
}

/** Looking closer at an error inside its handler is part of that handler. */
function isHandledAround({ frame, handlers }: Extraction, name: string, given: number): boolean {
  for (let at = handlers[frame.handler], level = 0; at !== undefined && level < 8; level++) {
    if (at.bindingNames.includes(name) && (given === -1 || given <= at.node || given === at.tryBody)) return true;
    at = handlers[at.frame.handler];
  }
  return false;
}

/** The statements of a block stand in a node of their own, which an empty block has not. */
function listOf({ tree }: Extraction, block: number, types: GoTypes): number {
  if (typeOf(tree, block) === types.statementList) return block;
  const list = childOfType(tree, block, types.statementList);
  return list === -1 ? block : list;
}

function statementsOf({ tree }: Extraction, list: number, types: GoTypes): Range[] {
  return childrenOf(tree, list)
    .filter((child) => types.statements[typeOf(tree, child)] === 1)
    .map((child) => rangeOf(tree, child));
}

function inside({ tree }: Extraction, block: number): Range {
  return { start: startOf(tree, block) + 1, end: Math.max(endOf(tree, block) - 1, startOf(tree, block) + 1) };
}
