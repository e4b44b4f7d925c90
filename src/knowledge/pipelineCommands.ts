/** What stands before a command of a pipeline, and what the name of a task says of what it does. */
import type { GateType } from '../model/pipeline.ts';

/** Taken off, one after the other, as long as one matches. */
export const commandWrappers: readonly RegExp[] = [
  /^(?:sudo|time|exec|command|nohup|nice|doas|builtin|run|travis_retry|retry|xvfb-run|dbus-run-session)(?: -\S+)* (?=\S)/,
  /^env (?:-\S+ )*(?:\w+=\S* )*(?=\S)/,
  /^\w+\+?=\S* (?=\S)/,
  /^timeout (?:-\S+ )*[\d.]+[smh]? /,
  /^(?:npx|bunx|pnpx)(?: (?:-y|--yes|--no|--no-install|--bun|-q|--quiet))*(?: --)? (?:(?:-p|--package)[= ]\S+ )*(?=[^-\s])/,
  /^(?:npm|pnpm|yarn|bun) (?:(?:--silent|-s|--filter[= ]\S+|-F \S+|--dir \S+|-C \S+|-r|-w|--workspace-root) )*(?:exec|dlx|x)(?: -y)?(?: --)? (?=\S)/,
  /^yarn (?=(?:rw|redwood|eslint|jest|tsc|vitest|mocha|prettier|playwright|cypress|stylelint|nyc|c8|turbo|nx|lerna|biome|vite|next|webpack|rollup|prisma|knip|danger|oxlint|wrangler|serverless|sls|firebase|netlify|vercel|cdk|cdktf|pulumi|sst|vue-tsc|tsgo|depcheck|cspell|markdownlint|markdownlint-cli2|svelte-check|dotenv|cross-env|concurrently|wait-on)\b)/,
  /^pnpm (?:(?:-F|--filter|-C|--dir) \S+ |-\S+ )*(?=(?:eslint|jest|tsc|vitest|mocha|prettier|playwright|cypress|stylelint|nyc|c8|turbo|nx|lerna|biome|vite|next|webpack|rollup|prisma|knip|oxlint|wrangler|serverless|sls|firebase|netlify|vercel|cdk|cdktf|pulumi|sst|vue-tsc|tsgo|depcheck|cspell|markdownlint|markdownlint-cli2|svelte-check)\b)/,
  /^bun run (?:--\S+ )*(?=(?:eslint|jest|tsc|vitest|mocha|prettier|playwright|cypress|stylelint|biome|oxlint|oxfmt)\b)/,
  /^(?:poetry|pipenv|pdm|rye|hatch|pixi|conda|mamba|micromamba) run (?:(?:-n|-p|-e|-C)[= ]\S+ |--no-\S+ |--live-stream )*(?=\S)/,
  /^uv(?: --\S+)* run (?:(?:--(?:extra|group|with|python|package|directory|project|env-file|only-group|isolated-with)|-p)[= ]\S+ |--[\w-]+ |-[a-z] )*(?=\S)/,
  /^(?:uvx|pipx run) (?:--from \S+ |--with \S+ )*(?=\S)/,
  /^bundle exec (?:--\S+ )*(?=\S)/,
  /^(?:docker[ -]compose|podman-compose)(?: -\S+(?: (?!exec|run)\S+)?)* (?:exec|run)(?: (?:-[eucpvw] \S+|--(?:user|env|workdir|entrypoint|name|index|volume|publish)[ =]\S+|-\S+))* [\w${}.-]+ /,
  /^docker exec(?: (?:-[euw] \S+|-\S+))* \S+ /,
  /^docker run(?: (?:-[epvuwl] \S+|--(?:env|volume|name|network|user|workdir|env-file|mount|platform|link|publish|memory|label|add-host)[ =]\S+|-\S+))* (?=\S*(?:trivy|snyk|gitleaks|zap|hadolint|semgrep|sonar|checkov|kics|trufflehog|grype|markdownlint|shellcheck|bandit|tfsec|dockle)\S* )/,
  /^docker run(?: (?:-[epvuwlhm] ?\S+|--(?:env|volume|name|network|user|workdir|env-file|mount|platform|link|publish|memory|label|add-host|entrypoint|pull|hostname|cpus|shm-size)[ =]\S+|-\S+))* (?!-)\S+ (?=\S)/,
  /^(?:kubectl|oc)\b.*? (?:exec|create job)\b.*? -- /,
  /^xargs(?: (?:-0|-r|-n ?\d+|-P ?\d+|-I ?\S+|-t|-d \S+|--\S+))* (?=\S)/,
  /^(?:python3?(?:\.\d+)?|py)(?: -[BEIOWXsu]\S*)* -m (?=\S)/,
  /^(?:python3?(?:\.\d+)?|ruby|perl)(?: -[BEIOWXsu]\S*)* (?=\S*(?:manage\.py|bin\/\w+))/,
  /^(?:mise|rtx|asdf|direnv|doppler|infisical|op|chamber|aws-vault|devbox|dotenv|dotenvx|with-env|nix|nix-shell|devenv|flox)\b(?: (?:exec|run|x|develop|shell|-c|--command|\.|\S*=\S*|-\S+|\w+(?= --)))* (?:-- |-c |--command |--run )/,
  // A server first, its address, and the tests.
  /^(?:start-server-and-test|start-test|server-test) \S+ (?:\S*[\d:]\S* )?["'](?=\S)/,
  /^cross-env(?:-shell)? (?:\w+=\S* )*(?=\S)/,
  /^(?:proxychains4?|stdbuf|unbuffer|ionice|setarch|strace)(?: -\S+)* (?=\S)/,
  /^(?:kamal app exec|heroku run|cf run-task|fly ssh console)\b(?: (?:-\S+|--\S+))* (?=\S)/,
  /^(?:run-with|with)-[\w-]+(?:\.sh)? (?=\S)/,
  /^(?:ba|z|da)?sh (?:-[eux]+ )*(?=[\w./-]+\.(?:sh|bash)\b)/,
  /^(?:spring|rails runner) (?=rspec|rails)/,
];

export interface TaskName {
  readonly type: GateType;
  /** Of a script's, target's or job's name in lower case with `-` between its words. */
  readonly name: RegExp;
}

/** The first that matches; what is behind the name could not be followed, or shows nothing. */
export const taskNames: readonly TaskName[] = [
  {
    type: 'wait-stable',
    name: /(?:monitor|wait|watch)-(?:for-)?(?:the-)?(?:rollout|deploy\w*|stable|services?-stable)|rollout-status/,
  },
  {
    type: 'migration-check',
    name: /(?:migrat\w*|schema)-(?:files?-)?(?:lint|check|verify|validat)|(?:lint|check|verify|validate)-(?:\w+-)*(?:migration|database-schema|db-schema|schema-files)|make-migrations|makemigrations/,
  },
  {
    type: 'contract-check',
    name: /validate-(?:graphql-)?schemas?|schema-(?:check|validat|compat)|openapi|swagger|(?:^|-)contracts?(?:-|$)|(?:^|-)pact(?:-|$)|api-?breaking/,
  },
  { type: 'smoke-test', name: /smoke|(?:^|-)(?:live-?checks?|health-?checks?)(?:-|$)/ },
  {
    type: 'e2e-test',
    name: /(?:^|-)(?:e2e|end-to-end|playwright|cypress|system-tests?|acceptance|browser-tests?|cucumber|test-system|functional-ui)(?:-|$)/,
  },
  { type: 'integration-test', name: /(?:^|-)(?:integration|functional|int-test|itest|test-int|it-test)s?(?:-|$)/ },
  {
    type: 'secret-scan',
    name: /(?:secret|gitleaks|trufflehog)s?(?:-|$)(?!.*(?:fetch|load|set|get|create|sync|decrypt))(?=.*(?:scan|detect|check|leaks|hog))|gitleaks|trufflehog|(?:scan|detect)-secrets?/,
  },
  {
    type: 'iac-scan',
    name: /(?:helm|chart|terraform|terragrunt|tofu|tf|iac|kube|manifest)s?-(?:\w+-)*(?:lint|validat\w*|scan|check|plan)|(?:lint|validate)-(?:helm|charts?|terraform|manifests)/,
  },
  { type: 'dast', name: /(?:^|-)(?:dast|zap|owasp)(?:-|$)/ },
  {
    type: 'sast',
    name: /(?:^|-)(?:sast|static-scan|semgrep|bandit|brakeman|codeql|sonar\w*|veracode|checkmarx|fortify|static-security)(?:-|$)/,
  },
  {
    type: 'vulnerability-scan',
    name: /(?:^|-)(?:trivy|grype|snyk|vuln\w*|(?:image|container|docker|security|dependency)-scan\w*|(?:npm|security|owasp)-dependency(?:-check)?|dependency-check|audit(?!-log)|pip-audit|govulncheck|osv)(?:-|$)/,
  },
  { type: 'licence', name: /(?:^|-)licen[sc]es?(?:-check)?(?:-|$)/ },
  {
    type: 'format',
    name: /(?:^|-)(?:check|verify|test|ci)-(?:fmt|format\w*|prettier|style-format)|(?:fmt|format\w*|prettier)-(?:check|ci|test|verify|diff)(?:-|$)|^black$/,
  },
  {
    type: 'type-check',
    name: /(?:^|-)(?:type-?s?-?check\w*|check-types|tsc|mypy|pyright|typescript-check|lint-types|types-check|phpstan|psalm|static-analysis|typing|types)(?:-|$)/,
  },
  {
    type: 'lint',
    name: /(?:^|-)(?:lint\w*|linters?|eslint|pylint|hadolint|shellcheck|yamllint|commitlint|pre-commit|stylelint|rubocop|flake8|ruff|checkstyle|code-style|style-check|dead-code|vet|golangci|clippy|standard)(?:-|$)/,
  },
  { type: 'coverage', name: /(?:^|-)(?:coverage-(?:check|report|threshold)|check-coverage|report-coverage)(?:-|$)/ },
  {
    type: 'unit-test',
    name: /(?:^|-)(?:tests?|specs?|unit|unittests?|rspec|pytest|jest|phpunit|coverage|ci-test)(?:-|$)/,
  },
  {
    type: 'container-build',
    name: /(?:docker|image|container)s?-(?:compose-)?build|build-(?:and-push-)?(?:docker|image|container)|build-push|(?:^|-)(?:kaniko|buildah|buildpacks?)(?:-|$)/,
  },
  { type: 'rollback', name: /(?:^|-)roll-?back(?:-|$)/ },
];

/** Tools that run a task of every project of a repository: the task's name says what it does. */
export const taskRunners =
  /^(?:turbo|nx|lerna|rush|moon|bazel|pants|lage|wsrun|ultra|pnpm (?:-\S+ )*(?:-r|--recursive|--filter[= ]\S+|-F \S+)(?: --filter[= ]\S+)*|yarn workspaces)(?= )(?: (?:run-many|affected|run|foreach|--(?:exclude|include|from|filter|scope|ignore) \S+|-\S+|--[\w-]+(?:=\S+)?|-t))* (.*)$/;
/** Of test tasks that only prepare. */
export const noTask =
  /(?:^|-)(?:install|setup|set-up|prepare|prep|fixture|fixtures|build|deps|download|cache|clean|cleanup|db|database|results?|report\w*|upload|publish|fix|watch|down|up|start|stop|logs?|matrix|fix\w*|data|seed|split|list|glob|image|env|badge|comment|merge|combine|collate|collect|flaky|copy|users|summar\w*|visibility|to-markdown|updater?|annotat\w*|metrics|notify|wait|requirements|generate|regenerate|get|parse|record)(?:-|$)/;

/** Tasks that take something away: what they do to an environment is no deploy. */
export const removingTask =
  /(?:^|-)(?:delete|remove|drop|destroy|tear-?down|clean-?up|cleanup|undeploy|uninstall|prune|stop|rm)(?:-|$)/;

/** Commands that only prepare: they are never what the name of a step promises. */
export const preparingCommand =
  /^(?:(?:npm|pnpm|yarn|bun) (?:set|config|install|ci|i|add|cache|login|-v)\b|yarn$|pip3? |bundle (?:install|config|check|clean)|poetry (?:install|config|lock)|uv (?:sync|pip|venv|python)|pipenv install|composer (?:install|config)|go (?:mod|install|get)|cargo (?:install|fetch)|rustup|apt|brew|docker (?:login|pull|images?|ps|logs|tag|cp|rm|rmi|network|volume|inspect|info|load|save|system|context|manifest|buildx (?:create|use|inspect|ls|install))\b|docker[ -]compose\b.* (?:logs|down|pull|ps|stop|rm|config|up|build)\b|aws (?:configure|sts|ecr get-login|s3 cp|secretsmanager|ssm get)|gcloud (?:auth|config|components)|az (?:login|account)|cf (?:auth|api|login|target|logs|curl|run-task|install-plugin)\b|kubectl (?:config|get|describe|logs|version|cluster-info)|helm (?:repo|dependency|version|plugin)|terraform (?:init|fmt|workspace|output|version)|gh |git |set |source |\. |eval |export |read |test |\[|true$|false$|exit|return|sleep|wait|trap|curl |wget |tar |unzip|zip |chmod|chown|find |jq |yq |tee |tr |date|basename|dirname|touch |head|tail|sort|uniq|wc|kill|pkill|ssh-|gpg |openssl |base64|which |command |type |hash |whoami|uname|env$|pwd|du |df |free|sudo (?:rm|apt|mkdir|chown|chmod|service|systemctl)|kamal (?:lock|app (?:details|logs|images|containers|version)|details|audit|config|version|env|server|registry|prune|accessory|traefik|proxy)\b|dotnet (?:restore|tool|nuget|--)|circleci |ddsign|dockerize|wait-for|until |while |for |if )/;

/** A script that is handed the address of a health check. */
export const asksHealth =
  /^(?:(?:pwsh|bash|sh|python3?|node|ruby) )?\S+\.(?:ps1|sh|bash|py|js|ts|rb)\b.*(?:https?:\/\/|\$)\S*\/(?:health\w*|health-?check|readyz?|livez?|ping|heartbeat|up)["']?(?= |$)/i;

/** Words by which a command that is known by its name is told not to fail. */
export const toleratingFlag = /(?:^| )--(?:fail\S*=false|no-fail\S*|soft-fail|exit-zero)(?= |$)/;

/** Formatters as they rewrite files: whoever calls that a check checks nothing. */
export const writingFormatter =
  /^(?:ruff format|black|isort|prettier|biome format|cargo fmt|gofmt|goimports|terraform fmt|tofu fmt|dotnet format|shfmt|clang-format|mix format|dart format|djlint)\b(?!.*(?:--check|--diff|--list-different|--verify|--ci\b|-check\b|-l\b|-d\b|-c\b|--dry-run|--set-exit-if-changed))/;

/** Tasks that put a version somewhere, and what only stands around that. */
export const deployTask =
  /^(?:k8s-|ecs-|app-)?(?:deploy|rollout|rolling-update)(?:-|$)|(?:^|-)deploy(?:-to)?(?:-(?:prod|production|staging|stage|dev|qa|uat|demo|sandbox))?$/;
export const noDeployTask =
  /(?:setup|check|test|lint|build|docs|doc|status|plan|preview|url|notify|wait|config|key|secret|dry|record|announce|pre|post|storybook)(?:-|$)|(?:^|-)(?:un|can-i-)deploy/;

/** Hooks of pre-commit by their names, as the commands that they run. A hook that changes files fails as well. */
export const preCommitHooks: Readonly<Record<string, string>> = {
  black: 'black --check .',
  'ruff-format': 'ruff format --check',
  'cargo-fmt': 'cargo fmt --check',
  fmt: 'cargo fmt --check',
  prettier: 'prettier --check .',
  'mirrors-prettier': 'prettier --check .',
  terraform_fmt: 'terraform fmt -check',
  mypy: 'mypy .',
  pyright: 'pyright',
  basedpyright: 'basedpyright',
  gitleaks: 'gitleaks detect',
  trufflehog: 'trufflehog --fail',
  'detect-secrets': 'detect-secrets-hook',
  ggshield: 'ggshield secret scan',
  talisman: 'talisman',
  bandit: 'bandit -r .',
  semgrep: 'semgrep --error',
  checkov: 'checkov -d .',
  terraform_validate: 'terraform validate',
  terraform_trivy: 'trivy config --exit-code 1 .',
  'helm-lint': 'helm lint',
  'django-migrations': 'manage.py makemigrations --check',
  'python-safety-dependencies-check': 'safety check',
  'pip-audit': 'pip-audit',
};

/** Words that only one family of test runners takes, and a runner that stands for it where the script is not at hand. */
export const runnerByWords: readonly { readonly words: RegExp; readonly runner: string }[] = [
  { words: /^--coverage(?:Threshold\b|\.|=|$)/, runner: 'jest' },
];
