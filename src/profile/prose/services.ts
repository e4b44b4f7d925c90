/** Clauses about what runs: health endpoints, process managers, the runtime. */
import { environmentsIn, type ProseEnvironment } from './environments.ts';

export type ServiceStatement =
  | { readonly kind: 'health'; readonly probe: 'liveness' | 'readiness'; readonly path: string }
  | {
      readonly kind: 'manager';
      readonly environment: ProseEnvironment;
      readonly manager: string;
      readonly command: string | null;
    }
  | { readonly kind: 'runtime'; readonly key: RuntimeKey; readonly value: string };

export type RuntimeKey = 'platform' | 'service' | 'cluster' | 'namespace' | 'region' | 'registry';

export function healthIn(clause: string): ServiceStatement[] {
  const match =
    /\b(health|liveness|readiness)(?:[\s-]*check)?(?:\s+probe)?(?:\s+(?:endpoint|path|url))?\s*(?::|=|→|->|is|at|on)\s*`?(?:GET\s+)?(\/[\w/-]{1,80})`?(?![\w./])/i.exec(
      clause,
    );
  const [, word = '', path] = match ?? [];
  if (path === undefined) return [];
  return [{ kind: 'health', probe: word.toLowerCase() === 'readiness' ? 'readiness' : 'liveness', path }];
}

/** @param managers by their names in lower case */
export function managerIn(clause: string, managers: ReadonlyMap<string, string>): ServiceStatement[] {
  const environments = environmentsIn(clause);
  if (environments.length > 1) return [];
  const environment = environments[0] ?? 'production';
  const under = /\b(?:runs?|running|started|managed|supervised)\s+(?:in\s+production\s+)?(?:under|by)\s+`?([\w.-]+)`?/i;
  const subject = /^(?:In\s+production,?\s+)?`?([\w.-]+)`?\s+(?:starts?|runs?|launches|invokes|executes|controls)\b/i;
  const starter = managers.get(subject.exec(clause)?.[1]?.toLowerCase() ?? '');
  const manager = starter ?? managers.get(under.exec(clause)?.[1]?.toLowerCase() ?? '');
  if (manager === undefined) return [];
  return [{ kind: 'manager', environment, manager, command: starter === undefined ? null : commandIn(clause) }];
}

/** The one piece of code in a clause that reads as a command: several words, the first of them a program. */
function commandIn(clause: string): string | null {
  const commands = [...clause.matchAll(/`([^`]{3,200})`/g)].flatMap(([, code = '']) =>
    /^[\w./-]+ +\S/.test(code) ? [code.trim()] : [],
  );
  return commands.length === 1 ? (commands[0] ?? null) : null;
}

/** Names that a document itself calls a process manager. */
export function managersNamedIn(text: string): string[] {
  const before = /\bprocess manager,?\s+(?:called\s+|named\s+)?[`"“]?([A-Z][\w-]{2,40})/g;
  const after = /\b([A-Z][\w-]{2,40})[`"”]?,?\s*(?:—|–|-|is|\()?\s*(?:a|our|the)\s+(?:\w+\s+)?process manager\b/g;
  return [...text.matchAll(before), ...text.matchAll(after)].flatMap(([, name]) => name ?? []);
}

const platforms: readonly (readonly [name: string, word: RegExp])[] = [
  ['ecs', /\b(?:ECS|Fargate)\b/i],
  ['kubernetes', /\b(?:Kubernetes|k8s|EKS|GKE|AKS)\b/i],
  ['systemd', /\bsystemd\b/i],
];

/** `Runtime: ECS Fargate (service: x, cluster: y)`. */
export function runtimeIn(clause: string): ServiceStatement[] {
  const said = (key: RuntimeKey, value: string | undefined): ServiceStatement[] =>
    value === undefined ? [] : [{ kind: 'runtime', key, value }];
  const runtime = /^(?:runtime|platform|orchestrat\w+|hosting)\s*:\s*(.+)$/i.exec(clause)?.[1];
  const platform = runtime === undefined ? undefined : platforms.find(([, word]) => word.test(runtime))?.[0];
  const named = (key: string): string | undefined =>
    new RegExp(`\\b${key}\\s*[:=]\\s*\`?([\\w.-]+)`, 'i').exec(runtime ?? '')?.[1];
  return [
    ...(platform === undefined
      ? []
      : [
          ...said('platform', platform),
          ...said('service', named('service')),
          ...said('cluster', named('cluster')),
          ...said('namespace', named('namespace')),
        ]),
    ...said('region', /^(?:AWS\s+)?region\s*:\s*`?([a-z]{2}(?:-[a-z]+)+-\d)`?$/i.exec(clause)?.[1]),
    ...said('registry', /^(?:container|docker|image)\s+registry\s*:\s*`?([^`]{3,120}?)`?$/i.exec(clause)?.[1]),
  ];
}
