/**
 * `include` of compose files: services of another file are part of the project, each as its own file has it.
 * https://docs.docker.com/reference/compose-file/include/
 */
import type { Environment } from '../../model/production.ts';
import { basename, dirname, join } from '../paths.ts';
import { itemsOf, member, textOf, type DataNode } from '../text/dataTree.ts';

export interface IncludePart {
  readonly kind: 'include';
  readonly file: string;
  /** Files of the repository that it names. */
  readonly paths: readonly string[];
}

/** Null where a file includes nothing. */
export function includesOf(file: string, document: DataNode): IncludePart | null {
  const paths = itemsOf(member(document, 'include')).flatMap((item) => {
    const named = item.kind === 'map' ? member(item, 'path') : item;
    const all = named?.kind === 'list' ? named.items : named === null ? [] : [named];
    return all.flatMap((one) => {
      const text = textOf(one);
      const path = text === null || /\$|:\/\//.test(text) ? null : join(dirname(file), text);
      return path === null || path === file ? [] : [path];
    });
  });
  return paths.length === 0 ? null : { kind: 'include', file, paths };
}

/** Files that compose finds by their name; others count where one of these includes or extends them. */
export const isComposeName = (path: string): boolean => /^(?:docker-)?compose[^/]*\.ya?ml$/i.test(basename(path));

/** Which files are part of another's project, and what that one is for: null where nothing says, or several differ. */
export function includedFiles(
  parts: readonly IncludePart[],
  environmentOf: (file: string) => Environment | null,
): ReadonlyMap<string, Environment | null> {
  const byFile = new Map<string, string[]>();
  for (const { file, paths } of parts) byFile.set(file, [...(byFile.get(file) ?? []), ...paths]);
  const found = new Map<string, Environment | null>();
  const visit = (file: string, environment: Environment | null, above: readonly string[]): void => {
    for (const path of byFile.get(file) ?? []) {
      if (above.includes(path) || above.length > 20) continue;
      const known = found.get(path);
      const own = environmentOf(path) ?? environment;
      found.set(path, known === undefined || known === own ? own : null);
      visit(path, own, [...above, path]);
    }
  };
  for (const file of byFile.keys()) if (isComposeName(file)) visit(file, environmentOf(file), [file]);
  return found;
}
