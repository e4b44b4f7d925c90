/** What a row says of a library whose spans code starts by itself. */

/**
 * How a span ends. `entered`: by the block that it is the resource of (`with`), or as `returned`; `callback`: with the
 * function that it is given; `callback-span`: by a call on what its function is given; `returned`: by a call on the
 * result; `ambient`: by a call that names no span; `dropped`: when its value goes out of scope.
 */
export type SpanEnd = 'entered' | 'callback' | 'callback-span' | 'returned' | 'ambient' | 'dropped';

export interface SpanForm {
  readonly vendor: string;
  readonly ecosystem: string;
  /** Last part of the callee. */
  readonly method: string;
  /** What the callee resolves to. */
  readonly path: RegExp | null;
  /** What stands before the method as written, believed where the path names no library. */
  readonly receiver: RegExp | null;
  /** Positional arguments that it has at least. */
  readonly least: number;
  readonly end: SpanEnd;
  /** Which of several results is the span: `ctx, span := tracer.Start(…)`. */
  readonly result: number;
  /** Position of the name, -1 where none is. */
  readonly name: number;
  readonly nameKeys: readonly string[];
  /** The call before it in the chain that takes the name: `spanBuilder("x").startSpan()`. */
  readonly nameCall: string | null;
  /** Methods that end it. */
  readonly ends: readonly string[];
  /** Errors that leave its block or callback are recorded by the library. */
  readonly recordsErrors: boolean;
}

/** A decorator, annotation or attribute that puts a span around a function. */
export interface SpanDecorator {
  readonly vendor: string;
  readonly ecosystem: string;
  /** Last part of its name. */
  readonly name: string;
  /** What its name resolves to; null where the name alone is unmistakable. */
  readonly path: RegExp | null;
  readonly recordsErrors: boolean;
}

/** Names by which tracers go. */
export const tracerName: RegExp = /(?:^|[^A-Za-z]|[a-z])tracer(?:\(\))?$/i;

/** A form from what it has. */
export function spanForm(
  form: Pick<SpanForm, 'vendor' | 'ecosystem' | 'method' | 'end'> & Partial<SpanForm>,
): SpanForm {
  return {
    path: null,
    receiver: null,
    least: 0,
    result: 0,
    name: 0,
    nameKeys: ['name'],
    nameCall: null,
    ends: [],
    recordsErrors: false,
    ...form,
  };
}
