/** What setting up assistants would write; the client shows it and writes it. */
import { knownAgents, setupPlan } from '../host/setup.ts';
import { wireChanges } from './changes.ts';
import type { ServerContext } from './context.ts';
import { setupRequest } from './protocol.ts';
import type { SetupParams, WireSetup } from './protocol.ts';

export function registerSetup({ connection, folders }: ServerContext): void {
  connection.onRequest(setupRequest, async (params: SetupParams): Promise<WireSetup | null> => {
    const folder = folders.get(params.folder);
    if (folder === undefined) return null;
    const plan = await setupPlan(folder.root, folder.engine, { ...params, program: 'prodaware' });
    return {
      agents: knownAgents(folder.root).map(({ agent: { name, title }, isUsed }) => ({ name, title, isUsed })),
      changes: wireChanges(folder, plan.changes),
      refused: plan.refused,
    };
  });
}
