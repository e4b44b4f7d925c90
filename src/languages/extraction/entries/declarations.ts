/** Entries that say so where they stand: by a decorator or annotation, by their class, by their shape. */
import type { EntryForm } from '../../../knowledge/entry.ts';
import type { ClassFact, EntryFact, FunctionFact } from '../../../model/facts.ts';
import { contains } from '../../../model/text.ts';
import type { Read } from '../read.ts';
import { lookup, pathOfBinding } from '../scopes.ts';
import type { Scope } from '../scopes.ts';
import { isBelow, isReceiver, lastPart, rowsOf, usesFramework } from './rows.ts';
import type { EntryRows, Known } from './rows.ts';
import { firstLiteral, literalOfKey, methodIn } from './written.ts';

export function declarations(read: Read): EntryFact[] {
  const { extraction, syntax, classes } = read;
  const rows = rowsOf(syntax.ecosystem);
  const scopes = new Map(
    extraction.scopes.filter((scope) => !scope.isClassBody).map((scope) => [scope.function, scope]),
  );
  const bases = basesOf(classes);
  const found: EntryFact[] = [];
  extraction.functions.forEach((one, index) => {
    const around = one.owner === null ? null : classOf(classes, one);
    const scope = scopes.get(one.parent) ?? extraction.moduleScope;
    const decorated =
      one.decorators.length === 0 || around?.kind === 'interface'
        ? null
        : byDecorator(read, rows, scope, one, index, around);
    const entry =
      decorated ??
      (around === null ? null : byClass(read, rows, bases, one, index, around)) ??
      bySignature(read, rows, one, index);
    if (entry !== null) found.push(entry);
  });
  return found;
}

interface Decorator {
  readonly text: string;
  readonly path: string;
  /** What stands in its parentheses; empty where it has none. */
  readonly arguments: string;
}

/** @returns what the decorator's name stands for where it is written */
function readDecorator(read: Read, scope: Scope, text: string): Decorator | null {
  const name = /^[\w$.:\\]+/.exec(text)?.[0];
  if (name === undefined) return null;
  const head = /^[\w$]+/.exec(name)?.[0] ?? name;
  const binding = lookup(scope, head);
  const stands = binding === undefined ? head : (pathOfBinding(binding, read.syntax.reader, 0) ?? head);
  const rest = text.slice(name.length).trimStart();
  return {
    text,
    path: stands + name.slice(head.length),
    arguments: rest.startsWith('(') ? rest.slice(1, rest.endsWith(')') ? -1 : undefined) : '',
  };
}

function byDecorator(
  read: Read,
  rows: EntryRows,
  scope: Scope,
  one: FunctionFact,
  index: number,
  around: ClassFact | null,
): EntryFact | null {
  const decorators = one.decorators.flatMap((text) => readDecorator(read, scope, text) ?? []);
  for (const decorator of decorators) {
    const known = formOf(read, rows, decorator);
    if (known === null || (known.form.least === guardOnly && !takesRequest(one))) continue;
    const { row, form } = known;
    const other = form.targetFrom;
    const from = other === null ? undefined : decorators.find(({ path }) => lastPart(path) === other);
    const written = from?.arguments ?? decorator.arguments;
    const target =
      (form.target >= 0 || from !== undefined ? firstLiteral(written) : null) ?? literalOfKey(written, form.targetKeys);
    const isGuard = form.least === guardOnly;
    const guards = one.decorators.filter((text) => (isGuard || text !== decorator.text) && text !== from?.text);
    return {
      ...placeOf(one),
      kind: form.kind,
      framework: row.framework,
      method: form.kind === 'route' ? methodIn(decorator.arguments, form) : null,
      target,
      name: one.nameRange === null ? (target ?? row.framework) : one.name,
      handler: index,
      guards: [...guards, ...(around?.decorators ?? [])],
    };
  }
  return null;
}

/** A form of a decorator that guards requests and so says that a function takes them. */
const guardOnly = 9;

function takesRequest({ parameters, owner }: FunctionFact): boolean {
  return owner === null && parameters[0] === 'request';
}

