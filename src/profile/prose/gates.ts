/** Clauses about what a change has to pass before it is merged. */

/** As in the profile: a name, or a name with its settings. */
export type ProseGate =
  | string
  | { readonly [name: string]: { readonly coverage: number } | { readonly severity: readonly string[] } };

export interface GatesStatement {
  readonly kind: 'gates';
  readonly gates: readonly ProseGate[];
}

/** Names are those of `knowledge/gateNames.ts`. */
const words: readonly (readonly [gate: string, word: RegExp])[] = [
  ['lint', /\blint(?:ing|er|ers|s)?\b/i],
  ['format', /\bformat(?:ting)?\b/i],
  ['types', /\btype-?\s?check(?:s|ing)?\b|\btypes\b/i],
  ['tests', /(?<!\b(?:smoke|integration|e2e|end-to-end|load|contract|acceptance|performance)[- ])\btests?\b/i],
  ['integration-tests', /\bintegration[- ]tests?\b/i],
  ['e2e', /\b(?:e2e|end-to-end)(?:[- ]tests?)?\b/i],
  ['container-build', /\b(?:docker|container|image)[\s-]+builds?\b/i],
  ['scan', /\b(?:security|vulnerability|trivy|snyk|grype)[\s-]+(?:\w+\s+)?scan\w*/i],
  ['secret-scan', /\bsecrets?[\s-]+scan\w*|\bgitleaks\b/i],
];

const coverage: readonly RegExp[] = [
  /(?:at least|minimum(?: of)?|>=|≥)\s*`?(\d{1,3})\s?%(?=.{0,20}\bcoverage\b)/i,
  /\bcoverage\b.{0,20}?(?:at least|minimum(?: of)?|>=|≥|must be)\s*`?(\d{1,3})\s?%/i,
  /\btests?\s*\(\s*(?:>=\s*|≥\s*)?(\d{1,3})\s?%\+?\s*coverage\s*\)/i,
  /\b(\d{1,3})\s?%\+?\s+(?:test\s+|code\s+)?coverage\s+(?:minimum|required|is required|threshold)\b/i,
  /\bcoverage\s+(?:threshold|minimum)\b\s*(?:is|of|:)?\s*`?(\d{1,3})\s?%/i,
  /\b(?:cov-)?fail-under\b\s*(?:is|of|=|:)?\s*`?(\d{1,3})\s?%/i,
];

const announced =
  /\b(?:PRs?|CI|pull requests?|merge requests?)\b.{0,40}\bmust(?: all)? (?:pass|be green)\b|\brequired checks\s*:/i;
/** What stands before it is the list. */
const concluded = /\bmust(?: all)? (?:pass|be green)\b.{0,60}\bmerg/i;
const requiredHeading = /\b(?:required (?:ci )?checks|merge (?:gates|requirements)|(?:pr|ci|quality) gates)\b/i;

/** The name of a gate, and no sentence about it. */
const isItem = (clause: string): boolean => clause.split(/\s+/).length <= 6;

/** @param headings it stands below */
export function gatesIn(clause: string, headings: readonly string[]): GatesStatement[] {
  const threshold = thresholdIn(clause);
  const tests: ProseGate = threshold === null ? 'tests' : { tests: { coverage: threshold } };
  const after = announced.exec(clause);
  const list =
    after !== null
      ? clause.slice(after.index + after[0].length) || clause.slice(0, after.index)
      : concluded.test(clause) || (requiredHeading.test(headings.at(-1) ?? '') && isItem(clause))
        ? clause
        : null;
  const gates = list === null ? [] : listed(list, tests);
  if (gates.length > 0) return [{ kind: 'gates', gates }];
  return threshold === null ? [] : [{ kind: 'gates', gates: [tests] }];
}

/** Percent; the first number that is said to be the least. */
function thresholdIn(clause: string): number | null {
  for (const pattern of coverage) {
    const value = Number(pattern.exec(clause)?.[1] ?? Number.NaN);
    if (value <= 100) return value;
  }
  return null;
}

function listed(list: string, tests: ProseGate): ProseGate[] {
  const severities = [...new Set(list.match(/\b(?:CRITICAL|HIGH|MEDIUM|LOW)\b/g) ?? [])];
  const found = words.flatMap(([name, word]) => {
    const at = list.search(word);
    if (at < 0) return [];
    const gate: ProseGate =
      name === 'tests' ? tests : name === 'scan' && severities.length > 0 ? { scan: { severity: severities } } : name;
    return [{ at, gate }];
  });
  return found.sort((first, second) => first.at - second.at).map(({ gate }) => gate);
}
