/** Whether production gives a process the environment variable that its code asks for. */
import { distance } from 'fastest-levenshtein';
import { isSetAtBuild, isSetByPlatform, variableLoader } from '../knowledge/processEnvironments.ts';
import type { Evidence } from '../model/finding.ts';
import type { Launch, Service, Variable } from '../model/production.ts';

export interface Provision {
  /** `missing`: the launch sets all variables that there are, and this is none of them. */
  readonly state: 'set' | 'unknown' | 'missing';
  /** Where it is set; null where nothing here shows it. */
  readonly variable: Variable | null;
  /** What may set it, for people: `secret web-env`. Empty unless the state is `unknown`. */
  readonly perhaps: readonly string[];
  /** Places of those, as far as they have one. */
  readonly evidence: readonly Evidence[];
}

/** @param service the one that the launch is of */
export function provisionOf(service: Service, launch: Launch, name: string): Provision {
  const variable = launch.variables.find((one) => one.name === name) ?? null;
  if (variable !== null || isSetByPlatform(launch.launcher, name)) {
    return { state: 'set', variable, perhaps: [], evidence: [] };
  }
  const loader = variableLoader(service.packages);
  const perhaps = launch.openVariables.map(({ label }) => label);
  if (isSetAtBuild(name)) perhaps.push('the build');
  if (loader !== null) perhaps.push(`what ${loader} reads`);
  if (launch.unresolved !== null) perhaps.push('a command that is not known');
  const state = perhaps.length === 0 ? 'missing' : 'unknown';
  return { state, variable: null, perhaps: [...new Set(perhaps)], evidence: launch.openVariables };
}

/**
 * A variable of the launch that the name was probably meant to be, or that was meant to be this one: a letter or two
 * apart, and asked for by nobody.
 * @param isRead whether code asks for a variable of this name
 */
export function nearMiss(launch: Launch, name: string, isRead: (name: string) => boolean): Variable | null {
  const wanted = folded(name);
  const most = wanted.length < 8 ? 1 : 2;
  let best: Variable | null = null;
  let nearest = most + 1;
  for (const variable of launch.variables) {
    const own = folded(variable.name);
    if (variable.name === name || isRead(variable.name)) continue;
    // What differs in a number is another one of a row of them.
    if (own !== wanted && withoutDigits(own) === withoutDigits(wanted)) continue;
    const between = wanted.length > longestName || own.length > longestName ? nearest : distance(own, wanted);
    if (between < nearest) [best, nearest] = [variable, between];
  }
  return best;
}

const longestName = 100;
const folded = (name: string): string => name.toUpperCase().replace(/[_-]/g, '');
const withoutDigits = (name: string): string => name.replace(/\d+/g, '');
