/** What becomes of each signal on a launch, signals of one fate together. */
import type { Signal } from '../model/facts.ts';
import type { Launch, TelemetryPath, VerdictReason, VerdictState } from '../model/production.ts';

const signals: readonly Signal[] = ['traces', 'metrics', 'logs', 'errors'];
/** Best first: a signal is as well off as the best of the ways it takes. */
export const states: readonly VerdictState[] = ['active', 'conditional', 'unknown', 'inactive'];

export interface SignalGroup {
  readonly names: readonly Signal[];
  readonly state: VerdictState;
  /** How they start, or would start; null where nothing speaks of them. */
  readonly path: TelemetryPath | null;
  /** `opentelemetry, wrapper`, `none`, `not known`; may hold text of the repository. */
  readonly text: string;
}

export function signalGroups(launch: Launch): SignalGroup[] {
  const groups = new Map<string, { text: string; names: Signal[]; state: VerdictState; path: TelemetryPath | null }>();
  for (const signal of signals) {
    const { state, path } = verdictOf(launch, signal);
    // Error reports have vendors of their own; not having one is nothing to say.
    if (signal === 'errors' && path === null) continue;
    const text = stateText(state, path);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, { text, names: [signal], state, path });
    else group.names.push(signal);
  }
  return [...groups.values()];
}

function verdictOf(launch: Launch, signal: Signal): { state: VerdictState; path: TelemetryPath | null } {
  const ways = launch.telemetry.paths.filter((path) => path.signals.includes(signal));
  for (const state of states) {
    const path = ways.find((way) => way.state === state);
    if (path !== undefined) return { state, path };
  }
  // Something this repository does not show may emit it, when even the launch as a whole is not known.
  return { state: launch.telemetry.state === 'unknown' ? 'unknown' : 'inactive', path: null };
}

function stateText(state: VerdictState, path: TelemetryPath | null): string {
  if (path === null) return state === 'unknown' ? 'not known' : 'none';
  const how = `${path.vendor}, ${path.mechanism}`;
  const reason = path.reason === null ? '' : `: ${reasonTexts[path.reason]}`;
  switch (state) {
    case 'active':
      return `${how}${reason}`;
    case 'conditional':
      return `only if ${path.condition ?? 'a setting says so'} (${how})`;
    case 'unknown':
      return `not known (${how})${reason}`;
    case 'inactive':
      return `none (${how})${reason}`;
  }
}

const reasonTexts: Readonly<Record<VerdictReason, string>> = {
  dead: 'nothing on this way starts it',
  disabled: 'a setting turns it off',
  'api-only': 'only the API is there, which emits nothing without an SDK',
  partial: 'not all of it',
  external: 'added from outside this repository',
};
