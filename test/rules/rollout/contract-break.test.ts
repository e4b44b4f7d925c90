/** Contracts on both sides of a change. */
import assert from 'node:assert/strict';
import { contractBreak } from '../../../src/rules/rollout/contract-break.ts';
import { graphqlBreaks } from '../../../src/rules/rollout/contracts/graphql.ts';
import { jsonSchemaBreaks } from '../../../src/rules/rollout/contracts/jsonSchema.ts';
import { openApiBreaks } from '../../../src/rules/rollout/contracts/openApi.ts';
import { protobufBreaks } from '../../../src/rules/rollout/contracts/protobuf.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';

type Files = Readonly<Record<string, string>>;

/** Messages of what the change of one file breaks, without the marks being asked for. */
async function said(path: string, before: string, after: string, rest: Files = {}): Promise<string[]> {
  const { review } = await import('../../support/memoryRepository.ts');
  const { findings } = await review({ ...rest, [`before:${path}`]: before, [path]: after }, [contractBreak.id]);
  return findings.filter(({ rule }) => rule === contractBreak.id).map(({ message }) => message);
}

const openApi = (paths: string, rest = ''): string =>
  `openapi: 3.0.3\ninfo: { title: Shop, version: 1.0.0 }\n${rest}paths:\n${paths}`;
const schema = (order: string): string => `components:\n  schemas:\n    Order:\n      type: object\n${order}`;
const post =
  "  /orders:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema: { $ref: '#/components/schemas/Order' }\n" +
  "      responses:\n        '201':\n          description: Made\n          content:\n            application/json:\n              schema: { $ref: '#/components/schemas/Order' }\n";

describe('contract-break in OpenAPI', () => {
  it('names removed paths once for a document, and operations at their path', async () => {
    const path = (name: string, methods: readonly string[]): string =>
      `  /${name}:\n${methods.map((one) => `    ${one}:\n      responses: { '200': { description: ok } }\n`).join('')}`;
    const before = openApi(path('a', ['get', 'put']) + path('b', ['get']) + path('c', ['get']) + path('d', ['get']));
    const after = openApi(path('a', ['get']) + path('d', ['get']));
    assert.deepEqual(await said('openapi.yaml', before, after), [
      'GET /b, GET /c are gone: whoever calls it is refused once this version runs',
      'PUT /a is gone: whoever calls it is refused once this version runs',
    ]);
  });

  it('follows references, and tells what is asked for from what is answered', async () => {
    const before = openApi(
      post,
      schema(
        '      required: [id]\n      properties:\n        id: { type: integer }\n        note: { type: string }\n',
      ),
    );
    const asks = openApi(
      post,
      schema(
        '      required: [id, note]\n      properties:\n        id: { type: integer }\n        note: { type: string }\n',
      ),
    );
    assert.deepEqual(await said('openapi.yaml', before, asks), [
      '`note` in requests of POST /orders is required now: requests as they are sent today are refused',
    ]);
    const lost = openApi(post, schema('      required: [id]\n      properties:\n        id: { type: string }\n'));
    assert.deepEqual(await said('openapi.yaml', before, lost), [
      '`note` in answers of POST /orders is gone: whoever reads it fails',
      '`id` in requests of POST /orders is string now and was integer: requests as they are sent today are refused',
      '`id` in answers of POST /orders is string now and was integer: whoever reads it fails',
    ]);
  });

  it('says nothing of names of parameters, of what is filled in, and of a base that moved', async () => {
    const get = (path: string, rest = ''): string =>
      `  ${path}:\n    get:\n${rest}      responses: { '200': { description: ok } }\n`;
    const parameter = (required: string): string =>
      `      parameters:\n        - { name: page, in: query, ${required}schema: { type: integer, default: 1 } }\n`;
    const before = openApi(
      get('/api/orders/{id}') + get('/api/items', parameter('')),
      'servers: [{ url: "https://x.example" }]\n',
    );
    const after = openApi(
      get('/orders/{orderId}') + get('/items', parameter('required: true, ')),
      'servers: [{ url: "https://x.example/api" }]\n',
    );
    assert.deepEqual(await said('openapi.yaml', before, after), []);
  });

  it('reads Swagger 2 in JSON, with another status for success', async () => {
    const document = (status: string, required: boolean): string =>
      JSON.stringify(
        {
          swagger: '2.0',
          paths: {
            '/orders': {
              post: {
                parameters: [{ name: 'shop', in: 'query', type: 'string', required }],
                responses: { [status]: { description: 'ok' } },
              },
            },
          },
        },
        null,
        2,
      );
    assert.deepEqual(await said('docs/swagger.json', document('200', false), document('201', true)), [
      'the query parameter `shop` of POST /orders is required now: requests as they are sent today are refused',
      'the status 200 of POST /orders is 201 now: whoever looks for 200 takes the answer for a failure',
    ]);
  });

  it('says nothing of documents in tests and examples, of others and of what promises nothing', async () => {
    const before = openApi(
      "  /a:\n    get:\n      responses: { '200': { description: ok } }\n  /b:\n    get:\n      responses: { '200': { description: ok } }\n",
    );
    const after = openApi("  /a:\n    get:\n      responses: { '200': { description: ok } }\n");
    for (const path of [
      'tests/openapi.yaml',
      'examples/openapi.yaml',
      'third_party/openapi.yaml',
      'api/v1beta1/openapi.yaml',
    ]) {
      assert.deepEqual(await said(path, before, after), [], path);
    }
    assert.equal((await said('api/openapi.yaml', before, after)).length, 1);
  });

  it('names who uses the contract, also where the document as a whole is gone', async () => {
    const before = openApi(
      "  /a:\n    get:\n      responses: { '200': { description: ok } }\n  /b:\n    get:\n      responses: { '200': { description: ok } }\n",
    );
    const after = openApi("  /a:\n    get:\n      responses: { '200': { description: ok } }\n");
    const profile = {
      'prodaware.yaml': 'version: 1\nconsumers:\n  - contract: api/openapi.yaml\n    usedBy: [mobile app, billing]\n',
    };
    assert.deepEqual(await said('api/openapi.yaml', before, after, profile), [
      'GET /b is gone: whoever calls it is refused once this version runs (used by mobile app, billing)',
    ]);
  });
});

