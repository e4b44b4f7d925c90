import { words } from '../words.ts';
import type { Answers } from './answers.ts';

export const pythonAnswers: Answers = {
  ecosystem: 'python',
  expected: [
    {
      when: 'always',
      type: /^(?:KeyError|IndexError|LookupError|AttributeError|NameError|StopIteration|StopAsyncIteration|GeneratorExit|KeyboardInterrupt|SystemExit|FileNotFoundError|FileExistsError|NotADirectoryError|IsADirectoryError|ProcessLookupError|ChildProcessError|BrokenPipeError|EOFError|ImportError|ModuleNotFoundError|NotImplementedError|PackageNotFoundError|DistributionNotFound|ZoneInfoNotFoundError|UnknownTimeZoneError|CancelledError|QueueEmpty|QueueFull|Empty|Full|InterruptedError|BlockingIOError|ZeroDivisionError|RecursionError|UnsupportedOperation|NoReverseMatch|Resolver404|TemplateDoesNotExist|MultipleObjectsReturned|NoResultFound|WebSocketDisconnect|ClientDisconnect|ConnectionClosedOK|NoSuchElementException|NoSuchProcess|Http404|UnboundLocalError|NotSupported\w*|UnidentifiedImageError|UniqueViolation|Duplicate\w*|Empty[A-Z]\w*|\w*Expired(?:Error)?)$/,
    },
    {
      when: 'always',
      type: /(?:NotFound|DoesNotExist|NotExist|NoSuch\w*|NotFoundError|Already\w*|Exists|Cancelled|Canceled|StopProcessing|EndOfStream|Exhausted|NotImplemented|Disconnect|Ignored?|Skip\w*)(?:Error|Exception)?$|^(?:Stop|Skip|Break|Continue|Done|Finish|Exit)\w*$|(?:Success|Done|Finished|Completed?|Needed|Interrupt|Found|Unsupported)$|^No(?!Credentials|tConnect|tAvailable|tReachable|Connection|Response)(?:t(?!Auth))?[A-Z]\w*$/,
    },
    {
      when: 'conversion',
      type: /^(?:ValueError|TypeError|OverflowError|ArithmeticError|AssertionError|InvalidOperation|DecimalException|SyntaxError|UnicodeError|UnicodeDecodeError|UnicodeEncodeError|JSONDecodeError|ParserError|AddressValueError|NetmaskValueError|LocaleError)$|^(?:Invalid(?!Request)|Malformed|Suspicious)\w*$|^Bad(?!Request|Gateway)[A-Z]\w*$|\w+(?:Value|Format|Type)Error$|(?:Validation|Parse|Parser|Parsing|Decode|Decoding|Encode|Encoding|Syntax|Format|Conversion|Unicode|Expression|Expat|XMLSyntax|Deserialization|Schema)(?:Error|Exception)?$|^(?:re|binascii|struct|zlib|csv|locale|configparser|json|yaml|tomllib|getopt)\.(?:[eE]rror|\w+Error)$/,
    },
    {
      when: 'wait',
      type: /^(?:TimeoutError|timeout|TimeoutExpired|WouldBlock)$/,
    },
    // Who asks for the name of an address, or for the address of a name, may be told that there is none.
    { when: 'reading', type: /^(?:herror|gaierror)$/ },
    // What says by its name that it is not there, not set, not joined; not that it cannot be reached.
    { when: 'always', type: /(?<=[a-z])Not(?!Available|Reachable|Respond|Connect|Retry)[A-Z]\w*$/ },
    // An answer of this program's own to who asks it.
    {
      when: 'always',
      type: /^(?:fastapi|starlette|werkzeug|webob|flask|aiohttp\.web|falcon|sanic|litestar|pyramid|tornado\.web|rest_framework|django|ninja|connexion)\b.*\b(?:HTTP(?!Error$)\w+|APIException)$/,
    },
    // The answer for a client that may not do what it asks.
    { when: 'always', type: /^(?:AuthenticationFailed|NotAuthenticated|MethodNotAllowed|AccessDenied)$|^Forbidden/ },
    { when: 'always', type: /^(?:IntegrityError|PermissionDenied)$|(?:Jwt|JWT)\w*Error$/ },
    { when: 'answered', type: /^Conflict\w*$/ },
    // Who names the system's error for what is only read has another value for what cannot be read.
    { when: 'looking', type: /^(?:OSError|IOError|EnvironmentError)$/ },
    // A socket without blocking says what it waits for.
    { when: 'always', type: /Want(?:Read|Write)(?:Error)?$/ },
  ],
  failures:
    /^(?:Error|Exception|BaseException|error)$|Connect|Timeout|Request(?:s)?(?:Exception|Error)|H[Tt][Tt][Pp]|URLError|Network|Socket|SSL|TLS|Redis|Kafka|Broker|AMQP|Celery|Database|Operational|Interface|SQL|Mongo|Elastic|OpenSearch|Transport|Client(?:Error|Exception)|Server(?:Error|Exception)|Service|A[Pp][Ii](?=(?:Error|Exception|Failed|Failure)?$|Connection|Timeout|Request|Response|Call|Status)|S3|Boto|S[Mm][Tt][Pp]|OSError|IOError|Environment|Runtime|System|Memory|Process|Stripe|Gateway|Payment|Card|Charge|Webhook|Upload|Download|Sync(?!hronousOnly)|Send|Publish|Deliver|Unexpected|Internal|Unknown(?!Scheme|Locale|Type|Field|Column|Key|Name|Algorithm|Format|Time)|LDAP|Docker|Kube|R[Pp][Cc]|Storage|Cache|Queue|Lock|Retries|Channel|Fatal|Critical|Mail|Backend|Provider|Remote|Failed|Failure|Unavailable|Exceeded|Security|Credential|CREDENTIAL|OAuth|(?:Access|Refresh)_?Token/,
  nothing: true,
  keeps: /^[\w.[\]]+\.(?:append|add|discard)\(/,
  pure: words(`
  hasattr isinstance callable type delattr isdigit isdecimal isnumeric isalpha isalnum isupper islower isspace
  casefold swapcase center ljust rjust splitlines format_map maketrans translate expandtabs most_common
  total_ordering hexdigest digest intersection union difference issubset issuperset symmetric_difference
`),
  anyErrorHides: true,
  mixedAnswers: true,
  questionFunctions:
    /^_*(?:is|has|can|should|supports?|matches|contains|validate|check|verify|exists|ping|health)(?:_|$)/,
  stopsInOrder: true,
  computing:
    /^(?:json\.(?:loads|dumps)|os\.(?:path\.(?:join|dirname|basename|splitext|normpath|abspath|expanduser|expandvars|split)|environ|getenv|getpid|fspath|sep)|urllib\.parse|urlparse|email\.utils|xml\.sax\.saxutils|time\.(?:time|strftime|strptime|mktime|gmtime|localtime|monotonic|perf_counter)|datetime|calendar|zoneinfo|dateutil|pytz|decimal|fractions|math|cmath|statistics|numbers|random|secrets|re|regex|string|textwrap|unicodedata|difflib|shlex|html|copy|itertools|functools|operator|collections|heapq|bisect|enum|dataclasses|types|typing|inspect|ast|base64|binascii|struct|hashlib|hmac|uuid|ipaddress|netaddr|idna|colorsys|pprint|locale|yaml\.(?:safe_load|load)|packaging|semver|semantic_version|markupsafe|bleach|chardet|phonenumbers|pycountry|babel|numpy|django\.utils\.(?!translation\.activate)\w+|six)(?![\w])/,
  ends: words('quit kill cancel terminate stop release shutdown unsubscribe delete'),
  unknown: /^self\.(?!get_?\w*$)\w+$/,
  // One file that stays is little; a tree of them fills the disk.
  leaks: words('shutil.rmtree'),
  outside:
    /^_?(?:a?(?:post|put|patch|send|save|create|update|delete|remove|execute|executemany|commit|rollback|connect|request|fetch|download|upload|publish|charge|refund|capture|pay|write|run|call|urlopen|ping|sync|refresh|push|pull|submit|enqueue|delay|apply_async|notify|emit|dispatch|login|authenticate|invoke|perform|register|subscribe|unsubscribe|flush|store|persist|migrate|install|deploy|start|stop|restart|kill|move|copy|rename|unlink|mkdir|makedirs|rmtree|popen|check_output|check_call|open|scrape|process|handle|consume|produce))(?:_\w+|[A-Z]\w*)?$|_(?:request|async|api|remote|db)$/,
  probes: words(`
  int float Decimal UUID complex strptime fromisoformat fromhex unhexlify b64decode urlsafe_b64decode
  literal_eval ip_address ip_network inet_aton inet_pton import_module __import__ find_spec
  get_distribution version getsource getsourcefile getsourcelines getfile signature getfullargspec
  get_type_hints getattr repr gethostname getfqdn getlogin getuser getpwuid getpwnam getgrgid getgrnam
  get_terminal_size setlocale getlocale getdefaultlocale index issubclass isinstance samefile relative_to os.makedirs os.mkdir os.dup2 os.setsid urlparse urlsplit json_decode parse_url
  commonpath getmtime getctime getsize stat lstat get_field fromstring gethostbyaddr gethostbyname getaddrinfo
  getnameinfo
`),
};
