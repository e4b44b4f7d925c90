/** Words that name environments, and what says beforehand where deploys go. */

/** Words that name an environment, as people write them. */
export const environmentWord =
  /(?:^|[^a-z])(production|prod|prd|live|staging|stage|stg|pre-?prod(?:uction)?|uat|acceptance(?![-_ ]*tests?)|qa|sandbox|demo|review|preview|development|develop|dev|test|integration|training|canary|beta)(?=[^a-z]|$)/i;
/** Names of the same thing. */
export const environmentNames: Readonly<Record<string, string>> = {
  develop: 'dev',
  stage: 'staging',
};

/** `Deploy to ACC`: what people call a place that has no name of all. The first group is its name. */
export const targetInName = /\bdeploy\w*[\s_-]+(?:on|to|into)[\s_-]+([a-z][\w-]*)$/i;

/** What stands there and is none: where all environments are, and what versions are handed out by. */
export const noTarget =
  /^(?:kubernetes|k8s|k3s|cluster|aws|ecs|ecr|eks|ec2|s3|lambda|gke|gcp|gcr|google\w*|azure|aks|heroku|fly|vercel|netlify|cloudflare|cloud\w*|digital\w*|do|hetzner|linode|render|railway|firebase|surge|pages|github\w*|gh\w*|gitlab\w*|gitops|openshift|rancher|nomad|swarm|helm|argo\w*|tomcat|wildfly|beanstalk|eb|servers?|hosts?|vm|vps|machine|remote|ssh|registry|artifactory|nexus|maven\w*|sonatype|central|pypi|npm|nuget|docker\w*|stores?|play\w*|testflight|dokku|caprover|coolify|portainer|environments?|envs?|all|the|app\w*|web\w*|api|repo\w*|branch|target)$/i;

/** A command that says where those after it go, until another says otherwise. */
export interface TargetCommand {
  readonly platforms: RegExp;
  readonly command: RegExp;
  /** The first group that is there. */
  readonly target: RegExp;
}

export const targetCommands: readonly TargetCommand[] = [
  {
    platforms: /^cloud-foundry$/,
    command: /^cf\d? (?:target|login|create-space)\b/,
    target: /(?: -s|--space)[= ]?(\S+)/,
  },
  {
    platforms: /^(?:kubernetes|helm|helmfile|argo-rollouts|openshift)$/,
    command: /^kubectl config (?:use-context|set-context|set-cluster)\b|^kubectx\b|^kubens\b|^oc (?:project|login)\b/,
    target: /--namespace[= ](\S+)|(?:use-context|kubectx|kubens|oc project|set-context|-n) (?!-)(\S+)/,
  },
  {
    platforms: /^(?:kubernetes|helm|helmfile|argo-rollouts)$/,
    command:
      /^aws eks (?:--\S+ \S+ )*update-kubeconfig\b|^gcloud container clusters get-credentials\b|^az aks get-credentials\b|^doctl (?:kubernetes|k8s) cluster kubeconfig save\b/,
    target: /(?:--name|-n)[= ](\S+)|get-credentials (?!-)(\S+)|save (?!-)(\S+)/,
  },
  {
    platforms: /^(?:cloud-run|app-engine|cloud-deploy|compute-engine)$/,
    command: /^gcloud config set project\b/,
    target: /set project (\S+)/,
  },
  {
    platforms: /^terraform$/,
    command: /^(?:terraform|tofu)\b.* ?workspace\b/,
    target: /(?:select|new)(?: -\S+)* (\S+)/,
  },
  {
    platforms: /^terraform$/,
    command: /^(?:terraform|tofu)\b.* ?init\b/,
    target: /-backend-config[= ]\S*?(\w+)\.(?:tfvars|hcl|config|tf)/,
  },
  { platforms: /^heroku$/, command: /^heroku git:remote\b/, target: /(?:-a|--app)[= ](\S+)/ },
  { platforms: /^firebase$/, command: /^firebase use\b/, target: /use (?:--add )?(\S+)/ },
];

/** Actions and orbs that do the same by an input. */
export const targetActions = {
  platforms: /^(?:kubernetes|helm|helmfile|argo-rollouts|openshift|kubectl)$/,
  uses: /set-context|get-gke-credentials|kubeconfig|kube-?config|oc-login|kubectl-config|configure-kubectl/,
} as const;
