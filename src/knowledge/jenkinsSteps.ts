/** Steps of Jenkins and its plugins that gate or deploy without a shell. */
import type { GateType } from '../model/pipeline.ts';

export interface JenkinsGate {
  /** Of the call with its receiver: `docker.build`. */
  readonly call: RegExp;
  readonly type: GateType;
  readonly tool: string;
  /** Of its arguments: without it a finding fails nothing. */
  readonly needs?: { readonly argument: RegExp; readonly why: string };
  /** Of its arguments: with it a finding fails nothing. */
  readonly weakenedBy?: { readonly argument: RegExp; readonly why: string };
}

export const jenkinsGates: readonly JenkinsGate[] = [
  {
    call: /^waitForQualityGate$/,
    type: 'sast',
    tool: 'sonar',
    needs: { argument: /abortPipeline\s*:\s*true/, why: 'without abortPipeline: true the quality gate fails nothing' },
  },
  {
    call: /^snykSecurity$/,
    type: 'vulnerability-scan',
    tool: 'snyk',
    weakenedBy: { argument: /failOnIssues\s*:\s*['"]?false/, why: 'failOnIssues: false' },
  },
  {
    call: /^dependencyCheckPublisher$/,
    type: 'vulnerability-scan',
    tool: 'dependency-check',
    needs: { argument: /failedTotal\w+\s*:/, why: 'without a limit nothing fails' },
  },
  { call: /^docker\.build$/, type: 'container-build', tool: 'docker' },
  { call: /^openshiftBuild$/, type: 'container-build', tool: 'openshift' },
  {
    call: /^openshift\w*Verify(?:Build|Deployment)$/,
    type: 'wait-stable',
    tool: 'openshift',
  },
];

/** Methods of builders that libraries hand out: they run the tool of their name with what they are given. */
export const builderMethod = /^(?:gradle|yarn|npm|pnpm|mvn|make)$/;

/** Steps and words of Jenkins itself and of plugins that gate nothing. */
export const ownStep =
  /^(?:script|steps|node|agent|when|environment|post|options|tools|parameters|input|parallel|stage|stages|echo|print\w*|def|if|else|try|catch|finally|for|while|switch|return|throw|new|checkout|scm|git|stash|unstash|archive\w*|junit|publish\w*|record\w*|emailext|mail|slack\w*|notify\w*|post[A-Z]\w*|with\w*|dir|timeout|retry|lock|container|docker\w*|image|label|ws|sleep|milestone|properties|cleanWs|deleteDir|branch|expression|not|anyOf|allOf|failure|success|always|unstable|cleanup|changed|aborted|ansiColor|timestamps|wrap|tool|load|library|error|failFast|beforeAgent|beforeInput)$/;

export interface JenkinsDeploy {
  readonly call: RegExp;
  readonly platform: string;
  readonly waits: boolean | null;
  /** Of its arguments: with it nothing is deployed. */
  readonly except?: RegExp;
}

export const jenkinsDeploys: readonly JenkinsDeploy[] = [
  { call: /^openshift\.(?:apply|tag|rollout)$/, platform: 'openshift', waits: false, except: /build/i },
  {
    call: /^openshiftTag$/,
    platform: 'openshift',
    waits: false,
    except: /dest(?:ination)?Tag\s*:\s*['"][^'"]*(?:backup|old|previous|latest|build)/i,
  },
  { call: /^openshiftDeploy$/, platform: 'openshift', waits: true },
  { call: /^(?:kubernetesDeploy|kubernetesApply|deployToKubernetes)$/, platform: 'kubernetes', waits: false },
  { call: /^(?:azureWebAppPublish|azureFunctionAppPublish)$/, platform: 'azure', waits: false },
  { call: /^(?:pushToCloudFoundry)$/, platform: 'cloud-foundry', waits: true },
  { call: /^(?:cfnUpdate)$/, platform: 'cloudformation', waits: true },
  { call: /^(?:ansiblePlaybook)$/, platform: 'ansible', waits: null },
  { call: /^(?:sshPublisher|sshCommand|sshScript)$/, platform: 'host', waits: null },
  { call: /^(?:deploy)$/, platform: 'container of servlets', waits: false },
];
