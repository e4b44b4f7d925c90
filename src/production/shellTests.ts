/**
 * Conditions of a shell script, as far as they can be decided: against the arguments and the launch's variables. What
 * cannot be decided has an assumption beside it: how it comes out with what the repository says and nothing else.
 */
import type { FlatTree } from '../syntax/flatTree.ts';
import { childByField, childrenOf, textOf } from '../syntax/navigate.ts';
import { environmentOfToken } from './environment.ts';
import { expand, fieldName, typeName, valueOf } from './shellWords.ts';
import type { Expander, ShellNames, ShellValue } from './shellWords.ts';

export interface Decision {
  /** Null where it cannot be known. */
  readonly value: boolean | null;
  readonly assumed: boolean;
  /** The assumption does not follow from what the repository leaves unset: it is a guess. */
  readonly guess: boolean;
}

const yes: Decision = { value: true, assumed: true, guess: false };
const no: Decision = { value: false, assumed: false, guess: false };
const open: Decision = { value: null, assumed: false, guess: true };
const decided = (value: boolean): Decision => (value ? yes : no);
const not = ({ value, assumed, guess }: Decision): Decision => ({
  value: value === null ? null : !value,
  assumed: !assumed,
  guess,
});
const and = (one: Decision, other: Decision): Decision => ({
  value:
    one.value === false || other.value === false ? false : one.value === null || other.value === null ? null : true,
  assumed: one.assumed && other.assumed,
  guess: one.guess || other.guess,
});
const or = (one: Decision, other: Decision): Decision => not(and(not(one), not(other)));

