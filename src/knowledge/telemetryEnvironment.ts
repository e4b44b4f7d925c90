/**
 * Which variables telemetry needs to get anywhere, by what starts it. Nothing fails where one is missing: the exporter
 * takes its default, which in a container is the container itself, or keeps silent.
 */
import type { Mechanism } from '../model/production.ts';

export interface RequiredVariable {
  readonly vendor: string;
  /** Mechanisms by which variables alone say where it is sent. */
  readonly mechanisms: readonly Mechanism[];
  /** What is asked for in the first place: a fix sets this one. */
  readonly name: string;
  /** Any of these says it, too. */
  readonly names: RegExp;
  /** Words of the command, or values of variables, that say it in another way. */
  readonly words: RegExp;
  /** Files that may hold it. */
  readonly files: RegExp | null;
  readonly launchers: readonly string[];
  readonly effect: string;
}

const outside: readonly Mechanism[] = ['wrapper', 'runtime-flag', 'agent', 'environment'];
const containers = ['compose', 'kubernetes', 'ecs', 'cloud-run', 'azure-container-apps'];

export const requiredVariables: readonly RequiredVariable[] = [
  {
    // https://opentelemetry.io/docs/specs/otel/protocol/exporter/: without it http://localhost:4317, or 4318
    vendor: 'opentelemetry',
    mechanisms: outside,
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    names:
      /^(?:OTEL_EXPORTER_\w+|OTEL_(?:EXPERIMENTAL_)?CONFIG_FILE|OTEL_JAVAAGENT_CONFIGURATION_FILE|OTEL_AWS_\w+|(?:SPLUNK|HONEYCOMB|APPLICATIONINSIGHTS|GRAFANA|UPTRACE|LOGFIRE|ELASTIC|LS|SW_APM|DASH0)_\w+)$/,
    words: /otel[._]exporter|exporter_otlp|endpoint|otel\.javaagent|otel[._]config/i,
    files: /(?:^|\/)(?:otel|opentelemetry)[\w.-]*\.(?:ya?ml|properties|json)$/i,
    launchers: containers,
    effect: 'what it emits is sent to a collector in its own container, where there is none',
  },
  {
    // https://docs.datadoghq.com/tracing/trace_collection/: without it localhost:8126, or a socket that is mounted
    vendor: 'datadog',
    mechanisms: outside,
    name: 'DD_AGENT_HOST',
    names: /^DD_(?:AGENT_HOST|TRACE_AGENT_URL|TRACE_AGENT_HOSTNAME|API_KEY|APM_RECEIVER_SOCKET|TRACE_ENABLED)$/,
    words: /dd\.(?:agent|trace\.agent)\.|datadog|apm\.socket/i,
    files: /(?:^|\/)dd-java-agent\.properties$/,
    launchers: ['compose', 'ecs'],
    effect: 'its traces are sent to an agent in its own container, where there is none',
  },
  {
    // https://docs.newrelic.com/docs/apm/agents/python-agent/configuration/python-agent-configuration/
    vendor: 'newrelic',
    mechanisms: outside,
    name: 'NEW_RELIC_LICENSE_KEY',
    names: /^NEW_RELIC_(?:LICENSE_KEY|CONFIG_FILE|HOME|ENABLED)$/,
    words: /newrelic\.config|license_key/i,
    files: /(?:^|\/)newrelic\.(?:ini|js|cjs|mjs|ya?ml|config)$/,
    launchers: containers,
    effect: 'the agent does not start without its license key',
  },
  {
    // https://www.elastic.co/docs/reference/apm/agents/java/config-reporter: without it http://localhost:8200
    vendor: 'elastic',
    mechanisms: outside,
    name: 'ELASTIC_APM_SERVER_URL',
    names: /^ELASTIC_APM_(?:SERVER_URLS?|CONFIG_FILE|ACTIVE|ENABLED)$/,
    words: /elastic\.apm\./i,
    files: /(?:^|\/)(?:elasticapm\.properties|elastic-apm-node\.[cm]?js)$/,
    launchers: containers,
    effect: 'what it emits is sent to a server in its own container, where there is none',
  },
];

/** A container beside it, or its network, may have a collector: what a file says where that can be so. */
export const collectorBeside =
  /collector|otelcol|otel-agent|alloy|grafana\/agent|adot|jaeger|datadog|sidecar|hostNetwork|network_mode|fluent-?bit|vector|signoz|apm-server|shareProcessNamespace|\.sock\b/i;

/** Exporters of OTLP in code, which take the endpoint from the variable where nothing is given to them. */
export const otlpExporters = /(?:^|\.)OTLP\w*Exporter$|(?:^|\.)otlp(?:trace|metric|log)(?:grpc|http)\.New$/;
/** Text of a file by which it says itself where to send. */
export const endpointInCode = /endpoint|\burl\b|insecure_channel|collector|hostname/i;

/** What says how a service is called, by ecosystems whose SDK has no name of its own for it. */
export const serviceName = {
  name: 'OTEL_SERVICE_NAME',
  ecosystems: ['python', 'node'],
  names:
    /^(?:OTEL_SERVICE_NAME|OTEL_(?:EXPERIMENTAL_)?CONFIG_FILE|DD_SERVICE|SPLUNK_\w+|HONEYCOMB_DATASET|WEBSITE_SITE_NAME|APPLICATIONINSIGHTS_\w+)$/,
  attributes: 'OTEL_RESOURCE_ATTRIBUTES',
  words: /service_name|service\.name/i,
  code: /service[._]?name|SERVICE_NAME/i,
  /**
   * The SDK of Node takes a resource in the place of its own, in which `unknown_service` stands: then there is no name at
   * all. https://open-telemetry.github.io/opentelemetry-js/interfaces/_opentelemetry_sdk-node.NodeSDKConfiguration.html
   */
  inResource: {
    sdk: '@opentelemetry/sdk-node.NodeSDK',
    resource: 'resource',
    named: /service[._]?name|SERVICE_NAME|defaultResource|Resource\.default|autoDetectResources|Detector/i,
  },
} as const;
