/** What a contract asks for and promises, compared without a repository around it. */
import assert from 'node:assert/strict';
import { isCopyOfClient, isPublishedContract } from '../../../../src/knowledge/contracts.ts';
import type { Break } from '../../../../src/rules/rollout/contracts/break.ts';
import { graphqlBreaks } from '../../../../src/rules/rollout/contracts/graphql.ts';
import { jsonSchemaBreaks } from '../../../../src/rules/rollout/contracts/jsonSchema.ts';
import { openApiBreaks } from '../../../../src/rules/rollout/contracts/openApi.ts';
import { protobufBreaks } from '../../../../src/rules/rollout/contracts/protobuf.ts';

const texts = (breaks: readonly Break[]): string[] => breaks.map(({ subject, what }) => `${subject} ${what}`);

/** A POST that takes and answers an order. */
const openApi = (order: string, version = '3.0.3'): string =>
  `openapi: ${version}
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
components:
  schemas:
    Note: { type: string }
    Gift: { type: object, properties: { from: { type: string } } }
    Order:
      type: object
      required: [id]
      properties:
${order}`;
const inOpenApi = (before: string, after: string, version?: string): string[] =>
  texts(openApiBreaks({ path: 'openapi.yaml', before: openApi(before), after: openApi(after, version) }, []));

describe('what a contract breaks', () => {
  it('is an answer that may be null now, and a request that may not', () => {
    const plain = '        id: { type: string }\n';
    const nullable = '        id: { type: string, nullable: true }\n';
    assert.deepEqual(inOpenApi(plain, nullable), ['`id` in answers of POST /orders may be null now']);
    assert.deepEqual(inOpenApi(nullable, plain), ['`id` in requests of POST /orders may not be null any more']);
  });

  it('is not another way to write that a value may be null, and not a value that may be missing', () => {
    const nullable = '        id: { type: string, nullable: true }\n';
    assert.deepEqual(inOpenApi(nullable, "        id: { type: [string, 'null'] }\n", '3.1.0'), []);
    assert.deepEqual(inOpenApi(nullable, "        id: { anyOf: [{ type: string }, { type: 'null' }] }\n", '3.1.0'), []);
    const note = '        id: { type: string }\n        note: { type: string';
    assert.deepEqual(inOpenApi(`${note} }\n`, `${note}, nullable: true }\n`), []);
  });

  it('is an alternative that requests had, not one that is new or has another name', () => {
    const of = (...names: string[]): string =>
      `        id: { type: string }\n        what: { oneOf: [${names.map((name) => `{ $ref: '#/components/schemas/${name}' }`).join(', ')}] }\n`;
    assert.deepEqual(inOpenApi(of('Note', 'Gift'), of('Note')), [
      '`what` in requests of POST /orders may not be Gift any more',
    ]);
    assert.deepEqual(inOpenApi(of('Note'), of('Note', 'Gift')), []);
    assert.deepEqual(inOpenApi(of('Note', 'Gift'), of('Note', 'Present')), []);
  });

  it('is what allOf asks for and an enum leaves out', () => {
    const before = '        id: { type: string, enum: [a, b] }\n';
    assert.deepEqual(inOpenApi(before, '        id: { type: string, enum: [a] }\n'), [
      '`id` in requests of POST /orders may not be b any more',
    ]);
    const all = (required: string): string =>
      openApi('        id: { type: string }\n').replace(
        '      type: object\n      required: [id]\n',
        `      allOf: [{ type: object, required: [${required}], properties: { size: { type: string } } }]\n`,
      );
    const breaks = openApiBreaks({ path: 'openapi.yaml', before: all(''), after: all('size') }, []);
    assert.deepEqual(texts(breaks), ['`size` in requests of POST /orders is required now']);
  });

  it('is a property that a closed schema does not name any more', () => {
    const schema = (properties: object, closed: boolean): string =>
      JSON.stringify({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        properties,
        additionalProperties: !closed,
      });
    const both = { a: { type: 'string' }, b: { type: 'string' } };
    const of = (closed: boolean): string[] =>
      texts(
        jsonSchemaBreaks({ path: 'a.schema.json', before: schema(both, closed), after: schema({ a: both.a }, closed) }),
      );
    assert.deepEqual(of(true), ['b is not taken any more']);
    assert.deepEqual(of(false), []);
  });

  it('is no scalar or input that nothing sent', () => {
    const before = 'scalar Date\nscalar Moment\ninput Unused { a: Int }\ntype Query { at(from: Moment): Date }\n';
    const after = 'scalar Time\ntype Query { at(from: Int): Time }\n';
    assert.deepEqual(texts(graphqlBreaks({ path: 'schema.graphql', before, after }, [])), [
      'Moment is gone',
      'the argument from of Query.at is Int now and was Moment',
    ]);
  });

  it('is a number that was reserved and is given again', () => {
    const of = (body: string): string => `syntax = "proto3";\npackage shop;\nmessage Order {\n${body}}\n`;
    const before = of('  reserved 2;\n  string id = 1;\n');
    const after = of('  string id = 1;\n  string note = 2;\n');
    assert.deepEqual(texts(protobufBreaks({ path: 'shop.proto', before, after }, [])), [
      'Order.note takes the number 2, which was reserved',
    ]);
  });

  it('is nothing that a client keeps to itself, or copied to be made from', () => {
    assert.ok(!isPublishedContract('web/src/client-state/client-types.graphql'));
    assert.ok(isCopyOfClient('Shop/GraphQL/schema.graphql', ['Shop/GraphQL/schema.extensions.graphql']));
    assert.ok(!isCopyOfClient('schema.graphql', ['web/codegen.ts']));
  });
});
