/**
 * A short text of each grammar, to compare two ways of reading a tree on: fields, operators, types under another name,
 * hidden nodes, tokens too long for the runtime's small form, characters of two code units, what cannot be read and
 * what is missing. Real source is for the tests; this one is read at every start.
 */
import type { GrammarFile } from './grammars.ts';

/** Longer than the runtime's small form of a token can hold, and far from the token before it. */
const longName = 'a'.repeat(300);
const farAway = `${'\n'.repeat(20)}${' '.repeat(140)}`;

const javascript = `import first, { second as third } from './module.js';
/** 🎉 comment */
class Order extends Base {
  #total = 1;
  static async load({ id, ...rest }, limit = 10) {
    for (const [key, value] of Object.entries(rest)) if (key !== \`\${id}-\${value}\`) continue;
    try { return await this?.store.get(/a+[b]/g, ...rest) ?? -1; } catch (error) { throw new Failure('ß', { cause: error }); }
  }
}
label: while (!done) { switch (x) { case 1: break label; default: x += 2; } }
export const ${longName} = ${farAway}(a, b) => ({ a, 'b': b ? a < b && 1 : function () {} });
const broken = (1;
f(1, ) + ;
if (`;

const typescript = `${javascript.replace('if (', '')}
interface Shape<T extends object = {}> extends Base { readonly name?: string; [key: string]: T; run(this: void, a?: number): a is T }
type Keys = { [K in keyof Shape<Row>]-?: Shape<Row>[K] extends infer U ? U[] : never } | \`a\${string}\`;
abstract class Typed implements Shape<Row> { private constructor(readonly a: number, public b = 1 as const) { super(a!); } }
enum Color { Red = 1 } declare module 'm' { export = x; }
function assert(value: unknown): asserts value is string;
let y: = (2 satisfies
if (`;

