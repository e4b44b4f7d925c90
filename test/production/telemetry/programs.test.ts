/** What programs start whose imports do not say what runs: back from an initialiser to what runs by itself. */
import assert from 'node:assert/strict';
import { launchesOfFiles, renderTelemetry } from '../repository.ts';
import type { Files } from '../repository.ts';

async function verdict(command: string, files: Files): Promise<string> {
  const [launch] = await launchesOfFiles({ ...files, Procfile: `web: ${command}\n` });
  return launch === undefined ? 'no launch' : renderTelemetry(launch);
}

const goSetup = (name: string, body = ''): string =>
  `package telemetry\n\nimport "go.opentelemetry.io/otel"\n\nfunc ${name}() error {\n\totel.SetTracerProvider(nil)\n${body}\treturn nil\n}\n`;
const go = (main: string, rest: Files = {}): Files => ({
  'go.mod': 'module acme.dev/shop\n',
  'cmd/api/main.go': `package main\n\nimport "acme.dev/shop/internal/telemetry"\n\n${main}`,
  'internal/telemetry/setup.go': goSetup('Setup'),
  ...rest,
});
const run = 'go run ./cmd/api';

describe('telemetry that Go code starts', () => {
  it('is active where main calls it', async () => {
    assert.equal(
      await verdict(run, go('func main() {\n\ttelemetry.Setup()\n}\n')),
      'active traces opentelemetry in-code',
    );
  });
  it('is active through functions of other files of the package, methods and functions that are handed over', async () => {
    const files = go('func main() {\n\tserve()\n}\n', {
      'cmd/api/serve.go':
        'package main\n\nimport "acme.dev/shop/internal/telemetry"\n\nfunc serve() { (&server{}).begin(prepare) }\n\nfunc prepare() { telemetry.Setup() }\n\ntype server struct{}\n\nfunc (s *server) begin(f func()) { f() }\n',
    });
    assert.equal(await verdict(run, files), 'active traces opentelemetry in-code');
  });
  it('is active where init runs it, in a package that is only imported', async () => {
    const files = go('func main() {}\n', {
      'internal/telemetry/setup.go': goSetup('Setup') + '\nfunc init() { Setup() }\n',
    });
    assert.equal(await verdict(run, files), 'active traces opentelemetry in-code');
  });
  it('does not mind tests for failures around it', async () => {
    const main = 'func main() {\n\tif err := telemetry.Setup(); err != nil {\n\t\tpanic(err)\n\t}\n}\n';
    assert.equal(await verdict(run, go(main)), 'active traces opentelemetry in-code');
  });
  it('is conditional behind a variable that nothing sets, and active where it is set', async () => {
    const files = go('import "os"\n\nfunc main() {\n\tif os.Getenv("TRACE") == "1" {\n\t\ttelemetry.Setup()\n\t}\n}\n');
    assert.equal(await verdict(run, files), 'conditional traces opentelemetry in-code if os.Getenv("TRACE") == "1"');
    assert.equal(await verdict(`TRACE=1 ${run}`, files), 'active traces opentelemetry in-code');
    assert.equal((await verdict(`TRACE=0 ${run}`, files)).split(' ')[0], 'inactive');
  });
  it('is inactive where nothing calls it, or only a test, another program or a file for another system does', async () => {
    const elsewhere =
      'package main\n\nimport "acme.dev/shop/internal/telemetry"\n\nfunc main() { telemetry.Setup() }\n';
    const others: readonly Files[] = [
      {},
      { 'cmd/api/main_test.go': elsewhere },
      { 'cmd/other/main.go': elsewhere },
      {
        'cmd/api/start_windows.go':
          'package main\n\nimport "acme.dev/shop/internal/telemetry"\n\nfunc init() { telemetry.Setup() }\n',
      },
    ];
    for (const rest of others) {
      assert.equal(await verdict(run, go('var _ = telemetry.Name\n\nfunc main() {}\n', rest)), 'inactive dead');
    }
  });
  it('is not known where a name that everything has is all there is', async () => {
    const files = go(
      'func main() {\n\tmake_().Start()\n}\n\nfunc make_() starter { return nil }\n\ntype starter interface{ Start() }\n',
      {
        'internal/telemetry/setup.go':
          'package telemetry\n\nimport "go.opentelemetry.io/otel"\n\ntype Agent struct{}\n\nfunc (a *Agent) Start() { otel.SetTracerProvider(nil) }\n',
      },
    );
    assert.equal((await verdict(run, files)).split(' ')[0], 'unknown');
  });
  it('is active through a common name where what it is called on says whose it is', async () => {
    const agent = (more = ''): string =>
      `package telemetry\n\nimport "go.opentelemetry.io/otel"\n\ntype Agent struct{}\n\nfunc (a *Agent) Run() { otel.SetTracerProvider(nil) }\n${more}`;
    const maker = 'func NewAgent(name string) (*Agent, error) { return &Agent{}, nil }\n';
    const mains: readonly [string, string][] = [
      ['func main() {\n\ta := telemetry.Agent{}\n\ta.Run()\n}\n', ''],
      ['func main() {\n\tvar a *telemetry.Agent = find()\n\ta.Run()\n}\n', ''],
      ['func main() {\n\ta, err := telemetry.NewAgent("x")\n\tif err != nil {\n\t\treturn\n\t}\n\ta.Run()\n}\n', maker],
      [
        'type server struct {\n\tagent *telemetry.Agent\n}\n\nfunc main() {\n\ts := &server{}\n\ts.agent.Run()\n}\n',
        '',
      ],
    ];
    for (const [main, more] of mains) {
      const files = go(main, { 'internal/telemetry/setup.go': agent(more) });
      assert.equal(await verdict(run, files), 'active traces opentelemetry in-code', main);
    }
    const other = go('func main() {\n\ta := other()\n\ta.Run()\n}\n', { 'internal/telemetry/setup.go': agent() });
    assert.equal((await verdict(run, other)).split(' ')[0], 'unknown');
  });
  it('is not known where an SDK is used that nobody knows', async () => {
    const files = go('import "github.com/acme/instana-sensor"\n\nfunc main() { sensor.Init() }\n', {
      'go.mod': 'module acme.dev/shop\n\nrequire github.com/acme/instana-sensor v1.0.0\n',
      'internal/telemetry/setup.go': 'package telemetry\n',
    });
    assert.equal((await verdict(run, files)).split(' ')[0], 'unknown');
  });
  it('ends where packages import and call each other in circles', async () => {
    const files = go('func main() { one() }\nfunc one() { two() }\nfunc two() { one() }\n', {
      'internal/telemetry/setup.go':
        'package telemetry\n\nimport "acme.dev/shop/cmd/api"\nimport "go.opentelemetry.io/otel"\n\nfunc a() { b() }\nfunc b() { a(); otel.SetTracerProvider(nil) }\n',
    });
    assert.equal(await verdict(run, files), 'inactive dead');
  });
});

