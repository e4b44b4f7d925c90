import type { GateTable } from '../gate.ts';

const pythonConfiguration = {
  files: /(?:^|\/)(?:pyproject\.toml|\.coveragerc|setup\.cfg|tox\.ini|pytest\.ini)$/,
  text: /fail[_-]under\s*=\s*[1-9]/,
};
const jestConfiguration = {
  files: /(?:^|\/)(?:jest\.config\.[cm]?[jt]s|package\.json|vite(?:st)?\.config\.[cm]?[jt]s)$/,
  text: /coverageThreshold|thresholds\s*:/,
};
const pythonThreshold = {
  files: pythonConfiguration.files,
  text: [/fail[_-]under\s*[=:]\s*(\d+(?:\.\d+)?)/],
};
const jestThreshold = {
  files: jestConfiguration.files,
  text: [/\blines["']?\s*:\s*(\d+(?:\.\d+)?)/, /\bstatements["']?\s*:\s*(\d+(?:\.\d+)?)/],
};
const anyThreshold = 'coverage is measured and compared with nothing';

/** Tests, and coverage that is compared with a threshold or only measured. */
export const testGates: GateTable = {
  commands: [
    {
      tool: 'pytest',
      type: 'unit-test',
      command: /^(?:pytest|py\.test|coverage run .*-m pytest)\b/,
      except: /--collect-only|(?:^|[ /_-])(?:e2e|smoke|integration|functional)(?:[ /_-]|$)/,
    },
    { tool: 'pytest', type: 'smoke-test', command: /^pytest\b.*\bsmoke/ },
    { tool: 'pytest', type: 'integration-test', command: /^pytest\b.*(?:integration|functional)/ },
    { tool: 'pytest', type: 'e2e-test', command: /^pytest\b.*(?:e2e|end_to_end)/ },
    {
      tool: 'unittest',
      type: 'unit-test',
      command: /^(?:unittest|nose2|nosetests|stestr|coverage run .*-m unittest)\b/,
    },
    {
      tool: 'django',
      type: 'unit-test',
      command: /^(?:manage\.py|django-admin) test\b|^coverage run .*manage\.py test/,
    },
    {
      tool: 'pytest-cov',
      type: 'coverage',
      command: /^(?:pytest|py\.test)\b.*--cov\b/,
      needs: { flag: /--cov-fail-under/, why: anyThreshold, configured: pythonConfiguration },
      threshold: { flag: /--cov-fail-under[= ](\d+(?:\.\d+)?)/, ...pythonThreshold },
    },
    {
      tool: 'coverage',
      type: 'coverage',
      command: /^coverage report\b/,
      needs: { flag: /--fail-under/, why: anyThreshold, configured: pythonConfiguration },
      threshold: { flag: /--fail-under[= ](\d+(?:\.\d+)?)/, ...pythonThreshold },
    },
    {
      tool: 'diff-cover',
      type: 'coverage',
      command: /^diff-cover\b/,
      needs: { flag: /--fail-under/, why: anyThreshold },
    },
    {
      tool: 'codecov',
      type: 'coverage',
      command:
        /^(?:codecov|codecovcli|codecov\.sh|\S*codecov\S*|coveralls|goveralls|cc-test-reporter(?! before-build| format-coverage| sum-coverage))\b/,
      except: /^(?:curl|wget|gpg|shasum|sha256sum|chmod|rm|mv|tar|pip) /,
      never: 'an upload of the report, which compares nothing here',
    },
    {
      tool: 'go test',
      type: 'unit-test',
      command: /^(?:go test|gotestsum|richgo test|ginkgo)\b/,
      except: /\be2e\b|\bintegration\b/,
    },
    { tool: 'go test', type: 'integration-test', command: /^(?:go test|gotestsum|ginkgo)\b.*\bintegration\b/ },
    { tool: 'go test', type: 'e2e-test', command: /^(?:go test|gotestsum|ginkgo)\b.*\be2e\b/ },
    { tool: 'cargo', type: 'unit-test', command: /^cargo (?:\+\S+ )?(?:test|nextest|insta test|llvm-cov|tarpaulin)\b/ },
    {
      tool: 'jest',
      type: 'unit-test',
      command:
        /^(?:jest|vitest|mocha|ava|karma|tap|(?:c8|nyc)(?! (?:report|merge|check-coverage|instrument))|jasmine|(?:react-scripts|craco|react-app-rewired|razzle|vue-cli-service) test|(?:rw|redwood) test|ng test|qunit|ember test)\b/,
      except: /\be2e\b/,
    },
    { tool: 'node', type: 'unit-test', command: /^node\b.*--test\b|^bun test\b|^deno test\b/ },
    {
      tool: 'jest',
      type: 'coverage',
      command: /^(?:jest|vitest)\b.*--coverage\b/,
      needs: { flag: /coverageThreshold|--coverage\.thresholds/, why: anyThreshold, configured: jestConfiguration },
      threshold: {
        flag: /(?:--coverage\.thresholds\.lines[= ]|coverageThreshold\S*?["']?lines["']?\s*:\s*)(\d+(?:\.\d+)?)/,
        ...jestThreshold,
      },
    },
    {
      tool: 'nyc',
      type: 'coverage',
      command: /^(?:nyc|c8)\b.*(?:--check-coverage|check-coverage)/,
      threshold: {
        flag: /--lines[= ](\d+(?:\.\d+)?)/,
        files: /(?:^|\/)(?:\.nycrc(?:\.json)?|\.c8rc\.json|package\.json)$/,
        text: [/"lines"\s*:\s*(\d+(?:\.\d+)?)/],
      },
    },
    {
      tool: 'cargo',
      type: 'coverage',
      command: /^cargo (?:\+\S+ )?(?:llvm-cov|tarpaulin)\b.*--fail-under/,
      threshold: { flag: /--fail-under(?:-lines)?[= ](\d+(?:\.\d+)?)/ },
    },
    {
      tool: 'playwright',
      type: 'e2e-test',
      command:
        /^(?:playwright test|cypress run|testcafe|wdio|nightwatch|protractor|cucumber(?:-js)?|codeceptjs|detox test|robot(?= )|behave|lost-pixel|percy)\b/,
    },
    { tool: 'k6', type: 'smoke-test', command: /^(?:k6 run|artillery run)\b/ },
    { tool: 'rspec', type: 'smoke-test', command: /^rspec\b(?:(?!--exclude).)*smoke/ },
    {
      tool: 'rspec',
      type: 'unit-test',
      command:
        /^(?:rspec|parallel_rspec|parallel_test|turbo_tests|rake (?:spec|test|knapsack:rspec|parallel:spec)|rails (?:test|spec)|knapsack_pro)(?=[\s[:]|$)/,
      except: /test:system|^(?:(?!--exclude).)*smoke|test:(?:prepare|setup)/,
    },
    { tool: 'rails', type: 'e2e-test', command: /^(?:rails|rake) test:system\b/ },
    { tool: 'cucumber', type: 'e2e-test', command: /^(?:parallel_)?cucumber\b/ },
    {
      tool: 'phpunit',
      type: 'unit-test',
      command: /^(?:phpunit|paratest|pest|artisan test|simple-phpunit|codecept run)\b|^php artisan test\b/,
    },
    {
      tool: 'maven',
      type: 'unit-test',
      command: /^mvn\b.*\b(?:test|verify|install)\b/,
      except: /-DskipTests(?!=false)|-Dmaven\.test\.skip(?!=false)|-Dskip\.tests/,
      weakenedBy: { flag: /-Dmaven\.test\.failure\.ignore(?!=false)|-fn\b/, why: 'failed tests are ignored' },
    },
    {
      tool: 'gradle',
      type: 'unit-test',
      command: /^gradle\b.*[ :](?:test|check|build|\w*[a-z]UnitTest|jacocoTestReport)(?= |$)/,
      except: /-x (?:test|check)\b|integrationTest\b(?!.* test\b)/,
    },
    {
      tool: 'jacoco',
      type: 'coverage',
      command: /^(?:gradle\b.*\b(?:jacocoTestCoverageVerification|koverVerify)|mvn\b.*jacoco:check)\b/,
      threshold: {
        files: /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
        text: [/<minimum>\s*(\d*\.?\d+)/, /minimum(?:\.set\(|\s*=)\s*["']?(\d*\.?\d+)/, /minBound\((\d+)/],
      },
    },
    {
      tool: 'jacoco',
      type: 'coverage',
      command: /^(?:gradle\b.*\b(?:check|build)|mvn\b.*\b(?:verify|install|deploy))\b/,
      except: /-x (?:check|test|jacoco)|-Djacoco\.skip|-DskipTests(?!=false)/,
      only: {
        files: /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
        text: /jacoco-maven-plugin<\/artifactId>(?:(?!<plugin>)[^]){0,4000}?<goal>check<\/goal>|check\b[^\n]{0,60}(?:\n[^\n]{0,60})?dependsOn[^\n]*jacocoTestCoverageVerification/,
      },
      threshold: {
        files: /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
        text: [/<minimum>\s*(\d*\.?\d+)/, /minimum(?:\.set\(|\s*=)\s*["']?(\d*\.?\d+)/],
      },
    },
    {
      tool: 'simplecov',
      type: 'coverage',
      command: /^(?:rspec|rake (?:spec|test)|rails (?:test|spec)|parallel_rspec)(?=\s|$)/,
      only: {
        files: /(?:^|\/)(?:\.simplecov|(?:spec|test)\/(?:\w+_)?helper\.rb)$/,
        text: /^[^#\n]*\bminimum_coverage\b/m,
      },
      threshold: {
        files: /(?:^|\/)(?:\.simplecov|(?:spec|test)\/(?:\w+_)?helper\.rb)$/,
        text: [/^[^#\n]*\bminimum_coverage\D{0,20}?(\d+(?:\.\d+)?)/m],
      },
    },
    {
      tool: 'pytest-cov',
      type: 'coverage',
      command: /^(?:pytest|py\.test)\b(?!.*--cov\b)(?!.*--no-cov)/,
      only: {
        files: pythonConfiguration.files,
        text: /addopts\s*=[^\n]*(?:\n[ \t]+[^\n]+)*?--cov-fail-under/,
      },
      threshold: { ...pythonThreshold, text: [/--cov-fail-under[= ](\d+(?:\.\d+)?)/] },
    },
    {
      tool: 'go-test-coverage',
      type: 'coverage',
      command: /^go-test-coverage\b/,
      threshold: { flag: /--threshold-total[= ](\d+)/, files: /\.testcoverage\.ya?ml$/, text: [/\btotal:\s*(\d+)/] },
    },
    {
      tool: 'coverlet',
      type: 'coverage',
      command: /^dotnet test\b.*\/p:Threshold=/,
      threshold: { flag: /\/p:Threshold=(\d+)/ },
    },
    { tool: 'gradle', type: 'integration-test', command: /^gradle\b.*\b(?:integrationTest|functionalTest)\b/ },
    { tool: 'dotnet', type: 'unit-test', command: /^dotnet (?:test|vstest)\b/ },
    { tool: 'mix', type: 'unit-test', command: /^mix (?:test|coveralls)\b/ },
    { tool: 'swift', type: 'unit-test', command: /^(?:swift test|xcodebuild\b.*\btest|fastlane (?:test|scan))\b/ },
    {
      tool: 'ctest',
      type: 'unit-test',
      command:
        /^(?:ctest|bats|shellspec|busted|zig build test|flutter test|sbt\b.*\btest|lein test|bazel test|helm unittest|devenv test)\b/,
    },
    {
      tool: 'newman',
      type: 'contract-check',
      command: /^(?:newman run|dredd|schemathesis run|st run)\b/,
      weakenedBy: { flag: /--suppress-exit-code/, why: '--suppress-exit-code' },
    },
  ],
  actions: [
    {
      tool: 'codecov',
      type: 'coverage',
      uses: /^codecov\/codecov-action|^codecov\/upload|^coverallsapp\/github-action|^coveralls\/upload|^paambaati\/codeclimate|^codacy\/codacy-coverage|^deepsourcelabs\/test-coverage|qltysh\/qlty-action\/coverage/,
      never: 'an upload of the report, which compares nothing here',
    },
    {
      tool: 'code coverage summary',
      type: 'coverage',
      uses: /^irongut\/codecoveragesummary/,
      needs: { input: 'fail_below_min', value: /^true$/, why: 'without fail_below_min it only shows the number' },
    },
    { tool: 'cypress', type: 'e2e-test', uses: /^cypress-io\/github-action|^cypress\/run/ },
    {
      tool: 'jest coverage',
      type: 'coverage',
      uses: /jest-coverage-report|py-cov-action|orgoro\/coverage|vitest-coverage-report|madrapps\/jacoco/,
      never: 'a comment on the change',
    },
    { tool: 'orb', type: 'unit-test', uses: /^(?:ruby\/rspec-test|(?:node|python|go|php|gradle|maven)\/test)$/ },
    { tool: 'tests', type: 'unit-test', uses: /^(?:vstest|dotnetcorecli|visualstudiotest)$/ },
  ],
};
