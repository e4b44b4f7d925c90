import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { swallowedError } from '../../../src/rules/logging/swallowed-error.ts';
import { check, checkFix, checkNoFix, checkRepository, fixFirst, surrounded } from '../../support/check.ts';
import { review } from '../../support/memoryRepository.ts';

const python = (handler: string): string =>
  `import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef pay(gateway, order):\n    try:\n        gateway.charge(order)\n    ${handler}\n`;
const typescript = (handler: string): string =>
  `import pino from 'pino';\n\nconst log = pino();\n\nexport async function pay(gateway: Gateway, order: Order) {\n  try {\n    await gateway.charge(order);\n  } ${handler}\n}\n`;

async function finds(language: string, source: string): Promise<void> {
  await check(swallowedError, language, source);
}

describe('swallowed-error', () => {
  describe('finds a handler', () => {
    it('that passes', () => finds('python', python('[|except CardError:|]\n        pass')));
    it('that only goes on', () =>
      finds(
        'python',
        'def f(items):\n    for item in items:\n        try:\n            send(item)\n        [|except SendError:|]\n            continue\n',
      ));
    it('that gives a default', () => finds('python', python('[|except Exception:|]\n        return None')));
    it('that is a context manager', () =>
      finds(
        'python',
        'from contextlib import suppress\n\n\ndef f(queue):\n    [|with suppress(Exception):|]\n        queue.publish("paid")\n',
      ));
    it('that is empty', () => finds('typescript', typescript('[|catch|] {}')));
    it('that answers with nothing', () =>
      finds('typescript', typescript('[|catch (error)|] {\n    return undefined;\n  }')));
    it('of a promise', () =>
      finds(
        'javascript',
        "function f(queue) {\n  queue.publish('paid')[|.catch(() => {})|];\n}\n\nmodule.exports = { f };\n",
      ));
  });

  describe('beside the other handlers of the repository', () => {
    const handler = (index: number, type: string, body: string): string =>
      `\n\ndef take_${index}(form):\n    try:\n        return ${type.includes('ValueError') ? 'parse' : 'send'}(form, ${index})\n    ${type}\n        ${body}\n`;
    const file = (...handlers: readonly string[]): string =>
      `import logging\n\nlogger = logging.getLogger(__name__)\n${handlers.join('')}`;
    const several = (count: number, type: string, body: string): string[] =>
      Array.from({ length: count }, (_, index) => handler(index, type, body));

    it('finds an everyday answer that nearly all of them log, and says how many do', async () => {
      const log = 'logger.warning("no number")\n        return None';
      const [found] = await checkRepository(swallowedError, {
        'app/forms.py': file(
          ...several(15, 'except ValueError:', log),
          handler(99, '[|except ValueError:|]', 'return None'),
        ),
      });
      assert.equal(
        found?.message,
        'when parse fails here, it leaves no trace, though 15 of 15 handlers around parse here log',
      );
    });

    it('logs there, and is content', async () => {
      const log = 'logger.warning("no number")\n        return None';
      const one = handler(99, 'except ValueError:', 'return None');
      const files = { 'app/forms.py': file(...several(15, 'except ValueError:', log), one) };
      const fixed = (await fixFirst(swallowedError, files))['app/forms.py'] ?? '';
      assert.match(fixed, /except ValueError:\n        logger\.exception\("parse failed"\)\n        return None\n$/);
    });

    it('is silent where they are', async () => {
      await checkRepository(swallowedError, {
        'app/forms.py': file(...several(12, 'except Exception:', 'logger.exception("no")')),
        'plugins/some.py': file(...several(14, 'except Exception:', 'pass')),
      });
    });

    it('goes by the code alone where too few of them log', async () => {
      await checkRepository(swallowedError, {
        'app/forms.py': file(...several(3, 'except Exception:', 'logger.exception("no")')),
        'plugins/some.py': file(...several(5, '[|except Exception:|]', 'pass')),
      });
    });

    it('goes by the code alone of tests and tools that log nothing', async () => {
      await checkRepository(swallowedError, {
        'app/forms.py': file(
          ...several(12, 'except Exception:', 'logger.exception("no")'),
          handler(99, '[|except Exception:|]', 'pass'),
        ),
        'tests/test_some.py': file(...several(60, 'except Exception:', 'pass')),
      });
    });
  });

  describe('is silent about a handler', () => {
    const silentInPython: readonly (readonly [string, string])[] = [
      ['that raises again', 'except CardError:\n        raise'],
      ['that raises another error', 'except CardError as error:\n        raise PaymentError() from error'],
      ['that logs', 'except CardError:\n        logger.exception("no")'],
      ['that reports', 'except CardError as error:\n        sentry_sdk.capture_exception(error)'],
      ['that counts', 'except CardError:\n        failures.labels("card").inc()'],
      ['that says why', 'except CardError:\n        pass  # the gateway repeats it until it works'],
      ['of what is no fault', 'except KeyError:\n        return None'],
    ];
    for (const [title, handler] of silentInPython) it(title, () => finds('python', python(handler)));
    it('that hands the error on', () => finds('typescript', typescript('catch (error) {\n    next(error);\n  }')));
    it('that gives the error back', () =>
      finds('typescript', typescript('catch (error) {\n    return { error };\n  }')));

    it('of a test', async () => {
      const source = python('except CardError:\n        pass');
      for (const path of ['tests/pay.py', 'test_pay.py', 'pay_test.py', 'conftest.py', 'src/__tests__/pay.py']) {
        await checkRepository(swallowedError, { [path]: source });
      }
    });
    it('of a script that production does not run', async () => {
      const source = python('except CardError:\n        pass');
      await checkRepository(swallowedError, { 'scripts/pay.py': source });
      await checkRepository(swallowedError, {
        'scripts/pay.py': source.replace('except CardError:', '[|except CardError:|]'),
        Procfile: 'web: python scripts/pay.py\n',
      });
    });
  });

  describe('is silent about code that is no process of production', () => {
    const dropped = 'try { await save(); } catch { setSaved(false); }\n';
    const launched = { Procfile: 'web: python app.py\n', 'app.py': 'x = 1\n' };

    it('because it runs in a browser', () =>
      checkRepository(swallowedError, {
        'package.json': '{ "name": "server" }\n',
        Procfile: 'web: node server.js\n',
        'server.js': "require('express')().listen(80);\n",
        'client/form.jsx': `import React from 'react';\n${dropped}`,
      }));

    it('because the service around it is of another language', () =>
      checkRepository(swallowedError, { ...launched, 'client/form.ts': dropped }));

    it('but not in a repository that says nothing of its processes', () =>
      checkRepository(swallowedError, { 'form.ts': dropped.replace('catch', '[|catch|]') }));
  });

  it('says what is lost, in the service it is lost in', async () => {
    const [finding] = await check(swallowedError, 'python', python('[|except CardError:|]\n        pass'));
    assert.equal(
      finding?.message,
      'when gateway.charge fails here, it leaves no trace: web in production writes no log line, span event or metric',
    );
  });

  it('logs with the logger the file already has', () =>
    checkFix(
      swallowedError,
      'python',
      python('except CardError: pass'),
      python('except CardError:\n        logger.exception("gateway.charge failed")'),
    ));

  it('logs with the library that the profile names where the file has no logger', async () => {
    const files = {
      ...surrounded(
        'python',
        'def pay(gateway):\n    try:\n        gateway.charge()\n    except CardError:\n        pass\n',
      ),
      'prodaware.yaml': 'version: 1\nlogging: { library: structlog }\n',
    };
    const fixed = await fixFirst(swallowedError, files);
    assert.match(fixed['app.py'] ?? '', /^import structlog\n\nlogger = structlog\.get_logger\(__name__\)\n/);
  });

  it('offers no fix where the error has no name to log', () =>
    checkNoFix(swallowedError, 'typescript', typescript('[|catch ({ code })|] {\n    return null;\n  }')));

  it('mends every shape of handler, whatever surrounds it', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(language, async (build) => {
        const { name, source } = build;
        const files = surrounded(name, source);
        const { findings } = await review(files);
        const own = findings.filter(({ rule }) => rule === 'swallowed-error');
        assert.equal(own.length, 1, source);
        // Throws when the result does not parse, keeps its finding, or has a new one.
        await fixFirst(swallowedError, files);
      }),
      { numRuns: 100 },
    );
  });
});

