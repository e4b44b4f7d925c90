/** Telemetry is sent in batches, and nothing sends the last one when production stops the process. */
import type { Launch, Service } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import { launchEvidence, launchIdentity, reviewedLaunches } from './launches.ts';
import { lostAtEnd } from './notFlushed/lostAtEnd.ts';
import { oneByOne } from './notFlushed/oneByOne.ts';

const sdk = {
  'package.json': '{ "name": "api", "dependencies": { "@opentelemetry/sdk-node": "^0.223.0", "express": "^5.0.0" } }\n',
  'server.js': "require('./tracing');\n\nrequire('express')().listen(8080);\n",
  Procfile: 'web: node server.js\n',
};
const tracing = (...lines: readonly string[]): string =>
  `const { NodeSDK } = require('@opentelemetry/sdk-node');\n\nconst sdk = new NodeSDK();\n${lines.join('\n')}\n`;
const goFiles = {
  'go.mod': 'module example.com/shop\n\ngo 1.24\n\nrequire go.opentelemetry.io/otel/sdk v1.38.0\n',
  Procfile: 'web: shop\n',
};
const go = (mark: readonly [string, string], last: readonly string[]): string =>
  `package main

import (
	"context"
	"log"
	"net/http"

	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

func main() {
	ctx := context.Background()
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(newExporter(ctx)))
	otel.SetTracerProvider(provider)
	${mark[0]}defer provider.Shutdown(ctx)${mark[1]}
${last.map((line) => `\t${line}\n`).join('')}}
`;
const rust = (guard: string): string =>
  `fn main() {\n    let ${guard} = sentry::init(("https://key@sentry.example.com/1", sentry::ClientOptions::default()));\n    serve();\n}\n`;

export const telemetryNotFlushed = defineRule({
  id: 'telemetry-not-flushed',
  area: 'launch',
  severity: 'information',
  scope: 'production',
  summary: 'Production stops a process and what its telemetry has not sent yet is lost.',
  why:
    'OpenTelemetry sends spans and logs every few seconds and metrics every minute, in batches. What is in the last batch ' +
    'is sent when the SDK is shut down, and nothing does that by itself: a process of Node or Go that gets SIGTERM ends at ' +
    'once, Python runs no `atexit` for a signal that nobody handles, `log.Fatal` runs no `defer`, and a guard of Rust that ' +
    'is dropped ends telemetry where it began. The seconds before a restart are missing in every deployment, which is when ' +
    'one looks for them, and of a job that runs for a few seconds everything is.\n\n' +
    'It is reported where production starts telemetry on the way from the entry point and all of the program that could ' +
    'end it is in sight. A program that says `shutdown` or `forceFlush` anywhere is left alone, but for a handler of ' +
    'another signal than the one that its launcher sends. Servers that handle signals by themselves, such as gunicorn and ' +
    'uvicorn, are left alone, and so are agents.\n\n' +
    'The other end of the same choice is a processor that sends every span by itself, as `SimpleSpanProcessor` and ' +
    '`WithSyncer` do: in Python and Go each request waits for the collector, and for its time limit where that is away.',
  fixes:
    'Node: the SDK is shut down on the signal, behind the place where it is started. Python: the signal becomes an exit, ' +
    'which runs what `atexit` was given. Rust: the guard gets a name. A processor that sends one by one ' +
    'becomes the one that sends in batches. All want a look: a program may have more to do ' +
    'before it ends.',
  examples: {
    javascript: {
      bad: { ...sdk, 'tracing.js': tracing('', '[|sdk.start()|];') },
      good: {
        ...sdk,
        'tracing.js': tracing(
          '',
          'sdk.start();',
          "process.on('SIGTERM', () => sdk.shutdown().finally(() => process.exit(0)));",
        ),
      },
    },
    python: {
      bad: {
        'requirements.txt': 'kafka-python\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
        'consumer.py':
          '[|from kafka import KafkaConsumer|]\n\nfor message in KafkaConsumer("orders"):\n    print(message)\n',
        'deploy/production/consumer.service':
          '[Service]\nWorkingDirectory=/srv/api\nExecStart=opentelemetry-instrument /usr/bin/python3 consumer.py\n',
      },
      good: {
        'requirements.txt': 'kafka-python\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
        'consumer.py':
          'import signal\nimport sys\n\nfrom kafka import KafkaConsumer\n\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\n\n' +
          'for message in KafkaConsumer("orders"):\n    print(message)\n',
        'deploy/production/consumer.service':
          '[Service]\nWorkingDirectory=/srv/api\nExecStart=opentelemetry-instrument /usr/bin/python3 consumer.py\n',
      },
    },
    go: {
      bad: { ...goFiles, 'main.go': go(['[|', '|]'], ['log.Fatal(http.ListenAndServe(":8080", nil))']) },
      good: {
        ...goFiles,
        'main.go': go(['', ''], ['if err := http.ListenAndServe(":8080", nil); err != nil {', '\tlog.Print(err)', '}']),
      },
    },
    rust: {
      bad: {
        'Cargo.toml': '[package]\nname = "shop"\nversion = "1.0.0"\n\n[dependencies]\nsentry = "0.42"\n',
        'src/main.rs': rust('[|_|]'),
        Procfile: 'web: shop\n',
      },
      good: {
        'Cargo.toml': '[package]\nname = "shop"\nversion = "1.0.0"\n\n[dependencies]\nsentry = "0.42"\n',
        'src/main.rs': rust('_guard'),
        Procfile: 'web: shop\n',
      },
    },
  },
  check(context) {
    const seen = new Set<string>();
    return reviewedLaunches(context.production).flatMap(({ service, launch }) =>
      draftsOf(context, service, launch).filter((draft) => {
        // Launches share their programs.
        const key = `${draft.file}:${draft.range.start}`;
        return !seen.has(key) && seen.add(key);
      }),
    );
  },
});

function draftsOf(context: ProductionContext, service: Service, launch: Launch): Draft[] {
  return [...lostAtEnd(context, service, launch), ...oneByOne(context, service, launch)].map(
    ({ place, message, fix, evidence = [] }) => ({
      ...place,
      message,
      service: service.name,
      environment: launch.environment,
      evidence: [...evidence, launchEvidence(launch)],
      fixes: fix === null ? [] : [fix],
      fault: `${launchIdentity(service, launch)}:flush:${place.range.start}`,
    }),
  );
}
