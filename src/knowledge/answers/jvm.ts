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
      type: /(?:NotFound|DoesNotExist|NotExists?|NoSuch\w*|AlreadyExists?|Existed|\w*Closed|Already\w+|Cancell?ed|Interrupted|EndOfStream|Unsupported\w*|NotSupported|Skip\w*|Ignore\w*)(?:Error|Exception)?$|^(?:Stop|Skip|Break|Continue)\w*Exception$|^No(?!Route|Http|Host|Credential|Available|Permission|Access|Leader|Connection)[A-Z]\w*$/,
    },
    {
      when: 'conversion',
      type: /^(?:ParseException|DateTimeException|DateTimeParseException|DateTimeFormatException|URISyntaxException|MalformedURLException|PatternSyntaxException|ClassCastException|ArithmeticException|UnsupportedTemporalTypeException|IllegalFormatException|InvalidPathException|CharacterCodingException|MalformedInputException|InaccessibleObjectException|IllegalCharsetNameException|UnsupportedCharsetException|IntrospectionException|IllegalAccessException|EnumConstantNotPresentException|ArrayStoreException|NoSuchAlgorithmException)$|(?:Format|Conversion|Decode|Decoding|Decoder|TypeMismatch)(?:Error|Exception)$/,
    },
    // Thrown for many reasons, of which a value that does not fit is one.
    {
      when: 'reading',
      type: /^(?:IllegalArgumentException|NullPointerException|InvocationTargetException|SecurityException)$|(?:Parse|Parsing|Syntax)(?:Error|Exception)$/,
    },
    {
      when: 'wait',
      type: /^(?:TimeoutException|SocketTimeoutException)$/,
    },
    { when: 'answered', type: /^(?:DuplicateKeyException|DataIntegrityViolationException|\w*Conflict\w*)$/ },
  ],
  // Data that somebody wrote or sent is another matter than a number in a text: whoever maintains it wants to know.
  readings: /^(?:try|safe)?(?:parse(?!From)|Parse|decode|Decode|unescape|coerce|cast)(?![a-z])\w*$/,
  values:
    /^(?:new )?(?:java\.(?:util\.(?!concurrent|logging|jar|zip|prefs)|lang\.(?!Process|Runtime)|math|text|time)[\w.]*|String|Integer|Long|Double|Float|Boolean|Short|Byte|Character|Object|StringBuilder|StringBuffer|Enum|Class)(?:\(\))?(?:\.|$)/,
  reaching:
    /(?:Stream|Reader|Writer|Socket|Client|Connection|Session|Server|Process|ProcessBuilder|Channel|File|Thread|Template|Request|Command|Task|Job|Scanner|Formatter)$/,
  checks: /^(?:check|has|can|is|validate|ensure|assert|require|matches|contains)(?=[A-Z]|$)/,
  probes: words(`
    toInt toLong toShort toByte toDouble toFloat toBigDecimal toBigInteger toBooleanStrict forLanguageTag
    valueOf java.util.UUID.fromString UUID.fromString java.net.URI.create URI.create
    forName loadClass getDeclaredField getDeclaredMethod getDeclaredConstructor getField getMethod
    getConstructor getMethods setAccessible findClass findLoadedClass getResource getCanonicalName
    URI URL java.net.URI java.net.URL BigDecimal BigInteger Locale ofPattern SimpleDateFormat DecimalFormat
    System.getProperty System.getenv getLocalHost getHostName getCanonicalHostName toURI toURL getByName
    isReachable clone toRealPath readSymbolicLink getFileStore getOwner
  `),
};
