/** `Err(e) => …`, `if let Err(e) = …`, `let Ok(x) = … else { … }`, and closures that are given the error. */
import { failureLambdas } from '../../knowledge/failureLambdas.ts';
import type { Range } from '../../model/text.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChildBut,
  parentOf,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addHandler } from '../extraction/handlers.ts';
import { lookup } from '../extraction/scopes.ts';
import { isStatement } from '../extraction/statements.ts';
import { errorPattern, isPlainSuccess, isSuccess } from './errorPatterns.ts';
import type { ErrorPattern } from './errorPatterns.ts';
import type { RustTypes } from './types.ts';

const anyError: ErrorPattern = { binding: -1, names: [], types: [], hole: -1 };

export function visitMatch(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree } = extraction;
  const body = childByField(tree, node, types.fieldBody);
  const tried = triedBy(extraction, childByField(tree, node, types.fieldValue), types);
  const arms = (body === -1 ? [] : childrenOf(tree, body)).filter((child) => typeOf(tree, child) === types.matchArm);
  const patterns = arms.map((arm) => {
    const whole = childByField(tree, arm, types.fieldPattern);
    const condition = whole === -1 ? -1 : childByField(tree, whole, types.fieldCondition);
    const [first = -1] = whole === -1 ? [] : childrenOf(tree, whole).filter((child) => child !== condition);
    return { arm, whole, condition, pattern: first, read: errorPattern(tree, first, types) };
  });
  const successes = patterns.filter(({ pattern, read }) => read === null && isSuccess(tree, pattern, types));
  const isResult = successes.length > 0 && successes.every(({ pattern }) => isPlainSuccess(tree, pattern, types));
  const takesErrors = patterns.some(({ read, condition }) => read?.types.length === 0 && condition === -1);
  for (const { arm, whole, condition, pattern, read } of patterns) {
    // `_` takes the errors that no arm takes.
    const isRest = isResult && !takesErrors && pattern === -1 && textOf(tree, whole).trim() === '_';
    const taken = read ?? (isRest ? anyError : null);
    if (taken === null) continue;
    const narrowed = condition === -1 ? taken : { ...taken, types: [condition] };
    addErrorHandler(extraction, {
      pattern: narrowed,
      header: rangeOf(tree, whole),
      body: childByField(tree, arm, types.fieldValue),
      tried,
      placedAt: arm,
      types,
    });
  }
}

export function visitIfLet(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree } = extraction;
  const test = childByField(tree, node, types.fieldCondition);
  const chain = typeOf(tree, test) === types.letChain ? childrenOf(tree, test) : [test];
  const lets = chain.filter((one) => typeOf(tree, one) === types.letCondition);
  for (const one of lets) {
    const pattern = childByField(tree, one, types.fieldPattern);
    const read = errorPattern(tree, pattern, types);
    const value = childByField(tree, one, types.fieldValue);
    if (read !== null) {
      // What else must hold is asked of the error.
      const others = chain.filter((other) => other !== one);
      addErrorHandler(extraction, {
        pattern: others.length === 0 ? read : { ...read, types: others },
        header: headerOf(extraction, startOf(tree, node), endOf(tree, test), endOf(tree, pattern)),
        body: childByField(tree, node, types.fieldConsequence),
        tried: triedBy(extraction, value, types),
        placedAt: node,
        types,
      });
      return;
    }
    const otherwise = childByField(tree, node, types.fieldAlternative);
    const block = otherwise === -1 ? -1 : childOfType(tree, otherwise, types.block);
    if (lets.length > 1 || chain.length > 1 || block === -1 || !isPlainSuccess(tree, pattern, types)) continue;
    addErrorHandler(extraction, {
      pattern: anyError,
      header: { start: startOf(tree, otherwise), end: startOf(tree, otherwise) + 'else'.length },
      body: block,
      tried: triedBy(extraction, value, types),
      placedAt: node,
      types,
    });
  }
}

/** `let Ok(order) = parse(text) else { return }` */
export function visitLetElse(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree } = extraction;
  const alternative = childByField(tree, node, types.fieldAlternative);
  const pattern = childByField(tree, node, types.fieldPattern);
  if (alternative === -1 || pattern === -1 || !isPlainSuccess(tree, pattern, types)) return;
  addErrorHandler(extraction, {
    pattern: anyError,
    header: { start: startOf(tree, node), end: endOf(tree, pattern) },
    body: alternative,
    tried: triedBy(extraction, childByField(tree, node, types.fieldValue), types),
    placedAt: node,
    types,
  });
}

