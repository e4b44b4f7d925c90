/** Above an entry point: how production starts it. A click opens the launch line. */
import type { CodeLens } from 'vscode-languageserver/node';
import type { SourceFile } from '../model/source.ts';
import { lineIndex } from '../model/text.ts';
import { entryRange, launchLocation } from '../rules/launch/launches.ts';
import { answer } from './context.ts';
import type { ServerContext } from './context.ts';
import type { FilePlace } from './folders.ts';
import { launchesOfFile, launchTitle } from './launchText.ts';
import { createPlaces, wireRange } from './places.ts';
import type { WireRange } from './protocol.ts';

export function registerCodeLens(context: ServerContext): void {
  context.connection.onCodeLens((params, token) =>
    answer(context, 'cannot tell how production starts this', params.textDocument.uri, token, (place) =>
      lenses(place, context.client.options.openLocationCommand ?? ''),
    ),
  );
}

/** @param command of the client, called with a URI and a range; empty for none */
async function lenses({ folder, path }: FilePlace, command: string): Promise<CodeLens[]> {
  if (!folder.settings.codeLens) return [];
  const production = await folder.engine.production();
  const launches = launchesOfFile(production, path);
  const source = production.sources.get(path);
  if (launches.length === 0 || !source) return [];
  const range = entryPlace(source);
  const places = createPlaces(folder.engine);
  await places.load(launches.map((launch) => launch.commandLocation.file));
  const made = new Map<string, CodeLens>();
  for (const launch of launches) {
    const title = launchTitle(launch);
    const { file, range: line } = launchLocation(launch);
    const at = places.range(file, line);
    const opens = at === null ? { command: '' } : { command, arguments: [folder.uriOf(file), at] };
    made.set(`${title}\0${file}\0${line.start}`, { range, command: { title, ...opens } });
  }
  return [...made.values()];
}

/** Where the findings of an entry point stand too. */
export function entryPlace(source: SourceFile): WireRange {
  return wireRange(lineIndex(source.text), entryRange(source));
}
