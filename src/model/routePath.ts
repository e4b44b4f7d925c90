/** The path of a route as one would request it, whatever its framework writes: a path, one without its slash, a pattern. */

/**
 * `/health/` of `^health/$`, `/` of `^$`, `/orders/<id>/` of `^orders/(?P<id>\d+)/$`; a path that is no pattern only gets its
 * slash. A pattern that stands for more than one path in a way that cannot be said in a line stays as it is written.
 */
export function requestedPath(target: string): string {
  const isPattern = /^\^|\$$|\\[AZzdw.]|\(\?/.test(target);
  const path = isPattern ? fromPattern(target) : target;
  if (path === null) return target;
  return /^(?:\/|\*|[a-z]+:)/i.test(path) ? path : `/${path}`;
}

/** `orders/{id}` of `/orders//{id}/?page=2`: what two ways to write a path have in common. Empty for the root. */
export function barePath(path: string): string {
  return path
    .replace(/[?#].*$/, '')
    .replace(/^\/+|\/+$/g, '')
    .replace(/\/{2,}/g, '/');
}

/** Whether a route of this path, or one that is mounted below a path written elsewhere, may be the wanted one. Both bare. */
export function mayBeMountedAt(own: string, wanted: string): boolean {
  return own === wanted || (own !== '' && wanted.endsWith(`/${own}`));
}

const flags = /^\(\?[aiLmsux]+\)/;

function fromPattern(pattern: string): string | null {
  const path = pattern
    .replace(flags, '')
    .replace(/^(?:\^|\\A)/, '')
    .replace(/(?:\$|\\[Zz])$/, '')
    .replace(/\/\??$/, (end) => (end === '/?' ? '' : end))
    .replace(/\(\?P?<(\w+)>(?:[^()\\]|\\.)*\)/g, '<$1>')
    .replace(/\((?!\?)(?:[^()\\|]|\\.)*\)/g, '<…>')
    .replace(/\\([./_-])/g, '$1');
  return /[\\^$()[\]{}|+*?]/.test(path) ? null : path;
}