/** `.unwrap_or_else(|error| …)`: with a parameter it is given what went wrong, without one nothing was there. */
export function visitErrorClosure(extraction: Extraction, call: number, callee: number, types: RustTypes): void {
  const { tree, text } = extraction;
  if (typeOf(tree, callee) !== types.fieldExpression) return;
  const nameNode = childByField(tree, callee, types.fieldField);
  const row = failureLambdas('rust').get(textOf(tree, nameNode));
  const list = childByField(tree, call, types.fieldArguments);
  const closure = row === undefined || list === -1 ? -1 : firstChildBut(tree, list, types.lineComment);
  if (closure === -1 || typeOf(tree, closure) !== types.closure) return;
  const parameters = childByField(tree, closure, types.fieldParameters);
  const written = textOf(tree, parameters);
  if (/^\|\s*\|$/.test(written)) return;
  const [only, more] = childrenOf(tree, parameters);
  if (more !== undefined) return;
  // `|error: Failure|` is a pattern with a type.
  const pattern =
    typeOf(tree, only ?? -1) === types.parameter ? childByField(tree, only ?? -1, types.fieldPattern) : only;
  const binding = pattern !== undefined && typeOf(tree, pattern) === types.identifier ? pattern : -1;
  const hole = only === undefined ? startOf(tree, parameters) + written.indexOf('_') : -1;
  const end = endOf(tree, call);
  const start = startOf(tree, nameNode) - 1;
  const isShort = !text.slice(start, end).includes('\n');
  addErrorHandler(extraction, {
    pattern: { binding, names: binding === -1 ? [] : [binding], types: [], hole },
    header: { start, end: isShort ? end : endOf(tree, parameters) },
    body: childByField(tree, closure, types.fieldBody),
    tried: childByField(tree, callee, types.fieldValue),
    placedAt: call,
    types,
  });
}

interface Taken {
  readonly pattern: ErrorPattern;
  readonly header: Range;
  /** A block, or the expression that is given. */
  readonly body: number;
  readonly tried: number;
  readonly placedAt: number;
  readonly types: RustTypes;
}

function addErrorHandler(extraction: Extraction, { pattern, header, body, tried, placedAt, types }: Taken): void {
  const { tree } = extraction;
  // A result that was handed in is its giver's to look after, as are those that an iterator goes over.
  if (body === -1 || !isMade(extraction, tried, types)) return;
  const isBlock = typeOf(tree, body) === types.block;
  const isNothing = typeOf(tree, body) === types.unit;
  const looked = lookedAt(extraction, placedAt, types);
  const isPlace = typeOf(tree, placedAt) !== types.call;
  if (isPlace && (isNever(extraction, body, types) || isPartOfError(extraction, placedAt, types))) return;
  if (looked !== null && isUsedBehind(extraction, looked, placedAt, types)) return;
  // The result itself may be handed on in the place of its error.
  const names = [...pattern.names.map((node) => textOf(tree, node)), ...(looked === null ? [] : [looked])];
  const range = rangeOf(tree, body);
  addHandler(extraction, {
    form: 'match',
    header,
    body: isBlock ? { start: range.start + 1, end: Math.max(range.end - 1, range.start + 1) } : range,
    bodyNode: body,
    statements: isBlock
      ? childrenOf(tree, body)
          .filter((child) => isStatement(tree, statementsOf(types), child))
          .map((child) => rangeOf(tree, child))
      : isNothing
        ? []
        : [range],
    placeholder: null,
    binding: pattern.binding === -1 ? null : textOf(tree, pattern.binding),
    bindingInsertAt: pattern.hole,
    tryBodyNode: tried,
    types: pattern.types,
    bindingNames: names,
    reference: -1,
    placedAt,
  });
}

const statementsOf = ({ statements, holders, never }: RustTypes) => ({
  statements,
  statementHolders: holders,
  neverStatements: never,
});

