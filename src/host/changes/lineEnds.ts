/**
 * Texts of git's object store as a checkout gives them: where git turns line ends on the way, a file with `\r\n` on disk
 * is not changed in every line.
 */
import { gitText } from '../git.ts';
import type { GitRepository } from './repository.ts';

export interface Sides {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** @returns texts of the old side that differ from the given ones, by path */
export async function checkedOut(
  { root, options }: GitRepository,
  changes: Iterable<Sides>,
): Promise<ReadonlyMap<string, string>> {
  const suspicious = [...changes].filter(({ before, after }) => isUnix(before) && isWindows(after));
  const texts = new Map<string, string>();
  if (suspicious.length === 0) return texts;
  const input = suspicious.map(({ path }) => `${path}\0`).join('');
  const [automatic, attributes] = await Promise.all([
    gitText(root, ['config', '--get', 'core.autocrlf'], options).catch(() => ''),
    gitText(root, ['check-attr', '-z', '--stdin', 'text', 'eol'], { ...options, input }),
  ]);
  const isAutomatic = /^(?:true|yes|on|1|input)\s*$/i.test(automatic);
  const said = new Map<string, string>();
  const tokens = attributes.split('\0');
  for (let index = 0; index + 2 < tokens.length; index += 3) {
    said.set(`${tokens[index]}\0${tokens[index + 1]}`, tokens[index + 2] ?? '');
  }
  for (const { path, before } of suspicious) {
    const text = said.get(`${path}\0text`) ?? 'unspecified';
    const end = said.get(`${path}\0eol`) ?? 'unspecified';
    const isUnspecified = text === 'unspecified' && end === 'unspecified';
    if (text === 'unset' || (isUnspecified && !isAutomatic)) continue;
    texts.set(path, before.replace(/\n/g, '\r\n'));
  }
  return texts;
}

function isUnix(text: string): boolean {
  return text.includes('\n') && !text.includes('\r\n');
}

function isWindows(text: string): boolean {
  return text.includes('\r\n') && !/(?:^|[^\r])\n/.test(text);
}
