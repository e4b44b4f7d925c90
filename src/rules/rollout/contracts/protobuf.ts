/** Protocol Buffers: what programs that were built with the old file read wrong, or call in vain. */
import { lineStart, indentationAt } from '../../../model/text.ts';
import type { Break, ContractSides } from './break.ts';
import { readProto, type ProtoField, type ProtoFile, type ProtoService, type ProtoType } from './protobufFile.ts';

/** Scalars that are read as one another without loss of the message. */
const wireGroups: readonly (readonly string[])[] = [
  ['int32', 'uint32', 'int64', 'uint64', 'bool'],
  ['sint32', 'sint64'],
  ['fixed32', 'sfixed32'],
  ['fixed64', 'sfixed64'],
  ['string', 'bytes'],
];
const scalar = /^(?:double|float|s?u?int(?:32|64)|s?fixed(?:32|64)|bool|string|bytes)$/;

/** @param elsewhere texts of the other `.proto` files on the new side of the change */
export function protobufBreaks({ before, after }: ContractSides, elsewhere: readonly string[]): Break[] {
  const [old, now] = [readProto(before), readProto(after)];
  if (!old.isWhole || !now.isWhole) return [];
  const all = [now, ...elsewhere.map(readProto)];
  const byName = new Map(all.flatMap(({ types }) => types.map((type) => [type.name, type] as const)));
  const kinds = new Map([...old.types, ...byName.values()].map(({ name, kind }) => [lastWord(name), kind]));
  const own = new Set(now.types.map(({ name }) => name));
  return [
    ...old.types.flatMap((type) => {
      // A package with another name is said of its services: its messages are read as before.
      const same = byName.get(type.name) ?? byName.get(type.name.replace(old.package, now.package));
      return same === undefined || !own.has(same.name) ? [] : typeBreaks(type, same, kinds, after);
    }),
    ...old.services.flatMap((service) => serviceBreaks(service, { old, now, all })),
  ];
}

const lastWord = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function typeBreaks(
  old: ProtoType,
  now: ProtoType,
  kinds: ReadonlyMap<string, ProtoType['kind']>,
  text: string,
): Break[] {
  const found: Break[] = [];
  const isReserved = (number: number): boolean =>
    now.reservedNumbers.some(({ from, to }) => number >= from && number <= to);
  const owner = lastWord(now.name);
  for (const field of old.fields) {
    const subject = `${owner}.${field.name}`;
    const same = now.fields.find(({ number }) => number === field.number);
    const named = now.fields.find(({ name }) => name === field.name);
    if (same === undefined && named === undefined) {
      if (isReserved(field.number)) continue;
      found.push(removed(field, old, now, text));
    } else if (same === undefined && named !== undefined) {
      found.push({
        kind: 'field-changed',
        subject,
        what: `has the number ${named.number} now and had ${field.number}`,
        effect: 'old and new programs read each other wrong',
        before: field.range,
        after: named.range,
      });
    } else if (same !== undefined) {
      const what = old.kind === 'enum' ? null : difference(field, same, kinds);
      if (what === null) continue;
      const effect = 'old and new programs read each other wrong';
      found.push({
        kind: 'field-changed',
        subject: same.name === field.name ? subject : `${subject} (${same.name} now)`,
        what,
        effect,
        before: field.range,
        after: same.range,
      });
    }
  }
  for (const field of now.fields) {
    const wasReserved = old.reservedNumbers.some(({ from, to }) => field.number >= from && field.number <= to);
    if (wasReserved && !old.fields.some(({ number, name }) => number === field.number || name === field.name)) {
      found.push({
        kind: 'field-changed',
        subject: `${owner}.${field.name}`,
        what: `takes the number ${field.number}, which was reserved`,
        effect: 'programs that still send what had it are read wrong',
        before: old.nameRange,
        after: field.range,
      });
    }
    if (field.label !== 'required' || old.fields.some(({ number }) => number === field.number)) continue;
    found.push({
      kind: 'input-required',
      subject: `${owner}.${field.name}`,
      what: 'is a new required field',
      effect: 'messages of old programs are refused',
      before: null,
      after: field.range,
    });
  }
  return found;
}

