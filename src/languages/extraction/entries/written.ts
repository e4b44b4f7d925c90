/** What a registration says in its arguments: a path, methods. Read from its text, as decorators are text. */
import type { EntryForm } from '../../../knowledge/entry.ts';

const longest = 2000;
const literal = String.raw`(?:[rRbBuUf$@]{0,2})(["'\x60])((?:(?!\1)[^\\\n]|\\.){0,500})\1`;

/** The first literal behind one of the keys: `path = "/x"`, `url: '/x'`, `topics = {"a"}`. */
export function literalOfKey(text: string, keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = new RegExp(
      String.raw`(?:^|[^\w.])["']?${key}["']?\s*(?:=|:|=>)\s*[[{(]?\s*(?:new\s*\[\]\s*\{\s*)?${literal}`,
    ).exec(text.slice(0, longest));
    if (found?.[2] !== undefined) return found[2];
  }
  return null;
}

/** The literal that the text begins with: the first positional argument of a decorator. */
export function firstLiteral(text: string): string | null {
  return new RegExp(String.raw`^\s*[[{(]?\s*${literal}`).exec(text.slice(0, longest))?.[2] ?? null;
}

const verb = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

export function httpMethod(word: string | null): string | null {
  const spoken = (word ?? '').toUpperCase();
  return verb.test(spoken) ? spoken : spoken === 'ALL' || spoken === 'ANY' ? 'ANY' : null;
}

/** HTTP method that the arguments name: the one, null for several, `otherwise` for none. */
export function methodIn(text: string, { methodKeys, method }: EntryForm): string | null {
  for (const key of methodKeys) {
    const start = key === '*' ? '^' : String.raw`(?:^|[^\w.])["']?${key}["']?\s*(?:=|:|=>)`;
    const found = new RegExp(String.raw`${start}\s*([[{(]?[^\])}]{0,200})`).exec(text.slice(0, longest))?.[1];
    if (found === undefined) continue;
    const isList = /^[[{(]/.test(found);
    const value = isList ? found : (found.split(/[,\n]/)[0] ?? '');
    const named = (value.match(/[A-Za-z]+/g) ?? []).map((word) => word.toUpperCase()).filter((word) => verb.test(word));
    const [only, more] = [...new Set(named)];
    return more === undefined && only !== undefined ? only : null;
  }
  return method;
}

/** `GET /orders` as one text: the method that it begins with. */
export function methodOfTarget(target: string | null): string | null {
  return /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+\//.exec(target ?? '')?.[1] ?? null;
}
