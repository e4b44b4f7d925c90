/** Launches put together to services: those of the same root and entry point are one service in several environments. */
import type { Launch } from '../model/production.ts';
import type { LoadedProfile, ProfileService } from '../model/profile.ts';
import type { LaunchDraft } from './launches.ts';
import { packageRoot } from './packages.ts';
import { basename, dirname, normalize, relativeTo } from './paths.ts';

export interface ServiceDraft {
  readonly name: string;
  readonly root: string;
  readonly launches: readonly LaunchDraft[];
  /** Index of the service in the profile, -1 where it is inferred. */
  readonly declared: number;
}

/** The folder of the package that a launch belongs to. */
export function rootOf({ launch, start, entry: { module } }: LaunchDraft, manifests: ReadonlySet<string>): string {
  const entry = launch.entryPoint?.file;
  if (entry !== undefined) return packageRoot(dirname(entry), manifests) ?? launch.directory ?? dirname(entry);
  if (module !== undefined) return module;
  const home = launch.directory ?? dirname(start.image?.file ?? start.process?.file ?? '.');
  const built = start.image === null ? null : packageRoot(dirname(start.image.file), manifests);
  if (built !== null && built !== '.') return built;
  return packageRoot(home, manifests) ?? (start.image === null ? home : dirname(start.image.file));
}

export function groupLaunches(
  drafts: readonly LaunchDraft[],
  manifests: ReadonlySet<string>,
  profile: LoadedProfile | null,
): readonly ServiceDraft[] {
  const declared = profile?.value.services ?? [];
  const groups = new Map<string, { root: string; drafts: LaunchDraft[]; declared: number }>();
  for (const draft of drafts) {
    const root = rootOf(draft, manifests);
    const index = declaredFor(draft, root, declared);
    const key = index >= 0 ? `declared ${index}` : keyOf(draft, root);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { root, drafts: [draft], declared: index });
    else group.drafts.push(draft);
  }
  const services: ServiceDraft[] = [];
  const taken = new Set<string>();
  for (const group of groups.values()) {
    for (const part of group.declared >= 0 ? [group.drafts] : splitByName(group.drafts)) {
      const [first] = part;
      if (first === undefined) continue;
      const own = declared[group.declared];
      const root = own?.root === undefined ? group.root : (normalize(own.root) ?? group.root);
      const name = own?.name ?? unused(nameOf(part, root), root, taken);
      taken.add(name);
      services.push({ name, root, launches: part, declared: group.declared });
    }
  }
  // A service that the profile names is one, also where nothing here says how it is started.
  declared.forEach(({ name, root }, index) => {
    if (services.some((service) => service.declared === index)) return;
    services.push({ name, root: normalize(root ?? '.') ?? '.', launches: [], declared: index });
  });
  return services;
}

/** Which service of the profile a launch is of. */
function declaredFor({ launch }: LaunchDraft, root: string, declared: readonly ProfileService[]): number {
  const entry = launch.entryPoint?.file ?? null;
  let best = -1;
  let bestScore = 0;
  declared.forEach((service, index) => {
    const own = normalize(service.root ?? '.');
    if (own === null) return;
    const inside = entry === null ? relativeTo(own, root) !== null : relativeTo(own, entry) !== null;
    const named = service.name === launch.name;
    if (!inside && !(named && entry === null)) return;
    const entries = (service.entryPoints ?? []).map((path) => normalize(`${own}/${path}`));
    const byEntry = entry !== null && entries.includes(entry);
    if (own === '.' && !byEntry && !named) return;
    const score = own.length + (named ? 500 : 0) + (byEntry ? 1000 : 0);
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  });
  return best;
}

function keyOf(draft: LaunchDraft, root: string): string {
  const { launch, start } = draft;
  if (launch.entryPoint !== null) return [root, launch.entryPoint.file, roleOf(launch)].join('\0');
  if (draft.entry.module !== undefined) return [root, '', draft.entry.module].join('\0');
  return [root, start.image?.file ?? '', start.image === null ? launch.name : ''].join('\0');
}

/** What one entry point is started for, where it can be several things. */
function roleOf(launch: { readonly argv: Launch['argv'] }): string {
  const values = launch.argv.map((word) => word.value);
  const program = basename(values[0] ?? '');
  const script = values.findIndex((value) => /(^|\/)manage\.py$/.test(value));
  if (script >= 0) return values[script + 1] ?? '';
  if (program === 'celery' || values.includes('celery')) {
    return values.find((value) => /^(worker|beat|flower|multi)$/.test(value)) ?? '';
  }
  return '';
}

/** One file that declares several processes of an entry point means several services. */
function splitByName(drafts: readonly LaunchDraft[]): readonly (readonly LaunchDraft[])[] {
  const byFile = new Map<string, Set<string>>();
  for (const { launch, start } of drafts) {
    if (launch.name === '' || start.process === null) continue;
    const file = `${start.process.file}\0${start.environment}`;
    byFile.set(file, (byFile.get(file) ?? new Set()).add(launch.name));
  }
  const several = [...byFile.values()].filter((names) => names.size > 1);
  if (several.length === 0) return [drafts];
  const names = [...new Set(several.flatMap((set) => [...set]))];
  const parts = new Map<string, LaunchDraft[]>(names.map((name) => [name, []]));
  // What runs once before each release is no home for what bears no name of its own.
  const once = new Set(drafts.filter(({ start }) => start.process?.oneShot === true).map(({ launch }) => launch.name));
  const rest = parts.get(names.find((name) => !once.has(name)) ?? names[0] ?? '') ?? [];
  for (const draft of drafts) (parts.get(draft.launch.name) ?? rest).push(draft);
  return [...parts.values()].filter((part) => part.length > 0);
}

const plainName = /^(app|web|main|server|service|api|worker|default|)$/;

/** The name that most says what it is: a process's own, else the folder's. */
function nameOf(drafts: readonly LaunchDraft[], root: string): string {
  const names = drafts.filter(({ start }) => start.process !== null).map(({ launch }) => launch.name);
  const own = names.find((name) => !plainName.test(name)) ?? names.find((name) => name !== '');
  if (own !== undefined) return own;
  const [first] = drafts;
  if (root !== '.')
    return /^(src|source|code|app)$/.test(basename(root)) && root.includes('/')
      ? basename(dirname(root))
      : basename(root);
  const file = first?.launch.entryPoint?.file;
  return file === undefined
    ? 'application'
    : basename(dirname(file) === '.' ? file.replace(/\.[^.]+$/, '') : dirname(file));
}

function unused(name: string, root: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  if (root !== '.' && !taken.has(root)) return root;
  for (let number = 2; ; number++) {
    const next = `${name}-${number}`;
    if (!taken.has(next)) return next;
  }
}
