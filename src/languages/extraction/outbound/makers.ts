/** Where the client that a call uses is made: by a call, or by a literal of its type. */
import type { CallFact } from '../../../model/facts.ts';
import { lastOf, rangeOf } from '../../../syntax/navigate.ts';
import type { Read } from '../read.ts';
import { lookup } from '../scopes.ts';
import type { Binding } from '../scopes.ts';

/** What makes a client, as the call that it is or would be. */
export type Maker = Pick<CallFact, 'arguments' | 'callee'>;

interface MadeAt {
  readonly node: number;
  readonly maker: Maker;
}

/** Literals that make a value of a named type: `http.Client{…}`. */
const literalTypes = ['composite_literal', 'struct_expression'];

/**
 * @param path `axios.create`, `new pg.Pool`
 * @returns the makers that the receiver was bound to; all of the file where that is not to be seen
 */
export function makersOf(read: Read, call: CallFact, path: string): readonly Maker[] {
  const isNew = path.startsWith('new ');
  const name = isNew ? path.slice('new '.length) : path;
  const { extraction, calls } = read;
  const made: MadeAt[] = calls.flatMap((one, index) =>
    one.path === name && one.constructs === isNew ? [{ node: extraction.calls[index]?.node ?? -1, maker: one }] : [],
  );
  if (isNew) made.push(...literals(read, `${path}()`));
  const binding = bindingOf(read, call);
  const own = made.filter(({ node }) => binding?.candidates.some((one) => isWithin(read, node, one.node)) === true);
  return (own.length > 0 ? own : made).map(({ maker }) => maker);
}

function literals({ extraction, syntax, calls }: Read, path: string): MadeAt[] {
  const { tree, moduleScope } = extraction;
  const types = literalTypes.map((name) => tree.grammar.type(name)).filter((id) => id !== -1);
  if (types.length === 0) return [];
  const found: MadeAt[] = [];
  for (let node = 0; node < tree.count && found.length < mostMade; node++) {
    if (!types.includes(tree.type[node] ?? -1)) continue;
    const scope = calls.length === 0 ? moduleScope : scopeAt(extraction, node);
    if (syntax.reader.resolve(node, scope, 0) !== path) continue;
    const literal = { range: rangeOf(tree, node), keyword: null, kind: 'object' as const, value: null };
    found.push({ node, maker: { callee: path, arguments: [{ ...literal, keys: syntax.reader.keysOf(node) }] } });
  }
  return found;
}

const mostMade = 20;

/** The scope of the innermost function around a node. */
function scopeAt({ functions, scopes, tree, moduleScope }: Read['extraction'], node: number) {
  const start = tree.start[node] ?? 0;
  const index = functions.findLastIndex(({ range }) => range.start <= start && start < range.end);
  return scopes.find((scope) => scope.function === index && !scope.isClassBody) ?? moduleScope;
}

function isWithin({ extraction: { tree } }: Read, node: number, candidate: number): boolean {
  return candidate !== -1 && node >= candidate && node < lastOf(tree, candidate);
}

/** What `client` in `client.get()` and `this.client.get()` was bound to. */
function bindingOf({ extraction, calls }: Read, call: CallFact): Binding | undefined {
  const [, first, second] = /^([\w$]+)\.(?:([\w$]+)\.)?[\w$]+$/.exec(call.callee) ?? [];
  const scope = extraction.calls[calls.indexOf(call)]?.frame.scope ?? null;
  if (first === undefined || scope === null) return undefined;
  return second === undefined ? lookup(scope, first) : scope.owner?.members.get(second);
}
