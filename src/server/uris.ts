/** URIs of editors to paths of the core and back. */
import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Absolute path of a `file:` URI; null for anything else, such as `git:` or `untitled:`. */
export function filePathOf(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    const path = fileURLToPath(uri);
    // Editors on Windows disagree about the case of the drive letter.
    return /^[A-Z]:/.test(path) ? path.charAt(0).toLowerCase() + path.slice(1) : path;
  } catch {
    // A `file:` URI with a host, or one that is not a URI at all.
    return null;
  }
}

/** Root-relative path with `/`, or null where the file is not below the root. */
export function pathInside(root: string, absolute: string): string | null {
  const path = relative(root, absolute);
  if (path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return null;
  return sep === '/' ? path : path.split(sep).join('/');
}

export function uriOfPath(root: string, path: string): string {
  return pathToFileURL(join(root, ...path.split('/'))).href;
}
