/** A program is traced, and what it asks of a database, a queue or another service is in no trace. */
import { addInstrumentationFix } from '../../fixes/addInstrumentation.ts';
import type { Launch, Service } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import { baseName, launchEvidence, reviewedLaunches } from './launches.ts';
import { bootstrapped } from './library/bootstrapped.ts';
import type { Gap } from './library/gap.ts';
import { missingPart, type MissingPart } from './library/missingParts.ts';
import { outOfRange } from './library/outOfRange.ts';
import { ownSources } from './library/ownSources.ts';
import { withoutPropagator } from './library/propagator.ts';
import { untracedLibraries, type UntracedLibrary } from './library/untracedLibraries.ts';

const node = (...instrumentations: readonly string[]): Readonly<Record<string, string>> => ({
  'package.json': `{ "name": "api", "dependencies": { "@opentelemetry/sdk-node": "^0.223.0", "pg": "^8.0.0", ${['http', ...instrumentations].map((name) => `"@opentelemetry/instrumentation-${name}": "^0.70.0"`).join(', ')} } }\n`,
  'tracing.js':
    "const { NodeSDK } = require('@opentelemetry/sdk-node');\n" +
    "const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');\n" +
    instrumentations
      .map(() => "const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg');\n")
      .join('') +
    `\nconst sdk = new NodeSDK({ instrumentations: [new HttpInstrumentation()${instrumentations.map(() => ', new PgInstrumentation()').join('')}] });\nsdk.start();\n` +
    "process.on('SIGTERM', () => sdk.shutdown().finally(() => process.exit(0)));\n",
  Procfile: 'web: node server.js\n',
});
const python = (...more: readonly string[]): Readonly<Record<string, string>> => ({
  'requirements.txt': [
    'flask',
    'redis',
    'opentelemetry-distro==0.60b0',
    'opentelemetry-exporter-otlp==1.39.0',
    'opentelemetry-instrumentation-flask==0.60b0',
    ...more,
    '',
  ].join('\n'),
  Procfile: 'web: opentelemetry-instrument gunicorn app:app\n',
});
const ruby = (...gems: readonly string[]): Readonly<Record<string, string>> => ({
  Gemfile:
    "source 'https://rubygems.org'\n\ngem 'sinatra'\n" +
    gems.map((gem) => `${gem}\n`).join('') +
    "gem 'opentelemetry-sdk'\ngem 'opentelemetry-exporter-otlp'\ngem 'opentelemetry-instrumentation-sinatra'\n",
  'app.rb':
    "require 'sinatra'\nrequire 'opentelemetry/sdk'\n\nOpenTelemetry::SDK.configure do |c|\n  c.use_all\nend\n\nget('/') { 'hello' }\n",
  Procfile: 'web: bundle exec ruby app.rb\n',
});
const go = (options: string): Readonly<Record<string, string>> => ({
  'go.mod':
    'module example.com/shop\n\ngo 1.24\n\nrequire (\n\tgo.opentelemetry.io/otel/sdk v1.38.0\n\tgoogle.golang.org/grpc v1.76.0\n' +
    (options === '' ? '' : '\tgo.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc v0.63.0\n') +
    ')\n',
  Procfile: 'web: shop\n',
  'main.go': `package main

import (
	"context"
	"net"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"google.golang.org/grpc"
)

func main() {
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(newExporter()))
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.TraceContext{})
	defer provider.Shutdown(context.Background())
	listener, _ := net.Listen("tcp", ":8080")
	server := ${options === '' ? '[|grpc.NewServer|]' : 'grpc.NewServer'}(${options})
	server.Serve(listener)
}
`,
});

const dotnet = (sources: string): Readonly<Record<string, string>> => ({
  'Shop.csproj':
    '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <ItemGroup>\n    <PackageReference Include="OpenTelemetry.Extensions.Hosting" Version="1.12.0" />\n  </ItemGroup>\n</Project>\n',
  'Program.cs': `using OpenTelemetry.Trace;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing
    .AddAspNetCoreInstrumentation()
    .AddSource(${sources})
    .AddOtlpExporter());
builder.Build().Run();
`,
  Procfile: 'web: dotnet Shop.dll\n',
});
const orders = (name: string): string =>
  'using System.Diagnostics;\n\npublic class Orders\n{\n    private readonly ActivitySource source;\n\n    public Orders()\n    {\n' +
  `        source = new ActivitySource(${name});\n    }\n}\n`;