describe('libraries that bring telemetry of their own', () => {
  it('trace where the environment says where to', async () => {
    const main =
      'import "github.com/grafana/dskit/server"\nimport "github.com/weaveworks/common/tracing"\n\nfunc main() {\n\ttrace, err := tracing.NewFromEnv("app")\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tdefer trace.Close()\n\ts, err := server.New(config)\n\ts.Run()\n}\n';
    const files = { 'go.mod': 'module acme.dev/shop\n', 'cmd/api/main.go': `package main\n\n${main}` };
    assert.match(await verdict(run, files), /^active metrics prometheus in-code/);
    assert.match(await verdict(`JAEGER_AGENT_HOST=tempo ${run}`, files), /^active (?:traces,metrics|metrics,traces) /);
  });
});

describe('providers with exporters', () => {
  it('depend on what decides whether there is one', async () => {
    const setup = (options: string): string =>
      `package telemetry\n\nimport (\n\t"go.opentelemetry.io/otel"\n\tsdktrace "go.opentelemetry.io/otel/sdk/trace"\n)\n\nfunc Setup() {\n\topts := []sdktrace.TracerProviderOption{}\n\t${options}\n\totel.SetTracerProvider(sdktrace.NewTracerProvider(opts...))\n}\n`;
    const main = 'func main() {\n\ttelemetry.Setup()\n}\n';
    const always = go(main, { 'internal/telemetry/setup.go': setup('opts = append(opts, sdktrace.WithBatcher(exp))') });
    assert.equal(await verdict(run, always), 'active traces opentelemetry in-code');
    const options = 'if os.Getenv("ENDPOINT") != "" {\n\t\topts = append(opts, sdktrace.WithBatcher(exp))\n\t}';
    const sometimes = go(main, { 'internal/telemetry/setup.go': setup(options) });
    assert.match(await verdict(run, sometimes), /^conditional traces opentelemetry in-code/);
    assert.equal(await verdict(`ENDPOINT=otel ${run}`, sometimes), 'active traces opentelemetry in-code');
  });
  it('are not silenced by functions that are called where they stand', async () => {
    const main =
      'func main() {\n\tdefer func() { println("end") }()\n\totel.SetTracerProvider(sdk.TracerProvider())\n}\n';
    const files = go(`import "go.opentelemetry.io/otel"\n\nvar _ = telemetry.Name\n\n${main}`, {
      'internal/telemetry/setup.go': 'package telemetry\n\nvar Name = "x"\n',
    });
    assert.equal(await verdict(run, files), 'active traces opentelemetry in-code');
  });
  it('send in Rust without being registered', async () => {
    const rust = (body: string): Files => ({
      'Cargo.toml': '[package]\nname = "api"\n\n[dependencies]\nopentelemetry_sdk = "0.31"\n',
      'src/main.rs': `use opentelemetry_sdk::metrics::SdkMeterProvider;\n\nfn main() {\n    let config = Config::load();\n    ${body}\n}\n`,
    });
    const provider = 'let provider = SdkMeterProvider::builder().with_periodic_exporter(exporter).build();';
    const start = 'target/release/api';
    assert.equal(await verdict(start, rust(provider)), 'active metrics opentelemetry in-code');
    const guarded = rust(`if let Some(ref endpoint) = config.endpoint {\n        ${provider}\n    }`);
    assert.match(await verdict(start, guarded), /^conditional metrics opentelemetry in-code/);
  });
});

