/** Who wrote the new lines of a hunk, as far as something shows it. A guess is never presented as a fact. */
import type { FileChange, Hunk, LineOrigin, Provenance, ProvenanceEvidence } from '../model/change.ts';

/** So many lines at once were hardly typed; they may have been moved or pasted as well, so this proves nothing. */
const manyLines = 30;

/** @param origins what is known of lines of the new side of the file */
export function provenanceOf(change: FileChange, hunk: Hunk, origins: readonly LineOrigin[]): Provenance {
  const added = hunk.lines.filter(({ kind }) => kind === 'added');
  const end = hunk.newStart + Math.max(hunk.newLines, 1);
  const touching = origins.filter(({ first, last }) =>
    added.length === 0
      ? last < first && hunk.newStart <= first && first <= end
      : added.some(({ newLine }) => newLine !== null && first <= newLine && newLine <= last),
  );
  const evidence = distinct(touching.flatMap((origin) => origin.evidence));
  const covered = (by: ProvenanceEvidence['by']): boolean =>
    added.length > 0 &&
    added.every(({ newLine }) =>
      touching.some(
        (origin) =>
          newLine !== null &&
          origin.first <= newLine &&
          newLine <= origin.last &&
          origin.evidence.some((one) => one.by === by),
      ),
    );
  const agents = evidence.filter(({ by }) => by === 'agent');
  // Where one line at least is an assistant's, whoever reviews wants to know; a person's hunk is a person's throughout.
  if (agents.length > 0)
    return { by: 'agent', agent: agents.find(({ agent }) => agent !== null)?.agent ?? null, evidence };
  if (covered('person')) return { by: 'person', agent: null, evidence };
  const hint = largest(hunk);
  if (hint < manyLines || change.kind === 'renamed') return { by: 'unknown', agent: null, evidence };
  const insertion: ProvenanceEvidence = {
    kind: 'insertion',
    text: `${hint} lines in one piece`,
    commit: null,
    by: 'unknown',
    agent: null,
  };
  return { by: 'unknown', agent: null, evidence: [...evidence, insertion] };
}

function distinct(evidence: readonly ProvenanceEvidence[]): ProvenanceEvidence[] {
  return [...new Map(evidence.map((one) => [`${one.kind}\0${one.text}\0${one.commit ?? ''}`, one])).values()];
}

/** Most new lines that follow one another. */
function largest({ lines }: Hunk): number {
  let [most, run] = [0, 0];
  for (const { kind } of lines) most = Math.max(most, (run = kind === 'added' ? run + 1 : 0));
  return most;
}
