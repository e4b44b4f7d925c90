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
      type: /(?:Result|Bad(?!Request|Gateway|Credentials|Response)[A-Z]\w*|Un(?!available|reachable)[a-z]+able\w*|UnableTo\w*|NotFound|DoesNotExist|NotExists?|NoSuch\w*|NotFoundError|AlreadyExists?|AlreadyExistsError|Exists|Cancell?ed|Unsupported\w*|NotSupported|Skip\w*|Ignored?|Expired|Disconnect(?:ed)?)(?:Error|Exception)?$|(?:^|::)(?:Not(?!Authenticated|Authorized|Connected|Reachable|Responding)[A-Z]\w*|Stop|Skip|Break|Done|Finish|Halt|Abort)\w*$/,
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
      type: /(?:^|::)(?:DeleteRestrictionError|RecordInvalid|RecordNotSaved|ParameterMissing|InvalidForeignKey|NotNullViolation|UniqueViolation|Rollback|\w*Conflict\w*)$/,
    },
  ],
  readings: /^(?:(?:\w+_)?parse|decode|deserialize|unescape|load|safe_load|try_parse)(?:64|_\w+)?$/,
  checks: /^(?:verify|validate|authenticate|valid|check|ping)(?:_\w+)?[!?]?$/,
  values:
    /^(?:self|params|options|opts|attributes|args|headers|config|settings|data|hash|json|value|body|payload)(?:\.|$)/,
  acts: /!$|^(?:call|perform\w*|execute|run|save|destroy|delete|update|reload|refresh|fetch\w*|request|response|get|post|put|patch|head|send\w*|deliver\w*|ping|connect|open|start|stop|finish|sync|process|publish|charge|refund|void|capture|cancel|download|upload|read|write|load|import|enqueue|retry|retrieve|list|verify|authenticate|exists\?|rooms|commit|submit|invoke|render|notify|query|search|rset|close|flush|shutdown|kill|join|wait|pop|next|create|build|touch|login|logout|subscribe|unsubscribe)$/,
  pure: words(`
    to_s to_i to_f to_a to_h to_d to_r to_sym to_str to_json to_date to_time to_datetime to_formatted_s to_sentence
    to_param to_query dig safe_dig first last second take drop min max minmax min_by max_by sum sort sort_by uniq compact
    compact_blank flatten reverse each each_with_object each_with_index map flat_map filter filter_map select reject detect
    partition group_by index_by zip inject reduce include? key? has_key? member? any? all? none? one? empty? blank?
    present? presence nil? is_a? kind_of? respond_to? instance_of? start_with? end_with? match? match =~ gsub sub gsub!
    sub! tr delete delete_prefix delete_suffix squish strip lstrip rstrip chomp chop squeeze split join upcase downcase
    capitalize titleize humanize underscore camelize parameterize pluralize singularize truncate slice byteslice scrub
    html_safe sanitize force_encoding encode encoding unicode_normalize bytes chars lines scan ljust rjust center round
    floor ceil abs clamp zero? positive? negative? fdiv divmod merge deep_merge except values_at values keys invert
    transform_values transform_keys deep_symbolize_keys symbolize_keys stringify_keys with_indifferent_access permit
    fetch_values push concat unshift dup freeze then tap try at_css at_xpath css xpath inner_text inner_html text
    attr attribute at from_now ago since httpdate iso8601 strftime beginning_of_day end_of_day tag content_tag
    link_to image_tag safe_join number_with_delimiter t l pack hexdigest
  `),
  probes: words(`
    Time.at OpenStruct.new Range.new URI
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
