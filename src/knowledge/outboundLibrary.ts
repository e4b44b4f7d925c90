/** What a row says of a library that calls other systems: its calls, how they are given a limit, what holds without. */
import type { OutboundCallFact } from '../model/facts.ts';

/** How a limit of time is given, to a call or to what makes a client. */
export interface TimeLimit {
  /** Keyword arguments, and keys of an options object. */
  readonly keys: readonly string[];
  /** Positional arguments that are the limit. */
  readonly positions: readonly number[];
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
  /** Calls that limit every call of the process from then on. */
  readonly processLimits: readonly string[];
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
    target: 0,
    targetKeys: ['url'],
    context: 'none',
    ...row,
  };
}

export function timeLimit(keys: readonly string[], ...positions: readonly number[]): TimeLimit {
  return { keys, positions };
}

/** `module.name` for every name. */
export function pathsOf(module: string, ...names: readonly string[]): string[] {
  return names.map((name) => `${module}.${name}`);
}
