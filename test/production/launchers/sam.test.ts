import assert from 'node:assert/strict';
import { samReader } from '../../../src/production/launchers/sam.ts';
import { commandsOf } from '../repository.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(samReader, files), expected.trim());

describe('lambda', () => {
  it('declares functions with what all of them share; code in the template is no file, functions of the template are not known', () =>
    shows(
      {
        'sam.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Globals:
  Function:
    Runtime: python3.12
    Environment: { Variables: { MODE: live, TABLE: !Ref Table } }
Resources:
  OrdersFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: orders/
      Handler: app.handler
      Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: /opt/otel-instrument } }
  Inline:
    Type: AWS::Lambda::Function
    Properties: { Handler: index.handler, Code: { ZipFile: "x" } }
  Packed:
    Type: AWS::Serverless::Function
    Properties: { PackageType: Image, ImageConfig: { Command: [app.handler] } }
    Metadata: { Dockerfile: Dockerfile.lambda, DockerContext: packed }
  Odd:
    Type: AWS::Serverless::Function
    Properties: { Handler: !Sub '\${X}.handler', CodeUri: { Bucket: b }, Runtime: [3], Environment: 7 }
`,
      },
      `
process Orders at «OrdersFunction»
  entrypoint exec: ~/opt/otel-instrument«app.handler» | ~lambda-runtime«app.handler» | ~python3.12«app.handler» | ~app.handler
  directory orders
  MODE=live from lambda at «live»
  TABLE=(unknown) from lambda at «!Ref Table»
  AWS_LAMBDA_EXEC_WRAPPER=/opt/otel-instrument from lambda at «/opt/otel-instrument»
process Packed at «Packed»
  build packed/Dockerfile.lambda in packed
  arguments exec: app.handler
  MODE=live from lambda at «live»
  TABLE=(unknown) from lambda at «!Ref Table»
process Odd at «Odd»
  entrypoint exec: ~lambda-runtime«!Sub '\${X}.handler'» | ~«!Sub '\${X}.handler'» | ?~\${X}.handler«!Sub '\${X}.handler'»
  MODE=live from lambda at «live»
  TABLE=(unknown) from lambda at «!Ref Table»`,
    ));

  it('follows a handler to its file, also under a wrapper, in an image, and behind the handler of a layer', async () =>
    assert.deepEqual(
      await commandsOf({
        'template.yaml':
          'Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: python3.12, CodeUri: a/, Handler: app.handler, Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: /opt/otel-instrument } } }\n' +
          '  B:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: nodejs22.x, CodeUri: b, Handler: src/b.run }\n' +
          '  C:\n    Type: AWS::Serverless::Function\n    Properties: { PackageType: Image }\n    Metadata: { DockerContext: c, Dockerfile: Dockerfile }\n' +
          '  D:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: python3.12, CodeUri: d, Handler: datadog_lambda.handler.handler, Environment: { Variables: { DD_LAMBDA_HANDLER: d.go } } }\n' +
          '  E:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: java21, CodeUri: e, Handler: "shop.Orders::handle" }\n',
        'a/app.py': '',
        'b/src/b.ts': '',
        'c/Dockerfile': 'FROM public.ecr.aws/lambda/python:3.12\nCOPY . ${LAMBDA_TASK_ROOT}\nCMD ["c.handler"]\n',
        'c/c.py': '',
        'd/d.py': '',
        'e/src/main/java/shop/Orders.java': '',
      }),
      [
        'production lambda A: [otel-instrument] lambda-runtime python3.12 app.handler → a/app.py:handler',
        'production lambda B: lambda-runtime nodejs22.x src/b.run → b/src/b.ts:run',
        'production lambda C: lambda-runtime python c.handler → c/c.py:handler',
        'production dockerfile c: lambda-runtime python c.handler → c/c.py:handler',
        'production lambda D: lambda-runtime python3.12 datadog_lambda.handler.handler → d/d.py:go',
        'production lambda E: lambda-runtime java21 shop.Orders::handle → e/src/main/java/shop/Orders.java:handle',
      ],
    ));
});
