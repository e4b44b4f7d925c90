/**
 * Errors that are an answer and no fault: a key that is not there, a text that is no number, an optional package. A
 * handler that takes only these and goes on swallows nothing.
 */

export interface ExpectedErrorRow {
  readonly ecosystem: string;
  /** The last part of the type's path must match, or all of it. */
  readonly type: RegExp;
  /**
   * `always`; `conversion`: where what is tried is small, so that the error can only mean that the value does not fit;
   * `wait`: where what is tried waits for something that may not come; `answered`: where the handler does something
   * about it.
   */
  readonly when: 'always' | 'conversion' | 'wait' | 'answered';
}

export const expectedErrors: readonly ExpectedErrorRow[] = [
  {
    ecosystem: 'python',
    when: 'always',
    type: /^(?:KeyError|IndexError|LookupError|AttributeError|NameError|StopIteration|StopAsyncIteration|GeneratorExit|KeyboardInterrupt|SystemExit|FileNotFoundError|FileExistsError|NotADirectoryError|IsADirectoryError|ProcessLookupError|ChildProcessError|BrokenPipeError|EOFError|ImportError|ModuleNotFoundError|NotImplementedError|PackageNotFoundError|DistributionNotFound|ZoneInfoNotFoundError|UnknownTimeZoneError|CancelledError|QueueEmpty|QueueFull|Empty|Full|InterruptedError|BlockingIOError|ZeroDivisionError|RecursionError|UnsupportedOperation|NoReverseMatch|Resolver404|TemplateDoesNotExist|MultipleObjectsReturned|NoResultFound|WebSocketDisconnect|ClientDisconnect|ConnectionClosedOK|NoSuchElementException|NoSuchProcess|Http404|UnboundLocalError|NotSupported\w*|UnidentifiedImageError|UniqueViolation|Duplicate\w*|Empty[A-Z]\w*|\w*Expired(?:Error)?)$/,
  },
  {
    ecosystem: 'python',
    when: 'always',
    type: /(?:NotFound|DoesNotExist|NotExist|NoSuch\w*|NotFoundError|AlreadyExists|AlreadyExistsError|Exists|Cancelled|Canceled|StopProcessing|EndOfStream|Exhausted|NotImplemented|Disconnect|Ignored?|Skip\w*)(?:Error|Exception)?$|^(?:Stop|Skip|Break|Continue|Done|Finish|Exit)\w*$|(?:Success|Done|Finished|Completed?|Needed|Interrupt|Found|Unsupported)$|^No(?!Credentials)(?:t(?!Auth))?[A-Z]\w*$/,
  },
  {
    ecosystem: 'python',
    when: 'conversion',
    type: /^(?:ValueError|TypeError|OverflowError|ArithmeticError|AssertionError|InvalidOperation|DecimalException|SyntaxError|UnicodeError|UnicodeDecodeError|UnicodeEncodeError|JSONDecodeError|ParserError|AddressValueError|NetmaskValueError|LocaleError)$|^(?:Invalid|Malformed|Suspicious)\w*$|^Bad(?!Request|Gateway)[A-Z]\w*$|\w+(?:Value|Format|Type)Error$|(?:Validation|Parse|Parser|Parsing|Decode|Decoding|Encode|Encoding|Syntax|Format|Conversion|Unicode|Expression|Deserialization|Schema)(?:Error|Exception)?$|^(?:re|binascii|struct|zlib|csv|locale|configparser|json|yaml|tomllib|getopt)\.(?:[eE]rror|\w+Error)$/,
  },
  {
    ecosystem: 'python',
    when: 'wait',
    type: /^(?:TimeoutError|timeout|TimeoutExpired|WouldBlock)$/,
  },
  { ecosystem: 'python', when: 'answered', type: /^(?:IntegrityError|Conflict\w*)$/ },
];

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Calls, by the last part of their path, whose failure is an answer for whoever asks. */
export const probes: Readonly<Record<string, ReadonlySet<string>>> = {
  python: words(`
  int float Decimal UUID complex strptime fromisoformat fromhex unhexlify b64decode urlsafe_b64decode
  literal_eval ip_address ip_network inet_aton inet_pton import_module __import__ find_spec
  get_distribution version getsource getsourcefile getsourcelines getfile signature getfullargspec
  get_type_hints getattr repr gethostname getfqdn getlogin getuser getpwuid getpwnam getgrgid getgrnam
  get_terminal_size setlocale getlocale getdefaultlocale index issubclass isinstance samefile relative_to
  commonpath
`),
  node: words(`
  JSON.parse JSON.stringify URL decodeURIComponent decodeURI encodeURIComponent encodeURI atob btoa BigInt
  RegExp Function structuredClone require.resolve import.meta.resolve access accessSync stat statSync lstat lstatSync realpath
  realpathSync readlink readlinkSync existsSync pathExists mkdir mkdirSync getItem setItem removeItem
  querySelector querySelectorAll matches matchMedia getContext DateTimeFormat NumberFormat
  RelativeTimeFormat toLocaleString toLocaleDateString toLocaleTimeString userInfo TextDecoder
  defineProperty getOwnPropertyDescriptor setPointerCapture releasePointerCapture setSelectionRange focus
  play requestFullscreen exitFullscreen writeText
`),
};

