/** Turns a rule off in `prodaware.yaml` and keeps everything else of the file as it is written. */
import type { LoadedProfile } from '../model/profile.ts';
import { indentationAt, lineEnd } from '../model/text.ts';
import type { TextEdit } from '../model/text.ts';

/** Null where the rule is off already, or where `rules` stands in a form that is not to be edited by a tool. */
export function turnOffRule(profile: LoadedProfile, rule: string): TextEdit | null {
  const { file, text } = profile;
  const rules = profile.value.rules ?? {};
  const setting = rules[rule];
  if (setting === 'off') return null;
  const present = profile.locate(['rules', rule]);
  if (typeof setting === 'string' && present) return { file, range: present, text: 'off' };
  if (setting !== undefined) {
    // One that holds for some files only says nothing of the others.
    if (
      typeof setting !== 'object' ||
      Array.isArray(setting) ||
      !('severity' in setting) ||
      setting.paths !== undefined
    )
      return null;
    const severity = profile.locate(['rules', rule, 'severity']);
    return severity ? { file, range: severity, text: 'off' } : null;
  }
  const endOfLine = text.includes('\r\n') ? '\r\n' : '\n';
  const key = profile.locateKey(['rules']);
  if (!key) {
    const gap = text === '' || text.endsWith('\n') ? '' : endOfLine;
    return {
      file,
      range: { start: text.length, end: text.length },
      text: `${gap}${endOfLine}rules:${endOfLine}  ${rule}: off${endOfLine}`,
    };
  }
  const value = profile.locate(['rules']);
  const first = Object.keys(rules)[0];
  if (value && text[value.start] === '{') {
    const at = value.start + 1;
    return { file, range: { start: at, end: at }, text: ` ${rule}: off${first === undefined ? ' ' : ','}` };
  }
  const firstKey = first === undefined ? null : profile.locateKey(['rules', first]);
  if (!firstKey) return null;
  const at = lineEnd(text, key.end);
  return {
    file,
    range: { start: at, end: at },
    text: `${endOfLine}${indentationAt(text, firstKey.start)}${rule}: off`,
  };
}
