/** What the system itself says yes or no to in a workflow, or only seems to: runs that are followed, words that confirm. */
import type { GateType } from '../../../model/pipeline.ts';
import type { MarkStep } from '../reader.ts';
import { entriesOf, itemsOf, member, textAt, textOf, type DataNode } from '../../text/dataTree.ts';

/** Behind a run of another workflow that has to have succeeded: its tests, where it has some. */
export function followedRun(path: string, job: DataNode, followed: readonly string[]): MarkStep[] {
  const condition = member(job, 'if');
  const asked = textOf(condition);
  if (condition?.kind !== 'scalar' || asked === null) return [];
  if (!/workflow_run\.conclusion\s*==\s*'success'/.test(asked) || /\|\|/.test(asked)) return [];
  if (!followed.some((text) => testing.test(text))) return [];
  return [mark(path, condition, 'unit-test', 'workflow_run', true, 'the run that it follows has to have succeeded')];
}

const testing = /^\s*(?:-\s*)?(?:run:.*|name:.*)?\b(?:tests?|pytest|rspec|jest|vitest|mocha|phpunit|tox|nox|ctest)\b/m;

const confirming = /^(?:CONFIRM|APPROVE)_(?:PROD|PRODUCTION|LIVE|DEPLOY)\w*$/i;

/** A variable by which people confirm a deploy, set once and for all. */
export function confirmations(path: string, node: DataNode): MarkStep[] {
  return entriesOf(member(node, 'env')).flatMap(({ key, value }) => {
    if (!confirming.test(key) || !/^(?:true|yes|y|1)$/i.test(textOf(value) ?? '')) return [];
    return [mark(path, value, 'approval', 'confirmation', false, 'the pipeline confirms it by itself')];
  });
}

const verifying = /\b(?:verif(?:y|ies|ication)|smoke[- ]?tests?|health[- ]?checks?)\b/i;

/** A job that is called a verification, behind others, and only prints. */
export function printedVerification(path: string, name: string, job: DataNode): MarkStep[] {
  if (!verifying.test(`${name.replace(/[_-]/g, ' ')} ${textAt(job, 'name') ?? ''}`)) return [];
  if (member(job, 'needs') === null) return [];
  const steps = itemsOf(member(job, 'steps'));
  const scripts = steps.filter((step) => member(step, 'run') !== null);
  const [first] = scripts;
  if (first === undefined || !scripts.every((step) => onlyPrints(textAt(step, 'run') ?? ''))) return [];
  const others = steps.filter((step) => !scripts.includes(step)).map((step) => textAt(step, 'uses') ?? '');
  if (others.some((uses) => !around.test(uses))) return [];
  return [mark(path, first, 'deploy-verification', 'verification', false, 'it only prints')];
}

/** Actions that stand around the work of a job. */
const around = /^(?:actions\/(?:checkout|setup-[\w-]+|cache|download-artifact)|step-security\/harden-runner)@/;

function onlyPrints(script: string): boolean {
  return script
    .split('\n')
    .map((line) => line.trim())
    .every((line) => /^(?:$|#|echo\b|printf\b|cat\b|set |:$)/.test(line) && !/\$\(|`|&&|\|\|/.test(line));
}

function mark(
  path: string,
  { range }: DataNode,
  type: GateType,
  tool: string,
  blocking: boolean,
  why: string,
): MarkStep {
  return { kind: 'mark', type, tool, file: path, range, weak: null, blocking, why };
}
