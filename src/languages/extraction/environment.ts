import { environmentCalls, environmentObjects } from '../../knowledge/environmentReads.ts';
import type { CallFact, EnvironmentReadFact } from '../../model/facts.ts';
import { rangeOf } from '../../syntax/navigate.ts';
import { placedIn } from './collect.ts';
import type { Extraction } from './extraction.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { tableByEcosystem } from './tables.ts';

const callRowsOf = tableByEcosystem(environmentCalls, (row) => row.path);
const objectsOf = tableByEcosystem(environmentObjects, (row) => row.path);

export function readEnvironment(
  extraction: Extraction,
  calls: readonly CallFact[],
  { ecosystem, reader }: LanguageSyntax,
): EnvironmentReadFact[] {
  const facts: EnvironmentReadFact[] = [];
  const objects = objectsOf(ecosystem);
  const callRows = callRowsOf(ecosystem);
  for (const { object, frame, node, name, required, default: fallback } of extraction.environmentReads) {
    const path = reader.resolve(object, frame.scope, 0);
    if (path === null || !objects.has(path)) continue;
    facts.push({
      range: rangeOf(extraction.tree, node),
      ...placedIn(extraction, frame),
      name,
      default: fallback,
      required,
    });
  }
  for (const call of calls) {
    const row = call.path === null ? undefined : callRows.get(call.path);
    const [first] = call.arguments;
    if (row === undefined || first?.kind !== 'string' || first.value === null) continue;
    const keyword = call.arguments.find((argument) => argument.keyword === 'default');
    const positional = row.defaultAt === -1 ? undefined : call.arguments[row.defaultAt];
    const given = keyword ?? (positional?.keyword === null ? positional : undefined);
    facts.push({
      range: call.range,
      function: call.function,
      condition: call.condition,
      name: first.value,
      default: given === undefined ? null : (given.value ?? extraction.text.slice(given.range.start, given.range.end)),
      required: row.required && given === undefined,
    });
  }
  return facts.sort((one, other) => one.range.start - other.range.start);
}
