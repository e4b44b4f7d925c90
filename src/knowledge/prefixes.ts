/**
 * Commands that only start another command: inits, user changes, environment files, virtual environments. Telemetry
 * wrappers are rows of `knowledge/telemetry`.
 */

export interface PrefixRow {
  /** Names it is called by, without directory. */
  readonly names: readonly string[];
  readonly kind: 'init' | 'user' | 'environment' | 'runner' | 'other';
  /** Words that must follow the name for it to start a command; any one of them. Empty: none. */
  readonly subcommands: readonly string[];
  /** Flags whose value is the next word. Other words with a dash stand alone or carry `=value`. */
  readonly valueFlags: readonly string[];
  /** Values that come before the command: the user of `gosu`, the duration of `timeout`. */
  readonly positionals: number;
  /** `NAME=value` words before the command set variables. */
  readonly assignments: boolean;
  /** The command stands behind `--`, and without one there is no command. */
  readonly needsSeparator: boolean;
  /** The command is a line of shell behind this flag (`su -c "…"`). */
  readonly lineFlag: string | null;
  /** Whether the environment reaches the command. */
  readonly clears:
    | 'never'
    | 'always'
    | { readonly withFlags: readonly string[] }
    | { readonly withoutFlags: readonly string[] };
  /** Variables come from somewhere that is not in the repository. */
  readonly addsUnknownVariables: boolean;
  /** A file of this interpreter in place of a command is run by it (`uv run app.py`). */
  readonly interpreter: string | null;
  /** It restarts on change: nobody runs it in production on purpose. */
  readonly development: boolean;
  /** What comes before the command is the directory it runs in. */
  readonly changesDirectory: boolean;
}

const row = (names: readonly string[], kind: PrefixRow['kind'], rest: Partial<PrefixRow> = {}): PrefixRow => ({
  names,
  kind,
  subcommands: [],
  valueFlags: [],
  positionals: 0,
  assignments: false,
  needsSeparator: false,
  lineFlag: null,
  clears: 'never',
  addsUnknownVariables: false,
  interpreter: null,
  development: false,
  changesDirectory: false,
  ...rest,
});

