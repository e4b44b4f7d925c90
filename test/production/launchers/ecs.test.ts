import assert from 'node:assert/strict';
import { ecsReader } from '../../../src/production/launchers/ecs.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(ecsReader, files), expected.trim());

describe('ecs', () => {
  it('declares containers of CloudFormation templates; what is a function is not known', () =>
    shows(
      {
        'template.yaml': `Resources:
  WebTaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Ref AWS::StackName
      ContainerDefinitions:
        - Name: web
          Image: !Sub '\${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/shop:\${Tag}'
          EntryPoint: [python]
          Command:
            - app.py
            - !Ref Port
          Environment:
            - { Name: MODE, Value: live }
            - { Name: B, Value: !GetAtt Db.Endpoint }
          DependsOn: [{ ContainerName: migrate, Condition: SUCCESS }]
        - Name: migrate
          Image: shop
          Command: !If [A, [x], [y]]
  Bad:
    Type: AWS::ECS::TaskDefinition
    Properties: { ContainerDefinitions: [3, { Name: q, Image: z, Command: "a b" }] }
`,
      },
      `
process web at «web»
  image \${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/shop:\${Tag}«!Sub '\${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/shop:\${Tag}'»
  entrypoint exec: python
  arguments exec: app.py | ?~Port«!Ref Port»
  MODE=live from ecs at «live»
  B=(unknown) from ecs at «!GetAtt Db.Endpoint»
process migrate once at «migrate»
  image shop
  arguments exec: ?~!If [A, [x], [y]]
process Bad at «q»
  image z
warning: ECS refuses this: a command is a list of words at «"a b"»`,
    ));

  it('reads what the API takes, as JSON', () =>
    shows(
      {
        '.aws/task-definition.json': `{
  // rendered by the pipeline
  "family": "shop-staging",
  "containerDefinitions": [
    { "name": "web", "image": "<IMAGE>", "entryPoint": ["sh", "-c"], "command": ["exec node server.js"],
      "environment": [{ "name": "A", "value": "1" }], "environmentFiles": [{ "value": "arn:aws:s3:::b/x.env", "type": "s3" }],
      "secrets": [{ "name": "KEY", "valueFrom": "arn" }], "stopTimeout": 45 }
  ]
}`,
      },
      `
process shop-staging for staging at «"web"»
  image <IMAGE>«"<IMAGE>"»
  entrypoint exec: sh«"sh"» | -c«"-c"»
  arguments exec: exec node server.js«"exec node server.js"»
  A=1 from ecs at «"1"»
  KEY=(unknown) from ecs at «"KEY"»
  variables of file /arn:aws:s3:::b/x.env«"arn:aws:s3:::b/x.env"»
  stop SIGTERM 45000 ms`,
    ));

  it('says what does not parse, and declares the rest', () =>
    shows(
      { 'taskdef.json': '{ "containerDefinitions": [{ "name": "a", "image": "b", "command": ["c"] }, ' },
      `
process a at «"a"»
  image b«"b"»
  arguments exec: c«"c"»
warning: not valid JSON: Flow sequence in block collection must be sufficiently indented and end with a ] at « »`,
    ));
});
