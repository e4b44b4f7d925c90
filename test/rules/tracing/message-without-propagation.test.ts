import { messageWithoutPropagation } from '../../../src/rules/tracing/message-without-propagation.ts';
import { checkRepository } from '../../support/check.ts';

const base = 'opentelemetry-distro\nopentelemetry-exporter-otlp\nopentelemetry-instrumentation-flask\n';
const queue = `import boto3

queue = boto3.client("sqs")


def announce(order):
    queue.send_message(QueueUrl="orders", MessageBody=order)
`;

describe('message-without-propagation', () => {
  it('finds a queue whose library has an instrumentation that is not installed', async () => {
    await checkRepository(messageWithoutPropagation, {
      Procfile: 'web: opentelemetry-instrument python app.py\n',
      'requirements.txt': `${base}boto3\n`,
      'app.py': queue.replace('queue.send_message', '[|queue.send_message|]'),
    });
  });

  it('is silent where one is installed, and where traces are not made', async () => {
    await checkRepository(messageWithoutPropagation, {
      Procfile: 'web: opentelemetry-instrument python app.py\n',
      'requirements.txt': `${base}opentelemetry-instrumentation-botocore\nboto3\n`,
      'app.py': queue,
    });
    await checkRepository(messageWithoutPropagation, {
      Procfile: 'web: python app.py\n',
      'requirements.txt': `${base}boto3\n`,
      'app.py': queue,
    });
  });

  it('leaves alone what is no queue', async () => {
    await checkRepository(messageWithoutPropagation, {
      Procfile: 'web: opentelemetry-instrument python app.py\n',
      'requirements.txt': `${base}redis\n`,
      'app.py': 'import redis\n\ncache = redis.Redis()\n\n\ndef keep(order):\n    cache.lpush("recent", order)\n',
    });
  });
});
