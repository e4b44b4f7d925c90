import assert from 'node:assert/strict';
import type { HandlerFact } from '../../src/model/facts.ts';
import { at, factsOf } from './render.ts';

interface Around {
  readonly signature?: string;
  readonly imports?: readonly string[];
}

function source(body: string, { signature = 'func f()', imports = [] }: Around): string {
  const specs = imports.map((path) => `import "${path}"\n`).join('');
  return `package shop\n\n${specs}\n${signature} {\n${body}\n}\n`;
}

async function handlersOf(
  body: string,
  around: Around = {},
): Promise<{ text: string; handlers: readonly HandlerFact[] }> {
  const text = source(body, around);
  const { handlers, syntaxErrors } = await factsOf('go', text);
  assert.deepEqual(syntaxErrors, [], text);
  return { text, handlers };
}

async function outcomes(body: string, around: Around = {}): Promise<string[]> {
  return (await handlersOf(body, around)).handlers.map((handler) => handler.outcome);
}

const gives = 'err := pay()\n';

describe('handlers in Go', () => {
  const shapes: [string, string, string[]][] = [
    ['a check', `${gives}if err != nil { x() }`, ['if err != nil | err := pay()']],
    [
      'a check with its own call',
      'if err := pay(); err != nil { x() }',
      ['if err := pay(); err != nil | err := pay()'],
    ],
    [
      'one of several results',
      'n, err := pay()\nif n > 1 || err != nil { x() }',
      ['if n > 1 || err != nil | n, err := pay()'],
    ],
    ['the other arm', 'if n, err := pay(); err == nil { use(n) } else { x() }', ['else | n, err := pay()']],
    [
      'an arm of its own',
      'if a() { b() } else if err := pay(); err != nil { x() }',
      ['if err := pay(); err != nil | err := pay()'],
    ],
    ['a case', `${gives}switch {\ncase err != nil:\n\tx()\ndefault:\n\ty()\n}`, ['case err != nil | err := pay()']],
    [
      'cases of its values',
      'switch err := pay(); err {\ncase nil:\n\ty()\ndefault:\n\tx()\n}',
      ['default | err := pay()'],
    ],
    ['other names', 'payErr := pay()\nif payErr != nil { x() }', ['if payErr != nil | payErr := pay()']],
    ['a name that the last result has', 'n, e := pay()\nif e != nil { use(n) }', ['if e != nil | n, e := pay()']],
    ['nothing that is no error', 'node := next()\nif node != nil { x() }', []],
    ['nothing that another function was given', `${gives}defer func() { if err != nil { x() } }()\nreturn`, []],
    [
      'once what looks closer inside',
      `${gives}if err != nil { if err == io.EOF { x() } }`,
      ['if err != nil | err := pay()'],
    ],
    [
      'again what is tried inside',
      `${gives}if err != nil { if err := again(); err != nil { x() } }`,
      ['if err != nil | err := pay()', 'if err := again(); err != nil | err := again()'],
    ],
  ];
  for (const [what, body, expected] of shapes) {
    it(`are ${what}`, async () => {
      const { text, handlers } = await handlersOf(body);
      assert.deepEqual(
        handlers.map(({ header, tryBody }) => `${at(text, header)} | ${at(text, tryBody)}`),
        expected,
      );
    });
  }

  it('know what the error is said to be', async () => {
    const { handlers } = await handlersOf(
      `${gives}if errors.Is(err, sql.ErrNoRows) || err == io.EOF { x() }\nif os.IsNotExist(err) { y() }`,
      { imports: ['errors', 'database/sql', 'io', 'os'] },
    );
    assert.deepEqual(
      handlers.map(({ types }) => types),
      [['database/sql.ErrNoRows', 'io.EOF'], ['os.IsNotExist']],
    );
  });

  it('are callbacks that are given an error', async () => {
    assert.deepEqual(
      await outcomes('walk(func(path string, err error) error {\nif err != nil {\nreturn nil\n}\nreturn nil\n})'),
      ['swallowed'],
    );
  });
});

