import { words } from '../words.ts';
import type { Answers } from './answers.ts';

export const jvmAnswers: Answers = {
  ecosystem: 'jvm',
  expected: [
    {
      when: 'always',
      type: /^(?:InterruptedException|InterruptedIOException|ClosedByInterruptException|CancellationException|NoSuchElementException|NoSuchFieldException|NoSuchMethodException|NoSuchFieldError|NoSuchMethodError|ClassNotFoundException|NoClassDefFoundError|FileNotFoundException|NoSuchFileException|FileAlreadyExistsException|NotDirectoryException|DirectoryNotEmptyException|MissingResourceException|IndexOutOfBoundsException|ArrayIndexOutOfBoundsException|StringIndexOutOfBoundsException|EmptyStackException|InputMismatchException|EOFException|ClosedChannelException|AsynchronousCloseException|ClosedSelectorException|CloneNotSupportedException|UnsupportedOperationException|UnsupportedEncodingException|UnsupportedFlavorException|NumberFormatException|UnknownHostException|NoResultException|EmptyResultDataAccessException|IncorrectResultSizeDataAccessException|EntityNotFoundException|InstanceNotFoundException|NameNotFoundException|NoSuchBeanDefinitionException|NoUniqueBeanDefinitionException|BeanNotOfRequiredTypeException|ConcurrentModificationException|BufferUnderflowException|BufferOverflowException)$/,
    },
    {
      when: 'always',
      type: /(?:NotFound|DoesNotExist|NotExists?|NoSuch\w*|AlreadyExists?|Existed|\w*Closed|Already\w+|Cancell?ed|Interrupted|EndOfStream|Unsupported\w*|NotSupported|Skip\w*|Ignore\w*)(?:Error|Exception)?$|^(?:Stop|Skip|Break|Continue)\w*Exception$/,
    },
    {
      when: 'conversion',
      type: /^(?:IllegalArgumentException|ParseException|DateTimeException|DateTimeParseException|DateTimeFormatException|URISyntaxException|MalformedURLException|PatternSyntaxException|ClassCastException|ArithmeticException|NullPointerException|UnsupportedTemporalTypeException|IllegalFormatException|InvalidPathException|JSONException|JsonParseException|JsonSyntaxException|JsonMappingException|JsonProcessingException|MismatchedInputException|CharacterCodingException|MalformedInputException|InaccessibleObjectException|IllegalCharsetNameException|UnsupportedCharsetException|IntrospectionException|IllegalAccessException|InvocationTargetException|SecurityException|EnumConstantNotPresentException|ArrayStoreException|InvalidFormatException)$|(?:Parse|Parsing|Format|Conversion|Decode|Decoding|Syntax|Decoder|TypeMismatch)(?:Error|Exception)$/,
    },
    {
      when: 'wait',
      type: /^(?:TimeoutException|SocketTimeoutException)$/,
    },
    { when: 'answered', type: /^(?:DuplicateKeyException|DataIntegrityViolationException|\w*Conflict\w*)$/ },
  ],
  readings:
    /^(?:try|safe)?(?:parse|Parse|decode|Decode|deserialize|unescape|fromJson|FromJson|readValue|readTree|toJson(?:Node|Object|String)?|toObj(?:ect)?|writeValueAsString|convertValue|unmarshal|coerce|cast)(?![a-z])\w*$/,
  values:
    /^(?:new )?(?:java\.(?:util\.(?!concurrent|logging|jar|zip|prefs)|lang\.(?!Process|Runtime)|math|text|time)[\w.]*|String|Integer|Long|Double|Float|Boolean|Short|Byte|Character|Object|StringBuilder|StringBuffer|Enum|Class)(?:\(\))?(?:\.|$)/,
  reaching:
    /(?:Stream|Reader|Writer|Socket|Client|Connection|Session|Server|Process|ProcessBuilder|Channel|File|Thread|Template|Request|Command|Task|Job|Scanner|Formatter)$/,
  checks: /^(?:check|has|can|is|validate|ensure|assert|require|matches|contains)(?=[A-Z]|$)/,
  probes: words(`
    parseInt parseLong parseDouble parseFloat parseBoolean parseShort parseByte valueOf decode fromString
    forName loadClass getDeclaredField getDeclaredMethod getDeclaredConstructor getField getMethod
    getConstructor getMethods setAccessible findClass findLoadedClass getResource getCanonicalName
    URI URL BigDecimal BigInteger Locale ofPattern SimpleDateFormat DecimalFormat getProperty getenv
    getLocalHost getHostName getCanonicalHostName toURI toURL create getByName isReachable
    clone newInstance cast getBean getBeanProvider lookup
    readlink toRealPath getFileStore getOwner
  `),
};
