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
  const found: Verification[] = [];
  for (const match of text.matchAll(condition)) {
    const asked = match[2] ?? '';
    if (![...asked.matchAll(/\$\{?(\w+)/g)].some(([, name]) => answers.has(name ?? ''))) continue;
    const start = match.index + match[0].length - (match[1] ?? '').length;
    const end = match.index + match[0].length;
    const branches = text.slice(end, end + Math.max(0, text.slice(end).search(/(?:\n|;)\s*fi\b/)));
    if (!/\b(?:exit|return) [1-9]/.test(branches)) continue;
    found.push({ start, end, isRepeated: isInLoop(text.slice(0, start)) });
  }
  return found;
}

/** Variables that hold what a query answered, or what was cut out of that. */
function answersIn(text: string): ReadonlySet<string> {
  const answers = new Set<string>();
  for (const [, name = '', value = ''] of text.matchAll(assignment)) {
    const command = value.replace(/^"?(?:\$\(|`)\s*/, '').replace(/\\\r?\n\s*/g, ' ');
    const isCut = [...value.matchAll(/\$\{?(\w+)/g)].some(([, used]) => answers.has(used ?? ''));
    if (deployQuery.test(command) || isCut) answers.add(name);
  }
  return answers;
}

function isInLoop(before: string): boolean {
  const opened = before.match(/(?:^|[\n;])\s*(?:while|until|for)\b/g)?.length ?? 0;
  const closed = before.match(/(?:^|[\n;])\s*done\b/g)?.length ?? 0;
  return opened > closed;
}
