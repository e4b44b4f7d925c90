/** Commands put behind another in the script of a job, however that is written. */
import { indentationAt, lineEnd, lineStart, type Location, type TextEdit } from '../../model/text.ts';
import { entriesOf, type DataNode } from '../../production/text/dataTree.ts';
import { insertItemAfter, newlineOf, stepAt, yamlFile, type YamlFile } from './yamlPlaces.ts';

/**
 * Null where the script is no plain list of commands: a folded text, a condition, another language.
 * @param name of the step, where it needs one of its own
 */
export function commandsBehind(
  { file: path, range }: Location,
  commands: readonly string[],
  name: string,
  textOf: (path: string) => string | undefined,
): TextEdit | null {
  const file = yamlFile(path, textOf(path));
  if (file === null || commands.length === 0) return null;
  const { text } = file;
  const lead = text.slice(lineStart(text, range.start), range.start);
  const rest = text.slice(range.end, lineEnd(text, range.end));
  const newline = newlineOf(text);
  const style = styleAt(file, range.start);
  if (style === 'literal') {
    // At the left edge of the script, so that no condition or loop holds it.
    if (lead.trim() !== '' || rest.trim() !== '' || !isAtEdge(file, range.start, lead)) return null;
    const at = lineEnd(text, range.end);
    return { file: path, range: { start: at, end: at }, text: commands.map((one) => newline + lead + one).join('') };
  }
  if (style !== 'plain' || rest.trim() !== '' || commands.some((one) => /: | #|^["'[{&*!|>%@`]/.test(one))) return null;
  if (/^\s*- +$/.test(lead)) {
    const at = lineEnd(text, range.end);
    const dash = `${indentationAt(text, range.start)}- `;
    return { file: path, range: { start: at, end: at }, text: commands.map((one) => newline + dash + one).join('') };
  }
  const step = stepAt(file, range.start);
  const key = /^\s*(?:- +)?(run|bash|script): +$/.exec(lead)?.[1];
  if (step === null || key === undefined) return null;
  const body =
    commands.length === 1 ? [`${key}: ${commands[0] ?? ''}`] : [`${key}: |`, ...commands.map((one) => `  ${one}`)];
  return insertItemAfter(file, step, key === 'run' ? [`name: ${name}`, ...body] : body);
}

/** A step behind the one that holds an offset. */
export function stepBehind(
  { file: path, range }: Location,
  commands: readonly string[],
  name: string,
  textOf: (path: string) => string | undefined,
): TextEdit | null {
  const file = yamlFile(path, textOf(path));
  const step = file === null ? null : stepAt(file, range.start);
  if (file === null || step === null || !(step.entries.has('uses') || step.entries.has('run'))) return null;
  return insertItemAfter(file, step, [`name: ${name}`, 'run: |', ...commands.map((one) => `  ${one}`)]);
}

type Style = 'literal' | 'plain' | 'other';

/** How the scalar that holds an offset is written. */
function styleAt({ roots, text }: YamlFile, offset: number): Style {
  const open: DataNode[] = [...roots];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.range.start > offset || node.range.end < offset) continue;
    if (node.kind === 'scalar') {
      const first = text.charAt(node.range.start);
      return first === '|' ? 'literal' : /["'>]/.test(first) ? 'other' : 'plain';
    }
    open.push(...(node.kind === 'list' ? node.items : entriesOf(node).map(({ value }) => value)));
  }
  return 'other';
}

/** The line is indented as the first line of the script is. */
function isAtEdge({ text }: YamlFile, offset: number, lead: string): boolean {
  for (let at = lineStart(text, offset); at > 0;) {
    const above = lineStart(text, at - 1);
    const line = text.slice(above, at);
    if (line.trim() !== '') {
      const own = /^[ ]*/.exec(line)?.[0] ?? '';
      if (own.length < lead.length) return /[|][-+\d]*\s*(?:#.*)?$/.test(line.trimEnd());
    }
    at = above;
  }
  return false;
}
