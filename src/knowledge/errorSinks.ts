/** Calls that keep a caught error from being lost, other than log calls. */
import type { HandlerOutcome } from '../model/facts.ts';

export interface ErrorSinkRow {
  /** Last part of the callee, compared without case and underscores: `captureException` is `capture_exception`. */
  readonly method: string;
  /** The callee before the last part must match, where the method alone says too little. */
  readonly receiver?: RegExp;
  readonly outcome: Extract<HandlerOutcome, 'returned' | 'logged' | 'recorded' | 'counted' | 'reported' | 'handed-on'>;
}

const rows = (outcome: ErrorSinkRow['outcome'], methods: readonly string[], receiver?: RegExp): ErrorSinkRow[] =>
  methods.map((method) => ({ method, outcome, receiver }));

const metricReceiver =
  /(?:counter|metric|meter|stats|statsd|prom|gauge|histogram|errors?|failures?|dogstatsd|datadog|labels\([^()]*\)|WithLabelValues\([^()]*\)|metrics\.\w+)(?:_?client)?(?:\(\))?$/i;

export const errorSinks: readonly ErrorSinkRow[] = [
  ...rows('recorded', ['recordException', 'recordError', 'setExcInfo', 'addException']),
  ...rows('recorded', ['setStatus', 'setTag', 'setAttribute', 'addEvent'], /span|segment|trace/i),
  ...rows('reported', [
    'captureException',
    'captureMessage',
    'captureError',
    'captureEvent',
    'reportExcInfo',
    'reportException',
    'reportError',
    'reportMessage',
    'noticeError',
    'trackException',
    'trackError',
    'logException',
    'handleException',
    'callExceptionHandler',
    'excepthook',
    'unraisablehook',
    'displayhook',
    'emitWarning',
  ]),
  ...rows(
    'reported',
    ['notify', 'error', 'send', 'leave_breadcrumb'],
    /bugsnag|rollbar|honeybadger|raygun|airbrake|sentry|exceptionnotifier/i,
  ),
  ...rows('reported', ['report', 'handle', 'record', 'unexpected'], /Rails\.error$|error_?report\w*$|error_?tracker$/i),
  ...rows('reported', ['sendError', 'setError', 'addError'], /appsignal/i),
  ...rows('logged', ['printExc', 'printException', 'formatExc', 'showwarning', 'logToStderr', 'printStackTrace']),
  ...rows('logged', ['warn', 'warnExplicit'], /^warnings$/),
  ...rows('counted', ['increment', 'incr', 'inc', 'incrementCounter', 'count'], metricReceiver),
  ...rows('counted', ['add'], /counter$/i),
  ...rows('counted', ['add', 'observe'], /(?:\.WithLabelValues\([^()]*\)|\bmetrics\.\w+)$/),
  // Functions of PHP and Laravel.
  ...rows('reported', ['notifyException']),
  ...rows('logged', ['trigger_error', 'user_error'], /^$/),
  ...rows('returned', ['die', 'abort_if', 'abort_unless'], /^$/),
  // The user is told.
  ...rows('handed-on', ['writeln'], /output|style|\bio\b/i),
  // A command tells whoever runs it.
  ...rows('handed-on', ['write'], /\bself\.std(?:out|err)$/),
  ...rows('handed-on', [
    'flash',
    'addIssue',
    'toast',
    'setToast',
    'showToast',
    'addToast',
    'enqueueSnackbar',
    'showNotification',
    'showMessage',
    'alert',
  ]),
  // The error goes to whoever waits for the result.
  ...rows('returned', ['left'], /\bEither$|^T?E$/),
  ...rows('returned', [
    'reject',
    'setException',
    'completeExceptionally',
    'completeWithError',
    'failedFuture',
    'failedStage',
    'setError',
    'errback',
    'destroy',
    'abort',
    'exit',
    '_exit',
    'quit',
    'fail',
    'failTest',
    'sendError',
    'serverError',
    'internalServerError',
    'badRequest',
    'notFound',
    'throwError',
    'throw',
    'raiseForStatus',
    'raise_',
    'reraise',
    'skipTest',
    'skip',
  ]),
];

/** Callees that take an error to hand it on, by their whole name; only with the caught error among the arguments. */
export const errorCallbacks: RegExp = /^(?:next|cb|callback|done|reject|rej|errback|resolve)$/i;

