import assert from 'node:assert/strict';
import { dotnet, rails, verdictOf } from './repositories.ts';

const python = (clause: string): string => `
import os
import sentry_sdk

def start():
    ${clause}
    sentry_sdk.init(dsn="https://key@sentry.example.com/1")

start()
`;

describe('a guard clause before an initialiser', () => {
  const cases: readonly [string, string, string][] = [
    [
      'asks for a variable that the platform may set',
      'if not os.environ.get("SENTRY_ON"): return',
      'conditional errors sentry in-code if os.environ.get("SENTRY_ON")',
    ],
    ['asks for one that is set', 'if not os.environ.get("PORT"): return', 'active errors sentry in-code'],
    [
      'is not known',
      'if not settings.sentry.enabled: return',
      'conditional errors sentry in-code if settings.sentry.enabled',
    ],
    ['is for errors', 'if error is not None: return', 'active errors sentry in-code'],
    ['is for a second start', 'if already_initialized: return', 'active errors sentry in-code'],
    ['leaves nothing', 'if not settings.sentry.enabled: print("off")', 'active errors sentry in-code'],
  ];
  for (const [name, clause, expected] of cases) {
    it(name, async () => {
      const files = { 'app.py': python(clause), Procfile: 'web: PORT=80 python app.py\n' };
      assert.equal(await verdictOf(files), expected);
    });
  }

  it('is written behind what it does in Ruby', async () => {
    const files = rails('gem "sentry-rails"', {
      'config/application.rb': 'require "rails/all"\nreturn unless ENV["SENTRY_ON"]\nSentry.init { |c| c.dsn = "x" }\n',
    });
    assert.doesNotMatch(await verdictOf(files), /^active/);
  });

  it('is an option without a value in Rust', async () => {
    const files = {
      Dockerfile: `FROM rust:1 AS build
WORKDIR /app
COPY . .
RUN cargo build --release
FROM debian:12
COPY --from=build /app/target/release/shop /shop
CMD ["/shop"]
`,
      'Cargo.toml': '[package]\nname = "shop"\nversion = "0.1.0"\n\n[dependencies]\nsentry = "0.34"\n',
      'src/main.rs': `
fn main() {
    let cfg = load();
    let _guard = cfg.sentry_dsn.as_ref().map(|dsn| sentry::init((dsn.clone(), options())));
}
`,
    };
    assert.equal(await verdictOf(files), 'conditional errors sentry in-code if cfg.sentry_dsn is there');
  });

  it('is a switch of the configuration in .NET', async () => {
    const program = `
var builder = WebApplication.CreateBuilder(args);
Telemetry.Start(builder);
builder.Build().Run();

static class Telemetry
{
    public static void Start(WebApplicationBuilder builder)
    {
        if (!builder.Configuration.GetValue<bool>("Tracing:Enabled")) return;
        builder.Services.AddOpenTelemetry().WithTracing(t => t.AddOtlpExporter());
    }
}
`;
    assert.doesNotMatch(await verdictOf(dotnet(program, ['OpenTelemetry.Extensions.Hosting'])), /^active/);
  });
});
