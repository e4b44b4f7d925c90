/** Somebody asks the service how it is, and nothing in it answers. */
import type { Evidence } from '../../model/finding.ts';
import type { Service } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import type { Location } from '../../model/text.ts';
import { productionLaunches } from '../launch/productionLaunches.ts';
import { healthAnswer } from './healthAnswers.ts';

const app = (route: string): string =>
  `from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/orders")\ndef orders():\n    return []\n${route}\n\n` +
  'if __name__ == "__main__":\n    app.run(host="0.0.0.0", port=8080)\n';
const rest = {
  'requirements.txt': 'flask\n',
  Procfile: 'web: python app.py\n',
};
const profileWith = (path: string): string => `version: 1
services:
  - name: web
    root: .
    health: { liveness: ${path} }
`;

export const missingHealthEndpoint = defineRule({
  id: 'missing-health-endpoint',
  area: 'rollout',
  severity: 'warning',
  scope: 'production',
  summary: 'A probe or the profile names a health path, and the service has no health route.',
  why:
    'Whoever deploys asks that path to learn whether the new version is up: the platform, the pipeline after a deploy, the ' +
    'load balancer. A path that nobody answers makes every deploy look failed, or the check is taken away and no deploy ' +
    'ever does.\n\nIt is reported where routes of the service are known and none of them is a health route, and where ' +
    'nothing in the code that runs speaks of the path. What a package brings along, and what may be mounted, is an answer.',
  fixes: 'There is none: what has to work for an instance to be healthy is for people to say.',
  examples: {
    python: {
      bad: { ...rest, 'app.py': app(''), 'prodaware.yaml': profileWith('[|/health|]') },
      good: {
        ...rest,
        'app.py': app('\n\n@app.get("/health")\ndef health():\n    return "ok"\n'),
        'prodaware.yaml': profileWith('/health'),
      },
    },
  },
  check(context) {
    return context.production.services.flatMap((service) => {
      const seen = new Set<string>();
      return askedPaths(service, context).flatMap(({ path, place, who }): Draft[] => {
        const key = `${place.file}:${place.range.start}`;
        if (seen.has(key)) return [];
        seen.add(key);
        const answer = healthAnswer(path, service, context);
        if (answer.state !== 'none') return [];
        const evidence = answer.routes
          .slice(0, 3)
          .map(({ file, entry, path: own }): Evidence => ({ file, range: entry.header, label: `answers ${own}` }));
        return [
          {
            ...place,
            message: `${who} asks ${service.name} for ${path}, and no route of it answers: no deploy can be told from a failed one`,
            service: service.name,
            evidence,
            fault: `${service.name}:${path}`,
          },
        ];
      });
    });
  },
});

interface Asked {
  readonly path: string;
  readonly place: Location;
  readonly who: string;
}

function askedPaths(service: Service, { production, profile: loaded }: ProductionContext): Asked[] {
  const probes = productionLaunches(production, service).flatMap((launch) =>
    launch.probes.flatMap(({ path, file, range, kind }) =>
      path === null ? [] : [{ path, place: { file, range }, who: `the ${kind} probe` }],
    ),
  );
  const index = (loaded?.value.services ?? []).findIndex(({ name }) => name === service.name);
  const declared = loaded?.value.services?.[index]?.health;
  const named = (['liveness', 'readiness'] as const).flatMap((kind): Asked[] => {
    const path = declared?.[kind];
    const range = loaded?.locate(['services', index, 'health', kind]);
    if (path === undefined || !range || loaded === null) return [];
    return [{ path, place: { file: loaded.file, range }, who: 'the profile' }];
  });
  return [...probes, ...named];
}
