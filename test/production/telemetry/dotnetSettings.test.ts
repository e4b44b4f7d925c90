/** Switches of .NET programs: the host's environment, configuration files, properties of their own options. */
import assert from 'node:assert/strict';
import { dotnet, verdictOf } from './repositories.ts';
import type { Files } from '../repository.ts';

const packages = ['OpenTelemetry.Extensions.Hosting', 'Sentry.AspNetCore'];
const program = (condition: string, more = ''): string => `
var builder = WebApplication.CreateBuilder(args);
${more}
if (${condition})
{
    builder.Services.AddOpenTelemetry().WithTracing(t => t.AddOtlpExporter());
}
builder.Build().Run();
`;

const verdict = (text: string, files: Files = {}, environment = ''): Promise<string> =>
  verdictOf({ ...dotnet(text, packages, environment), ...files });

const active = 'active traces opentelemetry in-code';

describe('a switch of a .NET program', () => {
  it("is the host's environment, which is Production where nothing says another", async () => {
    assert.equal(await verdict(program('builder.Environment.IsProduction()')), active);
    assert.equal(await verdict(program('!builder.Environment.IsDevelopment()')), active);
    assert.equal(await verdict(program('builder.Environment.IsDevelopment()')), 'inactive');
    const docker = 'ENV ASPNETCORE_ENVIRONMENT=docker';
    assert.equal(await verdict(program('app.Environment.IsEnvironment("Docker")'), {}, docker), active);
    assert.equal(await verdict(program('builder.Environment.IsProduction()'), {}, docker), 'inactive');
  });

  it('is a key of the configuration, as files and variables have it', async () => {
    const bool = program('builder.Configuration.GetValue<bool>("Tracing:Enabled")');
    assert.match(await verdict(bool), /^conditional traces/);
    const settings = { 'appsettings.json': '{"Tracing": {"Enabled": true}} // on' };
    assert.equal(await verdict(bool, settings), active);
    assert.equal(await verdict(bool, {}, 'ENV Tracing__Enabled=true'), active);
    assert.equal(await verdict(bool, settings, 'ENV Tracing__Enabled=false'), 'inactive');
    const production = { 'appsettings.Production.json': '{"Tracing": {"Enabled": true}}' };
    assert.equal(await verdict(bool, production), active);
    assert.match(await verdict(bool, production, 'ENV ASPNETCORE_ENVIRONMENT=Staging'), /^conditional/);
    const empty = { 'appsettings.json': '{"Otlp": {"Endpoint": ""}}' };
    const address = program('!string.IsNullOrEmpty(builder.Configuration["Otlp:Endpoint"])');
    assert.match(await verdict(address, empty), /^conditional/);
    assert.equal(await verdict(address, empty, 'ENV Otlp__Endpoint=http://otel:4317'), active);
  });

  it('is a variable of the file that holds such a test', async () => {
    const text = program(
      'useOtlp',
      'var useOtlp = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);',
    );
    assert.equal(await verdict(text), 'conditional traces opentelemetry in-code if useOtlp');
    assert.equal(await verdict(text, {}, 'ENV OTEL_EXPORTER_OTLP_ENDPOINT=http://otel:4317'), active);
  });

  it("is a property of the program's options", async () => {
    const options = (body: string): Files => ({ 'Options.cs': `public class TelemetryOptions\n{\n${body}\n}\n` });
    const on = program('options.Value.TracingEnabled');
    assert.equal(await verdict(on, options('public bool TracingEnabled { get; set; } = true;')), active);
    assert.match(await verdict(on, options('public bool TracingEnabled { get; set; }')), /^conditional/);
    assert.match(await verdict(on, options('public bool TracingEnabled { get; set; } = false;')), /^conditional/);
    const settings = { 'appsettings.json': '{"TelemetryOptions": {"TracingEnabled": true}}' };
    assert.equal(await verdict(on, { ...options('public bool TracingEnabled { get; set; }'), ...settings }), active);
    const two = {
      'Options.cs':
        'class A { bool TracingEnabled { get; set; } = true; }\nclass B { bool TracingEnabled { get; set; } = false; }',
    };
    assert.match(await verdict(on, two), /^conditional/);
  });

  it('is what the program itself sets its options to, and a setting by its whole path', async () => {
    const files: Files = {
      'Options.cs': 'public class PlatformOptions { public bool Tracing { get; set; } = true; }\n',
      'Platform.cs':
        'public static class Platform { public static void AddPlatform(this WebApplicationBuilder builder, PlatformOptions options) { if (options.Tracing) { builder.Services.AddOpenTelemetry().WithTracing(t => t.AddOtlpExporter()); } } }\n',
    };
    const text = (set: string): string =>
      `var builder = WebApplication.CreateBuilder(args);\nvar options = new PlatformOptions();\n${set}\nbuilder.AddPlatform(options);\nbuilder.Build().Run();\n`;
    assert.equal(await verdict(text(''), files), active);
    assert.equal(await verdict(text('options.Tracing = false;'), files), 'inactive');
    const settings = {
      'appsettings.json': '{"Otel": {"Exporter": {"Otlp": {"Enabled": true}}, "Jobs": {"Enabled": false}}}',
    };
    assert.equal(await verdict(program('options.Exporter.Otlp.Enabled'), settings), active);
    assert.match(await verdict(program('options.Jobs.Enabled'), settings), /^conditional/);
  });

  it('is worked out by a property', async () => {
    const files = {
      'ApmConfig.cs':
        'public class ApmConfig\n{\n    public ApmConfig(IConfiguration config)\n    {\n        HasExporter = !string.IsNullOrEmpty(config["OTEL_EXPORTER_OTLP_ENDPOINT"]);\n    }\n    public bool HasExporter { get; }\n}\n',
    };
    assert.match(await verdict(program('apm.HasExporter'), files), /^conditional/);
    assert.equal(
      await verdict(program('apm.HasExporter'), files, 'ENV OTEL_EXPORTER_OTLP_ENDPOINT=http://otel:4317'),
      active,
    );
  });

  it('is a pattern that leaves a method early', async () => {
    const files = {
      'Options.cs':
        'public class TelemetryOptions { public bool Tracing { get; set; } = true; public bool Metrics { get; set; } = true; }\n',
      'Telemetry.cs': `public static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder, TelemetryOptions options)
    {
        if (options is { Tracing: false, Metrics: false })
        {
            return;
        }
        builder.Services.AddOpenTelemetry().WithTracing(t => t.AddOtlpExporter());
    }
}
`,
    };
    const text =
      'var builder = WebApplication.CreateBuilder(args);\nbuilder.AddTelemetry(new TelemetryOptions());\nbuilder.Build().Run();\n';
    assert.equal(await verdict(text, files), active);
  });
});

