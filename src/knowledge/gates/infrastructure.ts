import { noExitCode, trivyConfiguration } from '../exitCodes.ts';
import type { GateTable } from '../gate.ts';

/** Scanners of what infrastructure is described by. */
export const infrastructureGates: GateTable = {
  commands: [
    {
      tool: 'trivy',
      type: 'iac-scan',
      command: /^trivy (?:config|conf)\b/,
      needs: { flag: /--exit-code[= ][1-9]/, why: noExitCode, configured: trivyConfiguration },
    },
    { tool: 'snyk', type: 'iac-scan', command: /^snyk iac test\b/ },
    {
      tool: 'terraform',
      type: 'iac-scan',
      command: /^(?:terraform|tofu|terragrunt)(?: -\S+| run(?:-all)?)* (?:validate|plan)\b|^terraform-compliance\b/,
    },
    {
      tool: 'checkov',
      type: 'iac-scan',
      command: /^checkov\b/,
      weakenedBy: { flag: /--soft-fail/, why: '--soft-fail' },
    },
    {
      tool: 'tfsec',
      type: 'iac-scan',
      command: /^(?:tfsec|terrascan|kics)\b/,
      weakenedBy: { flag: /--soft-fail|-s\b|--ignore-on-exit/, why: 'it is told not to fail' },
    },
    {
      tool: 'tflint',
      type: 'iac-scan',
      command:
        /^(?:tflint|kubeconform|kubeval|kube-linter|kube-score|conftest|helm lint|helm template|ct lint|cfn-lint|cfn_nag|datree|polaris audit|kustomize build|sam validate|cdk (?:synth|diff))\b/,
      except: /\| ?kubectl apply|helm template.*\|.*kubectl|^tflint\b.*--init/,
    },
  ],
  actions: [
    {
      tool: 'trivy',
      type: 'iac-scan',
      uses: /^aquasecurity\/trivy-action/,
      when: { input: 'scan-type', value: /^config/ },
      needs: { input: 'exit-code', value: /^[1-9]/, why: 'no exit code', configured: trivyConfiguration },
    },
    { tool: 'terraform', type: 'iac-scan', uses: /^dflook\/(?:terraform|tofu)-(?:validate|plan|check|test)$/ },
    {
      tool: 'snyk',
      type: 'iac-scan',
      uses: /snyk\w*scan/,
      when: { input: 'testType', value: /^iac/ },
      weakenedBy: { input: 'failOnIssues', value: /^false$/, why: 'failOnIssues: false' },
    },
    { tool: 'helm', type: 'iac-scan', uses: /(?:^|\/)helm[-_]lint$/ },
    {
      tool: 'checkov',
      type: 'iac-scan',
      uses: /^bridgecrewio\/checkov-action|^aquasecurity\/tfsec|^checkmarx\/kics|^stackrox\/kube-linter|^instrumenta\/|^yannh\/kubeconform|^helm\/chart-testing-action/,
      weakenedBy: { input: 'soft_fail', value: /^true$/, why: 'soft_fail: true' },
    },
  ],
};
