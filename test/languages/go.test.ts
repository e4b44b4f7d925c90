import assert from 'node:assert/strict';
import { isSwallowed } from '../../src/model/facts.ts';
import { at, factsOf, marked } from './render.ts';

/** A file of package `main` around statements of one function, with what it imports. */
function file(body: string, imports: readonly string[] = []): string {
  const specs = imports.map((path) => `\t${path.includes('"') ? path : `"${path}"`}\n`).join('');
  return `package main\n\nimport (\n${specs})\n\n${body}\n`;
}

async function paths(text: string): Promise<string[]> {
  return (await factsOf('go', text)).calls.map((call) => `${call.callee} → ${call.path}`);
}

describe('Go', () => {
  it('gives functions with receivers, parameters and names that say whether they are exported', async () => {
    const text = `package shop

func (s *Store[T]) Pay(ctx context.Context, a, b string, rest ...int) error {
	go func(id int) { s.run(id) }(1)
	return nil
}

func helper() { done := func() {}; done() }

var handlers = map[string]any{}
var options = Options{OnError: func(err error) {}}
`;
    const { functions } = await factsOf('go', text);
    assert.deepEqual(
      functions.map(({ name, owner, parameters, exported, parent }) => [name, owner, parameters, exported, parent]),
      [
        ['Pay', 'Store', ['ctx', 'a', 'b', 'rest'], true, -1],
        ['<anonymous>', null, ['id'], false, 0],
        ['helper', null, [], false, -1],
        ['done', null, [], false, 2],
        ['OnError', null, ['err'], false, -1],
      ],
    );
  });

  it('gives structs and interfaces with their fields and what they embed', async () => {
    const text = `package shop

import "sync"

type Server struct {
	sync.Mutex
	*Base
	logger, audit *zap.Logger
	limits map[string]int \`json:"limits"\`
}

type Store interface {
	Reader
	Get(key string) (string, error)
}
`;
    const { classes } = await factsOf('go', text);
    assert.deepEqual(
      classes.map(({ name, kind, bases, fields, exported }) => [
        name,
        kind,
        bases,
        fields.map((one) => `${one.name} ${one.type}`),
        exported,
      ]),
      [
        [
          'Server',
          'struct',
          ['sync.Mutex', 'Base'],
          ['Mutex sync.Mutex', 'Base Base', 'logger *zap.Logger', 'audit *zap.Logger', 'limits map[string]int'],
          true,
        ],
        ['Store', 'interface', ['Reader'], [], true],
      ],
    );
  });

  it('gives imports, one for each line of a block', async () => {
    const { imports } = await factsOf('go', file('', ['fmt', 'l "log/slog"', '_ "github.com/lib/pq"', '. "math"']));
    assert.deepEqual(
      imports.map(({ module, alias, names }) => [module, alias, names.map(({ name }) => name)]),
      [
        ['fmt', null, []],
        ['log/slog', 'l', []],
        ['github.com/lib/pq', null, ['_']],
        ['math', null, ['*']],
      ],
    );
  });

  it('knows packages by the name that their path gives them', async () => {
    const text = file(
      'func f() {\n\tklog.InfoS("x")\n\tyaml.Unmarshal(a, b)\n\tredis.NewClient()\n\tnats.Connect()\n\tsql.Open()\n}',
      [
        'k8s.io/klog/v2',
        'gopkg.in/yaml.v3',
        'github.com/redis/go-redis/v9',
        'github.com/nats-io/nats.go',
        'database/sql',
      ],
    );
    assert.deepEqual(await paths(text), [
      'klog.InfoS → k8s.io/klog/v2.InfoS',
      'yaml.Unmarshal → gopkg.in/yaml.v3.Unmarshal',
      'redis.NewClient → github.com/redis/go-redis/v9.NewClient',
      'nats.Connect → github.com/nats-io/nats.go.Connect',
      'sql.Open → database/sql.Open',
    ]);
  });

  it('follows values to where they come from', async () => {
    const text = file(
      `var global = zap.L().Named("x")

type Server struct {
	client *http.Client
	inner  Inner
	store  Store
}

type Inner struct{ log *zap.SugaredLogger }

func NewServer() *Server {
	s := &Server{client: &http.Client{}}
	s.client.Do(nil)
	return s
}

func (s *Server) run(log *zap.Logger, f func()) {
	s.client.Do(nil)
	s.inner.log.Infof("x")
	s.missing.Call()
	s.helper()
	log = log.With()
	log.Error("x")
	global.Info("x")
	conn, err := sql.Open("a", "b")
	conn.Ping()
	var client http.Client
	client.Get("x")
	c := new(http.Client)
	c.Get("y")
	v := any.(*http.Request)
	v.Cookies()
	(*v).Cookies()
	for _, each := range list {
		each.Do()
	}
	f()
	func() { log := log.Named("x"); log.Warn("y") }()
}`,
      ['net/http', 'go.uber.org/zap', 'database/sql'],
    );
    const all = await paths(text);
    for (const expected of [
      's.client.Do → new net/http.Client().Do',
      's.inner.log.Infof → new go.uber.org/zap.SugaredLogger().Infof',
      's.missing.Call → this.missing.Call',
      's.helper → this.helper',
      'log.Error → new go.uber.org/zap.Logger().Error',
      'global.Info → go.uber.org/zap.L().Named().Info',
      'conn.Ping → database/sql.Open().Ping',
      'client.Get → new net/http.Client().Get',
      'c.Get → new net/http.Client().Get',
      'v.Cookies → new net/http.Request().Cookies',
      '(*v).Cookies → new net/http.Request().Cookies',
      'each.Do → null',
      'log.Warn → new go.uber.org/zap.Logger().Named().Warn',
    ]) {
      assert.ok(all.includes(expected), `${expected}\n${all.join('\n')}`);
    }
    assert.equal(all.filter((path) => path === 's.client.Do → new net/http.Client().Do').length, 2);
  });

  it('says what a call stands in', async () => {
    const { calls } = await factsOf(
      'go',
      file(
        'func f() {\n\tfor {\n\t\tif ok && a() {\n\t\t\tb()\n\t\t} else {\n\t\t\tc()\n\t\t}\n\t}\n\tgo d()\n\tx := e()\n}',
      ),
    );
    assert.deepEqual(calls.map(marked), [
      'a, in loop, if ok',
      'b, in loop, if ok && a(), statement',
      'c, in loop, if not (ok && a()), statement',
      'd',
      'e',
    ]);
    assert.deepEqual(
      calls.filter((call) => call.detached).map((call) => call.callee),
      ['d'],
    );
  });

  it('takes what stands in a header for part of the statement that it heads', async () => {
    const text = file('func f() {\n\tif err := a(); err != nil {\n\t\treturn\n\t}\n}');
    const { calls } = await factsOf('go', text);
    assert.match(at(text, calls[0]?.statement ?? null) ?? '', /^if err := a\(\); err != nil \{[\s\S]*\}$/);
  });

  it('gives arguments with their kinds and values', async () => {
    const { calls } = await factsOf(
      'go',
      file('func f() {\n\tg("a\\n", `b`, 1, true, nil, x.y, h(), func() {}, &T{A: 1}, []int{1}, xs...)\n}'),
    );
    assert.deepEqual(
      calls[0]?.arguments.map(({ kind, value, keys }) => [kind, value, ...(keys ?? [])]),
      [
        ['string', 'a\n'],
        ['string', 'b'],
        ['number', '1'],
        ['boolean', 'true'],
        ['null', null],
        ['name', 'x.y'],
        ['call', 'h'],
        ['function', null],
        ['object', null, 'A'],
        ['list', null],
        ['spread', null],
      ],
    );
  });

  it('knows programs, what they listen with and the variables they read', async () => {
    const { entryMarkers, environmentReads } = await factsOf(
      'go',
      file('func main() {\n\thttp.ListenAndServe(os.Getenv("ADDRESS"), nil)\n}', ['net/http', 'os']),
    );
    assert.deepEqual(
      entryMarkers.map(({ kind }) => kind),
      ['main-guard', 'listen'],
    );
    assert.deepEqual(
      environmentReads.map(({ name }) => name),
      ['ADDRESS'],
    );
  });

  it('knows where telemetry starts', async () => {
    const { telemetry } = await factsOf(
      'go',
      file('func start() {\n\tprovider := sdktrace.NewTracerProvider()\n\totel.SetTracerProvider(provider)\n}', [
        'go.opentelemetry.io/otel',
        'sdktrace "go.opentelemetry.io/otel/sdk/trace"',
      ]),
    );
    assert.deepEqual(
      telemetry.map(({ vendor, signals }) => [vendor, signals]),
      [
        ['opentelemetry', ['traces']],
        ['opentelemetry', ['traces']],
      ],
    );
  });

  it('reads style, line ends, byte-order marks and what does not parse', async () => {
    const windows = '\ufeffpackage main\r\n\r\nimport "fmt"\r\n\r\nfunc f() {\r\n\tfmt.Println("x")\r\n}\r\n';
    const facts = await factsOf('go', windows);
    assert.equal(facts.style.indent, '\t');
    assert.equal(facts.style.endOfLine, '\r\n');
    assert.equal(windows.slice(facts.prologue.firstStatement).startsWith('import'), true);
    assert.equal(windows.slice(facts.prologue.afterImports).startsWith('\r\nfunc'), true);
    const broken = await factsOf('go', 'package main\n\nfunc f( {\n\ta()\n}\n\nfunc g() { b() }\n');
    assert.ok(broken.syntaxErrors.length > 0);
    assert.ok(broken.calls.some((call) => call.callee === 'b'));
  });

  it('reads suppressions', async () => {
    const text = file(
      'func f() {\n\t// prodaware-ignore swallowed-error: the cache fills again\n\tif err != nil {\n\t}\n}',
    );
    const { suppressions } = await factsOf('go', text);
    assert.deepEqual(
      suppressions.map(({ rules, reason, target }) => [rules, reason, at(text, target)]),
      [[['swallowed-error'], 'the cache fills again', '\tif err != nil {']],
    );
  });

  it('holds a function of thousands of error checks', async () => {
    const check = '\tif err := a(); err != nil {\n\t\tx = 1\n\t}\n';
    const { handlers } = await factsOf('go', file(`func f() {\n${check.repeat(3000)}}`));
    assert.equal(handlers.filter(isSwallowed).length, 3000);
  });
});
