import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { array, assert as holds, constantFrom, nat, property, record, string } from 'fast-check';
import type { Facts } from '../../src/model/facts.ts';
import { goLanguage } from '../../src/languages/go.ts';
import { javaLanguage } from '../../src/languages/java.ts';
import { javascriptLanguage } from '../../src/languages/javascript.ts';
import { kotlinLanguage } from '../../src/languages/kotlin.ts';
import { csharpLanguage } from '../../src/languages/csharp.ts';
import { phpLanguage } from '../../src/languages/php.ts';
import { pythonLanguage } from '../../src/languages/python.ts';
import { rubyLanguage } from '../../src/languages/ruby.ts';
import { rustLanguage } from '../../src/languages/rust.ts';
import { typescriptLanguage } from '../../src/languages/typescript.ts';
import type { FlatTree } from '../../src/syntax/flatTree.ts';
import { ParseBudgetError } from '../../src/syntax/parse.ts';
import type { Grammar } from '../../src/syntax/parse.ts';
import { testParsers } from '../syntax/parsers.ts';
import { factsOf } from './render.ts';
import type { Name } from './render.ts';

const pythonText = `#!/usr/bin/env python
"""Doc"""
import os, logging as l
from .a import (b as c, d)
log = l.getLogger(__name__)

class A(B):
    x = 1
    def __init__(self, y: T = None, *z, **w):
        self.y = y or log
    async def run(self):
        for i in range(3):
            try:
                return await self.y.get(os.environ["X"], k=f"{i!r}")
            except (KeyError, V) as e:  # prodaware-ignore swallowed-error: because
                log.error("x %s", e)
        with suppress(V) as q, open("a") as f: pass
        if __name__ == "__main__" and (n := 2): print("🎉", file=sys.stderr)
        else: raise X from e
`;
const scriptText = `#!/usr/bin/env node
'use strict';
import a, { b as c } from 'd';
const { e: { f }, g = 1, ...h } = require('i');
@dec() class K extends a.L { #p = new Logger(K.name); static { m(); } constructor(private n: O) { this.q = n; } async *r({ s }, [t]) {
  try { await u(\`\${v} 🎉\`); } catch ({ message }) { /* prodaware-ignore x: y */ } finally { w?.(); } } }
p.then(x => y, z).catch(function () {}).catch(noop);
if (require.main === module) app.listen(process.env.PORT ?? 3000); else void (async () => { for (const q of w) k ||= q; })();
export default { a() {}, b: () => <any>c }; module.exports.d = e;
`;

