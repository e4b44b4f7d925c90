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
  /** Agents, operators and bundles of the ecosystem's instrumentation bring one that does. */
  readonly inBundle: boolean;
}

const redis =
  /^(?:await )?(?:redis|aioredis)\.(?:asyncio\.|client\.|cluster\.)?(?:Redis|StrictRedis|from_url|RedisCluster)(?:\.from_url)?\(\)\./;

const goRedis =
  /^(?:new )?github\.com\/(?:redis|go-redis)\/(?:go-redis|redis)(?:\/v\d+)?\.(?:New)?(?:Client|UniversalClient|ClusterClient|FailoverClient|Cmdable)\(\)\./;

export const messageRows: readonly MessageRow[] = [
  {
    ecosystem: 'python',
    library: 'a Redis list or stream',
    sends: new RegExp(`${redis.source}(?:xadd|publish)$`),
    takes: new RegExp(`${redis.source}(?:blpop|brpop|brpoplpush|blmove|xreadgroup)$`),
    packages: [],
    inBundle: false,
  },
  {
    ecosystem: 'python',
    library: 'SQS',
    sends: /^boto3\.(?:client\(\)\.send_message(?:_batch)?|resource\(\)\.Queue\(\)\.send_messages?)$/,
    takes: /^boto3\.client\(\)\.receive_message$/,
    packages: ['opentelemetry-instrumentation-boto3sqs', 'opentelemetry-instrumentation-botocore'],
    inBundle: true,
  },
  {
    ecosystem: 'python',
    library: 'RabbitMQ',
    sends: /^pika\..*\.basic_publish$/,
    takes: /^pika\..*\.basic_consume$/,
    packages: ['opentelemetry-instrumentation-pika'],
    inBundle: true,
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
    inBundle: true,
  },
  {
    ecosystem: 'python',
    library: 'NATS',
    sends: /^nats\.connect\(\)\.publish$/,
    takes: /^nats\.connect\(\)\.subscribe$/,
    packages: [],
    inBundle: false,
  },
  {
    ecosystem: 'node',
    library: 'a Redis list or stream',
    sends: /^(?:new (?:ioredis|ioredis\.Redis)\(\)\.(?:xadd|publish)|redis\.createClient\(\)\.(?:xAdd|publish))$/,
    takes:
      /^(?:new (?:ioredis|ioredis\.Redis)\(\)\.(?:blpop|brpop|xreadgroup|blmove)|redis\.createClient\(\)\.(?:blPop|brPop|xReadGroup|blMove))$/,
    packages: [],
    inBundle: false,
  },
  {
    ecosystem: 'node',
    library: 'SQS',
    sends: /^new @aws-sdk\/client-sqs\.SendMessage(?:Batch)?Command$/,
    takes: /^new @aws-sdk\/client-sqs\.ReceiveMessageCommand$/,
    packages: ['@opentelemetry/instrumentation-aws-sdk'],
    inBundle: true,
  },
  {
    ecosystem: 'node',
    library: 'Kafka',
    sends: /^new kafkajs\.Kafka\(\)\.producer\(\)\.send(?:Batch)?$/,
    takes: null,
    packages: ['@opentelemetry/instrumentation-kafkajs'],
    inBundle: true,
  },
  {
    ecosystem: 'node',
    library: 'NATS',
    sends: /^(?:nats|@nats-io\/[\w-]+)\.connect\(\)\.publish$/,
    takes: /^(?:nats|@nats-io\/[\w-]+)\.connect\(\)\.subscribe$/,
    packages: [],
    inBundle: false,
  },
  {
    ecosystem: 'go',
    library: 'a Redis list or stream',
    sends: new RegExp(`${goRedis.source}(?:XAdd|Publish)$`),
    takes: new RegExp(`${goRedis.source}(?:BLPop|BRPop|BLMove|XReadGroup)$`),
    packages: [],
    inBundle: false,
  },
  {
    ecosystem: 'go',
    library: 'Kafka',
    sends:
      /^(?:new )?github\.com\/(?:IBM|Shopify)\/sarama\.(?:New)?(?:SyncProducer(?:FromClient)?)\(\)\.SendMessages?$/,
    takes: null,
    packages: [
      'github.com/dnwe/otelsarama',
      ...['IBM', 'Shopify'].map(
        (owner) => `go.opentelemetry.io/contrib/instrumentation/github.com/${owner}/sarama/otelsarama`,
      ),
    ],
    inBundle: false,
  },
  {
    ecosystem: 'go',
    library: 'Kafka',
    sends: /^(?:new )?github\.com\/segmentio\/kafka-go\.(?:New)?Writer\(\)\.WriteMessages$/,
    takes: /^(?:new )?github\.com\/segmentio\/kafka-go\.(?:New)?Reader\(\)\.(?:ReadMessage|FetchMessage)$/,
    packages: [],
    inBundle: false,
  },
  {
    ecosystem: 'go',
    library: 'Kafka',
    sends: /^(?:new )?github\.com\/confluentinc\/confluent-kafka-go(?:\/v2)?\/kafka\.(?:New)?Producer\(\)\.Produce$/,
    takes:
      /^(?:new )?github\.com\/confluentinc\/confluent-kafka-go(?:\/v2)?\/kafka\.(?:New)?Consumer\(\)\.(?:ReadMessage|Poll)$/,
    packages: [],
    inBundle: false,
  },
  {
    ecosystem: 'go',
    library: 'Kafka',
    sends: /^(?:new )?github\.com\/twmb\/franz-go\/pkg\/kgo\.(?:New)?Client\(\)\.(?:Produce|ProduceSync)$/,
    takes: null,
    packages: ['github.com/twmb/franz-go/plugin/kotel'],
    inBundle: false,
  },
  {
    ecosystem: 'go',
    library: 'RabbitMQ',
    sends: /^(?:new )?github\.com\/(?:rabbitmq\/amqp091-go|streadway\/amqp)\..*Channel\(\)\.Publish(?:WithContext)?$/,
    takes: /^(?:new )?github\.com\/(?:rabbitmq\/amqp091-go|streadway\/amqp)\..*Channel\(\)\.Consume(?:WithContext)?$/,
    packages: [],
    inBundle: false,
  },
  {
    ecosystem: 'go',
    library: 'NATS',
    sends: /^(?:new )?github\.com\/nats-io\/nats\.go\.(?:Connect|Conn)\(\)\.Publish$/,
    takes: /^(?:new )?github\.com\/nats-io\/nats\.go\.(?:Connect|Conn)\(\)\.(?:Queue)?Subscribe$/,
    packages: [],
    inBundle: false,
  },
  {
    ecosystem: 'jvm',
    library: 'a Redis list or stream',
    sends:
      /^new (?:redis\.clients\.jedis\.(?:Jedis|JedisPooled|UnifiedJedis|JedisCluster)\(\)\.(?:publish|xadd)|org\.springframework\.data\.redis\.core\.(?:String)?RedisTemplate\(\)\.convertAndSend)$/,
    takes:
      /^new redis\.clients\.jedis\.(?:Jedis|JedisPooled|UnifiedJedis|JedisCluster)\(\)\.(?:blpop|brpop|xreadGroup)$/,
    packages: [],
    inBundle: false,
  },
  {
    ecosystem: 'jvm',
    library: 'Kafka',
    sends: /^new org\.springframework\.kafka\.core\.(?:KafkaTemplate|KafkaOperations)\(\)\.send(?:Default)?$/,
    takes: null,
    packages: [
      'io.opentelemetry.instrumentation:opentelemetry-spring-boot-starter',
      'io.opentelemetry.instrumentation:opentelemetry-spring-kafka-2.7',
      'io.opentelemetry.instrumentation:opentelemetry-kafka-clients-2.6',
    ],
    inBundle: true,
  },
  {
    ecosystem: 'jvm',
    library: 'Kafka',
    sends: /^new org\.apache\.kafka\.clients\.producer\.(?:Kafka)?Producer\(\)\.send$/,
    takes: null,
    packages: ['io.opentelemetry.instrumentation:opentelemetry-kafka-clients-2.6'],
    inBundle: true,
  },
  {
    ecosystem: 'jvm',
    library: 'RabbitMQ',
    sends:
      /^new (?:org\.springframework\.amqp\.(?:rabbit\.)?core\.(?:RabbitTemplate|RabbitOperations|AmqpTemplate)\(\)\.(?:convertAndSend|convertSendAndReceive|send)|com\.rabbitmq\.client\.Channel\(\)\.basicPublish)$/,
    takes: /^new com\.rabbitmq\.client\.Channel\(\)\.basicConsume$/,
    packages: [],
    inBundle: true,
  },
  {
    ecosystem: 'jvm',
    library: 'JMS',
    sends: /^new org\.springframework\.jms\.core\.(?:JmsTemplate|JmsOperations)\(\)\.(?:convertAndSend|send)$/,
    takes: null,
    packages: [],
    inBundle: true,
  },
];

/** What code that hands a trace over by itself mentions. */
export const propagation: RegExp =
  /\binject\b|\bextract\b|propagat|traceparent|trace_?context|b3\b|baggage|add_link|addLink|links\s*[:=]/i;