/** Whether a node is a condition and nothing else, so that `[ … ] && command` is a branch and no sequence. */
export function isTest(tree: FlatTree, node: number): boolean {
  const kind = typeName(tree, node);
  if (kind === 'test_command') return true;
  if (kind === 'negated_command') return childrenOf(tree, node).some((child) => isTest(tree, child));
  if (kind === 'list') return childrenOf(tree, node).every((child) => isTest(tree, child));
  if (kind === 'redirected_statement')
    return childrenOf(tree, node)
      .slice(0, 1)
      .every((child) => isTest(tree, child));
  return kind === 'command' && /^(\[|test|command\s+-v|which|type|hash|true|false)\b/.test(textOf(tree, node));
}

export function decide(expander: Expander, node: number, names: ShellNames, production: boolean): Decision {
  const { tree } = expander;
  const inner = (child: number): Decision => decide(expander, child, names, production);
  const children = childrenOf(tree, node);
  switch (typeName(tree, node)) {
    case 'test_command':
    case 'parenthesized_expression': {
      const first = children[0];
      if (first === undefined) return open;
      const negated = /^(\[\[?|test|\()\s*!/.test(textOf(tree, node)) && typeName(tree, first) !== 'unary_expression';
      const decision = isExpression(tree, first) ? inner(first) : nonEmpty(valueOf(expander, first, names));
      return negated ? not(decision) : decision;
    }
    case 'unary_expression': {
      const text = textOf(tree, node).trim();
      const operand = children.at(-1);
      if (operand === undefined) return open;
      if (text.startsWith('!')) {
        return not(isExpression(tree, operand) ? inner(operand) : nonEmpty(valueOf(expander, operand, names)));
      }
      if (/^-n\b/.test(text)) return nonEmpty(valueOf(expander, operand, names));
      if (/^-z\b/.test(text)) return not(nonEmpty(valueOf(expander, operand, names)));
      return open;
    }
    case 'binary_expression': {
      const left = children[0];
      const right = children.at(-1);
      const operator = children.find((child) => fieldName(tree, child) === 'operator');
      if (left === undefined || right === undefined || operator === undefined) return open;
      const written = textOf(tree, operator).trim();
      if (written === '&&' || written === '-a') return and(inner(left), inner(right));
      if (written === '||' || written === '-o') return or(inner(left), inner(right));
      return compare(
        written,
        valueOf(expander, left, names),
        valueOf(expander, right, names),
        textOf(tree, left) + textOf(tree, right),
        production,
      );
    }
    case 'negated_command': {
      const first = children[0];
      return first === undefined ? open : not(inner(first));
    }
    case 'redirected_statement':
    case 'subshell':
    case 'compound_statement': {
      const first = children[0];
      return first === undefined ? open : inner(first);
    }
    case 'list': {
      const [left, right] = children;
      if (left === undefined || right === undefined) return open;
      const between = tree.text.slice(tree.end[left], tree.start[right]);
      return between.includes('||') ? or(inner(left), inner(right)) : and(inner(left), inner(right));
    }
    case 'command':
      return decideCommand(expander, node, names, production);
    default:
      return open;
  }
}

function isExpression(tree: FlatTree, node: number): boolean {
  return typeName(tree, node).endsWith('_expression');
}

/** `test …`, `true`, `:` and `false` written as commands. */
function decideCommand(expander: Expander, node: number, names: ShellNames, production: boolean): Decision {
  const { tree } = expander;
  const name = textOf(tree, childByField(tree, node, tree.grammar.field('name')));
  if (name === 'true' || name === ':') return yes;
  if (name === 'false') return no;
  if (name !== 'test' && name !== '[') return open;
  const parts = childrenOf(tree, node).filter((child) => fieldName(tree, child) === 'argument');
  const words = parts.flatMap((part) => expand(expander, part, names)).filter((word) => word.value !== ']');
  const value = (index: number): ShellValue => {
    const part = parts[index];
    return part === undefined ? { value: '', dynamic: false, unset: false } : valueOf(expander, part, names);
  };
  if (words.length === 1) return nonEmpty(value(0));
  if (words[0]?.value === '-n') return nonEmpty(value(1));
  if (words[0]?.value === '-z') return not(nonEmpty(value(1)));
  if (words.length === 3) {
    return compare(words[1]?.value ?? '', value(0), value(2), textOf(tree, node), production);
  }
  return open;
}

function nonEmpty(value: ShellValue): Decision {
  if (!value.dynamic) return decided(value.value !== '');
  return { value: null, assumed: !value.unset, guess: !value.unset };
}

function compare(
  operator: string,
  left: ShellValue,
  right: ShellValue,
  written: string,
  production: boolean,
): Decision {
  const equal = /^(=|==|-eq)$/.test(operator);
  if (!equal && !/^(!=|-ne)$/.test(operator)) return open;
  const decision = equality(left, right, written, production);
  return equal ? decision : not(decision);
}

function equality(left: ShellValue, right: ShellValue, written: string, production: boolean): Decision {
  if (!left.dynamic && !right.dynamic) {
    return decided(matchesPattern(right.value, left.value));
  }
  if (left.dynamic === right.dynamic) return open;
  const literal = left.dynamic ? right.value : left.value;
  const unknown = left.dynamic ? left : right;
  // `[ "$APP_ENV" = development ]` on a production launch: the name of the environment is what the launch is.
  if (production && /ENV|STAGE|MODE|PROFILE/i.test(written)) {
    const meant = environmentOfToken(literal);
    if (meant !== null) return decided(meant === 'production');
  }
  if (unknown.unset) return { value: null, assumed: literal === '', guess: false };
  // An exit code that is not known is taken for success.
  return { value: null, assumed: literal === '0' && !/[`(]/.test(unknown.value), guess: true };
}

/** Patterns of `case` and `[[`: `*`, `?` and `[…]`; no backtracking beyond the last star. */
export function matchesPattern(pattern: string, value: string): boolean {
  let at = 0;
  let point = 0;
  let star = -1;
  let mark = 0;
  while (at < value.length) {
    const wanted = pattern[point];
    if (wanted === '*') {
      star = point++;
      mark = at;
    } else if (wanted !== undefined && (wanted === '?' || wanted === value[at])) {
      point++;
      at++;
    } else if (star >= 0) {
      point = star + 1;
      at = ++mark;
    } else {
      return false;
    }
  }
  while (pattern[point] === '*') point++;
  return point === pattern.length;
}