/** Name of the variable whose result is looked at, null where it is something else. */
function lookedAt({ tree }: Extraction, placedAt: number, types: RustTypes): string | null {
  const type = typeOf(tree, placedAt);
  let at = -1;
  if (type === types.letDeclaration) at = childByField(tree, placedAt, types.fieldValue);
  if (type === types.matchArm) at = childByField(tree, parentOf(tree, parentOf(tree, placedAt)), types.fieldValue);
  if (type === types.ifExpression) {
    const test = childByField(tree, placedAt, types.fieldCondition);
    const found = typeOf(tree, test) === types.letChain ? childOfType(tree, test, types.letCondition) : test;
    at = typeOf(tree, found) === types.letCondition ? childByField(tree, found, types.fieldValue) : -1;
  }
  return /^&?(?:mut\s+)?([a-z_]\w*)(?:\.as_ref\(\)|\.as_mut\(\))?$/.exec(textOf(tree, at).slice(0, 80))?.[1] ?? null;
}

/** What was only borrowed goes on behind the look: `result?`. */
function isUsedBehind({ tree }: Extraction, name: string, placedAt: number, types: RustTypes): boolean {
  let end = placedAt;
  const around = typeOf(tree, placedAt) === types.matchArm ? parentOf(tree, parentOf(tree, placedAt)) : placedAt;
  for (let at = around, level = 0; at !== -1 && level < 60; at = parentOf(tree, at), level++) {
    const type = typeOf(tree, at);
    if (type === types.functionItem || type === types.closure) break;
    end = tree.last[at] ?? end;
  }
  const start = tree.last[around] ?? end;
  for (let node = start; node < Math.min(end, start + 600); node++) {
    if (typeOf(tree, node) !== types.identifier || textOf(tree, node) !== name) continue;
    // Where it is given something else, what it was is gone.
    return tree.field[node] !== types.fieldPattern && tree.field[node] !== types.fieldLeft;
  }
  return false;
}

/** `match error {}`: there is no such error. */
function isNever({ tree }: Extraction, body: number, types: RustTypes): boolean {
  if (typeOf(tree, body) !== types.matchExpression) return false;
  const block = childByField(tree, body, types.fieldBody);
  return block !== -1 && (tree.last[block] ?? 0) === block + 1;
}

/** It stands in what makes an error, and another one is on its way: `Err(Failure { order: match … })`. */
function isPartOfError({ tree }: Extraction, node: number, types: RustTypes): boolean {
  for (let at = parentOf(tree, node), level = 0; at !== -1 && level < 40; at = parentOf(tree, at), level++) {
    const type = typeOf(tree, at);
    if (type === types.functionItem) return false;
    if (type !== types.call) continue;
    const callee = textOf(tree, childByField(tree, at, types.fieldFunction));
    if (/(?:^|\W)Err$|\.(?:map_err|ok_or_else|with_context)$/.test(callee.slice(-40))) return true;
  }
  return false;
}

/** Something is called or waited for in an expression. */
function isMade({ tree }: Extraction, tried: number, types: RustTypes): boolean {
  if (tried === -1) return false;
  const end = Math.min(tree.last[tried] ?? 0, tried + 500);
  for (let node = tried; node < end; node++) {
    const type = typeOf(tree, node);
    if (type === types.await || type === types.macroInvocation) return true;
    if (type !== types.call) continue;
    const callee = childByField(tree, node, types.fieldFunction);
    const name = typeOf(tree, callee) === types.fieldExpression ? childByField(tree, callee, types.fieldField) : -1;
    if (name === -1 || !/^(?:as_ref|as_mut|as_deref|clone|cloned|borrow|to_owned)$/.test(textOf(tree, name)))
      return true;
  }
  return false;
}

/** One line of what heads the handler. */
function headerOf({ text }: Extraction, start: number, end: number, least: number): Range {
  return { start, end: text.slice(start, end).includes('\n') ? least : end };
}

/** What gave the result: where a name is looked at, what the name was given before. */
function triedBy({ tree, frame }: Extraction, value: number, types: RustTypes): number {
  if (value === -1) return -1;
  let at = value;
  for (let level = 0; level < 4; level++) {
    const type = typeOf(tree, at);
    if (type !== types.reference && type !== types.parenthesized) break;
    at = childrenOf(tree, at)[0] ?? at;
  }
  if (typeOf(tree, at) !== types.identifier) return value;
  const given = lookup(frame.scope, textOf(tree, at))?.candidates.at(-1);
  const node = given === undefined || given.instance ? -1 : given.node;
  return node !== -1 && node < value && typeOf(tree, parentOf(tree, node)) === types.letDeclaration ? node : value;
}
