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
      type: /(?:NotFound|DoesNotExist|NotExist|NoSuch\w*|NotFoundError|AlreadyExists|AlreadyExistsError|Exists|Cancelled|Canceled|StopProcessing|EndOfStream|Exhausted|NotImplemented|Disconnect|Ignored?|Skip\w*)(?:Error|Exception)?$|^(?:Stop|Skip|Break|Continue|Done|Finish|Exit)\w*$|(?:Success|Done|Finished|Completed?|Needed|Interrupt|Found|Unsupported)$|^No(?!Credentials)(?:t(?!Auth))?[A-Z]\w*$/,
    },
    {
      when: 'conversion',
      type: /^(?:ValueError|TypeError|OverflowError|ArithmeticError|AssertionError|InvalidOperation|DecimalException|SyntaxError|UnicodeError|UnicodeDecodeError|UnicodeEncodeError|JSONDecodeError|ParserError|AddressValueError|NetmaskValueError|LocaleError)$|^(?:Invalid|Malformed|Suspicious)\w*$|^Bad(?!Request|Gateway)[A-Z]\w*$|\w+(?:Value|Format|Type)Error$|(?:Validation|Parse|Parser|Parsing|Decode|Decoding|Encode|Encoding|Syntax|Format|Conversion|Unicode|Expression|Deserialization|Schema)(?:Error|Exception)?$|^(?:re|binascii|struct|zlib|csv|locale|configparser|json|yaml|tomllib|getopt)\.(?:[eE]rror|\w+Error)$/,
    },
    {
      when: 'wait',
      type: /^(?:TimeoutError|timeout|TimeoutExpired|WouldBlock)$/,
    },
    { when: 'answered', type: /^(?:IntegrityError|Conflict\w*)$/ },
  ],
  probes: words(`
  int float Decimal UUID complex strptime fromisoformat fromhex unhexlify b64decode urlsafe_b64decode
  literal_eval ip_address ip_network inet_aton inet_pton import_module __import__ find_spec
  get_distribution version getsource getsourcefile getsourcelines getfile signature getfullargspec
  get_type_hints getattr repr gethostname getfqdn getlogin getuser getpwuid getpwnam getgrgid getgrnam
  get_terminal_size setlocale getlocale getdefaultlocale index issubclass isinstance samefile relative_to
  commonpath
`),
};
