/** Names of regions of clouds, as settings and addresses have them. Sources: the lists of regions of AWS, Google Cloud, Azure. */

const aws =
  '(?:us|eu|ap|sa|ca|me|af|il|mx|cn)-(?:gov-)?(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-[1-9]';
const google =
  '(?:europe|us|asia|australia|northamerica|southamerica|me|africa)-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)(?:1\\d|[1-9])';
const azure =
  'westeurope|northeurope|eastus2?|westus[23]?|centralus|(?:north|south|westcentral)centralus|uksouth|ukwest|francecentral|germanywestcentral|swedencentral|switzerlandnorth|norwayeast|italynorth|polandcentral|spaincentral|southeastasia|eastasia|japaneast|japanwest|koreacentral|australiaeast|australiasoutheast|centralindia|southindia|brazilsouth|canadacentral|canadaeast|uaenorth|southafricanorth|israelcentral|qatarcentral';

/** A region as a word of its own, with the letter of a zone behind it or not. */
export const regionPattern = new RegExp(`(?<![\\w-])(?<region>${google}|${aws}|${azure})(?:-?[a-f])?(?![\\w-])`, 'g');

/** Names of keys and parts of addresses by which a line says where something is. */
export const saysWhere =
  /region|location|\bzones?\b|availability|amazonaws\.com|azure|googleapis|endpoint|\bbucket|\bdynamodb|\bs3\b|\brds\b/i;

/**
 * Lines that compare, list, describe, or only say what holds where nothing else is set: none of them puts anything
 * anywhere.
 */
export const isUnsettled =
  /[=!]==?\s|\b(?:equals|docs|startsWith|endsWith|includes|matches?|case|type|enum|oneOf|union|Literal|assert\w*|expect)\b|\|\s*["']|e\.g\.|example|placeholder|description|label|\bmessage|default|\benv\b|getenv|environ|\bENV\b|\.env\b|fetch\(|\?\?|\|\||\?.*:|\.(?:jpe?g|png|gif|svg|webp|ico|css|js|pdf)\b/i;

/** What is in one region for everybody, or holds no data. */
export const isGlobal =
  /cloudfront|\bacm\b|certificate|\biam\b|\bsts\b|route ?53|\bwaf|shield|public\.ecr|ecr-public|pricing|billing|\bbudgets?\b|organizations|docs\.aws|documentation|mirror|lambda@edge/i;
