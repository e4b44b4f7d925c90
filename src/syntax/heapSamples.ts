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
};

export function sampleOf(grammarFile: string): string | null {
  return Object.entries(samples).find(([file]) => file === grammarFile)?.[1] ?? null;
}
