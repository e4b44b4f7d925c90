/** An annotation for the operator that stands on the workload, and not on its pods, which is where the operator looks. */
import { injectingAnnotation, podWorkloads } from '../../../knowledge/telemetryUnread.ts';
import type { Launch } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import { declarationOf } from '../launches.ts';
import type { Ignored } from './ignored.ts';

export function misplacedAnnotation(context: ProductionContext, launch: Launch): Ignored | null {
  const { telemetry } = launch;
  const isStarted = telemetry.paths.some(
    ({ mechanism, state }) => mechanism === 'operator' || state === 'active' || state === 'conditional',
  );
  const file = launch.launcher === 'kubernetes' ? (declarationOf(launch)?.file ?? launch.commandLocation.file) : null;
  const text = file === null ? '' : (context.source(file)?.text ?? '');
  if (isStarted || file === null || !injectingAnnotation.test(text)) return null;
  const at = declarationOf(launch)?.range.start ?? 0;
  // The document of the container.
  const begin = Math.max(0, text.lastIndexOf('\n---', at) + 1);
  const next = text.indexOf('\n---', at);
  const document = text.slice(begin, next < 0 ? text.length : next);
  const spec = /^spec:/m.exec(document)?.index ?? -1;
  const match = injectingAnnotation.exec(document);
  const metadata = /^metadata:/m.exec(document)?.index ?? -1;
  if (match === null || metadata < 0 || match.index < metadata || spec < match.index) return null;
  if (!podWorkloads.test(document) || injectingAnnotation.test(document.slice(spec))) return null;
  const lead = match[0].length - match[0].trimStart().length;
  const start = begin + match.index + lead;
  return {
    place: { file, range: { start, end: start + match[0].length - lead } },
    why: 'the operator looks at annotations of pods (spec.template.metadata), and this one is of the workload',
    evidence: [],
    fix: null,
  };
}
