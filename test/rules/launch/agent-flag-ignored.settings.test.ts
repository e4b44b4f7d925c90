/** Settings of telemetry that nothing reads, and telemetry that the process which works never gets. */
import assert from 'node:assert/strict';
import { agentFlagIgnored } from '../../../src/rules/launch/agent-flag-ignored.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(agentFlagIgnored, files), []);
}

async function says(files: Files, expected: RegExp): Promise<void> {
  const [finding] = await checkRepository(agentFlagIgnored, files);
  assert.match(finding?.message ?? '', expected);
}

describe('agent-flag-ignored: children of the process', () => {
  const application = (version: string): Files => ({
    'requirements.txt': `fastapi\nuvicorn\nopentelemetry-distro==${version}\nopentelemetry-exporter-otlp\n`,
    'main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
  });
  const web = (command: string): Files => ({ Procfile: `web: opentelemetry-instrument ${command}\n` });

  it('finds workers that uvicorn starts anew', () =>
    says(
      { ...application('0.50b0'), ...web('uvicorn main:app [|--workers|] 4') },
      /each worker of uvicorn is started anew, without the PYTHONPATH/,
    ));
  it('finds them where a variable counts them', () =>
    says(
      {
        ...application('0.50b0'),
        Dockerfile:
          'FROM python:3.12\nWORKDIR /app\nCOPY . .\nENV [|WEB_CONCURRENCY=4|]\nCMD ["opentelemetry-instrument", "uvicorn", "main:app"]\n',
      },
      /each worker of uvicorn/,
    ));
  it('finds hypercorn, whose only worker is started anew as well', () =>
    says({ ...application('0.50b0'), ...web('[|hypercorn|] main:app') }, /each worker of hypercorn/));
  it('takes the reload out', async () => {
    const files = { ...application('0.50b0'), ...web('uvicorn main:app --reload') };
    const fixed = await fixFirst(agentFlagIgnored, files);
    assert.equal(fixed['Procfile'], 'web: opentelemetry-instrument uvicorn main:app\n');
  });
  it('leaves the reloader of Flask out', async () => {
    const files = {
      ...application('0.50b0'),
      'app.py':
        'from flask import Flask\n\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run(debug=True)\n',
      ...web('python app.py'),
    };
    const fixed = await fixFirst(agentFlagIgnored, files);
    assert.match(fixed['app.py'] ?? '', /app\.run\(debug=True, use_reloader=False\)/);
  });

  describe('is silent', () => {
    it('about one worker', () => silent({ ...application('0.50b0'), ...web('uvicorn main:app --workers 1') }));
    it('where the version hands itself on', () =>
      silent({ ...application('0.64b0'), ...web('uvicorn main:app --workers 4') }));
    it('where no version is said', () =>
      silent({
        ...application('0.50b0'),
        'requirements.txt': 'opentelemetry-distro\n',
        ...web('uvicorn main:app --workers 4'),
      }));
    it('about workers that are forked', () =>
      silent({ ...application('0.50b0'), ...web('gunicorn --workers 4 main:app') }));
    it('about the reload of a development', () =>
      silent({
        ...application('0.50b0'),
        'docker-compose.dev.yml':
          'services:\n  web:\n    build: .\n    command: opentelemetry-instrument uvicorn main:app --reload\n',
        Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n',
      }));
    it('where Datadog hands itself on', () =>
      silent({ ...application('0.50b0'), Procfile: 'web: ddtrace-run uvicorn main:app --workers 4\n' }));
  });
});

describe('agent-flag-ignored: settings that come too late', () => {
  const node: Files = {
    'package.json': '{ "name": "api", "dependencies": { "dd-trace": "^5.0.0" } }\n',
    'server.js': "require('http').createServer().listen(8080);\n",
  };
  const ecosystem = (app: string): Files => ({ 'ecosystem.config.js': `module.exports = { apps: [{ ${app} }] };\n` });

  it('finds settings that PM2 hands a cluster', () =>
    says(
      {
        ...node,
        ...ecosystem(
          "script: 'server.js', instances: 4, node_args: '--require dd-trace/init', env_production: { DD_SERVICE: [|'api'|] }",
        ),
      },
      /^server is started with a setting of its telemetry that does nothing: DD_SERVICE is set when/,
    ));
  it('finds settings in raw_env of gunicorn', () =>
    says(
      {
        'requirements.txt': 'flask\ngunicorn\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
        'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
        'gunicorn.conf.py': "raw_env = [[|'OTEL_SERVICE_NAME=api'|]]\n",
        Procfile: 'web: opentelemetry-instrument gunicorn app:app\n',
      },
      /not in raw_env/,
    ));
  it('is silent where PM2 forks', () =>
    silent({
      ...node,
      ...ecosystem("script: 'server.js', node_args: '--require dd-trace/init', env_production: { DD_SERVICE: 'api' }"),
    }));
  it('is silent where code starts it, which reads them in time', () =>
    silent({
      ...node,
      'server.js': "require('dd-trace').init();\nrequire('http').createServer().listen(8080);\n",
      ...ecosystem("script: 'server.js', instances: 4, env_production: { DD_SERVICE: 'api' }"),
    }));
});

