/** Queues, mail, services by their own clients, and programs that are run. */
import { outboundRow, pathsOf, timeLimit } from '../../outboundLibrary.ts';
import type { OutboundRow } from '../../outboundLibrary.ts';
import { timeout } from './http.ts';

export const pythonMessages: readonly OutboundRow[] = [
  outboundRow({
    library: 'kafka',
    kind: 'queue',
    default: 'default',
    clients: ['kafka.KafkaProducer()', 'confluent_kafka.Producer()', 'aiokafka.AIOKafkaProducer()'],
    methods: ['send', 'produce', 'flush', 'send_and_wait'],
    limit: timeLimit(['timeout']),
    target: -1,
  }),
  outboundRow({
    library: 'pika',
    kind: 'queue',
    default: 'none',
    clients: ['pika.BlockingConnection().channel()'],
    methods: ['basic_publish', 'basic_get'],
    clientLimit: timeLimit(['blocked_connection_timeout']),
    fileLimit: /blocked_connection_timeout/,
    target: -1,
  }),
  outboundRow({
    ...timeout,
    library: 'smtplib',
    kind: 'rpc',
    default: 'none',
    calls: ['smtplib.SMTP', 'smtplib.SMTP_SSL'],
    limit: timeLimit(['timeout'], 3),
    endless: ['None'],
  }),
  outboundRow({
    ...timeout,
    library: 'ftplib',
    kind: 'rpc',
    default: 'none',
    calls: ['ftplib.FTP', 'ftplib.FTP_TLS'],
    limit: timeLimit(['timeout'], 4),
    endless: ['None'],
  }),
  outboundRow({
    library: 'stripe',
    kind: 'http',
    default: 'default',
    calls: ['PaymentIntent', 'Charge', 'Customer', 'Refund', 'Subscription', 'checkout.Session'].flatMap((name) =>
      pathsOf(`stripe.${name}`, 'create', 'retrieve', 'modify', 'list', 'delete'),
    ),
    target: -1,
  }),
  outboundRow({
    library: 'openai',
    kind: 'http',
    default: 'default',
    clients: ['openai.OpenAI()', 'openai.AsyncOpenAI()', 'anthropic.Anthropic()', 'anthropic.AsyncAnthropic()'],
    methods: [
      'chat.completions.create',
      'responses.create',
      'embeddings.create',
      'messages.create',
      'completions.create',
    ],
    limit: timeLimit(['timeout']),
    clientLimit: timeLimit(['timeout']),
    target: -1,
  }),
  outboundRow({
    library: 'subprocess',
    kind: 'process',
    default: 'none',
    calls: pathsOf('subprocess', 'run', 'call', 'check_call', 'check_output'),
    limit: timeLimit(['timeout']),
    endless: ['None'],
  }),
  outboundRow({
    library: 'subprocess',
    kind: 'process',
    default: 'none',
    calls: [
      'subprocess.Popen',
      'os.system',
      'os.popen',
      'asyncio.create_subprocess_exec',
      'asyncio.create_subprocess_shell',
    ],
  }),
];
