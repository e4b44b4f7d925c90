/**
 * C and C++, of which nothing is parsed: the texts that the program's file includes, and what stands beside those, are
 * searched for methods that start telemetry. One in a function that some of these texts calls is taken to run.
 */
import type { TelemetryVendor } from '../../../knowledge/telemetry/vendor.ts';
import type { EntryPoint } from '../../../model/production.ts';
import { dirname, join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import type { Reached, Walk } from '../walk.ts';

const mostFiles = 400;

export async function walkNative(
  entry: EntryPoint,
  repository: Repository,
  vendors: readonly TelemetryVendor[],
): Promise<Walk> {
  const texts = await includedTexts(entry.file, repository);
  const reached: Reached[] = [];
  for (const [path, text] of texts) {
    for (const { name: vendor, initialisers } of vendors) {
      for (const { ecosystem, method, behind = [], signals } of initialisers) {
        if (ecosystem !== 'native' || method === undefined) continue;
        const before = behind.length === 0 ? '' : `(?:${behind.join('|')})\\s*(?:::|->|\\.)\\s*`;
        const match = new RegExp(`\\b${before}${method}\\s*\\(`).exec(text);
        if (match === null) continue;
        const file = { path, text, facts: null };
        repository.note(file);
        const range = { start: match.index, end: match.index + match[0].length - 1 };
        const fact = { range, function: -1, condition: null, vendor, signals, call: -1, order: 0 };
        reached.push({ file, fact, condition: null, loose: !isCalled(functionAround(text, match.index), texts) });
      }
    }
  }
  return { reached, modules: new Set(texts.keys()), decidedBy: new Map(), complete: false, suspected: false };
}

/** Files that a file includes by name, with the sources that go with those headers. */
async function includedTexts(file: string, repository: Repository): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const queue = [file];
  for (let at = 0; at < queue.length && at < mostFiles; at++) {
    const path = queue[at] ?? file;
    const text = texts.has(path) ? null : await repository.read(path);
    if (text === null) continue;
    texts.set(path, text);
    const here = dirname(path);
    for (const [, name = ''] of text.matchAll(/^[ \t]*#[ \t]*include[ \t]+["<]([\w./+-]+)[">]/gm)) {
      for (const folder of [here, dirname(here), `${dirname(here)}/include`]) {
        const found = join(folder, name);
        if (found === null || !repository.isFile(found)) continue;
        const stem = found.replace(/\.\w+$/, '');
        queue.push(
          found,
          ...['.c', '.cc', '.cpp', '.cxx'].map((end) => stem + end).filter((one) => repository.isFile(one)),
        );
        break;
      }
    }
  }
  return texts;
}

/** Name of the function whose body a place is in, by the last head of one before it. */
function functionAround(text: string, at: number): string | null {
  const heads = [
    ...text
      .slice(0, at)
      .matchAll(/(?:^|[\s*&>])(~?\w+)\s*\([^;{}]*\)\s*(?:const\s*)?(?:noexcept\s*)?(?:override\s*)?\{/g),
  ];
  const names = heads.map((match) => match[1] ?? '').filter((name) => !/^(?:if|for|while|switch|catch)$/.test(name));
  return names.at(-1) ?? null;
}

function isCalled(name: string | null, texts: ReadonlyMap<string, string>): boolean {
  if (name === null) return false;
  if (name === 'main') return true;
  let mentions = 0;
  for (const text of texts.values()) mentions += [...text.matchAll(new RegExp(`\\b${name}\\s*\\(`, 'g'))].length;
  return mentions > 1;
}
