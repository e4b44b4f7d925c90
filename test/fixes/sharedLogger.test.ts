import assert from 'node:assert/strict';
import { swallowedError } from '../../src/rules/logging/swallowed-error.ts';
import { fixFirst } from '../support/check.ts';
import type { Files } from '../support/memoryRepository.ts';

const typescript = 'export async function pay() {\n  try {\n    await charge();\n  } catch {}\n}\n';
const manifest = { 'package.json': '{ "name": "shop" }\n', Procfile: 'web: tsx src/server.ts\n' };

/** What the file without a logger becomes. */
async function fixed(path: string, files: Files): Promise<string | undefined> {
  return (await fixFirst(swallowedError, files, path))[path];
}

describe('the logger of a service, in a file that has none', () => {
  const log = "import pino from 'pino';\n\nexport const log = pino();\n";

  it('is imported from where the other files import it', async () => {
    const files = {
      ...manifest,
      'src/lib/log.ts': log,
      'src/server.ts':
        "import { log } from './lib/log';\nimport { pay } from './cards/pay';\n\nlog.info('up');\nvoid pay();\n",
      'src/cards/pay.ts': typescript,
    };
    assert.equal(
      await fixed('src/cards/pay.ts', files),
      "import { log } from '../lib/log';\n\nexport async function pay() {\n  try {\n    await charge();\n  } catch (error) {\n    log.error({ err: error }, 'charge failed');\n  }\n}\n",
    );
  });

  it('keeps extensions, default exports and aliases of paths as they are written', async () => {
    const server = (specifier: string): Files => ({
      ...manifest,
      'src/log.ts':
        "import winston from 'winston';\n\nconst logger = winston.createLogger();\n\nexport default logger;\n",
      'src/server.ts': `import logger from '${specifier}';\nimport { pay } from './pay.js';\n\nlogger.info('up');\nvoid pay();\n`,
      'src/pay.ts': typescript,
    });
    assert.match((await fixed('src/pay.ts', server('./log.js'))) ?? '', /^import logger from '\.\/log\.js';\n/);
    assert.match((await fixed('src/pay.ts', server('@/log'))) ?? '', /^import logger from '@\/log';\n/);
  });

  it('is required where files require', async () => {
    const files = {
      'package.json': '{ "name": "shop" }\n',
      Procfile: 'web: node server.js\n',
      'log.js': "const logger = require('winston').createLogger();\n\nmodule.exports = { logger };\n",
      'server.js':
        "const { logger } = require('./log');\nconst pay = require('./pay');\n\nlogger.info('up');\npay();\n",
      'pay.js': "const cards = require('./cards');\n\nmodule.exports = () => cards.charge().catch(() => {});\n",
      'cards.js': 'exports.charge = async () => {};\n',
    };
    assert.match(
      (await fixed('pay.js', files)) ?? '',
      /^const cards = require\('\.\/cards'\);\nconst \{ logger \} = require\('\.\/log'\);\n/,
    );
  });

  it('is not a function that is only called so', async () => {
    const files = {
      ...manifest,
      'src/log.ts': 'export const log = (text: string) => process.stdout.write(text);\n',
      'src/server.ts': "import { log } from './log';\nimport { pay } from './pay';\n\nlog('up');\nvoid pay();\n",
      'src/pay.ts': typescript,
    };
    assert.match((await fixed('src/pay.ts', files)) ?? '', /console\.error/);
  });

  it('gives way to the library that the profile names', async () => {
    const files = {
      ...manifest,
      'prodaware.yaml': 'version: 1\nlogging: { library: winston }\n',
      'src/log.ts': log,
      'src/server.ts': "import { log } from './log';\nimport { pay } from './pay';\n\nlog.info('up');\nvoid pay();\n",
      'src/pay.ts': typescript,
    };
    assert.match((await fixed('src/pay.ts', files)) ?? '', /^import winston from 'winston';\n/);
  });

  it('is imported in Python by its module', async () => {
    const files = {
      'shop/__init__.py': '',
      'shop/log.py': 'import structlog\n\nlogger = structlog.get_logger()\n',
      'shop/pay.py':
        'import requests\n\n\ndef pay():\n    try:\n        requests.post("x")\n    except Exception:\n        pass\n',
      'main.py': 'from shop.log import logger\nfrom shop.pay import pay\n\nlogger.info("up")\npay()\n',
      Procfile: 'web: python main.py\n',
    };
    assert.match(
      (await fixed('shop/pay.py', files)) ?? '',
      /^import requests\n\nfrom shop\.log import logger\n|^import requests\nfrom shop\.log import logger\n/,
    );
  });
});
