import type { ModuleContext } from '../language.ts';

/** The file of `require_relative 'a'` (written `./a`), or of a `require` below a load path: the root, `lib`, `app`. */
export function resolveRubyModule(specifier: string, { from, roots, exists }: ModuleContext): string | null {
  const own = from.slice(0, Math.max(from.lastIndexOf('/'), 0));
  const bases = specifier.startsWith('.')
    ? [own]
    : ['', ...roots].flatMap((root) => {
        const base = root === '.' ? '' : root.replace(/^\.\//, '').replace(/\/+$/, '');
        return [base, joined(base, 'lib'), joined(base, 'app')];
      });
  for (const base of bases) {
    const path = normalised(joined(base, specifier));
    if (path === null) continue;
    const found = [path, `${path}.rb`].find((one) => one.endsWith('.rb') && exists(one));
    if (found !== undefined && found !== from) return found;
  }
  return null;
}

const joined = (base: string, name: string): string => (base === '' ? name : `${base}/${name}`);

/** Null for a path that leaves the root. */
function normalised(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
