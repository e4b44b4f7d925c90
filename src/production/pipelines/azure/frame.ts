/** What steps and jobs of Azure Pipelines share: their place, their parameters, templates of the repository. */
import type { ActionUse, PipelineEvent } from '../../../model/pipeline.ts';
import { dirname, join } from '../../paths.ts';
import { artifactFault, entriesOf, itemsOf, member, textAt, textOf, type DataNode } from '../../text/dataTree.ts';
import { readYaml } from '../../text/yaml.ts';
import type { PipelineContext, Weakness } from '../reader.ts';

const deepest = 6;

export type Parameters = ReadonlyMap<string, string>;

export interface Frame {
  readonly file: string;
  readonly parameters: Parameters;
  readonly depth: number;
  readonly trigger: readonly string[];
  readonly events: readonly PipelineEvent[];
  readonly manual: boolean;
  readonly uses: readonly ActionUse[];
  readonly needs: readonly string[];
  readonly group: string;
  readonly stage: string;
  readonly weak: Weakness | null;
}

export async function document(file: string, context: PipelineContext): Promise<DataNode | null> {
  const text = await context.repository.read(file);
  if (text === null) return null;
  const { documents, faults } = readYaml(file, text, 'YAML', null);
  for (const fault of faults) context.fault(fault);
  return documents[0] ?? null;
}

export function pair(key: string | null, value: string | null): [string, string][] {
  return key === null || value === null ? [] : [[key, value]];
}

/** `${{ if … }}:` holds more of the same. */
export function spread(items: readonly DataNode[]): DataNode[] {
  return items.flatMap((item) => {
    const entry = item.kind === 'map' ? entriesOf(item)[0] : undefined;
    return entry !== undefined && entry.key.startsWith('${{') ? spread(itemsOf(entry.value)) : [item];
  });
}

export async function templated<Found>(
  node: DataNode,
  frame: Frame,
  context: PipelineContext,
  read: (root: DataNode, frame: Frame, context: PipelineContext) => Promise<Found[]>,
): Promise<Found[]> {
  const written = textAt(node, 'template') ?? '';
  if (frame.depth >= deepest) return [];
  const file = written.startsWith('/') ? written.slice(1) : join(dirname(frame.file), written.replace(/@self$/, ''));
  const isElsewhere = written.includes('@') && !written.endsWith('@self');
  const root = file === null || isElsewhere ? null : await document(file, context);
  if (file === null || root === null) {
    const message = `the template ${written} is not in the repository, so what it does is not known`;
    if (!written.includes('${')) context.fault(artifactFault(frame.file, node.range, message, 'information'));
    return [];
  }
  const values = new Map<string, string>();
  for (const item of itemsOf(member(root, 'parameters'))) {
    for (const [key, value] of pair(textAt(item, 'name'), textAt(item, 'default'))) values.set(key, value);
  }
  for (const { key, value } of entriesOf(member(node, 'parameters'))) {
    const text = textOf(value);
    if (text !== null) values.set(key, resolved(text, frame.parameters));
  }
  return read(root, { ...frame, file, parameters: values, depth: frame.depth + 1 }, context);
}

export function resolved(text: string, parameters: Parameters): string {
  return text
    .replace(
      /\$\{\{\s*(?:parameters|variables)\.(\w+)\s*\}\}/g,
      (_, name: string) => parameters.get(name) ?? `\${${name}}`,
    )
    .replace(/\$\((\w+)\)/g, (whole, name: string) => parameters.get(name) ?? whole);
}
