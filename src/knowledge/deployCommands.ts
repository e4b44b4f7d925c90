/** Commands that put a version somewhere, and whether they wait until that is stable. */

export interface DeployCommand {
  readonly platform: string;
  /** Of the command once its wrappers are off. */
  readonly command: RegExp;
  readonly except?: RegExp;
  /** Null: what it does stands elsewhere. */
  readonly waits: boolean | null;
  /** A flag that makes it wait, or not. */
  readonly waitsWith?: RegExp;
  readonly asyncWith?: RegExp;
  /** Where it says which environment: the first group. */
  readonly environment?: RegExp;
  /** The environment where nothing says one. */
  readonly unnamed?: string;
  /** It changes the machine that it runs on. */
  readonly local?: boolean;
  /** It is one only where its step or job is called so. */
  readonly named?: boolean;
  /** With this it changes another one. */
  readonly elsewhere?: RegExp;
}

export const deployCommands: readonly DeployCommand[] = [
  { platform: 'ecs', command: /^aws ecs update-service\b/, waits: false, environment: /--cluster[= ]["']?(\S+)/ },
  {
    platform: 'ecs',
    command:
      /^(?:ecs deploy|ecs-deploy|ecspresso deploy|ecs-cli compose\b.* up|copilot (?:svc )?deploy|aws deploy create-deployment)\b/,
    waits: true,
    asyncWith: /^aws deploy/,
    environment: /(?:--env|-e)[= ](\S+)/,
  },
  {
    platform: 'cloudformation',
    command:
      /^aws cloudformation (?:deploy|update-stack|create-stack)\b|^(?:sam deploy|cdk deploy|pulumi up|sst deploy)\b/,
    waits: true,
    asyncWith: /cloudformation (?:update|create)-stack/,
    environment: /(?:--config-env|--stack-name|--stage|--stack|-s)[= ](\S+)/,
  },
  {
    platform: 'helm',
    command: /^helm\b(?:.* )?(?:upgrade|install)\b/,
    except: /helm (?:plugin|dependency|repo|template|lint)|--dry-run/,
    waits: false,
    waitsWith: /--wait\b|--atomic\b|--rollback-on-failure/,
    environment: /values[-_./](\w+)\.ya?ml|(?:--namespace|-n|--kube-context)[= ]["']?(\S+)/,
  },
  {
    platform: 'helmfile',
    command: /^helmfile\b.* ?(?:apply|sync)\b/,
    waits: null,
    environment: /(?:-e|--environment)[= ](\S+)/,
  },
  {
    platform: 'argo-rollouts',
    command: /^kubectl argo rollouts (?:set image|restart)\b|^kubectl-argo-rollouts set image\b/,
    waits: false,
    environment: /(?:--namespace|-n)[= ]["']?(\S+)/,
  },
  {
    platform: 'kubernetes',
    command: /^(?:kubectl|oc)\b.* ?(?:apply|set image|set env|patch|rollout (?:restart|latest)|replace)\b/,
    except:
      /--dry-run|customresourcedefinition|(?:-f|--filename)[= ]["']?https?:|\/crds?[/.]|cert-manager|cluster-?role|namespaces?\.ya?ml|(?:patch|apply).*(?:secret|serviceaccount|configmap)/,
    waits: false,
    environment:
      /overlays\/(\w+)|(?:--namespace|-n|--context)[= ]["']?(\S+)|-[fk] \S*?\b(prod\w*|staging|stage|dev\w*|qa|demo)\b/,
  },
  {
    platform: 'openshift',
    command: /^oc(?: -\S+(?:[= ]\S+)?)*? tag (?!-d\b)/,
    except: /[-:](?:backup|old|previous)\S*$/,
    waits: false,
    environment: /:([\w-]+)["']?$|(?:--namespace|-n)[= ]["']?(\S+)/,
  },
  { platform: 'argocd', command: /^argocd app sync\b/, waits: false },
  {
    platform: 'kubernetes',
    command:
      /^(?:skaffold (?:run|deploy)|kapp deploy|werf converge|hokusai (?:staging|production) (?:deploy|update)|okteto deploy|garden deploy|devspace deploy)\b/,
    waits: true,
    environment: /hokusai (\w+)|--env[= ](\S+)/,
  },
  {
    platform: 'cloud-run',
    command: /^gcloud (?:beta )?run (?:deploy|services (?:update|replace))\b/,
    waits: true,
    asyncWith: /--async/,
  },
  { platform: 'app-engine', command: /^gcloud (?:beta )?app deploy\b|^gcloud functions deploy\b/, waits: true },
  { platform: 'cloud-deploy', command: /^gcloud deploy releases create\b/, waits: false },
  { platform: 'compute-engine', command: /^gcloud compute instance-groups managed rolling-action\b/, waits: false },
  {
    platform: 'azure',
    command:
      /^az (?:webapp (?:deploy|deployment|up|config container set)|functionapp deploy\S*|containerapp (?:update|up|job update)|aks command invoke)\b/,
    waits: false,
    environment: /--slot[= ](\S+)/,
  },
  {
    platform: 'git push',
    command: /^git push\b.*(?:aptible\.com|scalingo|clever-?cloud|scm\.azurewebsites\.net)/,
    waits: true,
    environment: /@[\w.-]+:(\S+)/,
  },
  {
    platform: 'heroku',
    command: /^heroku (?:container:release|pipelines:promote)\b|^git push\b.*(?:heroku|dokku|git\.heroku\.com)/,
    waits: true,
    environment: /(?:-a|--app)[= ](\S+)|push\b.* (\S*heroku\S*)/,
  },
  {
    // Over SSH `dokku` itself is the shell.
    platform: 'dokku',
    command: /^(?:dokku )?(?:git:(?:from-image|from-archive|sync)|tags:deploy|ps:rebuild)\b/,
    waits: true,
  },
  {
    platform: 'terraform',
    command: /^cdktf deploy\b/,
    waits: true,
    environment: /deploy (?:--\S+ )*([\w-]+)/,
  },
  {
    platform: 'platform',
    command:
      /^(?:scalingo\b.* deploy|clever deploy|aptible deploy|caprover deploy|faas-cli (?:deploy|up)|waypoint up)\b/,
    waits: true,
    environment: /(?:-a|--app|--alias|--environment|--region)[= ](\S+)/,
  },
  {
    platform: 'fly',
    command: /^(?:flyctl|fly) deploy\b/,
    waits: true,
    asyncWith: /--detach/,
    environment: /(?:-a|--app)[= ](\S+)|fly\.(\w+)\.toml/,
  },
  {
    platform: 'vercel',
    command: /^vercel\b(?! (?:pull|build|link|env|inspect|alias|login|whoami|--version))/,
    waits: true,
    environment: /--target[= ](\S+)|--(prod)\b/,
  },
  { platform: 'netlify', command: /^(?:netlify|ntl) deploy\b/, waits: true, environment: /--(prod)\b/ },
  {
    platform: 'cloudflare',
    command: /^wrangler (?:deploy|publish|pages (?:deploy|publish))\b/,
    except: /--dry-run/,
    waits: true,
    environment: /(?:--env|-e)[= ](\S+)/,
  },
  {
    platform: 'firebase',
    command: /^firebase deploy\b|^surge\b|^gh-pages\b/,
    waits: true,
    environment: /(?:-P|--project)[= ](\S+)/,
  },
  { platform: 'nomad', command: /^nomad (?:job )?run\b/, waits: true, asyncWith: /-detach/ },
  {
    platform: 'compose',
    command:
      /^docker(?: (?:--context|-c|-H|--host)[= ]\S+)?[ -]compose\b.* up\b.*(?: -\w*d\w*\b|--detach)|^docker stack deploy\b|^docker service update\b/,
    waits: false,
    waitsWith: /--wait\b|stack deploy.*--detach=false/,
    local: true,
    elsewhere: /^docker (?:--context|-c|-H|--host)\b|^docker[ -]compose (?:\S+ )*(?:--context|-H|--host)\b/,
  },
  {
    platform: 'host',
    command:
      /^(?:systemctl|supervisorctl|service|pm2) (?:--user )?(?:restart|reload|start|startOrRestart|startOrReload)\b|^service \S+ restart/,
    waits: false,
    local: true,
  },
  {
    platform: 'capistrano',
    command: /^(?:cap|mina|dep|envoy run|vendor\/bin\/dep|deployer|fab|shipit)\b(?=.*deploy)/,
    waits: true,
    environment: /^(?:cap|shipit) (\w+)|^dep(?:loyer)? deploy (\w+)/,
  },
  {
    platform: 'ansible',
    command: /^ansible-playbook\b/,
    except: /--syntax-check|--check\b|(?:-c|--connection)[= ]local\b|-i ["']?localhost,|--list-/,
    waits: null,
    environment: /(?:-i|--inventory)[= ](?:\S*\/)?(\w+)|(?:--limit|-l)[= ](\w+)/,
  },
  {
    platform: 'terraform',
    command: /^(?:terraform|tofu|terragrunt)(?: -\S+| run(?:-all)?)* apply\b/,
    // Modules that only hold values are applied to be read.
    except: /-chdir=\S*config["']?(?= |$)/,
    waits: true,
    environment: /-var-file[= ]\S*?(\w+)\.tfvars|-chdir=\S*?(\w+)$|workspace[= ](\w+)/,
  },
  {
    platform: 'serverless',
    command: /^(?:serverless|sls) deploy\b/,
    waits: true,
    environment: /(?:--stage|-s)[= ](\S+)/,
  },
  {
    platform: 'lambda',
    command:
      /^aws lambda (?:update-function-code|create-function|update-alias)(?![\w-])|^zappa (?:update|deploy)\b|^chalice deploy\b/,
    waits: false,
    environment: /(?:update|deploy|--stage) (\w+)/,
  },
  {
    platform: 'elastic-beanstalk',
    command: /^eb deploy\b|^aws elasticbeanstalk update-environment\b/,
    waits: true,
    asyncWith: /elasticbeanstalk|--nohang/,
    environment: /eb deploy (\S+)|--environment-name[= ](\S+)/,
  },
  {
    platform: 'cloud-foundry',
    command: /^cf\d? (?:push|restage|deploy|zero-downtime-push|blue-green-deploy)\b/,
    waits: true,
    environment: /-s (\S+)/,
  },
  {
    platform: 'kamal',
    command: /^kamal (?:deploy|redeploy|setup|app boot)\b/,
    waits: true,
    environment: /(?:-d|--destination)[= ](\S+)/,
    unnamed: 'production',
  },
  {
    platform: 's3',
    command:
      /^aws s3 (?:sync|cp(?=.*(?:--recursive|index\.html)))\b(?=.* ["']?s3:\/\/)(?=.*(?:--delete|www|site|static|frontend|web|s3:\/\/\S*(?:prod|staging)|s3:\/\/\S*FRONTEND|(?<=^aws s3 (?:sync|cp) (?:-\S+ )*)["']?(?:\.\/)?(?:[^\s:]+\/)?(?:build|dist|public|out|_site|www)\b))/,
    except:
      /^aws s3 \w+ (?:-\S+ )*["']?s3:|artifact|report|coverage|cache|backup|logs?\b|test-results|allure|screenshots?|junit|snapshots?\b|storybook|\.(?:zip|tgz|gz|whl|jar|deb|rpm)\b/i,
    waits: true,
  },
  { platform: 'host', command: /^rsync\b.*\w@[\w.${}-]+:/, waits: false },
  {
    platform: 'webhook',
    command:
      /^curl\b.*(?:api\.render\.com\/deploy|RENDER_DEPLOY|DEPLOY_HOOK|deploy[-_]?hook|\/hooks\/deploy|coolify\S*\/deploy|PORTAINER_WEBHOOK|railway\.app|\$\{?\w*DEPLOY\w*_(?:URL|WEBHOOK|ENDPOINT)\b|hooks\.cloud66\.com|netlify\.com\/build_hooks|vercel\.com\/v\d\/integrations\/deploy)/i,
    waits: false,
  },
  { platform: 'azure', command: /^azcopy (?:sync|copy|cp)\b/, waits: true, named: true },
  {
    platform: 'dispatch',
    command:
      /^curl\b.*api\.github\.com\/repos\/\S+\/dispatches|^gh workflow run\b|^curl\b.*\/api\/v4\/projects\/\S+\/(?:trigger\/pipeline|pipeline\b)|^gh api\b.*\/dispatches/,
    waits: false,
    named: true,
  },
  {
    platform: 'railway',
    command: /^railway (?:up|redeploy)\b/,
    waits: true,
    asyncWith: /--detach/,
    environment: /(?:-e|--environment)[= ](\S+)/,
  },
];
