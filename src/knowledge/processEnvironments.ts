/** What a process finds in its environment, beside what the repository says that it is given. */

/**
 * Launchers whose declaration is the whole environment of a process, with what its image brings. Elsewhere whoever starts
 * it hands on an environment of their own: the settings of a platform (Procfile), of a shell, of supervisord itself.
 */
export const closedLaunchers: ReadonlySet<string> = new Set([
  'compose',
  'kubernetes',
  'helm',
  'systemd',
  'ecs',
  'cloud-run',
  'azure-container-apps',
  'docker',
  'nomad',
  'lambda',
  'serverless',
]);

/** Launchers that start containers, where the first process gets the signal to stop and the others get none. */
export const containerLaunchers: ReadonlySet<string> = new Set([
  'dockerfile',
  'docker',
  'compose',
  'kubernetes',
  'helm',
  'ecs',
  'cloud-run',
  'azure-container-apps',
]);

/** Words of commands that do something and end, however they are declared: migrations, seeds, collecting files. */
export const endingCommand: RegExp =
  /^(?:(?:db:)?(?:migrate|seed|setup|prepare|create|upgrade)|upgrade|collectstatic|compilemessages|createsuperuser|loaddata|createcachetable)$/;

/** Names of programs and of their source files that say the same. */
export const endingProgram = /^(?:db[-_]?)?(?:migrat(?:e|or|ions?)|seed(?:er|s)?|generate[-_]\w+)(?:[-_.]|$)/i;

/** Source files of what serves those who work on a service: stand-ins, loads, tools. */
export const sideProgram =
  /(?:^|\/)(?:dev|hack|tools?|mocks?|fakes?|stubs?|e2e|load-?(?:gen\w*|tests?))\/|(?:^|\/)(?:mock|fake|stub)[-_][^/]*(?:\/|$)/i;
/** Scripts that say in their name that they start something for development. */
export const developmentScript = /(?:^|[-_.])(?:dev|develop|development|local|debug)(?:[-_.]|$)/i;
/** Variables by which frameworks know their environment, and values that are none of production. */
export const frameworkEnvironment =
  /^(?:RAILS_ENV|RACK_ENV|NODE_ENV|APP_ENV|FLASK_ENV|DJANGO_ENV|MIX_ENV|ASPNETCORE_ENVIRONMENT|DOTNET_ENVIRONMENT)$/;
export const developmentValue = /^(?:dev|develop|development|local|test|testing)$/i;

const byEverySystem = [
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|PWD|TERM|LANG|LANGUAGE|LC_\w+|TMPDIR|HOSTNAME)$/,
  // Windows
  /^(?:APPDATA|LOCALAPPDATA|USERPROFILE|COMPUTERNAME|SystemRoot|TEMP|TMP)$/,
  // Official images of languages: https://github.com/docker-library
  /^(?:NODE_VERSION|YARN_VERSION|PYTHON_VERSION|GOPATH|GOLANG_VERSION|JAVA_HOME|JAVA_VERSION|GEM_HOME|RUBY_VERSION|PHP_VERSION|PHP_INI_DIR|RUSTUP_HOME|CARGO_HOME|DOTNET_VERSION|ASPNET_VERSION|DOTNET_RUNNING_IN_CONTAINER)$/,
];

// Service links and the address of the API: https://kubernetes.io/docs/concepts/containers/container-environment
const byKubernetes = [/^KUBERNETES_\w+$/, /_SERVICE_(?:HOST|PORT(?:_\w+)?)$/, /_PORT_\d+_(?:TCP|UDP)(?:_\w+)?$/];

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
const byLambda = [/^(?:_HANDLER|_X_AMZN_TRACE_ID|LAMBDA_\w+|AWS_\w+|TZ)$/];

const byLauncher: Readonly<Record<string, readonly RegExp[]>> = {
  kubernetes: byKubernetes,
  helm: byKubernetes,
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint.html, task IAM roles
  ecs: [/^ECS_\w+$/, /^AWS_(?:REGION|DEFAULT_REGION|CONTAINER_CREDENTIALS_\w+|EXECUTION_ENV)$/],
  // https://cloud.google.com/run/docs/container-contract#env-vars
  'cloud-run': [/^(?:PORT|K_SERVICE|K_REVISION|K_CONFIGURATION|CLOUD_RUN_\w+)$/],
  // https://learn.microsoft.com/azure/container-apps/environment-variables
  'azure-container-apps': [/^CONTAINER_APP_\w+$/],
  // https://developer.hashicorp.com/nomad/docs/reference/runtime-environment-settings
  nomad: [/^NOMAD_\w+$/],
  lambda: byLambda,
  serverless: byLambda,
  // https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment%20Variables%20Set%20or%20Propagated%20by%20the%20Service%20Manager
  systemd: [
    /^(?:INVOCATION_ID|JOURNAL_STREAM|NOTIFY_SOCKET|LISTEN_(?:FDS|PID|FDNAMES)|MAINPID|MANAGERPID|WATCHDOG_(?:USEC|PID)|SYSTEMD_\w+|(?:CREDENTIALS|RUNTIME|STATE|CACHE|LOGS|CONFIGURATION)_DIRECTORY)$/,
  ],
};

/** Whether a process of this launcher finds the variable set although nothing here sets it. */
export function isSetByPlatform(launcher: string, name: string): boolean {
  return [...byEverySystem, ...(byLauncher[launcher] ?? [])].some((pattern) => pattern.test(name));
}

/** Put in when the code is built, by the bundler: https://vite.dev/guide/env-and-mode, https://nextjs.org/docs/app/guides/environment-variables */
const atBuild = /^(?:VITE_|NEXT_PUBLIC_|REACT_APP_|GATSBY_|VUE_APP_|EXPO_PUBLIC_)/;

export function isSetAtBuild(name: string): boolean {
  return atBuild.test(name);
}

/** Packages that read variables from a file or a service when the process starts. */
const loaders: ReadonlySet<string> = new Set([
  'dotenv',
  'dotenv-flow',
  'dotenv-expand',
  'dotenv-safe',
  'dotenvx',
  '@dotenvx/dotenvx',
  'node-env-file',
  '@nestjs/config',
  'next',
  'nuxt',
  'python-dotenv',
  'python-decouple',
  'environs',
  'django-environ',
  'dynaconf',
  'pydantic-settings',
  'dotenv-rails',
  'figaro',
  'vlucas/phpdotenv',
  'symfony/dotenv',
  'laravel/framework',
  'github.com/joho/godotenv',
  'github.com/spf13/viper',
  'dotenvy',
  'DotNetEnv',
  'io.github.cdimascio:dotenv-java',
  'io.github.cdimascio:dotenv-kotlin',
  'me.paulschwarz:spring-dotenv',
]);

/** The package of a service that may set variables by itself; null where none does. */
export function variableLoader(packages: readonly string[]): string | null {
  return packages.find((name) => loaders.has(name)) ?? null;
}
