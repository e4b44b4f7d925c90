/** The environment of a process: layers in the order they win, files of variables that are in the repository. */
import type { Variable, VariableSource } from '../model/production.ts';
import type { Repository } from './repository.ts';
import type { Variables } from './shellSource.ts';

export interface Environment {
  readonly variables: Variables;
  /** Secrets, config maps and files that are not here, which may set more. */
  readonly unread: readonly VariableSource[];
}

/** Variables of an image; one that only hands on a build argument is set, to what nobody here knows. */
export function variablesOfImage(variables: readonly Variable[]): readonly Variable[] {
  return variables.map((variable) =>
    /^\$\{?\w+\}?$/.test(variable.value ?? '') ? { ...variable, value: null } : variable,
  );
}

export async function environmentVariables(
  layers: readonly (readonly Variable[])[],
  sources: readonly VariableSource[],
  own: readonly Variable[],
  repository: Repository,
): Promise<Environment> {
  const variables = new Map<string, Variable>();
  const set = (list: readonly Variable[]): void => {
    for (const variable of list) variables.set(variable.name, variable);
  };
  for (const layer of layers) set(layer);
  const unread: VariableSource[] = [];
  const load = async (source: VariableSource): Promise<void> => {
    const text = source.kind === 'file' ? await repository.read(source.name) : null;
    if (text === null) unread.push(source);
    else set(readEnvironmentFile(source.name, text));
  };
  for (const source of sources) if (!source.wins) await load(source);
  set(own);
  for (const source of sources) if (source.wins) await load(source);
  return { variables, unread };
}

/** `NAME=value` lines, with quotes and `export` taken off. */
export function readEnvironmentFile(file: string, text: string): Variable[] {
  const found: Variable[] = [];
  for (const match of text
    .slice(0, 500_000)
    .matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*([^\r\n]*)$/gm)) {
    const [whole, name = '', written = ''] = match;
    const trimmed = written.trim();
    const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(trimmed);
    const value = quoted === null ? trimmed.replace(/\s+#.*$/, '') : (quoted[2] ?? '');
    const range = { start: match.index, end: match.index + whole.length };
    found.push({
      file,
      range,
      name,
      value: /\$\{?\w/.test(value) && quoted?.[1] !== "'" ? null : value,
      layer: 'file',
    });
  }
  return found;
}