describe('telemetry that code on the JVM starts', () => {
  const java = (main: string, rest: Files): Files => ({
    'pom.xml': '<project><artifactId>api</artifactId></project>',
    'src/main/java/acme/Api.java': `package acme;\n\n${main}`,
    ...rest,
  });
  const sdk = (around: string): string =>
    `package acme;\n\nimport io.sentry.Sentry;\n\n${around.replace('START', 'Sentry.init("https://k@sentry.example/1");')}`;
  const start = 'java -jar target/api.jar';
  it('is active where a bean starts it, and where main does', async () => {
    const spring =
      '@SpringBootApplication\npublic class Api { public static void main(String[] a) { SpringApplication.run(Api.class, a); } }\n';
    const bean = java(spring, {
      'src/main/java/acme/Errors.java': sdk('@Configuration\npublic class Errors { public Errors() { START } }\n'),
    });
    assert.match(await verdict(start, bean), /^active .*sentry/);
    const called = java('public class Api { public static void main(String[] a) { Errors.report(); } }\n', {
      'src/main/java/acme/Errors.java': sdk('public class Errors { static void report() { START } }\n'),
    });
    assert.match(await verdict(start, called), /^active .*sentry/);
  });
  it('is offered where Dropwizard runs a servlet of metrics, and where a route of Ktor writes them', async () => {
    const files = java(
      `import io.prometheus.client.servlet.jakarta.exporter.MetricsServlet;

public class Api extends Application<ApiConfiguration> {
  public static void main(String[] args) throws Exception { new Api().run(args); }
  @Override
  public void run(ApiConfiguration configuration, Environment environment) {
    environment.admin().addServlet("metrics", new MetricsServlet(registry)).addMapping("/metrics");
  }
}
`,
      {},
    );
    assert.match(await verdict(start, files), /^active metrics prometheus in-code/);
    const ktor = {
      'build.gradle.kts': 'application {\n  mainClass.set("acme.ApiKt")\n}\n',
      'src/main/kotlin/acme/Api.kt':
        'package acme\n\nfun main() {\n  embeddedServer(Netty, module = Application::module).start(true)\n}\n\nfun Application.module() {\n  routing { metrics() }\n}\n',
      'src/main/kotlin/acme/Metrics.kt':
        'package acme\n\nimport io.micrometer.prometheusmetrics.PrometheusConfig\nimport io.micrometer.prometheusmetrics.PrometheusMeterRegistry\n\nval registry = PrometheusMeterRegistry(PrometheusConfig.DEFAULT)\n\nfun Routing.metrics() {\n  get("/metrics") { call.respondText(registry.scrape()) }\n}\n',
    };
    assert.match(await verdict('java -cp /lib/* acme.ApiKt', ktor), /^active metrics prometheus in-code/);
  });
  it('is not active where nothing makes the class', async () => {
    const files = java('public class Api { public static void main(String[] a) {} }\n', {
      'src/main/java/acme/Errors.java': sdk('public class Errors { static void report() { START } }\n'),
    });
    assert.doesNotMatch(await verdict(start, files), /^active/);
  });
  it('is not denied where a starter may do it', async () => {
    const files = {
      ...java('public class Api { public static void main(String[] a) {} }\n', {}),
      'pom.xml':
        '<project><artifactId>api</artifactId><dependencies><dependency><groupId>acme</groupId><artifactId>acme-sentry-starter</artifactId></dependency></dependencies></project>',
    };
    assert.equal((await verdict(start, files)).split(' ')[0], 'unknown');
    assert.equal(
      await verdict(start, java('public class Api { public static void main(String[] a) {} }\n', {})),
      'inactive',
    );
  });
});

