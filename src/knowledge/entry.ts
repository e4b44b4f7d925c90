/** What a row says of a framework that hands work to functions: routes, jobs, consumers and schedules. */
import type { EntryFact } from '../model/facts.ts';

/** How one registration, decorator or annotation says what it registers. */
export interface EntryForm {
  readonly kind: EntryFact['kind'];
  /** HTTP method that it stands for, `ANY` for all; null where an argument or nothing says it. */
  readonly method: string | null;
  /** Position of the path, topic, queue or expression among the positional arguments, -1 where it is none of them. */
  readonly target: number;
  /** Keywords, or keys of an options object, that give it. */
  readonly targetKeys: readonly string[];
  /** Keywords, or keys of an options object, that list HTTP methods; what is registered without them answers `method`. */
  readonly methodKeys: readonly string[];
  /** Position of an argument that is the HTTP method, -1 where none is. */
  readonly methodAt: number;
  /** Keys that the options object must have, where the name of the call says too little. */
  readonly needs: readonly string[];
  /** Another decorator of the same function whose argument is the target: `@Path` beside `@GET`. */
  readonly targetFrom: string | null;
  /** Of a call: which positional argument is the handler, counted from the end where it is negative. */
  readonly handler: number;
  /** Keywords, or keys of an options object, whose value is the handler. */
  readonly handlerKeys: readonly string[];
  /** Of a call: what stands in the handler's place where others are mounted, by the end of its resolved path: `include`. */
  readonly mounts: readonly string[];
  /** Of a call: how many positional arguments it has at least; `app.get('name')` reads a setting. */
  readonly least: number;
}

/** A class whose methods are entries. */
export interface EntryClassForm {
  /** Resolved paths of base classes and interfaces; one that ends in `.`, `\` or `::` stands for all that begin so. */
  readonly bases: readonly string[];
  /** Last part of a base that the repository makes itself, believed where the file imports the framework. */
  readonly looseBase: RegExp | null;
  readonly methods: Readonly<Record<string, EntryForm>>;
  /** Stands for every public method that `methods` does not name and that has the decorators of no other form. */
  readonly publicMethods: EntryForm | null;
}

/** A function that is an entry by its shape alone. */
export interface EntrySignature {
  readonly name: RegExp;
  /** Its text from where it begins to its body. */
  readonly header: RegExp;
  readonly exported: boolean;
  readonly form: EntryForm;
}

export interface EntryRow {
  readonly framework: string;
  /** Modules of the framework; a file that imports one of them, or something below one, uses it. */
  readonly modules: readonly string[];
  /**
   * Resolved paths of what hands out work: an application, a router, a queue. `*` stands for anything, where the name of
   * the method alone is unmistakable.
   */
  readonly receivers: readonly string[];
  /** Resolved paths of receivers that the repository makes elsewhere. */
  readonly looseReceiver: RegExp | null;
  /**
   * Last part of the name of such receivers, believed where the file imports the framework and the target is a path, or
   * where the handler stands there and has `looseParameters`.
   */
  readonly looseName: RegExp | null;
  /** Parameters of a handler, joined by commas, that no other kind of function has. */
  readonly looseParameters: RegExp | null;
  /** Methods that give a receiver again: `group`, `route`. */
  readonly derive: readonly string[];
  /** Methods of a receiver, called or used as decorators. */
  readonly methods: Readonly<Record<string, EntryForm>>;
  /** Calls and decorators by their whole resolved path; `new X` where a class is made. */
  readonly functions: Readonly<Record<string, EntryForm>>;
  /** Annotations by their simple name, which mean this where they come from `modules` (or nothing of that name can). */
  readonly annotations: Readonly<Record<string, EntryForm>>;
  readonly classes: readonly EntryClassForm[];
  readonly signatures: readonly EntrySignature[];
}

export interface EntryTable {
  readonly ecosystem: string;
  readonly rows: readonly EntryRow[];
}

/** A row from what it has. */
export function entryRow(row: Pick<EntryRow, 'framework'> & Partial<EntryRow>): EntryRow {
  return {
    modules: [],
    receivers: [],
    looseReceiver: null,
    looseName: null,
    looseParameters: null,
    derive: [],
    methods: {},
    functions: {},
    annotations: {},
    classes: [],
    signatures: [],
    ...row,
  };
}

export function entryClass(form: Partial<EntryClassForm>): EntryClassForm {
  return { bases: [], looseBase: null, methods: {}, publicMethods: null, ...form };
}

const nothing: EntryForm = {
  kind: 'route',
  method: null,
  target: 0,
  targetKeys: [],
  methodKeys: [],
  methodAt: -1,
  needs: [],
  targetFrom: null,
  handler: -1,
  handlerKeys: [],
  mounts: [],
  least: 1,
};

export function routeForm(method: string | null, form: Partial<EntryForm> = {}): EntryForm {
  return { ...nothing, method, targetKeys: ['path'], least: 2, ...form };
}

export function entryForm(kind: EntryFact['kind'], form: Partial<EntryForm> = {}): EntryForm {
  return { ...nothing, kind, ...form };
}

/** The same form for several names. */
export function sameFor<Form>(names: readonly string[], form: Form): Record<string, Form> {
  return Object.fromEntries(names.map((name) => [name, form]));
}

/** `get` to `GET` and so on, in the spelling that a framework's methods have. */
export function verbForms(
  spell: (verb: string) => string,
  form: Partial<EntryForm> = {},
  verbs: readonly string[] = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'],
): Record<string, EntryForm> {
  return Object.fromEntries(verbs.map((verb) => [spell(verb), routeForm(verb.toUpperCase(), form)]));
}

export const lower = (verb: string): string => verb;
export const upper = (verb: string): string => verb.toUpperCase();
export const capital = (verb: string): string => verb.charAt(0).toUpperCase() + verb.slice(1);