interface Build {
  readonly name: string;
  readonly source: string;
}

const pythonHandlers = fc.constantFrom(
  ['except CardError: pass'],
  ['except CardError:', '>pass'],
  ['except CardError:', '>...'],
  ['except (CardError, GatewayError) as e:', '>pass'],
  ['except:', '>pass'],
  ['except Exception:', '># TODO', '>pass', '># more'],
  ['except Exception as error: return None'],
  ['except Exception:', '>retries += 1', '>return None'],
  ['except Exception:', '>if order:', '>>retries = 2', '>return retries'],
  ['except Exception:', '>"""nothing"""', '>return {', '>>"a": 1,', '>}'],
  ['except Exception: a = 1; b = 2'],
);
const pythonHeads = fc.constantFrom(
  'import logging\n\nlogger = logging.getLogger(__name__)\n',
  'import os\nimport sys\n\nfrom flask import Flask\n',
  '"""What it is."""\n',
  '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nfrom __future__ import annotations\nimport os\n',
  'from loguru import logger\n',
  'import structlog\nlog = structlog.get_logger()\n',
  'import logging as logs\n',
  '',
);
const pythonNesting = fc.constantFrom(
  ['def pay(gateway, order, retries=0):'],
  ['class Till:', '>def pay(self, gateway, order, retries=0):'],
  ['def outer(gateway, order):', '>async def pay(retries=0):', '>>if order:', '>>>for _ in order:'],
  ['def pay(gateway, order, retries=0):', '>with order.lock:'],
);

