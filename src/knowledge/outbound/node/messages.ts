/** Queues, mail, services by their own clients, and programs that are run. */
import { outboundRow, pathsOf, timeLimit } from '../../outboundLibrary.ts';
import type { OutboundRow } from '../../outboundLibrary.ts';

const signal = ['timeout', 'signal'];

export const nodeMessages: readonly OutboundRow[] = [
  outboundRow({
    library: 'amqplib',
    kind: 'queue',
    default: 'default',
    clients: ['amqplib.connect().createChannel()', 'amqplib.connect().createConfirmChannel()', 'new amqplib.Channel()'],
    methods: ['sendToQueue', 'publish'],
    target: -1,
  }),
  outboundRow({
    library: 'kafkajs',
    kind: 'queue',
    default: 'default',
    clients: ['new kafkajs.Kafka().producer()', 'new kafkajs.Producer()'],
    methods: ['send', 'sendBatch'],
    target: -1,
  }),
  outboundRow({
    library: 'bullmq',
    kind: 'queue',
    default: 'none',
    clients: ['new bullmq.Queue()', 'new bull()', 'new bull.Queue()'],
    methods: ['add', 'addBulk'],
    target: -1,
  }),
  outboundRow({
    library: 'nodemailer',
    kind: 'rpc',
    default: 'default',
    clients: ['nodemailer.createTransport()'],
    methods: ['sendMail'],
    clientLimit: timeLimit(['connectionTimeout', 'socketTimeout']),
    target: -1,
  }),
  outboundRow({
    library: 'stripe',
    kind: 'http',
    default: 'default',
    optionsAt: { '*': [1, 2] },
    clients: ['new stripe()', 'stripe()', 'new stripe.Stripe()'],
    methods: [
      'paymentIntents',
      'charges',
      'customers',
      'refunds',
      'subscriptions',
      'checkout.sessions',
      'invoices',
      'prices',
    ].flatMap((name) => pathsOf(name, 'create', 'retrieve', 'update', 'list', 'del', 'cancel')),
    limit: timeLimit(['timeout']),
    clientLimit: timeLimit(['timeout']),
    target: -1,
  }),
  outboundRow({
    library: 'openai',
    kind: 'http',
    default: 'default',
    optionsAt: { '*': [1] },
    clients: ['new openai()', 'new openai.OpenAI()', 'new @anthropic-ai/sdk()', 'new @anthropic-ai/sdk.Anthropic()'],
    methods: ['chat.completions.create', 'responses.create', 'embeddings.create', 'messages.create', 'messages.stream'],
    limit: timeLimit(signal),
    clientLimit: timeLimit(['timeout']),
    target: -1,
  }),
  outboundRow({
    library: 'child_process',
    kind: 'process',
    default: 'none',
    optionsAt: { '*': [1, 2] },
    calls: ['child_process', 'node:child_process'].flatMap((module) =>
      pathsOf(module, 'exec', 'execFile', 'execSync', 'execFileSync', 'spawn', 'spawnSync', 'fork'),
    ),
    limit: timeLimit(signal),
  }),
  outboundRow({
    library: 'execa',
    kind: 'process',
    default: 'none',
    optionsAt: { '*': [1, 2] },
    calls: ['execa', 'execa.execa', 'execa.execaCommand', 'execa.execaSync'],
    limit: timeLimit(['timeout', 'cancelSignal']),
  }),
];
