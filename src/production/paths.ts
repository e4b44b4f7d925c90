/**
 * Root-relative paths with `/`, as the core knows them: `services/api/app.py`, `.` for the repository itself. Pure string
 * work; whether something is there is asked of `Repository`.
 */

/** The path without `.`, `..` and doubled slashes; null where it leaves the root. `.` for the root itself. */
export function normalize(path: string): string | null {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      if (segments.pop() === undefined) return null;
    } else {
      segments.push(segment);
    }
  }
  return segments.length === 0 ? '.' : segments.join('/');
}

/** Joined and normalised; null where it leaves the root. */
export function join(directory: string, path: string): string | null {
  return normalize(`${directory}/${path}`);
}

/** Same for absolute paths of a container or a host; never leaves `/`. */
export function joinAbsolute(directory: string, path: string): string {
  const segments: string[] = [];
  for (const segment of (path.startsWith('/') ? path : `${directory}/${path}`).split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

/** `.` for a path at the top. */
export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash === 0) return '/';
  return slash < 0 ? '.' : path.slice(0, slash);
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** With the dot, lower case; empty where there is none. */
export function extension(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot).toLowerCase();
}

/** `path` seen from `directory`, `.` for the directory itself; null where it is not in it. */
export function relativeTo(directory: string, path: string): string | null {
  if (directory === '.') return path;
  if (path === directory) return '.';
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : null;
}

/** The directory and all above it, nearest first, `.` last. */
export function ancestors(directory: string): string[] {
  const found: string[] = [];
  for (let at = directory; ; at = dirname(at)) {
    found.push(at);
    if (at === '.' || at === '/') return found;
  }
}
