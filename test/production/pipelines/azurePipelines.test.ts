import assert from 'node:assert/strict';
import { rendered } from './support.ts';

describe('pipelines of Azure, as people write them', () => {
  it('reads what a container runs, and takes no other task of Docker for a build', async () => {
    const lines = await rendered({
      'azure-pipelines.yml': `steps:
- task: Docker@1
  inputs:
    command: Build an image
    imageName: shop
- task: Docker@1
  displayName: Run ruby linter
  inputs:
    command: Run an image
    imageName: shop
    containerCommand: rubocop app
- task: Docker@1
  inputs:
    command: login
- task: Docker@2
  inputs:
    command: push
    repository: shop
`,
    });
    assert.deepEqual(lines, ['job: container-build at 2 blocks yes', 'job: lint at 11 blocks yes']);
  });

  it('takes tests for what their step is called, and those behind a deploy for tests of it', async () => {
    const lines = await rendered({
      'azure-pipelines.yml': `jobs:
- deployment: Ship
  environment: Shop-Live
  strategy:
    runOnce:
      deploy:
        steps:
        - task: AzureWebApp@1
          inputs: { appName: shop }
        - task: DotNetCoreCLI@2
          displayName: Run Functional tests
          inputs: { command: test, projects: '**/*FunctionalTest*.dll' }
`,
    });
    assert.deepEqual(lines, [
      'Ship: approval at 3 blocks no',
      'Ship: integration-test at 10 blocks yes',
      'Ship: deploys to Shop-Live at 8: approval unknown, waits no, smoke yes',
    ]);
  });

  it('knows a scanner by the words of its task, and what it scans by its input', async () => {
    const lines = await rendered({
      'azure-pipelines.yml': `jobs:
- job: Snyk
  steps:
  - task: DotNetCoreCLI@2
    inputs: { command: restore }
  - task: HouseSnykScanTask@0
    inputs: { testType: iac, failOnIssues: true }
  - task: HouseSnykScanTask@0
    inputs: { testType: code, failOnIssues: false }
  - task: SnykSecurityScan@1
    inputs: { testType: app }
`,
    });
    assert.deepEqual(lines, [
      'Snyk: iac-scan at 6 blocks yes',
      'Snyk: sast at 8 blocks no',
      'Snyk: vulnerability-scan at 10 blocks yes',
    ]);
  });

  it('follows scripts of PowerShell to what they apply, and takes one that is given a health address for a test', async () => {
    const lines = await rendered({
      'azure-pipelines.yml': `jobs:
- deployment: Ship
  environment: Shop-Live
  strategy:
    runOnce:
      deploy:
        steps:
        - task: PowerShell@2
          displayName: terraform live deploy
          inputs:
            targetType: filePath
            filePath: '$(Pipeline.Workspace)/artifact/terraform_run.ps1'
            arguments: '-workSpace live'
        - task: PowerShell@2
          displayName: Check the status of Service
          inputs:
            targetType: filePath
            filePath: '$(Pipeline.Workspace)/artifact/check_service_status.ps1'
            arguments: '-url $(SHOP_URL)/health -minutes 5'
`,
      'deployment/terraform_run.ps1': `param([string] $workSpace)
terraform init
if ( !$? ) { throw "Error" }
terraform apply "terraform.tfplan"
if ( !$? ) { throw "Error" }
`,
      'deployment/check_service_status.ps1': 'Write-Host "asks"\n',
    });
    assert.deepEqual(lines, [
      'Ship: approval at 3 blocks no',
      'Ship: smoke-test at 14 blocks unknown',
      'Ship: deploys to Shop-Live at 8: approval unknown, waits yes, smoke yes',
    ]);
  });
});
