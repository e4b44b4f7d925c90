/** An SDK of .NET sends with exporters alone: what decides about them decides about it. */
import assert from 'node:assert/strict';
import { dotnet, verdictOf } from './repositories.ts';

const serviceDefaults = `
public static class Extensions
{
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureOpenTelemetry();
        return builder;
    }

    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.Logging.AddOpenTelemetry(logging => logging.IncludeScopes = true);
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation())
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation());
        builder.AddOpenTelemetryExporters();
        return builder;
    }

    private static TBuilder AddOpenTelemetryExporters<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        var useOtlpExporter = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        if (useOtlpExporter)
        {
            builder.Services.AddOpenTelemetry().UseOtlpExporter();
        }
        return builder;
    }
}
`;
const packages = ['OpenTelemetry.Extensions.Hosting'];
const program = (configure: string): string =>
  `var builder = WebApplication.CreateBuilder(args);\n${configure}\nbuilder.Build().Run();\n`;

describe('an SDK whose exporter', () => {
  it('waits for an address is conditional, until the launch has one', async () => {
    const files = (environment: string) => ({
      ...dotnet(program('builder.AddServiceDefaults();'), packages, environment),
      'Extensions.cs': serviceDefaults,
    });
    assert.match(await verdictOf(files('')), /^conditional \S*traces\S* opentelemetry in-code if useOtlpExporter$/);
    assert.match(await verdictOf(files('ENV OTEL_EXPORTER_OTLP_ENDPOINT=http://otel:4317')), /^active/);
  });

  it('is the console sends nothing', async () => {
    const text = program('builder.Services.AddOpenTelemetry().WithTracing(t => t.AddConsoleExporter());');
    assert.equal(await verdictOf(dotnet(text, packages)), 'inactive opentelemetry');
  });

  it('stands in its own call has nothing to do with that of another', async () => {
    const text = program(
      'builder.Services.AddOpenTelemetry().WithTracing(t => t.AddConsoleExporter()).WithMetrics(m => m.AddPrometheusExporter());',
    );
    assert.equal(await verdictOf(dotnet(text, packages)), 'active metrics opentelemetry in-code');
  });

  it('was not seen is taken to be there', async () => {
    const text = program('builder.Services.AddOpenTelemetry().WithTracing(t => t.AddSource("Shop"));');
    assert.equal(await verdictOf(dotnet(text, packages)), 'active traces opentelemetry in-code');
  });

  it('stands at the end of a long chain decides as any other', async () => {
    const views = Array.from({ length: 40 }, (_, at) => `m.AddMeter("Shop.Meter.Number${at}");`).join('\n');
    const text = program(
      `builder.Services.AddOpenTelemetry().WithMetrics(m => { ${views} if (export) { m.AddOtlpExporter(); } }).WithTracing(t => { if (export) { t.AddOtlpExporter(); } });`,
    );
    assert.match(await verdictOf(dotnet(text, packages)), /^conditional (?:traces,metrics|metrics,traces) /);
  });
});
