/** Lets a pipeline wait until what it deployed is stable. */
import { waitCommands, waitInputs } from '../../knowledge/waitCommands.ts';
import type { Fix } from '../../model/finding.ts';
import type { Deploy } from '../../model/pipeline.ts';
import { commandsBehind } from './scriptLines.ts';
import { setInput, stepAt, yamlFile } from './yamlPlaces.ts';

type TextOf = (path: string) => string | undefined;

/** Null where the platform has no such command, or the deploying one does not say what to wait for. */
export function waitFix(deploy: Deploy, textOf: TextOf): Fix | null {
  const { file, range, platform } = deploy;
  const text = textOf(file);
  if (text === undefined) return null;
  const written = text.slice(range.start, range.end);
  const action = waitInputs.find(({ uses }) => uses.test(written.replace(/^["']/, '')));
  if (action !== undefined) return inputFix(deploy, action, textOf);
  const command = written.replace(/\\\r?\n\s*/g, ' ');
  const row = waitCommands.find((one) => one.platform === platform && one.deploys.test(command));
  if (row === undefined || command.includes('\n') || /[|;&]/.test(command)) return null;
  if (row.words !== undefined) {
    // Behind a quote of the file it would be no word of the command.
    if (/["']/.test(text.charAt(range.start - 1))) return null;
    const edit = { file, range: { start: range.end, end: range.end }, text: ` ${row.words}` };
    return { title: `Add ${row.words}`, safety: 'review', edits: [edit] };
  }
  const made = filled(row, command);
  const edit = made === null ? null : commandsBehind(deploy, [made], 'Wait until it is stable', textOf);
  return edit === null || made === null ? null : { title: `Wait with \`${made}\``, safety: 'review', edits: [edit] };
}

function filled(row: (typeof waitCommands)[number], command: string): string | null {
  const match = row.deploys.exec(command);
  let missing = false;
  const base = (row.behind ?? '').replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = /^\d$/.test(name) ? match?.[Number(name)] : valueOf(command, row.options?.[name] ?? []);
    missing ||= value === undefined;
    return value ?? '';
  });
  if (missing || base === '') return null;
  const handed = (row.handsOn ?? []).flatMap((option) => {
    const value = valueOf(command, [option]);
    return value === undefined ? [] : [`${option} ${value}`];
  });
  return [base, ...handed].join(' ');
}

/** Of the first of the options that is given, in the quotes it has. */
function valueOf(command: string, options: readonly string[]): string | undefined {
  for (const option of options) {
    const at = new RegExp(`(?:^|\\s)${option}(?:=|\\s+)("[^"]*"|'[^']*'|(?:\\$\\{\\{[^}]*\\}\\}|[^\\s"'])+)`).exec(
      command,
    );
    if (at?.[1] !== undefined) return at[1];
  }
  return undefined;
}

function inputFix(deploy: Deploy, row: (typeof waitInputs)[number], textOf: TextOf): Fix | null {
  const file = yamlFile(deploy.file, textOf(deploy.file));
  const step = file === null ? null : stepAt(file, deploy.range.start);
  const edit = file === null || step === null ? null : setInput(file, step, row.input, row.value);
  return edit === null ? null : { title: `Set ${row.input}`, safety: 'review', edits: [edit] };
}
