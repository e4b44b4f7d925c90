/** Telemetry that a layer of AWS Lambda starts, and that a platform collects. */
import assert from 'node:assert/strict';
import { launchesOfFiles, renderTelemetry } from '../repository.ts';
import type { Files } from '../repository.ts';

const template = (runtime: string, handler: string, wrapper: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: orders
      Runtime: ${runtime}
      Handler: ${handler}
      Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: ${wrapper} } }
`;

const java: Files = {
  'orders/build.gradle': "dependencies {\n  implementation 'io.opentelemetry:opentelemetry-api:1.10.1'\n}\n",
  'orders/src/main/java/acme/Orders.java':
    'package acme;\npublic class Orders {\n  public String handleRequest(String order) { return order; }\n}\n',
};

const node: Files = { 'orders/package.json': '{}', 'orders/app.js': 'exports.handler = async () => {};\n' };

async function verdictOf(files: Files): Promise<string[]> {
  return (await launchesOfFiles(files)).map(renderTelemetry);
}

describe('a function of AWS Lambda', () => {
  const wrapped = 'active traces,metrics opentelemetry wrapper';
  for (const wrapper of ['otel-handler', 'otel-proxy-handler', 'otel-stream-handler', 'otel-instrument']) {
    it(`of Java is traced where its layer starts it by ${wrapper}`, async () => {
      const files = { ...java, 'template.yaml': template('java21', 'acme.Orders::handleRequest', `/opt/${wrapper}`) };
      assert.deepEqual(await verdictOf(files), [wrapped]);
    });
  }

  for (const wrapper of ['otel-handler', 'otel-instrument']) {
    it(`of Node.js is traced where its layer starts it by ${wrapper}`, async () => {
      const files = { ...node, 'template.yaml': template('nodejs22.x', 'app.handler', `/opt/${wrapper}`) };
      assert.deepEqual(await verdictOf(files), [wrapped]);
    });
  }

  it('is not traced by the script of a layer for another runtime', async () => {
    const files = { ...node, 'template.yaml': template('nodejs22.x', 'app.handler', '/opt/otel-stream-handler') };
    assert.deepEqual(await verdictOf(files), ['inactive opentelemetry dead']);
  });
});

describe('metrics of a language that Heroku collects', () => {
  const program =
    'package main\n\nimport (\n\t"net/http"\n\n\t_ "github.com/heroku/x/hmetrics/onload"\n)\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n';
  const files: Files = {
    'go.mod': 'module acme.dev/shop\n\ngo 1.24\n\nrequire github.com/heroku/x v0.5.2\n',
    'main.go': program,
  };

  it('come where the platform gives the place to send them to', async () => {
    assert.deepEqual(await verdictOf({ ...files, Procfile: 'web: shop\n' }), [
      'conditional metrics heroku in-code if HEROKU_METRICS_URL is set',
    ]);
  });
});
