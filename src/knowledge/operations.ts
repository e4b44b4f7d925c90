/** Kinds of operation that must leave a log line in production, and how code names them (`logging.mustLog`). */

export interface OperationKind {
  readonly kind: string;
  /** What several are called in a message: `38 of 41 route handlers here log`. */
  readonly plural: string;
  /** What people write for it in a profile, in lower case; also matches a part of it. */
  readonly aliases: readonly string[];
  /** Functions whose name says that they are one; null where only an entry of the code is (`entry`). */
  readonly functions: RegExp | null;
  /** Kind of entry that is one. */
  readonly entry: 'route' | 'job' | 'consumer' | 'schedule' | null;
}

export const operationKinds: readonly OperationKind[] = [
  {
    kind: 'route',
    plural: 'route handlers',
    aliases: ['route', 'request', 'endpoint'],
    functions: null,
    entry: 'route',
  },
  { kind: 'job', plural: 'jobs', aliases: ['job', 'task', 'worker'], functions: null, entry: 'job' },
  {
    kind: 'consumer',
    plural: 'message consumers',
    aliases: ['consumer', 'message', 'event'],
    functions: null,
    entry: 'consumer',
  },
  {
    kind: 'schedule',
    plural: 'scheduled functions',
    aliases: ['schedule', 'cron', 'job'],
    functions: null,
    entry: 'schedule',
  },
  {
    kind: 'authentication',
    plural: 'authentication decisions',
    aliases: ['authentication', 'login', 'sign-in', 'auth'],
    functions:
      /^_*(?:handle|do|process|perform)?_?(?:log_?in|log_?out|sign_?in|sign_?out|authenticate(?:_?user)?|verify_?(?:password|otp|totp|token|credentials)|reset_?password|change_?password|impersonate(?:_?user)?|revoke_?(?:token|session)s?)$/i,
    entry: null,
  },
  {
    kind: 'authorization',
    plural: 'changes of permission',
    aliases: ['authorization', 'authorisation', 'permission', 'role', 'access'],
    functions:
      /^_*(?:grant|revoke|assign|remove|change|update|set|add)_?(?:user_?)?(?:role|permission|access|privilege|scope|member(?:ship)?)s?$/i,
    entry: null,
  },
  {
    kind: 'payment',
    plural: 'payments',
    aliases: ['payment', 'refund', 'charge', 'billing'],
    functions:
      /^_*(?:handle|process|make|create|perform)?_?(?:pay|charge(?:_?(?:card|customer|order))?|refund(?:_?(?:payment|charge|order))?|capture_?(?:payment|charge)|(?:process|create|cancel|void|authori[sz]e)_?(?:payment|charge|refund|payout|transfer)|payout|transfer_?(?:money|funds))$/i,
    entry: null,
  },
  {
    kind: 'state change',
    plural: 'changes of state',
    aliases: ['state change', 'state', 'status', 'transition'],
    functions:
      /^_*(?:cancel|approve|reject|publish|unpublish|archive|activate|deactivate|suspend|close|reopen|complete|fulfil+|ship|expire|delete|terminate)_?(?:order|account|user|subscription|invoice|shipment|customer|tenant|organi[sz]ation|project|contract|claim|booking|reservation)s?$/i,
    entry: null,
  },
  {
    kind: 'admin action',
    plural: 'admin actions',
    aliases: ['admin action', 'admin', 'administration'],
    functions: /^_*admin_?[a-z]\w*$|^_*(?:ban|unban|purge|force)_?(?:user|account|delete|logout|expire)\w*$/i,
    entry: null,
  },
];
