import assert from 'node:assert/strict';
import { loggerRows } from '../../src/knowledge/loggers.ts';
import { factsOf } from './render.ts';

/** `library level message attached` of the log calls in a handler of `err`. */
async function logged(statement: string, imports: readonly string[], before = ''): Promise<string[]> {
  const specs = imports.map((path) => `import ${path.includes('"') ? path : `"${path}"`}\n`).join('');
  const text = `package shop\n\n${specs}\n${before}\nfunc (s *Server) pay(ctx context.Context) {\n\tif err := s.charge(ctx); err != nil {\n\t\t${statement}\n\t}\n}\n`;
  const { logCalls, syntaxErrors } = await factsOf('go', text);
  assert.deepEqual(syntaxErrors, [], text);
  return logCalls.map(({ library, level, message, errorAttached, logger }) =>
    [library, level, message, errorAttached ? 'attached' : 'lost', logger].join(' '),
  );
}

const zap = 'go.uber.org/zap';
const slog = 'log/slog';
const zerolog = 'github.com/rs/zerolog/log';
const logrus = 'github.com/sirupsen/logrus';
const kit = 'github.com/go-kit/log';
const field = (type: string): string => `type Server struct{ logger ${type} }\n`;

describe('log calls in Go', () => {
  const cases: [string, string, readonly string[], string?][] = [
    ['log.Printf("pay: %v", err)', 'log info placeholder attached log', ['log']],
    ['log.Fatal("pay")', 'log critical constant lost log', ['log']],
    ['slog.Error("pay", "err", err)', 'slog error constant attached slog', [slog]],
    ['slog.ErrorContext(ctx, "pay", slog.Any("err", err))', 'slog error constant attached slog', [slog]],
    ['slog.Warn("pay", "err", err.Error())', 'slog warn constant lost slog', [slog]],
    ['slog.Log(ctx, slog.LevelError, "pay")', 'slog error constant lost slog', [slog]],
    ['slog.With("a", 1).Info("pay")', 'slog info constant lost slog.With("a", 1)', [slog]],
    ['s.logger.Error("pay", zap.Error(err))', 'zap error constant attached s.logger', [zap], field('*zap.Logger')],
    ['zap.L().Warn("pay", zap.String("error", err.Error()))', 'zap warn constant lost zap.L()', [zap]],
    [
      's.logger.Errorw("pay", "error", err)',
      'zap-sugared error constant attached s.logger',
      [zap],
      field('*zap.SugaredLogger'),
    ],
    ['zap.S().Errorf("pay %s", id)', 'zap-sugared error placeholder lost zap.S()', [zap]],
    ['log.Error().Err(err).Str("id", s.id()).Msg("pay")', 'zerolog error constant attached log', [zerolog]],
    [
      'zerolog.Ctx(ctx).Warn().Msgf("pay %s", id)',
      'zerolog warn placeholder lost zerolog.Ctx(ctx)',
      ['github.com/rs/zerolog'],
    ],
    ['logrus.WithError(err).Error("pay")', 'logrus error constant attached logrus.WithError(err)', [logrus]],
    [
      'log.WithField("id", 1).Warnf("pay %s", id)',
      'logrus warn placeholder lost log.WithField("id", 1)',
      [`log "${logrus}"`],
    ],
    ['klog.ErrorS(err, "pay", "id", id)', 'klog error constant attached klog', ['k8s.io/klog/v2']],
    ['klog.V(2).Info("pay")', 'klog info constant lost klog.V(2)', ['k8s.io/klog/v2']],
    ['glog.Errorf("pay: %v", err)', 'glog error placeholder attached glog', ['github.com/golang/glog']],
    [
      's.logger.Error(err, "pay")',
      'logr error constant attached s.logger',
      ['github.com/go-logr/logr'],
      field('logr.Logger'),
    ],
    [
      'level.Error(s.logger).Log("msg", "pay", "err", err)',
      'go-kit error constant attached s.logger',
      [kit, `${kit}/level`],
      field('log.Logger'),
    ],
    [
      's.logger.Error("pay", "error", err)',
      'hclog error constant attached s.logger',
      ['github.com/hashicorp/go-hclog'],
      field('hclog.Logger'),
    ],
    ['s.logger.Errorf("pay: %s", err)', 'unknown error placeholder attached s.logger', []],
    ['s.logger.Error().Err(err).Msg("pay")', 'unknown error constant attached s.logger', []],
    ['fmt.Println("pay", err)', 'print info constant attached fmt', ['fmt']],
    ['fmt.Fprintln(os.Stderr, "pay")', 'print error constant lost fmt', ['fmt', 'os']],
    ['println("pay")', 'print error constant lost println', []],
  ];
  for (const [statement, expected, imports, before] of cases) {
    it(`are read: ${statement}`, async () => assert.deepEqual(await logged(statement, imports, before), [expected]));
  }

  it('are none where a line is written to somebody', async () => {
    assert.deepEqual(await logged('fmt.Fprintln(w, "pay")', ['fmt']), []);
    assert.deepEqual(await logged('log.Error().Err(err)', [zerolog]), []);
    assert.deepEqual(await logged('catalog.Error("x")', []), []);
  });

  it('are known by the last link of a chain, however long it is', async () => {
    const chain = Array.from({ length: 15 }, (_, index) => `.Str("a_long_key_${index}", value)`).join('');
    assert.deepEqual(await logged(`log.Error().Err(err)${chain}.Msg("pay")`, [zerolog]), [
      'zerolog error constant attached log',
    ]);
  });

  it('log an error in the form of each row, which counts as attached', async () => {
    for (const row of loggerRows.filter((one) => one.ecosystem === 'go')) {
      const [made] = row.obtain;
      if (made === undefined) continue;
      const statement = row.logError
        .replaceAll('{logger}', made.logger)
        .replaceAll('{message}', '"pay failed"')
        .replaceAll('{format}', '"pay failed: %v"')
        .replaceAll('{error}', 'err');
      const [only = ''] = await logged(statement, [(made.import ?? '').replace(/^import /, '')]);
      assert.match(only, new RegExp(`^${row.library} \\w+ (?:constant|placeholder) attached`), statement);
    }
  });

  it('name the loggers of a file', async () => {
    const text = `package shop

import "go.uber.org/zap"

var log = zap.NewNop()

type Server struct{ logger *zap.Logger }

func (s *Server) run(audit *zap.SugaredLogger) {}
`;
    const { loggers } = await factsOf('go', text);
    assert.deepEqual(
      loggers.map(({ name, library, function: within }) => [name, library, within]),
      [
        ['log', 'zap', -1],
        ['this.logger', 'zap', -1],
        ['audit', 'zap-sugared', 0],
      ],
    );
  });
});
