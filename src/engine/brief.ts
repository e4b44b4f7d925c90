/**
 * What another engine has to know of Production to review files beside it, as plain data: that one builds nothing. What
 * has functions, such as a profile with its places, is made anew from its text.
 */
import type { Facts } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Production } from '../model/production.ts';
import type { SourceFile } from '../model/source.ts';
import { parseProfile } from '../profile/parse.ts';
import { readBaseline } from './baseline.ts';
import { knownNames } from './knownNames.ts';
import type { Overall, Standing } from './reviewer.ts';
import { severities, type EngineOptions } from './scope.ts';

export interface Brief {
  readonly profile: { readonly file: string; readonly text: string } | null;
  readonly baseline: string | null;
  readonly production: Omit<Production, 'profile' | 'sources'>;
  readonly sources: readonly BriefSource[];
  /** Of rules over Production, before suppressions. */
  readonly findings: readonly Finding[];
  readonly silenced: readonly string[];
  readonly key: string;
  /** Files with operations will be asked again. */
  readonly again: boolean;
}

/** `facts`: as JSON, so that those nobody asks for are not made again. */
interface BriefSource {
  readonly path: string;
  readonly text: string;
  readonly facts: string | null;
}

export function briefOf(state: Overall, again: boolean): Brief {
  const { profile, sources, ...production } = state.production;
  return {
    profile: profile === null ? null : { file: profile.file, text: profile.text },
    baseline: state.baselineText,
    production,
    sources: [...sources.values()].map(({ path, text, facts }) => ({
      path,
      text,
      facts: facts === null ? null : JSON.stringify(facts),
    })),
    findings: state.findings,
    silenced: [...state.silenced],
    key: state.key,
    again,
  };
}

/** The same state in another engine with the same options. */
export function standingOf(brief: Brief, options: EngineOptions): Standing {
  const profile =
    brief.profile === null ? null : parseProfile(brief.profile.file, brief.profile.text, knownNames).profile;
  return {
    production: {
      ...brief.production,
      profile,
      sources: new Map(brief.sources.map((source) => [source.path, madeWhenAsked(source)])),
    },
    scope: { profile, severityOf: severities(profile, options) },
    baseline: readBaseline(brief.baseline).baseline,
    key: brief.key,
    byFile: byFile(brief.findings),
    silenced: new Set(brief.silenced),
  };
}

function madeWhenAsked({ path, text, facts }: BriefSource): SourceFile {
  let made: Facts | null = null;
  return {
    path,
    text,
    get facts() {
      // Safe: `briefOf` wrote it from facts, and they are plain data.
      if (facts !== null) made ??= JSON.parse(facts) as Facts;
      return made;
    },
  };
}

export function byFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) files.set(finding.file, [...(files.get(finding.file) ?? []), finding]);
  return files;
}
