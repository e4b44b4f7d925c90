import assert from 'node:assert/strict';
import { printInsteadOfLogger } from '../../../src/rules/logging/print-instead-of-logger.ts';
import { check, checkFix, checkRepository } from '../../support/check.ts';

const head = 'import logging\n\nlogger = logging.getLogger(__name__)\n';
const python = (line: string): string => `${head}\n\ndef forget(count):\n    ${line}\n`;

async function finds(language: string, source: string): Promise<void> {
  await check(printInsteadOfLogger, language, source);
}

describe('print-instead-of-logger', () => {
  it('finds what is printed beside a logger', () => finds('python', python('[|print(count)|]')));
  it('finds a stack that is printed', () =>
    finds(
      'python',
      `import traceback\n\n${head}\n\ndef f():\n    try:\n        go()\n    except GoError:\n        [|traceback.print_exc()|]\n        raise\n`,
    ));
  it('finds what a file prints whose service logs', () =>
    checkRepository(printInsteadOfLogger, {
      'app.py': `import work\n\n${head}\nlogger.info("up")\nwork.work()\n`,
      'work.py': 'def work():\n    [|print("works")|]\n',
      Procfile: 'web: python app.py\n',
    }).then(() => undefined));
  it('finds the console of a file with a logger', () =>
    finds(
      'typescript',
      "import pino from 'pino';\n\nconst log = pino();\n\nlog.info('up');\n[|console.error('no')|];\n",
    ));

  it('keeps the level and the stack', () =>
    checkFix(
      printInsteadOfLogger,
      'javascript',
      "const log = require('pino')();\n\nasync function f() {\n  try {\n    await go();\n  } catch (error) {\n    console.error('cannot go', error);\n    throw error;\n  }\n}\n\nf();\n",
      "const log = require('pino')();\n\nasync function f() {\n  try {\n    await go();\n  } catch (error) {\n    log.error({ err: error }, 'cannot go');\n    throw error;\n  }\n}\n\nf();\n",
    ));

  describe('is silent', () => {
    it('where a service only prints', () => finds('python', 'def forget(count):\n    print(count)\n'));
    it('where a service has only the console', () => finds('typescript', "console.log('up');\n"));
    it('in a program for the command line', () =>
      finds('python', `import argparse\n\n${python('print(count)')}\nargparse.ArgumentParser().parse_args()\n`));
    it('where a file is started by hand', () =>
      finds('python', `${head}\nlogger.info("up")\n\nif __name__ == "__main__":\n    print("try it")\n`));
    it('about what goes into a file', () => finds('python', python('print(count, file=open("report.txt", "w"))')));
    it('about bytes of a protocol', () =>
      finds(
        'typescript',
        "import pino from 'pino';\n\nconst log = pino();\n\nlog.info('up');\nprocess.stdout.write('{}');\n",
      ));
    it('in code that production does not start', async () => {
      const found = await checkRepository(printInsteadOfLogger, { 'tool.py': python('print(count)') });
      assert.deepEqual(found, []);
    });
    it('in tests, scripts and settings of build tools', async () => {
      const files = {
        'app.py': `${head}\nlogger.info("up")\n`,
        'tests/test_app.py': python('print(count)'),
        'scripts/seed.py': python('print(count)'),
        Procfile: 'web: python app.py\n',
      };
      assert.deepEqual(await checkRepository(printInsteadOfLogger, files), []);
    });
    it('about a method that is only called print', () =>
      finds(
        'java',
        'package shop;\n\nimport org.slf4j.Logger;\nimport org.slf4j.LoggerFactory;\n\nclass Shop {\n    private static final Logger log = LoggerFactory.getLogger(Shop.class);\n\n    void open() {\n        print();\n    }\n}\n',
      ));
    it('in a function whose name says that it prints', () =>
      finds('python', `${head}\n\ndef print_usage():\n    print("shop [port]")\n`));
    it('about a text with colours', () => finds('python', python("print('\\033[31mno such order\\033[0m')")));
    it('about a text that is logged as well', () =>
      finds('python', `${head}\n\ndef open(text):\n    logger.info(text)\n    print(text)\n`));
    it('about a text beside the log line of a handler', () =>
      finds(
        'python',
        `${head}\n\ndef open(text):\n    try:\n        run(text)\n    except OSError:\n        logger.exception("closed")\n        print("see the log")\n`,
      ));
    it('where what sounds like a logger may print itself', () =>
      finds(
        'python',
        'from shop.output import logger\n\n\ndef open(text):\n    logger.info("opens")\n    print(text)\n',
      ));
    it('in a command of Django', () =>
      finds(
        'python',
        `from django.core.management.base import BaseCommand\n${head}\n\ndef handle():\n    print("done")\n`,
      ));
    it('in a generator of Go', async () => {
      const files = {
        'go.mod': 'module example.com/shop\n\ngo 1.22\n',
        'main.go': 'package main\n\nimport "log/slog"\n\nfunc main() {\n\tslog.Info("up")\n}\n',
        'internal/pages.go':
          'package main\n\nimport (\n\t"fmt"\n\t"log"\n)\n\nfunc main() {\n\tlog.Print("begins")\n\tfmt.Println("pages")\n}\n',
        Procfile: 'web: go run .\n',
      };
      assert.deepEqual(await checkRepository(printInsteadOfLogger, files), []);
    });
  });
});
