/** .NET: sources of spans and meters of the program itself that its telemetry was not told of. */
import type { Fix } from '../../../model/finding.ts';
import type { Launch, Service } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import { ownSourceKinds, type OwnSourceKind } from '../../../knowledge/dotnetSources.ts';
import { lineStart } from '../../../model/text.ts';
import type { Gap } from './gap.ts';

export function ownSources(context: ProductionContext, service: Service, launch: Launch): Gap[] {
  const started = launch.telemetry.paths.filter(({ state }) => state === 'active' || state === 'conditional');
  const isOwn = started.some(({ vendor, mechanism }) => vendor === 'opentelemetry' && mechanism === 'in-code');
  // What is injected takes sources by a variable.
  if (!isOwn || started.some(({ mechanism }) => mechanism !== 'in-code')) return [];
  const files = service.modules
    .filter((path) => path.endsWith('.cs'))
    .flatMap((path) => context.source(path) ?? [])
    .map(({ path, text }) => ({ path, text }));
  return ownSourceKinds.flatMap((kind) => ofKind(kind, files, service));
}

interface Code {
  readonly path: string;
  readonly text: string;
}

function ofKind(kind: OwnSourceKind, files: readonly Code[], service: Service): Gap[] {
  if (!files.some(({ text }) => kind.provider.test(text))) return [];
  const told: string[] = [];
  let last: { file: string; at: number } | null = null;
  for (const { path, text } of files) {
    for (const match of text.matchAll(kind.telling)) {
      const names = [...(match[1] ?? '').matchAll(/"([^"\\]*)"/g)].map(([, name = '']) => name);
      // A constant may be any of them.
      if ((match[1] ?? '').replaceAll(/"[^"\\]*"|[\s,]/g, '') !== '') return [];
      told.push(...names);
      last ??= { file: path, at: match.index + match[0].length - 1 };
    }
  }
  const gaps: Gap[] = [];
  for (const { path, text } of files) {
    for (const match of text.matchAll(kind.making)) {
      const name = match[1] ?? '';
      const line = text.slice(lineStart(text, match.index), match.index);
      if (/^\s*(?:\/\/|\*)/.test(line) || told.some((one) => isMeant(one, name))) continue;
      if (gaps.some(({ fault }) => fault.endsWith(`:${name}`))) continue;
      const start = match.index + match[0].lastIndexOf(`"${name}"`);
      gaps.push({
        place: { file: path, range: { start, end: start + name.length + 2 } },
        message: `is traced, and ${kind.what} of "${name}" are dropped: nothing tells OpenTelemetry of it by ${kind.by}("${name}")`,
        evidence: [],
        fix: last === null ? null : toldOf(last, name, files),
        fault: `${service.root}:${kind.by}:${name}`,
      });
    }
  }
  return gaps;
}

/** `Shop.*` */
function isMeant(pattern: string, name: string): boolean {
  const whole = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${whole}$`, 'i').test(name);
}

function toldOf({ file, at }: { file: string; at: number }, name: string, files: readonly Code[]): Fix {
  const text = files.find(({ path }) => path === file)?.text ?? '';
  const isEmpty = /\(\s*$/.test(text.slice(0, at));
  const edits = [{ file, range: { start: at, end: at }, text: `${isEmpty ? '' : ', '}"${name}"` }];
  return { title: `Tell it of "${name}"`, safety: 'review', edits };
}