const scriptHandlers = fc.constantFrom(
  ['} catch {}'],
  ['} catch (e) {}'],
  ['} catch (e) { return null }'],
  ['} catch {', '>// TODO', '}'],
  ['} catch (error) {', '>return null;', '}'],
  ['} catch {', '>retries += 1;', '>if (retries > 3) {', '>>return null;', '>}', '}'],
  ['} catch (err) {', '>/* TODO */ retries++; return retries;', '}'],
  ['} catch (e: unknown) {', '}'],
);
const scriptHeads = fc.constantFrom(
  "import pino from 'pino';\n\nconst logger = pino();\n",
  'import { createLogger } from "winston"\n\nconst log = createLogger()\n',
  "import fs from 'node:fs';\nimport path from 'node:path';\nfs.open(path.sep, () => undefined);\n",
  "#!/usr/bin/env node\n'use strict';\n",
  "const bunyan = require('bunyan');\nconst log = bunyan.createLogger({ name: 'a' });\n",
  "// @ts-check\n\nimport { Logger } from '@nestjs/common';\n",
  '',
);
const scriptNesting = fc.constantFrom(
  ['async function pay(gateway, order, retries) {', '}'],
  ['class Till {', '>async pay(gateway, order, retries) {', '>}', '}'],
  ['const pay = async (gateway, order, retries) => {', '>if (order) {', '>}', '};'],
);

/** Lines whose leading `>` say how deep they stand. */
function indented(lines: readonly string[], indent: string, depth = 0): string[] {
  return lines.map((line) => {
    const own = /^>*/.exec(line)?.[0].length ?? 0;
    return indent.repeat(own + depth) + line.slice(own);
  });
}

const layout = fc.record({
  indent: fc.constantFrom('  ', '    ', '\t'),
  newline: fc.constantFrom('\n', '\r\n'),
  end: fc.boolean(),
});

