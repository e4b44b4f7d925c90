/** Python: a pool of threads inside a span, to which nobody hands the context. */
import { insertion } from '../../../fixes/insert.ts';
import { neededImport, parseImportLine } from '../../../fixes/imports.ts';
import { pythonKeepsContext, pythonThreadInstrumentation, pythonThreads } from '../../../knowledge/detached.ts';
import type { CallFact } from '../../../model/facts.ts';
import type { Fix } from '../../../model/finding.ts';
import type { Draft, FileContext } from '../../../model/rule.ts';
import { contains } from '../../../model/text.ts';
import { tracedLaunch } from '../instrumented.ts';

export function lostInPython(context: FileContext): Draft[] {
  const { path, text, facts, service } = context;
  const spans = facts.spans.filter(({ vendor }) => vendor === 'opentelemetry');
  if (service === null || spans.length === 0 || pythonKeepsContext.test(text)) return [];
  const { packages } = service;
  const isShown = packages.includes('opentelemetry-sdk') || packages.includes('opentelemetry-api');
  if (!isShown || packages.includes(pythonThreadInstrumentation) || packages.includes('opentelemetry-distro'))
    return [];
  const launches = tracedLaunch(context, service);
  if (launches !== null && launches.telemetry.mechanism !== 'in-code') return [];
  return facts.calls.flatMap((call): Draft[] => {
    const way = call.path === null ? undefined : pythonThreads.find((one) => one.path.test(call.path ?? ''));
    const isInSpan = spans.some(
      ({ covers, function: around }) => contains(covers, call.range) && around === call.function,
    );
    if (way === undefined || !isInSpan) return [];
    const fix = copiedContext(context, call, way.function);
    return [
      {
        file: path,
        range: call.calleeRange,
        message: 'the thread does not get the context of this span: what it does is in no trace of the request',
        fixes: fix === null ? [] : [fix],
      },
    ];
  });
}

function copiedContext({ path, text, facts }: FileContext, call: CallFact, at: number): Fix | null {
  const run = call.arguments[at];
  const line = parseImportLine(facts, 'import contextvars');
  const needed = line === null ? null : neededImport({ path, text, facts }, line);
  if (run === undefined || run.keyword !== null || run.kind === 'spread' || needed === null) return null;
  const edit = insertion(path, run.range.start, `${needed.local ?? 'contextvars'}.copy_context().run, `);
  return {
    title: 'Run it in a copy of the present context',
    safety: 'safe',
    edits: needed.edit === null ? [edit] : [needed.edit, edit],
  };
}
