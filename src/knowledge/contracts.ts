/** Files by which programs agree on what they send to one another. */

interface ContractRow {
  readonly title: string;
  readonly path: RegExp;
  /** What its text holds, where the path says too little. */
  readonly text: RegExp | null;
}

const rows: readonly ContractRow[] = [
  { title: 'OpenAPI', path: /\.(?:ya?ml|json)$/, text: /^\s*\{?\s*["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\./m },
  { title: 'AsyncAPI', path: /\.(?:ya?ml|json)$/, text: /^\s*\{?\s*["']?asyncapi["']?\s*:\s*["']?[23]\./m },
  { title: 'Protocol Buffers', path: /\.proto$/, text: null },
  {
    title: 'GraphQL schema',
    path: /\.(?:graphqls?|gql)$/,
    // Queries of clients have the same extension.
    text: /^\s*(?:extend\s+)?(?:type|input|enum|interface|union|scalar|schema|directive)\b/m,
  },
  { title: 'JSON Schema', path: /\.json$/, text: /"\$schema"\s*:\s*"https?:\/\/json-schema\.org\// },
  { title: 'Avro', path: /\.(?:avsc|avdl|avpr)$/, text: null },
  { title: 'Thrift', path: /\.thrift$/, text: null },
  { title: 'Smithy', path: /\.smithy$/, text: null },
  { title: 'WSDL', path: /\.wsdl$/, text: null },
];

/** What declares its kind stands at the top. UTF-16 code units. */
const head = 4_000;

/** What kind of contract a file is; null where it is none. */
export function contractKind(path: string, text: string): string | null {
  const start = text.slice(0, head);
  return rows.find((row) => row.path.test(path) && (row.text === null || row.text.test(start)))?.title ?? null;
}

/** Folders of contracts that others made, or that only show something: nobody depends on them here. */
const ofOthers =
  /(?:^|\/)(?:third[_-]?party|vendor|vendored|external|node_modules|googleapis|google\/(?:api|protobuf|rpc)|examples?|samples?|demos?|tutorials?|playground|benchmarks?|mocks?|snapshots?|templates?|scaffold\w*|archived?|legacy|deprecated)\//i;
/** What a client keeps to itself in the language of its server's schema. */
const ofClient = /(?:^|\/)(?:client|local)-(?:state|schema|types?)(?:\/|\.)/i;
/** Beside the copy of a schema that a client is made from. */
const clientMarks = ['schema.extensions.graphql', '.graphqlrc.json', 'codegen.yml', 'codegen.ts', 'apollo.config.js'];

/** Whether the file is a client's copy of what another program promises. */
export function isCopyOfClient(path: string, paths: readonly string[]): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return clientMarks.some((name) => paths.includes(`${folder}${name}`));
}

/** Versions that promise nothing yet. */
const unstable =
  /(?:^|[/._-])(?:v\d+(?:alpha|beta)\d*|alpha|beta|unstable|experimental|draft|dev|internal|private)(?:[/._-]|$)/i;

/** Whether somebody may rely on a contract at this path, whatever the profile says of it. */
export function isPublishedContract(path: string): boolean {
  return !ofOthers.test(path) && !ofClient.test(path) && !unstable.test(path);
}

/** Whether a path of an API, or the name of a package of it, says that it promises nothing. */
export function isUnstableName(name: string): boolean {
  return unstable.test(name);
}
