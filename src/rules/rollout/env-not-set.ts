/** The code cannot do without a variable, and production starts it without: it fails where it reads it. */
import type { EnvironmentReadFact } from '../../model/facts.ts';
import type { Evidence, Fix } from '../../model/finding.ts';
import type { Launch, Service, Variable } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source.ts';
import { lineEnd, lineStart } from '../../model/text.ts';
import { nearMiss, provisionOf } from '../../production/providedVariables.ts';
import { launchEvidence } from '../launch/launches.ts';
import { productionLaunches } from '../launch/productionLaunches.ts';
import { isTestPath } from '../paths.ts';
import { hasDefault, isCaught } from './environmentReads.ts';

const compose = (...variables: readonly string[]): string =>
  `services:\n  api:\n    build: .\n    environment:\n${variables.map((line) => `      ${line}\n`).join('')}`;
const python = (text: string): Readonly<Record<string, string>> => ({
  'requirements.txt': 'flask\n',
  Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
  'app.py': `import os\n\nfrom flask import Flask\n\napp = Flask(__name__)\n${text}\n\nif __name__ == "__main__":\n    app.run()\n`,
});

export const envNotSet = defineRule({
  id: 'env-not-set',
  area: 'rollout',
  severity: 'warning',
  scope: 'production',
  summary: 'Code cannot do without an environment variable that production does not set.',
  why:
    'It works where somebody has the variable in a shell or an `.env` file. In production nothing sets it: at module level ' +
    'the process ends before it is up and every instance of the new version restarts in a loop, in a function the first ' +
    'request that comes there fails.\n\n' +
    'It is reported where a launch of production sets variables and every one of them is known, where the code fails ' +
    'without the variable, has no default and catches nothing, and where no launch of the service sets it. Variables that a ' +
    'secret, an env file of the host, a config map of elsewhere or the platform may set are left alone.',
  fixes:
    'A variable that is set and that nothing reads, a letter or two apart, gets the name that the code reads. Otherwise there ' +
    'is none: the value is for people to say.',
  examples: {
    python: {
      bad: {
        ...python('CARDS = [|os.environ["CARDS_URL"]|]'),
        'compose.production.yaml': compose('DATABASE_URL: postgres://db/shop'),
      },
      good: {
        ...python('CARDS = os.environ["CARDS_URL"]'),
        'compose.production.yaml': compose('DATABASE_URL: postgres://db/shop', 'CARDS_URL: https://cards.example.com'),
      },
    },
  },
  check(context) {
    return context.production.services.flatMap((service) => {
      const launches = productionLaunches(context.production, service);
      const isKnown =
        launches.length > 0 && launches.every((launch) => launch.environment === 'production' && saysAll(launch));
      return isKnown ? draftsOf(context, service, launches) : [];
    });
  },
});

/** Whoever wrote it down sets variables there, and nothing else may. */
function saysAll({ variables, openVariables, unresolved }: Launch): boolean {
  return unresolved === null && openVariables.length === 0 && variables.length > 0;
}

function draftsOf(context: ProductionContext, service: Service, launches: readonly Launch[]): Draft[] {
  const sources = service.modules.flatMap((path) => context.source(path) ?? []).filter(({ path }) => !isTestPath(path));
  const reads = sources.flatMap((source) => (source.facts?.environmentReads ?? []).map((read) => ({ source, read })));
  const names = new Set(reads.map(({ read }) => read.name));
  // Who asks whether it is there knows that it may not be.
  const optional = new Set(reads.flatMap((one) => (isNeeded(one.read, one.source) ? [] : [one.read.name])));
  const said = new Set<string>();
  return reads.flatMap(({ source, read }) => {
    const { name } = read;
    if (name === '' || optional.has(name) || said.has(name)) return [];
    if (!launches.every((launch) => provisionOf(service, launch, name).state === 'missing')) return [];
    // Of several programs of one service, each reads what it needs.
    const entries = new Set(launches.map(({ entryPoint }) => entryPoint?.file));
    if (entries.size > 1) return [];
    said.add(name);
    return [draftOf(context, source, read, service, launches, (other) => names.has(other))];
  });
}

const isNeeded = (read: EnvironmentReadFact, source: SourceFile): boolean =>
  read.required && !hasDefault(read, source) && !isCaught(read, source);

function draftOf(
  context: ProductionContext,
  { path }: SourceFile,
  { name, range }: EnvironmentReadFact,
  service: Service,
  launches: readonly Launch[],
  isRead: (name: string) => boolean,
): Draft {
  const [launch] = launches;
  const near = launch === undefined ? null : nearMiss(launch, name, isRead);
  const evidence: Evidence[] = [
    ...launches.map(launchEvidence),
    ...(near === null ? [] : [{ file: near.file, range: near.range, label: `sets ${near.name}` }]),
  ];
  const meant = near === null ? 'nothing sets it there' : `it sets ${near.name}`;
  const fix = near === null ? null : renamed(near, name, context.source(near.file)?.text ?? '');
  return {
    file: path,
    range,
    message: `production starts ${service.name} without ${name}, and the code fails where it reads it: ${meant}`,
    service: service.name,
    environment: 'production',
    evidence,
    fixes: fix === null ? [] : [fix],
    fault: `${service.name}:${name}`,
  };
}

/** Null where the name does not stand on its line once, as where it is made elsewhere. */
function renamed({ file, name, range }: Variable, wanted: string, text: string): Fix | null {
  const from = lineStart(text, range.start);
  const line = text.slice(from, lineEnd(text, range.start));
  const places = [...line.matchAll(/[A-Za-z_]\w*/g)].filter(([word]) => word === name);
  const [place] = places;
  if (place === undefined || places.length > 1) return null;
  const start = from + place.index;
  const edit = { file, range: { start, end: start + name.length }, text: wanted };
  return { title: `Name it ${wanted}`, safety: 'review', edits: [edit] };
}
