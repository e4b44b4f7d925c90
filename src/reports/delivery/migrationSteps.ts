/**
 * Commands that bring the database to the new version with the new version's own code, before it replaces the old one, and
 * that fail where the migration does.
 */
import type { Platform } from './plan.ts';

/**
 * `IMAGE`, or for hosts without images `VERSION`, is what is deployed; `JOB` is a name that was never used before.
 * @param command plain words
 * @param service name of the container as well
 */
export function migrationSteps(platform: Platform, command: string, service: string): readonly string[] {
  switch (platform) {
    case 'ecs': {
      const overrides = JSON.stringify({ containerOverrides: [{ name: service, command: words(command) }] });
      return [
        'network=$(aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --query "services[0].networkConfiguration" --output json)',
        'launch=$(aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --query "services[0].launchType || \'FARGATE\'" --output text)',
        `task=$(aws ecs run-task --cluster "$CLUSTER" --task-definition "$(cat next.txt)" --launch-type "$launch" --network-configuration "$network" --query "tasks[0].taskArn" --output text --overrides '${overrides}')`,
        'aws ecs wait tasks-stopped --cluster "$CLUSTER" --tasks "$task"',
        'test "$(aws ecs describe-tasks --cluster "$CLUSTER" --tasks "$task" --query "tasks[0].containers[0].exitCode" --output text)" = 0',
      ];
    }
    case 'kubernetes':
      return [
        'kubectl --namespace "$NAMESPACE" get deployment "$SERVICE" --output json > deployment.json',
        `kubectl --namespace "$NAMESPACE" create job "$JOB" --image "$IMAGE" --dry-run=client --output json -- ${inShell(command)} > job.json`,
        // Settings and secrets are those of the deployment.
        `jq --slurpfile from deployment.json '$from[0].spec.template.spec as $pod | .spec.backoffLimit = 0 | .spec.template.spec += ($pod | {serviceAccountName, volumes, imagePullSecrets} | with_entries(select(.value))) | .spec.template.spec.containers[0] += ($pod.containers[0] | {env, envFrom, volumeMounts} | with_entries(select(.value)))' job.json > migrate.json`,
        'kubectl --namespace "$NAMESPACE" create --filename migrate.json',
        'kubectl --namespace "$NAMESPACE" wait --for=condition=complete "job/$JOB" --timeout=15m',
      ];
    case 'systemd':
      return [`ssh "$HOST" "cd /srv/$SERVICE/releases/$VERSION && ${command.replaceAll('"', '')}"`];
  }
}

/** Variables are of the place where it runs. */
const words = (command: string): readonly string[] =>
  command.includes('$') ? ['sh', '-c', command.replaceAll('"', '')] : command.split(' ');

const inShell = (command: string): string =>
  command.includes('$') ? `sh -c '${command.replaceAll('"', '')}'` : command;
