/** Files of configuration that hold secrets when somebody puts them there, and values that only stand for one. */

/** Files that processes read their settings from. */
const settings = /(?:^|\/)\.env(?:[._-][\w.-]+)?$|\.(?:env|ya?ml|properties|json|toml|ini|cfg|conf|tfvars)$/i;

/** Made by tools, or no settings: dependencies, texts of people, schemas, recorded answers. */
const others =
  /(?:^|\/)(?:package(?:-lock)?|composer|tsconfig[\w.-]*|turbo|nx|lerna|renovate|angular|deno|jsconfig|manifest|\w*lock)\.(?:json|ya?ml|toml)$|(?:^|\/)(?:pnpm-lock\.yaml|yarn\.lock|Cargo\.toml|pyproject\.toml|mkdocs\.ya?ml|Chart\.ya?ml)$|[._-](?:lock|schema|openapi|swagger|snap|min|stories)\.\w+$|(?:^|\/)(?:openapi|swagger)[\w.-]*\.(?:ya?ml|json)$|(?:^|\/)(?:locales?|i18n|l10n|lang|languages|translations?|messages|cassettes|recordings|vcr|schemas?|node_modules|vendor|third_party|\.github\/ISSUE_TEMPLATE)\//i;

/** Shown to people, or of tests and of the machines of developers. */
const shown =
  /(?:^|[/._-])(?:examples?|sample|samples|templates?|tmpl|dist|defaults?|demo|demos|docs?|documentation|tests?|testing|testdata|spec|specs|e2e|fixtures?|mocks?|__mocks__|stubs?|local|localdev|dev|devel|develop|development|devcontainer|sandbox|ci|quickstart|getting[-_]started|tutorials?|playground|seeds?|benchmarks?|integration|acceptance|cypress|playwright|mock|kind|minikube|vagrant|snippets?)(?:$|[/._-])/i;

/** Whether a file is one that a process of production may read its settings from. */
export function mayHoldSecrets(path: string): boolean {
  return settings.test(path) && !others.test(path) && !shown.test(path);
}

/** Whether a file says by its path that it is production's. */
export const isOfProduction = (path: string): boolean =>
  /(?:^|[/._-])(?:prod|production|prd|live)(?:$|[/._-])/i.test(path) &&
  !/(?:^|[/._-])(?:pre|non|not)[-_]?prod/i.test(path);

/** Written encrypted: by SOPS, Ansible Vault, Sealed Secrets, git-crypt, eyaml. */
export const encryptedFile =
  /\$ANSIBLE_VAULT;|ENC\[AES256_GCM,|ENC\[PKCS7,|^\s*kind:\s*["']?SealedSecret\b|^sops:|"sops"\s*:\s*\{/m;

/** A comment that says that nothing of the file is for production. */
export const notForProduction =
  /(?:#|\/\/|"_?comment"\s*:).*\b(?:(?:do not|don'?t|never|not (?:to be|for)?) ?(?:be )?(?:used?|us(?:e|ing)|run)? ?(?:this )?(?:in|for) production|not for production|(?:for|only in) (?:local )?(?:testing|development|demos?)\b|(?:development|testing|demo) only)/i;

/** Names of settings whose value opens something. */
export const secretName =
  /(?:^|[._-]|[a-z](?=[A-Z]))(?:password|passwd|passphrase|secret|secret[._-]?key(?:[._-]?base)?|client[._-]?secret|api[._-]?key|auth[._-]?token|access[._-]?token|refresh[._-]?token|private[._-]?key|signing[._-]?key|encryption[._-]?key|master[._-]?key|jwt[._-]?secret|app[._-]?key|access[._-]?key|secret[._-]?access[._-]?key|account[._-]?key|webhook[._-]?secret|session[._-]?secret|token)$/i;

/** Names that only sound like one. */
export const nameOfOther =
  /(?:^(?:\w+_)?(?:REACT_APP|VITE|GATSBY|EXPO|NUXT|VUE_APP|NG)_|public|publishable|anon|site|client[._-]?id|key[._-]?id|secret[._-]?name|keyring|token[._-]?(?:url|uri|endpoint|type|expiry|lifetime)|existing|(?:min|max|length|policy|reset|field|header|cookie|csrf|recaptcha|firebase|maps?)[._-]?(?:api)?)/i;

/** A value that another place holds: a reference, a path, a name of a store of secrets. */
export const reference =
  /[$%#]\{|\{\{|\}\}|<[^>]*>|^\$|^%\w+%$|^@|^!|\bENC\(|ENC\[|^(?:vault|ref|op|sm|ssm|aws|gcp|azure|secret|secrets|env|file|arn|kms|doppler|keyvault|projects)[+:/]|^(?:https?|file|s3|gs):\/\/|^\/|^\.{1,2}\/|[A-Za-z]\.[A-Za-z]+\.(?:com|net|org|io)\b|^encrypted:|^\{cipher\}|^CiphertextBlob|^AQICAH/i;
