import type { ModuleContext } from '../language.ts';

/** The file that a `require` loads; what is found by the class loader has no file that could be told from its name. */
export function resolvePhpModule(specifier: string, { from, roots, exists }: ModuleContext): string | null {
  if (!specifier.endsWith('.php') || specifier.startsWith('/')) return null;
  const own = from.split('/').slice(0, -1);
  for (const start of [own, ...roots.map((root) => root.split('/').filter((part) => part !== '.' && part !== ''))]) {
    const segments = [...start];
    for (const part of specifier.split('/')) {
      if (part === '..') segments.pop();
      else if (part !== '.' && part !== '') segments.push(part);
    }
    const path = segments.join('/');
    if (exists(path)) return path;
  }
  return null;
}