/** What a function's or a variable's name says when a failure is kept in it: `failures`, `hasError`, `markAsFailed`. */
export const failureName: RegExp =
  /err(?:or(?:s|msg|message|code|text|write)?|s|no|code|msg)?(?![a-z])|fail|invalid|exception|problem|broken|corrupt|malformed|reject|abort|alert|notif|warn|panic|bail|dead_?letter|nack|unavailable|unreachable|unhealthy|disconnected|traceback|can'?t(?![a-z])|cannot|unable|(?:^|_)[45]\d\d$/i;

/** Text values that say so: `status = 'failed'`. */
export const failureValue: RegExp =
  /^(?:errors?|err|failed|failure|fail|invalid|unavailable|unhealthy|down|aborted|rejected|timeout|timed?[ _-]?out|disconnected|unreachable|unauthori[sz]ed|forbidden)$|_(?:error|failed|failure)$|\b(?:error|failed|failure|invalid|could not|cannot|can't|unable|unavailable|not found|denied|exception|wrong|problem|not possible|no such|timed? ?out|missing)\b/i;

/** Names of HTTP statuses that say so: `StatusCode::BAD_REQUEST`, `:unprocessable_entity`. */
export const failureStatusName: RegExp =
  /HTTP_[45]\d\d|BAD_REQUEST|INTERNAL_SERVER_ERROR|NOT_FOUND|SERVICE_UNAVAILABLE|FORBIDDEN|UNAUTHORIZED|BAD_GATEWAY|GATEWAY_TIMEOUT|UNPROCESSABLE_|TOO_MANY_REQUESTS|:(?:bad_request|unauthorized|payment_required|forbidden|not_found|method_not_allowed|not_acceptable|request_timeout|conflict|gone|unprocessable_\w+|too_many_requests|internal_server_error|not_implemented|bad_gateway|service_unavailable|gateway_timeout)\b/;

/** Constants of the answers that say that something failed: `http.StatusBadGateway`. */
export const failureStatus: RegExp =
  /\bStatus(?:Bad(?:Request|Gateway)|Unauthorized|Forbidden|Not(?:Found|Acceptable|Implemented)|MethodNotAllowed|RequestTimeout|Conflict|Gone|Teapot|Locked|Un(?:supported|processable)\w*|Too\w+|ServiceUnavailable|GatewayTimeout|RequestEntityTooLarge|\w*(?:Required|Failed|Error))$/;

/** Variables that say success, when they are set to false. */
export const successName: RegExp =
  /(?:^|_|\b|[a-z])(?:ok|success|successful|succeeded|valid|healthy|connected|available|alive|enabled|ready|passed|supported|exists|found|has[A-Z_]\w*|is[A-Z_]\w*|can[A-Z_]\w*|have_?\w*)$/i;

/** Where a browser is sent when something failed. */
export const failureTarget: RegExp = /error|notice|fail|expired|invalid|denied|log-?in|unauthor|forbidden|404|500/i;

/** Calls that only look at an error or make text of it: their result may go on, they do not. */
export const inspections: ReadonlySet<string> = new Set([
  'str',
  'repr',
  'type',
  'len',
  'isinstance',
  'issubclass',
  'getattr',
  'hasattr',
  'format',
  'bool',
  'int',
  'any',
  'all',
  'in',
  'print_function',
  'String',
  'Boolean',
  'Number',
  'JSON.stringify',
  'Object.keys',
  'toString',
  'includes',
  'startsWith',
  'endsWith',
  'startswith',
  'endswith',
  'match',
  'test',
  'search',
  'indexOf',
  'split',
  'strip',
  'lower',
  'toLowerCase',
  'trim',
  'replace',
  'isAxiosError',
  'isError',
  'isInstance',
  'errors.Is',
  'errors.As',
  'errors.Unwrap',
  'errors.Cause',
  'reflect.TypeOf',
  'status.Code',
  'status.FromError',
  'status.Convert',
  'format!',
  'write!',
  'matches!',
  'vec!',
  'concat!',
  'strings.Contains',
  'strings.HasPrefix',
  'strings.HasSuffix',
  'strings.EqualFold',
  'strings.ToLower',
  'strings.TrimSpace',
]);
