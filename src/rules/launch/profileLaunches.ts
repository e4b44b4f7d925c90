/** A launch as the profile has it beside the launches that the artifacts have, and whether the two are the same command. */
import { vendors } from '../../knowledge/telemetry/index.ts';
import type { Environment, Launch, Production, Service, Word } from '../../model/production.ts';
import type { LoadedProfile } from '../../model/profile.ts';
import { environmentOfToken } from '../../production/environment.ts';
import { located } from '../../production/text/locatedText.ts';
import { splitWords } from '../../production/text/words.ts';
import { unwrap } from '../../production/prefixes.ts';
import { baseName } from './launches.ts';

/** What `services[index].launch[key]` of the profile says, and what the artifacts say of the same service and environment. */
export interface DeclaredLaunch {
  readonly index: number;
  readonly key: string;
  readonly service: Service;
  readonly environment: Environment;
  readonly manager: string | null;
  readonly command: string | null;
  /** Without one-shot processes and without launches that come from the profile itself. */
  readonly launches: readonly Launch[];
}

export function declaredLaunches(profile: LoadedProfile, production: Production): DeclaredLaunch[] {
  return (profile.value.services ?? []).flatMap((declared, index) => {
    const service = production.services.find((one) => one.name === declared.name);
    if (service === undefined) return [];
    return Object.entries(declared.launch ?? {}).flatMap(([key, { manager = null, command = null }]) => {
      const environment = environmentOf(key, profile);
      if (environment === null) return [];
      const launches = service.launches.filter(
        (launch) =>
          !launch.oneShot &&
          launch.commandLocation.file !== profile.file &&
          (launch.environment === environment || (launch.environment === 'unknown' && isBy(launch, manager))),
      );
      return [{ index, key, service, environment, manager, command, launches }];
    });
  });
}

/** An environment of the profile goes by its own name or by one of its aliases. */
function environmentOf(key: string, profile: LoadedProfile): Environment | null {
  const names = Object.entries(profile.value.environments ?? {});
  const name = names.find(([, environment]) => environment.aliases?.includes(key) === true)?.[0] ?? key;
  return environmentOfToken(name);
}

export function isBy(launch: Launch, manager: string | null): boolean {
  return manager !== null && launch.launcher.toLowerCase() === manager.toLowerCase();
}

/** Nothing that a shell would have to work out: such a command is compared by its text alone. */
const plainCommand = /^[^&|;<>$`(){}*?\\]+$/;

/**
 * Whether the profile's command is the one that the launch runs. Telemetry wrappers and flags are left out on both sides:
 * when they are lost, another rule says so.
 * @returns null where it cannot be told
 */
export function isSameCommand(command: string, launch: Launch): boolean | null {
  if (launch.argv.length === 0 || launch.argv.some((word) => word.dynamic)) return null;
  if (!plainCommand.test(command)) return null;
  const { words, problem } = splitWords(located('', command, 0, command.length), { escapes: 'posix' });
  if (problem !== null || words.length === 0) return null;
  const expected = core(words);
  // `npm start` in the profile and in the artifact are the same, whatever the script runs.
  const levels = [launch.argv, ...launch.prefixes.map((prefix) => prefix.words)];
  return levels.some((level) => core(level) === expected);
}

/** The words that make the command what it is, as one text. */
function core(words: readonly Word[]): string {
  let rest = words;
  for (let level = 0; level < 16; level++) {
    const unwrapped = unwrap(rest, vendors);
    if (unwrapped === null || unwrapped.words.length === 0 || unwrapped.line !== null) break;
    rest = unwrapped.words;
  }
  const values = rest.map((word) => word.value);
  const program = baseName(values[0] ?? '').replace(/^(python|pypy)[\d.]+$/, '$1');
  return [program, ...withoutPreloads(values.slice(1)).map((value) => value.replace(/^\.\//, ''))].join('\0');
}

/** Without the flags that make a runtime load something first. */
function withoutPreloads(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^(?:-r|--require|--import|--experimental-loader|--loader)$/.test(word)) at++;
    else if (!/^(?:--require|--import|--experimental-loader|--loader)=/.test(word)) kept.push(word);
  }
  return kept;
}
