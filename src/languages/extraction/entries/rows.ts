/** Rows of the entry tables by what is looked for, and whether a file uses a framework. */
import { entryTables } from '../../../knowledge/entries/index.ts';
import type { EntryClassForm, EntryForm, EntryRow, EntrySignature } from '../../../knowledge/entry.ts';
import type { Read } from '../read.ts';

export interface Known<Form> {
  readonly row: EntryRow;
  readonly form: Form;
}

export interface EntryRows {
  readonly methods: ReadonlyMap<string, readonly Known<EntryForm>[]>;
  readonly functions: ReadonlyMap<string, Known<EntryForm>>;
  readonly annotations: ReadonlyMap<string, readonly Known<EntryForm>[]>;
  readonly classes: readonly Known<EntryClassForm>[];
  readonly signatures: readonly Known<EntrySignature>[];
}

const known = new Map<string, EntryRows>();

export function rowsOf(ecosystem: string): EntryRows {
  const there = known.get(ecosystem);
  if (there !== undefined) return there;
  const rows = entryTables.filter((table) => table.ecosystem === ecosystem).flatMap((table) => table.rows);
  const made: EntryRows = {
    methods: byName(rows, (row) => row.methods),
    functions: new Map(
      rows.flatMap((row) => Object.entries(row.functions).map(([path, form]) => [path, { row, form }] as const)),
    ),
    annotations: byName(rows, (row) => row.annotations),
    classes: rows.flatMap((row) => row.classes.map((form) => ({ row, form }))),
    signatures: rows.flatMap((row) => row.signatures.map((form) => ({ row, form }))),
  };
  known.set(ecosystem, made);
  return made;
}

function byName(
  rows: readonly EntryRow[],
  formsOf: (row: EntryRow) => Readonly<Record<string, EntryForm>>,
): ReadonlyMap<string, readonly Known<EntryForm>[]> {
  const found = new Map<string, Known<EntryForm>[]>();
  for (const row of rows) {
    for (const [name, form] of Object.entries(formsOf(row))) {
      const list = found.get(name) ?? [];
      list.push({ row, form });
      found.set(name, list);
    }
  }
  return found;
}

/** Last part of a path, whatever separates its parts. */
export function lastPart(path: string): string {
  return /[^.:\\]*$/.exec(path)?.[0] ?? path;
}

/** Whether a path is `base` or stands below it: `flask.views` below `flask`, `@nestjs/common/x` below `@nestjs/common`. */
export function isBelow(path: string, base: string): boolean {
  return path.startsWith(base) && (path.length === base.length || /[./:\\(]/.test(path[base.length] ?? ''));
}

/** Whether the file imports the framework; one without modules needs none. */
export function usesFramework({ imports }: Pick<Read, 'imports'>, { modules }: EntryRow): boolean {
  if (modules.length === 0) return true;
  return imports.some(({ module }) => modules.some((base) => isBelow(module, base)));
}

/** Whether a resolved path is one that hands out work for the framework, or was derived from such a one. */
export function isReceiver(row: EntryRow, path: string): boolean {
  return row.receivers.includes('*') || row.receivers.includes(underived(path, row.derive));
}

/** `express()` for `express().route()`. */
function underived(path: string, derive: readonly string[]): string {
  let base = path;
  for (let level = 0; level < 20 && base.endsWith('()'); level++) {
    const dot = base.lastIndexOf('.');
    if (dot === -1 || !derive.includes(base.slice(dot + 1, -2))) break;
    base = base.slice(0, dot);
  }
  return base;
}