const javaText = `package a.b; // 🎉
import static java.util.Map.*;
import org.slf4j.Logger;
@Slf4j(topic = "x") public class A<T> extends B<T> implements C {
  private static final Logger log = LoggerFactory.getLogger(A.class); int[] x = {1};
  @Get("/x") <R> R run(final T t, int... n) throws E { this.y = t;
    try (var in = open(t); in2) { for (var s : t.all()) if (s instanceof Foo f && !f.ok()) continue; }
    catch (final IOException | E e) { log.error("x {}", e); /* prodaware-ignore x: y */ } finally { done(); }
    return f.handle((r, e) -> switch (r) { case 1 -> new X<>() { void z() { } }; default -> { yield null; } }); }
  enum D { G(1) { }, H; } record P(int q) { P { } } public static void main(String[] args) { System.out.println("""
    text""" + 1); }
}
`;
const csharpText = `using System; using X = A.B.C; // 🎉
#if DEBUG
using static System.Math;
#endif
namespace A.B;
[Api("x"), Y] public sealed record Orders<T>(ILogger<T> log, params int[] n) : Base(log), I<int> where T : class
{
    private readonly ILogger _l = Log.ForContext<T>(), _m; public int Y => _l?.Foo() ?? 1; event H E;
    public async Task<int> Get([Q] string id, int n = 3) {
        try { await _l!.Run(id, name: 3).ConfigureAwait(false); } catch (IOException e) when (e is A or B { C: 3 } x) { _l?.LogError(e, "x {Y}", id); throw; }
        catch { } // prodaware-ignore swallowed-error: because
        foreach (var (a, b) in list) switch (a) { case 1 when z: break; default: continue; }
        var s = a switch { Foo z => 1, _ => throw new Y() }; F f = (x) => x + 1; using var u = new Foo { A = 1, ["b"] = x };
        return $"a {x:N2}".Length + @"a""b".Length + """x""".Length;
    }
    static void Main(string[] args) { Environment.GetEnvironmentVariable("A"); }
}
`;
const phpText = `<html><?= $x ?><?php // 🎉
declare(strict_types=1); namespace A\\B; use C\\{D, E as F}; use function G\\h; require __DIR__ . '/a.php';
#[R('/x', m: ['GET'])] final class K extends L implements M { use N; private ?D $d = null; const X = 1;
  public function __construct(private readonly LoggerInterface $log, int|string ...$r) { $this->c = new C(); }
  static function s(&$z = null): ?self { try { foreach ($this->rows as $k => [$a, $b]) { Log::error("x {$k->y[0]} $z", ['exception' => $e]); } }
    catch (\\IOException | F $e) { throw new X('x', 0, $e); } catch (\\Throwable) { } // prodaware-ignore swallowed-error: because
    $f = fn($x) => $x?->run(...); $g = function () use (&$z) { yield $_ENV['A']; }; return match(true) { $a instanceof K, 1 => $f(...$r), default => null }; } }
enum S: string { case H = 'h'; } if (PHP_SAPI === 'cli'): exit(1); else: echo <<<T
a {$b} T
T; endif; ?><b><?php @unlink($f); ?></b>
`;
const kotlinText = `package a.b // 🎉
import org.slf4j.LoggerFactory as F
private val log = F.getLogger("x")
@Service class A(private val b: B<C>?, vararg r: Int) : D(b), E by f {
  companion object { val l = F.getLogger(A::class.java) }
  suspend fun run(x: Int = 1): R? = try { b?.get<C>(x) ?: return null } catch (e: X) { log.error(e) { "x $e \${e.m}" } // prodaware-ignore x: y
    null } finally { when (x) { 1, is Int -> z(); else -> { y!! } } }
  fun String.ext() { for ((k, v) in m) { runCatching { k() }.onFailure { it.printStackTrace() } } }
}
fun main() { if (a && b || c) println("""x""") else (d as E).f(g = 1, *h) { i -> i } }
`;
const goText = `// Package shop sells.
package shop

import (
	"errors"
	l "log/slog"
)

type Server[T any] struct{ *Base; log *l.Logger }

func (s *Server[T]) pay(ctx context.Context, n ...int) (m int, err error) {
	if m, err = s.charge(ctx); err != nil && !errors.Is(err, io.EOF) {
		l.Error("🎉", "err", err) // prodaware-ignore swallowed-error: because
	} else if e := recover(); e != nil { return }
	switch { case err != nil: fallthrough; default: go func() { ch <- err }() }
	for i := range f[int](3) { select { case x, ok := <-c: _ = x; continue } }
	defer func() { _ = recover() }()
	return map[string]any{"a": &T{b: 1}}[\`x\`].(int), err
}
`;

