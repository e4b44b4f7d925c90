/** Steps of a workflow by what they are: a shell, an action with its inputs, an environment that may have reviewers. */
import { interpolate, type ExpressionScope } from '../expressions.ts';
import type { MarkStep, NamedStep, ShellMode, ShellStep, Step } from '../reader.ts';
import { entriesOf, member, textAt, textOf, type DataNode, type DataScalar } from '../../text/dataTree.ts';
import { normalize } from '../../paths.ts';
import { resolver } from './values.ts';

/** Inputs that hold commands of a shell. */
const commandInput = /^(?:commands?|run|script|cmd|inlinescript|exec|test-command)$/i;
/** Actions whose commands are of another kind. */
const ownLanguage = /^(?:cloudflare\/wrangler-action|actions\/github-script|snyk\/)/;
/** Actions that run their commands on another machine. */
const remoteShell = /(?:^|[/-])(?:ssh|ssm)(?:[/-]|$)|remote-(?:ssh|script)/;

/** The environment of a job, which may have reviewers: nothing in the repository says so. */
export function environmentOf(path: string, job: DataNode, scope: ExpressionScope, steps: Step[]): string | null {
  const node = member(job, 'environment');
  const named = node?.kind === 'map' ? member(node, 'name') : node;
  const written = textOf(named);
  if (named?.kind !== 'scalar' || written === null) return null;
  const mark: MarkStep = {
    kind: 'mark',
    type: 'approval',
    tool: 'environment',
    file: path,
    range: named.range,
    weak: null,
    blocking: false,
    why: 'nothing in the repository shows that the environment has required reviewers',
  };
  steps.push(mark);
  return interpolate(written, scope);
}

export type Common = Pick<ShellStep, 'weak' | 'unknownWeakness' | 'never' | 'hints'>;

export function shellStep(
  scalar: DataScalar,
  common: Common,
  mode: ShellMode,
  where: string,
  scope: ExpressionScope,
): ShellStep {
  return {
    ...common,
    kind: 'shell',
    file: scalar.text.file,
    range: scalar.range,
    source: scalar.text,
    mode,
    directory: /[${]/.test(where) ? null : normalize(where),
    resolve: resolver(scope),
  };
}

export function namedStep(
  path: string,
  step: DataNode,
  uses: DataScalar,
  common: Common,
  scope: ExpressionScope,
  given: ReadonlyMap<string, string>,
): NamedStep {
  const name = uses.value ?? '';
  const commands: ShellStep[] = [];
  const inputs = entriesOf(member(step, 'with'));
  for (const { key, value } of inputs) {
    const tool = /^(\w+)_command$/.exec(key)?.[1];
    if (value.kind !== 'scalar' || value.value === null || (tool === undefined && !commandInput.test(key))) continue;
    if (ownLanguage.test(name)) continue;
    const where = textAt(step, 'with', 'working-directory') ?? '.';
    const made = shellStep(value, common, { errexit: true, pipefail: false }, where, scope);
    // `cf_command: push` is what `cf` is asked to do.
    const source =
      tool === undefined
        ? made.source
        : { file: path, text: `${tool} ${value.value}`, range: value.range, places: null };
    commands.push({ ...made, source, elsewhere: remoteShell.test(unversioned(name)) });
  }
  const inputPlaces = inputs.map(({ key, keyRange, value }) => {
    const end = value.range.end > keyRange.start ? value.range.end : keyRange.end;
    return [key, { start: keyRange.start, end }] as const;
  });
  return {
    ...common,
    ...place(path, uses),
    kind: 'named',
    uses: unversioned(name),
    written: name,
    inputs: given,
    inputPlaces: new Map(inputPlaces),
    remote: true,
    commands,
  };
}

export const place = (path: string, scalar: DataScalar): { file: string; range: DataScalar['range'] } => ({
  file: scalar.text.file === '' ? path : scalar.text.file,
  range: scalar.range,
});

export const unversioned = (name: string): string => name.replace(/@.*$/, '').toLowerCase();
