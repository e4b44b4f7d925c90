/** GraphQL schemas: queries that were valid and are refused, and answers that have less than they promised. */
import type { Break, ContractSides } from './break.ts';
import { readGraphql, type GraphqlField, type GraphqlType } from './graphqlFile.ts';

const refused = 'queries that use it are refused as a whole';

/** @param elsewhere texts of the other schemas on the new side of the change */
export function graphqlBreaks({ before, after }: ContractSides, elsewhere: readonly string[]): Break[] {
  const [old, now] = [readGraphql(before), readGraphql(after)];
  if (!old.isWhole || !now.isWhole || now.types.length === 0) return [];
  const others = elsewhere.flatMap((text) => readGraphql(text).types);
  const found: Break[] = [];
  for (const type of old.types) {
    const own = now.types.filter(({ name }) => name === type.name);
    const moved = others.filter(({ name }) => name === type.name);
    const [place] = own;
    if (place !== undefined && place.kind === type.kind) found.push(...typeBreaks(type, place, [...own, ...moved]));
    else if (moved.length === 0 && (place !== undefined || !type.isExtension) && isNamed(type, old.types))
      found.push(typeBreak(type, place, now.types));
  }
  return found;
}

/** Queries name what they send; what only answers are made of they name by its fields. */
function isNamed({ kind, name }: GraphqlType, types: readonly GraphqlType[]): boolean {
  if (kind !== 'scalar' && kind !== 'input') return true;
  const sent = types.flatMap((type) =>
    type.kind === 'input' ? type.fields : type.fields.flatMap((field) => field.arguments),
  );
  return sent.some((field) => nameOf(field.type) === name);
}

function typeBreak(
  { kind, name, nameRange }: GraphqlType,
  place: GraphqlType | undefined,
  types: readonly GraphqlType[],
): Break {
  const what = place === undefined ? 'is gone' : `is of the kind ${place.kind} now and was ${kind}`;
  const after = place?.nameRange ?? { start: types[0]?.nameRange.start ?? 0, end: types[0]?.nameRange.start ?? 0 };
  return { kind: 'type-removed', subject: name, what, effect: refused, before: nameRange, after };
}

/** @param places all that declare the type, or add to it, on the new side */
function typeBreaks(old: GraphqlType, now: GraphqlType, places: readonly GraphqlType[]): Break[] {
  const fields = new Map(places.flatMap((one) => one.fields.map((field) => [field.name, field] as const)));
  const ownNames = new Set(now.fields.map(({ name }) => name));
  const found: Break[] = [];
  for (const field of old.fields) {
    const subject = `${old.name}.${field.name}`;
    const same = fields.get(field.name);
    if (same === undefined) {
      if (field.isDeprecated) continue;
      const kind = old.kind === 'enum' || old.kind === 'union' ? 'value-removed' : 'field-removed';
      found.push({ kind, subject, what: 'is gone', effect: refused, before: field.range, after: now.nameRange });
    } else if (ownNames.has(field.name)) {
      if (old.kind === 'input') found.push(...inputBreaks(subject, field, same));
      else found.push(...outputBreaks(subject, field, same));
    }
  }
  if (old.kind === 'input' && !now.isExtension) found.push(...newlyRequired(old.name, old.fields, now.fields));
  return found;
}

function outputBreaks(subject: string, old: GraphqlField, now: GraphqlField): Break[] {
  const found: Break[] = [];
  const what = old.type === '' ? null : outputDifference(old.type, now.type);
  if (what !== null) {
    const effect = 'clients that were built with the old schema fail on the answer';
    found.push({ kind: 'field-changed', subject, what, effect, before: old.range, after: now.range });
  }
  for (const argument of old.arguments) {
    const same = now.arguments.find(({ name }) => name === argument.name);
    const title = `the argument ${argument.name} of ${subject}`;
    if (same !== undefined) found.push(...inputBreaks(title, argument, same));
    else if (!argument.isDeprecated) {
      const place = now.range;
      found.push({
        kind: 'field-removed',
        subject: title,
        what: 'is gone',
        effect: refused,
        before: argument.range,
        after: place,
      });
    }
  }
  return [...found, ...newlyRequired(subject, old.arguments, now.arguments)];
}

function newlyRequired(owner: string, old: readonly GraphqlField[], now: readonly GraphqlField[]): Break[] {
  const names = new Set(old.map(({ name }) => name));
  return now.flatMap((field): Break[] => {
    if (names.has(field.name) || !field.type.endsWith('!') || field.hasDefault) return [];
    const effect = `queries of today do not send it, and are refused`;
    const subject = `${owner}.${field.name}`;
    return [{ kind: 'input-required', subject, what: 'is new and required', effect, before: null, after: field.range }];
  });
}

function inputBreaks(subject: string, old: GraphqlField, now: GraphqlField): Break[] {
  const place = { before: old.range, after: now.range };
  if (nameOf(old.type) !== nameOf(now.type) || depthOf(old.type) !== depthOf(now.type)) {
    // A single value is taken where a list is asked for, and a number without a fraction where one may have it.
    const isWider =
      (nameOf(old.type) === nameOf(now.type) && depthOf(old.type) < depthOf(now.type)) ||
      /^(?:Int>Float|Int>ID|String>ID)$/.test(`${nameOf(old.type)}>${nameOf(now.type)}`);
    if (isWider) return [];
    const what = `is ${now.type} now and was ${old.type}`;
    return [{ kind: 'field-changed', subject, what, effect: refused, ...place }];
  }
  const isRequired = now.type.endsWith('!') && !now.hasDefault && !old.type.endsWith('!');
  if (!isRequired) return [];
  const effect = 'queries that leave it out are refused';
  return [{ kind: 'input-required', subject, what: 'is required now', effect, ...place }];
}

function outputDifference(old: string, now: string): string | null {
  if (depthOf(old) !== depthOf(now)) return `is ${now} now and was ${old}`;
  const [before, after] = [nameOf(old), nameOf(now)];
  if (before !== after) {
    // An interface or a union may have become one of its own, which is no less than it was.
    const isPlain = /^(?:Int|Float|String|Boolean|ID)$/;
    return isPlain.test(before) && isPlain.test(after) ? `is ${now} now and was ${old}` : null;
  }
  const isLooser = Array.from(levels(old)).some((required, index) => required === '!' && levels(now)[index] !== '!');
  return isLooser ? `may be null now: ${now}, and was ${old}` : null;
}

const nameOf = (type: string): string => type.replace(/[![\]]/g, '');
const depthOf = (type: string): number => type.split('[').length - 1;

/** For each level, from the inside out, whether it may be null: `!` or `?`. */
function levels(type: string): string {
  const signs = type.slice(type.search(/[!\]]|$/));
  let result = signs.startsWith('!') ? '!' : '?';
  for (const match of signs.matchAll(/\](!?)/g)) result += match[1] === '!' ? '!' : '?';
  return result;
}
