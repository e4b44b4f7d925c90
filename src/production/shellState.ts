/** What a shell knows on one way through a script: arguments, variables, directory, and what it has started. */
import type { Variable, Word } from '../model/production.ts';
import { childByField, childrenOf, startOf, textOf } from '../syntax/navigate.ts';
import { environmentOfToken } from './environment.ts';
import { locateNode, withVariables } from './shellSource.ts';
import type { Variables } from './shellSource.ts';
import { typeName, valueOf } from './shellWords.ts';
import type { Expander, ShellNames } from './shellWords.ts';

/** A command as the shell starts it. */
export interface ShellCommand {
  readonly words: readonly Word[];
  readonly variables: Variables;
  /** Arguments of the `cd`s before it, in order; null for one that is not known. */
  readonly directories: readonly (string | null)[];
}

/** One way through a script, so far. */
export interface ShellState extends ShellNames {
  /** Arguments of `cd`, in order; null for one that is not known. */
  readonly directories: readonly (string | null)[];
  /** Source text of conditions that must hold for it and are not known to. */
  readonly conditions: readonly string[];
  /** Conditions that are taken to hold, and might as well not. */
  readonly guesses: readonly string[];
  readonly background: readonly ShellCommand[];
  readonly foreground: ShellCommand | null;
  /** `set -a` */
  readonly exportsAll: boolean;
  readonly ended: boolean;
  /** It gave up: `exit 1`; `maybe` for an exit code that is not known. */
  readonly failed: 'no' | 'maybe' | 'yes';
}

const mostWays = 16;

export function startCommand(state: ShellState, words: readonly Word[], assigned: readonly Variable[]): ShellState {
  const variables = withVariables(state.variables, assigned);
  return { ...state, foreground: { words, variables, directories: state.directories } };
}

export function assignVariables(expander: Expander, node: number, state: ShellState): ShellState {
  const { tree } = expander;
  const single = typeName(tree, node) === 'variable_assignment';
  const nodes = single ? [node] : childrenOf(tree, node);
  const assigned = nodes
    .filter((child) => typeName(tree, child) === 'variable_assignment')
    .map((child) => assignedVariable(expander, child, state));
  const exported =
    state.exportsAll || (!single && /^(export|declare\s+-\w*x|typeset\s+-\w*x)/.test(textOf(tree, node)));
  const after = setVariables(state, assigned, exported);
  if (!exported || single) return after;
  // `export NAME` of a variable that was set before.
  const named = nodes.filter((child) => typeName(tree, child) === 'variable_name');
  const moved = named.flatMap((child): Variable[] => {
    const name = textOf(tree, child);
    const value = after.locals.get(name);
    if (value === undefined) return [];
    const place = locateNode(expander.source, tree, child);
    return [{ file: place.file, range: place.range, name, value, layer: 'script' }];
  });
  return { ...after, variables: withVariables(after.variables, moved) };
}

export function setVariables(state: ShellState, assigned: readonly Variable[], exported: boolean): ShellState {
  if (assigned.length === 0) return state;
  const locals = new Map(state.locals);
  for (const variable of assigned) locals.set(variable.name, variable.value);
  const known = assigned.filter((variable) => exported || state.variables.has(variable.name));
  return { ...state, locals, variables: withVariables(state.variables, known) };
}

export function assignedVariable(expander: Expander, node: number, state: ShellState): Variable {
  const { tree, source } = expander;
  const name = textOf(tree, childByField(tree, node, tree.grammar.field('name')));
  const valueNode = childByField(tree, node, tree.grammar.field('value'));
  const place = locateNode(source, tree, node);
  const found = valueNode < 0 ? { value: '', dynamic: false } : valueOf(expander, valueNode, state);
  // `NODE_OPTIONS="$NODE_OPTIONS --require x"`: what is known of it still counts.
  const keeps = found.dynamic && /--(require|import)\b|-r\b|\//.test(found.value);
  const value = (found.dynamic && !keeps) || isFallback(expander, node, name, found.value) ? null : found.value;
  return { file: place.file, range: place.range, name, value, layer: 'command' };
}

const stage = /^(?:(?:RACK|RAILS|NODE|APP|FLASK|DJANGO|PYTHON|GO)_ENV|ENV|ENVIRONMENT|STAGE)$/;

/** `[ $RACK_ENV ] || RACK_ENV=development`: platforms set it, and so what a launch has is not known. */
function isFallback({ tree }: Expander, node: number, name: string, value: string): boolean {
  if (!stage.test(name) || environmentOfToken(value) !== 'development') return false;
  const at = startOf(tree, node);
  const tested = new RegExp(`\\$\\{?${name}\\b[^\\n]{0,40}(?:\\|\\||;\\s*then|\\n\\s*then)\\s*(?:export\\s+)?$`);
  return tested.test(tree.text.slice(Math.max(0, at - 160), at));
}

/** Whether two ways leave the same: then the condition between them does not matter. */
export function sameOutcome(one: ShellState, other: ShellState): boolean {
  return (
    one.args === other.args &&
    one.ended === other.ended &&
    one.failed === other.failed &&
    one.foreground === other.foreground &&
    one.background === other.background &&
    one.variables === other.variables
  );
}

/** Ways that gave up are one; of the others as many as may be. */
export function bounded(states: readonly ShellState[]): readonly ShellState[] {
  const failed = states.findIndex((state) => state.failed === 'yes');
  const kept = states.filter((state, index) => state.failed !== 'yes' || index === failed);
  return kept.slice(0, mostWays);
}

export function exitFails(code: Word | undefined): ShellState['failed'] {
  if (code === undefined) return 'no';
  return code.dynamic ? 'maybe' : code.value === '0' ? 'no' : 'yes';
}
