/** How code asks for an environment variable. */

/** A call whose first argument is the name of a variable. */
export interface EnvironmentCallRow {
  readonly ecosystem: string;
  readonly path: string;
  /** Position of the default, -1 where there is none; `default` as a keyword always counts. */
  readonly defaultAt: number;
  /** Without a default it fails when the variable is not set. */
  readonly required: boolean;
}

export const environmentCalls: readonly EnvironmentCallRow[] = [
  { ecosystem: 'python', path: 'os.getenv', defaultAt: 1, required: false },
  { ecosystem: 'python', path: 'os.environ.get', defaultAt: 1, required: false },
  { ecosystem: 'python', path: 'os.environ.setdefault', defaultAt: 1, required: false },
  { ecosystem: 'python', path: 'os.environ.pop', defaultAt: 1, required: true },
  { ecosystem: 'python', path: 'os.environb.get', defaultAt: 1, required: false },
  { ecosystem: 'python', path: 'decouple.config', defaultAt: -1, required: true },
  { ecosystem: 'python', path: 'environ.Env()', defaultAt: 1, required: true },
  { ecosystem: 'python', path: 'environ.Env().str', defaultAt: 1, required: true },
  { ecosystem: 'python', path: 'environ.Env().bool', defaultAt: 1, required: true },
  { ecosystem: 'python', path: 'environ.Env().int', defaultAt: 1, required: true },
  { ecosystem: 'python', path: 'environs.Env()', defaultAt: 1, required: true },
  { ecosystem: 'python', path: 'environs.Env().str', defaultAt: 1, required: true },
  { ecosystem: 'python', path: 'environs.Env().bool', defaultAt: 1, required: true },
  { ecosystem: 'python', path: 'environs.Env().int', defaultAt: 1, required: true },
  { ecosystem: 'jvm', path: 'System.getenv', defaultAt: -1, required: false },
  { ecosystem: 'jvm', path: 'java.lang.System.getenv', defaultAt: -1, required: false },
  { ecosystem: 'jvm', path: 'System.getenv().get', defaultAt: -1, required: false },
  { ecosystem: 'jvm', path: 'System.getenv().getOrDefault', defaultAt: 1, required: false },
  { ecosystem: 'go', path: 'os.Getenv', defaultAt: -1, required: false },
  { ecosystem: 'go', path: 'os.LookupEnv', defaultAt: -1, required: false },
  { ecosystem: 'go', path: 'syscall.Getenv', defaultAt: -1, required: false },
  { ecosystem: 'node', path: 'Deno.env.get', defaultAt: -1, required: false },
  { ecosystem: 'ruby', path: 'ENV.fetch', defaultAt: 1, required: true },
  { ecosystem: 'ruby', path: 'ENV.key?', defaultAt: -1, required: false },
  { ecosystem: 'ruby', path: 'ENV.dig', defaultAt: -1, required: false },
  { ecosystem: 'rust', path: 'std::env::var', defaultAt: -1, required: false },
  { ecosystem: 'rust', path: 'std::env::var_os', defaultAt: -1, required: false },
  { ecosystem: 'rust', path: 'env::var', defaultAt: -1, required: false },
  { ecosystem: 'rust', path: 'dotenvy::var', defaultAt: -1, required: false },
  { ecosystem: 'rust', path: 'env!', defaultAt: -1, required: true },
  { ecosystem: 'rust', path: 'option_env!', defaultAt: -1, required: false },
  { ecosystem: 'node', path: 'env-var.get', defaultAt: -1, required: false },
  { ecosystem: 'dotnet', path: 'Environment.GetEnvironmentVariable', defaultAt: -1, required: false },
  { ecosystem: 'php', path: 'getenv', defaultAt: -1, required: false },
  { ecosystem: 'php', path: 'env', defaultAt: 1, required: false },
  { ecosystem: 'php', path: 'Illuminate\\Support\\Env.get', defaultAt: 1, required: false },
];

/** Objects whose attributes or items are the variables. */
export const environmentObjects: readonly { readonly ecosystem: string; readonly path: string }[] = [
  { ecosystem: 'python', path: 'os.environ' },
  { ecosystem: 'node', path: 'process.env' },
  { ecosystem: 'ruby', path: 'ENV' },
  { ecosystem: 'php', path: '$_ENV' },
  { ecosystem: 'node', path: 'process.process.env' },
  { ecosystem: 'node', path: 'node:process.env' },
  { ecosystem: 'node', path: 'Bun.env' },
  { ecosystem: 'node', path: 'import.meta.env' },
];
