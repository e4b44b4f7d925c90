/** The checklist of a change, made while both of its sides are there to be asked. */
import { checklistOf } from '../checklist/checklist.ts';
import type { ChecklistInput } from '../checklist/kind.ts';
import { reachedServices } from '../checklist/reach.ts';
import { healthPathsOf, mentions, routesFor } from '../checklist/routes.ts';
import type { ChangeSet } from '../model/change.ts';
import type { ChecklistAnswer } from '../model/checklist.ts';
import type { SourceFile } from '../model/source.ts';
import { isTestPath } from '../rules/paths.ts';
import { languageOf } from './analysis.ts';
import type { CheckedChange, Engine, ReviewOptions } from './api.ts';
import { withReview, type Reviewed } from './reviewing.ts';

export function checklistFor(
  engine: Engine,
  changes: ChangeSet,
  answers: readonly ChecklistAnswer[],
  options: ReviewOptions = {},
): Promise<CheckedChange> {
  return withReview(engine, changes, { ...options, pipelines: true }, async (reviewed) => {
    const { review, context, standing, severityOf } = reviewed;
    const pipelines = context.pipelines ?? {
      before: await reviewed.before.pipelines(),
      after: await reviewed.after.pipelines(),
    };
    const known: ChecklistInput = { changes, review, ...context, standing, severityOf, pipelines, others: [] };
    const others = await routeFiles(known, reviewed, options.signal);
    return { review, checklist: checklistOf({ ...known, others }, answers) };
  });
}

/** Texts that are looked at for a route, and those of them that are parsed. */
const mostTexts = 400;
const mostSources = 30;

const likely = /health|status|probe|route|url|view|controller|server|main|app|api|handler|endpoint/i;

/** Files that may hold a route that is not among those that are known: they hold the end of its path. */
async function routeFiles(
  known: ChecklistInput,
  { after }: Reviewed,
  signal: AbortSignal | undefined,
): Promise<readonly SourceFile[]> {
  const found = new Map<string, SourceFile>();
  for (const { service } of reachedServices(known)) {
    const wanted = healthPathsOf(service)
      .map(({ path }) => path)
      .filter((path) => !routesFor(path, service, known).present.some(({ exact }) => exact));
    if (wanted.length === 0) continue;
    const inRoot = (path: string): boolean => service.root === '.' || path.startsWith(`${service.root}/`);
    const paths = (await after.paths()).filter(
      (path) => inRoot(path) && languageOf(path) !== null && !isTestPath(path) && !known.after.sources.has(path),
    );
    const byChance = [...paths].sort((one, other) => Number(likely.test(other)) - Number(likely.test(one)));
    let parsed = 0;
    for (const path of byChance.slice(0, mostTexts)) {
      signal?.throwIfAborted();
      const text = await after.text(path);
      if (text === null || parsed >= mostSources || !wanted.some((one) => mentions(text, one))) continue;
      parsed++;
      const source = await after.source(path);
      if (source !== null) found.set(path, source);
    }
  }
  return [...found.values()];
}
