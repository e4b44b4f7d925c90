/** php-fpm takes its variables away from the scripts it runs, unless its pool says otherwise. */
import { phpPools } from '../../../knowledge/telemetryUnread.ts';
import type { Launch } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import { lineEnd } from '../../../model/text.ts';
import { baseName } from '../launches.ts';
import { imageOf } from '../imageOf.ts';
import type { Ignored } from './ignored.ts';

export function clearedPool(context: ProductionContext, launch: Launch): Ignored | null {
  const { argv, variables } = launch;
  if (!phpPools.program.test(baseName(argv[0]?.value ?? ''))) return null;
  const set = variables.filter(({ name }) => name.startsWith('OTEL_'));
  const [first] = set;
  const image = imageOf(context, launch);
  if (first === undefined || image === null) return null;
  const pools = context.paths.filter((path) => phpPools.files.test(path) && isCopied(path, image.text));
  const texts = pools.map((path) => ({ path, text: context.source(path)?.text ?? '' }));
  if (texts.some(({ text }) => set.some(({ name }) => text.includes(`env[${name}]`)))) return null;
  if (/clear_env|OTEL_PHP_AUTOLOAD_ENABLED\s*=.*\.ini/.test(image.text)) return null;
  if (texts.some(({ text }) => /^\s*clear_env\s*=\s*(?:no|false|off|0)\b/im.test(text))) return null;
  for (const { path: file, text } of texts) {
    const cleared = /^([ \t]*clear_env\s*=\s*)(yes|true|on|1)\b/im.exec(text);
    const pool = /^[ \t]*\[(?!global\])([\w-]+)\][ \t]*\r?$/m.exec(text);
    const isLeft = phpPools.clearedNotIn.test(image.name) ? pool?.[1] !== 'www' : phpPools.clearedIn.test(image.name);
    const said = cleared ?? (pool !== null && isLeft && /^\s*pm\s*=/m.test(text) ? pool : null);
    if (said === null) continue;
    const start = said.index + said[0].length - said[0].trimStart().length;
    const at = cleared === null ? lineEnd(text, said.index) : said.index + (cleared[1]?.length ?? 0);
    const edit =
      cleared === null
        ? { file, range: { start: at, end: at }, text: '\nclear_env = no' }
        : { file, range: { start: at, end: said.index + said[0].length }, text: 'no' };
    return {
      place: { file, range: { start, end: said.index + said[0].trimEnd().length } },
      why: `php-fpm takes ${first.name} away from what this pool runs: it lacks clear_env = no`,
      evidence: [{ file: first.file, range: first.range, label: 'it is set here' }],
      fix: { title: 'Set clear_env = no', safety: 'review', edits: [edit] },
    };
  }
  return null;
}

/** The file, or its folder, is among those that the image takes. */
function isCopied(path: string, dockerfile: string): boolean {
  const folder = path.includes('/') ? baseName(path.slice(0, path.lastIndexOf('/'))) : '';
  return [...dockerfile.matchAll(/^[ \t]*(?:COPY|ADD)[ \t]+(?!--from)(.*)$/gim)].some(
    ([, words = '']) => words.includes(baseName(path)) || (folder !== '' && words.split(/[\s/]+/).includes(folder)),
  );
}
