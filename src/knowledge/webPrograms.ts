/** Programs of Ruby, PHP and Elixir that start an application, and the file of it that runs first. */

export interface ApplicationProgram {
  readonly names: RegExp;
  /** Subcommands it is this for; empty: any, also none. */
  readonly subcommands: readonly string[];
  /** Files it starts with, relative to where it runs, best first. */
  readonly entries: readonly string[];
  /** Flags whose value names that file instead. */
  readonly fileFlags: readonly string[];
  /** Flags whose value is the directory that it runs in. */
  readonly directoryFlags: readonly string[];
  /** A word that is such a file names it as well. */
  readonly positional: RegExp | null;
  readonly valueFlags: readonly string[];
}

const program = (
  names: RegExp,
  entries: readonly string[],
  rest: Partial<ApplicationProgram> = {},
): ApplicationProgram => ({
  names,
  entries,
  subcommands: [],
  fileFlags: [],
  directoryFlags: [],
  positional: null,
  valueFlags: [],
  ...rest,
});

const rack = ['config.ru'];
const rails = ['config/environment.rb', 'config/application.rb'];
const flags = (text: string): readonly string[] => text.split(' ');

/** Rack servers start with `config.ru`; workers of Rails load `config/environment.rb`. */
export const rubyPrograms: readonly ApplicationProgram[] = [
  program(/^puma$/, rack, {
    positional: /\.ru$/,
    directoryFlags: ['--dir'],
    valueFlags: flags(
      '-b --bind -C --config -e --environment -p --port -t --threads -w --workers -S --state --pidfile --tag --control-url --control-token --redirect-stdout --redirect-stderr',
    ),
  }),
  program(/^(?:unicorn|unicorn_rails|pitchfork|rainbows)$/, rack, {
    positional: /\.ru$/,
    valueFlags: flags(
      '-c --config-file -E --env -l --listen -o --host -p --port -I --include -r --require -e --eval -N',
    ),
  }),
  program(/^(?:rackup|thin|falcon|iodine|agoo|passenger)$/, rack, {
    positional: /\.ru$/,
    fileFlags: ['-R', '--rackup'],
    directoryFlags: ['-c', '--chdir'],
    valueFlags: flags(
      '-o --host -p --port -s --server -E --env -e --environment -P --pid -b --bind -n --count -a --address -t -w',
    ),
  }),
  program(/^rails$/, rack, { subcommands: ['server', 's'] }),
  program(/^rails$/, rails),
  program(/^hanami$/, rack, { subcommands: ['server'] }),
  program(/^(?:sidekiq|sidekiqswarm)$/, rails, {
    fileFlags: ['-r', '--require'],
    valueFlags: flags(
      '-C --config -c --concurrency -e --environment -q --queue -t --timeout -g --tag -P --pidfile -L --logfile',
    ),
  }),
  program(/^(?:shoryuken)$/, rails, {
    fileFlags: ['-r', '--require'],
    valueFlags: flags('-C --config -c --concurrency -q --queue'),
  }),
  program(
    /^(?:good_job|que|delayed_job|jobs|resque|resque-pool|resque-scheduler|solid_queue|racecar|sneakers|rpush|backburner|rufus|karafka|streamy|phobos|advanced-sneakers)$/,
    ['karafka.rb', ...rails],
    {
      valueFlags: flags('-q -c -e -w --queues --max-threads --require'),
    },
  ),
  program(/^(?:rake)$/, [...rails, 'Rakefile'], { fileFlags: ['-f', '--rakefile'] }),
  program(/^(?:clockwork)$/, ['config/clock.rb', 'clock.rb', 'lib/clock.rb'], { positional: /\.rb$/ }),
  program(/^(?:anycable|anycable-go)$/, rails, { fileFlags: ['-r', '--require'] }),
];

/** Files that answer requests below the folder that a server of PHP is given, best first. */
export const phpFrontControllers: readonly string[] = ['index.php', 'app.php', 'router.php'];

/** Folders below the application that frameworks of PHP serve. */
export const phpDocumentRoots: readonly string[] = [
  'public',
  'web',
  'webroot',
  'htdocs',
  'pub',
  'www',
  'html',
  'public_html',
  'httpdocs',
  '.',
];

/** Servers of PHP, whose configuration says which folder they serve. */
export const phpServers =
  /^(?:php-fpm[\d.]*|apache2-foreground|apache2ctl|apachectl|httpd-foreground|httpd|apache2|frankenphp|unitd|heroku-php-(?:apache2|nginx)|start-nginx-php-fpm|rr|symfony)$/;

/** Commands of frameworks, by the script that takes them: which front controller a server inside them answers with. */
export const phpServerCommands = /^(?:serve|octane:(?:start|frankenphp|swoole|roadrunner)|server:(?:start|run))$/;
