/** Elastic APM, the agents of Elastic's own protocol. */
import type { Signal } from '../../model/facts.ts';
import { dotnetProfiler, javaAgent, vendorDefaults } from './vendor.ts';
import type { TelemetryVendor } from './vendor.ts';

const all: readonly Signal[] = ['traces', 'metrics', 'errors'];

export const elasticVendor: TelemetryVendor = {
  ...vendorDefaults,
  name: 'elastic',
  label: 'Elastic APM',
  wrappers: [
    {
      ecosystem: 'python',
      words: ['elasticapm-run'],
      valueFlags: [],
      longFlagsTakeValues: false,
      interpreter: null,
      signals: all,
    },
  ],
  preloads: [{ ecosystem: 'node', module: 'elastic-apm-node/start', flags: ['--require', '--import'], signals: all }],
  agents: [javaAgent('elastic-apm-agent', all), javaAgent('apm-agent-java', all)],
  environmentHooks: [
    ...dotnetProfiler('FA65FE15-F085-4681-9B20-95E04F6C03CC', all),
    { ecosystem: 'dotnet', name: 'DOTNET_STARTUP_HOOKS', contains: 'ElasticApmAgentStartupHook', signals: all },
  ],
  starters: [
    { ecosystem: 'ruby', packages: [['elastic-apm'], ['rails']], loader: 'Bundler.require', signals: all },
    { ecosystem: 'php', packages: [['elastic/apm-agent']], signals: all },
  ],
  installations: [{ ecosystem: 'php', command: /apm-agent-php/, signals: all }],
  initialisers: [
    { ecosystem: 'ruby', call: 'ElasticAPM.start', signals: ['traces', 'metrics', 'errors'] },
    { ecosystem: 'go', import: 'go.elastic.co/apm/v2', signals: ['traces', 'metrics', 'errors'] },
    { ecosystem: 'go', import: 'go.elastic.co/apm', signals: all },
    { ecosystem: 'dotnet', method: 'UseAllElasticApm', signals: all },
    { ecosystem: 'dotnet', method: 'AddAllElasticApm', signals: all },
    { ecosystem: 'dotnet', method: 'UseElasticApm', signals: all },
    { ecosystem: 'dotnet', method: 'AddElasticApm', signals: all },
    { ecosystem: 'dotnet', method: 'AddElasticApmForAspNetCore', signals: all },
    { ecosystem: 'jvm', call: 'co.elastic.apm.attach.ElasticApmAttacher.attach', signals: all },
    { ecosystem: 'python', setting: 'elasticapm.contrib.django', signals: all },
    { ecosystem: 'python', call: 'elasticapm.contrib.flask.ElasticAPM', signals: all },
    { ecosystem: 'python', call: 'elasticapm.contrib.starlette.make_apm_client', signals: all },
    { ecosystem: 'python', call: 'elasticapm.contrib.tornado.ElasticAPM', signals: all },
    { ecosystem: 'python', call: 'elasticapm.contrib.aiohttp.ElasticAPM', signals: all },
    { ecosystem: 'python', call: 'elasticapm.Client', signals: all },
    { ecosystem: 'node', call: 'elastic-apm-node.start', signals: all, enabledArguments: ['active'] },
    { ecosystem: 'node', import: 'elastic-apm-node/start', signals: all },
    { ecosystem: 'node', import: 'elastic-apm-node/start.js', signals: all },
  ],
  switches: [
    { name: 'ELASTIC_APM_ACTIVE', values: ['false', '0'], signals: all },
    { name: 'ELASTIC_APM_ENABLED', values: ['false', '0'], signals: all },
    { name: 'ELASTIC_APM_RECORDING', values: ['false', '0'], signals: all },
  ],
  packages: [
    { ecosystem: 'python', sdk: ['elastic-apm'], api: [] },
    { ecosystem: 'go', sdk: ['go.elastic.co/apm', 'go.elastic.co/apm/v2', 'go.elastic.co/apm/module/*'], api: [] },
    { ecosystem: 'ruby', sdk: ['elastic-apm'], api: [] },
    { ecosystem: 'jvm', sdk: ['co.elastic.apm:apm-agent-attach'], api: ['co.elastic.apm:apm-agent-api'] },
    { ecosystem: 'dotnet', sdk: ['Elastic.Apm*'], api: [] },
    { ecosystem: 'node', sdk: ['elastic-apm-node'], api: [] },
  ],
};
