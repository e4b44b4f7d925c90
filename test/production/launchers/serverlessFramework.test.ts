import assert from 'node:assert/strict';
import { serverlessReader } from '../../../src/production/launchers/serverlessFramework.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(serverlessReader, files), expected.trim());

describe('serverless', () => {
  it('declares functions with the variables of their provider', () =>
    shows(
      {
        'serverless.yml': `service: shop
provider:
  name: aws
  runtime: nodejs20.x
  environment:
    STAGE: \${opt:stage}
    MODE: live
  ecr:
    images:
      app: { path: ./app, file: Dockerfile.lambda }
functions:
  orders:
    handler: src/orders.handler
    environment: { A: 1 }
  image:
    image: { name: app, command: [app.handler] }
  odd: { handler: [a], environment: 3 }
  bad: 7
`,
      },
      `
process orders at «orders»
  entrypoint exec: ~lambda-runtime«src/orders.handler» | ~nodejs20.x«src/orders.handler» | ~src/orders.handler
  directory .
  STAGE=(unknown) from serverless at «\${opt:stage}»
  MODE=live from serverless at «live»
  A=1 from serverless at «1»
process image at «image»
  build app/Dockerfile.lambda in app
  arguments exec: app.handler
  STAGE=(unknown) from serverless at «\${opt:stage}»
  MODE=live from serverless at «live»`,
    ));
});
