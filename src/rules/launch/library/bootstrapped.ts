/** `opentelemetry-bootstrap -a install` puts instrumentations in for what is there: too early, or for a later step to take out. */
import type { Fix } from '../../../model/finding.ts';
import type { Launch, Service } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import { lineEnd, lineStart } from '../../../model/text.ts';
import { imageOf } from '../imageOf.ts';
import type { Gap } from './gap.ts';
import {
  bootstrapping,
  installingPackages,
  installingWhatIsLocked,
  type ImageStep,
} from '../../../knowledge/bootstrapping.ts';

export function bootstrapped(context: ProductionContext, service: Service, launch: Launch): Gap | null {
  const path = launch.telemetry.paths.find(
    ({ vendor, mechanism, state }) => vendor === 'opentelemetry' && mechanism === 'wrapper' && state === 'active',
  );
  const image = path === undefined ? null : imageOf(context, launch);
  // Who names instrumentations has them, whatever is put in beside them.
  if (image === null || service.packages.some((name) => name.startsWith('opentelemetry-instrumentation-'))) return null;
  const { file, text } = image;
  const found = [...text.matchAll(bootstrapping)];
  const [own] = found;
  if (own === undefined || found.length > 1) return null;
  const end = stageEnd(text, own.index);
  const gap = { place: { file, range: { start: own.index, end: own.index + own[0].length } }, evidence: [] };
  const before = stepsIn(text, 0, own.index, installingPackages);
  const pruning = stepsIn(text, own.index, end, installingWhatIsLocked)[0];
  if (pruning !== undefined) {
    return {
      ...gap,
      message: `is started with opentelemetry-instrument, and ${pruning.words} takes out again what opentelemetry-bootstrap put in, as it is not locked`,
      evidence: [{ file, range: pruning.range, label: 'this leaves what is locked' }],
      fix: null,
      fault: `${service.root}:bootstrap`,
    };
  }
  const later = stepsIn(text, own.index, end, installingPackages);
  const last = later.at(-1);
  if (before.length > 0 || last === undefined) return null;
  return {
    ...gap,
    message:
      'is started with opentelemetry-instrument, and opentelemetry-bootstrap puts instrumentations in before there is ' +
      'anything to trace: its packages come after it',
    evidence: [{ file, range: last.range, label: 'packages come here' }],
    fix: moved(file, text, own.index, last.range.end),
    fault: `${service.root}:bootstrap`,
  };
}

/** Where the stage ends in which an offset stands. */
function stageEnd(text: string, from: number): number {
  const next = /^[ \t]*FROM\b/im.exec(text.slice(from));
  return next === null ? text.length : from + next.index;
}

function stepsIn(text: string, from: number, to: number, step: RegExp): readonly ImageStep[] {
  return [...text.matchAll(step)].flatMap((match) =>
    match.index > from && match.index < to
      ? [{ words: match[0].trim(), range: { start: match.index, end: match.index + match[0].length } }]
      : [],
  );
}

/** Where it is an instruction of its own on one line, and the last of the others too. */
function moved(file: string, text: string, from: number, behind: number): Fix | null {
  const start = lineStart(text, from);
  const end = lineEnd(text, from) + 1;
  const line = text.slice(start, end);
  const at = lineEnd(text, behind) + 1;
  const target = text.slice(lineStart(text, behind), at);
  if (!/^[ \t]*RUN[^\\&;|]*\n$/i.test(line) || !/^[ \t]*RUN[^\\]*\n$/i.test(target)) return null;
  const edits = [
    { file, range: { start, end }, text: '' },
    { file, range: { start: at, end: at }, text: line },
  ];
  return { title: 'Put opentelemetry-bootstrap behind the packages', safety: 'review', edits };
}
