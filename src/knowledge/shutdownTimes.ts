/**
 * How long programs take to end once they are asked to: work in hand is waited for that long, and then given up. Flags and
 * settings as each program's documentation has them.
 */
export interface ShutdownTime {
  readonly names: RegExp;
  /** A word that must be among its arguments; null: none. */
  readonly subcommand: string | null;
  /** Their value is in seconds. */
  readonly flags: readonly string[];
  /** Variables of the process that say the same, in seconds. */
  readonly variables: readonly string[];
  /** The same in a file that configures it: the first group is the number of seconds. */
  readonly setting: RegExp | null;
  /** File that is read where the command names none: the end of its path. */
  readonly usualFile: string | null;
  /** Seconds that it takes where nothing says so, for programs that lose work when they get less; null for the others. */
  readonly seconds: number | null;
  /** What is lost, for people. */
  readonly lost: string;
}

const requests = 'requests in hand are cut off';
const jobs = 'jobs in hand are lost';

export const shutdownTimes: readonly ShutdownTime[] = [
  {
    // https://docs.gunicorn.org/en/stable/settings.html#graceful-timeout
    names: /^gunicorn$/,
    subcommand: null,
    flags: ['--graceful-timeout'],
    variables: [],
    setting: /^graceful_timeout\s*=\s*(\d+)\s*(?:#.*)?$/m,
    usualFile: 'gunicorn.conf.py',
    seconds: null,
    lost: requests,
  },
  {
    // https://www.uvicorn.org/settings/#timeouts
    names: /^uvicorn$/,
    subcommand: null,
    flags: ['--timeout-graceful-shutdown'],
    variables: ['UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN'],
    setting: null,
    usualFile: null,
    seconds: null,
    lost: requests,
  },
  {
    // https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html
    names: /^hypercorn$/,
    subcommand: null,
    flags: ['--graceful-timeout'],
    variables: [],
    setting: /^graceful_timeout\s*=\s*(\d+)\s*(?:#.*)?$/m,
    usualFile: null,
    seconds: null,
    lost: requests,
  },
  {
    // https://puma.io/puma/Puma/DSL.html
    names: /^puma$/,
    subcommand: null,
    flags: [],
    variables: [],
    setting: /^\s*force_shutdown_after\s+(\d+)\s*(?:#.*)?$/m,
    usualFile: 'config/puma.rb',
    seconds: null,
    lost: requests,
  },
  {
    // Jobs that are not done by then are put back; killed before, they are gone: https://github.com/sidekiq/sidekiq/wiki/Deployment
    names: /^sidekiq$/,
    subcommand: null,
    flags: ['--timeout', '-t'],
    variables: [],
    setting: /^\s*:?timeout:\s*(\d+)\s*(?:#.*)?$/m,
    usualFile: 'config/sidekiq.yml',
    seconds: 25,
    lost: jobs,
  },
  {
    // https://github.com/bensheldon/good_job#configuration-options
    names: /^good_job$/,
    subcommand: 'start',
    flags: ['--shutdown-timeout'],
    variables: ['GOOD_JOB_SHUTDOWN_TIMEOUT'],
    setting: null,
    usualFile: null,
    seconds: null,
    lost: jobs,
  },
  {
    // A worker ends its job first, which may take as long: https://laravel.com/docs/queues#supervisor-configuration
    names: /^php[\d.]*$/,
    subcommand: 'queue:work',
    flags: ['--timeout'],
    variables: [],
    setting: null,
    usualFile: null,
    seconds: null,
    lost: jobs,
  },
  {
    // https://docs.spring.io/spring-boot/reference/web/graceful-shutdown.html
    names: /^javaw?$/,
    subcommand: null,
    flags: ['--spring.lifecycle.timeout-per-shutdown-phase', '-Dspring.lifecycle.timeout-per-shutdown-phase'],
    variables: ['SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE'],
    setting: /\btimeout-per-shutdown-phase\s*[:=]\s*["']?(\d+)s["']?\s*$/m,
    usualFile: null,
    seconds: null,
    lost: requests,
  },
];

/**
 * Launchers whose grace is known where their files say none; elsewhere whoever runs it decides.
 * https://docs.docker.com/reference/compose-file/services/#stop_grace_period, https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, https://supervisord.org/configuration.html,
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html, https://developer.hashicorp.com/nomad/docs/job-specification/task
 */
export const gracedLaunchers: ReadonlySet<string> = new Set([
  'compose',
  'kubernetes',
  'ecs',
  'nomad',
  'supervisord',
  'systemd',
  'fly',
  'render',
  'circus',
]);

/** Names of the setting in what the launchers above write. */
export const graceSettings: Readonly<Record<string, string>> = {
  compose: 'stop_grace_period',
  kubernetes: 'terminationGracePeriodSeconds',
  ecs: 'stopTimeout',
  nomad: 'kill_timeout',
  supervisord: 'stopwaitsecs',
  systemd: 'TimeoutStopSec',
  fly: 'kill_timeout',
  render: 'maxShutdownDelaySeconds',
  circus: 'graceful_timeout',
};
