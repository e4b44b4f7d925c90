/** What a row says of a library that calls other systems: its calls, how they are given a limit, what holds without. */
import type { OutboundCallFact } from '../model/facts.ts';

/** How a limit of time is given, to a call or to what makes a client. */
export interface TimeLimit {
  /** Keyword arguments, and keys of an options object. */
  readonly keys: readonly string[];
  /** Positional arguments that are the limit. */
  readonly positions: readonly number[];
  /** Keys of what may hold a limit, which is not to be seen here: a transport, a pool. */
  readonly unsure?: readonly string[];
}

/** How a fix gives a call a limit. */
export interface TimeLimitGift {
  /**
   * `argument`: one more argument of the call; `option`: one more key of its options object; `client`: one more key of
   * what makes the client.
   */
  readonly form: 'argument' | 'option' | 'client';
  /** `timeout=10`, `timeout: 10_000`. */
  readonly text: string;
  /** An import line that the text needs, null where it needs none. */
  readonly import: string | null;
}

export interface OutboundRow {
  readonly library: string;
  readonly kind: OutboundCallFact['kind'];
  /** Calls by their resolved path; one that makes an object begins with `new `. */
  readonly calls: readonly string[];
  /** Resolved paths of clients; one that ends in `.*` stands for its attributes. */
  readonly clients: readonly string[];
  /** Methods of clients that call out. */
  readonly methods: readonly string[];
  /** What holds where nothing is given: the library waits for ever, or has a limit of its own. */
  readonly default: 'none' | 'default';
  /** How one call is given a limit; null where it cannot be. */
  readonly limit: TimeLimit | null;
  /** How a client is; null where it cannot be. */
  readonly clientLimit: TimeLimit | null;
  /** Values of a limit that mean none at all, as written: `None`, `0`. */
  readonly endless: readonly string[];
  /** Positions where an options object may stand, by method; `*` for all others. */
  readonly optionsAt: Readonly<Record<string, readonly number[]>>;
  /** Text of a file that sets a limit for all of its calls, or may: `axios.defaults.timeout =`. */
  readonly fileLimit: RegExp | null;
  /** What the statement must say for the call to be of this kind: a URL may be a file as well. */
  readonly evidence: RegExp | null;
  /** Text of any file of the service that sets a limit for all of its processes' calls, or may. */
  readonly processLimit: RegExp | null;
  /** How a fix limits a call; null where nothing simple does. */
  readonly gift: TimeLimitGift | null;
  /** Position and keys of the address; -1 where it has none. */
  readonly target: number;
  readonly targetKeys: readonly string[];
  /** What may carry a limit of the caller's: the first argument, or the request that the same function makes. */
  readonly context: 'argument' | 'request' | 'none';
}

export interface OutboundTable {
  readonly ecosystem: string;
  readonly rows: readonly OutboundRow[];
  /** Calls that limit what stands in their arguments, by resolved path or its end: `asyncio.wait_for`. */
  readonly limiters: readonly string[];
  /** Calls that make a context without a limit. */
  readonly endlessContexts: readonly string[];
  /** Calls that make a request without a context, and with the context that is their first argument. */
  readonly plainRequests: readonly string[];
  readonly contextRequests: readonly string[];
}

export function outboundRow(
  row: Pick<OutboundRow, 'library' | 'kind' | 'default'> & Partial<OutboundRow>,
): OutboundRow {
  return {
    calls: [],
    clients: [],
    methods: [],
    limit: null,
    clientLimit: null,
    endless: [],
    optionsAt: {},
    fileLimit: null,
    evidence: null,
    processLimit: null,
    gift: null,
    target: 0,
    targetKeys: ['url'],
    context: 'none',
    ...row,
  };
}

/** A table from what it has. */
export function outboundTable(
  table: Pick<OutboundTable, 'ecosystem' | 'rows'> & Partial<OutboundTable>,
): OutboundTable {
  return { limiters: [], endlessContexts: [], plainRequests: [], contextRequests: [], ...table };
}

/** Commands of Redis as clients name them alike. */
export const redisCommands: readonly string[] = [
  'get',
  'set',
  'setex',
  'setnx',
  'mget',
  'mset',
  'exists',
  'expire',
  'incr',
  'decr',
  'hget',
  'hset',
  'hgetall',
  'hmget',
  'lpush',
  'rpush',
  'lpop',
  'rpop',
  'lrange',
  'sadd',
  'smembers',
  'zadd',
  'zrange',
  'publish',
  'xadd',
  'ping',
  'eval',
];

export function timeLimit(keys: readonly string[], ...positions: readonly number[]): TimeLimit {
  return { keys, positions };
}

export function gift(form: TimeLimitGift['form'], text: string, importLine: string | null = null): TimeLimitGift {
  return { form, text, import: importLine };
}

/** `module.name` for every name. */
export function pathsOf(module: string, ...names: readonly string[]): string[] {
  return names.map((name) => `${module}.${name}`);
}
