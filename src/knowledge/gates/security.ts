import { noExitCode, trivyConfiguration } from '../exitCodes.ts';
import type { GateTable } from '../gate.ts';

/** Scanners of dependencies, images, code, secrets and licences. */
export const securityGates: GateTable = {
  commands: [
    {
      tool: 'trivy',
      type: 'vulnerability-scan',
      command:
        /^trivy\b.* (?:image|i|fs|filesystem|rootfs|repo|repository|sbom|vm|client)\b|^trivy (?!config|conf|--version|version|plugin|convert)\S+/,
      except:
        /--download-db-only|^trivy (?:config|convert|--version|version|plugin|server)|--format (?:cyclonedx|spdx)/,
      needs: { flag: /--exit-code[= ][1-9]|--exit-on-eol/, why: noExitCode, configured: trivyConfiguration },
      severities: { list: /(?:--severity|-s)[= ]["']?([A-Za-z,]+)/ },
    },
    {
      tool: 'grype',
      type: 'vulnerability-scan',
      command: /^grype (?!version|db)/,
      needs: { flag: /--fail-on|-f\b/, why: 'without --fail-on it succeeds whatever it finds' },
      severities: { lowest: /(?:--fail-on|-f)[= ]["']?(\w+)/ },
    },
    { tool: 'snyk', type: 'sast', command: /^snyk code test\b/ },
    {
      tool: 'snyk',
      type: 'vulnerability-scan',
      command: /^snyk (?:test|container test)\b/,
      severities: { lowest: /--severity-threshold[= ](\w+)/ },
    },
    {
      tool: 'snyk',
      type: 'vulnerability-scan',
      command: /^snyk (?:container )?monitor\b/,
      never: 'snyk monitor only records',
    },
    {
      tool: 'docker scout',
      type: 'vulnerability-scan',
      command: /^docker scout (?:cves|quickview)\b/,
      needs: { flag: /--exit-code|-e\b/, why: noExitCode },
    },
    {
      tool: 'npm audit',
      type: 'vulnerability-scan',
      command:
        /^(?:npm|pnpm|bun) audit\b|^yarn (?:npm )?audit\b|^audit-ci\b|^better-npm-audit\b|^improved-yarn-audit\b/,
      except: /audit (?:fix|signatures)/,
      severities: { lowest: /--(?:audit-)?level[= ](\w+)/ },
    },
    {
      tool: 'pip-audit',
      type: 'vulnerability-scan',
      command:
        /^(?:pip-audit|safety (?:check|scan)|bundle(?:r)?[ -]audit|bundler-audit|rake bundle:audit|cargo (?:audit|deny check)|osv-scanner|composer audit|mix (?:deps\.audit|hex\.audit)|nancy|retire|auditjs|importmap audit|ruby-audit|pipenv check)\b/,
      weakenedBy: { flag: /--continue-on-error/, why: '--continue-on-error' },
    },
    {
      tool: 'govulncheck',
      type: 'vulnerability-scan',
      command: /^govulncheck\b/,
      weakenedBy: {
        flag: /-(?:json|format[= ](?:json|sarif|openvex))/,
        why: 'in this format it succeeds whatever it finds',
      },
    },
    {
      tool: 'dotnet',
      type: 'vulnerability-scan',
      command: /^dotnet list\b.*--vulnerable/,
      never: 'it lists and succeeds',
    },
    {
      tool: 'dependency-check',
      type: 'vulnerability-scan',
      command: /^(?:dependency-check(?:\.sh)?|gradle\b.*dependencyCheck\w+|mvn\b.*dependency-check)/,
      needs: {
        flag: /failOnCVSS|failBuildOnCVSS/i,
        why: 'no failBuildOnCVSS, whose default fails nothing',
        configured: { files: /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/, text: /failBuildOnCVSS/ },
      },
    },
    {
      tool: 'ecr',
      type: 'vulnerability-scan',
      command: /^aws ecr (?:describe-image-scan-findings|start-image-scan)/,
      never: 'findings are read, not compared',
    },
    { tool: 'bandit', type: 'sast', command: /^bandit\b/, weakenedBy: { flag: /--exit-zero/, why: '--exit-zero' } },
    { tool: 'semgrep', type: 'sast', command: /^(?:semgrep|opengrep) ci\b/ },
    {
      tool: 'semgrep',
      type: 'sast',
      command: /^(?:semgrep|opengrep)\b(?! ci| login| --version)/,
      needs: { flag: /--error/, why: 'without --error it succeeds whatever it finds' },
    },
    {
      tool: 'brakeman',
      type: 'sast',
      command: /^brakeman\b/,
      weakenedBy: { flag: /--no-exit-on-warn|-z0/, why: '--no-exit-on-warn' },
    },
    {
      tool: 'spotbugs',
      type: 'sast',
      command: /^(?:gradle\b.*\b(?:check|build)|mvn\b.*\b(?:verify|install))\b/,
      except: /-x (?:check|spotbugs)|-Dspotbugs\.skip/,
      only: {
        files: /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
        text: /id[\s(]+["']com\.github\.spotbugs|spotbugs-maven-plugin[^]{0,2000}?<goal>check<\/goal>/,
      },
    },
    {
      tool: 'gosec',
      type: 'sast',
      command:
        /^(?:gosec|njsscan|psalm\b.*--taint-analysis|mix sobelow|security-code-scan|horusec start|mvn\b.*spotbugs:check|phan|bearer scan)\b/,
      weakenedBy: { flag: /-no-fail|--exit-code[= ]0/, why: 'it is told not to fail' },
    },
    {
      tool: 'sonar',
      type: 'sast',
      command:
        /^(?:sonar-scanner|sonar|mvn\b.*sonar:sonar|gradle\b.*\bsonar(?:qube)?|dotnet sonarscanner end|dotnet-sonarscanner end)\b/,
      needs: {
        flag: /qualitygate\.wait=true/,
        why: 'without sonar.qualitygate.wait the quality gate fails nothing',
        configured: { files: /(?:^|\/)sonar-project\.properties$/, text: /qualitygate\.wait\s*=\s*true/ },
      },
    },
    { tool: 'codeql', type: 'sast', command: /^codeql database analyze\b/, never: 'alerts fail nothing' },
    {
      tool: 'zap',
      type: 'dast',
      command: /^(?:zap-(?:baseline|api-scan|full-scan)(?:\.py)?|nuclei|nikto)\b/,
      weakenedBy: { flag: / -I\b/, why: '-I ignores warnings' },
    },
    { tool: 'owasp', type: 'dast', command: /^zap\.sh\b|^(?:dastardly|wapiti)\b/ },
    {
      tool: 'gitleaks',
      type: 'secret-scan',
      command: /^gitleaks (?:detect|protect|git|dir|directory)\b/,
      weakenedBy: { flag: /--exit-code[= ]0/, why: '--exit-code 0' },
    },
    {
      tool: 'trufflehog',
      type: 'secret-scan',
      // The second version, in Python, fails by itself.
      command: /^trufflehog(?:\.py)?\b.*(?: --regex| --entropy|--since_commit)/i,
    },
    {
      tool: 'trufflehog',
      type: 'secret-scan',
      command: /^trufflehog\b/,
      needs: { flag: /--fail\b/, why: 'without --fail it succeeds whatever it finds' },
    },
    {
      tool: 'detect-secrets',
      type: 'secret-scan',
      command:
        /^(?:detect-secrets-hook|git-secrets|git secrets|ggshield secret scan|talisman|whispers|noseyparker|secretlint|kingfisher)\b/,
    },
    {
      tool: 'licence checker',
      type: 'licence',
      command:
        /^(?:license-checker|license-checker-rseidelsohn|licensee|pip-licenses|go-licenses check|cargo deny check licen|license_finder|licensed status|fossa test|dotnet-project-licenses|mvn\b.*license:check)\b/,
    },
    { tool: 'fossa', type: 'licence', command: /^fossa analyze\b/, never: 'fossa analyze only records' },
  ],
  actions: [
    {
      tool: 'trivy',
      type: 'vulnerability-scan',
      uses: /^aquasecurity\/trivy-action|(?:^|\/)trivy(?:-|$)/,
      when: { input: 'scan-type', value: /^(?!config)/ },
      needs: { input: 'exit-code', value: /^[1-9]/, why: 'no exit code', configured: trivyConfiguration },
      severities: { list: 'severity' },
    },
    {
      tool: 'grype',
      type: 'vulnerability-scan',
      uses: /^anchore\/scan-action/,
      weakenedBy: { input: 'fail-build', value: /^false$/, why: 'fail-build: false' },
      severities: { lowest: 'severity-cutoff' },
    },
    {
      tool: 'snyk',
      type: 'vulnerability-scan',
      uses: /^snyk\/(?!(?:actions\/)?setup)/,
      weakenedBy: { input: 'command', value: /monitor/, why: 'snyk monitor only records' },
    },
    {
      tool: 'snyk',
      type: 'sast',
      uses: /snyk\w*scan/,
      when: { input: 'testType', value: /^code/ },
      weakenedBy: { input: 'failOnIssues', value: /^false$/, why: 'failOnIssues: false' },
    },
    {
      tool: 'snyk',
      type: 'vulnerability-scan',
      uses: /snyk\w*scan/,
      when: { input: 'testType', value: /^(?!iac|code)/ },
      weakenedBy: { input: 'failOnIssues', value: /^false$/, why: 'failOnIssues: false' },
      severities: { lowest: 'severityThreshold' },
    },
    { tool: 'snyk', type: 'vulnerability-scan', uses: /./, when: { input: 'snyk-token', value: /./ } },
    {
      tool: 'docker scout',
      type: 'vulnerability-scan',
      uses: /^docker\/scout-action/,
      needs: { input: 'exit-code', value: /^true$/, why: 'no exit-code: true' },
    },
    {
      tool: 'dependency-review',
      type: 'vulnerability-scan',
      uses: /^actions\/dependency-review-action/,
      weakenedBy: { input: 'warn-only', value: /^true$/, why: 'warn-only: true' },
      severities: { lowest: 'fail-on-severity' },
    },
    {
      tool: 'pip-audit',
      type: 'vulnerability-scan',
      uses: /^(?:pypa|trailofbits)\/gh-action-pip-audit|^rustsec\/audit-check|^actions-rs\/audit-check|^actions-rust-lang\/audit|^embarkstudios\/cargo-deny|^golang\/govulncheck-action|^google\/osv-scanner-action|^symfonycorp\/security-checker|^pyupio\/safety/,
    },
    {
      tool: 'dependency-check',
      type: 'vulnerability-scan',
      uses: /^dependency-check\/dependency-check_action|^dependency-check-build-task/,
      needs: { input: 'args', value: /--failOnCVSS/, why: 'no --failOnCVSS' },
    },
    {
      tool: 'anchore',
      type: 'vulnerability-scan',
      uses: /^(?:jobs\/)?dependency-scanning(?:\.latest)?\.gitlab-ci\.yml$|^security\/dependency-scanning|(?:^|\/)container-scanning(?:\.latest)?\.gitlab-ci\.yml$/,
      never: 'findings of the template are only reported',
    },
    {
      tool: 'ecr',
      type: 'vulnerability-scan',
      uses: /ecr-(?:image-)?scan|docker-ecr-image-scan/,
      unknown: 'what it compares is not in this repository',
    },
    {
      tool: 'codeql',
      type: 'sast',
      uses: /^github\/codeql-action\/analyze/,
      never: 'alerts fail nothing: they are shown in code scanning',
    },
    { tool: 'semgrep', type: 'sast', uses: /^(?:returntocorp|semgrep)\/semgrep-action/ },
    {
      tool: 'sonar',
      type: 'sast',
      uses: /^sonarsource\/sonar(?:cloud-github-action|qube-scan-action)|^sonarcloud\/scan|^sonarqubeanalyze|^sonarcloudanalyze/,
      needs: {
        input: 'args',
        value: /qualitygate\.wait=true/,
        why: 'without sonar.qualitygate.wait the quality gate fails nothing',
        configured: { files: /(?:^|\/)sonar-project\.properties$/, text: /qualitygate\.wait\s*=\s*true/ },
      },
    },
    { tool: 'sonar', type: 'sast', uses: /^sonarsource\/sonarqube-quality-gate-action/ },
    {
      tool: 'sast',
      type: 'sast',
      uses: /^(?:jobs|security)\/sast(?:\.latest)?\.gitlab-ci\.yml$/,
      never: 'findings of the template are only reported',
    },
    {
      tool: 'gosec',
      type: 'sast',
      uses: /^securego\/gosec|^pycqa\/bandit-action|^mdegis\/bandit|^paambaati\/brakeman|^reactivecircus\/brakeman|^devskim|^microsoft\/security-devops|^checkmarx\/|^veracode\/|^fortify\//,
    },
    {
      tool: 'zap',
      type: 'dast',
      uses: /^zaproxy\/action-/,
      needs: { input: 'fail_action', value: /^true$/, why: 'no fail_action: true' },
    },
    {
      tool: 'dast',
      type: 'dast',
      uses: /^(?:security\/)?dast(?:\.latest)?\.gitlab-ci\.yml$/,
      never: 'findings of the template are only reported',
    },
    {
      tool: 'gitleaks',
      type: 'secret-scan',
      uses: /^(?:gitleaks|zricethezav)\/gitleaks-action|^trufflesecurity\/trufflehog|^gitguardian\/ggshield/,
    },
    {
      tool: 'secret detection',
      type: 'secret-scan',
      uses: /^(?:jobs|security)\/secret-detection(?:\.latest)?\.gitlab-ci\.yml$/,
      never: 'findings of the template are only reported',
    },
    {
      tool: 'licence',
      type: 'licence',
      uses: /^fossas\/fossa-action|^apache\/skywalking-eyes|license-(?:check|eye)|^(?:jobs|security)\/license-scanning/,
      unknown: 'what it refuses is set elsewhere',
    },
  ],
};
