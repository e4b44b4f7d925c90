/**
 * What a piece of shell starts: an abstract run over the syntax tree of a line or a script, on every way that its
 * conditions leave open. The last command that stays in the foreground is the process; those put in the background are
 * processes too; what prepares (`mkdir`, migrations before the last command) is not.
 */
import type { Word } from '../model/production.ts';
import { utilities } from '../knowledge/prefixes.ts';
import type { FlatTree } from '../syntax/flatTree.ts';
import { childByField, childrenOf, endOf, startOf, textOf } from '../syntax/navigate.ts';
import type { ShellGrammar } from './input.ts';
import { basename } from './paths.ts';
import { isError, readBeside } from './shellRecovery.ts';
import type { ShellSource, Variables } from './shellSource.ts';
import {
  assignVariables,
  assignedVariable,
  bounded,
  exitFails,
  sameOutcome,
  setVariables,
  startCommand,
} from './shellState.ts';
import type { ShellCommand, ShellState } from './shellState.ts';
import { decide, isTest, matchesPattern } from './shellTests.ts';
import { fieldName, typeName, valueOf, wordsOfCommand } from './shellWords.ts';
import type { Expander } from './shellWords.ts';

/** One way through the script, and the processes it leaves. */
export interface ShellWay {
  /** Source text of the conditions that must hold for it and are not known to; empty for the way that is taken. */
  readonly conditions: readonly string[];
  /** Conditions that are taken to hold on it, and might as well not. */
  readonly guesses: readonly string[];
  readonly commands: readonly ShellCommand[];
}

export interface ShellQuestion {
  readonly source: ShellSource;
  readonly args: readonly Word[] | null;
  readonly script: Word | null;
  readonly variables: Variables;
  readonly production: boolean;
  /** Text of a script that is sourced; null where it is not in the repository. */
  include(path: string, directories: readonly (string | null)[]): Promise<ShellSource | null>;
}

const mostIncludes = 8;

/** All ways that start something, the one that is taken as far as the repository says first. @throws as the grammar does */
export async function runShell(question: ShellQuestion, grammar: ShellGrammar): Promise<readonly ShellWay[]> {
  const run = startRun(question, grammar);
  const states = await run(question.source, [
    {
      args: question.args,
      script: question.script,
      variables: question.variables,
      locals: new Map(),
      directories: [],
      conditions: [],
      guesses: [],
      background: [],
      foreground: null,
      exportsAll: false,
      ended: false,
      failed: 'no',
    },
  ]);
  const left = states.filter(({ failed }) => failed !== 'yes');
  const well = left.some(({ failed }) => failed === 'no') ? left.filter(({ failed }) => failed === 'no') : left;
  const ways = withoutFallingThrough(well)
    .map((state) => ({
      conditions: state.conditions,
      guesses: state.guesses,
      commands: [...state.background, ...(state.foreground === null ? [] : [state.foreground])],
    }))
    .filter((way) => way.commands.length > 0);
  // What the script insists on holds where it runs: giving up is not how production starts.
  const [first, ...rest] = ways;
  const gaveUp = states.some(({ failed, conditions }) => failed !== 'no' && conditions.length === 0);
  return gaveUp && first !== undefined ? [{ ...first, conditions: [] }, ...rest] : ways;
}

/**
 * `if [ -e /use_a ]; then exec a; elif [ -e /use_b ]; then exec b; fi` as the last of a script: what comes out where no
 * test holds is only what prepared it, and nothing that stays.
 */
function withoutFallingThrough(states: readonly ShellState[]): readonly ShellState[] {
  const endOf = ({ foreground }: ShellState): number => foreground?.words[0]?.range.end ?? -1;
  const fileOf = ({ foreground }: ShellState): string | undefined => foreground?.words[0]?.file;
  const replaced = states.filter((state) => state.ended && state.foreground !== null);
  return states.filter(
    (state) =>
      state.ended ||
      state.guesses.length === 0 ||
      replaced.length === 0 ||
      replaced.some((other) => fileOf(other) !== fileOf(state) || endOf(other) <= endOf(state)),
  );
}

