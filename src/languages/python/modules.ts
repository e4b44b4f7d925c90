import type { ModuleContext } from '../language.ts';

/**
 * The file of a Python module: `a.b` against the roots and the program's own directory, `.a` against the package of the
 * importing file. Directories without `__init__.py` have no file.
 */
export function resolvePythonModule(specifier: string, { from, roots, exists }: ModuleContext): string | null {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const names = specifier
    .slice(dots)
    .split('.')
    .filter((name) => name !== '');
  if (names.some((name) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))) return null;
  const own = directoryOf(from);
  if (dots > 0) {
    let base: string | null = own;
    for (let level = 1; level < dots && base !== null; level++) base = base === '' ? null : directoryOf(base);
    return base === null ? null : moduleIn(base, names, exists);
  }
  if (names.length === 0) return null;
  for (const base of searchPath(own, roots, exists)) {
    const found = moduleIn(base, names, exists);
    // A file that imports a library of its own name does not mean itself; with the packages around it, it does.
    if (found !== null && (found !== from || names.length > 1)) return found;
  }
  return null;
}

/** A module inside a package is not a program: there, absolute imports start above the package. */
function searchPath(own: string, roots: readonly string[], exists: (path: string) => boolean): string[] {
  let outside = own;
  while (outside !== '' && exists(`${outside}/__init__.py`)) outside = directoryOf(outside);
  const bases = [outside, ...roots.map(normalised), ''];
  return [...new Set(bases.flatMap((base) => [base, joined(base, 'src')]))];
}

function moduleIn(base: string, names: readonly string[], exists: (path: string) => boolean): string | null {
  const path = names.reduce(joined, base);
  const candidates = names.length === 0 ? [joined(path, '__init__.py')] : [`${path}.py`, `${path}/__init__.py`];
  return candidates.find((candidate) => exists(candidate)) ?? null;
}

const joined = (base: string, name: string): string => (base === '' ? name : `${base}/${name}`);
const normalised = (root: string): string => (root === '.' ? '' : root.replace(/^\.\//, '').replace(/\/+$/, ''));

function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}
