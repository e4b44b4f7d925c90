/** A change of a contract that programs of the old version, or of somebody else, do not survive. */
import { contractKind, isCopyOfClient, isPublishedContract } from '../../knowledge/contracts.ts';
import type { Evidence, Fix } from '../../model/finding.ts';
import { defineRule, type ChangeContext, type ChangedFile, type Draft } from '../../model/rule.ts';
import { isTestPath } from '../paths.ts';
import type { Break, ContractSides } from './contracts/break.ts';
import { consumersOf, type Consumers } from './contracts/consumers.ts';
import { contractExamples } from './contracts/examples.ts';
import { graphqlBreaks } from './contracts/graphql.ts';
import { jsonSchemaBreaks } from './contracts/jsonSchema.ts';
import { openApiBreaks } from './contracts/openApi.ts';
import { protobufBreaks } from './contracts/protobuf.ts';
import { removedRoutes } from './contracts/routes.ts';

export const contractBreak = defineRule({
  id: 'contract-break',
  area: 'rollout',
  severity: 'warning',
  scope: 'change',
  summary: 'The change takes something out of a contract, or asks for more, and whoever uses it fails.',
  why:
    'Clients are never rolled out with the server: apps are updated by their users, other services on another day, and ' +
    'during a rollout the old version of the service itself still speaks the old contract. What they call and is gone, what ' +
    'they do not send and is required, what they read and is missing, is an outage for them.\n\n' +
    'Both sides of a changed contract are compared: OpenAPI and Swagger documents (paths, operations, parameters, bodies, ' +
    'answers), Protocol Buffers (numbers, types, services), GraphQL schemas and JSON Schemas; and the routes of the code ' +
    'that have a version or are called an API. What moved to another file of the change is not gone. Nothing is said of ' +
    'what was announced (`deprecated`), of reserved numbers, of versions that promise nothing (`v1alpha1`, `beta`, ' +
    '`internal`), of examples, tests and files of others, and of whole documents that are taken away, unless `consumers` ' +
    'of the profile names who uses them: then that is said as well.',
  fixes:
    'The number and the name of a removed field of Protocol Buffers are reserved, so that nobody takes them again. It wants ' +
    'a look: programs that still send the field are not helped by it. For the others there is no fix but two releases: add ' +
    'what is new, let everybody move, and take the old one away.',
  examples: contractExamples,
  check(context) {
    const drafts = context.files.flatMap((file) => documentDrafts(file, context));
    const isNamed = (file: ChangedFile): boolean => consumersOf(context.profile, file.change) !== null;
    const routes = removedRoutes(context, isNamed).flatMap(({ file, breaks }) =>
      draftsOf(file, breaks, consumersOf(context.profile, file.change)),
    );
    return [...drafts, ...routes];
  },
});

type Reader = (sides: ContractSides, elsewhere: readonly string[]) => Break[];

const readers: Readonly<Record<string, Reader>> = {
  OpenAPI: openApiBreaks,
  'Protocol Buffers': protobufBreaks,
  'GraphQL schema': graphqlBreaks,
  'JSON Schema': jsonSchemaBreaks,
};

function documentDrafts(file: ChangedFile, { files, profile, paths }: ChangeContext): Draft[] {
  const { before, after, path, oldPath } = file.change;
  if (before === null) return [];
  const kind = contractKind(oldPath, before);
  const consumers = consumersOf(profile, file.change);
  if (kind === null || (consumers === null && !isReliedOn(oldPath, kind, paths))) return [];
  if (after === null) {
    // Without anybody who is known to use it, it may be kept elsewhere or made at build time now.
    if (consumers === null || file.change.note !== null) return [];
    const what = `is gone with all that it promised`;
    const place = { start: 0, end: 0 };
    const gone: Break = {
      kind: 'document-removed',
      subject: path,
      what,
      effect: 'nobody knows any more what is answered',
      before: place,
      after: place,
    };
    return draftsOf(file, [gone], consumers);
  }
  const read = readers[kind];
  if (read === undefined || contractKind(path, after) !== kind) return [];
  if (consumers === null && isMade(path, after) && isMadeOf(files)) return [];
  const elsewhere = files.flatMap(({ change }) =>
    change !== file.change && change.after !== null && contractKind(change.path, change.after) === kind
      ? [change.after]
      : [],
  );
  return draftsOf(file, read({ path, before, after }, elsewhere), consumers);
}