export const libraryNotInstrumented = defineRule({
  id: 'library-not-instrumented',
  area: 'launch',
  severity: 'information',
  scope: 'production',
  summary: 'A traced program uses a library that none of the instrumentations it has traces.',
  why:
    'OpenTelemetry traces a library where the package of its instrumentation is there and, where code names them one by ' +
    'one, is named. One that is forgotten leaves a hole: the request took two seconds, and what the database or the other ' +
    'service had of them is in no trace; a message that is sent without its context begins a trace of its own.\n\n' +
    'It is reported for databases, caches, queues and RPC that the code imports on the way from an entry point of ' +
    'production, where OpenTelemetry alone traces and what it is made of is in sight. It is silent behind agents, ' +
    'operators, distributions with instrumentations of their own and `opentelemetry-bootstrap`, and where something else ' +
    'traces the same, such as the driver below an ORM. Code that makes all its spans itself is left alone. Where ' +
    '`opentelemetry-instrument` has no distribution, or no exporter, nothing is traced at all, and that is the finding.\n\n' +
    'The same hole has other causes. `opentelemetry-bootstrap` in an image traces what is there when it runs, and ' +
    '`uv sync` behind it takes out again what is not locked. An instrumentation of Python leaves a library alone whose ' +
    'version it does not know. In .NET spans of an `ActivitySource` and metrics of a `Meter` are dropped unless `AddSource` ' +
    'and `AddMeter` name them, and in Go no context is read or handed on until a propagator is set. Each is reported where ' +
    'the text shows all of it: pinned versions, literal names, every file of the program that speaks of OpenTelemetry.',
  fixes:
    'Python: the package in the manifest, in the version that the others have, and its instrumentor where code names them. ' +
    'Ruby: the gem. Both want a look, as spans cost. .NET: the name, where others are told of. Go: the propagator of W3C ' +
    'trace context and baggage. For packages of Node and Go there is no fix: which version fits is yours to know.',
  examples: {
    javascript: {
      bad: { ...node(), 'server.js': "require('./tracing');\nconst { Pool } = [|require('pg')|];\n\nnew Pool();\n" },
      good: { ...node('pg'), 'server.js': "require('./tracing');\nconst { Pool } = require('pg');\n\nnew Pool();\n" },
    },
    python: {
      bad: {
        ...python(),
        'app.py': '[|import redis|]\nfrom flask import Flask\n\napp = Flask(__name__)\ncache = redis.Redis()\n',
      },
      good: {
        ...python('opentelemetry-instrumentation-redis==0.60b0'),
        'app.py': 'import redis\nfrom flask import Flask\n\napp = Flask(__name__)\ncache = redis.Redis()\n',
      },
    },
    ruby: {
      bad: ruby("[|gem 'redis'|]"),
      good: ruby("gem 'redis'", "gem 'opentelemetry-instrumentation-redis'"),
    },
    csharp: {
      bad: { ...dotnet('"Shop"'), 'Orders.cs': orders('[|"Shop.Orders"|]') },
      good: { ...dotnet('"Shop", "Shop.Orders"'), 'Orders.cs': orders('"Shop.Orders"') },
    },
    go: { bad: go(''), good: go('grpc.StatsHandler(otelgrpc.NewServerHandler())') },
  },
  check(context) {
    const seen = new Set<string>();
    return reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const part = missingPart(context, service, launch);
      if (part !== null) return [withoutPart(service, launch, part)];
      const drafts = [
        ...untracedLibraries(context, service, launch).map((one) => draftOf(context, service, launch, one)),
        ...gapsOf(context, service, launch).map((gap) => draftOfGap(service, launch, gap)),
      ];
      // Launches share their programs.
      return drafts.filter(({ file, range, message }) => {
        const key = `${file}:${range.start}:${message}`;
        return !seen.has(key) && seen.add(key);
      });
    });
  },
});

/** The wrapper is there, and not what it needs. */
function withoutPart(service: Service, launch: Launch, { place, name, effect }: MissingPart): Draft {
  return {
    file: place.file,
    range: place.range,
    message: `${service.name} is started with opentelemetry-instrument and has no ${name}: ${effect}, so it emits nothing`,
    service: service.name,
    environment: launch.environment,
    evidence: [launchEvidence(launch)],
    fixes: [],
    fault: `${service.root}:${name}:part`,
  };
}

function gapsOf(context: ProductionContext, service: Service, launch: Launch): Gap[] {
  const single = [bootstrapped(context, service, launch), withoutPropagator(context, service, launch)];
  return [
    ...single.flatMap((gap) => gap ?? []),
    ...outOfRange(context, service, launch),
    ...ownSources(context, service, launch),
  ];
}

function draftOfGap(service: Service, launch: Launch, { place, message, evidence, fix, fault }: Gap): Draft {
  return {
    file: place.file,
    range: place.range,
    message: `${service.name} ${message}`,
    service: service.name,
    environment: launch.environment,
    evidence: [...evidence, ...launch.telemetry.evidence.slice(0, 1), launchEvidence(launch)],
    fixes: fix === null ? [] : [fix],
    fault,
  };
}

function draftOf(context: ProductionContext, service: Service, launch: Launch, untraced: UntracedLibrary): Draft {
  const { row, place, isInstalled } = untraced;
  const [name] = row.packages;
  const text = context.source(place.file)?.text ?? '';
  const manifests = [...context.production.sources.values()].filter(
    ({ path }) => isManifest(path) && (service.root === '.' || path.startsWith(`${service.root}/`)),
  );
  const fix = addInstrumentationFix({ ...untraced, manifests, text });
  const library = row.library.replace(/\.\w+$/, '');
  return {
    ...place,
    message: isInstalled
      ? `${service.name} is traced, and ${row.what} by ${library} are in no trace: ${name} is there and nothing turns it on`
      : `${service.name} is traced, and ${row.what} by ${library} are in no trace: it has no ${name}`,
    service: service.name,
    environment: launch.environment,
    evidence: [...launch.telemetry.evidence.slice(0, 1), launchEvidence(launch)],
    fixes: fix === null ? [] : [fix],
    fault: `${service.root}:${row.library}:untraced`,
  };
}

const isManifest = (path: string): boolean =>
  /^(?:requirements[\w.-]*\.(?:txt|in)|pyproject\.toml)$/.test(baseName(path));
