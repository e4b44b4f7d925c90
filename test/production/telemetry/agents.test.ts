import assert from 'node:assert/strict';
import { dotnet, jvm, verdictOf } from './repositories.ts';

const otel = 'active traces,metrics,logs opentelemetry';
const plain = 'var app = WebApplication.CreateBuilder(args).Build();\napp.Run();\n';

describe('agents of the JVM', () => {
  const environments: readonly [string, string][] = [
    ['ENV JAVA_TOOL_OPTIONS="-Xmx1g -javaagent:/opt/otel.jar"', `${otel} runtime-flag`],
    [
      'ENV JDK_JAVA_OPTIONS=-javaagent:/skywalking/agent/skywalking-agent.jar',
      'active traces,metrics skywalking runtime-flag',
    ],
    [
      'ENV JAVA_TOOL_OPTIONS=-javaagent:/opt/jmx_prometheus_javaagent-1.0.jar=9404:/c.yml',
      'active metrics prometheus runtime-flag',
    ],
    ['ENV JAVA_TOOL_OPTIONS="-javaagent:/opt/jacocoagent.jar"', 'inactive'],
    ['ENV JAVA_TOOL_OPTIONS=-javaagent:/opt/acme-agent.jar', 'unknown runtime-flag'],
    ['ENV JAVA_OPTS=-javaagent:/opt/opentelemetry-javaagent.jar', 'inactive'],
    [
      'ENV JAVA_TOOL_OPTIONS=-javaagent:/a/opentelemetry-javaagent.jar OTEL_JAVAAGENT_ENABLED=false',
      'inactive opentelemetry',
    ],
  ];
  for (const [environment, expected] of environments) {
    it(environment, async () => assert.equal(await verdictOf(jvm([], {}, environment)), expected));
  }

  it('are loaded by what a start script of Gradle or Tomcat reads', async () => {
    const files = {
      Dockerfile:
        'FROM tomcat:10\nENV CATALINA_OPTS=-javaagent:/opt/opentelemetry-javaagent.jar\nCOPY shop.war /usr/local/tomcat/webapps/\nCMD ["catalina.sh", "run"]\n',
      'shop.war': '',
    };
    assert.match(await verdictOf(files), /^active traces,metrics,logs opentelemetry runtime-flag/);
  });

  const renamed: readonly [string, string, string][] = [
    [
      'a copy from the repository',
      'COPY build/applicationinsights-agent*.jar ./agent.jar\nENV JAVA_TOOL_OPTIONS=-javaagent:agent.jar',
      `${otel} runtime-flag`,
    ],
    [
      'a copy out of an image of elsewhere',
      'COPY --from=ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-java:2.1.0 /javaagent.jar /a.jar\nENV JAVA_TOOL_OPTIONS=-javaagent:/a.jar',
      `${otel} runtime-flag`,
    ],
    [
      'an address',
      'ADD https://dtdg.co/latest-java-tracer/dd-java-agent.jar /agents/tracing.jar\nENV JAVA_TOOL_OPTIONS=-javaagent:/agents/tracing.jar=a=b',
      'active traces,metrics datadog runtime-flag',
    ],
    [
      'what the build fetched and moved',
      'RUN curl -sSLo /tmp/a.jar https://repo1.maven.org/maven2/co/elastic/apm/elastic-apm-agent/1.5/elastic-apm-agent-1.5.jar && mv /tmp/a.jar /agent.jar\nENV JAVA_TOOL_OPTIONS=-javaagent:/agent.jar',
      'active traces,metrics,errors elastic runtime-flag',
    ],
  ];
  for (const [name, lines, expected] of renamed) {
    it(`are known under another name: ${name}`, async () =>
      assert.equal(await verdictOf(jvm([], {}, lines)), expected));
  }

  it('are loaded by flags that Gradle writes into start scripts and gives to what it runs', async () => {
    const files = (build: string, command: string): Record<string, string> => ({
      'settings.gradle': "rootProject.name = 'shop'\n",
      'build.gradle': `plugins { id 'application' }\napplication { mainClass = 'shop.Shop' }\n${build}\n`,
      'src/main/java/shop/Shop.java':
        'package shop;\n\npublic class Shop {\n  public static void main(String[] args) {}\n}\n',
      Dockerfile: `FROM gradle:8 AS build\nWORKDIR /src\nCOPY . .\nRUN gradle installDist\nFROM eclipse-temurin:21\nWORKDIR /app\nCOPY --from=build /src ./\nCMD ${command}\n`,
    });
    const flags = '["-Xmx1g", "-javaagent:${rootDir}/opentelemetry-javaagent.jar"]';
    const script = '["build/install/shop/bin/shop"]';
    assert.equal(await verdictOf(files(`applicationDefaultJvmArgs = ${flags}`, script)), `${otel} runtime-flag`);
    assert.equal(await verdictOf(files('', script)), 'inactive');
    assert.equal(await verdictOf(files(`bootRun {\n  jvmArgs = ${flags}\n}`, script)), 'inactive');
    const bootRun = '["gradle", "bootRun"]';
    assert.equal(await verdictOf(files(`bootRun {\n  jvmArgs = ${flags}\n}`, bootRun)), `${otel} runtime-flag`);
    assert.equal(
      await verdictOf(files(`tasks.named("bootRun") {\n  jvmArgs("-javaagent:/x/dd-java-agent.jar")\n}`, bootRun)),
      'active traces,metrics datadog runtime-flag',
    );
  });

  it('stand behind flags that take the next word', async () => {
    const files = jvm([]);
    const flags = '"--add-opens", "java.base/java.lang=ALL-UNNAMED", "-javaagent:/opt/newrelic/newrelic.jar"';
    const Dockerfile = String(files['Dockerfile']).replace('"-jar"', `${flags}, "-jar"`);
    assert.match(await verdictOf({ ...files, Dockerfile }), /^active .*newrelic runtime-flag$/);
  });

  it('are loaded into a program that is not known', async () => {
    const files = {
      Dockerfile:
        'FROM eclipse-temurin:21\nENV JAVA_TOOL_OPTIONS=-javaagent:/opt/opentelemetry-javaagent.jar\nCOPY x /x\nCMD ["/x/start-it"]\n',
      'x/readme': '',
    };
    assert.equal(await verdictOf(files), `${otel} runtime-flag`);
  });
});

