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

const five = ['one', 'two', 'three', 'four', 'five'];
const nodeService = { Procfile: 'web: tsx routes.ts\n', 'package.json': '{ "name": "shop", "type": "module" }\n' };
const goService = { Procfile: 'web: ./shop\n', 'go.mod': 'module example.com/shop\n\ngo 1.22\n' };
const javaService = { Procfile: 'web: java -jar target/app.jar\n' };

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
    typescript: {
      bad: { ...nodeService, 'routes.ts': express("[|app.get('/six'|]", '') },
      good: { ...nodeService, 'routes.ts': express("app.get('/six'", "  requests.inc({ route: 'six' });\n") },
    },
    go: {
      bad: { ...goService, 'routes.go': gin('[|six|]', '') },
      good: { ...goService, 'routes.go': gin('six', '\trequests.WithLabelValues("six").Inc()\n') },
    },
    java: {
      bad: { ...javaService, 'src/main/java/shop/Orders.java': spring('[|six|]', '') },
      good: {
        ...javaService,
        'src/main/java/shop/Orders.java': spring('six', '    requests.counter("six").increment();\n'),
      },
    },
  },
  check(context) {
    const { path, facts, conventions, service } = context;
    if (conventions === null || !isReviewed(context)) return [];
    const names = namesOf(conventions.helpers);
    const entries = new Map(facts.entries.map(({ handler, header }) => [handler, header]));
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
          range: operation.nameRange ?? entries.get(row.function) ?? operation.body,
          message: `${count.measured} of ${count.total} ${plural} here record a metric; ${row.name} does not, and is on no dashboard`,
        },
      ];
    });
  },
});

const isProbe = /health|ready|readiness|liveness|alive|ping|metrics|favicon|robots|version|static|swagger|openapi/i;

/** Jobs that count themselves, and a last one. */
function jobs(body: string, name: string): string {
  const counted = five
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

function express(registration: string, counting: string): string {
  const counted = five
    .map(
      (route) =>
        `app.get('/${route}', (request, response) => {\n  requests.inc({ route: '${route}' });\n  response.json(${route}());\n});\n`,
    )
    .join('\n');
  return `import express from 'express';
import { Counter } from 'prom-client';

const app = express();
const requests = new Counter({ name: 'requests_total', help: 'Requests', labelNames: ['route'] });

${counted}
${registration}, (request, response) => {
${counting}  response.json(six());
});

app.listen(8080);
`;
}

function gin(name: string, counting: string): string {
  const counted = five
    .map(
      (route) =>
        `func ${route}(c *gin.Context) {\n\trequests.WithLabelValues("${route}").Inc()\n\tc.JSON(200, load("${route}"))\n}\n`,
    )
    .join('\n');
  return `package main

import (
	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

var requests = promauto.NewCounterVec(prometheus.CounterOpts{Name: "requests_total"}, []string{"route"})

func register(r *gin.Engine) {
${[...five, 'six'].map((route) => `\tr.GET("/${route}", ${route})\n`).join('')}}

${counted}
func ${name}(c *gin.Context) {
${counting}\tc.JSON(200, load("six"))
}
`;
}

function spring(name: string, counting: string): string {
  const method = (own: string, body: string): string =>
    `  @GetMapping("/${own.replace(/\W/g, '')}")\n  Order ${own}() {\n${body}    return load();\n  }\n`;
  const counted = five.map((route) => method(route, `    requests.counter("${route}").increment();\n`)).join('\n');
  return `package shop;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class Orders {
  private final MeterRegistry requests;

  Orders(MeterRegistry requests) {
    this.requests = requests;
  }

${counted}
${method(name, counting)}}
`;
}
