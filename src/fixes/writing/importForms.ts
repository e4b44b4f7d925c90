import type { ImportLine } from './writing.ts';

/** One shape of an import line; groups `module`, `name` and `local`. */
export interface ImportForm {
  readonly pattern: RegExp;
  readonly name: 'whole' | 'default' | 'named' | 'none';
}

/** @param localOf name that a whole module has where the line gives it none */
export function parseWith(
  forms: readonly ImportForm[],
  code: string,
  localOf: (module: string) => string,
): ImportLine | null {
  for (const { pattern, name: kind } of forms) {
    const groups = pattern.exec(code)?.groups;
    const module = groups?.['module'];
    if (groups === undefined || module === undefined) continue;
    if (kind === 'none') return { code, module, name: null, local: null };
    const name = kind === 'named' ? (groups['name'] ?? null) : kind === 'default' ? 'default' : null;
    return { code, module, name, local: groups['local'] ?? name ?? localOf(module) };
  }
  return null;
}
