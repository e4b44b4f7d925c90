/**
 * From the list of supported libraries of opentelemetry-java-instrumentation and the documentation of its Spring Boot
 * starter. The agent covers nearly everything; the starter covers what Spring itself serves, and Kafka.
 */
import { instrumentationTable, type FrameworkInstrumentation } from './instrumentation.ts';

const group = 'io.opentelemetry.instrumentation:opentelemetry-';
const starter = `${group}spring-boot-starter`;

/** Covered by the agent, and by these. */
const row = (frameworks: readonly string[], ...packages: readonly string[]): FrameworkInstrumentation => ({
  frameworks,
  kinds: null,
  packages,
  inBundle: true,
});

export const jvmInstrumentations = instrumentationTable({
  ecosystem: 'jvm',
  prefixes: [group],
  known: /^io\.opentelemetry(?:\.instrumentation|\.semconv|\.contrib)?:/,
  // It configures the SDK and starts it as soon as it is there.
  starts: [[starter]],
  frameworks: [
    row(['spring'], starter, `${group}spring-webmvc-5.3`, `${group}spring-webmvc-6.0`, `${group}spring-webflux-5.3`),
    // Its filter stands in front of every servlet.
    row(['jax-rs', 'servlet'], starter),
    row(['spring-kafka'], starter, `${group}spring-kafka-2.7`, `${group}kafka-clients-2.6`),
    row(['spring-scheduling'], starter),
    row(['spring-amqp', 'spring-jms', 'spring-sqs', 'spring-pulsar', 'jms', 'rocketmq', 'xxl-job']),
    row(['quartz'], `${group}quartz-2.0`),
    row(['ktor'], `${group}ktor-1.0`, `${group}ktor-2.0`, `${group}ktor-3.0`),
    row(['javalin', 'spark', 'micronaut', 'micronaut-messaging']),
    { frameworks: ['micronaut-scheduling'], kinds: null, packages: [], inBundle: false },
  ],
});
