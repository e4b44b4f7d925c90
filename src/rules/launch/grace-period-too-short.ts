/** What stops the process kills it before the time is over that it takes to end. */
import { longerGraceFix } from '../../fixes/longerGrace.ts';
import { gracedLaunchers, shutdownTimes, type ShutdownTime } from '../../knowledge/shutdownTimes.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Launch, Service } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import type { Location } from '../../model/text.ts';
import { spanOfTime } from '../../production/text/signals.ts';
import { baseName, declarationOf, launchEvidence, launchIdentity, reviewedLaunches } from './launches.ts';

const flask = {
  'requirements.txt': 'flask\ngunicorn\n',
  'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
  Dockerfile:
    'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["gunicorn", "--graceful-timeout", "60", "app:app"]\n',
};
const node = {
  'services/api/package.json': '{ "name": "api", "dependencies": { "express": "^5.0.0" } }\n',
  'services/api/server.js': "require('express')().listen(8080);\n",
  'services/api/Dockerfile': 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
};
const deployment = (pod: string, name: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n${pod}      containers:\n` +
  `        - name: ${name}\n          image: example.com/api:1.0.0\n          lifecycle:\n            preStop:\n` +
  '              exec:\n                command: ["sleep", "45"]\n';
const ruby = {
  Gemfile: "source 'https://rubygems.org'\n\ngem 'sidekiq'\n",
  'worker.rb': "require 'sidekiq'\n\nclass Settle\n  include Sidekiq::Job\n\n  def perform(id) = settle(id)\nend\n",
  Dockerfile: 'FROM ruby:3.4-slim\nWORKDIR /app\nCOPY . .\nCMD ["bundle", "exec", "sidekiq", "-r", "./worker.rb"]\n',
};

export const gracePeriodTooShort = defineRule({
  id: 'grace-period-too-short',
  area: 'launch',
  severity: 'information',
  scope: 'production',
  summary: 'A process is killed before the time is over that it is given to end its work.',
  why:
    'A launcher asks a process to stop and kills it after a grace: 10 seconds with compose and supervisord, 30 with ' +
    'Kubernetes and ECS, 5 with Nomad. A server that is told to wait 60 seconds for its requests, or a worker that ends its ' +
    'job first, is killed in the middle of it at every deployment, and the last telemetry goes with it. In a pod `preStop` ' +
    'takes its time out of the same grace: one that sleeps as long leaves nothing.\n\n' +
    'It is reported where both times are known: the one that a flag, a variable or the configuration of a server gives (and ' +
    'the 25 seconds that Sidekiq takes by itself), and the one of the launcher. An image alone is left alone, as whoever ' +
    'runs it decides.',
  fixes:
    'The grace becomes the time that the process takes, and five seconds. It wants a look: deployments may take as long.',
  examples: {
    python: {
      bad: { ...flask, 'compose.production.yaml': 'services:\n  [|api|]:\n    build: .\n' },
      good: { ...flask, 'compose.production.yaml': 'services:\n  api:\n    stop_grace_period: 65s\n    build: .\n' },
    },
    javascript: {
      bad: { ...node, 'deploy/production/api.yaml': deployment('', '[|api|]') },
      good: {
        ...node,
        'deploy/production/api.yaml': deployment('      terminationGracePeriodSeconds: 60\n', 'api'),
      },
    },
    ruby: {
      bad: { ...ruby, 'compose.production.yaml': 'services:\n  [|worker|]:\n    build: .\n' },
      good: { ...ruby, 'compose.production.yaml': 'services:\n  worker:\n    stop_grace_period: 30s\n    build: .\n' },
    },
  },
  check: (context) =>
    reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const draft = draftOf(context, service, launch);
      return draft === null ? [] : [draft];
    }),
});

/** How long a process takes, what says so, and what is lost. */
interface Needed {
  readonly milliseconds: number;
  readonly says: string;
  readonly lost: string;
  readonly evidence: readonly Evidence[];
}

function draftOf(context: ProductionContext, service: Service, launch: Launch): Draft | null {
  if (!gracedLaunchers.has(launch.launcher)) return null;
  const { graceMilliseconds: grace, delayMilliseconds: delay = 0, signal } = launch.stop;
  if (signal === 'SIGKILL') return null;
  const declaration = declarationOf(launch);
  if (declaration === null) return null;
  const needed = neededBy(context, service, launch);
  const left = grace - delay;
  const own = needed === null ? 0 : needed.milliseconds;
  // The platform gives a hook that took it all two seconds more.
  const isSpent = delay > 0 && left <= 0;
  if (!isSpent && (needed === null || own <= left)) return null;
  const seconds = Math.ceil((delay + own) / 1000) + 5;
  const fix = longerGraceFix(launch, declaration, seconds, (file) => context.source(file)?.text);
  const message =
    needed !== null && own > left
      ? `${service.name} is killed ${inSeconds(left)} after it is asked to stop, and ${needed.says}: ${needed.lost}`
      : `what runs before ${service.name} is asked to stop sleeps ${inSeconds(delay)}, which is all of its grace of ` +
        `${inSeconds(grace)}: it is killed at once`;
  return {
    ...declaration,
    message,
    service: service.name,
    environment: launch.environment,
    evidence: [...(needed?.evidence ?? []), launchEvidence(launch)],
    fixes: fix === null ? [] : [fix],
    fault: `${launchIdentity(service, launch)}:grace`,
  };
}

const inSeconds = (milliseconds: number): string => `${Math.max(0, Math.round(milliseconds / 100) / 10)} s`;

function neededBy(context: ProductionContext, service: Service, launch: Launch): Needed | null {
  const at = programAt(launch);
  const program = launch.argv[at];
  if (program === undefined || launch.unresolved !== null) return null;
  const words = launch.argv.slice(at + 1);
  const name = baseName(program.value);
  const row = shutdownTimes.find(
    ({ names, subcommand }) =>
      names.test(name) && (subcommand === null || words.some(({ value }) => value === subcommand)),
  );
  if (row === undefined) return null;
  const given = byFlag(row, launch, name) ?? byVariable(row, launch) ?? bySetting(row, context, service, launch);
  if (given !== null) return { ...given, lost: row.lost };
  if (row.seconds === null || launch.argv.some(({ dynamic }) => dynamic)) return null;
  const milliseconds = row.seconds * 1000;
  return { milliseconds, says: `${name} takes ${row.seconds} s by default`, lost: row.lost, evidence: [] };
}

/** Where the program stands: behind `python -m` it is the module. */
function programAt({ argv }: Launch): number {
  const [first] = argv;
  if (first === undefined || !/^python[\d.]*$/.test(baseName(first.value))) return 0;
  const module = argv.findIndex(({ value }) => value === '-m');
  return module < 0 ? 0 : module + 1;
}

type Given = Omit<Needed, 'lost'>;

function byFlag({ flags }: ShutdownTime, { argv }: Launch, name: string): Given | null {
  for (const [index, word] of argv.entries()) {
    const flag = flags.find((one) => word.value === one || word.value.startsWith(`${one}=`));
    if (flag === undefined) continue;
    const value = word.value === flag ? argv[index + 1] : word;
    const milliseconds = timeOf(value?.value.slice(value === word ? flag.length + 1 : 0) ?? '');
    if (value === undefined || milliseconds === null) return null;
    const says = `${name} waits ${inSeconds(milliseconds)} (${flag})`;
    return { milliseconds, says, evidence: [{ file: value.file, range: value.range, label: 'it waits that long' }] };
  }
  return null;
}

function byVariable({ variables }: ShutdownTime, launch: Launch): Given | null {
  for (const { name, value, file, range } of launch.variables) {
    const milliseconds = variables.includes(name) ? timeOf(value ?? '') : null;
    if (milliseconds === null) continue;
    const says = `${name} lets it wait ${inSeconds(milliseconds)}`;
    return { milliseconds, says, evidence: [{ file, range, label: 'it waits that long' }] };
  }
  return null;
}

/** Files that the command names, the usual one, and for Spring those of the service. */
function bySetting(
  { setting, usualFile }: ShutdownTime,
  { production }: ProductionContext,
  service: Service,
  launch: Launch,
): Given | null {
  if (setting === null) return null;
  const named = new Set(launch.argv.map(({ value }) => baseName(value.replace(/^.*=/, ''))));
  const inside = (file: string): boolean => service.root === '.' || file.startsWith(`${service.root}/`);
  for (const [file, { text }] of production.sources) {
    const name = baseName(file);
    const isUsual =
      usualFile !== null ? file.endsWith(usualFile) : /^application(?:-prod\w*)?\.(?:ya?ml|properties)$/.test(name);
    if (!inside(file) || !(isUsual || (named.has(name) && /\.\w+$/.test(name)))) continue;
    const match = setting.exec(text);
    const milliseconds = timeOf(match?.[1] ?? '');
    if (match === null || milliseconds === null) continue;
    const place: Location = { file, range: { start: match.index, end: match.index + match[0].length } };
    return {
      milliseconds,
      says: `${name} lets it wait ${inSeconds(milliseconds)}`,
      evidence: [{ ...place, label: 'it waits that long' }],
    };
  }
  return null;
}

/** Milliseconds of `60` and `60s`; null for anything else. */
function timeOf(written: string): number | null {
  return /^\d+(?:\.\d+)?(?:m?s|m)?$/.test(written) ? spanOfTime(written) : null;
}
