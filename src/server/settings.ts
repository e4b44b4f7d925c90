/** Settings as the server understands them. What an editor sends is not trusted: anything else than expected is the default. */
import { severities } from '../model/finding.ts';
import type { Severity } from '../model/finding.ts';

export interface Settings {
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave';
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly exclude: readonly string[];
  readonly codeLens: boolean;
}

export const defaultSettings: Settings = { enable: true, run: 'onType', rules: {}, exclude: [], codeLens: true };

export function readSettings(value: unknown): Settings {
  const given = asRecord(value);
  return {
    enable: typeof given.enable === 'boolean' ? given.enable : defaultSettings.enable,
    run: given.run === 'onSave' ? 'onSave' : 'onType',
    rules: Object.fromEntries(Object.entries(asRecord(given.rules)).filter(isRuleEntry)),
    exclude: Array.isArray(given.exclude) ? given.exclude.filter((glob) => typeof glob === 'string') : [],
    codeLens: asRecord(given.codeLens).enable !== false,
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  // Safe: a non-null object that is no list is read by key only.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function isRuleEntry(entry: [string, unknown]): entry is [string, Severity | 'off'] {
  const severity = entry[1];
  return severity === 'off' || severities.some((known) => known === severity);
}
