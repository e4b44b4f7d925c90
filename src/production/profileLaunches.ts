/** Launches that the profile declares and no artifact does, and what it says of those that one does. */
import type { Evidence } from '../model/finding.ts';
import type { Command, Environment } from '../model/production.ts';
import type { LoadedProfile } from '../model/profile.ts';
import { lineEnd, lineStart } from '../model/text.ts';
import type { Range } from '../model/text.ts';
import { hostView } from './containerPaths.ts';
import { environmentOfToken } from './environment.ts';
import type { LaunchDraft } from './launches.ts';
import { normalize } from './paths.ts';
import type { Repository } from './repository.ts';
import type { Start } from './starts.ts';

export interface DeclaredLaunch {
  readonly service: number;
  readonly name: string;
  readonly environment: Environment;
  /** As the profile names it; null where it does not say. */
  readonly manager: string | null;
  /** What the profile and the file it cites say. */
  readonly evidence: readonly Evidence[];
  /** Null where the profile gives no command. */
  readonly start: Start | null;
}

export async function declaredLaunches(
  profile: LoadedProfile | null,
  repository: Repository,
): Promise<readonly DeclaredLaunch[]> {
  if (profile === null) return [];
  const texts = new Map<string, string | null>();
  for (const { launch } of profile.value.services ?? []) {
    for (const { declaredIn } of Object.values(launch ?? {})) {
      const cited = declaredIn === undefined ? null : normalize(declaredIn);
      if (cited !== null) texts.set(cited, await repository.read(cited));
    }
  }
  return (profile.value.services ?? []).flatMap((service, index) =>
    Object.entries(service.launch ?? {}).map(([environment, launch]): DeclaredLaunch => {
      const path = ['services', index, 'launch', environment] as const;
      const range = profile.locate(path) ?? { start: 0, end: 0 };
      const evidence: Evidence[] = [{ file: profile.file, range, label: 'the profile says' }];
      const cited = launch.declaredIn === undefined ? null : normalize(launch.declaredIn);
      const text = cited === null ? null : (texts.get(cited) ?? null);
      if (cited !== null && text !== null) {
        const place = mentionOf(text, [launch.command, launch.manager, service.name]);
        evidence.push({ file: cited, range: place, label: 'declared in' });
      }
      const known = environmentOfToken(environment) ?? 'unknown';
      const command = commandOf(profile, [...path, 'command'], launch.command);
      const directory = normalize(launch.directory ?? service.root ?? '.') ?? '.';
      const manager = launch.manager ?? null;
      return {
        service: index,
        name: service.name,
        environment: known,
        manager,
        evidence,
        start:
          command === null
            ? null
            : startOf(
                {
                  name: service.name,
                  launcher: manager ?? 'profile',
                  environment: known,
                  command,
                  directory,
                  evidence,
                },
                repository,
              ),
      };
    }),
  );
}

/** The first line of a document that names one of these, the most telling first. */
function mentionOf(text: string, names: readonly (string | undefined)[]): Range {
  for (const name of names) {
    const at = name === undefined || name === '' ? -1 : text.toLowerCase().indexOf(name.toLowerCase());
    if (at >= 0) return { start: lineStart(text, at), end: lineEnd(text, at) };
  }
  return { start: 0, end: lineEnd(text, 0) };
}

function commandOf(
  profile: LoadedProfile,
  path: readonly (string | number)[],
  command: string | undefined,
): Command | null {
  const range = profile.locate(path);
  if (command === undefined || range === null) return null;
  const written = profile.text.slice(range.start, range.end);
  const at = written.indexOf(command);
  const location = { file: profile.file, range };
  const inner = at < 0 ? range : { start: range.start + at, end: range.start + at + command.length };
  return { form: 'shell', line: { file: profile.file, range: inner, text: command, exact: at >= 0 }, location };
}

function startOf(
  given: Pick<Start, 'name' | 'launcher' | 'environment' | 'directory' | 'evidence'> & { readonly command: Command },
  repository: Repository,
): Start {
  return {
    ...given,
    compiledEnvironment: given.environment,
    process: null,
    image: null,
    built: null,
    isOther: false,
    commandLocation: given.command.location,
    variables: new Map(),
    openVariables: given.evidence
      .slice(0, 1)
      .map((evidence) => ({ ...evidence, label: 'the profile names no variables' })),
    annotations: [],
    view: hostView(repository, given.command.location.file),
    unknownBase: null,
    stop: { signal: 'SIGTERM', graceMilliseconds: 10_000 },
    replaced: null,
    replacedVariables: [],
  };
}

/** Whether a launch that an artifact declares is the one the profile speaks of. */
export function isDeclared(declared: DeclaredLaunch, { launch }: LaunchDraft): boolean {
  if (declared.environment !== launch.environment && launch.environment !== 'unknown') return false;
  return declared.manager === null || declared.manager.toLowerCase() === launch.launcher.toLowerCase();
}
