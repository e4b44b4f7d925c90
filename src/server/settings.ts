/** Settings as the server understands them. What an editor sends is not trusted: anything else than expected is the default. */
import { severities } from '../model/finding.ts';
import type { RuleSetting, RuleSeverity, ScopedSeverity } from '../model/ruleSettings.ts';

export interface Settings {
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave';
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly exclude: readonly string[];
  readonly codeLens: boolean;
  /** Findings that the repository's baseline holds are left out. */
  readonly baseline: boolean;
  readonly changedLinesOnly: boolean;
  /** Branch, tag or commit to compare with; null: the usual one. */
  readonly base: string | null;
}

export const defaultSettings: Settings = {
  enable: true,
  run: 'onType',
  rules: {},
  exclude: [],
  codeLens: true,
  baseline: true,
  changedLinesOnly: false,
  base: null,
};

export function readSettings(value: unknown): Settings {
  const given = asRecord(value);
  return {
    enable: typeof given.enable === 'boolean' ? given.enable : defaultSettings.enable,
    run: given.run === 'onSave' ? 'onSave' : 'onType',
    rules: Object.fromEntries(
      Object.entries(asRecord(given.rules)).flatMap(([rule, setting]) => {
        const read = ruleSetting(setting);
        return read === null ? [] : [[rule, read]];
      }),
    ),
    exclude: Array.isArray(given.exclude) ? given.exclude.filter((glob) => typeof glob === 'string') : [],
    codeLens: asRecord(given.codeLens).enable !== false,
    baseline: asRecord(given.baseline).enable !== false,
    changedLinesOnly: given.changedLinesOnly === true,
    base: typeof given.base === 'string' && given.base.trim() !== '' ? given.base.trim() : null,
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  // Safe: a non-null object that is no list is read by key only.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Null for what is no setting of a rule. */
function ruleSetting(value: unknown): RuleSetting | null {
  if (isSeverity(value)) return value;
  const parts = (Array.isArray(value) ? value : [value]).map(scoped);
  const known = parts.filter((part) => part !== null);
  return known.length === 0 || known.length < parts.length ? null : known;
}

function scoped(value: unknown): ScopedSeverity | null {
  const { severity, paths } = asRecord(value);
  if (!isSeverity(severity)) return null;
  if (paths === undefined) return { severity };
  return Array.isArray(paths) && paths.every((glob) => typeof glob === 'string') ? { severity, paths } : null;
}

function isSeverity(value: unknown): value is RuleSeverity {
  return value === 'off' || severities.some((known) => known === value);
}
