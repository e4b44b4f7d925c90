/** An agent in JAVA_TOOL_OPTIONS, which tools of the JVM load as well that the start script calls. */
import { jvmTools } from '../../../knowledge/duplicateTelemetry.ts';
import type { Launch } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import { agentWords } from '../ignored/agentOf.ts';
import { baseName } from '../launches.ts';
import type { Twice } from './twice.ts';

export function inTools(context: ProductionContext, { prefixes, variables }: Launch): Twice | null {
  const options = variables.find(
    ({ name, value }) => name === 'JAVA_TOOL_OPTIONS' && agentWords(value ?? '').length > 0,
  );
  if (options === undefined) return null;
  const scripts = prefixes
    .filter(({ kind }) => kind === 'script')
    .flatMap(({ words }) => words.slice(0, 1).map(({ value }) => baseName(value)));
  for (const { path: file, text } of context.production.sources.values()) {
    if (!scripts.includes(baseName(file)) || /JAVA_TOOL_OPTIONS/.test(text)) continue;
    const match = jvmTools.exec(text);
    if (match === null) continue;
    const tool = match[2] ?? '';
    const start = match.index + (match[1]?.length ?? 0);
    const edits = [{ file, range: { start, end: start }, text: 'JAVA_TOOL_OPTIONS= ' }];
    return {
      place: { file, range: { start, end: start + tool.length } },
      other: { file: options.file, range: options.range, label: 'the agent' },
      message: `calls ${baseName(tool)} under JAVA_TOOL_OPTIONS: it loads the agent too, which takes seconds and sends what it does in the name of the service`,
      fix: { title: 'Call it without JAVA_TOOL_OPTIONS', safety: 'review', edits },
    };
  }
  return null;
}
