/** What all its like here count or time, this one does not: the dashboard of the service has a hole. */
import { operationKinds } from '../../knowledge/operations.ts';
import { operationGroup } from '../../model/conventions.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import { namesOf, resolved } from '../../survey/conventions.ts';
import { surveyOf } from '../../survey/survey.ts';
import { isReviewed } from '../logging/reviewed.ts';

/** A convention is one when this many are counted, and this share of them keeps to it. */
const enough = 5;
const mostKeep = 0.8;

export const unmeasuredOperation = defineRule({
  id: 'unmeasured-operation',
  area: 'tracing',
  severity: 'information',
  scope: 'file',
  summary: 'A route, job or consumer records no metric, where nearly all its like here do.',
  why:
    'Rates and latencies of a service are read from the metrics that its handlers record. One that records none is missing ' +
    'from the dashboard and from every alert, and nothing says so: its line is not at zero, it is not there.\n\n' +
    `The repository says what is usual: where at least ${enough} operations of a kind are counted and four in five of them ` +
    "record a metric, the others are the finding. The repository's own helpers that record one count. Where metrics are " +
    'recorded by middleware or not at all, nothing is found.',
  fixes: 'There is none: what is to be counted is for whoever knows the operation.',
  examples: {
    python: {
      bad: {
        Procfile: 'worker: celery -A jobs worker\n',
        'jobs.py': jobs('    do_six()', '[|six|]'),
      },
      good: {
        Procfile: 'worker: celery -A jobs worker\n',
        'jobs.py': jobs('    RUNS.labels(job="six").inc()\n    do_six()', 'six'),
      },
    },
  },
  check(context) {
    const { path, facts, conventions, service } = context;
    if (conventions === null || !isReviewed(context)) return [];
    const names = namesOf(conventions.helpers);
    const entries = new Set(facts.entries.map(({ handler }) => handler));
    const reported = new Set<number>();
    return surveyOf(facts).operations.flatMap((row): Draft[] => {
      const operation = facts.functions[row.function];
      if (operation === undefined || !entries.has(row.function) || reported.has(row.function)) return [];
      if (resolved(row, facts.ecosystem, names).measured) return [];
      const count = conventions.operations[operationGroup(service?.root ?? '.', facts.ecosystem, row.kind)];
      if (count === undefined || count.total < enough || count.measured / count.total < mostKeep) return [];
      if (isProbe.test(row.name)) return [];
      reported.add(row.function);
      const plural = operationKinds.find(({ kind }) => kind === row.kind)?.plural ?? `${row.kind}s`;
      return [
        {
          file: path,
          range: operation.nameRange ?? operation.body,
          message: `${count.measured} of ${count.total} ${plural} here record a metric; ${row.name} does not, and is on no dashboard`,
        },
      ];
    });
  },
});

const isProbe = /health|ready|readiness|liveness|alive|ping|metrics|favicon|robots|version|static|swagger|openapi/i;

/** Jobs that count themselves, and a last one. */
function jobs(body: string, name: string): string {
  const counted = ['one', 'two', 'three', 'four', 'five']
    .map((job) => `@app.task\ndef ${job}():\n    RUNS.labels(job="${job}").inc()\n    do_${job}()\n`)
    .join('\n\n');
  return `from celery import Celery
from prometheus_client import Counter

app = Celery("jobs")
RUNS = Counter("job_runs", "Runs of jobs", ["job"])


${counted}

@app.task
def ${name}():
${body}
`;
}
