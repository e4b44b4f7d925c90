/** Go: traces of a service that takes no context of others in and hands none on, as nobody set a propagator. */
import { goPropagation } from '../../../knowledge/goPropagation.ts';
import { insertion, nextLine, type EditedFile } from '../../../fixes/insert.ts';
import { neededImport, parseImportLine } from '../../../fixes/imports.ts';
import type { Fix } from '../../../model/finding.ts';
import type { CallFact } from '../../../model/facts.ts';
import type { Launch, Service } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { SourceFile } from '../../../model/source.ts';
import { lineStart } from '../../../model/text.ts';
import type { Gap } from './gap.ts';

export function withoutPropagator(context: ProductionContext, service: Service, launch: Launch): Gap | null {
  const { starts, sets, carriers, line } = goPropagation;
  const paths = launch.telemetry.paths.filter(({ state }) => state === 'active' || state === 'conditional');
  if (
    paths.length === 0 ||
    paths.some(({ vendor, mechanism }) => vendor !== 'opentelemetry' || mechanism !== 'in-code')
  )
    return null;
  const carrier = service.packages.find((name) => carriers.test(name));
  if (carrier === undefined) return null;
  const files = [...context.production.sources.values()].filter(({ path }) => path.endsWith('.go'));
  if (files.some(({ text }) => sets.test(text))) return null;
  for (const { file } of paths.flatMap(({ evidence }) => evidence)) {
    const source = context.source(file);
    const call = source?.facts?.calls.find(({ path }) => path === starts);
    if (source === undefined || call === undefined) continue;
    return {
      place: { file, range: call.calleeRange },
      message:
        'is traced by itself alone: without otel.SetTextMapPropagator it takes no trace of its callers in and hands none ' +
        'on, whatever traces its calls',
      evidence: [],
      fix: fixOf(source, call, line),
      fault: `${service.root}:propagator`,
    };
  }
  return null;
}

function fixOf({ path, text, facts }: SourceFile, { statement, isStatement }: CallFact, code: string): Fix | null {
  if (facts === null || !isStatement) return null;
  const file: EditedFile = { path, text, facts };
  const wanted = parseImportLine(facts, 'import "go.opentelemetry.io/otel/propagation"');
  const needed = wanted === null ? null : neededImport(file, wanted);
  if (needed === null) return null;
  const indent = text.slice(lineStart(text, statement.start), statement.start);
  if (indent.trim() !== '') return null;
  const edits = [
    insertion(
      path,
      nextLine(text, statement.end),
      `${indent}${code.replaceAll('propagation', needed.local ?? 'propagation')}\n`,
    ),
    ...(needed.edit === null ? [] : [needed.edit]),
  ];
  return { title: 'Set a propagator', safety: 'review', edits };
}
