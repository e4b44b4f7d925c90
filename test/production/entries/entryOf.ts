/** Entry points of the launches of a small repository, as a user reads them. */
import { launchesOfFiles } from '../repository.ts';
import type { Files } from '../repository.ts';

/** `api: services/api/main.go`, one for each launch; a question mark with the reason where there is none. */
export async function entriesOf(files: Files): Promise<readonly string[]> {
  const launches = await launchesOfFiles(files);
  return launches
    .map(({ name, entryPoint, unresolved }) => `${name}: ${entryPoint?.file ?? `? ${unresolved ?? ''}`}`)
    .sort();
}

/** Entry point of the one image that the Dockerfile makes. */
export async function entryOfImage(dockerfile: string, files: Files): Promise<string> {
  const [launch] = await launchesOfFiles({ ...files, Dockerfile: dockerfile });
  if (launch === undefined) return 'no launch';
  return launch.entryPoint?.file ?? `? ${launch.unresolved ?? ''}`;
}

/** Entry point of a Procfile's line. */
export async function entryOfCommand(command: string, files: Files): Promise<string> {
  const [launch] = await launchesOfFiles({ ...files, Procfile: `web: ${command}\n` });
  if (launch === undefined) return 'no launch';
  return launch.entryPoint?.file ?? `? ${launch.unresolved ?? ''}`;
}
