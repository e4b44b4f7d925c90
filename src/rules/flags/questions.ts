/** What rules about flags call a flag check, and which code stands behind one. */
import { helperProvider } from '../../knowledge/flags.ts';
import type { CallFact, Facts, FlagCheckFact } from '../../model/facts.ts';
import type { FileContext } from '../../model/rule.ts';
import { contains, type Range } from '../../model/text.ts';

/**
 * A condition that reads a setting which is a flag by its name: `settings.FEATURES["x"]`, `process.env.ENABLE_PAY`. Whoever
 * runs production can turn it without a new release.
 */
const flagSetting =
  /\b(?:FEATURES|FLAGS|FEATURE_FLAGS|TOGGLES)\b|\b(?:FEATURE|FF|FLAG|ENABLE|DISABLE)_[A-Z0-9_]+\b|\b[A-Z][A-Z0-9_]*_(?:ENABLED|DISABLED|FLAG)\b/;
const flagName =
  /\b(?:features?|flags|toggles|experiments)\s*(?:\.|\?\.|\[)|feature_?flag|feature_?toggle|kill_?switch/i;

const longestTest = 500;

/** Ranges of code that runs only when some flag says so. */
export function guardedRegions(context: FileContext): readonly Range[] {
  const { facts, text } = context;
  const regions = facts.flagChecks.flatMap(({ guards }) => guards);
  for (const call of helperCalls(context)) regions.push(...guardsOfCall(facts, text, call));
  for (const { test, guards } of facts.branches) {
    const written = text.slice(test.start, Math.min(test.end, test.start + longestTest));
    if (flagSetting.test(written) || flagName.test(written)) regions.push(guards);
  }
  return regions;
}

export function isGuarded(range: Range, regions: readonly Range[]): boolean {
  return regions.some((region) => contains(region, range));
}

/** Calls of the functions that the profile or the repository itself asks for flags. */
export function helperCalls({ facts, profile, conventions }: FileContext): CallFact[] {
  const named = profile?.value.flags?.helpers ?? [];
  const mined = (conventions?.helpers ?? []).filter((one) => one.kind === 'flag' && one.ecosystem === facts.ecosystem);
  const names = [...named, ...mined.map(({ name }) => name)];
  if (names.length === 0) return [];
  return facts.calls.filter((call) => names.some((name) => isCallOf(call, name)));
}

/** Questions that facts know, and those to functions that the profile or the repository asks for flags, whatever they are called. */
export function questionsOf(context: FileContext): readonly FlagCheckFact[] {
  const { facts, text } = context;
  const known = new Set(facts.flagChecks.map(({ call }) => call));
  const asked = new Set(helperCalls(context));
  if (asked.size === 0) return facts.flagChecks;
  const more = facts.calls.flatMap((call, index): FlagCheckFact[] => {
    if (known.has(index) || !asked.has(call)) return [];
    const key = call.arguments.find(({ kind }) => kind === 'string');
    return [
      {
        range: call.range,
        function: call.function,
        condition: call.condition,
        provider: helperProvider,
        call: index,
        key: key?.value ?? null,
        keyRange: key?.keyword === null ? key.range : null,
        default: 'none',
        defaultValue: null,
        defaultInsertAt: -1,
        guards: guardsOfCall(facts, text, call),
      },
    ];
  });
  return [...facts.flagChecks, ...more];
}

/** Whether a call is one of a helper as a profile writes it: `flags.is_enabled`, `isOn`. */
export function isCallOf({ callee, path }: CallFact, helper: string): boolean {
  const wanted = normalised(helper);
  return [callee, path ?? ''].some((written) => {
    const own = normalised(written);
    return own === wanted || own.endsWith(`.${wanted}`);
  });
}

const normalised = (name: string): string =>
  name
    .replace(/\(\)$/, '')
    .replace(/->|::|\?\./g, '.')
    .replace(/[#/]/g, '.');

/** Code behind a condition that holds the call, or a name that it gave its answer to. */
function guardsOfCall({ branches }: Facts, text: string, call: CallFact): Range[] {
  const direct = branches.filter(({ test }) => contains(test, call.range));
  if (direct.length > 0) return direct.map(({ guards }) => guards);
  const before = text.slice(Math.max(call.statement.start, call.range.start - 200), call.range.start);
  const name =
    /([A-Za-z_$][\w$]*)(?:\s*,\s*\w+)?\s*(?::\s*[\w<>[\]| ]{1,60})?\s*(?::=|=)\s*(?:\(?\s*await\s+)?!?$/.exec(
      before,
    )?.[1];
  if (name === undefined) return [];
  const mentions = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`);
  return branches
    .filter((branch) => branch.test.start >= call.range.end && branch.function === call.function)
    .filter(({ test }) => mentions.test(text.slice(test.start, Math.min(test.end, test.start + longestTest))))
    .map(({ guards }) => guards);
}
