import type { LogLevel } from '../../model/facts.ts';
import type { ErrorAttachment, LoggerRow, LoggerSource, LoggerTable } from '../logger.ts';
import { words } from '../words.ts';

const levels: Readonly<Record<string, LogLevel>> = {
  Trace: 'trace',
  Debug: 'debug',
  Info: 'info',
  Warn: 'warn',
  Warning: 'warn',
  Error: 'error',
  Fatal: 'critical',
  Panic: 'critical',
};

/** `Info`, `Infof`, `Infow`: every level with each of the endings. */
function withEndings(
  byLevel: Readonly<Record<string, LogLevel>>,
  endings: readonly string[],
): Record<string, LogLevel> {
  const all: Record<string, LogLevel> = {};
  for (const [name, level] of Object.entries(byLevel)) for (const ending of endings) all[name + ending] = level;
  return all;
}

const inFields = (field: string, wraps: readonly string[] = []): ErrorAttachment => ({
  methods: [],
  keywords: [],
  chained: ['WithError', 'WithErr', 'Err'],
  wraps,
  positions: 'any',
  forms: [{ last: field }],
});

const go = {
  ecosystem: 'go',
  modules: [],
  functions: {},
  methods: levels,
  levelArgument: null,
  derive: ['With', 'WithGroup', 'Named', 'WithName', 'WithValues', 'WithContext', 'WithPrefix', 'V'],
  attach: inFields('"err", {error}'),
  obtain: [],
  logError: '{logger}.Error({message}, "err", {error})',
} as const;

/** A library whose package logs by itself. */
function fromPackage(path: string, logger: string): LoggerSource[] {
  return [{ moduleSystem: null, import: `import "${path}"`, statement: null, logger }];
}

const zapLoggers = ['L()', 'NewProduction()', 'NewDevelopment()', 'NewExample()', 'NewNop()', 'New()', 'Must()'];
const zapFields = ['Error', 'NamedError', 'Any', 'Reflect'].map((name) => `go.uber.org/zap.${name}`);

const chainLevels: Readonly<Record<string, LogLevel>> = {
  Trace: 'trace',
  Debug: 'debug',
  Info: 'info',
  Warn: 'warn',
  Error: 'error',
  Fatal: 'critical',
  Panic: 'critical',
  Err: 'error',
  WithLevel: 'info',
  Log: 'info',
};
const chainEnds: Readonly<Record<string, LogLevel>> = { Msg: 'info', Msgf: 'info', MsgFunc: 'info', Send: 'info' };
/** What a chain of zerolog is made of, beside its levels. */
const chainLinks = [
  ...words(`
  Str Strs Stringer Stringers Bytes Hex RawJSON RawCBOR AnErr Err Errs Stack Bool Bools Int Ints Int8 Int16 Int32 Int64 Ints64 Uint Uint8
  Uint16 Uint32 Uint64 Float32 Float64 Time Times Dur Durs TimeDiff Any Interface Fields Dict Array Object
  EmbedObject Func Caller CallerSkipFrame IPAddr IPPrefix MACAddr Type Timestamp Ctx Discard Enabled Logger Level
  Output Hook Sample GetLevel
`),
];

const slogMethods: Readonly<Record<string, LogLevel>> = {
  ...withEndings({ Debug: 'debug', Info: 'info', Warn: 'warn', Error: 'error' }, ['', 'Context']),
};

const klogMethods = {
  ...withEndings({ Info: 'info', Warning: 'warn', Error: 'error', Fatal: 'critical', Exit: 'critical' }, [
    '',
    'f',
    'ln',
    'S',
    'Depth',
    'DepthS',
  ]),
};

