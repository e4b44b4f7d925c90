import { words } from '../words.ts';
import type { Answers } from './answers.ts';

export const nodeAnswers: Answers = {
  ecosystem: 'node',
  expected: [],
  nothing: true,
  taken: true,
  standIns: true,
  oneValue: true,
  keeps: /^(?:delete\s|[\w.?!#$[\]]+\.(?:push|unshift|add|set|delete)\()/,
  stopsInOrder: true,
  checks: /^_?(?:ensure|assert|check|validate|authorize|require)(?=[A-Z_]|$)/,
  asked:
    /^[#_]*(?:is|has|can|supports?|exists?|matches|contains)(?=[A-Z_]|$)|(?:Exists?|Healthy|Initialized|IsRunning)$/,
  structures: /(?:searchParams|headers|classList|dataset)$/i,
  readings:
    /^_?(?:try_?|safe_?)?(?:[pP]arse|[dD]ecode|[dD]eserialize|[uU]nescape|[uU]nquote|loads|[cC]oerce|[cC]ast)(?![a-z])\w*$/,
  reaching:
    /Client|Connection|Socket|Server|Worker|Pool|Producer|Consumer|Redis|Queue|Request|Transport|Channel|Session|Driver|Provider|Repository|Service|Stream/,
  outside:
    /^_?(?:post|put|patch|send|save|create|update|upsert|delete|remove|exec|execute|commit|rollback|connect|request|fetch|download|upload|publish|charge|refund|capture|pay|write|run|call|ping|sync|refresh|push|pull|submit|enqueue|notify|emit|dispatch|login|authenticate|invoke|perform|register|subscribe|unsubscribe|flush|store|persist|migrate|install|deploy|start|stop|restart|kill|move|copy|rename|unlink|mkdir|rm|spawn|open|scrape|process|handle|consume|produce|query|insert|read|track|mutate|trigger|schedule)(?:[A-Z_]\w*)?$|Async$/,
  // A look-up that says by its name that it throws where there is nothing, and a stream whose reader has gone.
  questions: /(?:OrThrow|OrFail)$|(?:^|[.\w])[cC]ontroller\??\.(?:enqueue|close|error)$/,
  contents:
    /^(?:json|text|arrayBuffer|blob|readFile(?:Sync)?|readJson(?:Sync)?|readdir(?:Sync)?|l?stat(?:Sync)?|access(?:Sync)?|decrypt\w*|_?(?:try|safe)?_?(?:[pP]arse|[dD]ecode|[dD]eserialize)(?![a-z])\w*)$/,
  alters:
    /^_?(?:post|put|patch|send|save|create|update|upsert|delete|remove|commit|rollback|connect|upload|publish|charge|refund|capture|pay|write|sync|refresh|push|submit|enqueue|notify|emit|dispatch|login|register|subscribe|unsubscribe|flush|store|persist|migrate|install|deploy|start|stop|restart|kill|move|copy|rename|unlink|mkdir|rm|set|add|insert|mark|increment|process|handle|track|mutate|trigger|schedule)(?=[A-Z_]|$)/,
  undoes:
    /^_?(?:rollback|roll_?back|undo|revert|abort|cancel|stop|close|end|destroy|disconnect|release|unlock|delay|sleep|wait|setTimeout|timer|timeout|del|delete|remove|unlink|rm|clear|clean|cleanup|invalidate|reset|emit|publish|set|update|exec|run)(?=[A-Z_]|$)/,
  probes: words(`
  JSON.parse JSON.stringify URL decodeURIComponent decodeURI encodeURIComponent encodeURI atob btoa BigInt
  RegExp Function structuredClone require.resolve import.meta.resolve access accessSync stat statSync lstat lstatSync realpath
  realpathSync execSync readlink readlinkSync existsSync pathExists mkdir mkdirSync getItem setItem removeItem
  querySelector querySelectorAll matches matchMedia getContext DateTimeFormat NumberFormat
  RelativeTimeFormat toLocaleString toLocaleDateString toLocaleTimeString userInfo TextDecoder
  defineProperty getOwnPropertyDescriptor setPointerCapture releasePointerCapture setSelectionRange focus
  play requestFullscreen exitFullscreen writeText import text json arrayBuffer blob formData clone track identify
  resolveMx resolveTxt resolveCname resolveSrv resolveNs resolve4 resolve6 dns.lookup dns.resolve
`),
};
