/** One launch written into a profile, after what stands there: nothing of it is moved, and its comments stay. */
import { commandText, type Launch, type Service } from '../model/production.ts';
import type { LoadedProfile, Profile } from '../model/profile.ts';
import { lineEnd, lineStart } from '../model/text.ts';
import { parseProfile } from './parse.ts';
import { writeProfile, type Citation, type Source } from './write.ts';

/** What to insert at an offset; with offset null it is the text of a new profile. Or why it cannot be added. */
export type LaunchAddition =
  | { readonly offset: number | null; readonly text: string; readonly refused: null }
  | { readonly refused: string };

interface Added {
  readonly service: Service;
  readonly launch: Launch;
  /** Name of the environment, as the profile has it: nobody may have said which one it is. */
  readonly environment: string;
  /** Where its command was read. */
  readonly source: Source;
}

export function addLaunch(profile: Pick<LoadedProfile, 'file' | 'text'> | null, added: Added): LaunchAddition {
  const { service, environment } = added;
  if (profile === null) return { offset: null, text: writeProfile(profileOf(added)), refused: null };
  const read = parseProfile(profile.file, profile.text);
  if (read.profile === null || read.faults.some(({ severity }) => severity === 'error')) {
    return { refused: `${profile.file} has errors, which come first` };
  }
  const addition = additionTo(read.profile, added);
  if (addition.refused !== null || addition.offset === null) return addition;
  const { offset, text } = addition;
  const after = parseProfile(profile.file, profile.text.slice(0, offset) + text + profile.text.slice(offset));
  const isThere = after.profile?.value.services?.some(
    ({ name, launch }) => name === service.name && launch?.[environment] !== undefined,
  );
  const isWhole = after.faults.every(({ severity }) => severity !== 'error') && isThere === true;
  return isWhole ? addition : { refused: `${profile.file} is written in a way that only a person can add to` };
}

function additionTo(profile: LoadedProfile, added: Added): LaunchAddition {
  const { text, value } = profile;
  const { service, environment } = added;
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const block = (lines: readonly string[], indentation: string, at: number): LaunchAddition => {
    const offset = lineEnd(text, at);
    return {
      offset,
      text: lines.map((line) => newLine + (line === '' ? '' : indentation + line)).join(''),
      refused: null,
    };
  };
  const services = value.services ?? [];
  const lines = serviceLines(added);
  if (services.length === 0) {
    if (profile.locateKey(['services']) !== null) return { refused: '`services` in the profile is not a list' };
    return block(['', 'services:', ...lines.map((line) => `  ${line}`)], '', text.trimEnd().length);
  }
  const index = services.findIndex(({ name }) => name === service.name);
  if (index < 0) {
    const last = profile.locate(['services', services.length - 1]);
    const first = profile.locate(['services', 0]);
    if (!first || !last) return { refused: 'the services of the profile are not where they can be added to' };
    return block(lines, dashColumn(text, first.start), last.end);
  }
  if (services[index]?.launch?.[environment] !== undefined) {
    return { refused: `the profile already says how ${environment} starts ${service.name}` };
  }
  const own = launchLinesOf(lines);
  const key = profile.locateKey(['services', index, 'launch']);
  const at = profile.locate(key ? ['services', index, 'launch'] : ['services', index]);
  const beside = key
    ? profile.locateKey(['services', index, 'launch', Object.keys(services[index]?.launch ?? {})[0] ?? ''])
    : profile.locateKey(['services', index, 'name']);
  if (!at || !beside)
    return { refused: `${service.name} stands in the profile in a way that only a person can add to` };
  const indentation = ' '.repeat(beside.start - lineStart(text, beside.start));
  return block(key ? own.slice(1).map((line) => line.slice(2)) : own, indentation, at.end);
}

/** Blanks before the dash of a list's item. */
function dashColumn(text: string, at: number): string {
  return /^ */.exec(text.slice(lineStart(text, at), at))?.[0] ?? '';
}

/** As items of a list that stands at the start of the line. */
function serviceLines(added: Added): string[] {
  const lines = writeProfile(profileOf(added)).trimEnd().split('\n');
  return lines.slice(lines.indexOf('services:') + 1).map((line) => line.slice(2));
}

/** The key `launch` and what is in it, at the start of the line. */
function launchLinesOf(lines: readonly string[]): string[] {
  const start = lines.indexOf('  launch:');
  return lines.slice(start).map((line) => line.slice(2));
}

function profileOf({ service, launch, environment, source }: Added): {
  readonly profile: Profile;
  readonly citations: readonly Citation[];
} {
  const wrappers = launch.prefixes.filter(({ kind }) => kind === 'telemetry').flatMap(({ words }) => words);
  const command = commandText([...wrappers, ...launch.argv]);
  const entryPoint = launch.entryPoint?.file;
  const below = service.root === '.' ? '' : `${service.root}/`;
  const entryPoints = entryPoint?.startsWith(below) ? [entryPoint.slice(below.length)] : [];
  const profile: Profile = {
    version: 1,
    services: [
      {
        name: service.name,
        root: service.root,
        ...(entryPoints.length === 0 ? {} : { entryPoints }),
        launch: {
          [environment]: {
            manager: launch.launcher,
            ...(command === '' ? {} : { command }),
            declaredIn: launch.commandLocation.file,
          },
        },
      },
    ],
  };
  const at = ['services', 0, 'launch', environment];
  return { profile, citations: [{ path: [...at, command === '' ? 'manager' : 'command'], source }] };
}
