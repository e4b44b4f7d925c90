/** OpenAPI and Swagger: requests that were answered and are not, and what answers have lost. */
import type { Break, ContractSides } from './break.ts';
import { member, membersOf, readDocument, resolved, textOf, type Member, type Value } from './document.ts';
import { operationBreaks } from './operations.ts';

const methods: readonly string[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

interface Document {
  readonly root: Value;
  /** What stands before every path: `basePath`, or the path of the first server. */
  readonly base: string;
  readonly paths: ReadonlyMap<string, Member>;
}

/** @param elsewhere texts of the other OpenAPI documents on the new side of the change */
export function openApiBreaks({ before, after }: ContractSides, elsewhere: readonly string[]): Break[] {
  const [old, now] = [documentOf(before), documentOf(after)];
  if (old === null || now === null || old.paths.size === 0) return [];
  const place = now.root.members.get('paths');
  // Paths that are written in another file, or made when the document is built: then there are none.
  if (place === undefined || now.paths.size === 0 || place.value.members.has('$ref')) return [];
  const others = elsewhere.flatMap((text) => documentOf(text) ?? []);
  const found: Break[] = [];
  for (const [path, { key, value }] of old.paths) {
    if (!path.startsWith('/') || isAmbiguous(old, path) || isAmbiguous(now, path)) continue;
    const same = counterpart(now, old, path);
    for (const [method, operation] of operationsOf(old.root, value)) {
      const subject = `${method.toUpperCase()} ${path}`;
      const kept = same === null ? null : resolved(now.root, same.value);
      if (same !== null && kept === null) continue;
      const current = kept?.members.get(method);
      if (current !== undefined && kept !== null) {
        const sides = { before: operation.value, after: current.value, place: current.key };
        const items = { before: value, after: kept };
        found.push(...operationBreaks(subject, { before: old.root, after: now.root }, sides, items));
        continue;
      }
      const isAnnounced = member(operation.value, 'deprecated')?.plain === true;
      if (isAnnounced || others.some((other) => isIn(other, old, path, method))) continue;
      found.push({
        kind: 'operation-removed',
        subject,
        what: 'is gone',
        effect: 'whoever calls it is refused once this version runs',
        before: kept === null ? key : operation.key,
        after: same === null ? place.key : same.key,
      });
    }
  }
  return found;
}

function documentOf(text: string): Document | null {
  const root = readDocument(text);
  if (root === null) return null;
  const server = textOf(member(member(root, 'servers')?.items[0] ?? null, 'url'));
  const base = textOf(member(root, 'basePath')) ?? server?.replace(/^[a-z]+:\/\/[^/]*/i, '') ?? '';
  return { root, base: base.replace(/\/+$/, ''), paths: membersOf(root, 'paths') };
}

function operationsOf(root: Value, item: Value): (readonly [string, Member])[] {
  const own = resolved(root, item);
  return methods.flatMap((method) => {
    const operation = own?.members.get(method);
    return operation === undefined ? [] : [[method, operation] as const];
  });
}

/** The path as it is asked for: names of parameters are nobody's business but the document's. */
const plain = (path: string): string =>
  path
    .replace(/\{[^}]*\}/g, '{}')
    .replace(/\/+$/, '')
    .toLowerCase();

/** `/{name_1}` beside `/{name_2}`: which is which, only the tool knows that numbered them. */
function isAmbiguous({ paths }: Document, path: string): boolean {
  if (!path.includes('{')) return false;
  const wanted = plain(path);
  return [...paths.keys()].filter((other) => plain(other) === wanted).length > 1;
}

/** The same path, also where the part in front of it moved into or out of the base. */
function counterpart(now: Document, old: Document, path: string): Member | null {
  const exact = now.paths.get(path);
  if (exact !== undefined) return exact;
  const isMoved = now.base !== old.base;
  const wanted = plain(path);
  for (const [other, found] of now.paths) {
    const written = plain(other);
    if (written === wanted) return found;
    if (plain(now.base + other) === plain(old.base + path)) return found;
    if (isMoved && (written.endsWith(wanted) || wanted.endsWith(written)) && written !== '' && wanted !== '')
      return found;
  }
  return null;
}

function isIn(other: Document, old: Document, path: string, method: string): boolean {
  const found = counterpart(other, old, path);
  return found !== null && (found.value.members.has('$ref') || found.value.members.has(method));
}
