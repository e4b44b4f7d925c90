import type { ModuleContext } from '../language.ts';

/** What a compiled extension is compiled from. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

const scriptFirst = ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.tsx', '.mts', '.cts', '.json'];
const typedFirst = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx', '.json'];

/** The file of a relative import; packages, built-in modules and aliases are none of the repository's files. */
export function resolveScriptModule(specifier: string, { from, exists }: ModuleContext): string | null {
  if (!/^\.{1,2}(?:\/|$)/.test(specifier)) return null;
  const path = joined(from, specifier.replace(/[?#].*$/, ''));
  if (path === null) return null;
  const extension = /\.[cm]?jsx?$/.exec(path)?.[0] ?? null;
  if (path !== '' && hasExtension(path) && exists(path)) return path;
  if (extension !== null) {
    const stem = path.slice(0, -extension.length);
    const source = (sources[extension] ?? []).map((other) => stem + other).find((candidate) => exists(candidate));
    if (source !== undefined) return source;
  }
  const extensions = /\.[cm]?tsx?$/.test(from) ? typedFirst : scriptFirst;
  const index = path === '' ? 'index' : `${path}/index`;
  const candidates = [
    ...(path === '' ? [] : extensions.map((ending) => path + ending)),
    ...extensions.map((ending) => index + ending),
  ];
  return candidates.find((candidate) => exists(candidate)) ?? null;
}

/** A directory may exist too; only a name with an extension is taken to be a file as it stands. */
function hasExtension(path: string): boolean {
  return /\.(?:[cm]?[jt]sx?|json|node|wasm)$/.test(path);
}

/** Null where the path leaves the repository. */
function joined(from: string, specifier: string): string | null {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}
