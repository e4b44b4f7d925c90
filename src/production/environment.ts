/**
 * Which environment a launch is for: what the profile says, what the artifact says, what its path says. Conservative:
 * test, example and development folders are never production.
 */
import type { Environment } from '../model/production.ts';
import type { LoadedProfile } from '../model/profile.ts';

const tokens: Readonly<Record<Exclude<Environment, 'unknown'>, ReadonlySet<string>>> = {
  production: new Set(['production', 'prod', 'prd', 'live']),
  staging: new Set(['staging', 'stage', 'stg', 'preprod', 'uat', 'qa']),
  development: new Set([
    'development',
    'dev',
    'develop',
    'devel',
    'devcontainer',
    'devcontainers',
    'local',
    'localhost',
    'test',
    'tests',
    'testing',
    'e2e',
    'ci',
    'debug',
    'override',
    'sandbox',
  ]),
};

/** Folders whose artifacts show something and start nothing that anybody relies on. */
const asides: ReadonlySet<string> = new Set([
  'test',
  'tests',
  'testing',
  'testdata',
  '__tests__',
  'spec',
  'specs',
  'e2e',
  'example',
  'examples',
  'sample',
  'samples',
  'benchmark',
  'benchmarks',
  'fixture',
  'fixtures',
  'devcontainer',
  'docs',
  'doc',
  'documentation',
]);

/** What one word of a path, a variable or a file name stands for. */
export function environmentOfToken(token: string): Exclude<Environment, 'unknown'> | null {
  const lower = token.toLowerCase();
  if (tokens.production.has(lower)) return 'production';
  if (tokens.staging.has(lower)) return 'staging';
  return tokens.development.has(lower) ? 'development' : null;
}

/** Environment names of the profile with their aliases, as the three that are known here. */
function aliasesOf(profile: LoadedProfile | null): ReadonlyMap<string, Environment> {
  const aliases = new Map<string, Environment>();
  for (const [name, environment] of Object.entries(profile?.value.environments ?? {})) {
    const known = environmentOfToken(name) ?? 'unknown';
    for (const alias of [name, ...(environment.aliases ?? [])]) aliases.set(alias.toLowerCase(), known);
  }
  return aliases;
}

export interface EnvironmentQuestion {
  readonly launcher: string;
  readonly path: string;
  /** What the reader says. */
  readonly hint: Environment | null;
  readonly profile: LoadedProfile | null;
  /** Marks inside the artifact: a mounted source tree, a reloader, `restart: always`, `NODE_ENV`. */
  readonly marks: readonly ('development' | 'production')[];
}

export function environmentOf({ launcher, path, hint, profile, marks }: EnvironmentQuestion): Environment {
  const aliases = aliasesOf(profile);
  const segments = path.split('/');
  const folders = segments.slice(0, -1);
  const aside = folders.some((folder) => asides.has(folder.toLowerCase().replace(/^\./, '')));
  const found = new Set<Environment>();
  for (const segment of segments) {
    for (const token of segment.toLowerCase().split(/[^a-z0-9]+/)) {
      const named = aliases.get(token) ?? environmentOfToken(token);
      if (named !== null && named !== undefined) found.add(named);
    }
    const named = aliases.get(segment.toLowerCase());
    if (named !== undefined) found.add(named);
  }
  // An example may call itself production; what the profile says of a manager's files holds wherever they are.
  const declared = profile?.value.managers?.some(({ name }) => name === launcher) === true;
  if (hint !== null && hint !== 'unknown' && (!aside || declared)) return hint;
  if (aside) return 'development';
  if (found.has('production')) return 'production';
  if (found.has('staging')) return 'staging';
  if (found.has('development')) return 'development';
  // A Procfile with another name beside is for another occasion.
  if (/^procfile\./i.test(segments.at(-1) ?? '')) return 'development';
  if (launcher !== 'compose') return 'production';
  if (marks.includes('development')) return 'development';
  return marks.includes('production') ? 'production' : 'unknown';
}
