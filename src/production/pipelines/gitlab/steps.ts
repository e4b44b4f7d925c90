/** Scripts of a job of GitLab CI: one shell for all of its lines. */
import type { Location } from '../../../model/text.ts';
import type { MarkStep, ShellStep } from '../reader.ts';
import { join } from '../../paths.ts';
import { entriesOf, member, textAt, textOf, type DataNode, type DataScalar } from '../../text/dataTree.ts';
import { extended, type Defined, type Gathered } from './gathered.ts';

/** Variables with literal values, the later ones win. */
export function variablesOf(nodes: readonly (DataNode | null)[]): Map<string, string> {
  const variables = new Map<string, string>();
  for (const node of nodes) {
    for (const { key, value } of entriesOf(node)) {
      const text = textOf(value) ?? textAt(value, 'value');
      if (text !== null && !text.includes('$')) variables.set(key, text);
    }
  }
  return variables;
}

export function scriptSteps(
  job: DataNode,
  { jobs, globals }: Gathered,
  variables: ReadonlyMap<string, string>,
): ShellStep[] {
  const before =
    member(job, 'before_script') ??
    member(globals.get('default') ?? null, 'before_script') ??
    globals.get('before_script') ??
    null;
  const steps: ShellStep[] = [];
  let directory: string | null = '.';
  for (const script of [before, member(job, 'script')]) {
    for (const scalar of lines(script, jobs, 0)) {
      steps.push({
        kind: 'shell',
        file: scalar.text.file,
        range: scalar.range,
        source: scalar.text,
        mode: { errexit: true, pipefail: true },
        directory,
        weak: null,
        prepares: script === before,
        resolve: (text) => text.replace(/\$\{?(\w+)\}?/g, (whole, key: string) => variables.get(key) ?? whole),
      });
      const entered = /^\s*(?:cd|pushd) ["']?([^"'\s;&|]+)["']?\s*$/.exec(scalar.value ?? '')?.[1];
      if (entered === undefined || directory === null) continue;
      const inside = entered.replace(/^\$\{?CI_PROJECT_DIR\}?\/?/, '');
      directory = /^[\w./-]*$/.test(inside) ? join(inside === entered ? directory : '.', inside || '.') : null;
    }
  }
  return steps;
}

/** A key with its value, where a job says it. */
export function placeOfKey(node: DataNode, file: string, key: string): Location | null {
  const entry = node.kind === 'map' ? node.entries.get(key) : undefined;
  if (entry === undefined) return null;
  const home = entry.value.kind === 'scalar' && entry.value.text.file !== '' ? entry.value.text.file : file;
  const end = Math.max(entry.value.range.end, entry.keyRange.end);
  return { file: home, range: { start: entry.keyRange.start, end } };
}

export function mark(
  file: string,
  range: MarkStep['range'],
  type: MarkStep['type'],
  tool: string,
  blocking: boolean | null,
  why: string,
): MarkStep {
  return { kind: 'mark', file, range, type, tool, blocking, why, weak: null };
}

/** Lines of a script: nested lists, and `!reference [job, script]`, which is read as a list of names. */
function lines(node: DataNode | null, jobs: ReadonlyMap<string, Defined>, depth: number): DataScalar[] {
  if (node === null || depth > 8) return [];
  if (node.kind === 'scalar') return node.value === null ? [] : [node];
  if (node.kind !== 'list') return [];
  const [first, ...keys] = node.items.map((item) => textOf(item));
  const referred = depth > 0 && first !== null && first !== undefined && keys.length > 0 ? jobs.get(first) : undefined;
  if (referred !== undefined) {
    const path = keys.flatMap((key) => key ?? []);
    return lines(member(extended(referred.entry.value, jobs, [first ?? '']), ...path), jobs, depth + 1);
  }
  return node.items.flatMap((item) => lines(item, jobs, depth + 1));
}
