/** Lets a job wait for another. */
import type { Fix } from '../../model/finding.ts';
import type { PipelineJob } from '../../model/pipeline.ts';
import type { TextEdit } from '../../model/text.ts';
import { entriesOf } from '../../production/text/dataTree.ts';
import { entryAt, insertEntryAfter, newlineOf, yamlFile } from './yamlPlaces.ts';
import { indentationAt } from '../../model/text.ts';

/** GitHub Actions. Null where `needs` is written in a way that is not to be touched. */
export function needsFix(job: PipelineJob, name: string, textOf: (path: string) => string | undefined): Fix | null {
  const file = yamlFile(job.file, textOf(job.file));
  const entry = file === null ? null : entryAt(file, job.range);
  if (file === null || entry === null || entry.value.kind !== 'map') return null;
  const { text, path } = file;
  const needs = entry.value.entries.get('needs');
  let edit: TextEdit | null = null;
  if (needs === undefined) {
    const [first] = entriesOf(entry.value);
    if (first === undefined) return null;
    const indentation = indentationAt(text, first.keyRange.start);
    const at = first.keyRange.start - indentation.length;
    // Somebody reads first what a job waits for.
    edit = { file: path, range: { start: at, end: at }, text: `${indentation}needs: ${name}${newlineOf(text)}` };
  } else if (needs.value.kind === 'scalar' && needs.value.value !== null && needs.value.editable) {
    edit = { file: path, range: needs.value.range, text: `[${needs.value.value}, ${name}]` };
  } else if (needs.value.kind === 'list' && needs.value.style === 'list' && needs.value.items.length > 0) {
    const end = needs.value.range.end - 1;
    edit = { file: path, range: { start: end, end }, text: `, ${name}` };
  } else if (needs.value.kind === 'list') {
    const last = needs.value.items.at(-1);
    const parts = last === undefined ? null : insertEntryAfter(file, entry.value, { ...needs, value: last }, []);
    if (last === undefined || parts === null) return null;
    const lead = indentationAt(text, last.range.start);
    edit = { ...parts, text: `${newlineOf(text)}${lead}- ${name}` };
  }
  return edit === null ? null : { title: `Wait for ${name}`, safety: 'review', edits: [edit] };
}
