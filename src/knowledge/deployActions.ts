/** Actions, orbs and workflows of elsewhere that put a version somewhere, and whether they wait until that is stable. */

export interface DeployAction {
  readonly platform: string;
  /** Of its name without a version, in lower case. */
  readonly uses: RegExp;
  /** Only with this input. */
  readonly when?: { readonly input: string; readonly value: RegExp };
  readonly waits: boolean | null;
  readonly waitInput?: { readonly input: string; readonly value: RegExp };
  /** Known by its name alone: what it does besides is not shown. */
  readonly unseen?: boolean;
  /** It is one only where its step or job is called so. */
  readonly named?: boolean;
}

export const deployActions: readonly DeployAction[] = [
  {
    platform: 'ecs',
    uses: /^aws-actions\/amazon-ecs-deploy-task-definition/,
    // Without a service it only registers what may run.
    when: { input: 'service', value: /./ },
    waits: false,
    waitInput: { input: 'wait-for-service-stability', value: /^true$/ },
  },
  {
    platform: 'ecs',
    uses: /^aws-actions\/amazon-ecs-deploy-express/,
    waits: false,
    waitInput: { input: 'wait-for-service-stability', value: /^true$/ },
  },
  {
    platform: 'ecs',
    uses: /^aws-ecs\/(?:deploy_service_update|deploy-service-update)$/,
    waits: false,
    waitInput: { input: 'verify_revision_is_deployed', value: /^true$/ },
  },
  {
    platform: 'cloud-run',
    uses: /^google-github-actions\/deploy-(?:cloudrun|appengine|cloud-functions)|^gcp-cloud-run\/deploy/,
    waits: true,
  },
  { platform: 'cloud-deploy', uses: /^google-github-actions\/create-cloud-deploy-release/, waits: false },
  {
    platform: 'azure',
    uses: /^azure\/(?:webapps-deploy|functions-action|container-apps-deploy-action|static-web-apps-deploy|appservice-)|^(?:azurewebapp|azurewebappcontainer|azurermwebappdeployment|azurefunctionapp|azureappservicemanage|azurecontainerapps)$/,
    waits: false,
  },
  {
    platform: 'kubernetes',
    uses: /^azure\/k8s-deploy|^nais\/deploy\/actions\/deploy|^kubernetesmanifest$|^steebchen\/kubectl/,
    waits: true,
  },
  { platform: 'kubernetes', uses: /^kubernetes\/(?:create-or-update-resource|update-container-image)/, waits: null },
  {
    platform: 'helm',
    uses: /^helm\/upgrade-helm-chart|^aws-eks\/(?:update|install)-(?:helm|container)|^deliverybot\/helm|^wyrihaximus\/github-action-helm3|^bitovi\/github-actions-deploy-eks-helm|^helmdeploy$/,
    waits: null,
  },
  {
    platform: 'gitops',
    uses: /^fjogeleit\/yaml-update-action/,
    when: { input: 'commitChange', value: /^(?!false)/ },
    waits: false,
    unseen: true,
  },
  { platform: 'helmfile', uses: /^helmfile\/helmfile-action/, waits: null },
  { platform: 'heroku', uses: /^akhileshns\/heroku-deploy|^heroku\/deploy/, waits: true },
  {
    platform: 'heroku',
    uses: /^fastruby\/manage-heroku-review-app/,
    when: { input: 'action', value: /^create/ },
    waits: null,
    unseen: true,
  },
  { platform: 'vercel', uses: /^amondnet\/vercel-action|^vercel\/action/, waits: true },
  { platform: 'netlify', uses: /^nwtgck\/actions-netlify|^netlify\/actions/, waits: true },
  { platform: 'cloudflare', uses: /^cloudflare\/pages-action/, waits: true },
  {
    platform: 'cloudflare',
    uses: /^cloudflare\/wrangler-action/,
    when: { input: 'command', value: /deploy|publish/ },
    waits: true,
  },
  { platform: 'fly', uses: /^superfly\/fly-pr-review-apps/, waits: true },
  {
    platform: 'github-pages',
    uses: /^actions\/deploy-pages|^peaceiris\/actions-gh-pages|^jamesives\/github-pages-deploy-action/,
    waits: true,
  },
  {
    platform: 'elastic-beanstalk',
    uses: /^einaregilsson\/beanstalk-deploy/,
    waits: true,
    waitInput: { input: 'wait_for_deployment', value: /^(?!false)/ },
  },
  { platform: 'firebase', uses: /^firebaseextended\/action-hosting-deploy/, waits: true },
  { platform: 'render', uses: /^(?:johnbeynon|bounceapp)\/render-(?:deploy-)?action|^render-oss\//, waits: null },
  {
    platform: 'host',
    uses: /^easingthemes\/ssh-deploy|^burnett01\/rsync-deployments|^samkirkland\/ftp-deploy-action/,
    waits: false,
  },
  { platform: 'terraform', uses: /^dflook\/(?:terraform|tofu)-apply$/, waits: true },
  {
    platform: 'terraform',
    uses: /^op5dev\/tf-via-pr|^dnd-it\/action-terraform/,
    when: { input: 'command', value: /^apply/ },
    waits: true,
  },
  { platform: 'cloudformation', uses: /^aws-actions\/aws-cloudformation-github-deploy/, waits: true },
  { platform: 'kubernetes', uses: /^hokusai\/deploy/, waits: null },
  {
    platform: 'workflow',
    uses: /^(?!.*(?:deactivate|clean|delete|destroy|tear-?down|undeploy|notif|lint|check|scan|docs|status|e2e|test|publish)).*\.github\/workflows\/[^/]*(?:deploy(?!ment-)|rollout|promote|(?:terraform|terragrunt|tofu|tf)-apply|(?:^|[-_/])(?:pre-?production|production|staging)(?=[-_.]))[^/]*$/,
    waits: null,
    unseen: true,
  },
  {
    platform: 'action',
    uses: /^(?!actions\/|github\/|chrnorm\/|aws-actions\/amazon-ecs-|.*(?:deactivate|clean|delete|remove|destroy|tear-?down|undeploy|notif|docs?(?:-|$)|pages|preview-url|status|marker|setup|check|wait|finish|start-deploy|create-deployment|get-|list-|freeze|block|deploy-?(?:key|token|url|gate)))[^/]+\/(?:.*[/-])?deploy(?:er|ment)?(?:-[\w-]+)?$/,
    waits: null,
    unseen: true,
  },
  { platform: 'orb', uses: /^[\w-]+\/deploy(?:[-_][\w-]+)?$/, waits: null, unseen: true },
  {
    platform: 'dispatch',
    uses: /^(?:peter-evans\/repository-dispatch|convictional\/trigger-workflow|benc-uk\/workflow-dispatch|the-actions-org\/workflow-dispatch)/,
    waits: false,
    unseen: true,
    named: true,
  },
];
