import assert from 'node:assert/strict';
import { verdictOf } from './repositories.ts';

const config = `
const env = process.env.NODE_ENV || 'development';
module.exports = {
  env, // where it runs
  apm: { serviceName: 'shop', active: env === 'production' },
};
`;

const apm = {
  'config.js': config,
  'server.js': `
const conf = require('./config');
const apmConf = Object.assign({}, conf.apm, {
  logger: null,
});
require('elastic-apm-node').start(apmConf);
`,
};

describe('options that are written elsewhere', () => {
  it('turn telemetry off where the launch makes them say so', async () => {
    assert.equal(await verdictOf({ ...apm, Procfile: 'web: NODE_ENV=test node server.js\n' }), 'inactive elastic');
  });

  it('turn it on', async () => {
    const Procfile = 'web: NODE_ENV=production node server.js\n';
    assert.equal(await verdictOf({ ...apm, Procfile }), 'active traces,metrics,errors elastic in-code');
  });

  it('add signals that they bring', async () => {
    const files = {
      'app.py': `
import sentry_sdk

RATE = 0.1
options = {
    # of one in ten
    'traces_sample_rate': RATE,
}
sentry_sdk.init(dsn="https://key@sentry.example.com/1", **options)
`,
      Procfile: 'web: python app.py\n',
    };
    assert.equal(await verdictOf(files), 'active errors,traces sentry in-code');
  });

  it('are not known where they come from a package', async () => {
    const files = {
      'server.js': "const conf = require('@acme/config');\nrequire('elastic-apm-node').start(conf);\n",
      Procfile: 'web: node server.js\n',
    };
    assert.equal(await verdictOf(files), 'active traces,metrics,errors elastic in-code');
  });
});