describe('a namespace of the program', () => {
  it('whose name speaks of telemetry is none of elsewhere', async () => {
    const files = {
      'Behaviour.cs': 'namespace Shop.OpenTelemetry.Behaviours;\npublic class Behaviour { }\n',
      'Orders.cs': 'using Shop.OpenTelemetry.Behaviours;\npublic class Orders { }\n',
    };
    const text = 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n';
    assert.equal(await verdictOf({ ...dotnet(text, packages), ...files }), 'inactive');
    const sink = { 'Orders.cs': 'using Serilog.Sinks.OpenTelemetry;\npublic class Orders { }\n' };
    assert.equal(await verdictOf({ ...dotnet(text, packages), ...sink }), 'inactive');
    const elsewhere = { 'Orders.cs': 'using Acme.OpenTelemetry;\npublic class Orders { }\n' };
    assert.equal(await verdictOf({ ...dotnet(text, packages), ...elsewhere }), 'unknown');
  });
});

describe('a source file of another project', () => {
  it('is part of the program that links it', async () => {
    const linked =
      'public static class Apm { public static void AddApm(this IServiceCollection services) { services.AddOpenTelemetry().WithTracing(t => t.AddOtlpExporter()); } }\n';
    const files = {
      'src/Job/Job.csproj':
        '<Project><ItemGroup><Compile Include="..\\Web\\Apm.cs" Link="Apm.cs" /><PackageReference Include="OpenTelemetry.Extensions.Hosting" /></ItemGroup></Project>',
      'src/Job/Program.cs':
        'var builder = Host.CreateApplicationBuilder(args);\nbuilder.Services.AddApm();\nbuilder.Build().Run();\n',
      'src/Web/Web.csproj': '<Project></Project>',
      'src/Web/Apm.cs': linked,
      Procfile: 'job: dotnet run --project src/Job\n',
    };
    assert.equal(await verdictOf(files), active);
    const starred = files['src/Job/Job.csproj'].replace('Web\\Apm.cs', 'Web\\**\\*.cs');
    assert.equal(await verdictOf({ ...files, 'src/Job/Job.csproj': starred }), active);
  });
});

describe('the address of Sentry in a .NET program', () => {
  const sentry = (call: string): string =>
    `var builder = WebApplication.CreateBuilder(args);\nbuilder.WebHost.${call};\nbuilder.Build().Run();\n`;
  const cases: readonly [string, string, Files, string][] = [
    ['nowhere', 'UseSentry()', {}, 'conditional errors sentry in-code if SENTRY_DSN or Sentry__Dsn is set'],
    [
      'in the settings',
      'UseSentry()',
      { 'appsettings.json': '{"Sentry": {"Dsn": "https://k@s.io/1"}}' },
      'active errors sentry in-code',
    ],
    [
      'empty in the settings',
      'UseSentry()',
      { 'appsettings.json': '{"Sentry": {"Dsn": ""}}' },
      'conditional errors sentry in-code if SENTRY_DSN or Sentry__Dsn is set',
    ],
    [
      'in a lambda',
      'UseSentry(o => { o.Dsn = "https://k@s.io/1"; o.TracesSampleRate = 0.2; })',
      {},
      'active errors,traces sentry in-code',
    ],
    [
      'in a lambda, with no traces',
      'UseSentry(o => { o.Dsn = "https://k@s.io/1"; o.TracesSampleRate = 0; })',
      {},
      'active errors sentry in-code',
    ],
    [
      'required of the configuration',
      'UseSentry(dsn: builder.Configuration.GetRequiredValue("Sentry:Dsn"))',
      {},
      'active errors sentry in-code',
    ],
  ];
  for (const [name, call, files, expected] of cases) {
    it(`decides: ${name}`, async () => assert.equal(await verdict(sentry(call), files), expected));
  }
});
