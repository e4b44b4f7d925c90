/** Contracts on both sides of a change, for the page and the tests of the rule. */
import type { Example } from '../../../model/rule.ts';

const openApi = (operations: string, marked = false): string =>
  `openapi: 3.0.3\ninfo:\n  title: Shop\n  version: 1.4.0\n${marked ? '[|paths|]' : 'paths'}:\n${operations}`;
const list = "  /orders:\n    get:\n      responses:\n        '200':\n          description: The orders\n";
const one = "  /orders/{id}:\n    get:\n      responses:\n        '200':\n          description: The order\n";

const proto = (fields: string, marked = false): string =>
  `syntax = "proto3";\n\npackage shop.v1;\n\nmessage ${marked ? '[|Order|]' : 'Order'} {\n${fields}}\n`;

const express = (routes: string): string =>
  `import express from 'express';\n\nconst app = express();\n${routes}app.listen(3000);\n`;
const server = {
  'package.json': '{ "name": "shop", "type": "module", "dependencies": { "express": "^5.0.0" } }\n',
  Procfile: 'web: tsx server.ts\n',
};

export const contractExamples: Readonly<Record<string, Example>> = {
  openapi: {
    bad: { 'before:openapi.yaml': openApi(list + one), 'openapi.yaml': openApi(list, true) },
    good: {
      'before:openapi.yaml': openApi(list + one.replace('get:\n', 'get:\n      deprecated: true\n')),
      'openapi.yaml': openApi(list),
    },
  },
  protobuf: {
    bad: {
      'before:proto/orders.proto': proto('  string id = 1;\n  int64 total = 2;\n'),
      'proto/orders.proto': proto('  string id = 1;\n', true),
    },
    good: {
      'before:proto/orders.proto': proto('  string id = 1;\n  int64 total = 2;\n'),
      'proto/orders.proto': proto('  reserved 2;\n  reserved "total";\n  string id = 1;\n'),
    },
  },
  graphql: {
    bad: {
      'before:schema.graphql': 'type Query {\n  orders: [Order!]!\n}\n\ntype Order {\n  id: ID!\n  total: Int!\n}\n',
      'schema.graphql': 'type Query {\n  orders: [Order!]!\n}\n\ntype [|Order|] {\n  id: ID!\n}\n',
    },
    good: {
      'before:schema.graphql': 'type Query {\n  orders: [Order!]!\n}\n\ntype Order {\n  id: ID!\n  total: Int!\n}\n',
      'schema.graphql':
        'type Query {\n  orders: [Order!]!\n}\n\ntype Order {\n  id: ID!\n  total: Int! @deprecated(reason: "see sum")\n  sum: Money!\n}\n',
    },
  },
  typescript: {
    bad: {
      ...server,
      'before:server.ts': express(
        "app.get('/api/v1/orders', listOrders);\napp.get('/api/v1/invoices', listInvoices);\n",
      ),
      'server.ts': express("[|app.get('/api/v1/orders'|], listOrders);\n"),
    },
    good: {
      ...server,
      'before:server.ts': express(
        "app.get('/api/v1/orders', listOrders);\napp.get('/api/v1/invoices', listInvoices);\n",
      ),
      'server.ts': express("app.get('/api/v1/orders', listOrders);\napp.use('/api/v1', invoices);\n"),
    },
  },
};