/** Names of calls that read a text or a value and fail only where it is none. */
export const readingNames: RegExp =
  /^_?(?:try_?|safe_?)?(?:parse|decode|deserialize|unescape|unquote|loads|coerce|cast)(?![a-z])\w*$/i;

/** What is read decides who may do what: that it is refused is worth knowing. */
export const guardedReading: RegExp = /jwt|token|auth|session|credential|password|signature|cookie|verif/i;

/** Calls, by the last part of their path, that touch nothing outside the program, unless it is another's (`outsideReceiver`). */
export const pureCalls: ReadonlySet<string> = words(`
  abs all any bool dict divmod enumerate filter format frozenset hex len list map max min ord chr pow
  range reversed round set sorted str sum tuple zip capitalize endswith find join lower lstrip replace
  rstrip split splitlines startswith strip title upper rsplit partition rpartition zfill encode decode
  removeprefix removesuffix items keys values get setdefault copy count group groups match search findall
  sub compile append extend astimezone strftime isoformat timestamp total_seconds timedelta date time year
  concat every flat flatMap forEach includes indexOf lastIndexOf slice some splice push charAt charCodeAt
  endsWith startsWith padEnd padStart substring substr toLowerCase toUpperCase trim trimEnd trimStart
  toString toFixed toISOString valueOf String Number Boolean parseInt parseFloat isNaN isArray floor ceil
  random assign entries fromEntries from has add freeze localeCompare getTime toJSON pop shift unshift
  reduce at test exec Date Map Set
`);

/** Names of what reaches outside: `client.get(…)` is a request where `options.get(…)` is a look into a structure. */
export const outsideReceiver: RegExp =
  /(?:client|session|api|https?|requests?|service|repo|repository|dao|db|database|conn|connection|redis|cache|store|storage|manager|objects|query|cursor|axios|s3|bucket|queue|channel|socket|producer|consumer|collection|model|table|fs)s?(?:\(\))?$/i;

/** Where a path starts that stands for what the language itself has. */
export const pureModules: RegExp =
  /^(?:new )?(?:re|math|datetime|decimal|itertools|collections|string|Math|Object|Array|String|Number|Date|Map|Set|Boolean|self|this)(?:\.|$)/;

/** Functions that answer a question with yes or no. */
export const predicateNames: RegExp = /^_*(?:is|has|can|should|supports?|matches|contains|validate|check)(?=[A-Z_])/;

/** Calls, by the last part of their path, that put away what is no longer needed: whether it works changes nothing. */
export const cleanups: ReadonlySet<string> = words(`
  close aclose closeSync close_all closeAll close_connection unlink unlinkSync remove removeSync rmdir
  rmdirSync rm rmSync rmtree removedirs kill killpg terminate disconnect shutdown shutdown_asyncgens stop
  cancel release releaseLock unlock flush destroy dispose abort end quit cleanup clean_up cleanUp
  unsubscribe unregister removeListener removeAllListeners removeEventListener removeChild revokeObjectURL
  unref detach deactivate teardown tearDown logout join closed wait_closed waitClosed unwatch pause free
  uncache unload deleteLater return kill_process invalidate reset restore
`);

/** Calls, by the last part of their path, that wait for something that may not come. */
export const waits: ReadonlySet<string> = words(`
  wait wait_for join select poll recv recvfrom accept acquire result communicate receive timeout
`);

/** Functions that put away an object: nothing in them is worth a log line when the process ends anyway. */
export const cleanupFunctions: RegExp =
  /^(?:__del__|__exit__|__aexit__|__repr__|__str__|close|aclose|_close|cleanup|_cleanup|clean_up|cleanUp|dispose|disposeAsync|destroy|teardown|tearDown|shutdown|stop|disconnect|unmount|componentWillUnmount|onDestroy|ngOnDestroy|onModuleDestroy|beforeApplicationShutdown)$/;

/** Functions whose value is the exit code of the program. */
export const mainFunctions: RegExp = /^_?(?:main|run|cli|handle|execute|command|run_\w+|cmd_\w+)$/;
