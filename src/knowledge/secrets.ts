/**
 * Secrets whose form says what they are, from the documentation of who gives them out and from the patterns that secret
 * scanning of forges is told of. Keys that are public by design (of browsers, of test modes) are in no row.
 */

export interface SecretRow {
  /** For people: `Stripe live key`. */
  readonly title: string;
  /** The group `secret` is what nobody may read; global. */
  readonly pattern: RegExp;
  /** What the secret begins with, as far as it may be shown. */
  readonly shown: string;
}

const row = (title: string, shown: string, pattern: RegExp): SecretRow => ({ title, shown, pattern });

export const secretRows: readonly SecretRow[] = [
  // The id of a key is no secret, and says where one stands: in the next lines, in quotes.
  row(
    'AWS secret access key',
    '',
    /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])(?:[^\n]*\n){0,3}?[^\n]{0,120}?["'`](?<secret>[A-Za-z0-9/+]{40})["'`]/g,
  ),
  // In files of settings nothing is in quotes.
  row(
    'AWS secret access key',
    '',
    /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])(?:[^\n]*\n){0,3}?[^\n]{0,80}?[:=][ \t]*(?<secret>[A-Za-z0-9/+]{40})[ \t]*\r?(?=\n|$)/g,
  ),
  row('GitHub token', 'gh', /(?<![A-Za-z0-9_])(?<secret>gh[pousr]_[A-Za-z0-9]{36})(?![A-Za-z0-9_])/g),
  row(
    'GitHub token',
    'github_pat_',
    /(?<![A-Za-z0-9_])(?<secret>github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9_])/g,
  ),
  row('GitLab token', 'glpat-', /(?<![\w-])(?<secret>glpat-[\w-]{20})(?![\w-])/g),
  row(
    'Slack token',
    'xox',
    /(?<![\w-])(?<secret>xox[abprs]-\d{9,13}-\d{9,13}(?:-\d{9,13})?-[A-Za-z0-9]{20,64})(?![\w-])/g,
  ),
  row(
    'Slack webhook',
    '',
    /(?<secret>https:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{24})(?![A-Za-z0-9])/g,
  ),
  row('Stripe live key', '', /(?<![\w-])(?<secret>[sr]k_live_[A-Za-z0-9]{24,120})(?![\w-])/g),
  row('npm token', 'npm_', /(?<![A-Za-z0-9_])(?<secret>npm_[A-Za-z0-9]{36})(?![A-Za-z0-9_])/g),
  row('PyPI token', 'pypi-', /(?<![\w-])(?<secret>pypi-AgEIcHlwaS5vcmc[\w-]{50,250})(?![\w-])/g),
  row('SendGrid key', 'SG.', /(?<![\w.-])(?<secret>SG\.[\w-]{22}\.[\w-]{43})(?![\w.-])/g),
  row('DigitalOcean token', 'do', /(?<![\w-])(?<secret>do[opr]_v1_[a-f0-9]{64})(?![\w-])/g),
  row('Docker Hub token', 'dckr_pat_', /(?<![\w-])(?<secret>dckr_pat_[\w-]{27})(?![\w-])/g),
  row('Shopify token', 'shp', /(?<![\w-])(?<secret>shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32})(?![\w-])/g),
  row('Anthropic key', 'sk-ant-', /(?<![\w-])(?<secret>sk-ant-api03-[\w-]{93}AA)(?![\w-])/g),
  row('OpenAI key', 'sk-', /(?<![\w-])(?<secret>sk-[\w-]{20,74}T3BlbkFJ[\w-]{20,74})(?![\w-])/g),
  row('Telegram bot token', '', /(?<![\w:])(?<secret>\d{8,10}:AA[\w-]{33})(?![\w-])/g),
  row('age key', 'AGE-SECRET-KEY-', /(?<![\w-])(?<secret>AGE-SECRET-KEY-1[A-Z0-9]{58})(?![A-Z0-9])/g),
  row('Azure storage key', '', /AccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/g),
  // A body follows at once: what looks for keys names their first line only. Encrypted ones need a password.
  row(
    'private key',
    '-----BEGIN',
    /(?<secret>-----BEGIN (?:RSA |EC |DSA |OPENSSH )?PRIVATE KEY-----(?:[\s"'`+,.\\]|\\[nr])*[A-Za-z0-9+/]{40}[^-]{60,8000}-----END)/g,
  ),
  row(
    'password of a database',
    '',
    /(?<![\w+])(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver|clickhouse)(?:\+\w+)?:\/\/[\w.%-]*:(?<secret>[^\s:/@"'`<>{}$()[\]%]{8,80})@(?<host>[\w-]+(?:\.[\w-]+)+)/g,
  ),
];

/** Published, so that everybody knows them: keys of documentations, emulators and test suites. */
const published: readonly RegExp[] = [
  /EXAMPLE/i,
  // The account that every emulator of Azure Storage has.
  /^Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq\/K1SZFPTOtr\/KBHBeksoGMGw==$/,
];

/** What stands for a value. */
const placeholder =
  /x{4,}|\*{3,}|\.{3,}|0{6,}|1234567|abcdef|qwerty|foobar|^(?:password|passw\w*|secret\w*|changeme\w*|postgres\w*|example\w*|your\w*|dummy\w*|test\w*|fake\w*|sample\w*|redacted\w*|placeholder\w*|pwd\w*|hunter2\w*|my\w*)$|your[_-]?|placeholder|dummy|fake|sample|redact|insert|change_?me|replace/i;

/** Hosts that nobody reaches from elsewhere, or that stand for one. */
const nobodysHost =
  /^(?:127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|(?:^|\.)(?:localhost|local|localdomain|test|example|invalid|docker|svc|cluster|lan|home)(?:$|\.)|^(?:\w+\.)?(?:example|host|hostname|server|domain|company|your\w*|my\w*)\.|\.(?:com|net|org)\.example$/i;

/** Words around a secret that say it opens nothing. */
export const opensNothing =
  /holder\b|example|sample|dummy|\bfake|\bmock|\btest|snake-?oil|placeholder|self[- ]?signed|not[_ -]a[_ -]|_public_|insecure|e\.g\.|for instance|format:/i;

/** Whether a text of the form of a secret can be one. */
export function isRealSecret(secret: string, host: string | undefined): boolean {
  if (placeholder.test(secret) || published.some((one) => one.test(secret))) return false;
  if (host !== undefined) return !nobodysHost.test(host);
  // Random text of this length has many letters; one that somebody typed has not.
  const body = secret.slice(Math.max(0, secret.length - 40));
  return new Set(body).size >= 9;
}