describe('telemetry of .NET', () => {
  const profiler =
    'ENV CORECLR_ENABLE_PROFILING=1 CORECLR_PROFILER={918728dd-259f-4a6a-ac2b-b85e1b658318} CORECLR_PROFILER_PATH=/otel/x.so';
  const hook = 'ENV DOTNET_STARTUP_HOOKS=/otel/net/OpenTelemetry.AutoInstrumentation.StartupHook.dll';
  const environments: readonly [string, string][] = [
    [profiler, `${otel} environment`],
    [profiler.replace('PROFILING=1', 'PROFILING=0'), 'inactive opentelemetry'],
    [hook, `${otel} environment`],
    [
      'ENV CORECLR_ENABLE_PROFILING=1 CORECLR_PROFILER={846F5F1C-F9AE-4B07-969E-05C26BC060D8}',
      'active traces datadog environment',
    ],
    ['', 'inactive'],
  ];
  for (const [environment, expected] of environments) {
    it(environment === '' ? 'nothing' : environment, async () =>
      assert.equal(await verdictOf(dotnet(plain, ['Npgsql'], environment)), expected),
    );
  }

  it('starts by the script that the package brings', async () => {
    const files = dotnet(plain, ['OpenTelemetry.AutoInstrumentation'], '', '["./instrument.sh", "dotnet", "Shop.dll"]');
    assert.equal(await verdictOf(files), `${otel} wrapper`);
  });

  it('starts by extension methods, whatever stands between them', async () => {
    const program = `
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOpenTelemetry()
    .ConfigureResource(resource => resource.AddService("shop"))
    .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddOtlpExporter())
    .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddOtlpExporter());
builder.Build().Run();
`;
    const files = dotnet(program, ['OpenTelemetry.Extensions.Hosting']);
    assert.equal(await verdictOf(files), 'active traces,metrics opentelemetry in-code');
  });

  it('sends errors where Sentry has an address', async () => {
    const program =
      'var builder = WebApplication.CreateBuilder(args);\nbuilder.WebHost.UseSentry();\nbuilder.Build().Run();\n';
    assert.equal(
      await verdictOf(dotnet(program, ['Sentry.AspNetCore'])),
      'conditional errors sentry in-code if SENTRY_DSN or Sentry__Dsn is set',
    );
    const address = 'ENV SENTRY_DSN=https://key@sentry.example.com/1';
    assert.equal(await verdictOf(dotnet(program, ['Sentry.AspNetCore'], address)), 'active errors sentry in-code');
  });
});

describe('a server that counts its own requests', () => {
  const files = { 'app.py': 'app = None\n' };

  it('is told so by a flag', async () => {
    const line = 'web: gunicorn --statsd-host=localhost:8125 app:app\n';
    assert.equal(await verdictOf({ ...files, Procfile: line }), 'active metrics statsd runtime-flag');
  });

  it('is told so by its configuration', async () => {
    const configuration = { 'conf.py': 'bind = ":80"\nstatsd_host = "localhost:8125"\n' };
    const Procfile = 'web: gunicorn -c conf.py app:app\n';
    assert.equal(await verdictOf({ ...files, ...configuration, Procfile }), 'active metrics statsd runtime-flag');
    assert.equal(await verdictOf({ ...files, 'conf.py': 'statsd_host = None\n', Procfile }), 'inactive');
  });
});
