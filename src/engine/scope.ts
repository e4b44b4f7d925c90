/** What is under review: the profile, the files it leaves in, and the severity of each rule. */
import type { Severity } from '../model/finding.ts';
import { globMatcher, type GlobMatcher } from '../model/glob.ts';
import { profilePaths, type LoadedProfile } from '../model/profile.ts';
import type { Rule } from '../model/rule.ts';
import type { Fault, FileSource } from '../model/source.ts';
import { parseProfile } from '../profile/parse.ts';
import type { SeverityOf } from '../rules/run.ts';
import { explain, type Texts } from './texts.ts';

/** What a user or an editor sets, beside the profile. */
export interface EngineOptions {
  /** Severity or `off` by rule id; wins over the profile. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  /** Globs of files left out, beside the profile's `ignore`. */
  readonly exclude?: readonly string[];
}

export interface Scope {
  readonly profile: LoadedProfile | null;
  readonly faults: readonly Fault[];
  /** Sorted. */
  readonly paths: readonly string[];
  readonly pathSet: ReadonlySet<string>;
  /** Every path that was looked at, those left out included: editing one of them changes no list. */
  readonly considered: ReadonlySet<string>;
  readonly severityOf: SeverityOf;
}

export async function readScope(
  listed: readonly string[],
  texts: Texts,
  options: EngineOptions,
  known: KnownNames,
): Promise<Scope> {
  const all = new Set(listed);
  const considered = new Set(listed);
  for (const path of texts.unsavedPaths()) {
    considered.add(path);
    // A file that is open and on disk but not listed is one that git ignores; one that is not on disk is new.
    if (!all.has(path) && !(await texts.isOnDisk(path))) all.add(path);
  }
  const file = profilePaths.find((path) => all.has(path)) ?? null;
  const { profile, faults } = file === null ? { profile: null, faults: [] } : await readProfile(file, texts, known);
  const ignored = globMatcher([...(profile?.value.ignore ?? []), ...(options.exclude ?? [])]);
  const refused = ignored.refused.map(({ pattern, reason }): Fault => {
    const index = profile?.value.ignore?.indexOf(pattern) ?? -1;
    const range = index < 0 ? null : (profile?.locate(['ignore', index]) ?? null);
    return {
      kind: 'profile',
      severity: 'warning',
      message: `the pattern "${pattern}" is left out: ${reason}`,
      file: range === null ? null : file,
      range,
    };
  });
  const paths = [...all].filter((path) => path === file || !ignored.matches(path)).sort();
  return {
    profile,
    faults: [...faults, ...refused],
    paths,
    pathSet: new Set(paths),
    considered,
    severityOf: severities(profile, options),
  };
}

export interface KnownNames {
  readonly rules: readonly string[];
  readonly launchers: readonly string[];
}

async function readProfile(
  file: string,
  texts: Texts,
  known: KnownNames,
): Promise<{ profile: LoadedProfile | null; faults: readonly Fault[] }> {
  const { text, unreadable } = await texts.content(file);
  if (text !== undefined) return parseProfile(file, text, known);
  return {
    profile: null,
    faults: [
      {
        kind: 'profile',
        severity: 'error',
        message: `the profile ${explain(unreadable)}; production is inferred instead`,
        file,
        range: null,
      },
    ],
  };
}

/** Settings win over the profile, the profile over the rule's own default. */
function severities(profile: LoadedProfile | null, options: EngineOptions): SeverityOf {
  const inPaths = new Map<string, GlobMatcher>();
  for (const [id, setting] of Object.entries(profile?.value.rules ?? {})) {
    if (typeof setting !== 'string' && setting.paths !== undefined) inPaths.set(id, globMatcher(setting.paths));
  }
  return (rule: Rule, path: string) => {
    const set = options.rules?.[rule.id];
    if (set !== undefined) return set;
    const setting = profile?.value.rules?.[rule.id];
    if (setting === undefined) return rule.severity;
    if (typeof setting === 'string') return setting;
    const matcher = inPaths.get(rule.id);
    if (matcher !== undefined && !matcher.matches(path)) return rule.severity;
    return setting.severity ?? rule.severity;
  };
}

/** Findings of these lists speak of the repository, so that a listing that fails is said and not hidden. */
export async function listFiles(
  files: FileSource,
): Promise<{ readonly paths: readonly string[]; readonly faults: readonly Fault[] }> {
  try {
    return { paths: await files.list(), faults: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      paths: [],
      faults: [
        { kind: 'host', severity: 'error', message: `files cannot be listed: ${reason}`, file: null, range: null },
      ],
    };
  }
}