const rubyText = `# frozen_string_literal: true
require 'a'; require_relative "b/c"
module M class A < B::C
  LOG = Logger.new($stdout); attr_reader :x, :y; before_action :z, only: %i[a b]
  def self.run(a, b = 1, *c, d:, e: 2, **f, &g) = h
  def k((l, m)) @n ||= o&.p(q: 1, "r" => 2, **s) { |t, (u, v)| "w #{x} 🎉" }
    y.each do |z| next if a; b.c(z) rescue nil end
  rescue D, E::F, *G => e # prodaware-ignore swallowed-error: because
    Rails.logger.error "x: #{e.message}", e; retry if (h += 1) < 3; raise
  rescue; else i = ENV['J']; ensure K.() end
  begin; l; rescue LoadError => @m then n end while o; <<~P
    q
  P
end; class << self; def r = s ? t : u unless v; end; end
if __FILE__ == $0 then w elsif x; end; case y when 1, 2 then z in {a:} then b else c end
`;
const rustText = `//! Doc 🎉
#![allow(x)]
use a::{self, b::{c as d, *}, e}; mod f; pub(crate) use ::g::h as _;
#[derive(I)] pub struct J<'a, T> { pub k: Arc<L<T>>, m: &'a str } struct N(O); enum P { Q { r: S }, T(U) }
impl<T> V for J<'_, T> where T: W { #[x::y(z, a = "b")] pub async fn c(&self, D(e): D<F>, mut g: H) -> Result<I, J> {
  match self.k.l(m).await? { Ok(n) if n > 1 => n, Ok(0) | Err(_) => 1, Err(ref e @ O::P(_)) => return Err(e.into()), Err(q) => { error!(target: "r", s = %q, t.u = ?v, "w {q} {:?}", x(y), z); 0 } _ => {} };
  if let Err(e) = &a && b { c() } else if let Some(Err(f)) = g { h!("i {f}") } else { j };
  let Ok(k) = l::<M>(n) else { return None }; let _ = o.p(|q: R| s).unwrap_or_else(|_| 2).ok();
  'a: loop { for (t, u) in v { while let Ok(w) = x.y() { break 'a; } } } z?; unsafe { B = C { d, e: 1, ..f } } } }
#[cfg(test)] mod tests { use super::*; #[test] fn t() { if let Err(_) = u() {} } /* v */ }
#[tokio::main] async fn main() { println!("{}", env!("W")); static X: Y = Z; const A: &str = r#"b"#; macro_rules! c { () => {} } }
`;

