/** Images that commands and actions of pipelines push or deploy, and tags that mean another image tomorrow. */

export interface ImageCommand {
  /** Of the command once its wrappers are off. */
  readonly command: RegExp;
  /** Where the image is named: the first group, or a tag alone in the second. */
  readonly image: RegExp;
}

export const imageCommands: readonly ImageCommand[] = [
  { command: /^(?:docker (?:image )?push|podman push|buildah push|crane push|nerdctl push)\b/, image: / ([^\s-]\S*)$/ },
  { command: /^docker buildx imagetools create\b/, image: /(?:-t|--tag)[= ](\S+)/ },
  { command: /^(?:docker (?:buildx )?build|depot build)\b.* --push\b/, image: /(?:-t|--tag)[= ](\S+)/ },
  { command: /^(?:crane (?:copy|tag)|skopeo copy)\b/, image: / (?:docker:\/\/)?([^\s-]\S*)$/ },
  { command: /^(?:executor|kaniko)\b/, image: /--destination[= ](\S+)/ },
  { command: /^(?:kubectl|oc)\b.* ?set image\b/, image: /\s[\w.${}*-]+=([^\s=]+)/ },
  { command: /^kubectl argo rollouts set image\b/, image: /set image \S+ [\w.${}*-]+=([^\s=]+)/ },
  { command: /^gcloud\b.* ?run (?:deploy|services update)\b/, image: /--image[= ](\S+)/ },
  {
    command: /^az (?:containerapp|webapp)\b/,
    image: /--(?:image|docker-custom-image-name|container-image-name)[= ](\S+)/,
  },
  { command: /^aws lambda update-function-code\b/, image: /--image-uri[= ](\S+)/ },
  { command: /^(?:flyctl|fly) deploy\b/, image: /(?:--image|-i)[= ](\S+)/ },
  { command: /^docker service update\b/, image: /--image[= ](\S+)/ },
  {
    command: /^helm\b.* ?(?:upgrade|install)\b/,
    image: /--set(?:-string)?[= ]["']?(?:\S*,)?(?:\w+\.)*image\.repository=([^\s,"']+)/,
  },
  { command: /^ecs[- ]deploy\b/, image: /(?:-i|--image)[= ](?:\w+ )?(\S+)/ },
];

/** Tags that are given without their image. */
export const tagCommands: readonly ImageCommand[] = [
  {
    command: /^helm\b.* ?(?:upgrade|install)\b/,
    image: /--set(?:-string)?[= ]["']?(?:\S*,)?(?:\w+\.)*(?:image\.tag|imageTag|image_tag)=([^\s,"']+)/,
  },
  { command: /^(?:ecs deploy|ecs-deploy)\b/, image: /(?:-t|--tag)[= ](\S+)/ },
  { command: /^kamal (?:deploy|redeploy|app boot)\b/, image: /--version[= ](\S+)/ },
];

export interface ImageAction {
  /** Of its name without a version, in lower case. */
  readonly uses: RegExp;
  /** Inputs that name images, by lines or commas. */
  readonly inputs: readonly string[];
  /** Only with this input. */
  readonly when?: { readonly input: string; readonly value: RegExp };
}

export const imageActions: readonly ImageAction[] = [
  {
    uses: /^docker\/build-push-action|^depot\/build-push-action|^useblacksmith\/build-push-action/,
    inputs: ['tags'],
    when: { input: 'push', value: /^(?!false$)./ },
  },
  { uses: /^aws-actions\/amazon-ecs-render-task-definition/, inputs: ['image'] },
  { uses: /^google-github-actions\/deploy-cloudrun/, inputs: ['image'] },
  { uses: /^azure\/(?:webapps-deploy|container-apps-deploy-action|k8s-deploy)/, inputs: ['images', 'imagetodeploy'] },
  { uses: /^superfly\//, inputs: ['image'] },
  {
    uses: /^(?:aws-ecs|gcp-cloud-run|kubernetes)\//,
    inputs: ['container-image-name-updates', 'image', 'container_image_name_updates'],
  },
];

/** Actions that give an image another tag, and the inputs that name it. */
export const retaggingActions: readonly ImageAction[] = [
  { uses: /^shrink\/actions-docker-registry-tag/, inputs: ['tags'] },
  { uses: /^akhilerm\/tag-push-action/, inputs: ['dst'] },
  { uses: /^tinact\/docker\.image-retag/, inputs: ['image_new_tag'] },
];

/** Tags that are given to another image with the next build. */
export const movingImageTag =
  /^(?:latest|main|master|trunk|head|develop(?:ment)?|dev|edge|nightly|canary|stable|current|release|live|prod(?:uction)?|stag(?:e|ing)|stg|qa|uat|test|testing|demo|preview|beta|next)$/i;

/** Variables of pipeline systems that hold a branch's name. */
export const branchVariable =
  /^["']?\$?[({]*\s*(?:github\.(?:ref_name|head_ref|base_ref)|CI_COMMIT_(?:REF_(?:NAME|SLUG)|BRANCH)|CIRCLE_BRANCH|BRANCH_NAME|GIT_BRANCH|Build\.SourceBranchName|GITHUB_(?:REF_NAME|HEAD_REF))\s*[)}]*["']?$/;

/** The service, app or deployment that a command names: the first group. */
export const serviceInCommand: readonly RegExp[] = [
  /^kubectl argo rollouts (?:set image|restart|promote) ([\w.${}-]+)/,
  /^aws ecs\b.* --service[= ]["']?([^\s"']+)/,
  /^(?:kubectl|oc)\b.* (?:deployments?(?:\.apps)?|deploy|statefulsets?|sts|daemonsets?|ds|rollouts?|dc)[/ ]["']?([\w.${}-]+)/,
  /^helm\b.* ?(?:upgrade|install)\b(?: (?:--(?:install|atomic|wait|create-namespace|cleanup-on-fail|force|debug|reset-values|reuse-values)|-i|(?:--(?:namespace|timeout|values|set|set-string|kube-context|version|history-max|repo)|-n|-f)[= ]\S+))* ([\w.${}-]+)/,
  /^gcloud\b.* ?run (?:deploy|services update) ["']?([\w.${}-]+)/,
  /^(?:heroku|git push)\b.*(?:-a|--app)[= ]([\w.${}-]+)/,
  /^(?:flyctl|fly)\b.*(?:-a|--app)[= ]([\w.${}-]+)/,
  /^cf (?:push|restage|restart|v3-zdt-push|zero-downtime-push|blue-green-deploy)\b(?: -\S+(?: \S+)?)* ["']?([\w.${}-]+)/,
  /^az\b.* (?:--name|-n)[= ]["']?([\w.${}-]+)/,
  /^aws lambda\b.* --function-name[= ]["']?([^\s"']+)/,
  /^aws elasticbeanstalk\b.* --environment-name[= ]["']?([^\s"']+)/,
  /^eb deploy ([\w.${}-]+)/,
  /^docker service update\b.* ([\w.${}-]+)$/,
  /^(?:systemctl|supervisorctl|service|pm2) (?:-\S+ )*(?:(?:restart|reload|start|reload-or-restart|startOrReload) )?["']?([\w.@${}-]+)/,
  /^argocd app sync ["']?([\w.${}/-]+)/,
  /^ecs[- ]deploy (?!-)\S+ ([\w.${}-]+)/,
];

/** Inputs of actions that name it. */
export const serviceInputs: readonly string[] = [
  'service',
  'service-name',
  'app-name',
  'app_name',
  'appname',
  'app',
  'heroku_app_name',
  'function-name',
  'function_name',
  'release',
  'release-name',
  'deployment',
  'site-id',
  'environment_name',
];