describe('telemetry that Ruby code starts', () => {
  const rails: Files = {
    'config.ru': 'require_relative "config/environment"\n',
    'config/environment.rb': 'require_relative "application"\n',
    'config/application.rb': 'module Shop; end\n',
  };
  const otel = 'OpenTelemetry::SDK.configure do |c|\n  c.use_all\nend\n';
  it('is active in an initialiser of Rails', async () => {
    const files = { ...rails, 'config/initializers/otel.rb': otel };
    assert.equal(await verdict('bundle exec puma', files), 'active traces opentelemetry in-code');
    assert.equal(await verdict('bundle exec sidekiq', files), 'active traces opentelemetry in-code');
  });
  it('asks the environment of Rails', async () => {
    const files = {
      ...rails,
      'config/initializers/otel.rb': `if Rails.env.production?\n  ${otel.replaceAll('\n', '\n  ')}\nend\n`,
    };
    assert.equal(await verdict('RAILS_ENV=production bundle exec puma', files), 'active traces opentelemetry in-code');
    assert.equal((await verdict('RAILS_ENV=staging bundle exec puma', files)).split(' ')[0], 'inactive');
  });
  it('is started either way where both sides of a condition do', async () => {
    const files = { ...rails, 'config/initializers/otel.rb': `if ENV["A"] == "1"\n  ${otel}else\n  ${otel}end\n` };
    assert.equal(await verdict('bundle exec puma', files), 'active traces opentelemetry in-code');
  });
  it('follows what a program requires, and nothing else', async () => {
    const files = { 'app.rb': 'require_relative "lib/otel"\n', 'lib/otel.rb': otel, 'other.rb': otel };
    assert.equal(await verdict('ruby app.rb', files), 'active traces opentelemetry in-code');
    assert.equal(await verdict('ruby app.rb', { ...files, 'app.rb': 'puts 1\n' }), 'inactive');
  });
});

describe('telemetry that other code starts', () => {
  it('Rust: is active through a module that main calls, and inactive where it does not', async () => {
    const files = {
      'Cargo.toml': '[package]\nname = "api"\n',
      'src/main.rs': 'mod tracing_setup;\n\nfn main() {\n    tracing_setup::install_tracer();\n}\n',
      'src/tracing_setup.rs':
        'use opentelemetry::global;\n\npub fn install_tracer() {\n    global::set_tracer_provider(1);\n}\n',
    };
    assert.equal(await verdict('cargo run', files), 'active traces opentelemetry in-code');
    assert.match(
      await verdict('cargo run', { ...files, 'src/main.rs': 'mod tracing_setup;\n\nfn main() {}\n' }),
      /^inactive/,
    );
  });
  it('Elixir: is not denied where a package may start it, since nobody reads the code', async () => {
    const mix = 'def application, do: [mod: {Shop.Application, []}]\ndefp deps, do: [{:opentelemetry, "~> 1.0"}]\n';
    const files = { 'mix.exs': mix, 'lib/shop/application.ex': '' };
    assert.doesNotMatch(await verdict('mix phx.server', files), /^inactive/);
  });
  it('a load generator is none of Node', async () => {
    assert.equal(await verdict('k6 run script.js', { 'script.js': '' }), 'unknown');
  });
});