const language: fc.Arbitrary<Build> = fc.oneof(
  fc
    .record({ head: pythonHeads, handler: pythonHandlers, nesting: pythonNesting, layout })
    .map(({ head, handler, nesting, layout: { indent, newline, end } }) => {
      const depth = (/^>*/.exec(nesting.at(-1) ?? '')?.[0].length ?? 0) + 1;
      const lines = [
        ...indented(nesting, indent),
        ...indented(['try:', '>gateway.charge(order)', ...handler], indent, depth),
      ];
      const text = `${head}\n\n${lines.join('\n')}${end ? '\n' : ''}`;
      return { name: 'python', source: text.replaceAll('\n', newline) };
    }),
  fc
    .record({ head: scriptHeads, handler: scriptHandlers, nesting: scriptNesting, layout })
    .map(({ head, handler, nesting, layout: { indent, newline, end } }) => {
      const middle = Math.ceil(nesting.length / 2);
      const depth = (/^>*/.exec(nesting[middle - 1] ?? '')?.[0].length ?? 0) + 1;
      const body = indented(['try {', '>await gateway.charge(order);', ...handler], indent, depth);
      const lines = [
        ...indented(nesting.slice(0, middle), indent),
        ...body,
        ...indented(nesting.slice(middle), indent),
      ];
      const text = `${head}\n${lines.join('\n')}${end ? '\n' : ''}`;
      return { name: 'typescript', source: text.replaceAll('\n', newline) };
    }),
);

describe('swallowed-error and code for browsers', () => {
  const dropped = `export async function load(store) {\n  try {\n    await store.refresh();\n  } catch {}\n}\n`;
  const found = dropped.replace('catch {}', '[|catch|] {}');
  const around = {
    Procfile: 'web: node server.js\n',
    'package.json': '{ "name": "shop" }\n',
    'server.js': 'main();\n',
  };
  const silentIn: readonly (readonly [what: string, path: string, text: string])[] = [
    ['a component', 'src/Cart.tsx', dropped],
    ['what uses the window', 'src/cart.js', `${dropped}\nwindow.addEventListener('load', load);\n`],
    ['what imports styles', 'src/cart.js', `import './cart.css';\n\n${dropped}`],
    ['what says that it is for clients', 'src/cart.js', `'use client';\n\n${dropped}`],
    ['a folder of assets', 'public/cart.js', dropped],
  ];
  for (const [what, path, text] of silentIn) {
    it(`is silent in ${what}`, () => checkRepository(swallowedError, { ...around, [path]: text }));
  }

  it('finds it in a module of the server', () => checkRepository(swallowedError, { ...around, 'src/cart.js': found }));

  it('finds it where a folder sounds like pages, and the file loads what only a server has', () =>
    checkRepository(swallowedError, {
      ...around,
      'client/cart.js': `import { readFile } from 'node:fs/promises';\n\n${found}`,
    }));
});

describe('swallowed-error and code beside the processes', () => {
  const script = `async function load(store) {\n  try {\n    await store.refresh();\n  } catch {}\n}\n`;
  const python = `def load(store):\n    try:\n        store.refresh()\n    except Exception:\n        pass\n`;
  const around = {
    Procfile: 'web: node server.js\nworker: python worker.py\n',
    'package.json': '{ "name": "shop" }\n',
    'server.js': 'main();\n',
    'worker.py': 'main()\n',
  };
  const silentIn: readonly (readonly [what: string, path: string, text: string])[] = [
    ['the command line', 'packages/shop-cli/src/load.ts', script],
    ['what only tests import', 'src/containers.ts', `import { GenericContainer } from 'testcontainers';\n\n${script}`],
    ['what speaks with somebody at a terminal', 'src/setup.ts', `import ora from 'ora';\n\n${script}`],
    ['a migration', 'shop/migrations/0002_names.py', python],
    ['what a package manager wrote', '.pnp.loader.mjs', script],
  ];
  for (const [what, path, text] of silentIn) {
    it(`is silent in ${what}`, () => checkRepository(swallowedError, { ...around, [path]: text }));
  }
});
