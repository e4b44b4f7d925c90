/**
 * What must not stand in a log: names of secrets and of data that identifies or pays for somebody, and objects that hold
 * them as a whole. The list is short on purpose: a name is in it when whoever reads the log must not have the value,
 * in any kind of program. Personal data (e-mail, phone, address) depends on the law and the product: the profile names it.
 *
 * Source: OWASP Logging Cheat Sheet, "Data to exclude"; CWE-532; PCI DSS 3.3 (card data).
 */

/** Words at the end of a name, in lower case: `customer_card_number`, `cardNumber`. */
const defaultNames: readonly string[] = [
  'password',
  'passwd',
  'passphrase',
  'one time password',
  'otp',
  'otp code',
  'client secret',
  'secret key',
  'secret access key',
  'api key',
  'apikey',
  'api secret',
  'private key',
  'signing key',
  'encryption key',
  'access token',
  'refresh token',
  'auth token',
  'bearer token',
  'api token',
  'id token',
  'session token',
  'personal access token',
  'authorization header',
  'auth header',
  'session cookie',
  'auth cookie',
  'cvv',
  'cvc',
  'card number',
  'credit card number',
  'ssn',
  'social security number',
  'iban',
];

/** Names of headers and of entries that are looked up by their name: too common as names of variables. */
const lookedUpNames: readonly string[] = [
  'authorization',
  'proxy authorization',
  'x api key',
  'cookie',
  'set cookie',
  'secret',
  'token',
];

/** Words in front of or behind a name that make it harmless: what is left is no secret, or a question about one. */
const harmlessFirst = new Set(
  (
    'is has have had should must can needs need no not num number count max min total masked redacted hashed encrypted obfuscated ' +
    'sanitized truncated safe public expired missing invalid valid wrong unknown reset forgot change update ' +
    'use uses fallback enable enabled disable disabled allow allows require required requires with supports verify prompt ask ' +
    'force remember show hide'
  ).split(' '),
);

export interface SensitiveNames {
  /** Whether code may hold any of the names, or an object of `sensitiveObjects`: a quick look before the careful one. */
  mayHold(code: string): boolean;
  /** The words of the name that say so, null where none do. */
  match(name: string): string | null;
  /** The same for a name that is looked up: a header, a form field, a variable of the environment. */
  matchKey(name: string): string | null;
}

/** One word of each name and of each object. */
const rareWords =
  'pass(?:word|wd|phrase)|otp|secret|api_?key|private_?key|signing_?key|encryption_?key|token|auth|cookie|cvv|cvc|card|ssn|social|iban|headers?|\\benv|getenv|meta\\b|req(?:uest)?\\.(?:body|post|form|json|data)|\\breq\\b|\\brequest\\b|_server|_post';

/** @param own names that the profile gives, in any spelling */
export function sensitiveNames(own: readonly string[]): SensitiveNames {
  const named = own.map((name) => wordsOf(name).join(' ')).filter((name) => name !== '');
  const names = new Set([...defaultNames, ...named]);
  const keys = new Set([...names, ...lookedUpNames]);
  const seldom = new RegExp([rareWords, ...named.map((name) => name.split(' ').at(-1) ?? '')].join('|'), 'i');
  return {
    mayHold: (code) => seldom.test(code),
    match: (name) => matching(names, name),
    matchKey: (name) => matching(keys, name),
  };
}

function matching(names: ReadonlySet<string>, name: string): string | null {
  if (name.length > 100) return null;
  const words = wordsOf(name);
  if (words.length > 8) return null;
  for (let from = 0; from < words.length; from++) {
    const found = words.slice(from).join(' ');
    if (!names.has(found)) continue;
    return words.slice(0, from).some((word) => harmlessFirst.has(word)) ? null : found;
  }
  return null;
}

/** `customerCardNumber`, `CUSTOMER_CARD_NUMBER`, `x-api-key` as words in lower case. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** Objects that hold secrets as a whole, by how code writes them (`?.`, `->` and `::` as `.`), and what is in them. */
export const sensitiveObjects: readonly {
  readonly ecosystem: string;
  readonly written: RegExp;
  readonly holds: string;
}[] = [
  {
    ecosystem: 'node',
    written: /^(?:this\.)?(?:ctx\.|context\.|event\.)?(?:req|request)\.(?:headers|rawHeaders|cookies|signedCookies)$/,
    holds: 'the credentials of the request',
  },
  { ecosystem: 'node', written: /^(?:this\.)?(?:ctx\.)?(?:req|request)\.body$/, holds: 'all that the user sent' },
  { ecosystem: 'node', written: /^(?:globalThis\.)?process\.env$/, holds: 'the secrets of the process' },
  {
    ecosystem: 'python',
    written: /^(?:self\.)?(?:flask\.|ctx\.)?request\.(?:headers|META|cookies|COOKIES)$/,
    holds: 'the credentials of the request',
  },
  {
    ecosystem: 'python',
    written: /^(?:self\.)?(?:flask\.)?request\.(?:POST|form|json|data|body)$/,
    holds: 'all that the user sent',
  },
  { ecosystem: 'python', written: /^(?:os\.)?environ$/, holds: 'the secrets of the process' },
  {
    ecosystem: 'go',
    written: /^(?:\w+\.)?(?:r|req|request|Request)\.Header$/,
    holds: 'the credentials of the request',
  },
  { ecosystem: 'go', written: /^os\.Environ\(\)$/, holds: 'the secrets of the process' },
  { ecosystem: 'jvm', written: /^System\.getenv\(\)$/, holds: 'the secrets of the process' },
  {
    ecosystem: 'dotnet',
    written: /^(?:\w+\.)?(?:Request|request)\.(?:Headers|Cookies|Form)$/,
    holds: 'the credentials of the request',
  },
  { ecosystem: 'dotnet', written: /^Environment\.GetEnvironmentVariables\(\)$/, holds: 'the secrets of the process' },
  { ecosystem: 'ruby', written: /^request\.(?:headers|cookies|env)$/, holds: 'the credentials of the request' },
  { ecosystem: 'ruby', written: /^ENV$/, holds: 'the secrets of the process' },
  { ecosystem: 'php', written: /^\$_(?:SERVER|ENV|COOKIE|POST|REQUEST)$/, holds: 'the credentials of the request' },
  { ecosystem: 'php', written: /^\$request\.(?:headers|cookies)$/, holds: 'the credentials of the request' },
];
