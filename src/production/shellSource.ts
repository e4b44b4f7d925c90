/** A piece of shell and where it stands: a line of an artifact, a script file, the words behind `sh -c`. */
import type { Snippet, Variable } from '../model/production.ts';
import type { Location } from '../model/text.ts';
import type { FlatTree } from '../syntax/flatTree.ts';
import { endOf, startOf } from '../syntax/navigate.ts';
import { aligned, located, rangeIn } from './text/locatedText.ts';
import type { LocatedText } from './text/locatedText.ts';

export type ShellSource = LocatedText;

/** A line of an artifact; where it is folded or escaped there, its characters are looked for. */
export function sourceOfSnippet(snippet: Snippet, fileText: string | null): ShellSource {
  const { file, text, range } = snippet;
  if (snippet.exact) return { file, text, range, places: range.start };
  return fileText === null ? { file, text, range, places: null } : aligned(file, fileText, range, text, 'none');
}

export function sourceOfFile(path: string, text: string): ShellSource {
  return located(path, text, 0, text.length);
}

export interface ExactLocation extends Location {
  readonly exact: boolean;
}

/** Where a part of the source stands; the whole source where that is not known. */
export function locate(source: ShellSource, start: number, end: number): ExactLocation {
  return { file: source.file, range: rangeIn(source, start, end), exact: source.places !== null };
}

export function locateNode(source: ShellSource, tree: FlatTree, node: number): ExactLocation {
  return locate(source, startOf(tree, node), endOf(tree, node));
}

/** Environment of a process by name, each with the layer that set it last. */
export type Variables = ReadonlyMap<string, Variable>;

export function withVariables(variables: Variables, added: readonly Variable[]): Variables {
  if (added.length === 0) return variables;
  const next = new Map(variables);
  for (const variable of added) next.set(variable.name, variable);
  return next;
}
