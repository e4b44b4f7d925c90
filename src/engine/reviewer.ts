/**
 * The findings of one file: what rules over facts say of it, what stands in it of rules over Production, less what
 * comments, the baseline and the choice of changed lines leave out.
 */
import type { Conventions } from '../model/conventions.ts';
import type { Finding } from '../model/finding.ts';
import { serviceOf, type Production } from '../model/production.ts';
import type { FileRule } from '../model/rule.ts';
import type { Fault } from '../model/source.ts';
import { overlaps, type Range } from '../model/text.ts';
import { rules } from '../rules/index.ts';
import { isReviewed } from '../rules/logging/reviewed.ts';
import { byPlace, isPlain, runFileRules, runPlainRules } from '../rules/run.ts';
import { applySuppressions } from '../rules/suppression/suppress.ts';
import { languageOf, type Analysis } from './analysis.ts';
import type { Baseline } from './baseline.ts';
import type { Changes } from './changes.ts';
import type { FileRun, Results } from './results.ts';
import type { EngineOptions, Scope } from './scope.ts';
import { judgementsOf, surveyOrNull, type Surveys } from './surveys.ts';
import { explain, type Texts } from './texts.ts';

/** What a file is reviewed beside. */
export interface Standing {
  readonly production: Production;
  readonly scope: Pick<Scope, 'profile' | 'severityOf'>;
  readonly baseline: Baseline;
  /** Says what results were made with, beside text and conventions. */
  readonly key: string;
  /** What rules say of Production, before suppressions, by file. */
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
  /** Faults that somebody silenced at one of their places; they are silent at all. */
  readonly silenced: ReadonlySet<string>;
}

/** What rules say of one Production in one scope. */
export interface Overall extends Standing {
  readonly scope: Scope;
  /** Text of the baseline, null where there is none or it is not asked for. */
  readonly baselineText: string | null;
  /** Before suppressions. */
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
}

export interface ReviewedFile {
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
  readonly isSource: boolean;
  readonly syntaxError: Range | null;
  readonly known: number;
}

export interface Reviewer {
  run(path: string, text: string, state: Standing, conventions: Conventions | null): Promise<FileRun>;
  /** @param again it will be asked again beside conventions: facts of a file with operations are remembered */
  review(path: string, state: Standing, conventions: Conventions | null, again?: boolean): Promise<ReviewedFile>;
}

/** What the engine remembers, as far as reviewing a file needs it. */
export interface Memory {
  readonly texts: Texts;
  readonly analysis: Analysis;
  readonly results: Results;
  readonly changes: Changes;
  readonly surveys: Surveys;
  options(): EngineOptions;
}

const fileRules = rules.filter((rule): rule is FileRule => rule.scope === 'file');

/** Whether rules have something to say of a file beside what they say of Production. */
export const isReviewable = (path: string): boolean => languageOf(path) !== null || isPlain(fileRules, path);

export function createReviewer({ texts, analysis, results, changes, surveys, options }: Memory): Reviewer {
  return { run: runOf, review: ofFile };

  function changesOf(path: string, text: string): Promise<readonly Range[] | null> {
    return changes.of(options().base, path, text, () => texts.onDisk(path));
  }

  /** What rules over facts say of a text, from what was kept where nothing has changed since. */
  async function runOf(
    path: string,
    text: string,
    state: Standing,
    conventions: Conventions | null,
    again = false,
  ): Promise<FileRun> {
    const { production: present, scope: current } = state;
    const profile = current.profile;
    const asksForChanges = (profile?.value.flags?.require?.length ?? 0) > 0;
    const changed = asksForChanges ? await changesOf(path, text) : null;
    const isOpen = texts.isUnsaved(path);
    // What changed against the base is no part of the key, and open files change too often to be kept.
    const kept = changed === null && !isOpen;
    const judged = conventions === null ? '' : judgementsOf(path, surveys.of(path), conventions);
    const context = `${state.key} ${conventions?.key ?? ''}${judged}`;
    const known = kept ? results.get(text, path, context) : null;
    if (known !== null) return known;
    const analysed = await analysis.analyse(path, text, { open: isOpen, keep: false });
    const { facts } = analysed.file;
    const place = { path, text, production: present, profile, service: serviceOf(present, path), conventions, changed };
    const run =
      facts === null
        ? runPlainRules(fileRules, { path, text }, current.severityOf)
        : runFileRules(fileRules, { ...place, facts }, current.severityOf);
    const result: FileRun = {
      findings: run.findings,
      faults: [...analysed.faults, ...run.faults],
      survey: facts === null ? null : surveyOrNull(facts, () => isReviewed({ ...place, facts })),
      facts: facts === null ? null : { suppressions: facts.suppressions, syntaxError: facts.syntaxErrors[0] ?? null },
    };
    if (again && (result.survey?.operations.length ?? 0) > 0) analysis.remember(analysed);
    if (kept && languageOf(path) !== null) results.set(text, path, context, result);
    return result;
  }

  /** All findings of one file. */
  async function ofFile(
    path: string,
    state: Standing,
    conventions: Conventions | null,
    again = false,
  ): Promise<ReviewedFile> {
    const standing = state.byFile.get(path) ?? [];
    const content = await texts.content(path);
    if (content.text === undefined) {
      const fault: Fault = {
        kind: 'source',
        severity: 'information',
        message: `not analysed: it ${explain(content.unreadable)}`,
        file: path,
        range: null,
      };
      return {
        findings: standing,
        faults: languageOf(path) === null ? [] : [fault],
        isSource: false,
        syntaxError: null,
        known: 0,
      };
    }
    const { text } = content;
    const run = await runOf(path, text, state, conventions, again);
    surveys.put(path, run.survey);
    const suppressed = { path, text, suppressions: run.facts?.suppressions ?? null };
    const { kept, reports } = applySuppressions(suppressed, [...run.findings, ...standing], state.scope.severityOf);
    const said = [...kept.filter((finding) => !state.silenced.has(finding.fault)), ...reports];
    const fresh = said.filter((finding) => !state.baseline.has(finding));
    const findings = options().changedOnly === true ? await onChanged(path, text, fresh) : fresh;
    return {
      findings: findings.sort(byPlace),
      faults: run.faults,
      isSource: run.facts !== null,
      syntaxError: run.facts?.syntaxError ?? null,
      known: said.length - fresh.length,
    };
  }

  /** Findings that touch a changed line; all of them where it is not known what changed. */
  async function onChanged(path: string, text: string, findings: Finding[]): Promise<Finding[]> {
    const changed = findings.length === 0 ? null : await changesOf(path, text);
    if (changed === null) return findings;
    const touches = (range: Range): boolean =>
      changed.some((one) => overlaps(one, { start: range.start, end: Math.max(range.end, range.start + 1) }));
    return findings.filter(({ range }) => touches(range));
  }
}
