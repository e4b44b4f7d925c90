/** Two schemas of a value, one before and one after the change: what was allowed and is not, what was given and is not. */
import type { Range } from '../../../model/text.ts';
import { alternativeBreaks, nullBreaks } from './alternatives.ts';
import { member, membersOf, resolved, textOf, type Member, type Value } from './document.ts';

export interface SchemaBreak {
  /** `total`, `items[].price`; empty for the value itself. */
  readonly where: string;
  readonly what: string;
  readonly kind: 'required' | 'narrowed' | 'removed' | 'changed';
  readonly before: Range | null;
  readonly after: Range;
}

/** Who writes the value: a request is read by the new version, a response by clients of the old one. */
export type Direction = 'request' | 'response';

export interface Pair {
  readonly before: Value;
  readonly after: Value;
}

const deepest = 12;
const mostPairs = 5_000;

export function schemaBreaks(roots: Pair, schemas: Pair, direction: Direction): SchemaBreak[] {
  const found: SchemaBreak[] = [];
  const seen = new Set<string>();
  compare(schemas.before, schemas.after, '', 0);
  return found;

  function compare(oldSchema: Value, newSchema: Value, where: string, depth: number): void {
    const before = resolved(roots.before, oldSchema);
    const after = resolved(roots.after, newSchema);
    if (before === null || after === null || depth > deepest || seen.size > mostPairs) return;
    const key = `${before.range.start}:${before.range.end}:${after.range.start}:${after.range.end}`;
    if (seen.has(key)) return;
    seen.add(key);
    compareTypes(before, after, where);
    found.push(...alternativeBreaks(before, after, where, direction));
    compareMembers(before, after, where, depth);
    const [oldItems, newItems] = [member(before, 'items'), member(after, 'items')];
    if (oldItems !== null && newItems !== null) compare(oldItems, newItems, `${where}[]`, depth + 1);
  }

  function compareTypes(before: Value, after: Value, where: string): void {
    const [old, now] = [typesOf(before), typesOf(after)];
    const place = after.members.get('type')?.key ?? firstOf(after);
    if (old !== null && now !== null) {
      const [given, allowed] = direction === 'request' ? [old, now] : [now, old];
      if (![...given].every((one) => allowed.has(one) || (one === 'integer' && allowed.has('number')))) {
        const what = `is ${listed([...now])} now and was ${listed([...old])}`;
        found.push({ where, what, kind: 'changed', before: before.members.get('type')?.key ?? null, after: place });
        return;
      }
    }
    const [oldValues, newValues] = [valuesOf(before), valuesOf(after)];
    if (direction !== 'request' || oldValues === null || newValues === null) return;
    const gone = [...oldValues].filter((one) => !newValues.has(one));
    if (gone.length === 0) return;
    const what = `may not be ${gone.slice(0, 3).join(', ')} any more`;
    const range = after.members.get('enum')?.key ?? after.members.get('const')?.key ?? place;
    found.push({ where, what, kind: 'narrowed', before: before.members.get('enum')?.key ?? null, after: range });
  }

  function compareMembers(before: Value, after: Value, where: string, depth: number): void {
    const [old, now] = [shapeOf(roots.before, before), shapeOf(roots.after, after)];
    if (old === null || now === null || (old.properties.size === 0 && now.properties.size === 0)) return;
    const path = (name: string): string => (where === '' ? name : `${where}.${name}`);
    for (const name of direction === 'request' ? now.required : []) {
      if (old.required.has(name)) continue;
      const place = now.properties.get(name);
      const schema = resolved(roots.after, place?.value);
      // What is filled in where it is missing, or what only responses have, is asked of nobody.
      if (place === undefined || schema === null || schema.members.has('default') || isTrue(schema, 'readOnly'))
        continue;
      const past = old.properties.get(name)?.key ?? null;
      found.push({ where: path(name), what: 'is required now', kind: 'required', before: past, after: place.key });
    }
    for (const [name, { key, value }] of old.properties) {
      const other = now.properties.get(name);
      if (other !== undefined) {
        const isGiven = direction === 'request' || (old.required.has(name) && now.required.has(name));
        if (isGiven) found.push(...nullBreaks({ roots, key, other }, value, path(name), direction));
        compare(value, other.value, path(name), depth + 1);
        continue;
      }
      const schema = resolved(roots.before, value);
      if (direction === 'request' && isClosed(after) && !isClosed(before)) continue;
      if (direction === 'request' && isClosed(after) && schema !== null && !isTrue(schema, 'readOnly')) {
        const place = after.members.get('properties')?.key ?? firstOf(after);
        found.push({ where: path(name), what: 'is not taken any more', kind: 'narrowed', before: key, after: place });
      }
      if (direction !== 'response' || schema === null || isTrue(schema, 'deprecated') || isTrue(schema, 'writeOnly'))
        continue;
      const place = after.members.get('properties')?.key ?? firstOf(after);
      found.push({ where: path(name), what: 'is gone', kind: 'removed', before: key, after: place });
    }
  }
}

interface Shape {
  readonly properties: Map<string, Member>;
  readonly required: Set<string>;
}

/** Properties of an object with those of `allOf`; null where alternatives or other files decide about them. */
function shapeOf(root: Value, schema: Value, depth = 0): Shape | null {
  const hasAlternatives = ['oneOf', 'anyOf', 'not', 'if', 'patternProperties', 'discriminator'].some((key) =>
    schema.members.has(key),
  );
  if (hasAlternatives || depth > 5) return null;
  const required = (member(schema, 'required')?.items ?? []).flatMap((one) => textOf(one) ?? []);
  const shape: Shape = { properties: new Map(membersOf(schema, 'properties')), required: new Set(required) };
  for (const part of member(schema, 'allOf')?.items ?? []) {
    const own = resolved(root, part);
    const inner = own === null ? null : shapeOf(root, own, depth + 1);
    if (inner === null) return null;
    for (const [name, one] of inner.properties) if (!shape.properties.has(name)) shape.properties.set(name, one);
    for (const name of inner.required) shape.required.add(name);
  }
  return shape;
}

/** Without `null`: what may be empty is another question, and the forms it is written in are many. */
function typesOf(schema: Value): ReadonlySet<string> | null {
  const type = member(schema, 'type');
  const names = type === null ? [] : [type, ...type.items].flatMap((one) => textOf(one) ?? []);
  const known = names.filter((one) => one !== 'null');
  return known.length === 0 || known.includes('any') ? null : new Set(known);
}

function valuesOf(schema: Value): ReadonlySet<string> | null {
  const values = member(schema, 'enum')?.items ?? [];
  const only = member(schema, 'const');
  const all = values.length === 0 && only !== null ? [only] : values;
  const known = all.flatMap(({ plain }) =>
    typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean' ? [`${plain}`] : [],
  );
  return known.length === 0 ? null : new Set(known);
}

/** Nothing but what it names is taken. */
const isClosed = (schema: Value): boolean =>
  ['additionalProperties', 'unevaluatedProperties'].some((key) => member(schema, key)?.plain === false);

function isTrue(schema: Value, key: string): boolean {
  return member(schema, key)?.plain === true;
}

function firstOf({ members, range }: Value): Range {
  const [first] = members.values();
  return first?.key ?? { start: range.start, end: range.start };
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? String(names[0]) : names.join(' or ');
}
