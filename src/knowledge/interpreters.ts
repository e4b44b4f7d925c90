/** Programs that run source files: which of their words is the program, and which are flags. */

export interface InterpreterRow {
  readonly names: RegExp;
  readonly ecosystem: string;
  /** Words between the name and its flags that may be there (`tsx watch`, `bun run`). */
  readonly subcommands: readonly string[];
  /** Flags whose value is the next word. */
  readonly valueFlags: readonly string[];
  /** A module by name follows, and ends the flags. */
  readonly moduleFlag: RegExp | null;
  /** The program is in the next word itself. */
  readonly evalFlags: RegExp;
  /** Flags that load a module before the program: long forms by what is written. */
  readonly preloadFlags: Readonly<Record<string, '--require' | '--import'>>;
  /** Flags that keep environment hooks from working. */
  readonly isolatingFlags: RegExp | null;
  /** The command line of the program follows as one word (`nodemon --exec`). */
  readonly commandFlags: readonly string[];
  /** It restarts on change: nobody runs it in production on purpose. */
  readonly development: boolean;
}

/** Variables that a framework sets for its own server process, whatever the environment says. */
export const variablesOfRuntimes: Readonly<Record<string, string>> = { NEXT_RUNTIME: 'nodejs' };

const nodeValueFlags = [
  '--loader',
  '--experimental-loader',
  '--env-file',
  '--env-file-if-exists',
  '-C',
  '--conditions',
  '--title',
  '--input-type',
  '--watch-path',
  '--tsconfig',
  '--inspect-port',
  '--openssl-config',
];
const nodePreloads = { '-r': '--require', '--require': '--require', '--import': '--import' } as const;
const never = /^$/;

export const interpreters: readonly InterpreterRow[] = [
  {
    names: /^(python|pypy)[\d.]*$/,
    ecosystem: 'python',
    subcommands: [],
    valueFlags: ['-W', '-X', '-Q', '--check-hash-based-pycs'],
    moduleFlag: /^-[bBdEiIOPqsSuvx]*m$/,
    evalFlags: /^-[bBdEiIOPqsSuvx]*c$/,
    preloadFlags: {},
    // -E and -I ignore PYTHONPATH, -S skips sitecustomize.
    isolatingFlags: /^-[a-zA-Z]*[EIS][a-zA-Z]*$/,
    commandFlags: [],
    development: false,
  },
  {
    names: /^(node|nodejs)$/,
    ecosystem: 'node',
    subcommands: [],
    valueFlags: nodeValueFlags,
    moduleFlag: null,
    evalFlags: /^(-e|--eval|-p|--print|-pe)$/,
    preloadFlags: nodePreloads,
    isolatingFlags: null,
    commandFlags: [],
    development: false,
  },
  {
    names:
      /^(tsx|ts-node|ts-node-esm|ts-node-script|ts-node-transpile-only|swc-node|esno|babel-node|esbuild-register)$/,
    ecosystem: 'node',
    subcommands: ['watch'],
    valueFlags: [...nodeValueFlags, '-P', '--project', '-O', '--compiler-options', '-x', '--extensions', '-D', '--dir'],
    moduleFlag: null,
    evalFlags: /^(-e|--eval|-p|--print|-pe)$/,
    preloadFlags: nodePreloads,
    isolatingFlags: null,
    commandFlags: [],
    development: false,
  },
  {
    names: /^(nodemon|ts-node-dev|tsnd|node-dev)$/,
    ecosystem: 'node',
    subcommands: [],
    valueFlags: [
      ...nodeValueFlags,
      '-w',
      '--watch',
      '-i',
      '--ignore',
      '--ext',
      '-e',
      '--delay',
      '-d',
      '--config',
      '-P',
      '--project',
    ],
    moduleFlag: null,
    evalFlags: never,
    preloadFlags: nodePreloads,
    isolatingFlags: null,
    commandFlags: ['--exec', '-x'],
    development: true,
  },
  {
    names: /^fastify$/,
    ecosystem: 'node',
    subcommands: ['start'],
    valueFlags: [
      '-l',
      '--log-level',
      '-p',
      '--port',
      '-a',
      '--address',
      '-s',
      '--socket',
      '-T',
      '--plugin-timeout',
      '-x',
      '--prefix',
      '-b',
      '--body-limit',
      '-c',
      '--config',
      '-g',
      '--close-grace-delay',
    ],
    moduleFlag: null,
    evalFlags: never,
    preloadFlags: nodePreloads,
    isolatingFlags: null,
    commandFlags: [],
    development: false,
  },
  {
    names: /^bun$/,
    ecosystem: 'node',
    subcommands: ['run', 'start'],
    valueFlags: ['--env-file', '-c', '--config', '--cwd'],
    moduleFlag: null,
    evalFlags: /^(-e|--eval|-p|--print)$/,
    preloadFlags: { '-r': '--require', '--preload': '--require', '--require': '--require', '--import': '--import' },
    isolatingFlags: null,
    commandFlags: [],
    development: false,
  },
  {
    names: /^deno$/,
    ecosystem: 'node',
    subcommands: ['run', 'serve'],
    valueFlags: ['-c', '--config', '--import-map', '--lock', '--env-file', '-L', '--log-level'],
    moduleFlag: null,
    evalFlags: /^(eval)$/,
    preloadFlags: {},
    isolatingFlags: null,
    commandFlags: [],
    development: false,
  },
  {
    names: /^(?:ruby|jruby|truffleruby)[\d.]*$/,
    ecosystem: 'ruby',
    subcommands: [],
    valueFlags: ['-I', '-r', '-C', '-E', '-x'],
    moduleFlag: null,
    evalFlags: /^-e$/,
    preloadFlags: {},
    isolatingFlags: null,
    commandFlags: [],
    development: false,
  },
  {
    names: /^php[\d.]*$/,
    ecosystem: 'php',
    subcommands: [],
    valueFlags: ['-d', '-c', '-z', '-B', '-E', '-R'],
    moduleFlag: null,
    evalFlags: /^-r$/,
    preloadFlags: {},
    isolatingFlags: null,
    commandFlags: [],
    development: false,
  },
  // A load generator that runs scripts in an engine of its own.
  {
    names: /^k6$/,
    ecosystem: 'k6',
    subcommands: ['run'],
    valueFlags: [
      '-u',
      '--vus',
      '-d',
      '--duration',
      '-i',
      '--iterations',
      '-s',
      '--stage',
      '-o',
      '--out',
      '-e',
      '--env',
      '-c',
      '--config',
    ],
    moduleFlag: null,
    evalFlags: never,
    preloadFlags: {},
    isolatingFlags: null,
    commandFlags: [],
    development: false,
  },
];
