/** Steps become what they gate and deploy, in the order they run. */
import { targetActions } from '../../knowledge/deployEnvironments.ts';
import { throwAwayCluster } from '../../knowledge/deploys.ts';
import type { Location } from '../../model/text.ts';
import { deployOfAction, gatesOfAction, isDeployName, isRemovingName, typeByName } from './classify.ts';
import { itemsOfShell } from './commands.ts';
import { imagesOfAction, movedByAction, serviceOfAction } from './details.ts';
import { deployItem, environmentWordIn, gateItem, hinted, namedBy, waitGate, weakened, type Item } from './items.ts';
import type { MarkStep, NamedStep, PipelineContext, Step } from './reader.ts';

export async function itemsOfStep(step: Exclude<Step, { kind: 'called' }>, context: PipelineContext): Promise<Item[]> {
  if (step.never === true) return [];
  if (step.kind === 'shell')
    return weakened(step, hinted(step, namedBy(step.hints?.[0] ?? '', await itemsOfShell(step, context))));
  if (step.kind === 'mark') return weakened(step, hinted(step, [itemOfMark(step)]));
  return weakened(step, hinted(step, await itemsOfNamed(step, context)));
}

function itemOfMark(step: MarkStep): Item {
  const { type, tool, blocking, why } = step;
  const command = step.written ?? null;
  if (type !== 'deploy') return gateItem(step, { type, tool, blocking, why, command });
  // What is started elsewhere may test by itself; a plugin does not.
  const unseen = why === 'plugin' ? {} : { smoke: null };
  return deployItem(step, { platform: tool, environment: null, waits: blocking, command, ...unseen });
}

async function itemsOfNamed(step: NamedStep, context: PipelineContext): Promise<Item[]> {
  const { uses, inputs } = step;
  if (throwAwayCluster.uses.test(uses)) return [{ kind: 'throw-away' }];
  if (targetActions.uses.test(uses)) {
    const target = targetOf(inputs);
    return target === null ? [] : [{ kind: 'target', platforms: targetActions.platforms, target }];
  }
  const items: Item[] = [];
  const placeOf = (input: string | undefined): Location => ({
    file: step.file,
    range: (input === undefined ? undefined : step.inputPlaces?.get(input)) ?? step.range,
  });
  for (const { input, weakening, ...gate } of await gatesOfAction(uses, inputs, context.repository)) {
    const isWritten = weakening !== undefined && step.inputPlaces?.has(weakening) === true;
    const weakness = isWritten ? placeOf(weakening) : null;
    items.push(gateItem(placeOf(input), { ...gate, command: step.written, weakness }));
  }
  const images = imagesOfAction(uses, inputs, placeOf);
  const deploy = deployOfAction(uses, inputs);
  if (deploy === null) items.push(...images.map((image): Item => ({ kind: 'image', image })));
  else {
    const { platform, waits, waitFlag, known, named } = deploy;
    const called = known ? null : environmentWordIn(uses.replace(/^.*\//, ''));
    const environment = inputs.get('environment') ?? targetOf(inputs) ?? called;
    const said = { ...given(inputs), images, service: serviceOfAction(inputs), command: step.written };
    // What an action of elsewhere asks after it has deployed is not shown here.
    const asksElsewhere = /\.ya?ml$/.test(uses) ? { approval: null } : {};
    const unseen = known ? {} : { smoke: null, ...asksElsewhere };
    // It is told what to ask.
    const asks = [...inputs].some(([name, value]) => /health|smoke/i.test(name) && value !== '' && value !== 'false');
    const tested = !known && asks ? { smoke: true } : {};
    items.push(
      deployItem(step, { platform, environment, waits, ...said, ...unseen, ...tested, ...(named ? { named } : {}) }),
    );
    if (waits === true && waitFlag !== null) items.push(waitGate(placeOf(waitFlag), platform));
  }
  for (const environment of movedByAction(uses, inputs)) {
    items.push(deployItem(step, { platform: 'image tag', environment, waits: false, command: step.written }));
  }
  for (const command of step.commands) {
    for (const item of await itemsOfStep(command, context)) {
      // The step is where people look for it.
      items.push(item.kind === 'deploy' ? deployItem(step, item.deploy) : item);
    }
  }
  if (items.length === 0 && step.remote) items.push(...itemsByName(step));
  if (items.length === 0 && step.remote) items.push(...workflowByJob(step));
  return items;
}

const silentPublishers =
  /^(?:actions|github|docker|aws-actions|azure|google-github-actions|peter-evans|softprops|hashicorp|tj-actions|dorny)\/(?!\S*\.ya?ml$)/;

/** A workflow of elsewhere whose job says that it deploys. */
function workflowByJob(step: NamedStep): Item[] {
  const { uses, inputs, hints = [] } = step;
  if (!/\.github\/workflows\/[^/]+\.ya?ml$/.test(uses) || typeByName(hints[0] ?? '') !== null) return [];
  if (!hints.some((hint) => isDeployName(hint)) || hints.some((hint) => isRemovingName(hint))) return [];
  const environment = inputs.get('environment') ?? targetOf(inputs) ?? environmentWordIn(uses.replace(/^.*\//, ''));
  const about = { environment, ...given(inputs), waits: null, smoke: null, approval: null, command: step.written };
  return [deployItem(step, { platform: 'workflow', ...about })];
}

/** An action that is known by its name alone: what it fails on is not in this repository. */
function itemsByName(step: NamedStep): Item[] {
  const { uses } = step;
  const name = uses
    .split('/')
    .slice(1)
    .join('/')
    .replace(/^\S*\.github\/(?:workflows|actions)\//, '');
  const type = silentPublishers.test(uses) ? null : typeByName(name);
  if (type === null) return [];
  const why = 'what it does is not in this repository';
  return [gateItem(step, { type, tool: uses, blocking: null, why, command: step.written })];
}

const given = (inputs: ReadonlyMap<string, string>): { readonly isGiven?: true } =>
  /^[\w-]+$/.test(inputs.get('environment') ?? '') ? { isGiven: true } : {};

const targetInput = /env|args|cluster|service|namespace|app|stage|slot|project/;

/** What the inputs of a deploying step say of where it goes. */
function targetOf(inputs: ReadonlyMap<string, string>): string | null {
  for (const [name, value] of inputs) {
    // One of several, which somebody chooses: what they are is said elsewhere.
    if (!targetInput.test(name) || value.includes('|')) continue;
    const word = environmentWordIn(value);
    if (word !== null && word !== 'test') return word;
  }
  return null;
}
