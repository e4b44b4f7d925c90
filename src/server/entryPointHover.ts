/** At an entry point: how production starts it, with each layer of evidence and what becomes of telemetry. */
import { MarkupKind } from 'vscode-languageserver/node';
import type { Hover } from 'vscode-languageserver/node';
import { commandText, launchesOf } from '../model/production.ts';
import type { Launch } from '../model/production.ts';
import { entryPlace } from './codeLens.ts';
import type { DocumentPlace } from './context.ts';
import { launchTitle } from './launchText.ts';
import { createPlaces } from './places.ts';
import type { Places } from './places.ts';

/** @param line of the pointer, from 0 */
export async function entryPointHover({ folder, path }: DocumentPlace, line: number): Promise<Hover | null> {
  const production = await folder.engine.production();
  const source = production.sources.get(path);
  const launches = launchesOf(production).filter(({ launch }) => launch.entryPoint?.file === path);
  if (!source || launches.length === 0) return null;
  const range = entryPlace(source);
  if (range.start.line !== line) return null;
  const places = createPlaces(folder.engine);
  await places.load(launches.flatMap(({ launch }) => evidenceOf(launch).map(({ file }) => file)));
  const uriOf = (file: string): string => folder.uriOf(file);
  const value = launches.map(({ launch }) => launchMarkdown(launch, places, uriOf)).join('\n\n---\n\n');
  return { range, contents: { kind: MarkupKind.Markdown, value } };
}

function evidenceOf(launch: Launch) {
  return [...launch.evidence, ...launch.telemetry.evidence, ...launch.promises];
}

function launchMarkdown(launch: Launch, places: Places, uriOf: (file: string) => string): string {
  const lines = [`**${escaped(launchTitle(launch))}**`, ''];
  lines.push(fenced(commandText([...launch.prefixes.flatMap((prefix) => prefix.words), ...launch.argv])), '');
  for (const { file, range, label } of evidenceOf(launch)) {
    const line = (places.range(file, range)?.start.line ?? 0) + 1;
    lines.push(`- ${escaped(label)}: [${escaped(file)}:${line}](${uriOf(file)}#L${line})`);
  }
  const grace = launch.stop.graceMilliseconds / 1000;
  lines.push(`- stops by ${escaped(launch.stop.signal)} with ${grace} s to finish`);
  return lines.join('\n');
}

/** Text of the repository is shown as text, never as markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&').replace(/\s+/g, ' ');
}

function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${text.replace(/\r?\n/g, ' ')}\n${fence}`;
}
