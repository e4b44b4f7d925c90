/** Routes with and without a check of who calls. */
import type { Example } from '../../model/rule.ts';

const profile = 'version: 1\ncompliance:\n  authorization:\n    decorators: [login_required]\n    public: [/health]\n';
const flask = (routes: string): string =>
  `from flask import Flask\nfrom flask_login import login_required\n\napp = Flask(__name__)\n${routes}`;
const orders = '\n\n@app.get("/orders")\n@login_required\ndef orders():\n    return []\n';

const express = (last: string): string => {
  const guarded = ['orders', 'invoices', 'items', 'prices', 'shops'].map(
    (name) => `app.post('/${name}', requireAuth, save);\n`,
  );
  return `import express from 'express';\n\nconst app = express();\n${guarded.join('')}${last}`;
};
const server = {
  'package.json': '{ "name": "shop", "type": "module", "dependencies": { "express": "^5.0.0" } }\n',
  Procfile: 'web: node server.js\n',
};

export const authorizationExamples: Readonly<Record<string, Example>> = {
  python: {
    bad: {
      'prodaware.yaml': profile,
      'app.py': flask(`${orders}\n\n@app.get("/invoices")\ndef [|invoices|]():\n    return []\n`),
    },
    good: {
      'prodaware.yaml': profile,
      'app.py': flask(`${orders}\n\n@app.get("/health")\ndef health():\n    return "ok"\n`),
    },
  },
  javascript: {
    bad: { ...server, 'server.js': express("[|app.delete('/discounts'|], remove);\n") },
    good: { ...server, 'server.js': express("app.post('/login', signIn);\n") },
  },
};
