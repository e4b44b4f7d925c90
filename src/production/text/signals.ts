/** Names of stop signals and spans of time, as launchers write them. */
import type { StopContract } from '../../model/production.ts';

const byNumber: Readonly<Record<string, string>> = {
  '1': 'SIGHUP',
  '2': 'SIGINT',
  '3': 'SIGQUIT',
  '9': 'SIGKILL',
  '10': 'SIGUSR1',
  '12': 'SIGUSR2',
  '15': 'SIGTERM',
  '28': 'SIGWINCH',
};

/** `TERM`, `sigterm` and `15` are `SIGTERM`; what is no signal stays as written. */
export function signalName(text: string): string {
  const name = text.trim();
  const known = byNumber[name];
  if (known !== undefined) return known;
  if (!/^[A-Za-z][\w+-]*$/.test(name)) return name;
  const upper = name.toUpperCase();
  return upper.startsWith('SIG') ? upper : `SIG${upper}`;
}

const milliseconds: Readonly<Record<string, number>> = {
  us: 0.001,
  usec: 0.001,
  µs: 0.001,
  ms: 1,
  msec: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
  weeks: 604_800_000,
};

/** A grace that never ends. */
const forever = Number.MAX_SAFE_INTEGER;

/** `90`, `1m30s`, `5min 20s`, `infinity` in milliseconds; a bare number is seconds. Null for anything else. */
export function spanOfTime(text: string): number | null {
  const span = text.trim().toLowerCase();
  if (span === 'infinity') return forever;
  if (span.length > 100) return null;
  const parts = [...span.matchAll(/(\d+(?:\.\d+)?) ?([a-zµ]*)\s*/g)];
  if (parts.length === 0 || parts.map(([written]) => written).join('') !== span) return null;
  let total = 0;
  for (const [, amount = '', unit = ''] of parts) {
    const factor = milliseconds[unit === '' ? 's' : unit];
    if (factor === undefined) return null;
    total += Number(amount) * factor;
  }
  return Math.round(total);
}

/** What an artifact says of stopping, with the launcher's default for what it leaves out; null where it says nothing. */
export function stopContract(
  signal: string | null,
  grace: number | null,
  defaultGraceMilliseconds: number,
): StopContract | null {
  if (signal === null && grace === null) return null;
  return { signal: signalName(signal ?? 'SIGTERM'), graceMilliseconds: grace ?? defaultGraceMilliseconds };
}