describe('agent-flag-ignored: a file of configuration', () => {
  const files = (configuration: string, variables = 'OTEL_SERVICE_NAME: [|orders|]'): Files => ({
    'pom.xml': '<project><groupId>shop</groupId><artifactId>api</artifactId><version>1</version></project>\n',
    'src/main/java/shop/App.java': 'package shop;\n\nclass App {\n  public static void main(String[] a) {}\n}\n',
    'deploy/otel.yaml': configuration,
    Dockerfile:
      'FROM eclipse-temurin:21\nWORKDIR /app\nCOPY target/api.jar deploy/ ./\n' +
      'CMD ["java", "-javaagent:opentelemetry-javaagent.jar", "-jar", "api.jar"]\n',
    'compose.production.yaml': `services:\n  api:\n    build: .\n    environment:\n      OTEL_EXPERIMENTAL_CONFIG_FILE: /app/otel.yaml\n      ${variables}\n`,
  });

  it('stands over variables that it does not name', () =>
    says(files('file_format: "1.0"\ntracer_provider: {}\n'), /OTEL_SERVICE_NAME holds only if the file says/));
  it('is silent where it names them', () =>
    silent(
      files(
        'file_format: "1.0"\nresource:\n  attributes:\n    - name: service.name\n      value: ${OTEL_SERVICE_NAME}\n',
        'OTEL_SERVICE_NAME: orders',
      ),
    ));
  it('is silent where it says the same', () =>
    silent(
      files(
        'file_format: "1.0"\nresource:\n  attributes:\n    - name: service.name\n      value: orders\n',
        'OTEL_SERVICE_NAME: orders',
      ),
    ));
});

describe('agent-flag-ignored: pools of php-fpm', () => {
  const files = (base: string, pool: string): Files => ({
    'composer.json':
      '{ "require": { "open-telemetry/sdk": "^1.0", "open-telemetry/opentelemetry-auto-slim": "^1.0", "slim/slim": "^4.0" } }\n',
    'public/index.php': '<?php\nrequire __DIR__ . "/../vendor/autoload.php";\n',
    'docker/pool.d/app.conf': pool,
    Dockerfile: `FROM ${base}\nWORKDIR /srv\nCOPY . .\nCOPY docker/pool.d/app.conf /etc/php/pool.d/\nENV OTEL_PHP_AUTOLOAD_ENABLED=true\nCMD ["php-fpm"]\n`,
  });

  it('finds one that takes variables away', async () => {
    const bad = files('php:8.3-fpm', '[www]\npm = dynamic\nclear_env = yes\n');
    await says(
      { ...bad, 'docker/pool.d/app.conf': '[www]\npm = dynamic\n[|clear_env = yes|]\n' },
      /takes OTEL_PHP_AUTOLOAD/,
    );
    const fixed = await fixFirst(agentFlagIgnored, bad);
    assert.equal(fixed['docker/pool.d/app.conf'], '[www]\npm = dynamic\nclear_env = no\n');
  });
  it('finds one of a name that the image knows nothing of', async () => {
    const fixed = await fixFirst(agentFlagIgnored, files('php:8.3-fpm', '[shop]\npm = dynamic\n'));
    assert.equal(fixed['docker/pool.d/app.conf'], '[shop]\nclear_env = no\npm = dynamic\n');
  });
  it('is silent about the pool whose variables the image leaves', () =>
    silent(files('php:8.3-fpm', '[www]\npm = dynamic\n')));
  it('is silent where the pool hands them on', () =>
    silent(files('debian:12', '[www]\npm = dynamic\nenv[OTEL_PHP_AUTOLOAD_ENABLED] = $OTEL_PHP_AUTOLOAD_ENABLED\n')));
  it('is silent about images of which nothing is known', () =>
    silent(files('registry.example.com/php', '[www]\npm = dynamic\n')));
});