describe('what becomes of an error in Go', () => {
  const error = 'func f() error';
  const pair = 'func f() (int, error)';
  const named = 'func f() (n int, err error)';
  const cases: [string, string, string, Around?][] = [
    ['swallowed', 'returns nothing', `${gives}if err != nil { return }`],
    ['swallowed', 'returns nil', `${gives}if err != nil { return nil }`, { signature: error }],
    ['swallowed', 'returns a default', `${gives}if err != nil { return 0, nil }`, { signature: pair }],
    ['swallowed', 'goes on', `for {\n${gives}if err != nil { continue }\n}`],
    ['swallowed', 'drops it by name', `${gives}if err != nil { _ = err }`],
    ['swallowed', 'only looks at it', `${gives}if err != nil { if strings.Contains(err.Error(), "x") { y() } }`],
    ['swallowed', 'tries something else', `${gives}if err != nil { return other() }`, { signature: error }],
    ['returned', 'returns it', `${gives}if err != nil { return err }`, { signature: error }],
    ['returned', 'returns another', `${gives}if err != nil { return 0, ErrPayment }`, { signature: pair }],
    ['returned', 'wraps it', `${gives}if err != nil { return fmt.Errorf("pay: %w", err) }`, { signature: error }],
    ['returned', 'makes another', `${gives}if err != nil { return errors.New("pay") }`, { signature: error }],
    ['returned', 'returns what results are named', `n, err = pay()\nif err != nil { return }`, { signature: named }],
    ['returned', 'does so after the check', `${gives}if err != nil { undo() }\nreturn err`, { signature: error }],
    [
      'returned',
      'does so after the loop',
      `var err error\nfor {\nerr = pay()\nif err != nil { continue }\n}\nreturn err`,
      {
        signature: error,
      },
    ],
    ['returned', 'answers with a failure', `${gives}if err != nil { c.JSON(http.StatusBadGateway, nil) }`],
    ['returned', 'sets the status of an answer', `${gives}if err != nil { w.WriteHeader(500) }`],
    ['handed-on', 'writes an error', `${gives}if err != nil { http.Error(w, "no", 500) }`],
    ['handed-on', 'hands it to a function', `${gives}if err != nil { s.fatal(err) }`],
    ['handed-on', 'keeps it', `${gives}if err != nil { s.last = err }`],
    ['handed-on', 'collects it', `${gives}if err != nil { errs = append(errs, err) }`],
    ['handed-on', 'sends it', `${gives}if err != nil { failures <- err }`],
    ['handed-on', 'gives it to who waits', `${gives}if err != nil { results <- Result{Err: err} }`],
    ['handed-on', 'looks at it before', `${gives}observe(err)\nif err != nil { return }`],
    ['handed-on', 'says so in a variable', `${gives}if err != nil { ok = false }`],
    ['counted', 'counts it by a label', `${gives}if err != nil { s.metrics.sent.WithLabelValues("dropped").Inc() }`],
    [
      'returned',
      'leaves a switch',
      `var err error\nswitch mode {\ncase 1:\nerr = pay()\nif err != nil { break }\n}\nreturn err`,
      {
        signature: error,
      },
    ],
    ['handed-on', 'hands it on in the condition', `n, err := pay()\nif !yield(n, err) || err != nil { return }`],
    [
      'expected',
      'reads a file of the program',
      'b, err := files.ReadFile("a")\nif err != nil { return }',
      {
        signature: 'var files embed.FS\nfunc f()',
        imports: ['embed'],
      },
    ],
    ['wrapped', 'panics', `${gives}if err != nil { panic("pay") }`],
    ['rethrown', 'panics with it', `${gives}if err != nil { panic(err) }`],
    ['recorded', 'records it', `${gives}if err != nil { span.RecordError(errPayment) }`],
    ['counted', 'counts it', `${gives}if err != nil { failures.Inc() }`],
    ['logged', 'logs it', `${gives}if err != nil { log.Printf("pay: %v", err) }`, { imports: ['log'] }],
    [
      'expected',
      'asks for what may not be there',
      `${gives}if errors.Is(err, sql.ErrNoRows) { return 0, nil }`,
      {
        signature: pair,
      },
    ],
    ['expected', 'reads a number', 'n, err := strconv.Atoi(text)\nif err != nil { n = 10 }', { imports: ['strconv'] }],
    [
      'swallowed',
      'reads a number and does nothing',
      'n, err := strconv.Atoi(text)\nif err != nil { }',
      {
        imports: ['strconv'],
      },
    ],
    [
      'swallowed',
      'tries a call around a question',
      'n, err := load(strconv.Itoa(3))\nif err != nil { n = 10 }',
      {
        imports: ['strconv'],
      },
    ],
    ['expected', 'was called off', `${gives}if err != nil && ctx.Err() != nil { return }`],
    ['ignored-with-reason', 'says why', `${gives}if err != nil {\n// The cache fills again.\nreturn\n}`],
    [
      'handed-on',
      'keeps it in a variable outside',
      'var err error\neach(func() { err = pay()\nif err != nil { return } })\ncheck(err)',
    ],
  ];
  for (const [outcome, what, body, around] of cases) {
    it(`${what}: ${outcome}`, async () => assert.deepEqual((await outcomes(body, around))[0], outcome));
  }

  it('judges one of two checks of the same error', async () => {
    assert.deepEqual(await outcomes(`${gives}if err != nil { x = 1 }\nif err != nil { return }`), [
      'handed-on',
      'swallowed',
    ]);
  });

  it('does not take a later error for this one', async () => {
    assert.deepEqual(
      await outcomes(
        `n, err := pay()\nif err != nil { n = 1 }\nm, err := again()\nif err != nil { return err }\nuse(n, m)`,
        {
          signature: error,
        },
      ),
      ['swallowed', 'returned'],
    );
  });

  it('swallows a panic whose value nobody takes', async () => {
    assert.deepEqual(await outcomes('defer func() { recover() }()'), ['swallowed']);
    assert.deepEqual(await outcomes('defer func() { _ = recover() }()'), ['swallowed']);
    assert.deepEqual(await outcomes('defer func() { if r := recover(); r != nil { x() } }()'), ['swallowed']);
    assert.deepEqual(await outcomes('defer func() { if r := recover(); r != nil { report(r) } }()'), ['handed-on']);
    assert.deepEqual(await outcomes('defer func() { r := recover()\nif r != nil { panic(r) } }()'), ['rethrown']);
  });
});
