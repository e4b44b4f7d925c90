/** Command substitutions that say where the script itself stands: `$(dirname "$0")`, `$(cd "$(dirname "$0")/.." && pwd)`. */
import { joinAbsolute, normalize } from './paths.ts';

const wrapped = /^(?:\$\(\s*([^]*?)\s*\)|`\s*([^]*?)\s*`)$/;
const own = /^["']?\$(?:0|\{0\}|\{?BASH_SOURCE(?:\[0\])?\}?|\{BASH_SOURCE\[0\]:-\$0\})["']?$/;
const deepest = 5;

/**
 * @param text the substitution as it is written
 * @param script what the script was started as; null where it is not known
 * @returns a path as the process sees it, or null where the substitution is something else
 */
export function pathOfScript(text: string, script: string | null, depth = 0): string | null {
  // A bare name was looked for on the path: where it stands is not said.
  if (script === null || !script.includes('/') || depth > deepest) return null;
  const match = wrapped.exec(text.trim().replace(/^"([^]*)"$/, '$1'));
  const body = match?.[1] ?? match?.[2];
  if (body === undefined) return null;
  const [, folder] = /^dirname\s+(?:--\s+)?([^]+)$/.exec(body) ?? [];
  if (folder !== undefined) {
    const path = valueOf(folder, script, depth);
    return path === null ? null : (/^(.*)\/[^/]*$/.exec(path)?.[1] ?? '.');
  }
  const [, file] = /^(?:readlink\s+(?:-\w+\s+)*|realpath\s+(?:-\w+\s+)*)(?:--\s+)?([^]+)$/.exec(body) ?? [];
  if (file !== undefined) return valueOf(file, script, depth);
  const [, place] =
    /^cd\s+(?:-\w\s+)?(?:--\s+)?([^]+?)\s*(?:>\s*\/dev\/null\s*(?:2>&1)?\s*)?(?:&&|;)\s*pwd(?:\s+-\w)?$/.exec(body) ??
    [];
  return place === undefined ? null : valueOf(place, script, depth);
}

/** `"$0"`, another substitution, either with a path behind it. */
function valueOf(written: string, script: string, depth: number): string | null {
  const plain = written.trim().replace(/^"([^]*)"$/, '$1');
  if (own.test(plain)) return script;
  const [, inner, rest = ''] = /^((?:\$\([^]*\))|(?:`[^`]*`))((?:\/[\w.-]+)*\/?)$/.exec(plain) ?? [];
  const path = inner === undefined ? null : pathOfScript(inner, script, depth + 1);
  if (path === null) return null;
  const whole = `${path}${rest}`;
  return whole.startsWith('/') ? joinAbsolute('/', whole) : (normalize(whole) ?? whole);
}
