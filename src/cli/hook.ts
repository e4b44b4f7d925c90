import path from 'node:path';
import type { Agent, HookEvent } from '../agents/agent.ts';
import { agents } from '../agents/index.ts';
import type { Engine } from '../engine.ts';
import { ChangeError, readChanges } from '../host/changes.ts';
import { recordEdit, saidBefore } from '../host/provenance/journal.ts';
import { findRoot, openRepository } from '../host/openRepository.ts';
import type { ChangeSet } from '../model/change.ts';
import { isMissing, type Checklist } from '../model/checklist.ts';
import type { Review, VerdictReason } from '../model/review.ts';
import { stableHash } from '../model/finding.ts';
import { promptOf } from '../review/prompt.ts';
import { inertLines } from '../reports/inert.ts';
import type { Command } from './command.ts';
import { grammarFolder } from './grammarFolder.ts';
import { buildVersion, changesCacheOf } from './program.ts';

/** More of an event than this is no event. Bytes. */
const longestEvent = 64 * 1024 * 1024;

export const hook: Command = {
  name: 'hook',
  operands: '',
  most: 0,
  summary: 'Answer a hook of an AI assistant: review its edit, and tell it what to mend',
  details: `Reads the event of the hook from standard input. After an edit the files it names are reviewed; when the assistant
stops, everything that is not committed. What has to be mended goes back in the assistant's own format; a
stop is held up once for the same faults, never again and again.

\`prodaware setup\` writes the configuration that calls this.

Exit codes are those that the assistant knows: 0, or 2 where that is how it takes an answer. 1: the hook itself
failed; the assistant goes on.`,
  options: [
    {
      name: 'agent',
      value: 'required',
      choices: agents.map(({ name }) => name),
      help: 'Whose hook this is',
    },
  ],
  async run({ values, terminal }) {
    const agent = agents.find(({ name }) => name === (values.last('agent') ?? 'claude-code'));
    if (agent === undefined) return 0;
    try {
      const event = agent.read(JSON.parse(await terminal.input(longestEvent)));
      const reasons = await reasonsFor(agent, event, terminal.directory);
      const { exitCode, output, errors } = agent.answer(event, reasons);
      await terminal.output.write(output);
      await terminal.errors.write(inertLines(errors));
      return exitCode;
    } catch (error) {
      // A fault of ours must not read as a fault of the edit: 2 would.
      const message = error instanceof Error ? error.message : String(error);
      await terminal.errors.write(`prodaware: ${inertLines(message)}\n`);
      return 1;
    }
  },
};

/** What the assistant is to mend, null for nothing. */
async function reasonsFor(agent: Agent, event: HookEvent, here: string): Promise<string | null> {
  if (event.kind === 'other' || (event.kind === 'stop' && event.isContinuation)) return null;
  const directory = event.directory ?? here;
  const files = event.files.map((file) => path.resolve(directory, file));
  const root = await findRoot(files[0] ?? directory).catch(() => findRoot(directory));
  const wanted = new Set(files.map((file) => path.relative(root, file).replaceAll(path.sep, '/')));
  if (event.kind === 'edit') await remember(agent, event, root, wanted);
  const cache = changesCacheOf(root);
  const kept = cache === null ? {} : { cache, version: buildVersion() ?? '' };
  const { engine } = openRepository(root, grammarFolder(), { ...kept, atOnce: true });
  try {
    const changes = await readChanges(root, { kind: 'working-tree' }, { text: engine.text });
    if (event.kind !== 'stop') {
      return await promptFor(engine, await engine.review(wanted.size === 0 ? changes : only(changes, wanted)));
    }
    const { review, checklist } = await engine.checklist(changes, []);
    const reasons = (await promptFor(engine, review)) ?? missingItems(checklist);
    if (reasons === null) return null;
    return (await saidBefore(root, event.session ?? '', stableHash(reasons))) ? null : reasons;
  } catch (error) {
    // Where there is no git there is nothing to compare with, and nothing to say.
    if (error instanceof ChangeError) return null;
    throw error;
  } finally {
    engine.dispose();
    cache?.save();
  }
}

/** What an assistant can do something about; what a person has to answer is none of it. */
function missingItems({ items }: Checklist): string | null {
  const missing = items.filter((item) => item.kind === 'automatic' && isMissing(item));
  if (missing.length === 0) return null;
  const lines = missing.map(({ title, detail }) => `- ${title}${detail === '' ? '' : `: ${detail}`}`);
  return `The checklist before the pull request does not hold:\n${lines.join('\n')}\n`;
}

async function remember(agent: Agent, event: HookEvent, root: string, files: ReadonlySet<string>): Promise<void> {
  for (const file of files) {
    if (file.startsWith('..')) continue;
    await recordEdit(root, {
      agent: agent.title,
      session: event.session,
      path: file,
      at: new Date().toISOString(),
      inserted: event.inserted,
    }).catch(() => undefined);
  }
}

function only(changes: ChangeSet, paths: ReadonlySet<string>): ChangeSet {
  return { ...changes, files: changes.files.filter(({ path: file }) => paths.has(file)) };
}

/** One text for all files that have something to mend. */
async function promptFor(engine: Engine, review: Review): Promise<string | null> {
  const texts = new Map<string, string | null>();
  const blocks: string[] = [];
  const production = await engine.production();
  const profile = await engine.profile();
  const reasonsByFile = new Map<string, VerdictReason[]>();
  for (const { change, hunks, reasons } of review.files) {
    const blocking = [...hunks.flatMap((one) => one.reasons), ...reasons].filter(
      ({ verdict }) => verdict === 'fix-first',
    );
    if (blocking.length > 0) reasonsByFile.set(change.path, blocking);
  }
  for (const finding of review.elsewhere) {
    if (finding.severity !== 'error' && finding.severity !== 'warning') continue;
    const reason: VerdictReason = { verdict: 'fix-first', text: finding.message, finding };
    reasonsByFile.set(finding.file, [...(reasonsByFile.get(finding.file) ?? []), reason]);
  }
  for (const reasons of reasonsByFile.values()) {
    for (const { finding } of reasons) {
      for (const file of [finding?.file, ...(finding?.evidence ?? []).map((one) => one.file)]) {
        if (file !== undefined && !texts.has(file)) texts.set(file, await engine.text(file));
      }
    }
  }
  const old = new Map(review.changes.files.map(({ oldPath, before }) => [oldPath, before] as const));
  const textOf = (file: string, side?: 'before'): string | null =>
    (side === 'before' ? old.get(file) : undefined) ?? texts.get(file) ?? null;
  for (const [file, reasons] of reasonsByFile) {
    blocks.push(promptOf({ path: file, diff: null, reasons, production, profile, textOf }));
  }
  return blocks.length === 0 ? null : blocks.join('\n');
}
