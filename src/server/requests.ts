/** What our own client asks for beside the protocol: a check of everything, the launches, and a first profile. */
import type { CancellationToken } from 'vscode-languageserver/node';
import { launchesOf, serviceOf } from '../model/production.ts';
import { profilePaths } from '../model/profile.ts';
import { initialProfile } from '../profile/infer.ts';
import { launchLocation } from '../rules/launch/launches.ts';
import type { ServerContext } from './context.ts';
import type { Folder } from './folder.ts';
import { launchCommand, telemetryText } from './launchText.ts';
import { createPlaces } from './places.ts';
import { checkRequest, initialProfileRequest, launchesRequest } from './protocol.ts';
import type { CheckSummary, FolderParams, InitialProfile, LaunchesParams, LaunchItem } from './protocol.ts';

export function registerRequests(context: ServerContext): void {
  const { connection, folders } = context;

  connection.onRequest(checkRequest, (...given: unknown[]) =>
    // Safe: the connection hands over the token last, behind the parameters where there are any.
    checkAll(context, given.at(-1) as CancellationToken),
  );

  connection.onRequest(launchesRequest, async (params: LaunchesParams | null): Promise<LaunchItem[]> => {
    const items: LaunchItem[] = [];
    for (const folder of folders.all()) {
      if (folder.settings.enable) items.push(...(await launchItems(folder, params?.uri ?? null)));
    }
    return items.sort((one, other) => Number(other.here) - Number(one.here));
  });

  connection.onRequest(initialProfileRequest, async (params: FolderParams): Promise<InitialProfile | null> => {
    const folder = folders.get(params.folder);
    if (!folder) return null;
    const paths = await folder.engine.paths();
    const present = profilePaths.find((path) => paths.includes(path));
    if (present !== undefined) return { uri: folder.uriOf(present), text: null };
    return { uri: folder.uriOf(profilePaths[0] ?? 'prodaware.yaml'), text: await initialProfile(folder.engine) };
  });
}

/** Analyses every folder and keeps what was found in view. A cancelled check keeps what was in view before. */
async function checkAll(context: ServerContext, token: CancellationToken): Promise<CheckSummary> {
  const summary = { files: 0, findings: 0, faults: 0 };
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  const progress = await context.connection.window.createWorkDoneProgress();
  progress.token.onCancellationRequested(() => abort.abort());
  progress.begin('ProdAware', 0, 'listing files', true);
  try {
    for (const folder of context.folders.all()) {
      if (!folder.settings.enable) continue;
      let shown = -1;
      const { findings, faults, files } = await folder.engine.check({
        signal: abort.signal,
        onProgress(done, total) {
          const percentage = Math.floor((done / total) * 100);
          if (percentage === shown) return;
          shown = percentage;
          progress.report(percentage, `${done} of ${total} files`);
        },
      });
      summary.files += files;
      summary.findings += findings.length;
      summary.faults += faults.length;
      const paths = [...findings, ...faults].flatMap(({ file }) => (file === null ? [] : [file]));
      context.publisherOf(folder).keep(paths);
    }
  } catch (cause) {
    if (!abort.signal.aborted) throw cause;
  } finally {
    progress.done();
  }
  return summary;
}

async function launchItems(folder: Folder, uri: string | null): Promise<LaunchItem[]> {
  const production = await folder.engine.production();
  const here = uri === null ? null : folder.pathOf(uri);
  const serviceHere = here === null ? null : serviceOf(production, here);
  const places = createPlaces(folder.engine);
  const launches = launchesOf(production);
  await places.load(launches.map(({ launch }) => launch.commandLocation.file));
  return launches.flatMap(({ service, launch }) => {
    const { file, range } = launchLocation(launch);
    const at = places.range(file, range);
    if (!at) return [];
    return {
      service: service.name,
      environment: launch.environment,
      command: launchCommand(launch),
      telemetry: telemetryText(launch.telemetry),
      place: `${file}:${at.start.line + 1}`,
      uri: folder.uriOf(file),
      range: at,
      here: here !== null && (launch.entryPoint?.file === here || file === here || service === serviceHere),
    };
  });
}
