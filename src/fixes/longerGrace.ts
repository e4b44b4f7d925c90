/** A launcher is told to wait longer before it kills. */
import { graceSettings } from '../knowledge/shutdownTimes.ts';
import type { Fix } from '../model/finding.ts';
import type { Launch } from '../model/production.ts';
import { lineEnd, lineStart, type Location, type TextEdit } from '../model/text.ts';
import { podMap, processMap, setKey, type ManifestPlace } from './manifestKeys.ts';

/** @param declaration where the launcher's file declares the process */
export function longerGraceFix(
  { launcher }: Pick<Launch, 'launcher'>,
  declaration: Location,
  seconds: number,
  textOf: (file: string) => string | undefined,
): Fix | null {
  const text = textOf(declaration.file);
  const setting = graceSettings[launcher];
  if (text === undefined || setting === undefined) return null;
  const edit = editFor(launcher, setting, seconds, { ...declaration, text });
  return edit === null ? null : { title: `Set ${setting} to ${seconds} s`, safety: 'review', edits: [edit] };
}

function editFor(launcher: string, setting: string, seconds: number, place: ManifestPlace): TextEdit | null {
  switch (launcher) {
    case 'compose':
    case 'ecs': {
      const map = /\.(?:ya?ml|json)$/.test(place.file) ? processMap(place) : null;
      return map === null ? null : setKey(map, setting, launcher === 'compose' ? `${seconds}s` : `${seconds}`, place);
    }
    case 'kubernetes': {
      const map = podMap(place);
      return map === null ? null : setKey(map, setting, `${seconds}`, place);
    }
    case 'supervisord':
    case 'systemd':
      return setLine(setting, `${seconds}`, place);
    default:
      return null;
  }
}

/** A setting of the section that the process is declared in, or of its `[Service]`. */
function setLine(setting: string, written: string, { file, range, text }: ManifestPlace): TextEdit | null {
  const header = text.startsWith('[', range.start) ? range.start : text.indexOf('[Service]');
  if (header < 0) return null;
  const start = lineEnd(text, header);
  const next = text.slice(start).search(/\n\[/);
  const section = next < 0 ? text.slice(start) : text.slice(start, start + next);
  const present = new RegExp(`^[ \\t]*${setting}[ \\t]*=[ \\t]*(\\S.*)$`, 'm').exec(section);
  if (present !== null) {
    const end = start + present.index + present[0].length;
    const value = present[1] ?? '';
    return { file, range: { start: end - value.length, end }, text: written };
  }
  const command = /^[ \t]*(?:command|ExecStart)[ \t]*=/m.exec(section);
  if (command === null) return null;
  const at = lineStart(text, start + command.index);
  return { file, range: { start: at, end: at }, text: `${setting}=${written}\n` };
}