function removed(field: ProtoField, old: ProtoType, now: ProtoType, text: string): Break {
  const isEnum = old.kind === 'enum';
  const start = lineStart(text, now.nameRange.start);
  const first = now.fields.find(({ range }) => lineStart(text, range.start) > start);
  const indent =
    first === undefined ? `${indentationAt(text, now.nameRange.start)}  ` : indentationAt(text, first.range.start);
  return {
    kind: isEnum ? 'value-removed' : 'field-removed',
    subject: `${lastWord(now.name)}.${field.name}`,
    what: `(${field.number}) is gone without being reserved`,
    effect: 'the next one who takes its number breaks every program that was built with it',
    before: field.range,
    after: now.nameRange,
    mend: {
      title: `Reserve ${field.number} and "${field.name}"`,
      at: now.bodyStart,
      text: `\n${indent}reserved ${field.number};\n${indent}reserved "${field.name}";`,
    },
  };
}

function difference(old: ProtoField, now: ProtoField, kinds: ReadonlyMap<string, ProtoType['kind']>): string | null {
  // What was one value is a list of one; numbers are packed, and read as something else.
  if (now.label === 'repeated' && old.label !== 'repeated' && isNumber(now.type)) return 'is a list now';
  if (old.label === 'repeated' && now.label !== 'repeated') return 'is no list any more';
  const [before, after] = [old.type.replace(/^\./, ''), now.type.replace(/^\./, '')];
  if (before === after) return null;
  const change = `is ${after} now and was ${before}`;
  const [isScalarBefore, isScalarAfter] = [scalar.test(before), scalar.test(after)];
  if (isScalarBefore && isScalarAfter) {
    return wireGroups.some((group) => group.includes(before) && group.includes(after)) ? null : change;
  }
  // Messages of another name may have the same fields: what is written between the two says nothing.
  if (!isScalarBefore && !isScalarAfter) return null;
  const kind = kinds.get(lastWord(isScalarBefore ? after : before));
  const plain = isScalarBefore ? before : after;
  if (kind === 'message') return plain === 'bytes' ? null : change;
  return kind === 'enum' && !/^u?int(?:32|64)$/.test(plain) ? change : null;
}

const isNumber = (type: string): boolean => scalar.test(type) && type !== 'string' && type !== 'bytes';

interface Files {
  readonly old: ProtoFile;
  readonly now: ProtoFile;
  readonly all: readonly ProtoFile[];
}

function serviceBreaks(service: ProtoService, { old, now, all }: Files): Break[] {
  const services = all.flatMap((file) => file.services);
  const same = services.find(({ name }) => name === service.name);
  const title = lastWord(service.name);
  const effect = 'programs of the old version that call it get UNIMPLEMENTED';
  if (same === undefined) {
    const renamed = now.services.find(({ name }) => lastWord(name) === title);
    const what = renamed === undefined ? 'is gone' : `is in the package ${now.package} now and was in ${old.package}`;
    const after = renamed?.nameRange ?? { start: 0, end: 0 };
    return [{ kind: 'call-removed', subject: `the service ${title}`, what, effect, before: service.nameRange, after }];
  }
  // One that moved to another file is compared there by whoever changes it.
  if (!now.services.includes(same)) return [];
  const found: Break[] = [];
  for (const call of service.calls) {
    const current = same.calls.find(({ name }) => name === call.name);
    const subject = `${title}.${call.name}`;
    if (current === undefined) {
      found.push({ kind: 'call-removed', subject, what: 'is gone', effect, before: call.range, after: same.nameRange });
      continue;
    }
    const what = callDifference(call, current, old, all);
    if (what === null) continue;
    const wrong = 'programs of the old version and of the new one cannot call each other';
    found.push({ kind: 'field-changed', subject, what, effect: wrong, before: call.range, after: current.range });
  }
  return found;
}

function callDifference(
  call: ProtoService['calls'][number],
  current: ProtoService['calls'][number],
  old: ProtoFile,
  all: readonly ProtoFile[],
): string | null {
  if (call.streams !== current.streams) return `goes ${current.streams} now and went ${call.streams}`;
  for (const side of ['request', 'response'] as const) {
    const [before, after] = [lastWord(call[side]), lastWord(current[side])];
    if (before === after) continue;
    const was = old.types.find(({ name }) => lastWord(name) === before);
    const is = all.flatMap(({ types }) => types).find(({ name }) => lastWord(name) === after);
    if (was === undefined || is === undefined || isReadAs(was, is)) continue;
    return side === 'request' ? `takes ${after} now and took ${before}` : `answers ${after} now and answered ${before}`;
  }
  return null;
}

/** Each field of the old message is read the same way from the new one: only its name is another. */
function isReadAs(was: ProtoType, is: ProtoType): boolean {
  return was.fields.every((field) => {
    const same = is.fields.find(({ number }) => number === field.number);
    return same !== undefined && (same.type === field.type || !scalar.test(field.type)) && same.label === field.label;
  });
}
