/** Lets a gate fail the pipeline: what keeps it from that goes, or what it needs for that comes. */
import { actionMendings, commandMendings } from '../../knowledge/gateMending.ts';
import type { Fix } from '../../model/finding.ts';
import type { Gate } from '../../model/pipeline.ts';
import type { Location, TextEdit } from '../../model/text.ts';
import { removeLine, setInput, stepAt, yamlFile } from './yamlPlaces.ts';

type TextOf = (path: string) => string | undefined;

/** Null where nothing can be surely changed. */
export function strengthenFix(gate: Gate, textOf: TextOf): Fix | null {
  return gate.weakness === null ? addedFix(gate, textOf) : removedFix(gate, gate.weakness, textOf);
}

function removedFix(gate: Gate, { file, range }: Location, textOf: TextOf): Fix | null {
  const text = textOf(file);
  if (text === undefined) return null;
  const written = text.slice(range.start, range.end);
  const shown = written.replace(/\s+/g, ' ');
  if (/^\|\|\s*(?:true|:|exit 0|(?:echo|printf)\b[^;&|]*)$/.test(written) || /^&$/.test(written)) {
    return fixOf(`Take \`${shown}\` away`, [withLead(file, text, range.start, range.end)]);
  }
  if (/^--?[\w-]+(?:[= ][\w-]+)?$/.test(written)) {
    return fixOf(`Take \`${shown}\` away`, [withLead(file, text, range.start, range.end)]);
  }
  if (/^["']?exit-code["']?$/.test(written)) return inputFix(gate, file, range.start, textOf);
  if (!/^["']?[\w-]+["']?(?:\s*:\s*\S+)?$/.test(written)) return null;
  const lineRest = /^[^\n\r#]*/.exec(text.slice(range.end))?.[0].trimEnd() ?? '';
  const whole = { start: range.start, end: range.end + (written.includes(':') ? 0 : lineRest.length) };
  const edit = removeLine(file, text, whole);
  return edit === null ? null : fixOf(`Take \`${text.slice(whole.start, whole.end)}\` away`, [edit]);
}

/** With the blanks before it. */
function withLead(file: string, text: string, start: number, end: number): TextEdit {
  const lead = /[ \t]*$/.exec(text.slice(0, start).slice(-200))?.[0].length ?? 0;
  return { file, range: { start: start - lead, end }, text: '' };
}

function addedFix(gate: Gate, textOf: TextOf): Fix | null {
  const text = textOf(gate.file);
  if (text === undefined || gate.evidence.length > 0) return null;
  if (!/\s/.test(gate.command ?? '') && (gate.command ?? '').includes('/')) {
    return inputFix(gate, gate.file, gate.range.start, textOf);
  }
  const written = text.slice(gate.range.start, gate.range.end);
  const row = commandMendings.find(({ behind }) => behind.test(written));
  const match = row?.behind.exec(written);
  if (row === undefined || match === null || match === undefined || gate.why.includes('pipe')) return null;
  if (!mends(row.words, gate)) return null;
  const at = gate.range.start + match.index + match[0].length;
  return fixOf(`Add ${row.words}`, [{ file: gate.file, range: { start: at, end: at }, text: ` ${row.words}` }]);
}

/** What is missing is what the words say: a gate may be weak for another reason. */
function mends(words: string, { why }: Gate): boolean {
  return /exit.code|--error|--fail|--exit-code/.test(why) && !/pipe|set -e|condition|\|\|/.test(why) && words !== '';
}

function inputFix(gate: Gate, path: string, offset: number, textOf: TextOf): Fix | null {
  const row = actionMendings.find(({ uses }) => uses.test(gate.command ?? ''));
  const file = yamlFile(path, textOf(path));
  const step = file === null ? null : stepAt(file, offset);
  if (row === undefined || file === null || step === null) return null;
  const edit = setInput(file, step, row.input, row.value);
  return edit === null ? null : fixOf(`Set ${row.input} to ${row.value}`, [edit]);
}

function fixOf(title: string, edits: readonly TextEdit[]): Fix {
  return { title, safety: 'review', edits };
}
