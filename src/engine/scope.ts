/** What is under review: the profile, the files it leaves in, and the severity of each rule. */
import { globMatcher } from '../model/glob.ts';
import { profilePaths, type LoadedProfile } from '../model/profile.ts';
import type { Rule } from '../model/rule.ts';
import { severityIn, type RuleSetting } from '../model/ruleSettings.ts';
import type { Fault, FileSource } from '../model/source.ts';
import { parseProfile } from '../profile/parse.ts';
import type { SeverityOf } from '../rules/run.ts';
import { explain, type Texts } from './texts.ts';

/** What a user or an editor sets, beside the profile. */
export interface EngineOptions {
  /** Severity or `off` by rule id, for all files or by globs; wins over the profile. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** Globs of files left out, beside the profile's `ignore`. */
  readonly exclude?: readonly string[];
  /** Rules that somebody asked for by name: on, as hints, where they are off only by default. */
  readonly named?: readonly string[];
  /** Findings that the repository's baseline holds are left out; default true. */
  readonly baseline?: boolean;
  /**
   * Branch, tag or commit that files are compared with; null: where the branch left the one it will be merged into;
   * absent: nothing is compared, and rules about changes are silent.
   */
  readonly base?: string | null;
  /** Only findings on lines that changed against the base. */
  readonly changedOnly?: boolean;
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
export function severities(profile: LoadedProfile | null, options: EngineOptions): SeverityOf {
  const compiled = (settings: Readonly<Record<string, RuleSetting>> | undefined) =>
    new Map(Object.entries(settings ?? {}).map(([id, setting]) => [id, severityIn(setting)]));
  const set = compiled(options.rules);
  const inProfile = compiled(profile?.value.rules);
  const named = new Set(options.named);
  const standard = ({ id, severity }: Rule) => (severity === 'off' && named.has(id) ? 'hint' : severity);
  return (rule: Rule, path: string) => set.get(rule.id)?.(path) ?? inProfile.get(rule.id)?.(path) ?? standard(rule);
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