const rows: readonly LoggerRow[] = [
  {
    ...go,
    library: 'zap',
    messages: 'fields',
    logValue: '{logger}.Warn({message}, zap.Any("status", {value}))',
    loggers: [...zapLoggers.map((made) => `go.uber.org/zap.${made}`), 'new go.uber.org/zap.Logger()'],
    methods: { ...levels, DPanic: 'critical' },
    levelArgument: 'Log',
    derive: [...go.derive, 'WithOptions', 'WithLazy', 'Desugar'],
    attach: inFields('zap.Error({error})', zapFields),
    obtain: fromPackage('go.uber.org/zap', 'zap.L()'),
    logError: '{logger}.Error({message}, zap.Error({error}))',
    logErrorImports: ['import "go.uber.org/zap"'],
  },
  {
    ...go,
    library: 'zap-sugared',
    loggers: [
      'go.uber.org/zap.S()',
      'new go.uber.org/zap.SugaredLogger()',
      'new go.uber.org/zap.Logger().Sugar()',
      ...zapLoggers.map((made) => `go.uber.org/zap.${made}.Sugar()`),
    ],
    methods: withEndings({ ...levels, DPanic: 'critical' }, ['', 'f', 'w', 'ln']),
    derive: [...go.derive, 'WithOptions', 'WithLazy'],
    attach: {
      ...inFields(''),
      forms: [{ methods: ['Debugw', 'Infow', 'Warnw', 'Errorw', 'DPanicw'], last: '"error", {error}' }],
    },
    obtain: [],
    logError: '{logger}.Errorw({message}, "error", {error})',
  },
  {
    ...go,
    library: 'zerolog',
    loggers: [
      'github.com/rs/zerolog/log.Logger',
      'github.com/rs/zerolog.Ctx()',
      'github.com/rs/zerolog/log.Ctx()',
      'github.com/rs/zerolog.New()',
      'github.com/rs/zerolog.Nop()',
      'new github.com/rs/zerolog.Logger()',
      'new github.com/rs/zerolog.Context()',
    ],
    modules: ['github.com/rs/zerolog/log'],
    methods: { ...chainEnds, Print: 'debug', Printf: 'debug', Println: 'debug' },
    chains: chainLevels,
    derive: [...go.derive, ...chainLinks, ...Object.keys(chainLevels)],
    attach: { ...inFields(''), chained: ['Err', 'AnErr', 'Errs'], positions: 'none', forms: [] },
    obtain: fromPackage('github.com/rs/zerolog/log', 'log'),
    logError: '{logger}.Error().Err({error}).Msg({message})',
  },
  {
    ...go,
    library: 'logrus',
    loggers: [
      'github.com/sirupsen/logrus.New()',
      'github.com/sirupsen/logrus.StandardLogger()',
      'github.com/sirupsen/logrus.NewEntry()',
      'new github.com/sirupsen/logrus.Logger()',
      'new github.com/sirupsen/logrus.Entry()',
      'new github.com/sirupsen/logrus.FieldLogger()',
      'new github.com/sirupsen/logrus.Ext1FieldLogger()',
    ],
    modules: ['github.com/sirupsen/logrus'],
    methods: { ...withEndings(levels, ['', 'f', 'ln']), Print: 'info', Printf: 'info', Println: 'info' },
    levelArgument: 'Log',
    derive: ['WithError', 'WithField', 'WithFields', 'WithContext', 'WithTime'],
    attach: { ...inFields(''), forms: [{ receiver: '.WithError({error})' }] },
    obtain: fromPackage('github.com/sirupsen/logrus', 'logrus'),
    logError: '{logger}.WithError({error}).Error({message})',
  },
  ...['k8s.io/klog/v2', 'k8s.io/klog'].map((path): LoggerRow => ({
    ...go,
    library: 'klog',
    loggers: [],
    modules: [path],
    methods: klogMethods,
    attach: { ...inFields(''), forms: [] },
    obtain: fromPackage(path, 'klog'),
    logError: '{logger}.ErrorS({error}, {message})',
  })),
  {
    ...go,
    library: 'glog',
    loggers: [],
    modules: ['github.com/golang/glog'],
    methods: klogMethods,
    attach: { ...inFields(''), forms: [] },
    obtain: fromPackage('github.com/golang/glog', 'glog'),
    logError: '{logger}.Errorf({format}, {error})',
  },
  {
    ...go,
    library: 'logr',
    loggers: [
      'new github.com/go-logr/logr.Logger()',
      'github.com/go-logr/logr.FromContextOrDiscard()',
      'github.com/go-logr/logr.FromContext()',
      'sigs.k8s.io/controller-runtime/pkg/log.FromContext()',
      'sigs.k8s.io/controller-runtime.LoggerFrom()',
      'sigs.k8s.io/controller-runtime.Log',
      'sigs.k8s.io/controller-runtime/pkg/log.Log',
      'k8s.io/klog/v2.FromContext()',
      'k8s.io/klog/v2.Background()',
      'k8s.io/klog/v2.TODO()',
      'new k8s.io/klog/v2.Logger()',
    ],
    methods: { Info: 'info', Error: 'error' },
    attach: { ...inFields(''), forms: [] },
    logError: '{logger}.Error({error}, {message})',
  },
  ...['github.com/go-kit/log', 'github.com/go-kit/kit/log'].map((path): LoggerRow => ({
    ...go,
    library: 'go-kit',
    loggers: [
      `${path}.NewLogfmtLogger()`,
      `${path}.NewJSONLogger()`,
      `${path}.NewNopLogger()`,
      `${path}.With()`,
      `${path}.WithPrefix()`,
      `new ${path}.Logger()`,
    ],
    modules: [`${path}/level`],
    methods: { Log: 'info' },
    chainTakesLogger: true,
    chains: { Debug: 'debug', Info: 'info', Warn: 'warn', Error: 'error' },
    derive: ['Debug', 'Info', 'Warn', 'Error', 'With', 'WithPrefix'],
    logError: 'level.Error({logger}).Log("msg", {message}, "err", {error})',
    logErrorImports: [`import "${path}/level"`],
  })),
  {
    ...go,
    library: 'hclog',
    loggers: [
      'github.com/hashicorp/go-hclog.New()',
      'github.com/hashicorp/go-hclog.Default()',
      'github.com/hashicorp/go-hclog.L()',
      'github.com/hashicorp/go-hclog.NewNullLogger()',
      'new github.com/hashicorp/go-hclog.Logger()',
    ],
    methods: { Trace: 'trace', Debug: 'debug', Info: 'info', Warn: 'warn', Error: 'error' },
    levelArgument: 'Log',
    derive: [...go.derive, 'ResetNamed'],
    logError: '{logger}.Error({message}, "error", {error})',
  },
  {
    ...go,
    library: 'charmbracelet-log',
    loggers: [
      'github.com/charmbracelet/log.New()',
      'github.com/charmbracelet/log.NewWithOptions()',
      'github.com/charmbracelet/log.Default()',
      'new github.com/charmbracelet/log.Logger()',
    ],
    modules: ['github.com/charmbracelet/log'],
    methods: { ...withEndings(levels, ['', 'f']), Print: 'info', Printf: 'info' },
    levelArgument: 'Log',
    obtain: fromPackage('github.com/charmbracelet/log', 'log'),
  },
  {
    ...go,
    library: 'slog',
    loggers: [
      'log/slog.Default()',
      'log/slog.New()',
      'log/slog.With()',
      'new log/slog.Logger()',
      'golang.org/x/exp/slog.Default()',
      'golang.org/x/exp/slog.New()',
      'new golang.org/x/exp/slog.Logger()',
    ],
    modules: ['log/slog', 'golang.org/x/exp/slog'],
    methods: slogMethods,
    messages: 'fields',
    logValue: '{logger}.Warn({message}, "status", {value})',
    levelArgument: 'Log',
    derive: go.derive,
    attach: inFields('"err", {error}', ['log/slog.Any', 'golang.org/x/exp/slog.Any', 'github.com/lmittmann/tint.Err']),
    obtain: fromPackage('log/slog', 'slog'),
  },
  {
    ...go,
    library: 'log',
    loggers: ['log.New()', 'log.Default()', 'new log.Logger()'],
    modules: ['log'],
    methods: {
      ...withEndings({ Print: 'info', Fatal: 'critical', Panic: 'critical' }, ['', 'f', 'ln']),
      Output: 'info',
    },
    derive: [],
    attach: { ...inFields(''), forms: [] },
    obtain: fromPackage('log', 'log'),
    logError: '{logger}.Printf({format}, {error})',
  },
  {
    ...go,
    library: 'print',
    loggers: [],
    functions: { 'fmt.Print': 'info', 'fmt.Printf': 'info', 'fmt.Println': 'info', print: 'error', println: 'error' },
    streams: ['fmt.Fprint', 'fmt.Fprintf', 'fmt.Fprintln'],
    methods: {},
    derive: [],
    attach: { ...inFields(''), forms: [] },
    obtain: [],
    logError: 'fmt.Fprintln(os.Stderr, {message}, {error})',
  },
];