export const prefixes: readonly PrefixRow[] = [
  row(['tini', 'docker-init', 'catatonit'], 'init', { valueFlags: ['-p', '-e'] }),
  // Images of PHP: hands its words over, but for flags, which go to php. https://github.com/docker-library/php
  row(['docker-php-entrypoint'], 'init'),
  row(['dumb-init'], 'init', { valueFlags: ['-r', '--rewrite'] }),
  // A proxy in front of the server that it starts: https://github.com/basecamp/thruster
  row(['thrust'], 'other'),
  row(['gosu', 'su-exec', 's6-setuidgid'], 'user', { positionals: 1 }),
  // A debugger that starts what it looks into.
  row(['dlv'], 'other', { subcommands: ['exec'], valueFlags: ['--log-dest', '--wd'], development: true }),
  // A profiler of Ruby that starts what it profiles; traces are started by other means.
  row(['ddprofrb'], 'runner', { subcommands: ['exec'] }),
  // https://skarnet.org/software/s6/s6-notifyoncheck.html, https://skarnet.org/software/execline/cd.html
  row(['s6-notifyoncheck'], 'other', { valueFlags: ['-3', '-s', '-T', '-t', '-w', '-n', '-c'] }),
  row(['cd', 's6-cd'], 'other', { positionals: 1, changesDirectory: true }),
  row(['setpriv'], 'user', {
    valueFlags: ['--reuid', '--regid', '--groups', '--inh-caps', '--ambient-caps', '--bounding-set', '--securebits'],
    clears: { withFlags: ['--reset-env'] },
  }),
  row(['chpst'], 'user', {
    valueFlags: ['-u', '-U', '-b', '-e', '-/', '-C', '-n', '-l', '-L', '-m', '-d', '-o', '-p'],
  }),
  row(['runuser'], 'user', {
    valueFlags: ['-u', '--user', '-g', '-G', '-s'],
    lineFlag: '-c',
    clears: { withFlags: ['-', '-l', '--login'] },
  }),
  row(['sudo', 'doas'], 'user', {
    valueFlags: ['-u', '--user', '-g', '--group', '-h', '--host', '-p', '--prompt', '-C', '-D', '-R', '-T'],
    assignments: true,
    clears: { withoutFlags: ['-E', '--preserve-env'] },
  }),
  row(['su'], 'user', {
    valueFlags: ['-s', '--shell', '-g', '-G'],
    positionals: 1,
    lineFlag: '-c',
    clears: { withFlags: ['-', '-l', '--login'] },
  }),
  row(['env'], 'environment', {
    valueFlags: ['-u', '--unset', '-C', '--chdir'],
    assignments: true,
    clears: { withFlags: ['-i', '-', '--ignore-environment'] },
  }),
  row(['nohup', 'setsid', 'time', 'unbuffer', 'catchsegv', 'command', 'with-contenv'], 'other'),
  row(['exec'], 'other', { valueFlags: ['-a'] }),
  row(['stdbuf'], 'other', { valueFlags: ['-i', '-o', '-e'] }),
  row(['nice'], 'other', { valueFlags: ['-n', '--adjustment'] }),
  row(['ionice'], 'other', { valueFlags: ['-c', '-n', '--class', '--classdata'] }),
  row(['chrt', 'taskset'], 'other', { positionals: 1 }),
  row(['numactl', 'prlimit', 'setarch', 'xvfb-run', 'systemd-cat', 'firejail'], 'other'),
  row(['timeout'], 'other', { valueFlags: ['-s', '--signal', '-k', '--kill-after'], positionals: 1 }),
  row(['flock'], 'other', { valueFlags: ['-w', '-E'], positionals: 1 }),
  row(['cross-env', 'cross-env-shell'], 'environment', { assignments: true }),
  row(['dotenv', 'dotenv-cli'], 'environment', {
    subcommands: ['run', ''],
    valueFlags: ['-e', '-f', '-v', '-p'],
    addsUnknownVariables: true,
  }),
  row(['dotenvx'], 'environment', {
    subcommands: ['run'],
    valueFlags: ['-f', '--env-file', '-e', '--env'],
    addsUnknownVariables: true,
  }),
  row(['env-cmd'], 'environment', {
    valueFlags: ['-f', '--file', '-e', '--environments', '-r', '--rc-file'],
    addsUnknownVariables: true,
  }),
  row(['envdir'], 'environment', { positionals: 1, addsUnknownVariables: true }),
  row(['direnv'], 'environment', { subcommands: ['exec'], positionals: 1, addsUnknownVariables: true }),
  row(['doppler', 'infisical', 'op', 'teller'], 'environment', {
    subcommands: ['run'],
    valueFlags: [
      '--project',
      '-p',
      '--config',
      '-c',
      '--env',
      '--path',
      '--token',
      '--env-file',
      '--projectId',
      '--account',
    ],
    addsUnknownVariables: true,
  }),
  row(['chamber', 'aws-vault', 'berglas'], 'environment', {
    subcommands: ['exec'],
    needsSeparator: true,
    addsUnknownVariables: true,
  }),
  row(['vault-env', 'envconsul', 'summon'], 'environment', {
    valueFlags: ['-config', '-prefix', '-secret', '-f', '-p'],
    addsUnknownVariables: true,
  }),
  row(['consul-template'], 'environment', { lineFlag: '-exec', addsUnknownVariables: true }),
  row(['wait-for-it.sh', 'wait-for-it', 'wait-for', 'wait-for.sh', 'wait_for_it.sh'], 'other', {
    needsSeparator: true,
  }),
  row(['dockerize'], 'other', {
    valueFlags: [
      '-wait',
      '-timeout',
      '-template',
      '-stdout',
      '-stderr',
      '-wait-retry-interval',
      '-wait-http-header',
      '-env',
    ],
  }),
  row(['poetry', 'pipenv', 'pdm', 'rye', 'pixi'], 'runner', {
    subcommands: ['run'],
    valueFlags: ['-C', '--directory', '-P', '--project', '-p', '-e'],
  }),
  row(['hatch'], 'runner', { subcommands: ['run'], valueFlags: ['-e', '--env'] }),
  row(['uv'], 'runner', {
    subcommands: ['run'],
    valueFlags: [
      '--with',
      '--with-editable',
      '--with-requirements',
      '--env-file',
      '--extra',
      '--group',
      '--only-group',
      '--no-group',
      '--package',
      '--project',
      '--directory',
      '--python',
      '-p',
      '--index',
      '--index-url',
      '--refresh-package',
    ],
    interpreter: 'python',
  }),
  row(['conda', 'micromamba', 'mamba'], 'runner', {
    subcommands: ['run'],
    valueFlags: ['-n', '--name', '-p', '--prefix', '--cwd'],
  }),
  row(['bundle'], 'runner', { subcommands: ['exec'] }),
  row(['npx', 'bunx', 'pnpx'], 'runner', { valueFlags: ['-p', '--package', '-c', '--call', '-w', '--workspace'] }),
  row(['npm'], 'runner', {
    subcommands: ['exec', 'x'],
    valueFlags: ['-p', '--package', '-w', '--workspace', '--prefix'],
  }),
  row(['pnpm', 'yarn'], 'runner', { subcommands: ['exec', 'dlx'], valueFlags: ['-C', '--dir', '--filter', '--cwd'] }),
  row(['bun'], 'runner', { subcommands: ['x'] }),
  row(['pyenv', 'rbenv', 'nodenv'], 'runner', { subcommands: ['exec'] }),
  row(['mise', 'asdf'], 'runner', { subcommands: ['exec', 'x'], needsSeparator: true }),
  row(['nix'], 'runner', { subcommands: ['develop', 'shell'], lineFlag: '-c' }),
  row(['watchmedo'], 'runner', {
    subcommands: ['auto-restart'],
    valueFlags: ['-d', '--directory', '-p', '--pattern', '--patterns', '--signal', '--kill-after', '--interval'],
    needsSeparator: true,
    development: true,
  }),
  row(['watchfiles'], 'runner', {
    valueFlags: ['--filter', '--args', '--target-type', '--ignore-paths'],
    development: true,
  }),
  row(['systemd-run'], 'other', { valueFlags: ['-p', '--property', '--unit', '--slice'] }),
];