describe('agent-flag-ignored: builds that load no agent', () => {
  it('finds an agent for a native image', () =>
    says(
      {
        'pom.xml': '<project><groupId>shop</groupId><artifactId>api</artifactId><version>1</version></project>\n',
        'src/main/java/shop/App.java': 'package shop;\n\nclass App {\n  public static void main(String[] a) {}\n}\n',
        Dockerfile:
          'FROM ghcr.io/graalvm/native-image-community:21 AS build\nWORKDIR /src\nCOPY . .\nRUN ./mvnw -Pnative native:compile\n\n' +
          'FROM debian:12-slim\nCOPY --from=build /src/target/api /app/api\n' +
          'ENV [|JAVA_TOOL_OPTIONS=-javaagent:/app/opentelemetry-javaagent.jar|]\nENTRYPOINT ["/app/api"]\n',
      },
      /api is compiled into a binary, which reads no JAVA_TOOL_OPTIONS/,
    ));

  const dotnet = (base: string, path: string): Files => ({
    'Api.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>\n',
    'Program.cs': 'var app = WebApplication.CreateBuilder(args).Build();\napp.Run();\n',
    Dockerfile:
      `FROM ${base}\nWORKDIR /app\nCOPY . .\nENV CORECLR_ENABLE_PROFILING=1\n` +
      'ENV CORECLR_PROFILER={918728DD-259F-4A6A-AC2B-B85E1B658318}\n' +
      `ENV CORECLR_PROFILER_PATH=${path}\nENTRYPOINT ["dotnet", "Api.dll"]\n`,
  });
  const native = '/otel/linux-x64/OpenTelemetry.AutoInstrumentation.Native.so';

  it('finds a profiler for glibc on Alpine', async () => {
    const fixed = await fixFirst(agentFlagIgnored, dotnet('mcr.microsoft.com/dotnet/aspnet:8.0-alpine', native));
    assert.match(fixed['Dockerfile'] ?? '', /=\/otel\/linux-musl-x64\/OpenTelemetry/);
  });
  it('is silent on Debian', () => silent(dotnet('mcr.microsoft.com/dotnet/aspnet:8.0', native)));
  it('is silent where the build is that for musl', () =>
    silent(dotnet('mcr.microsoft.com/dotnet/aspnet:8.0-alpine', native.replace('x64', 'musl-x64'))));

  const injected = (more: string, mark = (text: string): string => text): Files => ({
    'api/requirements.txt': 'flask\n',
    'api/app.py': 'from flask import Flask\n\napp = Flask(__name__)\napp.run()\n',
    'api/Dockerfile': 'FROM python:3.12-alpine\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
    'k8s/production/api.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    metadata:\n      annotations:\n' +
      `        instrumentation.opentelemetry.io/inject-python: ${mark('"true"')}\n${more}` +
      '    spec:\n      containers:\n        - name: api\n          image: api\n',
  });
  it('finds what the operator injects into Alpine', () =>
    says(
      injected('', (text) => `[|${text}|]`),
      /otel-python-platform has to be musl/,
    ));
  it('is silent where the annotation says musl', () =>
    silent(injected('        instrumentation.opentelemetry.io/otel-python-platform: musl\n')));
});

describe('agent-flag-ignored: annotations of the operator', () => {
  const inject = 'instrumentation.opentelemetry.io/inject-python: "true"';
  const files = (workload: string, pod: string): Files => ({
    'api/requirements.txt': 'flask\n',
    'api/app.py': 'from flask import Flask\n\napp = Flask(__name__)\napp.run()\n',
    'api/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
    'k8s/production/api.yaml':
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\n${workload}spec:\n  template:\n    metadata:\n      labels: { app: api }\n${pod}` +
      '    spec:\n      containers:\n        - name: api\n          image: api\n',
  });

  it('are found on a workload', () =>
    says(files(`  annotations:\n    [|${inject}|]\n`, ''), /the operator looks at annotations of pods/));
  it('are in place on its pods', () => silent(files('', `      annotations:\n        ${inject}\n`)));
  it('are in place where both have them', () =>
    silent(files(`  annotations:\n    ${inject}\n`, `      annotations:\n        ${inject}\n`)));
});