/** Where only the name says that something is a logger. */
const unknown: LoggerRow = {
  ...go,
  library: 'unknown',
  loggers: [],
  methods: {
    ...withEndings(
      {
        ...levels,
        Notice: 'info',
        Verbose: 'debug',
        Critical: 'critical',
        Err: 'error',
        Crit: 'critical',
        DPanic: 'critical',
      },
      ['', 'f', 'w', 'ln', 'S', 'Context', 'Ctx', 'Contextf', 'Ctxf', 'fCtx', 'wCtx'],
    ),
    ...withEndings({ Print: 'info', Log: 'info' }, ['', 'f', 'ln']),
    ...chainEnds,
  },
  chains: chainLevels,
  derive: ['WithError', 'WithField', 'WithFields', 'Field', 'Fields', 'Tag', 'New'],
  attach: { ...inFields(''), wraps: zapFields, forms: [] },
};

export const goLoggers: LoggerTable = {
  ecosystem: 'go',
  rows,
  unknown,
  forms: [
    { when: /\)\s*\.(?:Msgf?|Send)\(/, logError: '{logger}.Error().Err({error}).Msg({message})' },
    {
      when: /\bzap\.\w+\(/,
      logError: '{logger}.Error({message}, zap.Error({error}))',
      logErrorImports: ['import "go.uber.org/zap"'],
    },
    { when: /^\.WithError\(/, logError: '{logger}.WithError({error}).Error({message})' },
    { when: /^\.\w+w\(/, logError: '{logger}.Errorw({message}, "error", {error})' },
    { when: /^\.Error\(\s*(?:err|nil)\s*,\s*"/, logError: '{logger}.Error({error}, {message})' },
    { when: /^\.(?:Err|Error|Warn|Info)f\(/, logError: '{logger}.Errorf({format}, {error})' },
    {
      when: /^\.(?:Error|Warn|Info)\(\s*"[^"]*%[svwdq][^"]*",/,
      logError: '{logger}.Error({format}, {error})',
    },
    { when: /^\.Printf\(/, logError: '{logger}.Printf({format}, {error})' },
    {
      when: /^\.(?:Error|Warn|Info|Debug)\(\s*"[^"]*"\s*,\s*"\w+",/,
      logError: '{logger}.Error({message}, "err", {error})',
    },
  ],
};
