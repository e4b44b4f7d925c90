/** Public base images whose entry point is known: what stands before the command of an image that sets none. */

export interface BaseImageRow {
  /** Matches the name without tag and digest, and without `docker.io/` and `library/`. */
  readonly name: RegExp;
  readonly entrypoint: readonly string[];
  /** Put before the command only where that is no program itself: a flag, or a source file (docker-entrypoint.sh of Node). */
  readonly onlyBeforeArguments: boolean;
  /** Subcommands of the program that it is put before as well. */
  readonly subcommands?: RegExp;
}

export const baseImages: readonly BaseImageRow[] = [
  { name: /^gcr\.io\/distroless\/nodejs[\w-]*$/, entrypoint: ['/nodejs/bin/node'], onlyBeforeArguments: false },
  { name: /^gcr\.io\/distroless\/python3[\w-]*$/, entrypoint: ['/usr/bin/python3'], onlyBeforeArguments: false },
  { name: /^cgr\.dev\/chainguard\/python$/, entrypoint: ['/usr/bin/python'], onlyBeforeArguments: false },
  {
    name: /^cgr\.dev\/chainguard\/node$/,
    entrypoint: ['/usr/bin/dumb-init', '--', '/usr/bin/node'],
    onlyBeforeArguments: false,
  },
  { name: /^gcr\.io\/distroless\/java\d*[\w-]*$/, entrypoint: ['/usr/bin/java', '-jar'], onlyBeforeArguments: false },
  // https://docs.aws.amazon.com/lambda/latest/dg/images-create.html: the command is a handler.
  ...['python', 'nodejs', 'java', 'ruby', 'dotnet'].map((runtime) => ({
    name: new RegExp(`^(?:public\\.ecr\\.aws/lambda/|amazon/aws-lambda-)${runtime}$`),
    entrypoint: ['lambda-runtime', runtime],
    onlyBeforeArguments: false,
  })),
  { name: /^node$/, entrypoint: ['node'], onlyBeforeArguments: true },
  { name: /^(oven\/bun|bun)$/, entrypoint: ['bun'], onlyBeforeArguments: true },
  {
    name: /^denoland\/deno$/,
    entrypoint: ['deno'],
    onlyBeforeArguments: true,
    subcommands: /^(?:run|serve|task|eval|test|bench|cache|check)$/,
  },
];

/** Public base images by name and tag, and what they start where an image of theirs sets no command: what of it runs code. */
export interface BaseCommandRow {
  readonly name: RegExp;
  readonly command: readonly string[];
  /** Words that its own entry point or command is made of: a script that ends with them starts the same. */
  readonly starts?: RegExp;
}

export const baseCommands: readonly BaseCommandRow[] = [
  { name: /^php:[\w.]*-?(?:\w+-)*apache/, command: ['apache2-foreground'] },
  { name: /^php:[\w.]*-?(?:\w+-)*fpm/, command: ['php-fpm'] },
  // https://dockerfile.readthedocs.io/en/latest/content/DockerImages/dockerfiles/php-nginx.html
  {
    name: /^webdevops\/php-(?:nginx|apache)/,
    command: ['php-fpm'],
    starts: /^(?:(?:\/entrypoint|\/opt\/docker\/bin\/entrypoint\.sh) )?supervisord$/,
  },
  {
    name: /^(?:webdevops\/php|trafex\/php-nginx|serversideup\/php:\S*(?:fpm|nginx|unit|apache)|wodby\/php|richarvey\/nginx-php-fpm)/,
    command: ['php-fpm'],
  },
  { name: /^thecodingmachine\/php:\S*apache/, command: ['apache2-foreground'] },
  { name: /^dunglas\/frankenphp/, command: ['frankenphp', 'run'] },
  { name: /^tomcat(?::|$)/, command: ['catalina.sh', 'run'] },
  // https://github.com/jboss-container-images/openjdk: looks for an archive in /deployments.
  {
    name: /^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+\/openjdk-\d+|^(?:quay\.io\/)?fabric8\/java-/,
    command: ['/usr/local/s2i/run'],
  },
  // https://github.com/hmcts/cnp-node-base
  { name: /^hmcts(?:public|prod|sandbox)\.azurecr\.io\/base\/node[:/]/, command: ['yarn', 'start'] },
  { name: /^(?:phusion\/passenger)/, command: ['passenger', 'start'] },
];

/** Names of registries and repositories whose images start nothing that their Dockerfiles do not show. */
export const plainBases =
  /^(gcr\.io\/distroless|public\.ecr\.aws\/(?:docker\/library|lambda)|mcr\.microsoft\.com\/(dotnet|openjdk|java|oryx|devcontainers|playwright)|ghcr\.io\/astral-sh|registry\.(?:access\.)?redhat\.(?:com|io)|redhat|quay\.io\/quarkus|bellsoft|azul|ghcr\.io\/graalvm|container-registry\.oracle\.com|cgr\.dev\/chainguard|oven|denoland|bitnami|amazon|amd64|arm64v8)\//;

/**
 * Images of whatever registry whose name says that they are a runtime and no more: `acme/node-base`, `ghcr.io/acme/ruby`.
 * Names that speak of telemetry besides are none of them.
 */
export const runtimeBases: RegExp =
  /(?:^|[-_.])(?:node(?:js)?|bun|deno|python3?|ruby|rails|golang|go|java|jdk|jre|openjdk|temurin|dotnet(?:-\w+)?|aspnet(?:core)?|php|rust|elixir|erlang|alpine|debian|ubuntu|ubi\d*|puppeteer|playwright|baseimage)\d*(?:$|[-_.])/;
