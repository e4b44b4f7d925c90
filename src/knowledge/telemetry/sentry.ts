/** Sentry: errors always, traces only where sampling is asked for, and nothing at all without a DSN. */
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
  agents: [],
  environmentHooks: [],
  initialisers: [
    { ...init, ecosystem: 'dotnet', call: 'SentrySdk.Init' },
    { ...init, ecosystem: 'dotnet', call: 'WebApplication.CreateBuilder().WebHost.UseSentry' },
    {
      ...init,
      ecosystem: 'php',
      call: 'Sentry\\init',
      argumentSignals: [{ names: ['traces_sample_rate', 'traces_sampler'], signals: ['traces'] }],
    },
    { ecosystem: 'go', call: 'github.com/getsentry/sentry-go.Init', signals: ['errors'] },
    { ecosystem: 'ruby', call: 'Sentry.init', signals: ['errors'] },
    { ecosystem: 'ruby', call: 'Raven.configure', signals: ['errors'] },
    { ecosystem: 'rust', call: 'sentry::init', signals: ['errors'] },
    {
      ...init,
      ecosystem: 'python',
      call: 'sentry_sdk.init',
      argumentSignals: [{ names: ['traces_sample_rate', 'traces_sampler', 'enable_tracing'], signals: ['traces'] }],
    },
    ...nodeInitialisers,
    { ...init, ecosystem: 'jvm', call: 'io.sentry.Sentry.init' },
    { ecosystem: 'node', import: '@sentry/node/init', signals: ['errors'], guard: ['SENTRY_DSN'] },
  ],
  switches: [{ name: 'SENTRY_DSN', values: [''], signals: ['errors', 'traces'] }],
  extras: [],
  packages: [
    { ecosystem: 'python', sdk: ['sentry-sdk'], api: [] },
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
