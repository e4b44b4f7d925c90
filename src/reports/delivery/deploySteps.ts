/** Commands that deploy, wait and ask, for every platform. The variables they read are set around them. */
import type { DeliveryPlan, Platform } from './plan.ts';

export interface DeploySteps {
  /** What has to be there before anything runs the new version; empty for none. */
  readonly prepare: readonly string[];
  readonly deploy: readonly string[];
  /** They end when what was deployed is up, and fail where it does not come up. */
  readonly wait: readonly string[];
}

/** `IMAGE`, or for hosts without images `VERSION`, is what is deployed. */
export function deploySteps(platform: Platform): DeploySteps {
  switch (platform) {
    case 'ecs':
      return {
        prepare: [
          'current=$(aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --query "services[0].taskDefinition" --output text)',
          'aws ecs describe-task-definition --task-definition "$current" --query taskDefinition > current.json',
          `jq --arg image "$IMAGE" '.containerDefinitions[0].image = $image | del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy)' current.json > next.json`,
          'aws ecs register-task-definition --cli-input-json file://next.json --query taskDefinition.taskDefinitionArn --output text > next.txt',
        ],
        deploy: [
          'aws ecs update-service --cluster "$CLUSTER" --service "$SERVICE" --task-definition "$(cat next.txt)"',
        ],
        wait: ['aws ecs wait services-stable --cluster "$CLUSTER" --services "$SERVICE"'],
      };
    case 'kubernetes':
      return {
        prepare: [],
        deploy: ['kubectl --namespace "$NAMESPACE" set image "deployment/$SERVICE" "$SERVICE=$IMAGE"'],
        wait: ['kubectl --namespace "$NAMESPACE" rollout status "deployment/$SERVICE" --timeout=10m'],
      };
    case 'systemd':
      return {
        prepare: ['rsync --archive --delete --exclude .git ./ "$HOST:/srv/$SERVICE/releases/$VERSION/"'],
        deploy: [
          'ssh "$HOST" "ln -sfn /srv/$SERVICE/releases/$VERSION /srv/$SERVICE/current && sudo systemctl restart $SERVICE"',
        ],
        wait: ['ssh "$HOST" "sleep 10 && systemctl is-active --quiet $SERVICE"'],
      };
  }
}

/** One command for each path; the deploy fails where one of them is not answered. */
export function smokeSteps({ smoke }: DeliveryPlan): string[] {
  return smoke.map(
    (path) => `curl --fail --silent --show-error --retry 5 --retry-delay 5 --retry-all-errors "$BASE_URL${path}"`,
  );
}
