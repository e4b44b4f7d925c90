/** A key with a text beside another key of the same object, as JavaScript, JSON and YAML write it. */
import type { Fix } from '../model/finding.ts';
import { lineStart, type Location } from '../model/text.ts';

/**
 * @param value place of the value whose key the new one is put before
 * @returns null where no key stands before the value, or the file is of another kind
 */
export function insertProperty(
  { file, range }: Location,
  key: string,
  text: string,
  textOf: (file: string) => string | undefined,
): Fix | null {
  const source = textOf(file);
  if (source === undefined) return null;
  const isYaml = /\.ya?ml$/.test(file);
  if (!isYaml && !/\.(?:[cm]?[jt]s|json)$/.test(file)) return null;
  const line = lineStart(source, range.start);
  const before = /(["']?)[A-Za-z_]\w*\1\s*:\s*$/.exec(source.slice(line, range.start));
  if (before === null) return null;
  const at = line + before.index;
  const lead = source.slice(line, at);
  const quote = before[1] ?? '';
  const name = `${quote}${key}${quote}`;
  const isJson = file.endsWith('.json');
  const value = isJson || isYaml || /["'\\\n]/.test(text) ? JSON.stringify(text) : `'${text}'`;
  const ownLine = /^[ \t]*(?:- )?$/.test(lead);
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  if (isYaml && !ownLine) return null;
  const separator = isYaml ? newline + lead.replace('-', ' ') : ownLine ? `,${newline}${lead}` : ', ';
  const edit = { file, range: { start: at, end: at }, text: `${name}: ${value}${separator}` };
  return { title: `Set ${key} to ${text}`, safety: 'review', edits: [edit] };
}
