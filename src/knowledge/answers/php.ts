import { words } from '../words.ts';
import type { Answers } from './answers.ts';

export const phpAnswers: Answers = {
  ecosystem: 'php',
  expected: [
    {
      when: 'always',
      type: /^(?:\w+\\)*(?:ModelNotFoundException|NotFoundHttpException|FileNotFoundException|RecordNotFoundException|EntityNotFoundException|NoResultException|NonUniqueResultException|MultipleRecordsFoundException|OutOfBoundsException|OutOfRangeException|UnderflowException|OverflowException|BadMethodCallException|BadFunctionCallException|NotImplementedException|DivisionByZeroError|ReflectionException|RouteNotFoundException|ResourceNotFoundException|MethodNotAllowedException|ContainerExceptionInterface|NotFoundExceptionInterface|BindingResolutionException|ClassNotFoundException|EmptyResponseException|UnitEnumException)$/,
    },
    {
      when: 'always',
      type: /(?:NotFound(?:In\w+)?|DoesNotExist|NotExists?|NoSuch\w*|AlreadyExists?|Unsupported\w*|NotSupported|Skip\w*|Ignored?|NotReadable|Expired)(?:Error|Exception)?$|^(?:\w+\\)*(?:Stop|Skip|Break|Continue|No(?!Connection|Response))[A-Z]\w*Exception$/,
    },
    {
      when: 'conversion',
      type: /^(?:\w+\\)*(?:InvalidArgumentException|UnexpectedValueException|ValueError|TypeError|JsonException|DomainException|RangeException|LengthException|LogicException|ArgumentCountError|InvalidFormatException|InvalidDateException|InvalidTimeZoneException|DateMalformedStringException|InvalidUuidStringException|DecryptException|ParseError|NumberParseException|ValidationException|ConversionException|UnhandledMatchError|SodiumException)$|(?:Parse|Parsing|Parser|Format|Conversion|Decode|Decoding|Syntax|Validation|Deserialization)(?:Error|Exception)$/,
    },
    { when: 'answered', type: /^(?:\w+\\)*(?:UniqueConstraintViolationException|\w*Conflict\w*|\w*Duplicate\w*)$/ },
  ],
  failures:
    /(?:^|\\)(?:Exception|Throwable|Error|ErrorException|RuntimeException)$|Connect|Timeout|Request(?:Exception|Error)|H[Tt][Tt][Pp]|Network|Socket|SSL|TLS|Redis|Memcache|AMQP|Broker|Database|D[Bb]|PDO|SQL|Query|Doctrine|Mongo|Elastic|Transport|Client(?:Error|Exception)|Server(?:Error|Exception)|Guzzle|Curl|Soap|Service|A[Pp][Ii]|S3|A[Ww][Ss]|Flysystem|Filesystem|FileException|Unable|I[Oo]|Process|Stripe|Gateway|Payment|Card|Charge|Webhook|Upload|Download|Sync|Send|Publish|Deliver|Mail|S[Mm][Tt][Pp]|LDAP|OAuth|IdentityProvider|R[Pp][Cc]|Storage|Cache|Queue|Lock|Imagick|Fatal|Critical|Internal|Unknown|Provider|Remote|Failed|Failure|Permission|Denied|Unauthorized|Unavailable/,
  probes: words(`
    json_decode unserialize parse parseFromLocale createFromFormat createFromInterface createFromTimestamp
    createFromDate DateTime DateTimeImmutable DateTimeZone DateInterval Carbon CarbonImmutable CarbonTimeZone
    ReflectionClass ReflectionMethod ReflectionProperty ReflectionFunction ReflectionNamedType ReflectionEnum
    fromString Uuid Uri from tryFrom constant class_exists method_exists simplexml_load_string hex2bin
    base64_decode gzuncompress gzinflate iconv parse_url newInstanceWithoutConstructor getMethod getProperty
    getAttributes newInstance setTimezone modify filter_var ctype_digit intdiv decrypt decryptString
    make setLocale
  `),
  readings:
    /^(?:try|safe)?_?(?:parse|decode|unserialize|deserialize|denormalize|unescape|convert|cast)(?![a-z])(?!From)\w*$/,
  values:
    /^(?:new )?(?:DateTime|DateTimeImmutable|DateInterval|Carbon\\Carbon\w*|Illuminate\\Support\\(?:Str|Arr|Carbon|Collection|Stringable)|Str|Arr|ArrayObject|SplObjectStorage|self|static|this)(?:\(\))?(?:\.|$)/,
  reaching:
    /(?:Client|Connection|PDO|mysqli|Redis|Memcached|SoapClient|Socket|Stream|SplFileObject|Process|Request|Mailer|Transport|Imagick|ZipArchive|SimpleXMLElement|Session|Command|Job)$/,
  checks: /^(?:check|has|can|is|validate|ensure|assert|require|matches|contains)(?=[A-Z]|$)/,
  pure: words(`
    sprintf count strlen substr strpos str_replace preg_match preg_replace explode implode trim ltrim rtrim strtolower
    strtoupper ucfirst array_map array_filter array_merge array_keys array_values in_array is_array is_string is_int
    is_numeric is_null isset empty strval intval floatval number_format json_encode str_contains str_starts_with
    str_ends_with mb_substr mb_strlen format toString toArray getTimestamp toDateString toIso8601String startOfDay
    getLocation getOffset endOfDay addDays subDays all first last pluck toDateTimeString array_key_exists array_push array_shift array_pop
    is_object is_bool method_exists property_exists get_class date strtotime max min round floor ceil abs
  `),
  cleanups: words(`
    unlink rmdir fclose closeCursor delete deleteDirectory forget flush rollBack rollback disconnect unlock
    releaseLock curl_close imap_close ftp_close removeLock
  `),
};
