/** What says how telemetry is set up comes when that has started: PM2 in cluster mode, `raw_env` of gunicorn. */
import { inTimeByLauncher, telemetrySettings } from '../../../knowledge/telemetryUnread.ts';
import type { Launch } from '../../../model/production.ts';
import type { Ignored } from './ignored.ts';

/** Null where code starts it: that reads variables when they are there. */
export function lateSettings({ variables, telemetry }: Launch): Ignored | null {
  const started = telemetry.paths.filter(({ state }) => state === 'active' || state === 'conditional');
  const [path] = started;
  if (path === undefined || started.some(({ mechanism }) => !early.has(mechanism))) return null;
  const late = variables.filter(({ name, tooLate }) => tooLate === true && telemetrySettings.test(name));
  const [first] = late;
  if (first === undefined) return null;
  const by = first.layer === 'gunicorn' ? 'gunicorn' : 'pm2';
  const others = late.length === 1 ? '' : late.length === 2 ? ' and one more' : ` and ${late.length - 1} more`;
  return {
    place: first,
    why: `${first.name}${others} is set when the process runs already, and what was loaded before it has read its settings: ${inTimeByLauncher.get(by) ?? ''}`,
    evidence: path.evidence.slice(0, 1),
    fix: null,
    isSetting: true,
  };
}

const early: ReadonlySet<string> = new Set(['wrapper', 'runtime-flag', 'environment']);
