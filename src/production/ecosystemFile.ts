/**
 * The processes of a PM2 ecosystem file. It is a program, so only what stands in it as plain strings is read: the
 * `script` of an app with the `name`, `args`, `interpreter` and `node_args` beside it.
 */
import type { Word } from '../model/production.ts';
import type { FoundProcess } from './processFiles.ts';
import { located } from './text/locatedText.ts';

const member = (name: string): RegExp =>
  new RegExp(`(?:^|[\\s{,])["']?(?:${name})["']?\\s*:\\s*(["'])([^"'\\n]{1,300})\\1`);

export function ecosystemProcesses(path: string, text: string): readonly FoundProcess[] {
  const found: FoundProcess[] = [];
  for (const match of text.slice(0, 200_000).matchAll(/(?:^|[\s{,])["']?script["']?\s*:\s*(["'])([^"'\n]{1,300})\1/g)) {
    const script = match[2] ?? '';
    const start = match.index + match[0].length - 1 - script.length;
    const app = enclosing(text, match.index);
    const inApp = (name: string): string | null => member(name).exec(app.text)?.[2] ?? null;
    const place = { file: path, range: { start, end: start + script.length } };
    const word = (value: string, exact: boolean): Word => ({ ...place, value, style: 'words', exact, dynamic: false });
    const flags = (inApp('node_args|interpreter_args|interpreterArgs') ?? '')
      .split(/\s+/)
      .filter((flag) => flag !== '');
    const args = (inApp('args') ?? '').split(/\s+/).filter((argument) => argument !== '');
    const interpreter = inApp('interpreter|exec_interpreter') ?? interpreterOf(script);
    const before = interpreter === 'none' || interpreter === null ? [] : [interpreter, ...flags];
    found.push({
      name: inApp('name') ?? script,
      words: [
        ...before.map((value) => word(value, false)),
        word(script, false),
        ...args.map((value) => word(value, false)),
      ],
      line: null,
      variables: [],
      directory: inApp('cwd'),
      evidence: { ...place, label: 'script' },
    });
  }
  return found;
}

function interpreterOf(script: string): string | null {
  if (script.endsWith('.py')) return 'python';
  if (/\.[cm]?[jt]s$/.test(script) || !/\.\w+$/.test(script)) return /^(npm|yarn|pnpm)$/.test(script) ? null : 'node';
  return null;
}

/** The object literal around an offset, by its braces. */
function enclosing(text: string, offset: number): { readonly text: string } {
  let depth = 0;
  let start = offset;
  for (; start > 0; start--) {
    const character = text[start];
    if (character === '}') depth++;
    if (character === '{' && depth-- === 0) break;
  }
  depth = 0;
  let end = start;
  for (; end < text.length; end++) {
    const character = text[end];
    if (character === '{') depth++;
    if (character === '}' && --depth === 0) break;
  }
  return located('', text, start, end + 1);
}
