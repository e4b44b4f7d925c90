import assert from 'node:assert/strict';
import { launchesOfFiles, renderCommand } from '../repository.ts';
import type { Files } from '../repository.ts';

async function ways(files: Files): Promise<readonly string[]> {
  return (await launchesOfFiles(files)).map((launch) => {
    const set = launch.variables.map(({ name, value }) => ` ${name}=${value}`).join('');
    return renderCommand(launch) + set;
  });
}

const service: Files = {
  'infra/cdk.json': '{ "app": "node bin.js" }',
  'api/Dockerfile': 'FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
  'api/server.js': '',
  'api/worker.js': '',
  'api/package.json': '{}',
};
const cdk = "import * as ecs from 'aws-cdk-lib/aws-ecs';\n";

describe('the CDK', () => {
  it('declares the containers of a task, with the image that it builds', async () => {
    const stack = `${cdk}class S {\n  constructor() {\n    const common = { REGION: 'eu', KEY: process.env.KEY };\n    task.addContainer('worker', {\n      image: ecs.ContainerImage.fromAsset('../api'),\n      command: ['node', 'worker.js'],\n      environment: { ...common, QUEUE: queue.url },\n    });\n  }\n}\n`;
    assert.deepEqual(await ways({ ...service, 'infra/lib/stack.ts': stack }), [
      'production ecs worker: node worker.js → api/worker.js REGION=eu KEY=null QUEUE=null',
    ]);
  });

  it('declares what patterns start, with paths from the file', async () => {
    const stack = `${cdk}new patterns.ApplicationLoadBalancedFargateService(this, 'Api', {\n  cpu: 256,\n  taskImageOptions: { image: ecs.ContainerImage.fromAsset(path.join(__dirname, '..', '..', 'api'), { file: 'Dockerfile' }), containerName: 'api' },\n});\n`;
    assert.deepEqual(
      (await ways({ ...service, 'infra/lib/stack.ts': stack })).filter((way) => way.includes(' ecs ')),
      ['production ecs api: node server.js → api/server.js'],
    );
  });

  it('declares functions, bundled ones too', async () => {
    const files = {
      'cdk.json': '{}',
      'package.json': '{}',
      'functions/pay.ts': '',
      'functions/py/index.py': '',
      'lib/stack.ts': `import { Function, Code } from 'aws-cdk-lib/aws-lambda';\nnew NodejsFunction(this, 'Pay', { entry: 'functions/pay.ts', environment: { A: 'b' } });\nnew Function(this, 'Py', { runtime: Runtime.PYTHON_3_12, handler: 'index.main', code: Code.fromAsset('functions/py') });\n`,
    };
    const found = await launchesOfFiles(files);
    assert.deepEqual(
      found.map(({ launcher, name, entryPoint }) => `${launcher} ${name} ${entryPoint?.file}:${entryPoint?.symbol}`),
      ['lambda Pay functions/pay.ts:handler', 'lambda Py functions/py/index.py:main'],
    );
  });

  it('says nothing of what it computes', async () => {
    const stack = `${cdk}for (const name of names) task.addContainer(name, options(name));\nnew Queue(this, 'Q', { visibilityTimeout: 3 });\n`;
    assert.deepEqual(await ways({ 'lib/stack.ts': stack, 'cdk.json': '{}' }), []);
  });
});