/** Shells: behind `-c` stands a line, otherwise a script. */
export const shells: readonly string[] = ['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'busybox'];

/**
 * Commands that prepare, wait or clean up. In a script none of them is the process that production keeps running.
 */
export const utilities: ReadonlySet<string> = new Set(
  (
    '. : [ alias apk apt apt-get awk aws base64 basename break cat cd chgrp chmod chown clear continue cp curl cut date ' +
    'declare dirname dos2unix echo egrep envsubst eval-time exit expr export false fgrep find git grep gunzip gzip head ' +
    'hostname id install jq kill killall less let ln local locale-gen logger ls mkdir mkfifo mktemp mount mv nc ncat netcat ' +
    'openssl pg_isready pidof pip pip3 pkill popd printenv printf ps pushd pwd read readlink readonly realpath redis-cli ' +
    'return rm rmdir rsync sed seq set shift shopt sleep sort source ssh-keygen stat stty sync tail tar tee test touch tr ' +
    'trap true tput type typeset ulimit umask uname uniq unset unzip update-ca-certificates useradd usermod wait wc wget ' +
    'which whoami xargs yes sysctl getent addgroup adduser groupadd groupmod nslookup dig mysqladmin psql mysql ' +
    'ldconfig corepack nvm'
  ).split(' '),
);
