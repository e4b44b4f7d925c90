import { words } from '../words.ts';
import type { Answers } from './answers.ts';

export const dotnetAnswers: Answers = {
  ecosystem: 'dotnet',
  expected: [
    {
      when: 'always',
      type: /^(?:OperationCanceledException|TaskCanceledException|ThreadAbortException|ThreadInterruptedException|KeyNotFoundException|FileNotFoundException|DirectoryNotFoundException|DriveNotFoundException|IndexOutOfRangeException|ArgumentOutOfRangeException|ObjectDisposedException|NotSupportedException|NotImplementedException|PlatformNotSupportedException|EndOfStreamException|OverflowException|DivideByZeroException|CultureNotFoundException|TimeZoneNotFoundException|InvalidTimeZoneException|MissingMethodException|MissingMemberException|MissingFieldException|TypeLoadException|DllNotFoundException|EntryPointNotFoundException|BadImageFormatException|ReflectionTypeLoadException|FileLoadException|AmbiguousMatchException|ChannelClosedException|SecurityTokenExpiredException|ConnectionResetException|ConnectionAbortedException|AntiforgeryValidationException|BadHttpRequestException|UnreachableException)$/,
    },
    {
      when: 'always',
      type: /(?:NotFound|DoesNotExist|NotExists?|NoSuch\w*|AlreadyExists?|Cancell?ed|Cancellation|Unsupported\w*|NotSupported|Skip\w*|Ignored?|Disconnected)(?:Error|Exception)?$/,
    },
    {
      when: 'conversion',
      type: /^(?:FormatException|ArgumentException|ArgumentNullException|InvalidCastException|JsonException|JsonReaderException|JsonSerializationException|XmlException|UriFormatException|RegexParseException|RegexMatchTimeoutException|DecoderFallbackException|EncoderFallbackException|InvalidOperationException|NullReferenceException|ArithmeticException|PathTooLongException|InvalidDataException|SerializationException|TargetInvocationException|MemberAccessException|FieldAccessException|MethodAccessException|NumberParseException|CryptographicException|SecurityTokenException|YamlException)$|(?:Parse|Parsing|Parser|Format|Conversion|Decode|Decoding|Syntax|Validation|Deserialization)(?:Error|Exception)$/,
    },
    { when: 'wait', type: /^(?:TimeoutException)$/ },
    { when: 'answered', type: /^(?:DbUpdateConcurrencyException|\w*Conflict\w*|\w*Duplicate\w*)$/ },
  ],
  probes: words(`
    Parse ParseExact TryParse TryParseExact ToInt32 ToInt64 ToDouble ToDecimal ToBoolean ToDateTime ChangeType
    FromBase64String FromHexString Deserialize DeserializeObject DeserializeAsync Uri Guid Version Regex
    MailAddress CultureInfo GetCultureInfo FindSystemTimeZoneById GetEncoding GetType GetAssembly GetProperty
    GetMethod GetField GetValue GetCustomAttribute GetCustomAttributes GetTypes GetExportedTypes CreateInstance
    GetProcessById GetHostName ToObject JObject JArray JToken Unprotect UrlDecode HtmlDecode UnescapeDataString
    CreateSpecificCulture RegionInfo GetVersionInfo GetFullPath Combine Base64UrlDecode ReadJwtToken Enum.Parse
  `),
  readings:
    /^_?(?:Try|Safe)?(?:Parse|Decode|Deserialize|Unescape|Convert|Coerce|Cast)(?![a-z])(?!From)\w*$|^(?:From)?(?:Base64|Base64Url|Hex)\w*$/,
  values:
    /^(?:new )?(?:string|int|long|double|decimal|float|bool|byte|char|object|String|Int32|Int64|Boolean|Decimal|Guid|DateTime|DateTimeOffset|DateOnly|TimeOnly|TimeSpan|Path|Math|Convert|Enum|Enumerable|Array|Encoding|Regex|StringBuilder|List|Dictionary|HashSet|Uri|UriBuilder|JsonNode|JsonObject|JsonArray|JsonElement|JsonDocument|JObject|JArray|JToken|XElement|XDocument|IPAddress|CultureInfo|Type|IEnumerable|IList|IReadOnlyList|IDictionary)(?:\(\))?(?:\.|$)/,
  reaching:
    /(?:Stream|StreamReader|StreamWriter|Socket|Client|Connection|Server|Process|Channel|FileInfo|DirectoryInfo|Thread|Request|RequestMessage|Command|Context|Session|Listener|Watcher|Mutex)$/,
  checks: /^(?:Check|Has|Can|Is|Validate|Ensure|Assert|Require|Matches|Contains)(?=[A-Z]|$)/,
  pure: words(`
    ToString Equals GetHashCode CompareTo Trim TrimStart TrimEnd Split Substring Replace StartsWith EndsWith Contains
    IndexOf LastIndexOf ToLower ToUpper ToLowerInvariant ToUpperInvariant Join Concat Format IsNullOrEmpty
    IsNullOrWhiteSpace Insert PadLeft PadRight TryGetValue ContainsKey ContainsValue GetValueOrDefault Select Where
    SelectMany First FirstOrDefault Single SingleOrDefault Last LastOrDefault Any All Count Sum Min Max OrderBy
    OrderByDescending ThenBy GroupBy Distinct Skip Take Reverse ToList ToArray ToDictionary ToHashSet Cast OfType
    AsEnumerable Add AddRange Append AppendLine Remove Clear GetBytes GetString AddDays AddHours AddMinutes
    AddSeconds ToUniversalTime ToLocalTime GetFileName GetFileNameWithoutExtension GetExtension GetDirectoryName
    IsMatch Match Matches TryParse TryParseExact TryCreate IsDefined GetProperty TryGetProperty GetString GetInt32
    EnumerateArray EnumerateObject Value Element Elements Attribute Descendants nameof
  `),
  cleanups: words(`
    Dispose DisposeAsync Close CloseAsync Delete DeleteAsync DeleteFile DeleteFileAsync DeleteDirectory
    DeleteIfExists DeleteIfExistsAsync Kill Cancel CancelAsync Stop StopAsync Shutdown ShutdownAsync Disconnect
    DisconnectAsync Release ReleaseMutex Unsubscribe UnsubscribeAsync Unregister Abort Flush FlushAsync Cleanup
    CleanUp CloseOutputAsync Detach Terminate
  `),
};
