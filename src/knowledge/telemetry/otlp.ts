/**
 * How OTLP exporters are told where to send, and what listens there. The specification:
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
import type { Signal } from '../../model/facts.ts';

export type OtlpProtocol = 'grpc' | 'http';

/** Ports of receivers, which a collector has for one protocol each. */
export const otlpPorts: ReadonlyMap<string, OtlpProtocol> = new Map([
  ['4317', 'grpc'],
  ['4318', 'http'],
]);

export interface OtlpSignal {
  readonly signal: Signal;
  readonly endpoint: string;
  readonly protocol: string;
  readonly exporter: string;
  /** An endpoint of its own is taken as it is, so that it has to end in this where the protocol is HTTP. */
  readonly path: string;
}

const signalRow = (signal: Signal): OtlpSignal => ({
  signal,
  endpoint: `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`,
  protocol: `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_PROTOCOL`,
  exporter: `OTEL_${signal.toUpperCase()}_EXPORTER`,
  path: `/v1/${signal}`,
});

export const otlpSignals: readonly OtlpSignal[] = (['traces', 'metrics', 'logs'] as const).map(signalRow);

export const otlpEndpoint = 'OTEL_EXPORTER_OTLP_ENDPOINT';
export const otlpProtocol = 'OTEL_EXPORTER_OTLP_PROTOCOL';

/** What an exporter speaks that is set up by variables, where none says so; by ecosystem. Others changed it between versions. */
export const defaultOtlpProtocols: ReadonlyMap<string, OtlpProtocol> = new Map([
  // opentelemetry-distro sets it.
  ['python', 'grpc'],
  // @opentelemetry/sdk-node, configuration by variables.
  ['node', 'http'],
]);

/** Languages of services, to their ecosystem, as far as the table above has them. */
export const ecosystemOfLanguage: ReadonlyMap<string, string> = new Map([
  ['python', 'python'],
  ['javascript', 'node'],
  ['typescript', 'node'],
]);

/** Packages of Python that export OTLP by one protocol; `opentelemetry-exporter-otlp` brings both. */
export const otlpExporterPackages: readonly {
  readonly name: string;
  readonly protocol: OtlpProtocol;
  readonly value: string;
}[] = [
  { name: 'opentelemetry-exporter-otlp-proto-grpc', protocol: 'grpc', value: 'grpc' },
  { name: 'opentelemetry-exporter-otlp-proto-http', protocol: 'http', value: 'http/protobuf' },
];
