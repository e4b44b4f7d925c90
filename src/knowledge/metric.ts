/** What a row says of a library whose metrics code makes and records. */

/** Where labels stand. */
export type LabelForm =
  /** An object of keys and values, at a position, or under one of the keywords (`-1`: only there). */
  | { readonly at: number; readonly keys: readonly string[] }
  /** The same from a position on, as calls with a key and a value: `attribute.String("k", v)`, `new("k", v)`. */
  | { readonly pairsFrom: number }
  /** Keys and values in turn: `counter("name", "key", value)`. */
  | { readonly turnsFrom: number }
  /** Texts of key and value: `tags=[f"key:{value}"]`. */
  | { readonly tagsAt: number; readonly keys: readonly string[] }
  /** The arguments of a call before it in the chain: `requests.labels(method).inc()`. */
  | { readonly call: readonly string[] };

export interface MetricForm {
  readonly vendor: string;
  readonly ecosystem: string;
  readonly operation: 'create' | 'record';
  /** Last part of the callee, or of the class that is made. */
  readonly method: string;
  /** What the callee resolves to. */
  readonly path: RegExp | null;
  /** What stands before the method as written, believed where the path names no library. */
  readonly receiver: RegExp | null;
  /** Modules of which the file imports one, where `receiver` alone says too little. */
  readonly modules: RegExp | null;
  /** Position of the name, -1 where none is. */
  readonly name: number;
  readonly nameKeys: readonly string[];
  readonly labels: readonly LabelForm[];
}

export interface MetricDecorator {
  readonly vendor: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly path: RegExp | null;
}

/** A form from what it has. */
export function metricForm(
  form: Pick<MetricForm, 'vendor' | 'ecosystem' | 'operation' | 'method'> & Partial<MetricForm>,
): MetricForm {
  return {
    path: null,
    receiver: null,
    modules: null,
    name: form.operation === 'create' ? 0 : -1,
    nameKeys: form.operation === 'create' ? ['name'] : [],
    labels: [],
    ...form,
  };
}
