import { words } from '../words.ts';
import type { Answers } from './answers.ts';

export const rubyAnswers: Answers = {
  ecosystem: 'ruby',
  expected: [
    {
      when: 'always',
      type: /(?:^|::)(?:KeyError|IndexError|StopIteration|NoMethodError|NameError|LoadError|FrozenError|ZeroDivisionError|FloatDomainError|NotImplementedError|EOFError|ClosedQueueError|ThreadError|RecordNotFound|DocumentNotFound|ENOENT|EEXIST|ENOTDIR|EISDIR|ENOTEMPTY|ESRCH|ECHILD|EPIPE|EAGAIN|EWOULDBLOCK|WaitReadable|WaitWritable|EINTR|Interrupt|SystemExit|SignalException|UncaughtThrowError|SubclassNotFound|DeserializationError|StaleObjectError|RecordNotDestroyed|NoDatabaseError|ConnectionNotEstablished|UnknownType|MissingTemplate|MissingFile|RoutingError|UrlGenerationError|NoMatchingPatternError|NoMatchingPatternKeyError|ClientDisconnected|SkipJob|HTTPNotFound|NoSuchKey|NoSuchBucket|PageNotFound|InvalidTimezoneIdentifier|NotAuthorizedError|UnknownFormat|RecordNotUnique|InvalidSignature|LockTimeout|LockNotAcquired|UnknownHttpMethod|DryRun)$/,
    },
    {
      when: 'always',
      type: /(?:Result|UnableTo\w*|NotFound|DoesNotExist|NotExists?|NoSuch\w*|NotFoundError|AlreadyExists?|AlreadyExistsError|Exists|Cancell?ed|Unsupported\w*|NotSupported|Skip\w*|Ignored?|Expired|Disconnect(?:ed)?)(?:Error|Exception)?$|(?:^|::)(?:Stop|Skip|Break|Done|Finish|Halt|Abort)\w*$/,
    },
    {
      when: 'conversion',
      type: /(?:^|::)(?:ArgumentError|TypeError|RangeError|RegexpError|EncodingError|UndefinedConversionError|InvalidByteSequenceError|CompatibilityError|ParserError|NestingError|GeneratorError|InvalidURIError|InvalidComponentError|BadURIError|InvalidAddressError|AddressFamilyError|InvalidPrefixError|MalformedCSVError|SyntaxError|BadAlias|DisallowedClass|InvalidDate|SocketError|DecodeError|InvalidMessage|SerializationTypeMismatch|FiberError|ConverterNotFoundError|UnknownAttributeError|Date::Error|URI::Error|PublicSuffix::\w+|Mail::Field::\w+|Zlib::\w*Error|OpenSSL::\w*(?:::\w*)?Error|InvalidPhoneNumber\w*|ParameterMissing|UnpermittedParameters|UnknownPrimaryKey)$/,
    },
    {
      when: 'conversion',
      type: /(?:Parse|Parser|Parsing|Format|Conversion|Decode|Decoding|Encode|Encoding|Syntax|Validation|Invalid\w*|Malformed\w*|Deserialization)(?:Error|Exception)?$/,
    },
    { when: 'wait', type: /(?:^|::)(?:Timeout::Error|TimeoutError|Timeout)$/ },
    {
      when: 'answered',
      type: /(?:^|::)(?:RecordInvalid|RecordNotSaved|ParameterMissing|InvalidForeignKey|NotNullViolation|UniqueViolation|Rollback|\w*Conflict\w*)$/,
    },
  ],
  readings: /^(?:parse|decode|deserialize|unescape|load|safe_load|try_parse)(?:64|_\w+)?$/,
  checks: /^(?:verify|validate|authenticate|valid|check|ping)(?:_\w+)?[!?]?$/,
  values:
    /^(?:self|params|options|opts|attributes|args|headers|config|settings|data|hash|json|value|body|payload)(?:\.|$)/,
  probes: words(`
    Integer Float Rational Complex BigDecimal Date.parse DateTime.parse Time.parse Time.zone.parse strptime iso8601
    Date.strptime Time.iso8601 Date.iso8601 JSON.parse YAML.safe_load URI.parse URI URI.join Addressable::URI.parse IPAddr.new
    Regexp.new constantize safe_constantize const_get Object.const_get fetch dig public_send to_sym encode
    force_encoding unpack unpack1 strict_decode64 urlsafe_decode64 decode64 File.stat File.size File.mtime
    File.readlink realpath Etc.getlogin Socket.gethostname Etc.getpwuid require relative_path_from
    BSON::ObjectId.from_string Gem::Version.new Gem::Specification.find_by_name valid_encoding? strftime in_time_zone
    find_zone! ActiveSupport::TimeZone.new TZInfo::Timezone.get human_attribute_name number_to_currency
    CGI.escape CGI.unescape CGI.unescapeHTML Encoding.find Mail::Address.new Faraday::Utils::Headers.from
    Nokogiri::HTML Nokogiri::XML camelize classify
  `),
};
