import { openChecklistStore } from '../host/checklistStore.ts';
import { readChanges } from '../host/changes.ts';
import type { ChangeSet } from '../model/change.ts';
import type { Checklist, ChecklistItem } from '../model/checklist.ts';
import type { Fault } from '../model/source.ts';
import { nearest } from '../profile/nearest.ts';
import { checklistMarkdown, checklistReport, checklistText } from '../reports/checklist.ts';
import { inertJson } from '../reports/inert.ts';
import { faultsText } from '../reports/text.ts';
import type { Option } from './arguments.ts';
import { changeSourceOf, sourceDetails, sourceOptions } from './changeSource.ts';
import { changeTexts } from './changeTexts.ts';
import { formatOption, type Command, type Invocation } from './command.ts';
import { progressOn } from './progress.ts';
import { openForChanges, type Opened } from './repository.ts';

const formats: Option = {
  ...formatOption,
  choices: ['text', 'json', 'markdown'],
  help: 'What to print: text for people (the default), json for programs, markdown for a pull request',
};

export const checklist: Command = {
  name: 'checklist',
  operands: '',
  most: 0,
  summary: 'What must hold before a change is merged, and what is missing',
  details: `Items come from prodaware.yaml and from what the change touches. What can be looked up is looked up; what only a
person can say is answered with

  prodaware checklist answer <item> --yes --note "…"
  prodaware checklist clear <item>

Answers are kept for the branch, outside of what git tracks, and no longer count when the lines they speak of change.

${sourceDetails}

Exit codes: 0 everything that must hold does, 1 something does not, 2 a fault of the input or of the tool.`,
  options: [formats, ...sourceOptions],
  async run(invocation) {
    const { values, terminal, style } = invocation;
    const { repository, changes, checklist: found, faults } = await readChecklist(invocation);
    const named = [
      ...found.items.flatMap(({ evidence }) => evidence.map(({ file }) => file)),
      ...faults.flatMap(({ file }) => file ?? []),
    ];
    const textOf = await changeTexts(repository, changes, named);
    repository.engine.dispose();
    const format = values.last('format') ?? 'text';
    if (format === 'json') {
      await terminal.output.write(`${inertJson(checklistReport(found, faults, textOf))}\n`);
    } else {
      const text = format === 'markdown' ? checklistMarkdown(found, textOf) : checklistText(found, textOf, style);
      await terminal.output.write(text);
      const said = faults.filter(({ severity }) => severity !== 'information');
      await terminal.errors.write(faultsText(said, textOf));
    }
    if (faults.some(({ severity }) => severity === 'error')) return 2;
    return found.holds ? 0 : 1;
  },
};

export interface ReadChecklist {
  readonly repository: Opened;
  readonly changes: ChangeSet;
  readonly checklist: Checklist;
  readonly faults: readonly Fault[];
}

/** The checklist of the change that the options name, with the answers of the branch. */
export async function readChecklist({ values, terminal }: Invocation): Promise<ReadChecklist> {
  const source = await changeSourceOf(values, terminal);
  const repository = await openForChanges(terminal);
  const { root, engine } = repository;
  const changes = await readChanges(root, source, { text: (path) => engine.text(path) });
  const { answers, faults } = await (await openChecklistStore(root)).read();
  const progress = progressOn(terminal);
  const result = await engine.checklist(changes, answers, {
    onProgress: (done, total) => progress.report(done, total),
  });
  await progress.end();
  repository.keep();
  return { repository, changes, checklist: result.checklist, faults: [...result.review.faults, ...faults] };
}

export function itemNamed(items: readonly ChecklistItem[], name: string): ChecklistItem | null {
  const id = idNamed(
    items.map((item) => item.id),
    name,
  );
  return items.find((item) => item.id === id) ?? null;
}

/** The id itself, or the one of which this stands behind the first colon; null where that is none, or several. */
export function idNamed(ids: readonly string[], name: string): string | null {
  if (ids.includes(name)) return name;
  const [found, other] = ids.filter((id) => shortOf(id) === name);
  return found === undefined || other !== undefined ? null : found;
}

/** The id that a misspelt one was meant to be. */
export function nearestId(name: string, ids: readonly string[]): string | null {
  const near = nearest(name, [...ids, ...ids.map(shortOf)]);
  return near === null ? null : (ids.find((id) => id === near || shortOf(id) === near) ?? null);
}

const shortOf = (id: string): string => id.slice(id.indexOf(':') + 1);
