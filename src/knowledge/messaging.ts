/** Calls that put a message somewhere or take one, and what hands the trace over with it. From the instrumentations' documentation. */

export interface MessageRow {
  readonly ecosystem: string;
  /** As people call it. */
  readonly library: string;
  /** Resolved paths of calls that send; `new X` where something is made. */
  readonly sends: RegExp | null;
  readonly takes: RegExp | null;
  /** Packages that propagate through it; empty where none does. */
  readonly packages: readonly string[];
}

const redis =
  /^(?:await )?(?:redis|aioredis)\.(?:asyncio\.|client\.|cluster\.)?(?:Redis|StrictRedis|from_url|RedisCluster)(?:\.from_url)?\(\)\./;

export const messageRows: readonly MessageRow[] = [
  {
    ecosystem: 'python',
    library: 'a Redis list or stream',
    sends: new RegExp(`${redis.source}(?:xadd|publish)$`),
    takes: new RegExp(`${redis.source}(?:blpop|brpop|brpoplpush|blmove|xreadgroup)$`),
    packages: [],
  },
  {
    ecosystem: 'python',
    library: 'SQS',
    sends: /^boto3\.(?:client\(\)\.send_message(?:_batch)?|resource\(\)\.Queue\(\)\.send_messages?)$/,
    takes: /^boto3\.client\(\)\.receive_message$/,
    packages: ['opentelemetry-instrumentation-boto3sqs', 'opentelemetry-instrumentation-botocore'],
  },
  {
    ecosystem: 'python',
    library: 'RabbitMQ',
    sends: /^pika\..*\.basic_publish$/,
    takes: /^pika\..*\.basic_consume$/,
    packages: ['opentelemetry-instrumentation-pika'],
  },
  {
    ecosystem: 'python',
    library: 'Kafka',
    sends:
      /^(?:kafka\.KafkaProducer\(\)\.send|confluent_kafka\.Producer\(\)\.produce|aiokafka\.AIOKafkaProducer\(\)\.send(?:_and_wait)?)$/,
    takes: /^confluent_kafka\.Consumer\(\)\.(?:poll|consume)$/,
    packages: [
      'opentelemetry-instrumentation-kafka-python',
      'opentelemetry-instrumentation-confluent-kafka',
      'opentelemetry-instrumentation-aiokafka',
    ],
  },
  {
    ecosystem: 'python',
    library: 'NATS',
    sends: /^nats\.connect\(\)\.publish$/,
    takes: /^nats\.connect\(\)\.subscribe$/,
    packages: [],
  },
  {
    ecosystem: 'node',
    library: 'a Redis list or stream',
    sends: /^(?:new (?:ioredis|ioredis\.Redis)\(\)\.(?:xadd|publish)|redis\.createClient\(\)\.(?:xAdd|publish))$/,
    takes:
      /^(?:new (?:ioredis|ioredis\.Redis)\(\)\.(?:blpop|brpop|xreadgroup|blmove)|redis\.createClient\(\)\.(?:blPop|brPop|xReadGroup|blMove))$/,
    packages: [],
  },
  {
    ecosystem: 'node',
    library: 'SQS',
    sends: /^new @aws-sdk\/client-sqs\.SendMessage(?:Batch)?Command$/,
    takes: /^new @aws-sdk\/client-sqs\.ReceiveMessageCommand$/,
    packages: ['@opentelemetry/instrumentation-aws-sdk'],
  },
  {
    ecosystem: 'node',
    library: 'Kafka',
    sends: /^new kafkajs\.Kafka\(\)\.producer\(\)\.send(?:Batch)?$/,
    takes: null,
    packages: ['@opentelemetry/instrumentation-kafkajs'],
  },
  {
    ecosystem: 'node',
    library: 'NATS',
    sends: /^(?:nats|@nats-io\/[\w-]+)\.connect\(\)\.publish$/,
    takes: /^(?:nats|@nats-io\/[\w-]+)\.connect\(\)\.subscribe$/,
    packages: [],
  },
];

/** What code that hands a trace over by itself mentions. */
export const propagation: RegExp =
  /\binject\b|\bextract\b|propagat|traceparent|trace_?context|b3\b|baggage|add_link|addLink|links\s*[:=]/i;
