/**
 * Which package traces which library, for OpenTelemetry: databases, queues and calls of other services, whose spans nobody
 * else makes. Web frameworks are entries and stand in `instrumentations/`. From the lists of opentelemetry-js-contrib,
 * opentelemetry-python-contrib (`bootstrap_gen`), opentelemetry-ruby-contrib, and the libraries' own documentation.
 */
export interface LibraryInstrumentation {
  readonly ecosystem: 'node' | 'python' | 'ruby' | 'go';
  /** As code imports it; for Ruby the gem, for Go the begin of the path of its calls. */
  readonly library: string;
  /** Packages of which one is enough. */
  readonly packages: readonly string[];
  /** What code names to turn it on; null where having the package is enough. */
  readonly className: string | null;
  /** Packages of `bundles` bring it. */
  readonly inBundle: boolean;
  /** Text of a program, or a package, by which something else traces it. */
  readonly otherwise: RegExp | null;
  readonly what: string;
}

const js = '@opentelemetry/instrumentation-';
const node = (
  library: string,
  className: string,
  what: string,
  packages: readonly string[] = [js + library],
  more: Partial<LibraryInstrumentation> = {},
): LibraryInstrumentation => ({
  ecosystem: 'node',
  library,
  packages,
  className,
  inBundle: true,
  otherwise: null,
  what,
  ...more,
});

const py = 'opentelemetry-instrumentation-';
const python = (
  library: string,
  name: string,
  className: string,
  what: string,
  otherwise: RegExp | null = null,
): LibraryInstrumentation => ({
  ecosystem: 'python',
  library,
  packages: [py + name],
  className,
  inBundle: false,
  otherwise,
  what,
});

const rb = 'opentelemetry-instrumentation-';
const ruby = (library: string, what: string, name = library): LibraryInstrumentation => ({
  ecosystem: 'ruby',
  library,
  packages: [rb + name, `${rb}all`],
  className: null,
  inBundle: true,
  otherwise: null,
  what,
});

const go = (library: string, packages: readonly string[], otherwise: RegExp, what: string): LibraryInstrumentation => ({
  ecosystem: 'go',
  library,
  packages,
  className: null,
  inBundle: false,
  otherwise,
  what,
});

const queries = 'its queries';
const messages = 'its messages';
const calls = 'its calls';

