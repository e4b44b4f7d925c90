/**
 * What documents for people say of production in so many words: DEPLOYMENT.md, README.md, CLAUDE.md, AGENTS.md. A line
 * counts only where it says one thing plainly; lines that doubt, plan, forbid or give examples say nothing.
 */
import { lineIndex } from '../model/text.ts';

export interface ProseDocument {
  readonly path: string;
  readonly text: string;
}

export type Statement = { readonly file: string; readonly line: number; readonly about: string } & (
  | { readonly kind: 'branch'; readonly environment: string; readonly branch: string }
  | { readonly kind: 'trigger'; readonly environment: string; readonly trigger: 'merge' | 'manual' | 'tag' }
  | { readonly kind: 'approval'; readonly environment: string }
  | { readonly kind: 'rollback'; readonly rollback: string }
  | { readonly kind: 'health'; readonly probe: 'liveness' | 'readiness'; readonly path: string }
  | {
      readonly kind: 'manager';
      readonly environment: string;
      readonly manager: string;
      readonly command: string | null;
    }
  | { readonly kind: 'gates'; readonly gates: readonly Gate[] }
);

export type Gate = string | { readonly [name: string]: { readonly coverage: number } };

const documentName =
  /(?:^|\/)(?:deploy|deployment|deploying|operations|claude|agents|readme)\.(?:md|markdown)$|(?:^|\/)\.github\/copilot-instructions\.md$/i;

export function isProse(path: string): boolean {
  return documentName.test(path);
}

const longestDocument = 200_000;
/** No pattern below runs over more than this; a longer line is no plain statement. */
const longestLine = 400;

/** Words after which a clause is no statement of what is. */
const doubt =
  /\b(?:not|never|no longer|don't|doesn't|isn't|aren't|won't|can't|cannot|todo|tbd|should|would|could|might|may|will|plan(?:s|ned)?|instead|example|e\.g|if|unless|previously|formerly|used to|prohibited|forbidden|deprecated|local|locally|development)\b/i;

const environmentWords: readonly (readonly [environment: string, word: RegExp])[] = [
  ['production', /\b(?:production|prod)\b/i],
  ['staging', /\bstaging\b/i],
];

/** A branch is named as code, by the word "branch", or by a name that branches have. */
const branch =
  '(?:the\\s+)?(?:`([\\w./-]+)`(?:\\s+branch)?|([\\w./-]+)\\s+branch|(main|master|trunk|develop|release)\\b)';
const merge = '(?:merges?|merging|push(?:es|ing)?)\\s+(?:in)?to\\s+';
const deploy = '(?:auto-?)?(?:deploy|releas|ship)\\w*';
const branchPatterns: readonly (readonly [pattern: RegExp, trigger: 'merge' | null])[] = [
  [
    new RegExp(
      `\\b${deploy}\\b.{0,40}\\b(?:on|after|upon|by|with)\\s+(?:every\\s+|each\\s+|a\\s+)?${merge}${branch}`,
      'i',
    ),
    'merge',
  ],
  [
    new RegExp(
      `\\b${merge}${branch}\\s*(?:=|→|->|is|are|automatically)?\\s*(?:automatically\\s+)?(?:auto\\s+)?${deploy}`,
      'i',
    ),
    'merge',
  ],
  [new RegExp(`\\b${deploy}\\s+from\\s+${branch}`, 'i'), null],
  [
    new RegExp(
      `^${branch}\\s*(?:=|→|->|:|is|deploys\\s+to|maps\\s+to)\\s*(?:the\\s+)?(?:production|prod|staging)\\b`,
      'i',
    ),
    null,
  ],
];

const gateWords: readonly (readonly [gate: string, word: RegExp])[] = [
  ['lint', /\blint(?:ing|er|s)?\b/i],
  ['format', /\bformat(?:ting)?\b/i],
  ['types', /\btype-?\s?check(?:s|ing)?\b|\btypes\b/i],
  ['tests', /\btests?\b/i],
  ['container-build', /\b(?:docker|container|image)\s+build\b/i],
  ['scan', /\b(?:security|vulnerability|trivy|snyk|grype)\s+(?:\w+\s+)?scan\w*/i],
];

