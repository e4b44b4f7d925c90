import type { GateTable } from '../gate.ts';

/** Linters, formatters, type checkers. */
export const qualityGates: GateTable = {
  commands: [
    {
      tool: 'eslint',
      isFamily: true,
      type: 'lint',
      command:
        /^(?:eslint|next lint|ng lint|vue-cli-service lint|standard|xo|oxlint|tslint|stylelint|htmlhint|jshint|knip|depcheck|madge|dpdm|sherif|syncpack lint|manypkg check|ember-template-lint|svelte-check|publint|attw|cspell|codespell|typos|vale|commitlint|danger|alex|markdownlint|markdownlint-cli2|markdownlint-cli)\b/,
    },
    { tool: 'biome', type: 'lint', command: /^biome (?:check|ci|lint)\b/ },
    {
      tool: 'prettier',
      type: 'format',
      command:
        /^prettier\b.*(?:--check|-c\b|--list-different|-l\b)|^(?:oxfmt|dprint|biome format)\b.*(?:check|--ci)|^(?:biome format|herb-format|erb-format)\b(?!.*--write)|^deno fmt --check/,
    },
    {
      tool: 'tsc',
      isFamily: true,
      type: 'type-check',
      command:
        /^(?:tsc|vue-tsc|tsgo|flow check|mypy|dmypy|pyright|basedpyright|pyre|ty check|pytype|srb tc|sorbet|steep check|psalm|phpstan|larastan|mix dialyzer|svelte-check|pyrefly)\b/,
      except: /^(?!.*--noEmit).*-p \S*build|--emitDeclarationOnly|--outDir/,
    },
    { tool: 'ruff', type: 'format', command: /^ruff format\b.*(?:--check|--diff)/ },
    {
      tool: 'ruff',
      type: 'lint',
      command: /^ruff\b(?! format| clean| --version)/,
      weakenedBy: { flag: /--exit-zero/, why: '--exit-zero' },
    },
    {
      tool: 'flake8',
      isFamily: true,
      type: 'lint',
      command:
        /^(?:flake8|pycodestyle|pydocstyle|pyflakes|vulture|pylama|prospector|interrogate|yamllint|djlint|curlylint|deptry|lint-imports|import-linter|darker|xenon|radon)\b/,
      weakenedBy: { flag: /--exit-zero/, why: '--exit-zero' },
    },
    { tool: 'pylint', type: 'lint', command: /^pylint\b/, weakenedBy: { flag: /--exit-zero/, why: '--exit-zero' } },
    { tool: 'isort', type: 'lint', command: /^isort\b.*(?:--check|-c\b|--diff)/ },
    { tool: 'black', type: 'format', command: /^(?:black|autopep8|yapf|blue)\b.*(?:--check|--diff|-d\b)/ },
    { tool: 'pre-commit', type: 'lint', command: /^(?:pre-commit|prek|lefthook) run\b|^hk (?:check|run)\b/ },
    {
      tool: 'golangci-lint',
      type: 'lint',
      command: /^(?:golangci-lint run|go vet|staticcheck|golint|revive|errcheck)\b/,
      weakenedBy: { flag: /--issues-exit-code[= ]0/, why: '--issues-exit-code 0' },
    },
    {
      tool: 'gofmt',
      type: 'format',
      command: /^(?:gofmt|goimports|gofumpt)\b/,
      except: / -w\b/,
      needs: { flag: /-d\b.*--exit/, why: 'it lists files and succeeds' },
    },
    { tool: 'cargo fmt', type: 'format', command: /^(?:cargo (?:\+\S+ )?fmt|rustfmt)\b.*--check/ },
    {
      tool: 'clippy',
      type: 'lint',
      command: /^cargo (?:\+\S+ )?(?:clippy|machete|udeps|hack|shear|sort)\b/,
    },
    { tool: 'cargo check', type: 'type-check', command: /^cargo (?:\+\S+ )?check\b/ },
    {
      tool: 'rubocop',
      type: 'lint',
      command:
        /^(?:rubocop|standardrb|erb_lint|erblint|herb-lint|herb analyze|haml-lint|haml_lint|slim-lint|reek|rails zeitwerk:check|i18n-tasks (?:health|missing|unused|check-\S+)|fasterer|mdl|rake (?:lint|rubocop|standard)\S*)(?=\s|$)/,
    },
    {
      tool: 'php',
      type: 'lint',
      command: /^(?:phpcs|parallel-lint|phpmd|pint --test|rector\b.*--dry-run|deptrac|phpinsights|ecs check)\b/,
    },
    { tool: 'php-cs-fixer', type: 'format', command: /^php-cs-fixer\b.*(?:--dry-run|check)/ },
    { tool: 'mix', type: 'format', command: /^mix format\b.*--check/ },
    { tool: 'mix', type: 'lint', command: /^mix (?:credo|compile\b.*--warnings-as-errors)/ },
    { tool: 'maven', type: 'lint', command: /^mvn\b.*(?:checkstyle:check|pmd:check|enforcer:enforce)/ },
    { tool: 'maven', type: 'format', command: /^mvn\b.*(?:spotless:check|formatter:validate|fmt:check)/ },
    { tool: 'gradle', type: 'lint', command: /^gradle\b.*\b\S*(?:detekt|ktlint|checkstyle\w*|pmd\w*|lint\w*|Lint)\b/ },
    { tool: 'gradle', type: 'format', command: /^gradle\b.*\b(?:spotlessCheck|ktlintCheck|spotlessJavaCheck)\b/ },
    { tool: 'dotnet', type: 'format', command: /^dotnet format\b.*--verify-no-changes/ },
    {
      tool: 'shellcheck',
      type: 'lint',
      command:
        /^(?:shellcheck|hadolint|actionlint|editorconfig-checker|ec|reuse lint|swiftlint|ansible-lint|buf lint|protolint|sqlfluff lint|dotenv-linter|taplo|ktlint|detekt|spectral lint|redocly lint|vacuum lint|graphql-schema-linter|addlicense -check|dockerfilelint|flutter analyze|dart analyze|clang-tidy|cppcheck|nixpkgs-lint|statix)\b/,
    },
    {
      tool: 'shfmt',
      type: 'format',
      command:
        /^(?:shfmt|terraform fmt|tofu fmt|clang-format|nixfmt|alejandra|dart format|buf format)\b.*(?:-d\b|-check|--check|--diff|--exit-code|--dry-run|-Werror|--set-exit-if-changed)/,
    },
    {
      tool: 'zizmor',
      type: 'lint',
      command: /^zizmor\b/,
      weakenedBy: { flag: /--format[= ]sarif|--no-exit-codes/, why: 'in this format it succeeds whatever it finds' },
    },
    {
      tool: 'gradle',
      type: 'lint',
      command: /^gradle\b.*\b(?:check|build)\b/,
      except: /-x (?:check|checkstyle|lint|detekt|pmd)/,
      only: {
        files: /(?:^|\/)build\.gradle(?:\.kts)?$/,
        text: /^\s*(?:id[\s(]+["'](?:checkstyle|pmd|codenarc|io\.gitlab\.arturbosch\.detekt|org\.jlleitschuh\.gradle\.ktlint|org\.jmailen\.kotlinter)|apply plugin:\s*["'](?:checkstyle|pmd|codenarc)|checkstyle$|pmd$)/m,
      },
    },
    {
      tool: 'gradle',
      type: 'format',
      command: /^gradle\b.*\b(?:check|build)\b/,
      except: /-x (?:check|spotless)/,
      only: { files: /(?:^|\/)build\.gradle(?:\.kts)?$/, text: /id[\s(]+["']com\.diffplug\.spotless/ },
    },
    {
      tool: 'maven',
      type: 'lint',
      command: /^mvn\b.*\b(?:verify|install|deploy)\b/,
      except: /-Dcheckstyle\.skip|-Dpmd\.skip/,
      only: {
        files: /(?:^|\/)pom\.xml$/,
        text: /maven-(?:checkstyle|pmd)-plugin<\/artifactId>(?:(?!<plugin>)[^]){0,2500}?<goal>check<\/goal>/,
      },
    },
    {
      tool: 'maven',
      type: 'format',
      command: /^mvn\b.*\b(?:verify|install|deploy)\b/,
      except: /-Dspotless\.(?:check\.)?skip/,
      only: {
        files: /(?:^|\/)pom\.xml$/,
        text: /(?:spotless-maven-plugin|fmt-maven-plugin|formatter-maven-plugin)<\/artifactId>(?:(?!<plugin>)[^]){0,2500}?<goal>(?:check|validate)<\/goal>/,
      },
    },
    { tool: 'dotnet-format', type: 'format', command: /^dotnet-format\b.*--check/ },
    { tool: 'manage.py check', type: 'lint', command: /^(?:manage\.py|django-admin) check\b/ },
  ],
  actions: [
    {
      tool: 'super-linter',
      type: 'lint',
      uses: /^(?:super-linter|github)\/super-linter|^oxsecurity\/megalinter|^reviewdog\/action-|^rhysd\/actionlint|^raven-actions\/actionlint|^hadolint\/hadolint-action|^ludeeus\/action-shellcheck|^ibiqlik\/action-yamllint|^davidanson\/markdownlint|^crate-ci\/typos|^codespell-project|^streetsidesoftware\/cspell|^wagoid\/commitlint|^amannn\/action-semantic-pull-request|^pre-commit\/action|^tj-actions\/eslint|^stefanzweifel\/.*lint|^dominikh\/staticcheck|^zizmorcore\/|^editorconfig-checker\/action(?!s)/,
    },
    {
      tool: 'golangci-lint',
      type: 'lint',
      uses: /^golangci\/golangci-lint-action/,
      weakenedBy: { input: 'args', value: /--issues-exit-code[= ]0/, why: '--issues-exit-code 0' },
    },
    {
      tool: 'ruff',
      type: 'lint',
      uses: /^(?:astral-sh|chartboost)\/ruff-action/,
      weakenedBy: { input: 'args', value: /format|--exit-zero|--version/, why: 'it does not lint' },
    },
    {
      tool: 'black',
      type: 'format',
      uses: /^psf\/black|^creyd?\/prettier_action|^actionsx\/prettier|^dotenvx?\/format/,
    },
    { tool: 'terraform fmt', type: 'format', uses: /^dflook\/(?:terraform|tofu)-fmt-check$/ },
    { tool: 'biome', type: 'lint', uses: /^mongolyy\/reviewdog-action-biome/ },
    { tool: 'clippy', type: 'lint', uses: /^actions-rs\/clippy-check|^giraffate\/clippy-action/ },
    {
      tool: 'phpstan',
      type: 'type-check',
      uses: /^php-actions\/phpstan|^jakebailey\/pyright-action|^tsuyoshicho\/action-mypy/,
    },
    { tool: 'buf', type: 'lint', uses: /^bufbuild\/buf-lint-action/ },
    { tool: 'rubocop', type: 'lint', uses: /^ruby\/rubocop-check$/ },
    {
      tool: 'shellcheck',
      type: 'lint',
      uses: /^shellcheck\/check$|^redhat-plumbers-in-action\/differential-shellcheck/,
    },
    { tool: 'problem matcher', type: 'lint', uses: /^cpp-linter\// },
  ],
};