export const libraryInstrumentations: readonly LibraryInstrumentation[] = [
  node('pg', 'PgInstrumentation', queries),
  node('mysql', 'MySQLInstrumentation', queries),
  node('mysql2', 'MySQL2Instrumentation', queries),
  node('mongodb', 'MongoDBInstrumentation', queries),
  // It asks by the driver above.
  node('mongoose', 'MongoDBInstrumentation', queries, [`${js}mongodb`, `${js}mongoose`], {
    otherwise: /MongooseInstrumentation/,
  }),
  node('ioredis', 'IORedisInstrumentation', calls),
  node('redis', 'RedisInstrumentation', calls, [`${js}redis`, `${js}redis-4`]),
  node('kafkajs', 'KafkaJsInstrumentation', messages),
  node('amqplib', 'AmqplibInstrumentation', messages),
  node('@grpc/grpc-js', 'GrpcInstrumentation', calls, [`${js}grpc`]),
  node('cassandra-driver', 'CassandraDriverInstrumentation', queries),
  node('memcached', 'MemcachedInstrumentation', calls),
  node('tedious', 'TediousInstrumentation', queries),
  node('oracledb', 'OracleInstrumentation', queries),
  // Its engine asks the database by itself; adapters hand that to the driver of Node. https://www.prisma.io/docs/orm/prisma-client/observability-and-logging/opentelemetry-tracing
  node('@prisma/client', 'PrismaInstrumentation', queries, ['@prisma/instrumentation'], {
    inBundle: false,
    otherwise: /@prisma\/adapter-|driverAdapters|\$extends\(|Accelerate/,
  }),
  // https://docs.bullmq.io/guide/telemetry
  node('bullmq', 'BullMQOtel', 'its jobs', ['bullmq-otel', '@appsignal/opentelemetry-instrumentation-bullmq'], {
    inBundle: false,
    otherwise: /\btelemetry\s*:|propagation\.(?:inject|extract)|BullMQInstrumentation/,
  }),

  python('psycopg2', 'psycopg2', 'Psycopg2Instrumentor', queries, /SQLAlchemyInstrumentor|-sqlalchemy\b/),
  python('psycopg', 'psycopg', 'PsycopgInstrumentor', queries, /SQLAlchemyInstrumentor|-sqlalchemy\b/),
  python('asyncpg', 'asyncpg', 'AsyncPGInstrumentor', queries, /SQLAlchemyInstrumentor|-sqlalchemy\b/),
  python('pymysql', 'pymysql', 'PyMySQLInstrumentor', queries, /SQLAlchemyInstrumentor|-sqlalchemy\b/),
  python(
    'sqlalchemy',
    'sqlalchemy',
    'SQLAlchemyInstrumentor',
    queries,
    /(?:Psycopg2?|AsyncPG|PyMySQL|MySQL|SQLite3|Dbapi)\w*Instrumentor|instrumentation-(?:psycopg|asyncpg|pymysql|mysql|sqlite3|dbapi)/,
  ),
  python('pymongo', 'pymongo', 'PymongoInstrumentor', queries),
  python('motor', 'pymongo', 'PymongoInstrumentor', queries),
  python('redis', 'redis', 'RedisInstrumentor', calls),
  python(
    'requests',
    'requests',
    'RequestsInstrumentor',
    calls,
    /URLLib3Instrumentor|instrumentation-urllib3|\binject\(/,
  ),
  // Who hands the context on by hand has chosen so.
  python('httpx', 'httpx', 'HTTPXClientInstrumentor', calls, /\binject\(/),
  python('grpc', 'grpc', 'GrpcInstrumentor', calls, /GrpcAioInstrumentor|GrpcInstrumentor|interceptors?\b/),
  python('celery', 'celery', 'CeleryInstrumentor', 'its tasks'),
  python('kafka', 'kafka-python', 'KafkaInstrumentor', messages),
  python('confluent_kafka', 'confluent-kafka', 'ConfluentKafkaInstrumentor', messages),
  python('aiokafka', 'aiokafka', 'AIOKafkaInstrumentor', messages),
  python('pika', 'pika', 'PikaInstrumentor', messages),
  python('aio_pika', 'aio-pika', 'AioPikaInstrumentor', messages),
  python('boto3', 'botocore', 'BotocoreInstrumentor', calls),

  ruby('pg', queries),
  ruby('mysql2', queries),
  ruby('trilogy', queries),
  ruby('mongo', queries),
  ruby('redis', calls),
  ruby('faraday', calls),
  ruby('sidekiq', 'its jobs'),
  ruby('resque', 'its jobs'),
  ruby('bunny', messages),
  ruby('ruby-kafka', messages, 'ruby_kafka'),
  ruby('racecar', messages),
  ruby('dalli', calls),

  go(
    'google.golang.org/grpc.NewServer',
    ['go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc'],
    /otelgrpc|StatsHandler|Interceptor/,
    calls,
  ),
  go(
    'github.com/redis/go-redis/v9.NewClient',
    ['github.com/redis/go-redis/extra/redisotel/v9'],
    /redisotel|AddHook/,
    calls,
  ),
  go(
    'go.mongodb.org/mongo-driver/mongo.Connect',
    ['go.opentelemetry.io/contrib/instrumentation/go.mongodb.org/mongo-driver/mongo/otelmongo'],
    /otelmongo|Monitor\b/,
    queries,
  ),
];

/** Packages that bring the instrumentations of many libraries, by ecosystem, and the text by which code turns them on. */
export const instrumentationBundles: Readonly<
  Record<string, { readonly packages: readonly string[]; readonly text: RegExp }>
> = {
  node: {
    packages: ['@opentelemetry/auto-instrumentations-node'],
    text: /getNodeAutoInstrumentations|auto-instrumentations-node\/(?:register|build)/,
  },
  ruby: { packages: ['opentelemetry-instrumentation-all'], text: /\buse_all\b/ },
};

/** Distributions that have instrumentations of their own, and what installs all that fit: what is there is not known then. */
export const ownInstrumentations =
  /^(?:azure-monitor-opentelemetry|@azure\/monitor-opentelemetry|microsoft-opentelemetry|splunk-opentelemetry|@splunk\/otel|logfire|traceloop-sdk|@traceloop\/.*|uptrace|@uptrace\/node|aws-opentelemetry-distro|@aws\/aws-distro.*|@elastic\/opentelemetry-node|@honeycombio\/opentelemetry-.*|@vercel\/otel|openlit|langtrace.*|@hyperdx\/.*|hyperdx-opentelemetry|@grafana\/.*|@dynatrace\/.*|signoz.*|@google-cloud\/opentelemetry-operations.*|nestjs-otel|nestjs-ddtrace|@amplication\/opentelemetry.*|@autotelic\/.*|autotel.*|solarwinds-apm|lightstep.*|opentelemetry-launcher|lmnr|@lmnr-ai\/.*)$/;
export const installsWhatFits = /opentelemetry-bootstrap/;

/**
 * What the wrapper of Python is made of: without a distribution nothing configures an SDK, and the one of OpenTelemetry
 * exports by OTLP, which is a package of its own. https://opentelemetry.io/docs/zero-code/python/
 */
export const distributionParts: readonly {
  readonly name: string;
  /** Text of a manifest, an image or a script that brings it. */
  readonly given: RegExp;
  readonly effect: string;
  readonly isExporter: boolean;
}[] = [
  {
    name: 'opentelemetry-distro',
    given: /(?:opentelemetry|otel)[\w-]*[-_]distro|[-_]opentelemetry\b|OTEL_PYTHON_CONFIGURATOR/i,
    effect: 'without a distribution nothing makes an SDK',
    isExporter: false,
  },
  {
    name: 'opentelemetry-exporter-otlp',
    given: /opentelemetry[-_.]exporter|distro\[[^\]]*otlp/i,
    effect: 'without its exporter the SDK is not made, which a line in the log says',
    isExporter: true,
  },
];
