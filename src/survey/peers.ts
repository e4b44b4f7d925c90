/**
 * What a service's other handlers say of one. Each level that handlers are alike by weighs what is counted there against
 * what is known from further away: first what maintainers do anywhere, then all handlers of the service, those that catch
 * the same, those of the folder, of the file, those around the same call. The handler itself is not among its peers.
 */
import { handlerHabits } from '../knowledge/handlerHabits.ts';
import { handlerGroup, type HandlerCount, type HandlerLikeness, type HandlerVerdict } from '../model/conventions.ts';
import type { HandlerRow } from './handlers.ts';
import type { FileSurvey } from './survey.ts';

/** How many handlers at a level count as much as all that is known from further away. From far to near. */
const levels: readonly { readonly likeness: HandlerLikeness; readonly weight: number }[] = [
  { likeness: 'service', weight: 20 },
  { likeness: 'type', weight: 5 },
  { likeness: 'folder', weight: 5 },
  { likeness: 'file', weight: 3 },
  { likeness: 'call', weight: 3 },
];

/** Where fewer handlers log, silence is no habit: nobody thought of it. */
const fewestLogged = 10;
/** A handler that swallows is left alone where fewer of its like log. */
const halfLog = 0.5;
/** So many peers are a reason that can be told. */
const fewestTold = 3;

/** The service does otherwise than the handler's code alone would make one expect. */
export type Judgement =
  | { readonly says: 'nothing' }
  /** `logged` of `total` log that are alike by `likeness`; `value` is what they have in common, as in `handlerGroup`. */
  | ({ readonly says: 'log'; readonly likeness: HandlerLikeness; readonly value: string } & HandlerCount);

type Counts = Readonly<Record<string, HandlerCount>>;

export function handlerCounts(surveys: ReadonlyMap<string, Pick<FileSurvey, 'ecosystem' | 'handlers'>>): Counts {
  const counts: Record<string, HandlerCount> = {};
  for (const [path, { ecosystem, handlers }] of surveys) {
    for (const row of handlers) {
      for (const { likeness } of levels) {
        const value = valueOf(row, likeness, path);
        if (value === null) continue;
        const group = handlerGroup(ecosystem, row.verdict, likeness, value);
        const { total, logged } = counts[group] ?? none;
        counts[group] = { total: total + 1, logged: logged + Number(row.logged) };
      }
    }
  }
  return counts;
}

/** @returns null where the handler's own code decides */
export function judge(row: HandlerRow, path: string, ecosystem: string, counts: Counts): Judgement | null {
  const habit = handlerHabits[ecosystem];
  if (habit === undefined || row.logged || loggedIn(ecosystem, counts) < fewestLogged) return null;
  let share = habit[row.verdict];
  let told: Judgement | null = null;
  for (const { likeness, weight } of levels) {
    const value = valueOf(row, likeness, path);
    if (value === null) continue;
    const { total, logged } = counts[handlerGroup(ecosystem, row.verdict, likeness, value)] ?? none;
    // It is counted there itself, as one that does not log.
    const peers = Math.max(0, total - 1);
    share = (Math.min(logged, peers) + weight * share) / (peers + weight);
    if (peers >= fewestTold && logged / peers >= halfLog) {
      told = { says: 'log', likeness, value, total: peers, logged };
    }
  }
  if (row.verdict === 'swallowed') return share < halfLog ? { says: 'nothing' } : null;
  return share >= habit.most ? told : null;
}

const none: HandlerCount = { total: 0, logged: 0 };

function loggedIn(ecosystem: string, counts: Counts): number {
  const loggedOf = (verdict: HandlerVerdict): number =>
    counts[handlerGroup(ecosystem, verdict, 'service', '')]?.logged ?? 0;
  return loggedOf('swallowed') + loggedOf('expected');
}

/** What it could be alike by; null where there is nothing. */
function valueOf({ type, call }: HandlerRow, likeness: HandlerLikeness, path: string): string | null {
  switch (likeness) {
    case 'service':
      return '';
    case 'type':
      return type;
    case 'folder':
      return path.slice(0, Math.max(0, path.lastIndexOf('/')));
    case 'file':
      return path;
    case 'call':
      return call;
  }
}
