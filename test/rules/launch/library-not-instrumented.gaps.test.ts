/** Holes in traces that have other causes than a package that is not there. */
import assert from 'node:assert/strict';
import { libraryNotInstrumented } from '../../../src/rules/launch/library-not-instrumented.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(libraryNotInstrumented, files), []);
}

async function says(files: Files, expected: RegExp): Promise<void> {
  const [finding] = await checkRepository(libraryNotInstrumented, files);
  assert.match(finding?.message ?? '', expected);
}

describe('library-not-instrumented: opentelemetry-bootstrap', () => {
  const files = (...steps: readonly string[]): Files => ({
    'requirements.txt': 'flask\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
    'app.py': 'from flask import Flask\n\napp = Flask(__name__)\napp.run()\n',
    Dockerfile: `FROM python:3.12\nWORKDIR /app\n${steps.map((step) => `${step}\n`).join('')}CMD ["opentelemetry-instrument", "python", "app.py"]\n`,
  });
  const early = [
    'RUN pip install opentelemetry-distro opentelemetry-exporter-otlp',
    'RUN opentelemetry-bootstrap -a install',
    'COPY . .',
    'RUN pip install -r requirements.txt',
  ];

  it('runs too early, and is put behind the packages', async () => {
    const marked = early.map((step) => step.replace(/opentelemetry-bootstrap.*/, '[|$&|]'));
    await says(files(...marked), /before there is anything to trace/);
    const fixed = await fixFirst(libraryNotInstrumented, files(...early));
    assert.match(fixed['Dockerfile'] ?? '', /requirements\.txt\nRUN opentelemetry-bootstrap -a install\nCMD/);
  });
  it('is undone by what leaves only what is locked', () =>
    says(
      files(
        'COPY . .',
        'RUN uv sync --frozen && uv run [|opentelemetry-bootstrap -a install|]',
        'RUN uv sync --frozen --no-dev',
      ),
      /uv sync takes out again what opentelemetry-bootstrap put in/,
    ));

  describe('is silent', () => {
    it('where it runs behind the packages', () =>
      silent(files('COPY . .', 'RUN pip install -r requirements.txt && opentelemetry-bootstrap -a install')));
    it('where the project itself comes behind it', () =>
      silent(
        files(
          'RUN poetry install --no-root',
          'RUN opentelemetry-bootstrap -a install',
          'COPY . .',
          'RUN poetry install',
        ),
      ));
    it('where uv leaves what else is there', () =>
      silent(
        files('COPY . .', 'RUN uv sync', 'RUN uv run opentelemetry-bootstrap -a install', 'RUN uv sync --inexact'),
      ));
    it('where instrumentations are named', () =>
      silent({
        ...files(...early),
        'requirements.txt':
          'flask\nopentelemetry-distro\nopentelemetry-exporter-otlp\nopentelemetry-instrumentation-flask\n',
      }));
  });
});

describe('library-not-instrumented: versions', () => {
  const files = (library: string, instrumentation: string): Files => ({
    'requirements.txt': `aio-pika${library}\nopentelemetry-distro==0.60b0\nopentelemetry-exporter-otlp==1.39.0\nopentelemetry-instrumentation-aio-pika${instrumentation}\n`,
    'app.py': 'import aio_pika\n\naio_pika.connect()\n',
    Procfile: 'web: opentelemetry-instrument python app.py\n',
  });

  it('finds a library that its instrumentation is too new for', () =>
    says(
      {
        ...files('==6.8.2', '==0.60b0'),
        'requirements.txt':
          files('==6.8.2', '==0.60b0')['requirements.txt']?.replace('aio-pika==6.8.2', '[|aio-pika==6.8.2|]') ?? '',
      },
      /takes versions from 7\.2 on, and leaves others alone/,
    ));
  it('is silent about one that fits', () => silent(files('==9.4.0', '==0.60b0')));
  it('is silent about an instrumentation that may take more', () => silent(files('==10.1.0', '==0.99b0')));
  it('is silent where no version is said', () => silent(files('', '==0.60b0')));
});

describe('library-not-instrumented: sources of .NET', () => {
  const files = (sources: string, orders: string): Files => ({
    'Shop.csproj':
      '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="OpenTelemetry.Extensions.Hosting" Version="1.12.0" /></ItemGroup></Project>\n',
    'Program.cs': `using OpenTelemetry.Trace;\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddAspNetCoreInstrumentation()${sources}.AddOtlpExporter());\nbuilder.Build().Run();\n`,
    'Orders.cs': `using System.Diagnostics;\npublic class Orders\n{\n    ${orders}\n}\n`,
    Procfile: 'web: dotnet Shop.dll\n',
  });
  const source = (name: string): string =>
    `private static readonly ActivitySource Source = new ActivitySource("${name}");`;

  it('adds the name to the others', async () => {
    const fixed = await fixFirst(libraryNotInstrumented, files('.AddSource("Shop")', source('Shop.Orders')));
    assert.match(fixed['Program.cs'] ?? '', /\.AddSource\("Shop", "Shop\.Orders"\)/);
  });
  it('finds one where none is told of', () =>
    says(files('', source('Shop').replace('"Shop"', '[|"Shop"|]')), /spans of "Shop" are dropped/));

  describe('is silent', () => {
    it('about a pattern that means it', () => silent(files('.AddSource("Shop.*")', source('Shop.Orders'))));
    it('where a constant says the names', () => silent(files('.AddSource(Names.All)', source('Shop.Orders'))));
    it('about what is written in a comment', () => silent(files('', `// ${source('Shop')}`)));
    it('about metrics where only spans are kept', () =>
      silent(files('', 'private static readonly Meter Meter = new("Shop");')));
  });
});

describe('library-not-instrumented: the propagator of Go', () => {
  const files = (more: string, packages = 'go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp'): Files => ({
    'go.mod': `module example.com/shop\n\ngo 1.24\n\nrequire (\n\tgo.opentelemetry.io/otel/sdk v1.38.0\n\t${packages} v0.63.0\n)\n`,
    'main.go': `package main\n\nimport (\n\t"net/http"\n\n\t"go.opentelemetry.io/otel"\n\tsdktrace "go.opentelemetry.io/otel/sdk/trace"\n)\n\nfunc main() {\n\tprovider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(newExporter()))\n\totel.SetTracerProvider(provider)\n${more}\thttp.ListenAndServe(":8080", nil)\n}\n`,
    Procfile: 'web: shop\n',
  });

  it('is set behind the provider', async () => {
    const fixed = await fixFirst(libraryNotInstrumented, files(''));
    assert.match(
      fixed['main.go'] ?? '',
      /\totel\.SetTracerProvider\(provider\)\n\totel\.SetTextMapPropagator\(propagation\.New/,
    );
    assert.match(fixed['main.go'] ?? '', /"go\.opentelemetry\.io\/otel\/propagation"/);
  });
  it('is silent where it is set', () => silent(files('\totel.SetTextMapPropagator(propagator())\n')));
  it('is silent where nothing carries a context', () => silent(files('', 'github.com/rs/zerolog')));
});
