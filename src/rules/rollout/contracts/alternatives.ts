/** What a value may be beside one type of its own: nothing at all, or one of several others. */
import type { Range } from '../../../model/text.ts';
import { member, resolved, textOf, type Member, type Value } from './document.ts';
import type { Direction, Pair, SchemaBreak } from './schemas.ts';

/** A request that may leave a value empty, and may not now; an answer that never did, and may now. */
export function nullBreaks(
  { roots, key, other }: { readonly roots: Pair; readonly key: Range; readonly other: Member },
  value: Value,
  where: string,
  direction: Direction,
): SchemaBreak[] {
  const [old, now] = [mayBeNull(roots.before, value), mayBeNull(roots.after, other.value)];
  if (old === null || now === null || old === now) return [];
  if (direction === 'request' && old) {
    return [{ where, what: 'may not be null any more', kind: 'narrowed', before: key, after: other.key }];
  }
  if (direction === 'response' && now) {
    return [{ where, what: 'may be null now', kind: 'changed', before: key, after: other.key }];
  }
  return [];
}

/** Null where another file decides, or where it says nothing of its type. */
function mayBeNull(root: Value, schema: Value, depth = 0): boolean | null {
  const own = resolved(root, schema);
  if (own === null || depth > 5) return null;
  if (['nullable', 'x-nullable'].some((key) => member(own, key)?.plain === true)) return true;
  const type = member(own, 'type');
  const types =
    type === null ? [] : [type, ...type.items].flatMap((one) => (one.plain === null ? ['null'] : (textOf(one) ?? [])));
  if (types.includes('null')) return true;
  if ((member(own, 'enum')?.items ?? []).some(({ plain }) => plain === null)) return true;
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    const parts = (member(own, key)?.items ?? []).map((part) => mayBeNull(root, part, depth + 1));
    if (parts.length > 0)
      return parts.includes(true) ? (key === 'allOf' ? null : true) : parts.includes(null) ? null : false;
  }
  return types.length > 0 ? false : null;
}

/** An alternative that requests may have, and may not now. Those that only answers have more of are somebody's choice. */
export function alternativeBreaks(before: Value, after: Value, where: string, direction: Direction): SchemaBreak[] {
  if (direction !== 'request') return [];
  const [old, now] = [namesOf(before), namesOf(after)];
  if (old === null || now === null) return [];
  const gone = [...old.names].filter((name) => !now.names.has(name));
  // As many new ones may be the same by other names.
  const fresh = [...now.names].filter((name) => !old.names.has(name));
  if (gone.length === 0 || fresh.length > 0) return [];
  const what = `may not be ${gone.slice(0, 3).join(', ')} any more`;
  return [{ where, what, kind: 'narrowed', before: old.place, after: now.place }];
}

/** Null where there are none, or not all of them have names. */
function namesOf(schema: Value): { readonly names: ReadonlySet<string>; readonly place: Range } | null {
  for (const key of ['oneOf', 'anyOf']) {
    const found = schema.members.get(key);
    if (found === undefined) continue;
    const names = found.value.items.flatMap((one) => {
      const reference = textOf(member(one, '$ref'));
      return reference === null ? [] : [reference.slice(reference.lastIndexOf('/') + 1)];
    });
    const others = found.value.items.filter(
      (one) => member(one, '$ref') === null && textOf(member(one, 'type')) !== 'null',
    );
    return names.length === 0 || others.length > 0 ? null : { names: new Set(names), place: found.key };
  }
  return null;
}
