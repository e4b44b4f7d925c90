import assert from 'node:assert/strict';
import { resolveRustModule } from '../../src/languages/rust/modules.ts';
import { at, factsOf, paths, source } from './render.ts';

const tried = 'gateway::charge(card).await';
const matched = (arm: string, value = tried, before = ''): string =>
  `use tracing::warn;\n${before}async fn pay(card: Card) -> R { match ${value} { Ok(v) => v, ${arm} } }\n`;
const inIf = (body: string, value = tried): string =>
  `async fn pay(card: Card) { if let Err(e) = ${value} { ${body} } }\n`;
const inElse = (body: string, value = tried): string =>
  `async fn pay(card: Card) { let Ok(v) = ${value} else { ${body} }; use_it(v); }\n`;

async function outcomes(cases: readonly (readonly [handler: string, outcome: string])[]): Promise<void> {
  const found: [string, string][] = [];
  for (const [text] of cases) {
    const { handlers } = await factsOf('rust', text);
    found.push([text, handlers.map(({ outcome }) => outcome).join(' ')]);
  }
  assert.deepEqual(
    found,
    cases.map(([text, outcome]) => [text, outcome]),
  );
}

describe('Rust', () => {
  it('has functions with the type they are of, and their attributes', async () => {
    const { functions, classes } = await factsOf(
      'rust',
      source(`
        #[derive(Clone)]
        pub struct App<T> { pub client: reqwest::Client, log: T }
        enum Kind { A, B(u8) }
        impl<T> Service for App<T> {
            #[tracing::instrument(skip(self), err)]
            pub async fn pay(&self, State(db): State<Pool>, mut order: Order) -> u8 { 1 }
        }
        fn free() { let twice = |x: u8| x * 2; }
      `),
    );
    assert.deepEqual(
      functions.map(({ name, owner, parameters, async, exported, decorators }) => [
        name,
        owner,
        parameters.join(' '),
        async,
        exported,
        decorators.join(' '),
      ]),
      [
        ['pay', 'App', 'self db order', true, true, 'tracing::instrument(skip(self), err)'],
        ['free', null, '', false, false, ''],
        ['twice', null, 'x', false, false, ''],
      ],
    );
    assert.deepEqual(
      classes.map(({ name, kind, bases, fields, decorators }) => [
        name,
        kind,
        bases.join(' '),
        fields.map((field) => `${field.name}: ${field.type}`).join(', '),
        decorators.join(' '),
      ]),
      [
        ['App', 'struct', 'Service', 'client: reqwest::Client, log: T', 'derive(Clone)'],
        ['Kind', 'enum', '', 'A: null, B: null', ''],
      ],
    );
  });

  it('knows what names stand for', async () => {
    const text = `
      use reqwest::{self, Client as Http};
      use tracing::{error, info as note};
      struct App { client: Arc<Http>, pool: PgPool }
      impl App {
          async fn run(&self, api: &Http) {
              let own = Http::builder().build().unwrap();
              own.get("a").send().await;
              self.client.get("b");
              api.post("c");
              reqwest::get("d").await;
              std::env::var("HOME");
              Self::helper();
              parse::<u8>("1");
              error!("e");
              note!("f");
              log::warn!("g");
          }
      }
    `;
    assert.deepEqual(
      (await paths('rust', text)).filter((one) => !/unwrap|build /.test(one)),
      [
        'Http::builder().build → reqwest::Client::builder().build',
        'Http::builder → reqwest::Client::builder',
        'own.get("a").send → reqwest::Client::builder().build().get().send',
        'own.get → reqwest::Client::builder().build().get',
        'self.client.get → reqwest::Client::new().get',
        'api.post → reqwest::Client::new().post',
        'reqwest::get → reqwest::get',
        'std::env::var → std::env::var',
        'Self::helper → App::helper',
        'parse → parse',
        'error! → tracing::error!',
        'note! → tracing::info!',
        'log::warn! → log::warn!',
      ].filter((one) => !/build /.test(one)),
    );
  });

  it('takes the arguments of a macro apart', async () => {
    const text = 'fn f() { error!(target: "x", error = %e, user.id = 3, ?order, "a {}, b", g(1, 2), self.name); }\n';
    const { calls } = await factsOf('rust', text);
    assert.deepEqual(
      calls[0]?.arguments.map(({ keyword, kind, value, range }) => [keyword, kind, value, at(text, range)]),
      [
        ['target', 'string', 'x', 'target: "x"'],
        ['error', 'name', 'e', 'error = %e'],
        ['user.id', 'number', '3', 'user.id = 3'],
        [null, 'name', 'order', '?order'],
        [null, 'string', 'a {}, b', '"a {}, b"'],
        [null, 'call', null, 'g(1, 2)'],
        [null, 'name', null, 'self.name'],
      ],
    );
  });

  it('reads each way to look at a result', async () => {
    const text = source(`
      async fn f() -> u8 {
          match a().await { Ok(v) => v, Err(B::C(_)) => 1, Err(e) if e.d() => 2, Err(_) => 3 };
          if let Err(e) = g() { 4 } else { 5 };
          if let Ok(v) = h() { v } else { 6 };
          let Ok(v) = i() else { return 7 };
          j().unwrap_or_else(|e| 8);
          k().unwrap_or_else(|| 9);
          match l() { Ok(v) => v, _ => 10 };
          let r = m(); match r { Ok(v) => v, Err(_) => 11 };
          let _ = n(); o().ok(); p()?; q().map_err(|_| R)?;
          match s { Some(v) => v, None => 12 }
      }
    `);
    const { handlers } = await factsOf('rust', text);
    assert.deepEqual(
      handlers.map((one) => [
        at(text, one.header),
        one.types.join(' '),
        one.binding,
        at(text, one.body)?.trim(),
        at(text, one.tryBody),
      ]),
      [
        ['Err(B::C(_))', 'B::C', null, '1', 'a().await'],
        ['Err(e) if e.d()', 'e.d()', 'e', '2', 'a().await'],
        ['Err(_)', '', null, '3', 'a().await'],
        ['if let Err(e) = g()', '', 'e', '4', 'g()'],
        ['else', '', null, '6', 'h()'],
        ['let Ok(v)', '', null, 'return 7', 'i()'],
        ['.unwrap_or_else(|e| 8)', '', 'e', '8', 'j()'],
        ['_', '', null, '10', 'l()'],
        ['Err(_)', '', null, '11', 'm()'],
      ],
    );
  });

  it('knows what becomes of an error', () =>
    outcomes(
      [
        [matched('Err(_) => None'), 'swallowed'],
        [matched('Err(e) => { rollback(); 0 }'), 'swallowed'],
        [matched('_ => return'), 'swallowed'],
        [inIf(''), 'swallowed'],
        [inIf('return;'), 'swallowed'],
        [inElse('return'), 'swallowed'],
        [`async fn pay(card: Card) { let v = ${tried}.unwrap_or_else(|_| 0); }\n`, 'swallowed'],
        [matched('Err(e) => return Err(e.into())'), 'returned'],
        [matched('Err(e) => Err(Failure::Charge(e))'), 'returned'],
        [matched('Err(_) => Err(Failure)'), 'returned'],
        [matched('Err(_) => StatusCode::BAD_GATEWAY.into_response()'), 'returned'],
        [matched('Err(_) => return HttpResponse::InternalServerError().finish()'), 'returned'],
        [matched('Err(e) => e.to_string()'), 'returned'],
        [matched('Err(e) => format!("bad: {e}")'), 'returned'],
        [matched('Err(e) => panic!("{e}")'), 'wrapped'],
        [matched('Err(e) => bail!("x: {e}")'), 'wrapped'],
        [matched('Err(e) => std::process::exit(1)'), 'returned'],
        [matched('Err(e) => { warn!("x"); 0 }'), 'logged'],
        [matched('Err(e) => { log::debug!("{e:?}"); 0 }'), 'logged'],
        [matched('Err(_) => { log::debug!("x"); 0 }'), 'swallowed'],
        [matched('Err(e) => { sentry::capture_error(&e); 0 }'), 'reported'],
        [inIf('tx.send(e);'), 'handed-on'],
        [inIf('failures += 1;'), 'counted'],
        [inIf('last = Some(e);'), 'handed-on'],
        [`async fn f() { ${tried}.inspect_err(|e| warn!("{e}")).unwrap_or_else(|_| 0); }\n`, 'logged'],
        [matched('Err(_) => 0', 'text.parse::<u8>()'), 'expected'],
        [matched('Err(_) => 0', 'std::env::var("HOME")'), 'expected'],
        [matched('Err(Failure::NotFound(_)) => 0'), 'expected'],
        [inElse('return', 'Uuid::parse_str(text)'), 'expected'],
        [inIf('', 'std::fs::remove_file(path)'), 'expected'],
        [matched('Err(_) => {} // the card may be gone already\n'), 'ignored-with-reason'],
        [matched('\n// The cache may be down, which costs time only.\nErr(_) => 0'), 'ignored-with-reason'],
        ['async fn f(r: R) { if let Err(e) = &r { } keep(r); }\n', ''],
        ['fn f(r: R) { match r { Ok(_) => 1, Err(_) => 0 }; }\n', ''],
        [
          'async fn f() { for _ in 0..3 { match send().await { Ok(v) => return Ok(v), Err(_) => sleep().await, } } Err(Failed) }\n',
          'handed-on',
        ],
      ].map(([text, outcome]) => [text ?? '', outcome ?? ''] as const),
    ));

  it('says nothing of tests', async () => {
    const text = source(`
      fn f() { a(); }
      #[cfg(test)]
      mod tests {
          // prodaware-ignore swallowed-error: a test
          #[test]
          fn t() { match b() { Ok(_) => {}, Err(_) => {} } }
      }
      #[tokio::test]
      async fn u() { c(); }
      #[cfg(not(test))]
      fn g() { d(); }
    `);
    const { functions, calls, handlers, suppressions } = await factsOf('rust', text);
    assert.deepEqual(
      functions.map(({ name }) => name),
      ['f', 'g'],
    );
    assert.deepEqual(
      calls.map(({ callee }) => callee),
      ['a', 'd'],
    );
    assert.equal(handlers.length, 0);
    assert.equal(suppressions.length, 1);
  });

  it('knows style, variables, imports and where a program starts', async () => {
    const text = `\uFEFF//! The shop.\r\nmod store;\r\nuse a::{b, c::{self, D as E}};\r\nuse f::*;\r\n\r\n#[tokio::main]\r\nasync fn main() {\r\n\trun(option_env!("HOST"), std::env::var("PORT"));\r\n}\r\n`;
    const facts = await factsOf('rust', text);
    assert.deepEqual(facts.style, {
      indent: '\t',
      quote: '"',
      semicolons: true,
      endOfLine: '\r\n',
      moduleSystem: null,
    });
    assert.deepEqual(
      facts.imports.map(({ module, names, alias }) => [
        module,
        names.map((one) => `${one.name} ${one.alias}`).join(', '),
        alias,
      ]),
      [
        ['self::store', '', 'store'],
        ['a', 'b b', null],
        ['a::c', '', null],
        ['a::c', 'D E', null],
        ['f', '* *', null],
      ],
    );
    assert.deepEqual(
      facts.environmentReads.map(({ name }) => name),
      ['HOST', 'PORT'],
    );
    assert.deepEqual(
      facts.entryMarkers.map(({ kind }) => kind),
      ['main-guard'],
    );
    assert.equal(text.slice(facts.prologue.firstStatement).startsWith('mod '), true);
  });

  it('finds the file of a module', () => {
    const files = new Set(['src/main.rs', 'src/store.rs', 'src/api/mod.rs', 'src/api/orders.rs']);
    const of = (name: string, from = 'src/main.rs'): string | null =>
      resolveRustModule(name, { from, roots: ['.'], exists: (path) => files.has(path) });
    assert.deepEqual(
      [
        of('self::store'),
        of('crate::store::Order', 'src/api/orders.rs'),
        of('self::orders', 'src/api/mod.rs'),
        of('super::orders', 'src/api/users.rs'),
        of('std::fs'),
      ],
      ['src/store.rs', 'src/store.rs', 'src/api/orders.rs', 'src/api/orders.rs', null],
    );
  });

  it('knows a macro by its name where a variable has the same', async () => {
    const { logCalls, handlers } = await factsOf(
      'rust',
      'use tracing::error;\n\nfn a() {\n    if let Err(error) = send() {\n        error!("failed: {error}");\n    }\n}\n',
    );
    assert.deepEqual(
      [logCalls.map(({ library }) => library), handlers.map(({ outcome }) => outcome)],
      [['tracing'], ['logged']],
    );
  });

  it('gives facts from what it can read', async () => {
    const facts = await factsOf('rust', 'fn a( { b(); }\n\nfn c() { if let Err(_) = d() { } }\n');
    assert.ok(facts.syntaxErrors.length > 0);
    assert.ok(facts.calls.length > 0);
  });
});
