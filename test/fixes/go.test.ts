import assert from 'node:assert/strict';
import { logErrorFix } from '../../src/fixes/logError.ts';
import { printToLoggerFix } from '../../src/fixes/printToLogger.ts';
import { after, editedFile } from '../support/editedFile.ts';

/** The text with its last handler logging; null where there is no fix. */
async function logged(text: string, libraries: readonly string[] = []): Promise<string | null> {
  const file = await editedFile('shop.go', text);
  const handler = file.facts.handlers.at(-1);
  assert.ok(handler, 'there is no handler');
  const fix = logErrorFix(file, handler, { libraries, shared: () => null });
  if (fix === null) return null;
  const result = after(file, ...fix.edits);
  const { facts } = await editedFile('shop.go', result);
  assert.deepEqual(facts.syntaxErrors, [], result);
  assert.equal(facts.handlers.at(-1)?.outcome, 'logged', result);
  return result;
}

const check = (body = '\t\treturn\n'): string =>
  `func (s *Server) pay() {\n\tif err := s.gateway.Charge(); err != nil {\n${body}\t}\n}\n`;
const done = (statement: string): string => check(`\t\t${statement}\n\t\treturn\n`);
const slog = 'slog.Error("s.gateway.Charge failed", "err", err)';

describe('the log line for a dropped error in Go', () => {
  const cases: [string, string, string][] = [
    [
      'uses slog where there is no logger, with its import in its place',
      `package shop\n\nimport (\n\t"context"\n\t"net/http"\n\n\t"github.com/lib/pq"\n)\n\n${check()}`,
      `package shop\n\nimport (\n\t"context"\n\t"log/slog"\n\t"net/http"\n\n\t"github.com/lib/pq"\n)\n\n${done(slog)}`,
    ],
    [
      'puts the standard library in front',
      `package shop\n\nimport (\n\t// The driver.\n\t"github.com/lib/pq"\n)\n\n${check()}`,
      `package shop\n\nimport (\n\t"log/slog"\n\n\t// The driver.\n\t"github.com/lib/pq"\n)\n\n${done(slog)}`,
    ],
    [
      'makes a block of one import',
      `package shop\n\nimport "context"\n\n${check()}`,
      `package shop\n\nimport (\n\t"context"\n\t"log/slog"\n)\n\n${done(slog)}`,
    ],
    [
      'begins with the imports where there are none',
      `package shop\n\n${check()}`,
      `package shop\n\nimport "log/slog"\n\n${done(slog)}`,
    ],
    [
      'uses the field of the struct, by the name that the method has for it',
      `package shop\n\nimport "go.uber.org/zap"\n\ntype Server struct{ log *zap.Logger }\n\n${check()}`,
      `package shop\n\nimport "go.uber.org/zap"\n\ntype Server struct{ log *zap.Logger }\n\n${done('s.log.Error("s.gateway.Charge failed", zap.Error(err))')}`,
    ],
    [
      'uses a field that another method of the struct logs with',
      `package shop\n\nfunc (server *Server) start() {\n\tserver.logger.Infof("starts on %s", port)\n}\n\n${check()}`,
      `package shop\n\nfunc (server *Server) start() {\n\tserver.logger.Infof("starts on %s", port)\n}\n\n${done('s.logger.Errorf("s.gateway.Charge failed: %v", err)')}`,
    ],
    [
      'imports what the form of the library needs',
      `package shop\n\nimport "github.com/go-kit/log"\n\ntype Server struct{ logger log.Logger }\n\n${check()}`,
      `package shop\n\nimport (\n\t"github.com/go-kit/log"\n\t"github.com/go-kit/log/level"\n)\n\ntype Server struct{ logger log.Logger }\n\n${done('level.Error(s.logger).Log("msg", "s.gateway.Charge failed", "err", err)')}`,
    ],
    [
      'uses the package that the file logs with, by the name it has here',
      `package shop\n\nimport l "github.com/sirupsen/logrus"\n\nfunc start() { l.Info("x") }\n\n${check()}`,
      `package shop\n\nimport l "github.com/sirupsen/logrus"\n\nfunc start() { l.Info("x") }\n\n${done('l.WithError(err).Error("s.gateway.Charge failed")')}`,
    ],
    [
      'logs in chains where the library has them',
      `package shop\n\nimport "github.com/rs/zerolog/log"\n\nfunc start() { log.Info().Msg("x") }\n\n${check()}`,
      `package shop\n\nimport "github.com/rs/zerolog/log"\n\nfunc start() { log.Info().Msg("x") }\n\n${done('log.Error().Err(err).Msg("s.gateway.Charge failed")')}`,
    ],
    [
      'uses the log package in its form',
      `package shop\n\nimport "log"\n\n${check()}`,
      `package shop\n\nimport "log"\n\n${done('log.Printf("s.gateway.Charge failed: %v", err)')}`,
    ],
    [
      'keeps Windows line ends',
      `package shop\n\nimport "log/slog"\n\n${check()}`.replaceAll('\n', '\r\n'),
      `package shop\n\nimport "log/slog"\n\n${done(slog)}`.replaceAll('\n', '\r\n'),
    ],
    [
      'fits one line',
      'package shop\n\nimport "log/slog"\n\nfunc f() {\n\tif err := a(); err != nil { return }\n}\n',
      'package shop\n\nimport "log/slog"\n\nfunc f() {\n\tif err := a(); err != nil { slog.Error("a failed", "err", err); return }\n}\n',
    ],
    [
      'fills an empty block',
      'package shop\n\nimport "log/slog"\n\nfunc f() {\n\tif err := a(); err != nil {\n\t}\n}\n',
      'package shop\n\nimport "log/slog"\n\nfunc f() {\n\tif err := a(); err != nil {\n\t\tslog.Error("a failed", "err", err)\n\t}\n}\n',
    ],
    [
      'goes into a case',
      'package shop\n\nimport "log/slog"\n\nfunc f() {\n\terr := a()\n\tswitch {\n\tcase err != nil:\n\t\tx = 1\n\t}\n}\n',
      'package shop\n\nimport "log/slog"\n\nfunc f() {\n\terr := a()\n\tswitch {\n\tcase err != nil:\n\t\tslog.Error("a failed", "err", err)\n\t\tx = 1\n\t}\n}\n',
    ],
  ];
  for (const [what, before, expected] of cases) {
    it(what, async () => assert.equal(await logged(before), expected));
  }

  it('uses the library of the service', async () => {
    assert.equal(
      await logged(`package shop\n\nimport "context"\n\n${check()}`, ['zap']),
      `package shop\n\nimport (\n\t"context"\n\n\t"go.uber.org/zap"\n)\n\n${done('zap.L().Error("s.gateway.Charge failed", zap.Error(err))')}`,
    );
  });

  it('is not there where the logger takes errors in a way that is not known', async () => {
    const text = `package shop\n\nfunc (s *Server) start() {\n\ts.logger.Report("x")\n\ts.logger.Info("x")\n}\n\n${check()}`;
    assert.equal(await logged(text), null);
  });

  it('is not there where the name of the import is taken', async () => {
    assert.equal(await logged(`package shop\n\nfunc slog() {}\n\n${check()}`), null);
  });

  it('is not there for a panic that nobody looks at', async () => {
    assert.equal(await logged('package shop\n\nfunc f() {\n\tdefer func() { recover() }()\n}\n'), null);
  });
});

