/**
 * What documents for people say of production in so many words: DEPLOYMENT.md, README.md, CLAUDE.md, AGENTS.md,
 * CONTRIBUTING.md. A line counts only where it says one thing plainly; lines that doubt, plan, forbid or give examples
 * say nothing. `prose/` has a file for each thing that is spoken of.
 */
import type { Range } from '../model/text.ts';
import { clausesOf, type Clause, type ProseDocument } from './prose/clauses.ts';
import { deploysIn, type DeployStatement } from './prose/deploys.ts';
import { isPlain, isPolicy } from './prose/doubt.ts';
import { gatesIn, type GatesStatement } from './prose/gates.ts';
import { referencesIn, type ReferenceStatement } from './prose/references.ts';
import { healthIn, managerIn, managersNamedIn, runtimeIn, type ServiceStatement } from './prose/services.ts';

export type { ProseDocument };

export type Said = DeployStatement | GatesStatement | ReferenceStatement | ServiceStatement;

/** Where it was said. */
interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly range: Range;
  /** Its heading and its words. */
  readonly about: string;
  /** It stands where the repository writes down its own rules. */
  readonly isPolicy: boolean;
}

export type Statement = Place & Said;

const documentName =
  /(?:^|\/)(?:deploy|deployment|deploying|operations|claude|agents|contributing|readme)\.(?:md|markdown)$|(?:^|\/)\.github\/copilot-instructions\.md$/i;

export function isProse(path: string): boolean {
  return documentName.test(path);
}

/**
 * @param launchers process managers that are known by name; others count where a document calls them a process manager
 */
export function readProse(documents: readonly ProseDocument[], launchers: readonly string[]): Statement[] {
  const clauses = documents.map(clausesOf);
  const read = documents.filter((_, index) => (clauses[index] ?? []).length > 0);
  const names = [...read.flatMap(({ text }) => managersNamedIn(text)), ...launchers];
  const managers = new Map(names.map((name) => [name.toLowerCase(), name]));
  return clauses.flat().flatMap((clause) =>
    meaningOf(clause, managers).map((said) => ({
      ...said,
      file: clause.file,
      line: clause.line,
      range: clause.range,
      about: `${clause.headings.at(-1) ?? ''}\n${clause.text}`,
      isPolicy: isPolicy(clause),
    })),
  );
}

function meaningOf(clause: Clause, managers: ReadonlyMap<string, string>): readonly Said[] {
  const { text, headings } = clause;
  const always = referencesIn(text);
  if (!isPlain(clause)) return always;
  return [
    ...always,
    ...deploysIn(text),
    ...healthIn(text),
    ...managerIn(text, managers),
    ...gatesIn(text, headings),
    ...runtimeIn(text),
  ];
}