/** Ranges lie in the text and indexes in their lists. */
function assertSound(text: string, facts: Facts): void {
  const inText = ({ start, end }: { start: number; end: number }): void =>
    assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end}`);
  const index = (value: number, list: readonly unknown[]): void => assert.ok(value >= -1 && value < list.length);
  for (const one of facts.functions) {
    inText(one.range);
    inText(one.body);
    index(one.parent, facts.functions);
  }
  for (const one of facts.calls) {
    inText(one.range);
    inText(one.statement);
    inText(one.calleeRange);
    index(one.handler, facts.handlers);
    index(one.function, facts.functions);
  }
  for (const one of facts.handlers) {
    [one.range, one.header, one.body, ...one.statements].forEach(inText);
    if (one.outcomeRange !== null) inText(one.outcomeRange);
    assert.ok(one.bindingInsertAt <= text.length);
    assert.ok(
      one.placeholder === null ||
        text.slice(one.body.start, one.body.end).includes(text.slice(one.placeholder.start, one.placeholder.end)),
    );
  }
  for (const one of facts.logCalls) index(one.call, facts.calls);
  for (const one of facts.telemetry) index(one.call, facts.calls);
  for (const one of facts.suppressions) inText(one.target);
  assert.ok(facts.prologue.firstStatement <= facts.prologue.afterImports);
  assert.ok(facts.prologue.afterImports <= text.length);
  JSON.stringify(facts);
}

/** A grammar may find so many readings of another language's text that it gives it up; the file is then skipped. */
function parsedOrGivenUp(grammar: Grammar, text: string): FlatTree | null {
  try {
    return grammar.parse(text);
  } catch (error) {
    assert.ok(error instanceof ParseBudgetError, String(error));
    return null;
  }
}

describe('hostile source', () => {
  it('of any kind gives facts that hold together', async () => {
    const grammars = await Promise.all(
      [
        pythonLanguage,
        javascriptLanguage,
        typescriptLanguage,
        goLanguage,
        javaLanguage,
        kotlinLanguage,
        csharpLanguage,
        phpLanguage,
        rubyLanguage,
        rustLanguage,
      ].map(async (language) => ({
        language,
        grammar: await testParsers().grammar(language.grammar),
      })),
    );
    const edit = record({
      at: nat(),
      remove: nat({ max: 30 }),
      insert: constantFrom(
        '',
        '(',
        ')',
        '{',
        '}',
        '"',
        "'",
        '`',
        ':',
        '\n',
        '\r',
        '    ',
        'except',
        'catch',
        '=>',
        '🎉',
        '.',
        '@',
        '#',
        '/*',
        '\0',
      ),
    });
    holds(
      property(
        constantFrom(javaText, kotlinText, csharpText, phpText, rubyText, rustText, goText, pythonText, scriptText),
        array(edit, { maxLength: 8 }),
        string({ maxLength: 3 }),
        (base, edits, tail) => {
          let text = base;
          for (const { at, remove, insert } of edits) {
            const start = at % (text.length + 1);
            text = text.slice(0, start) + insert + text.slice(start + remove);
          }
          text += tail;
          for (const { language, grammar } of grammars) {
            const tree = parsedOrGivenUp(grammar, text);
            if (tree !== null) assertSound(text, language.extract(tree));
          }
        },
      ),
      { numRuns: 250 },
    );
  }).timeout(60_000);

  it('of another language is given up where it has too many readings', async () => {
    const grammar = await testParsers().grammar(kotlinLanguage.grammar);
    const unclosed = rustText.replace('{self, b::{c as d, *}, e}', '{sel{::{c as d, *}, e}');
    assert.equal(parsedOrGivenUp(grammar, unclosed), null);
    assert.notEqual(parsedOrGivenUp(grammar, kotlinText), null);
  });

  const deep: [Name, string, string][] = [
    ['python', 'parentheses', `${'('.repeat(10_000)}a()${')'.repeat(10_000)}`],
    ['python', 'calls', `${'a('.repeat(10_000)}${')'.repeat(10_000)}`],
    ['python', 'a chain of calls', `a${'.b()'.repeat(10_000)}`],
    ['python', 'operators', `x = a()${' + a()'.repeat(10_000)}`],
    ['python', 'conditions', `x = ${'a and '.repeat(10_000)}b()`],
    ['python', 'branches', `if a: pass\n${'elif b(): pass\n'.repeat(5000)}`],
    ['python', 'handlers', `try:\n  a()\n${'except X:\n  pass\n'.repeat(3000)}`],
    [
      'go',
      'error checks',
      `package a\nfunc f() {\n${'if err := a(); err != nil {\n'.repeat(2000)}${'}\n'.repeat(2000)}}`,
    ],
    [
      'go',
      'calls behind one check',
      `package a\nfunc f() {\nerr := a()\nif err != nil {\n}\n${'b(x)\n'.repeat(50_000)}}`,
    ],
    ['go', 'checks of one error', `package a\nfunc f() {\nerr := a()\n${'if err != nil {\n}\n'.repeat(5000)}}`],
    ['java', 'calls', `class A { void f() { a${'.b()'.repeat(10_000)}; ${'a('.repeat(5000)}${')'.repeat(5000)}; } }`],
    ['java', 'handlers', `class A { void f() { ${'try { a(); } catch (E e) { '.repeat(2000)}${'}'.repeat(2000)} } }`],
    ['java', 'classes', `${'class A { void f() { new B() { void g() { '.repeat(1000)}${'} } } }'.repeat(1000)}`],
    ['java', 'lambdas', `class A { Object f = ${'p.handle((a, e) -> '.repeat(2000)}e${')'.repeat(2000)}; }`],
    ['java', 'texts put together', `class A { String f = "a"${' + b() + "c"'.repeat(5000)}; }`],
    [
      'kotlin',
      'functions behind calls',
      `fun f() { a${' { b }'.repeat(2000)}; ${'a(b) { '.repeat(2000)}${'}'.repeat(2000)} }`,
    ],
    ['kotlin', 'handlers', `fun f() { ${'try { a() } catch (e: E) { '.repeat(2000)}${'}'.repeat(2000)} }`],
    ['kotlin', 'alternatives', `val x = ${'a ?: '.repeat(5000)}b()`],
    ['csharp', 'handlers', `class A { void F() { ${'try { G(); } catch { '.repeat(2000)}${'}'.repeat(2000)} } }`],
    ['csharp', 'calls', `class A { void F() { a${'.B()'.repeat(10_000)}; ${'a('.repeat(3000)}${')'.repeat(3000)}; } }`],
    ['csharp', 'classes', `${'class A { void F() { '.repeat(1000)}${'} }'.repeat(1000)}`],
    ['csharp', 'lambdas', `class A { object f = ${'x => '.repeat(3000)}1; }`],
    ['php', 'handlers', `<?php ${'try { a(); } catch (E $e) { '.repeat(2000)}${'}'.repeat(2000)}`],
    ['php', 'calls', `<?php $a${'->b()'.repeat(10_000)}; ${'a('.repeat(3000)}${')'.repeat(3000)};`],
    ['php', 'functions', `<?php ${'(function () { '.repeat(2000)}${'})();'.repeat(2000)}`],
    ['php', 'arrays', `<?php $x = ${"['a' => ".repeat(3000)}1${']'.repeat(3000)};`],
    ['php', 'texts put together', `<?php $x = 'a'${" . b() . 'c'".repeat(5000)};`],
    ['ruby', 'parentheses', `${'('.repeat(5000)}a()${')'.repeat(5000)}`],
    ['ruby', 'a chain of calls', `a${'.b'.repeat(10_000)}`],
    ['ruby', 'blocks', `${'a { '.repeat(3000)}${'}'.repeat(3000)}`],
    ['ruby', 'handlers', `def a\n  b\n${'rescue X\n  c\n'.repeat(3000)}end\n`],
    ['ruby', 'modifiers', `a${' rescue b'.repeat(3000)}`],
    ['ruby', 'comments above a clause', `def a\n  b\n${'# the c may d\n'.repeat(5000)}rescue X\nend\n`],
    ['rust', 'parentheses', `fn f() { ${'('.repeat(5000)}a()${')'.repeat(5000)} }`],
    ['rust', 'a chain of calls', `fn f() { a${'.b()'.repeat(10_000)}; }`],
    ['rust', 'a chain of macros', `fn f() { ${'a!('.repeat(3000)}${')'.repeat(3000)} }`],
    ['rust', 'arguments of a macro', `fn f() { a!(${'b = %c, '.repeat(10_000)}); }`],
    ['rust', 'arms', `fn f() { match a() { Ok(_) => 1, ${'Err(b) if c => 2, '.repeat(3000)} } }`],
    ['rust', 'handlers', `fn f() { ${'if let Err(e) = a() { '.repeat(2000)}${'}'.repeat(2000)} }`],
    ['rust', 'patterns', `fn f() { match a() { ${'Ok('.repeat(3000)}b${')'.repeat(3000)} => 1 } }`],
    ['rust', 'use trees', `use a::${'{b::'.repeat(2000)}c${'}'.repeat(2000)};`],
    ['javascript', 'functions', `${'(function(){'.repeat(3000)}${'})()'.repeat(3000)}`],
    ['javascript', 'handlers', `${'try { a(); } catch (e) { '.repeat(2000)}${'}'.repeat(2000)}`],
    ['javascript', 'promises', `p${'.catch(() => {})'.repeat(3000)}`],
    ['javascript', 'arrows', `${'a => '.repeat(5000)}1`],
    ['typescript', 'objects', `x = ${'{ a: '.repeat(5000)}1${' }'.repeat(5000)}`],
    ['typescript', 'assignments', `${'a = '.repeat(5000)}b();`],
    ['typescript', 'patterns', `const ${'{ a: '.repeat(3000)}b${' }'.repeat(3000)} = c;`],
    ['tsx', 'elements', `x = ${'<a>'.repeat(3000)}${'</a>'.repeat(3000)};`],
    ['javascript', 'one line of 2 MB', `x = [${'f("as long as such a call is in data"), '.repeat(50_000)}];`],
    ['javascript', 'one string of 2 MB', `f("${'a'.repeat(2_000_000)}");`],
    ['python', 'one comment of 2 MB', `try:\n  a()\nexcept X:\n  pass  # ${'a('.repeat(1_000_000)}\n`],
  ];
  for (const [name, what, text] of deep) {
    it(`nests or repeats ${what} in ${name}`, async () => assertSound(text, await factsOf(name, text)));
  }

  it('that does not parse gives facts from what does', async () => {
    const facts = await factsOf('python', 'import os\ndef f(:\n    a()\n\ntry:\n    b()\nexcept X:\n    pass\n');
    assert.ok(facts.syntaxErrors.length > 0);
    assert.deepEqual(
      facts.handlers.map(({ types, outcome }) => [types, outcome]),
      [[['X'], 'swallowed']],
    );
    assert.equal(facts.imports.length, 1);
  });

  it('is no other code: facts of what is installed here hold together', async () => {
    const folder = new URL('../../node_modules/mocha/lib/', import.meta.url);
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.js'))) {
      const text = await readFile(new URL(file, folder), 'utf8');
      assertSound(text, await factsOf('javascript', text));
    }
  });
});