function formOf(read: Read, rows: EntryRows, { path, arguments: written }: Decorator): Known<EntryForm> | null {
  const exact = rows.functions.get(path);
  if (exact !== undefined) return exact;
  const name = lastPart(path);
  const receiver = path.slice(0, Math.max(0, path.length - name.length - 1));
  for (const known of receiver === '' ? [] : (rows.methods.get(name) ?? [])) {
    const { row, form } = known;
    if (isReceiver(row, receiver) || row.looseReceiver?.test(receiver) === true) return known;
    if (row.looseName === null || !usesFramework(read, row)) continue;
    const isPath = (firstLiteral(written) ?? literalOfKey(written, form.targetKeys))?.startsWith('/') === true;
    if (row.looseName.test(lastPart(receiver)) && (form.kind !== 'route' || isPath)) return known;
  }
  for (const known of rows.annotations.get(name) ?? []) {
    const { modules } = known.row;
    const fits = receiver === '' ? usesFramework(read, known.row) : modules.some((module) => isBelow(path, module));
    if (fits) return known;
  }
  return null;
}

type Bases = ReadonlyMap<ClassFact, readonly string[]>;

/** All that a class is made of, through the classes of the file. */
function basesOf(classes: readonly ClassFact[]): Bases {
  const byName = new Map(classes.map((one) => [one.name, one]));
  return new Map(
    classes.map((one) => {
      const all = [...one.bases];
      for (let at = 0; at < all.length && all.length < 50; at++) {
        for (const base of byName.get(all[at] ?? '')?.bases ?? []) if (!all.includes(base)) all.push(base);
      }
      return [one, all];
    }),
  );
}

/** The innermost class of that name around the function, or of that name (methods may stand apart from their type). */
function classOf(classes: readonly ClassFact[], one: FunctionFact): ClassFact | null {
  const named = classes.filter(({ name }) => name === one.owner);
  return named.filter(({ range }) => contains(range, one.range)).at(-1) ?? named[0] ?? null;
}

function byClass(
  read: Read,
  rows: EntryRows,
  bases: Bases,
  one: FunctionFact,
  index: number,
  around: ClassFact,
): EntryFact | null {
  const all = bases.get(around) ?? [];
  for (const { row, form } of all.length === 0 ? [] : rows.classes) {
    const method = Object.hasOwn(form.methods, one.name) ? form.methods[one.name] : publicForm(form.publicMethods, one);
    if (method === undefined) continue;
    const isSure = all.some((path) =>
      form.bases.some((base) => (/[.\\:]$/.test(base) ? path.startsWith(base) : path === base)),
    );
    const isLoose =
      !isSure && all.some((path) => form.looseBase?.test(lastPart(path)) === true) && usesFramework(read, row);
    if (!isSure && !isLoose) continue;
    return {
      ...placeOf(one),
      kind: method.kind,
      framework: row.framework,
      method: method.method,
      target: null,
      name: `${around.name}.${one.name}`,
      handler: index,
      guards: [...one.decorators, ...around.decorators, ...all.map(lastPart).filter((name) => name.endsWith('Mixin'))],
    };
  }
  return null;
}

function publicForm(form: EntryForm | null, one: FunctionFact): EntryForm | undefined {
  return form !== null && one.exported && one.parent === -1 ? form : undefined;
}

function bySignature(read: Read, { signatures }: EntryRows, one: FunctionFact, index: number): EntryFact | null {
  for (const { row, form } of signatures) {
    if (!form.name.test(one.name) || (form.exported && !one.exported) || one.parent !== -1) continue;
    const header = read.extraction.text.slice(one.range.start, Math.min(one.body.start, one.range.start + 1000));
    if (!form.header.test(header) || !usesFramework(read, row)) continue;
    return {
      ...placeOf(one),
      kind: form.form.kind,
      framework: row.framework,
      method: form.form.method,
      target: null,
      name: one.name,
      handler: index,
      guards: [...one.decorators],
    };
  }
  return null;
}

function placeOf({ range, parent, nameRange }: FunctionFact) {
  return { range, function: parent, condition: null, header: nameRange ?? range };
}
