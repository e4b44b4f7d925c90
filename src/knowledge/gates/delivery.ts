import type { GateTable } from '../gate.ts';

/** Builds, and what stands around a deploy: approvals, waits, smoke tests, ways back, messages. */
export const deliveryGates: GateTable = {
  commands: [
    { tool: 'kubectl', type: 'smoke-test', command: /^(?:kubectl|oc)\b.* wait\b.*\bjob\S*test/ },
    {
      tool: 'docker',
      type: 'container-build',
      command:
        /^(?:docker (?:image )?build|docker buildx (?:build|bake)|docker[ -]compose\b.* build|podman build|buildah(?: -\S+(?: (?!bud|build)\S+)?)* (?:bud|build)|executor|kaniko|pack build|ko (?:build|publish|apply)|depot (?:build|bake)|kamal build|nerdctl build|img build|mvn\b.*(?:jib:(?:build|dockerBuild)|spring-boot:build-image)|gradle\b.*(?: |:)(?:jib\w*|bootBuildImage|docker(?:Build\w*)?(?= |$))|skaffold build|docker-build|az acr build|gcloud builds submit)\b/,
      except: /^executor (?!--)|buildx bake --print/,
    },
    {
      tool: 'build',
      type: 'build',
      command:
        /^(?:vite build|next build|webpack|rollup|tsup|esbuild|ng build|nuxt build|react-scripts build|vue-cli-service build|go build|cargo (?:\+\S+ )?build|dotnet (?:build|publish)|mvn\b.*\bpackage|gradle\b.*\b(?:assemble|build|bootJar|shadowJar)|make build|mix (?:release|compile)|rails assets:precompile|rake assets:precompile|goreleaser|python -m build|hugo|gatsby build|astro build|sbt\b.*(?:compile|assembly))\b/,
    },
    { tool: 'approval', type: 'approval', command: /^manual-approval\b/ },
    {
      tool: 'aws',
      type: 'wait-stable',
      command:
        /^aws ecs wait (?:services-stable|tasks-running)|^aws cloudformation wait|^aws deploy wait|^aws lambda wait|^aws elasticbeanstalk wait|^ecs-deploy\b|^wait-for-(?:ecs|deployment)/,
    },
    { tool: 'kubectl', type: 'wait-stable', command: /^(?:kubectl|oc)\b.* ?(?:rollout status|wait)\b/ },
    // It fails where the unit has died again by then.
    { tool: 'systemctl', type: 'wait-stable', command: /^systemctl\b.*\bis-active\b/ },
    {
      tool: 'argocd',
      type: 'wait-stable',
      command:
        /^argocd app wait\b|^kubectl argo rollouts status|^flux (?:reconcile|wait)|^helm status\b.*--wait|^kapp deploy\b.*--wait/,
    },
    {
      tool: 'argo rollouts',
      type: 'canary',
      command: /^kubectl argo rollouts (?:promote|set)|^gcloud run services update-traffic/,
    },
    {
      tool: 'kubectl',
      type: 'rollback',
      command:
        /^(?:kubectl|oc)\b.* ?rollout undo|^helm rollback|^argocd app rollback|^kamal rollback|^heroku (?:releases:)?rollback|^vercel rollback|^netlify\b.*restore|^flyctl\b.*--image .*previous|^aws deploy stop-deployment\b.*rollback|^cf rollback|^dokku ps:rollback|^cap \S+ deploy:rollback|^eb .*--version/,
    },
    {
      tool: 'curl',
      type: 'smoke-test',
      command:
        /^(?:curl|http|https|wget|xh)\b.*(?:\/?(?:health|healthz|healthcheck|health-check|livez|readyz|ready|ping|heartbeat|__lbheartbeat__|status|up|version|actuator\/\S+)(?=["'?\s/]|$))/i,
      except:
        /^curl\b.*(?: -(?:X|d|T|F)\b|--data|--request|--form|--upload-file|-TOKEN|Authorization| -o \S+\.(?:tgz|zip|gz))|raw\.githubusercontent|api\.github\.com|releases\/download|hooks\.slack|localhost|127\.0\.0\.1|githubstatus|\/v2\/repositories/,
      needs: {
        flag: /(?: -\w*f\w*\b|--fail|\bhttps? |^wget|--check-status|^xh|%\{http_code\})/,
        why: 'curl without --fail succeeds on an error answer',
      },
    },
    {
      tool: 'curl',
      type: 'smoke-test',
      // The start page of a site.
      command:
        /^(?:curl\b(?=.*(?: -\w*f\w*\b|--fail|%\{http_code\}))|wget --spider|https?\b).* ["']?https?:\/\/[^\s"'/]+\/?["']?(?= |$)/,
      except:
        /^(?:curl|wget)\b.*(?: -(?:X|d|T|F|O)\b|--data|--request|--form|--upload-file|-TOKEN|Authorization| -o (?!\/dev\/null)\S+)|github|gitlab|localhost|127\.0\.0\.1|get\.|install|sh\.|download|bit\.ly|raw\.|api\.|hooks?\.|registry|ifconfig|ipinfo|checkip|icanhazip|\bip\b/i,
    },
    {
      tool: 'smoke test',
      type: 'smoke-test',
      command:
        /^(?:\S*smoke[-_]?tests?\S*|datadog-ci synthetics run-tests|checkly (?:test|trigger)|wait-on https?:\/\/(?!localhost|127)|goss validate|health-checker|rspec\b.*smoke)(?=\s|$)/,
      except: /^(?:rm|cp|mkdir|cat|echo|chmod|cd)\b/,
    },
    {
      tool: 'notification',
      type: 'notification',
      command:
        /^(?:slack-notify\S*|curl\b.*(?:hooks\.slack\.com|SLACK_WEBHOOK|outlook\.office|discord(?:app)?\.com\/api\/webhooks|api\.telegram)|sentry-cli releases|newrelic entity deployment|datadog-ci (?:dora|tag)|notify\S*)/i,
      never: 'a message is no gate',
    },
  ],
  actions: [
    {
      tool: 'docker',
      type: 'container-build',
      uses: /^docker\/(?:build-push-action|bake-action)|^depot\/(?:build-push-action|bake-action)|^redhat-actions\/buildah-build|^aevea\/action-kaniko|^int128\/kaniko|(?:^|\/)build[-_](?:\w+[-_]){0,2}docker|docker[-_]build|build[-_](?:container|image)|^redhat-actions\/s2i-build|^docker\/build|^aws-ecr\/build|^remote-docker\/build|(?:^|\/|-)remote-docker\/build|^gcp-gcr\/build|^azure-acr\/build|^docker-publish\/publish|^docker@|^docker$|^useblacksmith\/build-push-action|^elgohr\/publish-docker|^mr-smithers-excellent\/docker-build|(?:^|[/-])builder-(?:ghcr|docker|image)|(?:docker|image|container)-builder(?:-|$)/,
    },
    {
      // By its inputs: what is told whether to push has built an image.
      tool: 'image build',
      type: 'container-build',
      uses: /build|docker|image|kaniko|container/,
      when: { input: 'push', value: /^(?:true|false|\$)/ },
    },
    {
      tool: 'approval',
      type: 'approval',
      uses: /^trstringer\/manual-approval|^manualvalidation$|^manualintervention$|^input$/,
    },
    {
      tool: 'freeze',
      type: 'change-freeze',
      uses: /(?:^|[/-])(?:change|deploy(?:ment)?|release|code)-?(?:freeze|block(?:er)?)|(?:^|\/)(?:block|freeze|check-freeze)$/,
      unknown: 'what it asks is not in this repository',
    },
    {
      tool: 'notification',
      type: 'notification',
      uses: /^slackapi\/|^8398a7\/action-slack|^rtcamp\/action-slack|slack-notif|^slack\/(?:notify|status)|(?:^|\/)(?:notify|notification)(?:s)?(?:-|$)|^act10ns\/slack|^ravsamhq\/notify|^voxmedia\/github-action-slack|^getsentry\/action-release|^sentry\/|teams-notif|^newrelic\/deployment-marker|^dawidd6\/action-send-mail|^slacknotify$/,
      never: 'a message is no gate',
    },
    {
      tool: 'smoke test',
      type: 'smoke-test',
      uses: /smoke-?tests?(?:-|\/|$)|^checkly\/|^datadog\/synthetics-ci|^jtalk\/url-health-check|healthcheck-action|url-health|(?:^|\/)health-?check(?:-|$)/,
    },
    {
      tool: 'kubernetes',
      type: 'wait-stable',
      uses: /^nais\/deploy\/actions\/wait|wait-for-(?:deployment|rollout|k8s)/,
    },
  ],
};