describe('printing as a log call in Go', () => {
  async function printed(statement: string, setup: string, others = '\tfmt.Fprint(w, 1)\n'): Promise<string | null> {
    const text = `package shop\n\nimport (\n\t"fmt"\n${setup}\n\nfunc f(order string) {\n${others}\t${statement}\n}\n`;
    const file = await editedFile('shop.go', text);
    const print = file.facts.logCalls.find((call) => call.library === 'print');
    assert.ok(print, 'nothing is printed');
    const fix = printToLoggerFix(file, print, { libraries: [], shared: () => null });
    if (fix === null) return null;
    const result = after(file, ...fix.edits);
    assert.deepEqual((await editedFile('shop.go', result)).facts.syntaxErrors, [], result);
    const line = result.split('\n').at(-3)?.trim() ?? '';
    return result.includes('"fmt"') ? line : `${line} without fmt`;
  }
  const slogSetup = '\t"log/slog"\n)';
  const logSetup = '\t"log"\n)\n\nfunc g() { log.Print("x") }';
  const logrusSetup = '\t"github.com/sirupsen/logrus"\n)';
  const zerologSetup = '\t"github.com/rs/zerolog/log"\n)';
  const cases: [string, string, string | null][] = [
    ['fmt.Println("paid", order)', slogSetup, 'slog.Info("paid", "order", order)'],
    ['fmt.Println("paid")', slogSetup, 'slog.Info("paid")'],
    ['fmt.Printf("paid %s\\n", order)', slogSetup, null],
    ['fmt.Println(order)', slogSetup, null],
    ['fmt.Printf("paid %s\\n", order)', logSetup, 'log.Printf("paid %s", order)'],
    ['fmt.Println("paid", order)', logSetup, 'log.Println("paid", order)'],
    ['fmt.Printf("paid %s\\n", order)', logrusSetup, 'logrus.Infof("paid %s", order)'],
    ['fmt.Printf("paid %s\\n", order)', zerologSetup, 'log.Info().Msgf("paid %s", order)'],
    ['fmt.Println("paid")', zerologSetup, 'log.Info().Msg("paid")'],
  ];
  for (const [statement, setup, expected] of cases) {
    it(`of ${statement} is ${expected}`, async () => assert.equal(await printed(statement, setup), expected));
  }
  it('takes the import with its last use', async () => {
    assert.equal(await printed('fmt.Println("paid")', slogSetup, ''), 'slog.Info("paid") without fmt');
  });
});