const samples: Record<GrammarFile, string> = {
  'tree-sitter-python.wasm': `from . import models as m, other
import a.b.c as d

@decorator(1, *args, key=2, **more)
async def load(self, first: int, /, limit: "int" = 10, *rest, **named) -> dict[str, int]:
    '''doc 🎉'''
    global total
    try:
        with open(first) as file, lock: pass
        print(f"failed {first!r:>{limit}} {x=}", -1 < 2 <= limit and not x in y or z is not None, sep='')
    except* (KeyError, ValueError) as error:
        raise Failure from error
    else:
        return [x async for x, y in rest if x], {**named}, {1, 2}, (lambda a, b=1: a ** b)
    finally:
        total += ${longName} @ b

match command.split():
    case [first, Point(x=0) as p, *_] if first: pass
    case {"a": 1 | 2, **rest}: pass
${farAway.trimEnd()}
if (n := 10) > 5: ${' '.repeat(300)}x = y = 1
elif x: del x[1:2, ::3]
else: assert x, "y"
print(1,, )
def broken(:
    x = (1
class C(`,
  'tree-sitter-javascript.wasm': javascript.replace(
    'const broken',
    'const element = <a.b c="d" {...e}>f{g}</a.b>;\nconst broken',
  ),
  'tree-sitter-typescript.wasm': typescript,
  'tree-sitter-tsx.wasm': typescript.replace('interface', 'const element = <A<Row> c="d" {...e}>f{g}</A>;\ninterface'),
  'tree-sitter-bash.wasm': `#!/bin/sh
set -eu; export A=1 B="two $C \${D:-🎉} $(run "x")" ${longName}=1
if [ -f "$1" ] && ! [[ $2 == a* ]]; then exec gunicorn --bind "0.0.0.0:$PORT" app &
elif test 1; then :; else for i in a b; do echo $((i + 1)) > out 2>&1 < in; done; fi
case "$1" in a|b) run ;; *) exit 1 ;; esac
run() { local x; cat <<EOF | tr a b
text $x
EOF
}
${farAway}while read -r line; do arr=(1 2); arr[0]=3; done
echo "unclosed
if then ( `,
  'tree-sitter-go.wasm': `package main // 🎉

import ( "fmt"; log "log/slog" )

type Store[T any] struct { mu sync.Mutex; rows map[string]*T \`json:"rows"\`; ch <-chan int }
func (s *Store[T]) Load(ctx context.Context, ids ...string) (rows []T, err error) {
	if v, ok := s.rows["ß"]; !ok && len(ids) > 1<<2 { return nil, fmt.Errorf("x: %w", err) } else if ok { rows = append(rows, *v) }
	for i, id := range ids { go func() { defer s.mu.Unlock(); s.ch <- i }(); _ = id[1:2] }
	switch x := any(rows).(type) { case nil: break; default: goto end }
	select { case <-ctx.Done(): ; default: }
end: ${farAway}return rows, ${longName}.Err(\`raw\`, 'r', 0x1F, 1.5e3, &T{a: 1})
}
func broken( {
	x := (1
`,
  'tree-sitter-java.wasm': `package a.b; // 🎉
import static java.util.Map.*;
@Service(value = "x") public final class Orders<T extends Comparable<T>> extends Base implements Runnable, Api {
  private static final Logger log = LoggerFactory.getLogger(Orders.class); int[] a = {1, 0x2F, 'c'};
  @Override public synchronized <R> List<? super R> load(@Nullable final String id, int... rest) throws IOException {
    try (var in = open(id); in2) { for (String s : all) if (!(s instanceof String t) || a[0]++ > -1L) continue; }
    catch (IOException | RuntimeException e) { throw new Failure("ß " + e, e); } finally { lock.unlock(); }
    return switch (x) { case 1, 2 -> this.<R>run(y -> y ? 1 : 2, Orders::new); default -> { yield null; } };
  } record P(int x) { } enum E { A(1) { }, B; }
  void ${longName}() { ${farAway}label: do { synchronized (a) { """
    text """.strip(); } } while (true); }
  void broken( { int x = (1;
`,
  'tree-sitter-kotlin.wasm': `package a.b // 🎉
import org.slf4j.LoggerFactory as Factory
private val log = Factory.getLogger(Orders::class.java)
data class Orders<T : Any>(val id: String? = null, vararg rest: Int) : Base(id), Api by impl {
  companion object { const val X = 0x1F }
  suspend inline fun <reified R> load(x: Int, f: (Int) -> Unit = {}): R? = try { f(x); when (x) { in 1..2, is Int -> x!!.run { it } else -> null } } catch (e: Exception) { throw Failure("ß \${e.message} $x", e) } finally { }
  val ${longName}: String by lazy { ${farAway}"""raw \${x}""" }
  init { for ((k, v) in map) { if (!k && v != -1 || x ?: return@load == y) continue else list[0] += k as? String } }
}
fun broken( { val x = (1
`,
  'tree-sitter-c-sharp.wasm': `using System; using static A.B; // 🎉
namespace Shop.Orders;
[Route("api/[controller]"), ApiController] public sealed partial class Orders<T>(ILogger<Orders> log) : Base, IApi where T : class, new() {
  private readonly int[] _a = { 1, 0x2F }; public string? Name { get; init; } = @"raw ""x"""; event Action? E;
  public async Task<IActionResult> Load([FromQuery] string id, params int[] rest) {
    await using var x = Open($"ß {id,3:x} {rest?[0] ?? -1}"); foreach (var (k, v) in Map) if (k is { A: > 1 } and not null) continue;
    try { await _http.GetAsync(id).ConfigureAwait(false); } catch (IOException e) when (e.Code != 1) { throw; } finally { lock (_a) { } }
    return x switch { 1 or 2 => Ok(new { id }), _ => throw new Failure(nameof(x), e) };
  } record P(int X); enum E2 { A = 1, B }
  void ${longName}() => ${farAway}Run(static (a, b) => a ? b! : default(int), out var y, ref z);
  void Broken( { int x = (1;
`,
  'tree-sitter-ruby.wasm': `require 'logger' # 🎉
module Shop
  class Orders < Base
    attr_reader :id, :rows
    LIMIT = 0x1F
    def self.load(id, *rest, limit: 10, **more, &block)
      return nil unless id && !rest.empty? or id =~ /a+[b]/i
      rows = rest.map { |x| x&.name || "ß #{x[:a]} \\n" }.each(&:run)
      begin
        @client.get(id) do |r| yield r if r.ok? end
      rescue Timeout::Error, IOError => e
        raise Failure, "x" rescue nil
      else x += 1
      ensure
        $count ||= %w[a b].size
      end
      case rows when Array then 1 else -> (a) { a ? 1 : 2 } end
      ${longName} = ${farAway}<<~TEXT
        text #{id}
      TEXT
    end
  end
end
def broken(
  x = (1
`,
  'tree-sitter-php.wasm': `<html><?php // 🎉
declare(strict_types=1);
namespace Shop\\Orders;
use Psr\\Log\\{LoggerInterface, NullLogger as Nothing};
#[Route('/orders', methods: ['GET'])] final class Orders extends Base implements Api { use Loggable;
  private ?array $rows = ['a' => 1, ...$more]; const X = 0x1F;
  public function __construct(private readonly LoggerInterface $log, int|string ...$rest) { parent::__construct(); }
  public static function load(string $id = "ß {$id->x[0]} $y", &$z = null): ?self {
    try { foreach ($this->rows as $k => [$a, $b]) { if (!isset($k) && $a <=> $b ?? -1) continue; } }
    catch (\\IOException | \\Error $e) { throw new Failure('x', 0, $e); } finally { $f = fn($x) => $x?->run(...); }
    return match(true) { $a instanceof Orders, 1 => function () use (&$z) { yield 1; }, default => null };
  }
  function ${longName}() { ${farAway}echo <<<TEXT
    text {$x}
    TEXT; switch ($x) { case 1: break; default: @unlink($f); } }
  function broken( { $x = (1;
`,
  'tree-sitter-rust.wasm': `//! 🎉
use std::{collections::HashMap, io::{self, Read as _}};
#[derive(Debug, Clone)] pub struct Orders<'a, T: ?Sized + 'a> where T: Api { pub id: &'a str, rows: Vec<Option<T>> }
impl<'a, T: Api> Load for Orders<'a, T> {
  #[tracing::instrument(skip(self), err)] pub async fn load<const N: usize>(&mut self, ids: [u8; N]) -> Result<(), Box<dyn Error + Send>> {
    let Some(x) = self.rows.get(0).map(|r| r?.run::<u8>(..=1)) else { return Err("ß".into()); };
    match client.get(r#"raw"#).send().await { Ok(r) if r.ok() => r, Err(e) | Other { e, .. } => { tracing::error!(error = %e, "x {}", 1); unsafe { *p += !0x1F_u8 as u8 } } };
    'outer: for (i, b) in ids.iter().enumerate() { if i > 1 && b != &b'x' || false { continue 'outer } else { break } }
    let ${longName} = ${farAway}move || async move { vec![1, 2]; loop { x..y; } };
    Ok(())
  }
}
macro_rules! m { ($x:expr) => { $x }; }
fn broken( { let x = (1;
`,
  'tree-sitter-hcl.wasm': `# 🎉
resource "aws_ecs_task_definition" orders {
  family = "ß-\${var.stage == "prod" ? upper(local.name) : "x"}\\n" // comment
  ${longName} = ${farAway}jsonencode([{ name = "a", "image": data.x.y[0].url, (var.key) = null, list = [for k, v in var.m : "\${k}" if v != -1 && !false] }])
  map = { for k, v in var.m : k => v... }
  splat = aws_x.y[*].id.*.z
  text = <<-EOF
    %{ if true ~} a \${x} %{ else } b %{ endif }
  EOF
  nested "b" { count = 0x1 + 1.5e3 % 2 >= 1 || true }
}
broken = [1, { =
variable "x" {
`,
};

export function sampleOf(grammarFile: string): string | null {
  return Object.entries(samples).find(([file]) => file === grammarFile)?.[1] ?? null;
}
