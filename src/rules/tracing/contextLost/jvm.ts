/** JVM: a pool of threads inside a span, in a service that no agent instruments: agents carry the context into executors. */
import { insertion } from '../../../fixes/insert.ts';
import { neededImport, parseImportLine } from '../../../fixes/imports.ts';
import { jvmKeepsContext, jvmPoolMakers, jvmThreads, type JvmThread } from '../../../knowledge/detached.ts';
import type { CallFact } from '../../../model/facts.ts';
import type { Fix } from '../../../model/finding.ts';
import type { Draft, FileContext } from '../../../model/rule.ts';
import { contains } from '../../../model/text.ts';
import { bringsAll, tracedLaunch } from '../instrumented.ts';

export function lostOnJvm(context: FileContext): Draft[] {
  const { path, text, facts, service } = context;
  if (service === null || jvmKeepsContext.test(text)) return [];
  const spans = facts.spans.filter(({ vendor }) => vendor === 'opentelemetry');
  const launch = spans.length === 0 ? null : tracedLaunch(context, service);
  if (launch === null || bringsAll(launch, 'jvm')) return [];
  return facts.calls.flatMap((call): Draft[] => {
    const way = call.path === null ? undefined : jvmThreads.find((one) => one.path.test(call.path ?? ''));
    // A pool that is made elsewhere may be one that hands the context on.
    if (way === undefined || call.arguments.length !== 1 || (way.needsMaker && !jvmPoolMakers.test(text))) return [];
    const isInSpan = spans.some(
      ({ covers, call: starts, function: around }) =>
        contains(covers, call.range) &&
        (starts === -1
          ? covers.start === facts.functions[call.function]?.body.start
          : around === call.function && /\.makeCurrent\(/.test(text.slice(covers.start, call.range.start))),
    );
    if (!isInSpan) return [];
    const fix = wrapped(context, call, way);
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

function wrapped({ path, text, facts }: FileContext, call: CallFact, { wrap, takes }: JvmThread): Fix | null {
  const [run] = call.arguments;
  const line = parseImportLine(facts, `import io.opentelemetry.context.Context${facts.language === 'java' ? ';' : ''}`);
  const needed = line === null ? null : neededImport({ path, text, facts }, line);
  if (facts.language !== 'java' || run?.kind !== 'function' || needed === null) return null;
  // A lambda of one expression may give something, and then `wrap` makes no Runnable of it.
  const written = text.slice(run.range.start, run.range.end);
  if (takes === 'runnable' && (!/^\(\)\s*->\s*\{/.test(written) || /\breturn\s+[^;\s]/.test(written))) return null;
  return {
    title: 'Run it in the present context',
    safety: 'safe',
    edits: [
      ...(needed.edit === null ? [] : [needed.edit]),
      insertion(path, run.range.start, `${needed.local ?? 'Context'}.current().${wrap}(`),
      insertion(path, run.range.end, ')'),
    ],
  };
}
