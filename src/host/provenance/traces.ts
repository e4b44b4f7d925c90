/**
 * Agent Trace 0.1 records in git notes (agent-trace.dev): for a commit, which lines of which files an assistant wrote. Line
 * numbers are of that commit. A note holds one record, a list of them, or one on each line.
 */
import * as z from 'zod/mini';
import type { ProvenanceEvidence } from '../../model/change.ts';
import { assistantName } from '../../review/commitEvidence.ts';
import { readBlobs } from '../changes/blobs.ts';
import type { GitRepository } from '../changes/repository.ts';

const notesReference = 'refs/notes/agent-trace';

const contributor = z.object({
  type: z.enum(['human', 'ai', 'mixed', 'unknown']),
  model_id: z.optional(z.string()),
});

const record = z.object({
  vcs: z.optional(z.object({ revision: z.string() })),
  tool: z.optional(z.object({ name: z.optional(z.string()) })),
  files: z.array(
    z.object({
      path: z.string(),
      conversations: z.array(
        z.object({
          contributor: z.optional(contributor),
          ranges: z.array(
            z.object({ start_line: z.number(), end_line: z.number(), contributor: z.optional(contributor) }),
          ),
        }),
      ),
    }),
  ),
});

/** Lines of a file in a commit, 1-based, both ends included. */
export interface TracedLines {
  readonly first: number;
  readonly last: number;
  readonly evidence: ProvenanceEvidence;
}

/** By commit, NUL, and path from the top of the repository. */
export type Traces = ReadonlyMap<string, readonly TracedLines[]>;

export async function readTraces(repository: GitRepository, commits: ReadonlySet<string>): Promise<Traces> {
  const traces = new Map<string, TracedLines[]>();
  const { git } = repository;
  if ((await git(['for-each-ref', '--format=%(refname)', notesReference])).trim() === '') return traces;
  const listed = await git(['notes', `--ref=${notesReference}`, 'list']).catch(() => '');
  const notes = listed.split('\n').flatMap((line) => {
    const [blob = '', commit = ''] = line.split(' ');
    return commits.has(commit) ? [{ blob, commit }] : [];
  });
  const blobs = await readBlobs(
    repository,
    notes.map(({ blob }) => blob),
  );
  for (const { blob, commit } of notes) {
    for (const one of recordsOf(blobs.get(blob)?.text ?? '')) addRecord(traces, commit, one);
  }
  return traces;
}

function recordsOf(text: string): z.infer<typeof record>[] {
  const parsed = json(text);
  const values = parsed === undefined ? text.split('\n').map(json) : Array.isArray(parsed) ? parsed : [parsed];
  return values.flatMap((value: unknown) => {
    const result = record.safeParse(value);
    return result.success ? [result.data] : [];
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function addRecord(
  traces: Map<string, TracedLines[]>,
  commit: string,
  { vcs, tool, files }: z.infer<typeof record>,
): void {
  // A note that was carried to another commit speaks of lines of the one before.
  if (vcs !== undefined && vcs.revision !== commit) return;
  const agent = tool?.name === undefined ? null : assistantName(tool.name);
  for (const { path, conversations } of files) {
    const key = `${commit}\0${path}`;
    const lines = conversations.flatMap(({ contributor: whole, ranges }) =>
      ranges.map(({ start_line: first, end_line: last, contributor: own }): TracedLines => {
        const who = own ?? whole ?? { type: 'unknown' };
        const by = who.type === 'human' ? 'person' : who.type === 'unknown' ? 'unknown' : 'agent';
        const words = [who.type, who.model_id, tool?.name].filter((word) => word !== undefined);
        const text = `Agent Trace: ${words.join(', ')}`.replace(/\s+/g, ' ').slice(0, 200);
        return { first, last, evidence: { kind: 'trace', text, commit, by, agent: by === 'agent' ? agent : null } };
      }),
    );
    traces.set(key, [...(traces.get(key) ?? []), ...lines]);
  }
}
