/** The profile says that production runs one thing and the launch file runs another: one of them misleads whoever reads it. */
import type { Fix } from '../../model/finding.ts';
import { commandText, type Launch } from '../../model/production.ts';
import type { LoadedProfile } from '../../model/profile.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import type { Range } from '../../model/text.ts';
import { readers } from '../../production/launchers/index.ts';
import { launchIdentity, launchLocation, shortCommand } from './launches.ts';
import { declaredLaunches, isBy, isSameCommand, type DeclaredLaunch } from './profileLaunches.ts';

const profileText = (command: string): string =>
  `version: 1\nservices:\n  - name: api\n    root: .\n    launch:\n      production: { manager: supervisord, command: ${command} }\n`;

export const launchDisagreesWithProfile = defineRule({
  id: 'launch-disagrees-with-profile',
  area: 'launch',
  severity: 'warning',
  scope: 'production',
  summary: 'The profile and a launch file say different things about how production starts a service.',
  why:
    'What is not written in the repository is looked up in `prodaware.yaml`, by people and by tools. When the launch file ' +
    'has moved on, everything that is concluded from the profile is about a process that no longer runs: reviews look at ' +
    'the wrong entry point, and somebody on call restarts the wrong command.\n\n' +
    'It is reported when the profile gives a command, an entry point or a process manager for an environment, and the ' +
    'artifacts of that environment give another. A telemetry wrapper that only one of them has is not reported here: ' +
    'telemetry-lost-at-launch speaks of that.',
  fixes:
    'The value in the profile is changed to what the launch file says. It wants a look: the launch file may be the one ' +
    'that is wrong.',
  examples: {
    python: {
      bad: {
        'prodaware.yaml': profileText('[|python app.py|]'),
        'app.py': 'print("old")\n',
        'main.py': 'print("new")\n',
        'deploy/production/supervisord.conf': '[program:api]\ndirectory=/srv/api\ncommand=[|python main.py|]\n',
      },
      good: {
        'prodaware.yaml': profileText('python main.py'),
        'app.py': 'print("old")\n',
        'main.py': 'print("new")\n',
        'deploy/production/supervisord.conf': '[program:api]\ndirectory=/srv/api\ncommand=python main.py\n',
      },
    },
  },
  check({ production, profile }) {
    if (profile === null) return [];
    return declaredLaunches(profile, production).flatMap((declared) => [
      ...disagreement(profile, declared, commandDispute(profile, declared)),
      ...disagreement(profile, declared, managerDispute(profile, declared)),
      ...disagreement(profile, declared, entryPointDispute(profile, declared)),
    ]);
  },
});

interface Dispute {
  readonly launch: Launch;
  /** Place of the profile's value. */
  readonly range: Range;
  readonly said: string;
  readonly found: string;
  /** What the value has to be. */
  readonly value: string;
}

function disagreement(
  profile: LoadedProfile,
  { service, environment }: DeclaredLaunch,
  dispute: Dispute | null,
): Draft[] {
  if (dispute === null) return [];
  const { launch, range, said, found } = dispute;
  const common = {
    service: service.name,
    environment,
    fault: `${launchIdentity(service, launch)}:${range.start}`,
    fixes: profileFix(profile, dispute),
  };
  const started = launchLocation(launch);
  const declared = { file: profile.file, range };
  return [
    {
      ...declared,
      ...common,
      message: `the profile says that ${environment} ${said}, but ${launch.commandLocation.file} ${found}`,
      evidence: [{ ...started, label: `${launch.launcher} runs this` }],
    },
    {
      ...started,
      ...common,
      message: `this ${found}, but the profile says that ${environment} ${said}`,
      evidence: [{ ...declared, label: 'the profile says this' }],
    },
  ];
}

function commandDispute(profile: LoadedProfile, declared: DeclaredLaunch): Dispute | null {
  const { command, manager, index, key } = declared;
  if (command === null) return null;
  const launches = manager === null ? declared.launches : declared.launches.filter((launch) => isBy(launch, manager));
  // One launch that agrees is enough: a service may be several processes, and the profile names one.
  if (launches.some((launch) => isSameCommand(command, launch) !== false)) return null;
  const [launch] = launches;
  const range = profile.locate(['services', index, 'launch', key, 'command']);
  if (launch === undefined || range === null) return null;
  return {
    launch,
    range,
    said: `runs "${command}"`,
    found: `runs "${shortCommand(launch.argv)}"`,
    value: commandText(declaredWords(launch)),
  };
}

/** As the profile writes commands: with telemetry wrappers, without what the platform puts around them. */
function declaredWords(launch: Launch): Launch['argv'] {
  const wrappers = launch.prefixes.filter((prefix) => prefix.kind === 'telemetry').flatMap((prefix) => prefix.words);
  return [...wrappers, ...launch.argv];
}

function managerDispute(profile: LoadedProfile, declared: DeclaredLaunch): Dispute | null {
  const { manager, launches, index, key } = declared;
  const [launch] = launches;
  if (manager === null || launch === undefined || launches.some((one) => isBy(one, manager))) return null;
  // Files of a manager that nobody reads prove nothing by not being seen.
  const known = [...readers.map((reader) => reader.name), ...(profile.value.managers ?? []).map((one) => one.name)];
  if (!known.some((name) => name.toLowerCase() === manager.toLowerCase())) return null;
  // Several managers at once: an old one beside the new one, and no saying which is which.
  if (launches.some((one) => one.launcher !== launch.launcher)) return null;
  const range = profile.locate(['services', index, 'launch', key, 'manager']);
  if (range === null) return null;
  return {
    launch,
    range,
    said: `is started by ${manager}`,
    found: `starts it with ${launch.launcher}`,
    value: launch.launcher,
  };
}

function entryPointDispute(profile: LoadedProfile, declared: DeclaredLaunch): Dispute | null {
  const { service, index, environment, launches } = declared;
  const entries = profile.value.services?.[index]?.entryPoints ?? [];
  const only = entries.length === 1 ? entries[0] : undefined;
  const [launch] = launches;
  if (environment !== 'production' || only === undefined || launch === undefined) return null;
  // A command that disagrees has another entry point by itself.
  if (commandDispute(profile, declared) !== null) return null;
  const root = service.root === '.' ? '' : `${service.root}/`;
  const files = launches.map((one) => one.entryPoint?.file ?? null);
  if (files.some((file) => file === null || file === root + only || !file.startsWith(root))) return null;
  const range = profile.locate(['services', index, 'entryPoints', 0]);
  const found = files[0]?.slice(root.length);
  if (range === null || found === undefined) return null;
  return { launch, range, said: `starts ${only}`, found: `starts ${found}`, value: found };
}

function profileFix(profile: LoadedProfile, { range, value }: Dispute): Fix[] {
  const text = /^[\w./@][\w./@=+~ -]*$/.test(value) ? value : JSON.stringify(value);
  return [
    {
      title: `Change the profile to "${value.length > 60 ? `${value.slice(0, 57)}...` : value}"`,
      safety: 'review',
      edits: [{ file: profile.file, range, text }],
    },
  ];
}
