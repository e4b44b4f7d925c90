/** Values that are different for every user, request or thing, told by how code names them. */

/** Last name of an expression, in words (`userId` is `user id`). */
const perThing =
  /(?:^| )(?:(?:user|customer|order|request|req|session|message|msg|trace|span|correlation|transaction|payment|invoice|event|object|record|document|doc|file|upload|conversation|thread|comment|post|item|entity|visitor|device|ticket|booking|cart|basket|checkout|subscription|chat|email|row|run|execution|invocation|attempt) ids?|uuid|guid|ulid|e ?mail(?: address)?|user ?name|login name|full name|phone(?: number)?|ip(?: address)?|remote addr(?:ess)?|client ip|user agent|access token|session token|api key|original url|request uri|query string|raw path|full path|full url|request url|href)$/;

/** Whole expressions that are the address of a request. */
const address =
  /^(?:\w+\.)*(?:req|request|r|ctx|context|c|event|location)(?:\(\))?(?:[?!]?\.(?:req|request|nextUrl))?[?!]?\.(?:(?:url|URL|uri|path|originalUrl|RequestURI|full_path|fullpath|pathname|requestURI|getRequestURI\(\)|getPath\(\)|get_full_path\(\)|build_absolute_uri\(\)|rawPath|RawPath|href)(?:[?!]?\.(?:path|pathname|Path|RawPath|href|full|String\(\)|toString\(\)))?)$/;

/** Things that there are few of, however they are numbered. */
const few =
  /(?:^| )(?:tenant|org|organi[sz]ation|account|team|workspace|project|cluster|node|shard|partition|region|zone|worker|pool|plugin|app|service|model|type|kind|category|status|state|locale|lang|language|version|build|schema|template|provider|channel|feature|flag|experiment|queue|topic|table|index|bucket|host|instance|container|pod) (?:ids?|uuid|name|url|email)$/;

/** An `id` of its own is of whatever it is asked of: `order.id`. */
const ownIdentifier = /(?:^|[.>])(?:id|_id|pk|Id|ID|uuid|email|url)$/;

/** Owners of an `id` that there are few of. */
const fewOwners =
  /(?:plugin|worker|shard|region|cluster|node|tenant|org(?:ani[sz]ation)?|account|team|workspace|project|queue|model|provider|service|app|type|category|schema|template|config|cfg|settings|rule|job|task|workflow|pool|partition|channel|self|this|cls|s|q|kind|method|route|cache|db|database|check|monitor|source|connector|integration|agent|tool|step|stage|strategy|policy|action|command|feature|flag|topic|host|instance|process|definition|spec|meta|metadata)$/i;

/** Owners of a name that is a person's. */
const people =
  /(?:user|customer|person|people|member|patient|profile|contact|author|guest|employee|account|owner|buyer|seller|me|visitor|subscriber|recipient|sender)$/i;

/** Keys by which labels are per user, per request or per thing. */
const perThingKey =
  /(?:^|[._-])(?:user[._]?id|customer[._]?id|order[._]?id|request[._]?id|session[._]?id|trace[._]?id|span[._]?id|correlation[._]?id|message[._]?id|payment[._]?id|transaction[._]?id|e?mail|email[._]?address|user[._]?name|ip[._]?address|client[._]?ip|remote[._]?addr|phone|uuid|user[._]?agent|full[._]?url|raw[._]?url|query[._]?string)$/i;

/** Whether a value is evidently another one each time. @param written the expression as it stands */
export function isPerThing(written: string): boolean {
  const expression = bare(written);
  if (!/^[$@]?[A-Za-z_][\w$]*(?:(?:[?!]?\.|->|::|\[["'])[\w$]+(?:["']\]|\(\))?)*$/.test(expression)) return false;
  if (address.test(expression)) return true;
  const names = expression
    .replace(/\(\)/g, '')
    .split(/[?!]?\.|->|::|\[["']|["']\]/)
    .map((name) => name.replace(/^get(?=[A-Z])/, '').replace(/^I(?=[Dd]$)/, 'i'))
    .filter((name) => name !== '');
  const last = names.at(-1) ?? '';
  const owner = names.at(-2) ?? '';
  if (few.test(words(last))) return false;
  // Types, methods and repositories have a full name too.
  if (words(last) === 'full name' && owner !== '' && !people.test(owner)) return false;
  if (perThing.test(words(last))) return true;
  // One letter is a method's own object, whatever that is.
  return ownIdentifier.test(`.${last}`) && owner.length > 1 && !fewOwners.test(owner);
}

/** Whether a value is the id of a user, who is a tenant in programs that speak of tenants. */
export function isUserId(written: string): boolean {
  return /(?:^| )user id$/.test(words(bare(written).split(/[.>]/).at(-1) ?? ''));
}

/** Whether labels of this key are of what there are few of. */
export function isFewKey(key: string): boolean {
  return /tenant|org|account|team|workspace|project/i.test(key);
}

/** Whether labels of this key have a value per user, request or thing. */
export function isPerThingKey(key: string): boolean {
  return perThingKey.test(key.replace(/([a-z])([A-Z])/g, '$1_$2'));
}

/** `str(order.id)`, `String(order.id)`, `order.id.toString()` are `order.id`; so is `await x`, `(x)`. */
function bare(written: string): string {
  let expression = written.trim().replace(/^[&*]/, '');
  for (let level = 0; level < 4; level++) {
    const inner =
      /^(?:str|String|int|repr|strconv\.Itoa|fmt\.Sprint|string|String\.valueOf|Uuid::to_string)\(([^()]*(?:\(\))?)\)$/.exec(
        expression,
      )?.[1] ??
      /^([^]*)(?:\.toString|\.String|\.to_string|\.ToString|\.to_s|\.Hex|\.hex)(?:\(\))?$/.exec(expression)?.[1];
    if (inner === undefined) break;
    expression = inner.trim();
  }
  return expression.replace(/![rsa]$|:[^:]*$/, (format) => (/^:{2}/.test(format) ? format : ''));
}

function words(name: string): string {
  return name
    .replace(/^[$@_]+/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase();
}
