/** Scripts that ask what runs now, compare it with what was deployed, and fail where that is something else. */
import { deployQuery } from '../../../knowledge/deployQueries.ts';

export interface Verification {
  readonly start: number;
  readonly end: number;
  /** It asks again and again until it is so. */
  readonly isRepeated: boolean;
}

const longest = 20_000;
const assignment =
  /(?:^|[\n;&|]|\bthen\b|\bdo\b)[ \t]*(?:export |local |readonly )?(\w+)=("?(?:\$\(|`)[^]*?)(?=\n[ \t]*\S)/g;
const condition = /(?:^|\n|;)[ \t]*((?:el)?if\b([^]*?)(?:;|\n)\s*then\b)/g;

/** Conditions over what a query of the platform answered, with a failure in one of their branches. */
export function verificationsIn(script: string): Verification[] {
  const text = script.slice(0, longest);
  if (!/\b(?:exit|return) [1-9]/.test(text)) return [];
  const answers = answersIn(text);
  if (answers.size === 0) return [];
  return failingConditions(text, answers).map((one) => ({ ...one, isRepeated: isInLoop(text.slice(0, one.start)) }));
}

/** Places of requests whose answer is put into a variable that decides whether the script fails. */
export function comparedRequests(script: string): { readonly start: number; readonly end: number }[] {
  const text = script.slice(0, longest);
  if (!/\b(?:curl|wget|http)\b/.test(text) || !/\b(?:exit|return) [1-9]/.test(text)) return [];
  return [...text.matchAll(assignment)].flatMap((match) => {
    if (!request.test(commandIn(match[2] ?? ''))) return [];
    const end = match.index + match[0].length;
    const names = cutOut(text.slice(end), match[1] ?? '');
    return failingConditions(text, names).some(({ start }) => start >= end) ? [{ start: match.index, end }] : [];
  });
}

const request = /^(?:curl|wget|https?|xh)\b/;

/** Conditions over one of the variables with a failure in one of their branches. */
function failingConditions(
  text: string,
  names: ReadonlySet<string>,
): { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const match of text.matchAll(condition)) {
    if (!uses(match[2] ?? '', names)) continue;
    const start = match.index + match[0].length - (match[1] ?? '').length;
    const end = match.index + match[0].length;
    const branches = text.slice(end, end + Math.max(0, text.slice(end).search(/(?:\n|;)\s*fi\b/)));
    if (/\b(?:exit|return) [1-9]/.test(branches)) found.push({ start, end });
  }
  return found;
}

/** A variable, and those that are cut out of it. */
function cutOut(text: string, name: string): ReadonlySet<string> {
  const names = new Set([name]);
  for (const [, other = '', value = ''] of text.matchAll(assignment)) if (uses(value, names)) names.add(other);
  return names;
}

/** Variables that hold what a query answered, or what was cut out of that. */
function answersIn(text: string): ReadonlySet<string> {
  const answers = new Set<string>();
  for (const [, name = '', value = ''] of text.matchAll(assignment)) {
    if (deployQuery.test(commandIn(value)) || uses(value, answers)) answers.add(name);
  }
  return answers;
}

/** On one line, without what opens the substitution. */
const commandIn = (value: string): string => value.replace(/^"?(?:\$\(|`)\s*/, '').replace(/\\\r?\n\s*/g, ' ');

const uses = (text: string, names: ReadonlySet<string>): boolean =>
  [...text.matchAll(/\$\{?(\w+)/g)].some(([, name]) => names.has(name ?? ''));

function isInLoop(before: string): boolean {
  const opened = before.match(/(?:^|[\n;])\s*(?:while|until|for)\b/g)?.length ?? 0;
  const closed = before.match(/(?:^|[\n;])\s*done\b/g)?.length ?? 0;
  return opened > closed;
}
