/** A processor that sends every span by itself, where production starts the SDK. */
import { choosesProcessor, frozenLaunchers, sendsSpans, singleSenders } from '../../../knowledge/telemetryEnds.ts';
import type { Fix } from '../../../model/finding.ts';
import type { Launch, Service } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { SourceFile } from '../../../model/source.ts';
import type { Range } from '../../../model/text.ts';
import type { Lost } from './lostAtEnd.ts';

export function oneByOne(context: ProductionContext, service: Service, launch: Launch): Lost[] {
  // A function that is frozen behind its answer has to send before it.
  if (frozenLaunchers.has(launch.launcher)) return [];
  const started = launch.telemetry.paths.filter(
    ({ vendor, mechanism, state }) => vendor === 'opentelemetry' && mechanism !== 'none' && state === 'active',
  );
  const files = new Set(started.flatMap(({ evidence }) => evidence.map(({ file }) => file)));
  return [...files].flatMap((path): Lost[] => {
    const source = context.source(path);
    const facts = source?.facts;
    if (source === undefined || facts == null || choosesProcessor.test(source.text)) return [];
    const row = singleSenders.find(({ ecosystem }) => ecosystem === facts.ecosystem);
    const calls = facts.calls.filter((one) => row?.path.test(one.path ?? '') === true);
    const [call] = calls;
    if (row === undefined || call === undefined || calls.length > 1 || !sendsSpans.test(source.text)) return [];
    const message = row.waits
      ? `each request of ${service.name} waits until its spans are sent, one by one, for as long as the collector takes`
      : `${service.name} sends every span by a request of its own`;
    return [{ place: { file: path, range: call.calleeRange }, message, fix: batched(source, row.name, row.batching) }];
  });
}

/** Everywhere the name stands: in the import and in the call. */
function batched({ path: file, text }: SourceFile, name: string, batching: string | null): Fix | null {
  if (batching === null) return null;
  const ranges = [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].map(({ index }): Range => ({
    start: index,
    end: index + name.length,
  }));
  const edits = ranges.map((range) => ({ file, range, text: batching }));
  return edits.length > 3 ? null : { title: `Send in batches by ${batching}`, safety: 'review', edits };
}
