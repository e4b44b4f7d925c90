/** StatsD and its kin: metrics pushed to an agent beside the process, at localhost where nothing says otherwise. */
import type { Signal } from '../../model/facts.ts';
import { vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const metrics: readonly Signal[] = ['metrics'];

export const statsdVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'statsd',
  label: 'StatsD',
  // Gunicorn's own counts of requests and workers.
  serverOptions: [{ ecosystem: 'python', flag: '--statsd-host', assignment: 'statsd_host', signals: metrics }],
  starters: [
    { ecosystem: 'jvm', packages: [['io.micrometer:micrometer-registry-statsd']], signals: metrics },
    // Pushed by themselves, to a place of their own.
    {
      ecosystem: 'jvm',
      packages: [
        [
          'io.micrometer:micrometer-registry-otlp',
          'io.micrometer:micrometer-registry-influx',
          'io.micrometer:micrometer-registry-graphite',
          'io.micrometer:micrometer-registry-elastic',
        ],
      ],
      unless: [{ names: ['management.otlp.metrics.export.enabled'], values: ['false'] }],
      signals: metrics,
    },
    {
      ecosystem: 'jvm',
      packages: [
        [
          'io.micrometer:micrometer-registry-datadog',
          'io.micrometer:micrometer-registry-new-relic',
          'io.micrometer:micrometer-registry-dynatrace',
        ],
      ],
      settings: [
        {
          names: [
            'management.datadog.metrics.export.api-key',
            'management.metrics.export.datadog.api-key',
            'management.newrelic.metrics.export.api-key',
            'management.metrics.export.newrelic.api-key',
            'management.dynatrace.metrics.export.api-token',
            'management.metrics.export.dynatrace.api-token',
          ],
          values: null,
        },
      ],
      signals: metrics,
    },
  ],
  packages: [
    {
      ecosystem: 'go',
      sdk: [],
      api: [],
      may: [
        'github.com/DataDog/datadog-go',
        'github.com/DataDog/datadog-go/v5',
        'github.com/cactus/go-statsd-client*',
        'github.com/smira/go-statsd',
        'gopkg.in/alexcesaro/statsd.v2',
      ],
    },
    { ecosystem: 'ruby', sdk: [], api: [], may: ['dogstatsd-ruby', 'statsd-instrument', 'statsd-ruby'] },
    { ecosystem: 'elixir', sdk: [], api: [], may: ['statix', 'telemetry_metrics_statsd'] },
  ],
  initialisers: [
    { ecosystem: 'go', call: 'github.com/DataDog/datadog-go/v5/statsd.New', signals: metrics },
    { ecosystem: 'go', call: 'github.com/DataDog/datadog-go/statsd.New', signals: metrics },
    { ecosystem: 'go', call: 'github.com/cactus/go-statsd-client/v5/statsd.NewClientWithConfig', signals: metrics },
    { ecosystem: 'go', call: 'github.com/smira/go-statsd.NewClient', signals: metrics },
    { ecosystem: 'go', call: 'gopkg.in/alexcesaro/statsd.v2.New', signals: metrics },
    { ecosystem: 'ruby', call: 'Datadog::Statsd.new', constructs: true, signals: metrics },
    { ecosystem: 'rust', call: 'cadence::StatsdClient::from_sink', signals: metrics },
    { ecosystem: 'rust', call: 'cadence::StatsdClient::builder', signals: metrics },
    {
      ecosystem: 'jvm',
      call: 'com.timgroup.statsd.NonBlockingStatsDClientBuilder',
      constructs: true,
      signals: metrics,
    },
    { ecosystem: 'jvm', call: 'com.timgroup.statsd.NonBlockingStatsDClient', constructs: true, signals: metrics },
    { ecosystem: 'dotnet', call: 'DogStatsd.Configure', signals: metrics },
    { ecosystem: 'python', call: 'statsd.StatsClient', signals: metrics },
    { ecosystem: 'python', call: 'datadog.initialize', signals: metrics },
    { ecosystem: 'python', call: 'datadog.dogstatsd.DogStatsd', signals: metrics },
    { ecosystem: 'python', call: 'statsd.TCPStatsClient', signals: metrics },
    { ecosystem: 'python', call: 'statsd.UnixSocketStatsClient', signals: metrics },
    { ecosystem: 'python', call: 'aiodogstatsd.Client', signals: metrics },
    // Backends for StatsD, Datadog and others behind one interface: https://markus.readthedocs.io
    { ecosystem: 'python', call: 'markus.configure', signals: metrics },
    { ecosystem: 'node', call: 'hot-shots', constructs: true, signals: metrics },
    { ecosystem: 'node', call: 'hot-shots.StatsD', constructs: true, signals: metrics },
    { ecosystem: 'node', call: 'node-statsd', constructs: true, signals: metrics },
  ],
};