/** One run; holds the functions of the script and how many files it took in. */
function startRun(
  question: ShellQuestion,
  grammar: ShellGrammar,
): (source: ShellSource, states: readonly ShellState[]) => Promise<readonly ShellState[]> {
  const functions = new Map<string, { expander: Expander; body: number }>();
  let includes = 0;
  let calls = 0;

  async function runSource(source: ShellSource, states: readonly ShellState[]): Promise<readonly ShellState[]> {
    const tree = grammar.parse(source.text);
    return sequence({ source, tree }, isError(tree, 0) ? readBeside(tree, 0) : childrenOf(tree, 0), states);
  }

  async function sequence(
    expander: Expander,
    nodes: readonly number[],
    states: readonly ShellState[],
  ): Promise<readonly ShellState[]> {
    let current = states;
    for (const node of nodes) {
      const next: ShellState[] = [];
      for (const state of current) {
        if (state.ended) next.push(state);
        else next.push(...(await statement(expander, node, state)));
      }
      current = bounded(next);
    }
    return current;
  }

  async function statement(expander: Expander, node: number, state: ShellState): Promise<readonly ShellState[]> {
    const { tree } = expander;
    if (isBackground(tree, node)) {
      const ways = await plain(expander, node, { ...state, foreground: null });
      return ways.map((way) => ({
        ...state,
        background: way.foreground === null ? way.background : [...way.background, way.foreground],
      }));
    }
    return plain(expander, node, state);
  }

  async function plain(expander: Expander, node: number, state: ShellState): Promise<readonly ShellState[]> {
    const { tree } = expander;
    if (isError(tree, node)) return sequence(expander, readBeside(tree, node), [state]);
    switch (typeName(tree, node)) {
      case 'word':
      case 'command':
        return command(expander, node, state);
      case 'declaration_command':
      case 'variable_assignment':
      case 'variable_assignments':
        return [assignVariables(expander, node, state)];
      case 'redirected_statement': {
        const body = childByField(tree, node, tree.grammar.field('body'));
        return body < 0 ? [state] : plain(expander, body, state);
      }
      case 'list':
        return list(expander, node, state);
      case 'pipeline': {
        const first = childrenOf(tree, node)[0];
        return first === undefined ? [state] : plain(expander, first, state);
      }
      case 'if_statement':
        return branch(expander, node, state);
      case 'case_statement':
        return cases(expander, node, state);
      case 'while_statement':
      case 'for_statement':
      case 'c_style_for_statement': {
        const body = childByField(tree, node, tree.grammar.field('body'));
        if (body < 0) return [state];
        const variable = childByField(tree, node, tree.grammar.field('variable'));
        const locals = new Map(state.locals);
        if (variable >= 0) locals.set(textOf(tree, variable), null);
        return sequence(expander, childrenOf(tree, body), [{ ...state, locals }]);
      }
      case 'compound_statement':
      case 'subshell':
      case 'do_group':
        return sequence(expander, childrenOf(tree, node), [state]);
      case 'function_definition': {
        const body = childByField(tree, node, tree.grammar.field('body'));
        const name = textOf(tree, childByField(tree, node, tree.grammar.field('name')));
        if (body >= 0) functions.set(name, { expander, body });
        return [state];
      }
      default:
        return [state];
    }
  }

  async function list(expander: Expander, node: number, state: ShellState): Promise<readonly ShellState[]> {
    const { tree } = expander;
    const [left, right] = childrenOf(tree, node);
    if (left === undefined || right === undefined) return [state];
    const alternative = tree.text.slice(endOf(tree, left), startOf(tree, right)).includes('||');
    if (isTest(tree, left)) {
      return fork(expander, left, alternative, state, (taken) => statement(expander, right, taken));
    }
    const after = await statement(expander, left, state);
    // `a || b`: b is for when a fails, which is not how production runs.
    if (alternative) return after;
    return sequence(expander, [right], after);
  }

  /** Runs `then` where the condition holds (or, `negated`, does not), and leaves the state as it is otherwise. */
  async function fork(
    expander: Expander,
    condition: number,
    negated: boolean,
    state: ShellState,
    then: (state: ShellState) => Promise<readonly ShellState[]>,
    otherwise: (state: ShellState) => Promise<readonly ShellState[]> = (left) => Promise.resolve([left]),
  ): Promise<readonly ShellState[]> {
    const decision = decide(expander, condition, state, question.production);
    const value = decision.value === null || !negated ? decision.value : !decision.value;
    if (value === true) return then(state);
    if (value === false) return otherwise(state);
    const assumed = decision.assumed !== negated;
    const text = textOf(expander.tree, condition).trim();
    const wanted = negated ? `not (${text})` : text;
    const [first, second] = assumed ? [then, otherwise] : [otherwise, then];
    const opposite = `not (${wanted})`;
    const guesses = decision.guess ? [...state.guesses, assumed ? wanted : opposite] : state.guesses;
    const taken = await first({ ...state, guesses });
    const left = await second({ ...state, conditions: [...state.conditions, assumed ? opposite : wanted] });
    const different = left.filter((one) => !taken.some((other) => sameOutcome(one, other)));
    // Where it comes out the same either way, nothing was guessed.
    if (different.length === 0)
      return taken.map((way) => ({
        ...way,
        guesses: way.guesses.filter((one) => !guesses.includes(one) || state.guesses.includes(one)),
      }));
    return [...taken, ...different];
  }

  async function branch(expander: Expander, node: number, state: ShellState): Promise<readonly ShellState[]> {
    const { tree } = expander;
    const children = childrenOf(tree, node).filter((child) => typeName(tree, child) !== 'comment');
    const isClause = (child: number): boolean => /^(elif|else)_clause$/.test(typeName(tree, child));
    const then = tree.text.indexOf('then', endOf(tree, children[0] ?? node));
    const conditions = children.filter(
      (child) =>
        !isClause(child) &&
        /\w/.test(typeName(tree, child)) &&
        (fieldName(tree, child) === 'condition' || (then >= 0 && endOf(tree, child) <= then)),
    );
    const condition = conditions.at(-1);
    if (condition === undefined) return [state];
    const clauses = children.filter(isClause);
    const body = children.filter(
      (child) =>
        startOf(tree, child) >= endOf(tree, condition) && !isClause(child) && fieldName(tree, child) !== 'condition',
    );
    return fork(
      expander,
      condition,
      false,
      state,
      (taken) => sequence(expander, body, [taken]),
      (left) => otherClauses(expander, clauses, left),
    );
  }

  async function otherClauses(
    expander: Expander,
    clauses: readonly number[],
    state: ShellState,
  ): Promise<readonly ShellState[]> {
    const { tree } = expander;
    const [clause, ...rest] = clauses;
    if (clause === undefined) return [state];
    const children = childrenOf(tree, clause);
    if (typeName(tree, clause) === 'else_clause') return sequence(expander, children, [state]);
    const [condition, ...body] = children.filter(
      (child) => fieldName(tree, child) !== 'condition' || isTest(tree, child),
    );
    if (condition === undefined) return [state];
    return fork(
      expander,
      condition,
      false,
      state,
      (taken) => sequence(expander, body, [taken]),
      (left) => otherClauses(expander, rest, left),
    );
  }

  async function cases(expander: Expander, node: number, state: ShellState): Promise<readonly ShellState[]> {
    const { tree } = expander;
    const subject = childByField(tree, node, tree.grammar.field('value'));
    const items = childrenOf(tree, node).filter((child) => typeName(tree, child) === 'case_item');
    const { value, dynamic, unset } = valueOf(expander, subject, state);
    const patternsOf = (item: number): string[] =>
      childrenOf(tree, item)
        .filter((child) => fieldName(tree, child) === 'value')
        .map((pattern) => valueOf(expander, pattern, state).value);
    const bodyOf = (item: number): number[] =>
      childrenOf(tree, item).filter((child) => !/^(value|termination|fallthrough)$/.test(fieldName(tree, child) ?? ''));
    const take = (item: number, at: ShellState): Promise<readonly ShellState[]> =>
      sequence(expander, bodyOf(item), [at]);
    const matching = (subject: string): number | undefined =>
      items.find((item) => patternsOf(item).some((pattern) => matchesPattern(pattern, subject)));
    if (!dynamic) {
      const chosen = matching(value);
      return chosen === undefined ? [state] : take(chosen, state);
    }
    // Nothing says which: the way that takes anything first, then each of the others under its condition.
    const fallback = unset ? matching('') : items.find((item) => patternsOf(item).includes('*'));
    const ways: ShellState[] = fallback === undefined ? [state] : [...(await take(fallback, state))];
    for (const item of items) {
      if (item === fallback) continue;
      const condition = `${textOf(tree, subject)} is ${patternsOf(item).join(' or ')}`;
      ways.push(...(await take(item, { ...state, conditions: [...state.conditions, condition] })));
    }
    return bounded(ways);
  }

  async function command(expander: Expander, node: number, state: ShellState): Promise<readonly ShellState[]> {
    const { tree } = expander;
    const isWord = typeName(tree, node) === 'word';
    const children = isWord ? [node] : childrenOf(tree, node);
    const assigned = children
      .filter((child) => typeName(tree, child) === 'variable_assignment')
      .map((child) => assignedVariable(expander, child, state));
    const written = children.filter(
      (child) => isWord || typeName(tree, child) === 'command_name' || fieldName(tree, child) === 'argument',
    );
    const words = wordsOfCommand(expander, written, state);
    const [first, ...rest] = words;
    if (first === undefined) return [setVariables(state, assigned, state.exportsAll)];
    const values = rest.map((word) => word.value);
    const body = functions.get(first.value);
    if (body !== undefined && calls < 64) {
      calls++;
      const after = await sequence(body.expander, [body.body], [{ ...state, args: rest }]);
      return after.map((way) => ({ ...way, args: state.args }));
    }
    switch (first.value) {
      case 'exec': {
        const [flag] = rest;
        const command =
          flag?.value === '-a' ? rest.slice(2) : flag?.value === '-c' || flag?.value === '-l' ? rest.slice(1) : rest;
        if (command.length === 0) return [state];
        return [{ ...startCommand(state, command, assigned), ended: true }];
      }
      case 'exit':
        return [{ ...state, ended: true, failed: exitFails(rest[0]) }];
      case 'set': {
        const separator = values.indexOf('--');
        if (separator >= 0) return [{ ...state, args: rest.slice(separator + 1) }];
        if (values.some((value) => /^-\w*a/.test(value))) return [{ ...state, exportsAll: true }];
        if (values.some((value) => /^\+\w*a/.test(value))) return [{ ...state, exportsAll: false }];
        return [/^[-+]/.test(values[0] ?? '-') ? state : { ...state, args: rest }];
      }
      case 'shift':
        return [{ ...state, args: state.args?.slice(Number(values[0] ?? '1') || 1) ?? null }];
      case 'cd':
      case 'pushd': {
        const target = rest.findLast((word) => !/^-[LPe@]+$/.test(word.value));
        return [
          {
            ...state,
            directories: [...state.directories, target === undefined || target.dynamic ? null : target.value],
          },
        ];
      }
      case 'unset': {
        const variables = new Map(state.variables);
        for (const name of values) variables.delete(name);
        return [{ ...state, variables }];
      }
      case '.':
      case 'source':
        return include(rest[0] ?? null, state);
      case 'eval':
        return [startCommand(state, rest.flatMap(splitWord), assigned)];
      default:
        if (utilities.has(basename(first.value))) return [state];
        return [startCommand(state, words, assigned)];
    }
  }

  async function include(word: Word | null, state: ShellState): Promise<readonly ShellState[]> {
    if (word === null || word.dynamic || includes >= mostIncludes) return [state];
    const source = await question.include(word.value, state.directories);
    if (source === null) return [state];
    includes++;
    return runSource(source, [state]);
  }

  return runSource;
}

function isBackground(tree: FlatTree, node: number): boolean {
  let at = endOf(tree, node);
  while (tree.text[at] === ' ' || tree.text[at] === '\t') at++;
  return tree.text[at] === '&' && tree.text[at + 1] !== '&' && tree.text[at + 1] !== '>';
}

function splitWord(word: Word): Word[] {
  if (!/\s/.test(word.value)) return [word];
  return word.value
    .split(/\s+/)
    .filter((value) => value !== '')
    .map((value) => ({ ...word, value, exact: false }));
}
