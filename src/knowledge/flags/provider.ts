/** What a row says of a feature flag provider: how its SDKs are asked, where the key stands, and what a default is for. */

export interface FlagProvider {
  /** As `FlagCheckFact.provider` says it. */
  readonly name: string;
  /** As people write it. */
  readonly title: string;
  /**
   * What a client of it is called where nothing in the file says what it stands for: the last name before the method.
   * Null where a name alone says nothing.
   */
  readonly receivers: RegExp | null;
  readonly sdks: readonly FlagSdk[];
}

export interface FlagSdk {
  readonly ecosystem: string;
  /** Beginnings of the resolved paths of its clients and functions, and of the modules whose import says that a file uses it. */
  readonly modules: readonly string[];
  readonly forms: readonly FlagForm[];
  /** Decorators, annotations and attributes that let a function run only when a flag says so. */
  readonly decorators?: readonly FlagDecorator[];
}

/** One way to ask. */
export interface FlagForm {
  /** Last names of the call. */
  readonly methods: readonly string[];
  /** Where the key stands; null where no argument gives it. */
  readonly key: ArgumentPlace | null;
  /** The key is in the callee: its first group. Such a call is known by its shape alone. */
  readonly calleeKey?: RegExp;
  /** Null where the form takes none. */
  readonly default: DefaultPlace | null;
  /** What comes back: a switch, or something of the flag's own. */
  readonly value: 'boolean' | 'any';
  /** Other things have methods of these names too: that the file imports the SDK is not enough, the receiver must say it. */
  readonly common?: boolean;
  /** All that the call is chained to runs only when the flag says so: `app.MapGet(…).WithFeatureGate("x")`. */
  readonly guardsReceiver?: boolean;
}

/** An argument by position, by keyword, or as a member of an object that is given. */
export interface ArgumentPlace {
  /** -1 where it has a name only. */
  readonly position: number;
  readonly names: readonly string[];
  /** With one argument alone it is that one. */
  readonly orFirst?: boolean;
}

export interface DefaultPlace extends ArgumentPlace {
  /**
   * What holds where no default is given: `off` (documented as false), `nothing` (`undefined`, `nil`), or the call is
   * `refused`: it throws, or does not compile.
   */
  readonly absent: 'off' | 'nothing' | 'refused';
}

export interface FlagDecorator {
  readonly names: readonly string[];
  /** Only keys like these are flags. */
  readonly keys?: RegExp;
}

export function at(position: number, ...names: readonly string[]): ArgumentPlace {
  return { position, names };
}

/** An argument that stands first where it stands alone: a client that belongs to one user takes no user. */
export function atOrFirst(position: number, ...names: readonly string[]): ArgumentPlace {
  return { position, names, orFirst: true };
}

export function defaultAt(absent: DefaultPlace['absent'], position: number, ...names: readonly string[]): DefaultPlace {
  return { position, names, absent };
}

/** Calls that answer with a switch. */
export function switches(
  methods: readonly string[],
  key: ArgumentPlace | null,
  fallback: DefaultPlace | null = null,
): FlagForm {
  return { methods, key, default: fallback, value: 'boolean' };
}

/** Calls that answer with a text, a number, an object or a variant. */
export function values(
  methods: readonly string[],
  key: ArgumentPlace | null,
  fallback: DefaultPlace | null = null,
): FlagForm {
  return { methods, key, default: fallback, value: 'any' };
}

/** The same, where other things have methods of that name too. */
export function common(form: FlagForm): FlagForm {
  return { ...form, common: true };
}