/**
 * @param launchers process managers that are known by name; others count where a document calls them a process manager
 */
export function readProse(documents: readonly ProseDocument[], launchers: readonly string[]): Statement[] {
  const read = documents.filter(({ text }) => text.length <= longestDocument);
  const names = [...read.flatMap(({ text }) => managersNamedIn(text)), ...launchers];
  const named = new Map(names.map((name) => [name.toLowerCase(), name]));
  return read.flatMap((document) => statementsOf(document, named));
}

function statementsOf({ path, text }: ProseDocument, managers: ReadonlyMap<string, string>): Statement[] {
  const statements: Statement[] = [];
  const lines = lineIndex(text);
  let heading = '';
  let fence: string | null = null;
  for (let line = 1; line <= lines.lineCount; line++) {
    const { start, end } = lines.lineRange(line);
    if (end - start > longestLine) continue;
    const raw = text.slice(start, end).trim();
    const mark = /^(?:```|~~~)/.exec(raw)?.[0] ?? null;
    if (mark !== null && (fence === null || fence === mark)) fence = fence === null ? mark : null;
    if (mark !== null || fence !== null || raw.startsWith('|') || raw.startsWith('>')) continue;
    if (/^#{1,6}\s/.test(raw)) {
      heading = raw.replace(/^#+\s*/, '');
      continue;
    }
    const said = raw.replace(/^(?:[-*+]|\d+\.)\s+/, '').replace(/\*\*|__/g, '');
    for (const clause of said.split(/[.;]\s+|\.$/)) {
      if (clause.trim() === '' || doubt.test(clause)) continue;
      statements.push(
        ...meaningOf(clause.trim(), managers).map((statement) => ({
          ...statement,
          file: path,
          line,
          about: `${heading}\n${clause}`,
        })),
      );
    }
  }
  return statements;
}

// Omit works on each member alone only when it is distributed.
type Bare<Of> = Of extends unknown ? Omit<Of, 'file' | 'line' | 'about'> : never;

function meaningOf(clause: string, managers: ReadonlyMap<string, string>): Bare<Statement>[] {
  const environments = environmentWords.flatMap(([name, word]) => (word.test(clause) ? [name] : []));
  const [environment] = environments;
  const one = environments.length === 1 && environment !== undefined;
  return [
    ...(one ? deploysIn(clause, environment) : []),
    ...healthIn(clause),
    ...(environments.length <= 1 ? managerIn(clause, environment ?? 'production', managers) : []),
    ...gatesIn(clause),
    ...rollbackIn(clause),
  ];
}

function deploysIn(clause: string, environment: string): Bare<Statement>[] {
  const statements: Bare<Statement>[] = [];
  for (const [pattern, trigger] of branchPatterns) {
    const match = pattern.exec(clause);
    const name = match?.[1] ?? match?.[2] ?? match?.[3];
    if (name === undefined) continue;
    statements.push({ kind: 'branch', environment, branch: name });
    if (trigger !== null) statements.push({ kind: 'trigger', environment, trigger });
    break;
  }
  if (/\b(?:requires?|needs?)\b.{0,30}\bapproval\b/i.test(clause)) statements.push({ kind: 'approval', environment });
  if (/\bdeploy\w*\b.{0,20}\bmanually\b|\bmanual\s+deploy/i.test(clause)) {
    statements.push({ kind: 'trigger', environment, trigger: 'manual' });
  }
  if (/\bdeploy\w*\b.{0,30}\b(?:on|from|by|with)\b.{0,20}\btags?\b/i.test(clause)) {
    statements.push({ kind: 'trigger', environment, trigger: 'tag' });
  }
  return statements;
}

function healthIn(clause: string): Bare<Statement>[] {
  const match =
    /\b(health|liveness|readiness)(?:[\s-]*check)?(?:\s+probe)?(?:\s+(?:endpoint|path|url))?\s*(?::|=|→|->|is|at|on)\s*`?(?:GET\s+)?(\/[\w/-]{1,80})`?(?![\w./])/i.exec(
      clause,
    );
  const [, word = '', path] = match ?? [];
  if (path === undefined) return [];
  return [{ kind: 'health', probe: word.toLowerCase() === 'readiness' ? 'readiness' : 'liveness', path }];
}

function managerIn(clause: string, environment: string, managers: ReadonlyMap<string, string>): Bare<Statement>[] {
  const under = /\b(?:runs?|running|started|managed|supervised)\s+(?:in\s+production\s+)?(?:under|by)\s+`?([\w.-]+)`?/i;
  const subject = /^(?:In\s+production,?\s+)?`?([\w.-]+)`?\s+(?:starts?|runs?|launches|invokes|executes|controls)\b/i;
  const starter = managers.get(subject.exec(clause)?.[1]?.toLowerCase() ?? '');
  const manager = starter ?? managers.get(under.exec(clause)?.[1]?.toLowerCase() ?? '');
  if (manager === undefined) return [];
  return [{ kind: 'manager', environment, manager, command: starter === undefined ? null : commandIn(clause) }];
}

/** The one piece of code in a clause that reads as a command: several words, the first of them a program. */
function commandIn(clause: string): string | null {
  const commands = [...clause.matchAll(/`([^`]{3,200})`/g)].flatMap(([, code = '']) =>
    /^[\w./-]+ +\S/.test(code) ? [code.trim()] : [],
  );
  return commands.length === 1 ? (commands[0] ?? null) : null;
}

function gatesIn(clause: string): Bare<Statement>[] {
  const coverage =
    /(?:at least|minimum(?: of)?|>=|≥)\s*(\d{1,3})\s?%(?=.{0,20}\bcoverage\b)/i.exec(clause) ??
    /\bcoverage\b.{0,20}?(?:at least|minimum(?: of)?|>=|≥|must be)\s*(\d{1,3})\s?%/i.exec(clause) ??
    /\btests?\s*\(\s*(\d{1,3})\s?%\s*coverage\s*\)/i.exec(clause);
  const required = Number(coverage?.[1] ?? Number.NaN);
  const tests: Gate = required <= 100 ? { tests: { coverage: required } } : 'tests';
  const listed = /\b(?:PRs?|CI|pull requests?|merge requests?)\b.{0,40}\bmust pass\b|\brequired checks\s*:/i.exec(
    clause,
  );
  if (listed === null) return typeof tests === 'string' ? [] : [{ kind: 'gates', gates: [tests] }];
  const list = clause.slice(listed.index + listed[0].length);
  const gates = gateWords.flatMap(([gate, word]) => {
    const at = list.search(word);
    return at < 0 ? [] : [{ at, gate: gate === 'tests' ? tests : gate }];
  });
  if (gates.length === 0) return [];
  return [{ kind: 'gates', gates: gates.sort((first, second) => first.at - second.at).map(({ gate }) => gate) }];
}

function rollbackIn(clause: string): Bare<Statement>[] {
  const match = /^roll-?\s?back(?:\s+procedure)?\s*:\s*`?([^`]{4,120})`?$/i.exec(clause);
  return match?.[1] === undefined ? [] : [{ kind: 'rollback', rollback: match[1].trim() }];
}

/** Names that a document itself calls a process manager. */
function managersNamedIn(text: string): string[] {
  const before = /\bprocess manager,?\s+(?:called\s+|named\s+)?[`"“]?([A-Z][\w-]{2,40})/g;
  const after = /\b([A-Z][\w-]{2,40})[`"”]?,?\s*(?:—|–|-|is|\()?\s*(?:a|our|the)\s+(?:\w+\s+)?process manager\b/g;
  return [...text.matchAll(before), ...text.matchAll(after)].flatMap(([, name]) => name ?? []);
}
