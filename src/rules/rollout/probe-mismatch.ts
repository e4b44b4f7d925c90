/** The platform asks one path and the code answers another: every instance is taken for dead. */
import type { Fix } from '../../model/finding.ts';
import type { Probe } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import { launchEvidence } from '../launch/launches.ts';
import { productionLaunches } from '../launch/productionLaunches.ts';
import { healthAnswer } from './healthAnswers.ts';

const repository = (probe: string): Readonly<Record<string, string>> => ({
  'requirements.txt': 'flask\n',
  Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
  'app.py':
    'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/health")\ndef health():\n    return "ok"\n\n\n' +
    'if __name__ == "__main__":\n    app.run(host="0.0.0.0", port=8080)\n',
  'deploy/production/api.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n' +
    '        - name: api\n          image: registry.example.com/api:1.4.2\n          command: [python, app.py]\n' +
    `          livenessProbe:\n            httpGet:\n              path: ${probe}\n              port: 8080\n`,
});

export const probeMismatch = defineRule({
  id: 'probe-mismatch',
  area: 'rollout',
  severity: 'error',
  scope: 'production',
  summary: 'A probe asks for a path that the code does not answer, and the code answers another one.',
  why:
    'A liveness probe that gets 404 restarts the instance again and again; a readiness probe never lets a request through, ' +
    'so that the rollout hangs until it is given up. Locally nobody asks.\n\n' +
    'It is reported where the routes of the service are known, one of them is its health route, and neither a route, nor a ' +
    'package, nor any text of the code that runs speaks of the path that is asked. A route that may be mounted below ' +
    'another path counts as an answer.',
  fixes: 'The probe asks for the route that the code has. It wants a look: the code may be what is wrong.',
  examples: { python: { bad: repository('[|/healthz|]'), good: repository('/health') } },
  check(context) {
    return context.production.services.flatMap((service) => {
      const seen = new Set<string>();
      return productionLaunches(context.production, service).flatMap((launch) =>
        launch.probes.flatMap((probe): Draft[] => {
          const key = `${probe.file}:${probe.range.start}`;
          if (probe.path === null || seen.has(key)) return [];
          seen.add(key);
          const answer = healthAnswer(probe.path, service, context);
          if (answer.state !== 'other') return [];
          const { route } = answer;
          const answers = { file: route.file, range: route.entry.header, label: `answers ${route.path}` };
          return [
            {
              file: probe.file,
              range: probe.range,
              message:
                `the ${probe.kind} probe asks ${probe.path} and ${service.name} answers ${route.path}: ` +
                consequence[probe.kind],
              service: service.name,
              environment: launch.environment,
              evidence: [answers, launchEvidence(launch)],
              fixes: fixOf(context, probe, route.path),
              fault: `${service.name}:${key}`,
            },
          ];
        }),
      );
    });
  },
});

const consequence: Readonly<Record<Probe['kind'], string>> = {
  liveness: 'every instance is restarted again and again',
  readiness: 'no instance ever gets a request',
  startup: 'no instance is ever taken as started',
};

function fixOf({ source }: ProductionContext, { file, range, path }: Probe, wanted: string): Fix[] {
  const written = source(file)?.text.slice(range.start, range.end);
  if (written !== path) return [];
  return [{ title: `Ask ${wanted}`, safety: 'review', edits: [{ file, range, text: wanted }] }];
}
