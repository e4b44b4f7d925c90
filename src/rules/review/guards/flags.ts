/** Flag checks that are gone while the code behind them still runs, for everybody and with no way to turn it off. */
import { helperProvider } from '../../../knowledge/flags.ts';
import type { CallFact, FlagCheckFact } from '../../../model/facts.ts';
import type { Production } from '../../../model/production.ts';
import { contains, lineIndex, type Range } from '../../../model/text.ts';
import { guardedRegions, isGuarded } from '../../flags/questions.ts';
import type { Counterpart, Counterparts } from './counterparts.ts';
import type { GuardKind, Loss } from './loss.ts';
import { isAdded, isTouched, type Comparison, type Pair, type Side } from './sides.ts';
import { callsOf, isDead, isSameCall, nameOf, rangeOfFunction, remaining, workIn } from './work.ts';

export const lostFlagChecks: GuardKind = (comparison, counterparts) =>
  comparison.pairs.flatMap((pair) => {
    if (pair.before === null) return [];
    return pair.before.facts.flagChecks.flatMap((check) => ofCheck(comparison, counterparts, pair, check) ?? []);
  });

/** Most of the guarded code has to be there yet. */
const mostKept = 0.6;

function ofCheck(comparison: Comparison, counterparts: Counterparts, pair: Pair, check: FlagCheckFact): Loss | null {
  const { before } = pair;
  if (before === null || check.guards.length === 0 || !isTouched(pair, check.range) || isDead(before, check))
    return null;
  const guards = check.guards.filter((range) => isOn(before, check, range));
  const there = counterparts.of(pair, check.function);
  if (there === null || there.pair.context === null) return null;
  const work = guards.flatMap((range) => workIn(before, range));
  const outside = workIn(before, rangeOfFunction(before, check.function)).filter((call) => !work.includes(call));
  const isUnguarded = (call: CallFact): boolean =>
    outside.some((one) => isSameCall(one, call)) ||
    check.guards.filter((range) => workIn(before, range).some((one) => isSameCall(one, call))).length > 1;
  const { after } = there;
  const scope = rangeOfFunction(after, there.function);
  const kept = remaining(work, workIn(after, scope));
  if (work.length === 0 || kept.size < Math.ceil(work.length * mostKept)) return null;
  const now = [...kept.values()];
  const regions = guardedRegions(there.pair.context);
  // What ran on both sides of the question was never guarded by it.
  const first = [...kept].find(([old, call]) => !isGuarded(call.range, regions) && !isUnguarded(old))?.[1];
  if (first === undefined || now.some((call) => isGuarded(call.range, regions))) return null;
  if (isMoved(comparison, check) || asksAgain(there, scope) || isGatedOutside(comparison, there, first.range))
    return null;
  if (isRetired(comparison, check)) return null;
  const name = check.key === null ? 'a flag' : `the flag ${check.key}`;
  return {
    kind: 'flag',
    from: pair,
    guard: check.range,
    to: there.pair,
    range: first.range,
    message: `${nameOf(first)} runs whatever ${name} says now: turning that off does not stop it any more`,
    statement: null,
    supersedes: ['unflagged-change', 'missing-kill-switch'],
  };
}

/** The code runs while the flag is on. What runs while it is off is the old way, and stays when a feature is given up. */
function isOn({ facts, text }: Side, { range: asked }: FlagCheckFact, guarded: Range): boolean {
  const branch = facts.branches.find(
    ({ guards, test }) => guards.start === guarded.start && guards.end === guarded.end && contains(test, asked),
  );
  if (branch === undefined) return true;
  const isRest = branch.exits && branch.guards.end > branch.body.end;
  const isInverted = /(?:!|\bnot\s+|\bunless\s+)\(?\s*(?:await\s+)?$/.test(
    text.slice(branch.test.start - 8, asked.start),
  );
  return [isRest, isInverted, branch.negated].filter(Boolean).length % 2 === 0;
}

/** The same question is asked on a line that is new, somewhere in the change. */
function isMoved({ pairs }: Comparison, { key }: FlagCheckFact): boolean {
  if (key === null) return false;
  return pairs.some((pair) => pair.after?.facts.flagChecks.some((one) => one.key === key && isAdded(pair, one.range)));
}

/** A condition that is new: the flag under another name, or asked for in another way. */
function asksAgain({ pair, after }: Counterpart, scope: Range): boolean {
  const asked = after.facts.flagChecks.some(({ range }) => contains(scope, range) && isAdded(pair, range));
  const branched = after.facts.branches.some(
    ({ test, body }) =>
      contains(scope, body) && isAdded(pair, test) && soundsLikeFlag.test(after.text.slice(test.start, test.end)),
  );
  return asked || branched;
}

const soundsLikeFlag = /flag|feature|toggle|enabled|disabled|experiment|variant|rollout|switch|gate|treatment/i;

/** Whoever calls the function asks first, or the function is new to a decorator that does. */
function isGatedOutside(comparison: Comparison, { pair, after, function: index }: Counterpart, range: Range): boolean {
  const fact = after.facts.functions[index];
  if (fact === undefined) return false;
  if (fact.decorators.some((one) => soundsLikeFlag.test(one))) return true;
  if (pair.added.split('\n').some((line) => soundsLikeFlag.test(line) && /^\s*[@[#]/.test(line))) return true;
  return callsOf(comparison, fact.name).some(
    ({ pair: other, call }) =>
      !contains(range, call.range) && other.context !== null && isGuarded(call.range, guardedRegions(other.context)),
  );
}

/** The flag itself goes in the same change, or a manifest says that it decides nothing any more: it has done its work. */
function isRetired({ pairs, change }: Comparison, { key, provider }: FlagCheckFact): boolean {
  if (key === null) return provider === helperProvider;
  if (stateOf(change.after, key) === 'on' || stateOf(change.before, key) === 'on') return true;
  if (stateOf(change.before, key) !== null && stateOf(change.after, key) === null) return true;
  const isAsked = pairs.some(({ after }) => after?.facts.flagChecks.some((one) => one.key === key) === true);
  if (isAsked) return false;
  // Where it was named, other than in questions: its definition, its settings, its documentation.
  const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const named = new RegExp(`(["'\`])${escaped}\\1|^\\s*(?:-\\s*)?(?:readonly\\s+)?${escaped}\\??\\s*[:=]`, 'gm');
  return pairs.some((pair) => {
    const text = pair.before?.text ?? pair.file.change.before ?? '';
    const questions = pair.before?.facts.flagChecks.filter((one) => one.key === key) ?? [];
    for (const match of text.matchAll(named)) {
      const at = { start: match.index + match[0].search(/\S/), end: match.index + match[0].length };
      if (isGone(pair, text, at) && !questions.some(({ range }) => contains(range, at))) return true;
    }
    return false;
  });
}

/** As `isTouched`, for files in no language we know too. */
function isGone({ file, imageOf }: Pair, text: string, { start }: Range): boolean {
  return file.change.after === null || imageOf(lineIndex(text).positionAt(start).line) === 0;
}

function stateOf({ flagManifests }: Production, key: string): string | null {
  return flagManifests.flatMap(({ flags }) => flags).find((flag) => flag.key === key)?.state ?? null;
}