function isReliedOn(path: string, kind: string, paths: readonly string[]): boolean {
  if (isTestPath(path) || !isPublishedContract(path)) return false;
  return kind !== 'GraphQL schema' || !isCopyOfClient(path, paths);
}

/** By a tool: its name says so, or its first lines. */
function isMade(path: string, text: string): boolean {
  return (
    /(?:^|\/)(?:gen|generated|__generated__)\/|\.swagger\.json$/.test(path) || /generated/i.test(text.slice(0, 300))
  );
}

/** What it is made of changed with it, and says the same. */
function isMadeOf(files: readonly ChangedFile[]): boolean {
  return files.some(({ change }) => change.path.endsWith('.proto') && !isMade(change.path, ''));
}

const mostNamed = 3;
const mostEvidence = 5;

/** What broke in one way at one place is one finding: a version of an API that is taken away is not a hundred. */
function draftsOf({ change }: ChangedFile, breaks: readonly Break[], consumers: Consumers | null): Draft[] {
  const groups = new Map<string, Break[]>();
  for (const one of breaks) {
    const key = `${one.kind}:${one.after.start}:${one.what.replace(/\d+/g, '')}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return merged([...groups.values()]).map((group) => {
    const [first] = group;
    const said = first === undefined ? '' : sentence(group, first);
    const who = consumers === null ? '' : ` (used by ${consumers.names.join(', ')})`;
    const past = group.slice(0, mostEvidence).flatMap(({ before }): Evidence[] => {
      if (before === null) return [];
      return [{ file: change.oldPath, range: before, side: 'before', label: 'the old contract' }];
    });
    return {
      file: change.path,
      range: first?.after ?? { start: 0, end: 0 },
      message: `${said}${who}`,
      evidence: [...past, ...(consumers?.evidence ?? [])],
      fixes: fixesOf(change.path, group),
    };
  });
}

const mostOfOwner = 3;

/** What becomes of many members of one type in one way is said once, at the first of them. */
function merged(groups: readonly (readonly Break[])[]): readonly (readonly Break[])[] {
  const byOwner = new Map<string, (readonly Break[])[]>();
  for (const group of groups) {
    const [first] = group;
    const owner = group.length === 1 ? /^([A-Z]\w*)\.\w+$/.exec(first?.subject ?? '')?.[1] : undefined;
    const key = owner === undefined ? `alone ${byOwner.size}` : `${first?.kind}:${owner}:${first?.effect}`;
    byOwner.set(key, [...(byOwner.get(key) ?? []), group]);
  }
  return [...byOwner.values()].flatMap((own) => (own.length > mostOfOwner ? [own.flat()] : own));
}

function sentence(group: readonly Break[], first: Break): string {
  // The same schema in several operations is one loss: the first of them is named.
  const places = new Set(group.map(({ before, after }) => `${before?.start}:${after.start}`));
  const subjects = [...new Set(group.map(({ subject }) => subject))];
  const isOneSchema = places.size === 1 && subjects.length > 1;
  if (isOneSchema) return `${first.subject} (and in ${subjects.length - 1} more) ${first.what}: ${first.effect}`;
  const isAlike = group.every(({ what }) => what === first.what) || first.kind.endsWith('-removed');
  if (!isAlike) {
    return `${first.subject} ${first.what} (and ${subjects.length - 1} more of it in this way): ${first.effect}`;
  }
  const named = subjects.slice(0, mostNamed);
  const more = subjects.length - named.length;
  const list = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
  const what = subjects.length > 1 ? first.what.replace(/^(?:\(-?\d+\) )?is\b/, 'are') : first.what;
  return `${list} ${what}: ${first.effect}`;
}

function fixesOf(path: string, group: readonly Break[]): Fix[] {
  const mends = group.flatMap(({ mend }) => mend ?? []);
  const [first] = mends;
  if (first === undefined || mends.length !== group.length) return [];
  const title = mends.length === 1 ? first.title : `Reserve what is gone`;
  const text = mends.map((mend) => mend.text).join('');
  return [{ title, safety: 'review', edits: [{ file: path, range: { start: first.at, end: first.at }, text }] }];
}
