/**
 * `kubectl set env` in pipelines: variables that a workload has over those of its manifest.
 * Facts: https://kubernetes.io/docs/reference/kubectl/generated/kubectl_set/kubectl_set_env/
 */
import type { Environment, Variable } from '../../../model/production.ts';
import { commandsIn, environmentOfWords, isOpen } from './pipelineLines.ts';
import { flagsOf } from './statements.ts';

export interface SetVariablesPart {
  readonly kind: 'set-variables';
  readonly file: string;
  /** `Deployment`, as manifests write it, in lower case. */
  readonly workload: string;
  readonly name: string;
  /** Null: all of them. */
  readonly container: string | null;
  readonly variables: readonly Variable[];
  /** `NAME-` */
  readonly removed: readonly string[];
  readonly environment: Environment | null;
}

const kinds: Readonly<Record<string, string>> = {
  deploy: 'deployment',
  deployments: 'deployment',
  sts: 'statefulset',
  statefulsets: 'statefulset',
  ds: 'daemonset',
  daemonsets: 'daemonset',
  cj: 'cronjob',
  cronjobs: 'cronjob',
  dc: 'deploymentconfig',
};
const switches = /^(?:--overwrite|--all|--local|--resolve|--list|--record)$/;

export function setVariablesIn(file: string, text: string): readonly SetVariablesPart[] {
  return commandsIn(file, text, /\b(?:kubectl|oc)\s+(?:-\S+\s+\S+\s+)*set\s+env\s/g).flatMap((words) => {
    const at = words.findIndex(({ value }) => value === 'env');
    const flags = flagsOf(words.slice(at + 1), (flag) => switches.test(flag));
    const [target, ...rest] = flags.positionals;
    const isSplit = target !== undefined && !target.value.includes('/');
    const [kind = '', name = ''] = isSplit ? [target.value, rest.shift()?.value] : (target?.value ?? '').split('/');
    // From a config map or a secret, or of whatever whoever runs it says.
    if (name === '' || isOpen(kind) || isOpen(name) || flags.has('--from', '--list')) return [];
    const variables = rest.flatMap((word): Variable[] => {
      const equals = word.value.indexOf('=');
      if (equals <= 0 || isOpen(word.value.slice(0, equals))) return [];
      const value = word.value.slice(equals + 1);
      const { file: own, range } = word;
      return [
        { file: own, range, name: word.value.slice(0, equals), value: isOpen(value) ? null : value, layer: 'deploy' },
      ];
    });
    const removed = rest.flatMap(({ value }) => /^([A-Za-z_]\w*)-$/.exec(value)?.[1] ?? []);
    const workload = kinds[kind.toLowerCase()] ?? kind.toLowerCase();
    const container = flags.value('-c', '--containers')?.value ?? null;
    const environment = environmentOfWords(words, file);
    return variables.length + removed.length === 0
      ? []
      : [{ kind: 'set-variables', file, workload, name, container, variables, removed, environment } as const];
  });
}

/** Variables of a container as pipelines leave them: for its own environment, or for any where nothing says which. */
export function withSetVariables(
  variables: readonly Variable[],
  parts: readonly SetVariablesPart[],
  of: {
    readonly workload: string;
    readonly name: string;
    readonly container: string;
    readonly environment: Environment | null;
  },
): Variable[] {
  let result = [...variables];
  for (const part of parts) {
    if (part.workload !== of.workload.toLowerCase() || part.name !== of.name) continue;
    if (part.container !== null && part.container !== of.container) continue;
    if (part.environment !== null && part.environment !== (of.environment ?? 'production')) continue;
    const names = new Set([...part.removed, ...part.variables.map(({ name }) => name)]);
    result = [...result.filter(({ name }) => !names.has(name)), ...part.variables];
  }
  return result;
}
