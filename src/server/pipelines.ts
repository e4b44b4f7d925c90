/** The delivery pipelines that the profile asks for; the client shows them and writes them. */
import { pipelineFiles, writtenSystems } from '../host/pipelineFiles.ts';
import { wireChanges } from './changes.ts';
import type { ServerContext } from './context.ts';
import { generatePipelinesRequest } from './protocol.ts';
import type { GeneratePipelinesParams, WirePipelines } from './protocol.ts';

const titles = { 'github-actions': 'GitHub Actions', 'gitlab-ci': 'GitLab CI' } as const;

export function registerPipelines({ connection, folders }: ServerContext): void {
  connection.onRequest(
    generatePipelinesRequest,
    async ({ folder: uri, system: wanted }: GeneratePipelinesParams): Promise<WirePipelines | null> => {
      const folder = folders.get(uri);
      if (folder === undefined) return null;
      const known = writtenSystems(await folder.engine.paths());
      const systems = known.map(({ system, isUsed }) => ({ name: system, title: titles[system], isUsed }));
      const chosen = known.find(({ system }) => system === wanted)?.system;
      if (chosen === undefined) return { systems, isMade: false, changes: [], open: [] };
      const { changes, open, isMade } = await pipelineFiles(folder.root, folder.engine, chosen);
      return { systems, isMade, changes: wireChanges(folder, changes), open };
    },
  );
}