const proto = (body: string): string => `syntax = "proto3";\npackage shop.v1;\n${body}`;

describe('contract-break in Protocol Buffers', () => {
  it('knows numbers, types, calls and what is reserved', async () => {
    const before = proto(
      'enum State { NEW = 0; PAID = 1; }\nmessage Order {\n  string id = 1;\n  int32 count = 2; // pieces\n  string note = 3;\n  State state = 4;\n  repeated string tags = 5;\n  int64 total = 6;\n}\n' +
        'service Orders {\n  rpc Get(Order) returns (Order);\n  rpc Watch(Order) returns (stream Order) { option deprecated = true; }\n  rpc Drop(Order) returns (Order);\n}\n',
    );
    const after = proto(
      'enum State { NEW = 0; PAID = 1; }\nmessage Order {\n  reserved 7 to 9, 3;\n  string id = 1;\n  int64 count = 2;\n  string state = 4;\n  string tags = 5;\n  int64 total = 10;\n}\n' +
        'service Orders {\n  rpc Get(Order) returns (Order);\n  rpc Watch(Order) returns (Order);\n}\n',
    );
    assert.deepEqual(await said('orders.proto', before, after), [
      'Order.state is string now and was State: old and new programs read each other wrong',
      'Order.tags is no list any more: old and new programs read each other wrong',
      'Order.total has the number 10 now and had 6: old and new programs read each other wrong',
      'Orders.Drop is gone: programs of the old version that call it get UNIMPLEMENTED',
      'Orders.Watch goes one to one now and went one to stream: programs of the old version and of the new one cannot call each other',
    ]);
  });

  it('says nothing of another name for the same number, and of what moved to another file', async () => {
    const before = proto('message Order { string id = 1; }\nmessage Item { string id = 1; string note = 2; }\n');
    const after = proto('message Order { string key = 1; }\n');
    const moved = {
      'before:items.proto': '',
      'items.proto': proto('message Item { string id = 1; string note = 2; }\n'),
    };
    assert.deepEqual(await said('orders.proto', before, after, moved), []);
  });

  it('reserves what is gone, and is content then', async () => {
    const before = proto('message Order {\n  string id = 1;\n  int64 total = 2;\n  string note = 3;\n}\n');
    const after = proto('message [|Order|] {\n  string id = 1;\n}\n');
    await checkRepository(contractBreak, { 'before:orders.proto': before, 'orders.proto': after });
    const fixed = await fixFirst(contractBreak, {
      'before:orders.proto': before,
      'orders.proto': after.replace(/\[\||\|\]/g, ''),
    });
    assert.equal(
      fixed['orders.proto'],
      proto(
        'message Order {\n  reserved 2;\n  reserved "total";\n  reserved 3;\n  reserved "note";\n  string id = 1;\n}\n',
      ),
    );
  });
});

