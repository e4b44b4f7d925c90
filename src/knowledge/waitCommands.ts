/** Commands that wait until what was deployed is stable, made of those that deploy without waiting. */

export interface WaitCommand {
  /** Of `Deploy.platform`. */
  readonly platform: string;
  /** The deploying command as it is written, on one line. */
  readonly deploys: RegExp;
  /** Lines that stand behind it; `{cluster}` is the value of the option of that name, `{1}` the first group. */
  readonly behind?: string;
  /** Words behind the command instead. */
  readonly words?: string;
  /** Options whose values are taken over where they are given, by the name in `behind`. */
  readonly options?: Readonly<Record<string, readonly string[]>>;
  /** Options that are handed on as they are, where they are given. */
  readonly handsOn?: readonly string[];
}

export const waitCommands: readonly WaitCommand[] = [
  {
    platform: 'ecs',
    deploys: /\baws ecs update-service\b/,
    behind: 'aws ecs wait services-stable --cluster {cluster} --services {service}',
    options: { cluster: ['--cluster'], service: ['--service'] },
    handsOn: ['--region', '--profile'],
  },
  {
    platform: 'kubernetes',
    deploys:
      /\bkubectl\b.*\b(?:set image|rollout restart|set env)\b.*?\b((?:deployments?(?:\.apps)?|deploy|statefulsets?|sts|daemonsets?|ds)[/ ][\w.${}-]+)/,
    behind: 'kubectl rollout status {1} --timeout=5m',
    handsOn: ['-n', '--namespace', '--context', '--kubeconfig'],
  },
  { platform: 'helm', deploys: /\bhelm\b.*\b(?:upgrade|install)\b/, words: '--wait' },
  {
    platform: 'argocd',
    deploys: /\bargocd app sync ([\w.${}/-]+)/,
    behind: 'argocd app wait {1} --health',
    handsOn: ['--server', '--grpc-web'],
  },
];

/** Inputs by which an action waits. */
export const waitInputs: readonly { readonly uses: RegExp; readonly input: string; readonly value: string }[] = [
  { uses: /^aws-actions\/amazon-ecs-deploy-task-definition\b/i, input: 'wait-for-service-stability', value: 'true' },
];

/**
 * Platforms whose command is over before anything of the new version runs, and whose old version answers until then: whoever
 * asks the service at once asks the old one.
 */
export const returnsAtOnce: ReadonlySet<string> = new Set(['ecs', 'kubernetes', 'helm', 'cloud-deploy']);

/** The probe makes sure by itself that it is the new version that answers. */
export const asksVersion = /version|sha\b|commit|revision|build[-_]?id|GITHUB_SHA|CI_COMMIT/i;

/** Commands and actions that wait, whatever the rest of their platform does. */
export const waitsByItself = /static-web-apps-deploy/i;
