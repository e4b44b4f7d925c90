/** Authorisation that a class declared for all that it answers. */
import { soundsLikeAuthorization } from '../../../knowledge/authorization.ts';
import type { ClassFact } from '../../../model/facts.ts';
import { contains, type Range } from '../../../model/text.ts';
import {
  answersWho,
  authorizationLoss,
  isGuard,
  methodsOf,
  shortened,
  standsElsewhere,
  type Asked,
} from './authorizationParts.ts';
import type { Loss } from './loss.ts';
import { isTouched, textAt, type Side } from './sides.ts';

/** `permission_classes = […]`, `before_action :authenticate_user!`, `LoginRequiredMixin`, `@PreAuthorize` on a class. */
export function lostByClass(of: Asked, old: ClassFact): Loss | null {
  const { before, pair, rows } = of;
  const { after } = pair;
  if (after === null) return null;
  const same = after.facts.classes.find(({ name, kind }) => name === old.name && kind === old.kind);
  if (same === undefined || !hasMethods(after, same)) return null;
  // A method that went with it may be what it was for.
  if (methodsOf(before, old).some((name) => !methodsOf(after, same).includes(name))) return null;
  const [body, now] = [textAt(before, old.range), textAt(after, same.range)];
  const declared = rows.flatMap(({ declarations }) => {
    const match = declarations?.exec(body);
    return match == null
      ? []
      : [statementAt(before, old.range.start + match.index + (/^\s*/.exec(match[0])?.[0].length ?? 0))];
  })[0];
  const mixed = [...old.bases, ...old.decorators].find((one) => isGuard(of, lastPart(one)));
  const guard = declared ?? (mixed === undefined ? null : rangeOfWord(before, old, lastPart(mixed)));
  if (guard === null || !isTouched(pair, guard)) return null;
  const isAnswered =
    methodsOf(after, same).some((name) => answersWho.test(name)) ||
    after.facts.functions.some(
      (one) => contains(same.range, one.range) && one.decorators.some((text) => soundsLikeAuthorization.test(text)),
    );
  if (isAnswered) return null;
  const isKept = rows.some(
    ({ declarations, calls, decorators }) =>
      declarations?.test(now) === true ||
      [...same.bases, ...same.decorators].some((one) => decorators?.test(lastPart(one)) === true) ||
      after.facts.functions.some(
        (one) => contains(same.range, one.range) && one.decorators.some((text) => decorators?.test(text) === true),
      ) ||
      after.facts.calls.some((call) => contains(same.range, call.range) && calls?.test(call.callee) === true),
  );
  if (isKept || standsElsewhere(of, pair)) return null;
  // Another base may bring it.
  if (same.bases.some((one) => !old.bases.includes(one))) return null;
  if (/ReadOnly/.test(textAt(before, guard)) && !writes(after, same)) return null;
  const what = shortened(textAt(before, guard).trim());
  return authorizationLoss(of, guard, pair, same.nameRange, old.name, what, declared === undefined ? null : guard);
}

function hasMethods({ facts }: Side, { range, fields }: ClassFact): boolean {
  return fields.length > 0 || facts.functions.some((one) => contains(range, one.range));
}

/** A class that only reads needs no leave to write. */
function writes(side: Side, one: ClassFact): boolean {
  return (
    one.bases.some((base) => /Create|Update|Destroy|Model/.test(base)) ||
    methodsOf(side, one).some((name) => /^(?:create|update|partial_update|destroy|post|put|patch|delete)$/.test(name))
  );
}

const mostLines = 20;

/** From an offset to the end of its line, or of the one that closes what it opens. */
function statementAt({ lines, text }: Side, offset: number): Range {
  const { line } = lines.positionAt(offset);
  for (let last = line; last < line + mostLines; last++) {
    const range = { start: offset, end: lines.lineRange(last).end };
    const written = text.slice(range.start, range.end);
    if (written.split(/[([{]/).length <= written.split(/[)\]}]/).length) return range;
  }
  return { start: offset, end: lines.lineRange(line).end };
}

function lastPart(path: string): string {
  return /[\w$]+(?:\(.*)?$/s.exec(path)?.[0] ?? path;
}

function rangeOfWord({ text }: Side, { range }: ClassFact, word: string): Range | null {
  const from = Math.max(0, range.start - 500);
  const head = text.slice(from, Math.min(range.end, range.start + 1000));
  const at = head.lastIndexOf(word) === -1 ? -1 : head.indexOf(word, Math.max(0, range.start - from - 500));
  return at === -1 ? null : { start: from + at, end: from + at + word.length };
}