describe('contract-break in GraphQL', () => {
  it('knows what queries use, what they must give and what may be null', async () => {
    const before =
      '"""Orders"""\ntype Query {\n  order(id: ID!): Order\n  orders(first: Int, after: String): [Order!]!\n}\ninterface Node { id: ID! }\ntype Order implements Node @key(fields: "id") {\n  id: ID!\n  total: Int!\n  old: Int @deprecated(reason: "no")\n}\nenum State { NEW PAID }\ninput Filter { state: State = NEW, text: String }\nunion Hit = Order | Item\ntype Item { id: ID! }\n';
    const after =
      'type Query {\n  order(id: ID!, shop: ID!): Order\n  orders(first: Int!): [Order]!\n}\ninterface Node { id: ID! }\ntype Order implements Node @key(fields: "id") {\n  id: ID!\n  total: Float!\n}\nenum State { NEW }\ninput Filter { state: State = NEW, text: String!, more: [Int!]! }\nunion Hit = Order\n';
    assert.deepEqual(await said('schema.graphql', before, after), [
      'Item is gone: queries that use it are refused as a whole',
      'Query.order.shop is new and required: queries of today do not send it, and are refused',
      'Query.orders may be null now: [Order]!, and was [Order!]!: clients that were built with the old schema fail on the answer',
      'the argument after of Query.orders is gone: queries that use it are refused as a whole',
      'the argument first of Query.orders is required now: queries that leave it out are refused',
      'Order.total is Float! now and was Int!: clients that were built with the old schema fail on the answer',
      'State.PAID is gone: queries that use it are refused as a whole',
      'Filter.text is required now: queries that leave it out are refused',
      'Filter.more is new and required: queries of today do not send it, and are refused',
      'Hit.Item is gone: queries that use it are refused as a whole',
    ]);
  });

  it('says once what becomes of many fields of one type', async () => {
    const of = (sign: string): string =>
      `type Query { mail: Mail }\ntype Mail {\n${['host', 'port', 'user', 'name', 'key'].map((name) => `  ${name}: String${sign}\n`).join('')}}\n`;
    assert.deepEqual(await said('schema.graphql', of('!'), of('')), [
      'Mail.host, Mail.port, Mail.user and 2 more may be null now: String, and was String!: clients that were built with the old schema fail on the answer',
    ]);
  });

  it('says nothing of types and fields that moved, and of queries of clients', async () => {
    const before = 'type Query {\n  a: Int\n}\ntype Order {\n  id: ID!\n  total: Int\n}\n';
    const after = 'type Query {\n  a: Int\n}\n';
    const rest = {
      'before:order.graphql': '',
      'order.graphql': 'type Order {\n  id: ID!\n}\nextend type Order {\n  total: Int\n}\n',
    };
    assert.deepEqual(await said('schema.graphql', before, after, rest), []);
    assert.deepEqual(
      await said('orders.graphql', 'query Orders { orders { id total } }\n', 'query Orders { orders { id } }\n'),
      [],
    );
  });
});

describe('contract-break in JSON Schema and in code', () => {
  it('finds documents that were valid and are not', async () => {
    const document = (required: string[], type: string): string =>
      JSON.stringify(
        {
          $schema: 'https://json-schema.org/draft/2020-12/schema',
          type: 'object',
          required,
          properties: { name: { type: 'string' }, size: { type } },
        },
        null,
        2,
      );
    assert.deepEqual(
      await said('config.schema.json', document(['name'], 'number'), document(['name', 'size'], 'integer')),
      [
        'size is required now: documents that were valid are refused',
        'size is integer now and was number: documents that were valid are refused',
      ],
    );
  });

  it('finds a removed route of an API, not one of a page, of a router that moved, or of a way that nobody reads', async () => {
    const app = (routes: string): string => `from flask import Flask\napp = Flask(__name__)\n${routes}`;
    const route = (path: string, name: string): string => `\n@app.get("${path}")\ndef ${name}():\n    return {}\n`;
    const rest = { Procfile: 'web: python app.py\n' };
    const before = app(
      route('/api/orders', 'orders') + route('/api/invoices', 'invoices') + route('/imprint', 'imprint'),
    );
    assert.deepEqual(await said('app.py', before, app(route('/api/orders', 'orders')), rest), [
      'GET /api/invoices is gone: whoever calls it is refused once this version runs',
    ]);
    const mounted = app(route('/orders', 'orders') + route('/invoices', 'invoices'));
    assert.deepEqual(await said('app.py', before, mounted, rest), []);
    assert.deepEqual(await said('app.py', before, app('app.register_blueprint(api)\n'), rest), []);
  });
});

describe('contract-break and bad input', () => {
  it('says nothing of texts that do not hold together, and ends', () => {
    const deep = 20_000;
    const texts = [
      `openapi: 3.0.0\npaths: &a\n  /a: *a\n  /b: { get: { responses: { '200': *a } } }\n`,
      `openapi: 3.0.0\npaths: { /a: { $ref: '#/paths/~1a' } }\n`,
      'message A {'.repeat(deep),
      `type Q { ${'a('.repeat(deep)}`,
      `{ "$schema": "https://json-schema.org/draft-07/schema", "properties": { "a": { "$ref": "#" } } }`,
      'openapi: 3.0.0\npaths:\n  - [',
    ];
    const readers = [openApiBreaks, protobufBreaks, graphqlBreaks, jsonSchemaBreaks];
    for (const before of texts) {
      for (const after of texts) {
        for (const read of readers) assert.ok(Array.isArray(read({ path: 'a', before, after }, [before])));
      }
    }
  });
});
