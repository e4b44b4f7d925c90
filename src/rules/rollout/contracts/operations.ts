/** One operation of an OpenAPI document, before and after. */
import type { Range } from '../../../model/text.ts';
import type { Break } from './break.ts';
import { member, membersOf, resolved, textOf, type Value } from './document.ts';
import { schemaBreaks, type SchemaBreak } from './schemas.ts';

interface Sides {
  readonly before: Value;
  readonly after: Value;
}

export function operationBreaks(
  subject: string,
  roots: Sides,
  operation: Sides & { readonly place: Range },
  items: Sides,
): Break[] {
  const of = { subject, roots, operation, items };
  return [...parameterBreaks(of), ...bodyBreaks(of), ...responseBreaks(of)];
}

interface Operation {
  readonly subject: string;
  readonly roots: Sides;
  readonly operation: Sides & { readonly place: Range };
  /** The path items around it: their parameters hold for each operation. */
  readonly items: Sides;
}

const refused = 'requests as they are sent today are refused';

function parametersOf(root: Value, item: Value, operation: Value): ReadonlyMap<string, Value> | null {
  const found = new Map<string, Value>();
  for (const one of [...(member(item, 'parameters')?.items ?? []), ...(member(operation, 'parameters')?.items ?? [])]) {
    const parameter = resolved(root, one);
    // One that stands in another file may be any of them.
    if (parameter === null) return null;
    const place = textOf(member(parameter, 'in'));
    const name = place === 'body' ? '' : textOf(member(parameter, 'name'));
    if (place !== null && name !== null) found.set(`${place}:${name}`, parameter);
  }
  return found;
}

function parameterBreaks({ subject, roots, operation, items }: Operation): Break[] {
  const old = parametersOf(roots.before, items.before, operation.before);
  const now = parametersOf(roots.after, items.after, operation.after);
  if (old === null || now === null) return [];
  const found: Break[] = [];
  for (const [key, parameter] of now) {
    const [place = '', name = ''] = key.split(/:(.*)/s);
    const past = old.get(key);
    const schema = resolved(roots.after, member(parameter, 'schema')) ?? parameter;
    // The parameters of a path are compared with the path. Browsers and gateways send some headers by themselves.
    if (place === 'path') continue;
    const isNew = member(parameter, 'required')?.plain === true && member(past, 'required')?.plain !== true;
    const title = place === 'body' ? 'the body' : `the ${place === 'formData' ? 'form' : place} parameter \`${name}\``;
    if (isNew && !schema.members.has('default') && !(past === undefined && hasOldForm(old, place, operation.before))) {
      found.push({
        kind: 'request-narrowed',
        subject: `${title} of ${subject}`,
        what: 'is required now',
        effect: refused,
        before: past?.members.get('required')?.key ?? past?.range ?? null,
        after: parameter.members.get('name')?.value.range ?? parameter.range,
      });
    }
    if (past === undefined) continue;
    const schemas = { before: schemaOf(past), after: schemaOf(parameter) };
    for (const one of schemaBreaks(roots, schemas, 'request')) {
      if (place === 'body') found.push(requestBreak(subject, one));
      // A single value in a query is written as a list of one is.
      else if (!/^is array|array$/.test(one.what))
        found.push({ ...requestBreak(subject, one), subject: `${title} of ${subject}` });
    }
  }
  return found;
}

/** A document that was rewritten for OpenAPI 3 has its bodies and forms elsewhere. */
function hasOldForm(old: ReadonlyMap<string, Value>, place: string, operation: Value): boolean {
  if (place !== 'body' && place !== 'formData') return false;
  return operation.members.has('requestBody') || [...old.keys()].some((key) => /^(?:body|formData):/.test(key));
}

/** In Swagger 2 a parameter is its own schema. */
function schemaOf(parameter: Value): Value {
  return member(parameter, 'schema') ?? parameter;
}

function bodyBreaks({ subject, roots, operation }: Operation): Break[] {
  const place = operation.after.members.get('requestBody');
  const now = resolved(roots.after, place?.value);
  const past = operation.before.members.get('requestBody');
  const old = resolved(roots.before, past?.value);
  if (now === null || place === undefined || (past !== undefined && old === null)) return [];
  const found: Break[] = [];
  const hadForm = (member(operation.before, 'parameters')?.items ?? []).some((one) => {
    const where = textOf(member(resolved(roots.before, one), 'in'));
    return where === 'body' || where === 'formData' || where === null;
  });
  if (member(now, 'required')?.plain === true && member(old, 'required')?.plain !== true && !hadForm) {
    // A body that was described was sent, whatever its description says of it being required.
    if (old === null) {
      const what = 'is required now';
      const subjectOfBody = `the body of ${subject}`;
      found.push({
        kind: 'request-narrowed',
        subject: subjectOfBody,
        what,
        effect: refused,
        before: null,
        after: place.key,
      });
    }
  }
  if (old === null) return found;
  for (const schemas of mediaTypes(old, now)) {
    found.push(...schemaBreaks(roots, schemas, 'request').map((one) => requestBreak(subject, one)));
  }
  return found;
}

function mediaTypes(old: Value, now: Value): Sides[] {
  return [...membersOf(old, 'content')].flatMap(([type, { value }]) => {
    const before = member(value, 'schema');
    const after = member(now, 'content', type, 'schema');
    return before === null || after === null ? [] : [{ before, after }];
  });
}

function requestBreak(subject: string, { where, what, before, after }: SchemaBreak): Break {
  const name = where === '' ? `the body of ${subject}` : `\`${where}\` in requests of ${subject}`;
  return { kind: 'request-narrowed', subject: name, what, effect: refused, before, after };
}

const isSuccess = (status: string): boolean => /^2(?:\d\d|XX)$/i.test(status);

function responseBreaks({ subject, roots, operation }: Operation): Break[] {
  const place = operation.after.members.get('responses');
  const [old, now] = [membersOf(operation.before, 'responses'), membersOf(operation.after, 'responses')];
  if (place === undefined || now.size === 0) return [];
  const found: Break[] = [];
  for (const [status, { key, value }] of old) {
    if (!isSuccess(status)) continue;
    const current = now.get(status) ?? now.get('2XX') ?? now.get('default');
    if (current === undefined) {
      const others = [...now.keys()].filter(isSuccess);
      found.push({
        kind: 'response-narrowed',
        subject: `the status ${status} of ${subject}`,
        what: others.length === 0 ? 'is gone' : `is ${others.join(' or ')} now`,
        effect: `whoever looks for ${status} takes the answer for a failure`,
        before: key,
        after: place.key,
      });
      continue;
    }
    const [before, after] = [resolved(roots.before, value), resolved(roots.after, current.value)];
    if (before === null || after === null || !now.has(status)) continue;
    const direct = { before: member(before, 'schema'), after: member(after, 'schema') };
    const pairs = isPair(direct) ? [direct] : mediaTypes(before, after);
    for (const schemas of pairs) {
      found.push(...schemaBreaks(roots, schemas, 'response').map((one) => responseBreak(subject, one)));
    }
  }
  return found;
}

function isPair(sides: { before: Value | null; after: Value | null }): sides is Sides {
  return sides.before !== null && sides.after !== null;
}

function responseBreak(subject: string, { where, what, before, after }: SchemaBreak): Break {
  const name = where === '' ? `the answer of ${subject}` : `\`${where}\` in answers of ${subject}`;
  return { kind: 'response-narrowed', subject: name, what, effect: 'whoever reads it fails', before, after };
}
