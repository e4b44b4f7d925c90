/** Sentry: errors always, traces only where sampling is asked for, and nothing at all without a DSN. */
import { javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryInitialiser, TelemetryVendor } from './vendor.ts';

const nodePackages = [
  '@sentry/node',
  '@sentry/node-core',
  '@sentry/nestjs',
  '@sentry/nextjs',
  '@sentry/remix',
  '@sentry/sveltekit',
  '@sentry/astro',
  '@sentry/nuxt',
  '@sentry/bun',
  '@sentry/serverless',
  '@sentry/aws-serverless',
  '@sentry/google-cloud-serverless',
];

const init = {
  signals: ['errors'],
  guard: ['SENTRY_DSN'],
  guardArguments: ['dsn'],
  enabledArguments: ['enabled'],
} as const;

const nodeInitialisers: readonly TelemetryInitialiser[] = nodePackages.map((name) => ({
  ...init,
  ecosystem: 'node',
  call: `${name}.init`,
  argumentSignals: [{ names: ['tracesSampleRate', 'tracesSampler'], signals: ['traces'] }],
}));

export const sentryVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'sentry',
  label: 'Sentry',
  wrappers: [],
  preloads: [
    { ecosystem: 'node', module: '@sentry/node/init', flags: ['--import', '--require'], signals: ['errors'] },
    {
      ecosystem: 'node',
      module: '@sentry/aws-serverless/awslambda-auto',
      flags: ['--require'],
      signals: ['errors'],
    },
  ],
  loaderHooks: ['@sentry/node/preload', '@sentry/node/import', '@sentry/node/hook'],
  agents: [javaAgent('sentry-opentelemetry-agent', ['errors', 'traces'])],
  starters: [
    {
      ecosystem: 'jvm',
      packages: [
        [
          'io.sentry:sentry-spring-boot-starter*',
          'io.sentry:sentry-spring-boot-4*',
          'io.quarkiverse.loggingsentry:quarkus-logging-sentry',
        ],
      ],
      signals: ['errors'],
      guard: { variables: ['SENTRY_DSN'], settings: ['sentry.dsn', 'quarkus.log.sentry.dsn'] },
    },
    {
      // Its Railtie configures Sentry where nothing did: https://github.com/alphagov/govuk_app_config
      ecosystem: 'ruby',
      packages: [['govuk_app_config']],
      loader: 'Bundler.require',
      signals: ['errors'],
      guard: { variables: ['SENTRY_DSN'] },
    },
    {
      // Laravel and Symfony load it by what its package says of itself.
      ecosystem: 'php',
      packages: [['sentry/sentry-laravel', 'sentry/sentry-symfony']],
      signals: ['errors'],
      guard: { variables: ['SENTRY_LARAVEL_DSN', 'SENTRY_DSN'] },
    },
    { ecosystem: 'elixir', packages: [['sentry']], signals: ['errors'], guard: { variables: ['SENTRY_DSN'] } },
  ],
  initialisers: [
    { ...init, ecosystem: 'dotnet', call: 'SentrySdk.Init', guardArguments: ['Dsn'] },
    ...['UseSentry', 'AddSentry'].map((method): TelemetryInitialiser => ({
      ...init,
      ecosystem: 'dotnet',
      method,
      guard: ['SENTRY_DSN', 'Sentry__Dsn'],
      guardArguments: ['dsn', 'Dsn'],
      argumentSignals: [{ names: ['TracesSampleRate', 'TracesSampler'], signals: ['traces'] }],
    })),
    {
      ...init,
      ecosystem: 'php',
      call: 'Sentry\\init',
      argumentSignals: [{ names: ['traces_sample_rate', 'traces_sampler'], signals: ['traces'] }],
    },
    {
      ...init,
      ecosystem: 'go',
      call: 'github.com/getsentry/sentry-go.Init',
      guardArguments: ['Dsn'],
      argumentSignals: [{ names: ['EnableTracing', 'TracesSampleRate', 'TracesSampler'], signals: ['traces'] }],
    },
    { ...init, ecosystem: 'go', call: 'github.com/getsentry/raven-go.SetDSN' },
    { ...init, ecosystem: 'ruby', call: 'Sentry.init' },
    { ...init, ecosystem: 'ruby', call: 'GovukError.configure' },
    { ...init, ecosystem: 'ruby', call: 'Raven.configure' },
    {
      ...init,
      ecosystem: 'rust',
      call: 'sentry::init',
      argumentSignals: [{ names: ['traces_sample_rate', 'traces_sampler'], signals: ['traces'] }],
    },
    {
      ...init,
      ecosystem: 'python',
      call: 'sentry_sdk.init',
      argumentSignals: [{ names: ['traces_sample_rate', 'traces_sampler', 'enable_tracing'], signals: ['traces'] }],
    },
    ...nodeInitialisers,
    // A helper around `sentry_sdk.init` that takes what must not leave out of events: https://fillmore.readthedocs.io
    {
      ...init,
      ecosystem: 'python',
      call: 'fillmore.libsentry.set_up_sentry',
      guardArguments: ['sentry_dsn'],
      argumentSignals: [{ names: ['traces_sample_rate', 'traces_sampler', 'enable_tracing'], signals: ['traces'] }],
    },
    // What was before sentry-sdk.
    { ...init, ecosystem: 'python', call: 'raven.Client' },
    { ...init, ecosystem: 'python', call: 'raven.contrib.flask.Sentry' },
    ...['raven.contrib.django.raven_compat', 'raven.contrib.django'].map((setting): TelemetryInitialiser => ({
      ecosystem: 'python',
      setting,
      signals: ['errors'],
      guard: ['SENTRY_DSN', 'RAVEN_DSN'],
    })),
    { ...init, ecosystem: 'jvm', call: 'io.sentry.Sentry.init' },
    { ecosystem: 'node', import: '@sentry/node/init', signals: ['errors'], guard: ['SENTRY_DSN'] },
  ],
  switches: [{ name: 'SENTRY_DSN', values: [''], signals: ['errors', 'traces'] }],
  extras: [],
  packages: [
    { ecosystem: 'python', sdk: ['sentry-sdk', 'fillmore'], api: [] },
    { ecosystem: 'go', sdk: ['github.com/getsentry/sentry-go', 'github.com/getsentry/raven-go'], api: [] },
    { ecosystem: 'jvm', sdk: ['io.sentry:sentry', 'io.sentry:sentry-spring*', 'io.sentry:sentry-log4j2'], api: [] },
    { ecosystem: 'dotnet', sdk: ['Sentry', 'Sentry.*'], api: [] },
    {
      ecosystem: 'ruby',
      sdk: ['sentry-ruby', 'sentry-rails', 'sentry-raven'],
      api: ['sentry-sidekiq', 'sentry-resque', 'sentry-delayed_job'],
    },
    {
      ecosystem: 'php',
      sdk: ['sentry/sentry', 'sentry/sentry-laravel', 'sentry/sentry-symfony', 'sentry/sdk'],
      api: [],
    },
    { ecosystem: 'rust', sdk: ['sentry'], api: ['sentry-tower', 'sentry-tracing', 'sentry-actix'] },
    { ecosystem: 'elixir', sdk: ['sentry'], api: [] },
    { ecosystem: 'node', sdk: nodePackages, api: [] },
  ],
  injections: [],
  startInCode: [
    {
      ecosystem: 'python',
      moduleSystem: null,
      imports: ['import sentry_sdk'],
      statements: ['sentry_sdk.init()'],
      packages: ['sentry-sdk'],
    },
    {
      ecosystem: 'node',
      moduleSystem: 'esm',
      imports: ["import * as Sentry from '@sentry/node';"],
      statements: ['Sentry.init({ dsn: process.env.SENTRY_DSN });'],
      packages: ['@sentry/node'],
    },
    {
      ecosystem: 'node',
      moduleSystem: 'commonjs',
      imports: ["const Sentry = require('@sentry/node');"],
      statements: ['Sentry.init({ dsn: process.env.SENTRY_DSN });'],
      packages: ['@sentry/node'],
    },
  ],
};
