/** Authorisation that is gone while the route, or the function that asked for it, is still there. */
import { authorizationRowsOf, soundsLikeAuthorization } from '../../../knowledge/authorization.ts';
import type { CallFact, EntryFact, FunctionFact } from '../../../model/facts.ts';
import { requestedPath } from '../../../model/routePath.ts';
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
import { lostByClass } from './classAuthorization.ts';
import type { Counterpart } from './counterparts.ts';
import type { GuardKind, Loss } from './loss.ts';
import { addedIn } from './told.ts';
import { isTouched, textAt, type Side } from './sides.ts';
import { aroundFunction, helperDoes, isDead, remaining, rangeOfFunction, workIn } from './work.ts';

export const lostAuthorization: GuardKind = (comparison, counterparts) =>
  comparison.pairs.flatMap((pair) => {
    const { before } = pair;
    if (before === null) return [];
    const rows = authorizationRowsOf(before.facts.ecosystem);
    if (rows.length === 0) return [];
    const of: Asked = { comparison, counterparts, pair, before, rows };
    return [
      ...before.facts.functions.flatMap((_, index) => ofDecorators(of, index) ?? []),
      ...before.facts.entries.flatMap((entry) => ofRegistration(of, entry) ?? []),
      ...before.facts.classes.flatMap((one) => lostByClass(of, one) ?? []),
      ...before.facts.calls.flatMap((call) => ofCall(of, call) ?? []),
    ];
  });

/** `@login_required`, `@PreAuthorize("…")`, `[Authorize]` on a function. */
function ofDecorators(of: Asked, index: number): Loss | null {
  const { before, pair, counterparts } = of;
  const old = before.facts.functions[index];
  const decorator = old?.decorators.find((one) => isGuard(of, one));
  if (old === undefined || decorator === undefined) return null;
  const guard = decoratorRange(before, old, decorator);
  if (guard === null || !isTouched(pair, guard)) return null;
  const there = counterparts.of(pair, index);
  const fact = there?.after.facts.functions[there.function];
  if (there === null || fact === undefined || isEntry(before, index) !== isEntry(there.after, there.function))
    return null;
  if (!isSameRoute(before, index, there)) return null;
  if (isRefused(of, there) || standsElsewhere(of, there.pair)) return null;
  const who = whose(there, fact);
  return authorizationLoss(
    of,
    guard,
    there.pair,
    fact.nameRange,
    who,
    `@${shortened(decorator)}`,
    withMark(before, guard),
  );
}

/** Of its name, or of its route: a function that is only like it may be asked for by others. */
function isSameRoute(before: Side, index: number, { after, function: found }: Counterpart): boolean {
  const [old, fact] = [before.facts.functions[index], after.facts.functions[found]];
  if (old?.nameRange !== null && old?.name === fact?.name && old?.owner === fact?.owner) return true;
  const targetOf = ({ facts }: Side, handler: number): string | null | undefined =>
    facts.entries.find((one) => one.handler === handler)?.target;
  const target = targetOf(before, index);
  return target !== null && target !== undefined && target === targetOf(after, found);
}

function isEntry({ facts }: Side, index: number): boolean {
  return facts.entries.some(({ handler }) => handler === index);
}

function decoratorRange({ text, facts }: Side, one: FunctionFact, decorator: string): Range | null {
  const end = one.nameRange?.start ?? one.body.start;
  const floor = Math.max(
    0,
    ...facts.functions.filter((other) => other.range.end <= end && other !== one).map((other) => other.range.end),
    end - 5000,
  );
  const at = text.slice(floor, end).lastIndexOf(decorator);
  return at === -1 ? null : { start: floor + at, end: floor + at + decorator.length };
}

/** The whole of `@login_required`, `[Authorize]`, where it has its line to itself. */
function withMark({ text, lines }: Side, { start, end }: Range): Range | null {
  const first = lines.lineRange(lines.positionAt(start).line);
  const last = lines.lineRange(lines.positionAt(end).line);
  const [head, tail] = [text.slice(first.start, start).trim(), text.slice(end, last.end).trim()];
  const isAlone = (head === '@' && tail === '') || ((head === '[' || head === '#[') && tail === ']');
  return isAlone ? { start: start - head.length, end: end + tail.length } : null;
}

/** In the new function, its class, its router or its file there is something that may refuse. */
function isRefused(of: Asked, there: Counterpart): boolean {
  const { after, function: index } = there;
  const around = aroundFunction(after, index);
  const fact = after.facts.functions[index];
  const head = fact === undefined ? '' : after.text.slice(Math.max(0, fact.range.start - 1), fact.range.end);
  const owner = after.facts.classes.find(({ name }) => name === fact?.owner);
  const body = owner === undefined ? '' : textAt(after, owner.range);
  // Whatever it is called: one that is left may be the one that is enough.
  const left = [...(fact?.decorators ?? []), ...(owner?.decorators ?? [])];
  if (left.some((one) => soundsLikeAuthorization.test(one) || /_required\b|\w+Required\b/.test(one))) return true;
  // A method that the framework of the repository asks, or a function that is called and is part of the change.
  const asked = owner === undefined ? [] : methodsOf(after, owner);
  if (asked.some((name) => name !== fact?.name && answersWho.test(name))) return true;
  const asks = (_: string, side: Side, called: number): boolean => {
    const holder = of.comparison.pairs.find((pair) => pair.after === side);
    return holder !== undefined && soundsLikeAuthorization.test(addedIn(holder, rangeOfFunction(side, called)));
  };
  if (index !== -1 && helperDoes(of.comparison, there, rangeOfFunction(after, index), asks)) return true;
  return of.rows.some(
    ({ decorators, calls, declarations, middleware }) =>
      (fact?.decorators ?? []).some((one) => decorators?.test(one) === true) ||
      (owner?.decorators ?? []).some((one) => decorators?.test(one) === true) ||
      (owner?.bases ?? []).some((one) => decorators?.test(one) === true) ||
      declarations?.test(body) === true ||
      middleware?.test(around) === true ||
      middleware?.test(head) === true ||
      after.facts.calls.some(
        (call) => calls?.test(call.callee) === true && contains(rangeOfFunction(after, index), call.range),
      ),
  );
}

/** With the function's name: below which path its router is mounted stands elsewhere. */
function whose({ after, function: index }: Counterpart, { name, owner, nameRange }: FunctionFact): string {
  const entry = after.facts.entries.find(({ handler }) => handler === index);
  const own = owner === null ? name : `${owner}.${name}`;
  if (entry?.kind !== 'route' || entry.target === null) return own;
  const route = `${entry.method ?? 'the route'} ${requestedPath(entry.target)}`;
  return nameRange === null ? route : `${own} (${route})`;
}

/** `app.get('/orders', requireAuth, list)` that is `app.get('/orders', list)` now. */
function ofRegistration(of: Asked, entry: EntryFact): Loss | null {
  const { before, pair, rows } = of;
  if (entry.kind !== 'route' || !isTouched(pair, entry.range)) return null;
  const named = before.facts.functions[entry.handler]?.decorators ?? [];
  const written = entry.guards.find(
    (one) => !named.includes(one) && rows.some(({ middleware }) => middleware?.test(one) === true),
  );
  if (written === undefined) return null;
  for (const to of of.comparison.pairs) {
    const { after } = to;
    if (after === null) continue;
    const same = after.facts.entries.find(
      (one) =>
        one.kind === 'route' && one.target === entry.target && one.method === entry.method && one.name === entry.name,
    );
    if (same === undefined) continue;
    const range = textAt(after, same.range);
    if (rows.some(({ middleware }) => middleware?.test(range.slice(0, 2000)) === true)) return null;
    if (same.guards.length >= entry.guards.length || same.guards.some((one) => !entry.guards.includes(one)))
      return null;
    if (same.handler !== -1 && isRefused(of, { pair: to, after, function: same.handler })) return null;
    if (standsElsewhere(of, to)) return null;
    const at = before.text.slice(entry.range.start, entry.range.end).indexOf(written);
    const guard =
      at === -1 ? entry.header : { start: entry.range.start + at, end: entry.range.start + at + written.length };
    return authorizationLoss(
      of,
      guard,
      to,
      same.header,
      `${entry.method ?? 'the route'} ${entry.target === null ? entry.name : requestedPath(entry.target)}`,
      shortened(written),
      null,
    );
  }
  return null;
}

/** `require_login()` at the beginning of a function; `router.use(requireAuth)`; `Depends(current_user)` of a route. */
function ofCall(of: Asked, call: CallFact): Loss | null {
  const { before, pair, counterparts, rows } = of;
  if (!isTouched(pair, call.range) || isDead(before, call)) return null;
  if (call.function === -1 || isMounted(call)) return ofRouter(of, call);
  const old = before.facts.functions[call.function];
  if (old === undefined) return null;
  const isAsked = rows.some(({ calls }) => calls?.test(call.callee) === true);
  const isDependency = contains({ start: old.range.start, end: old.body.start }, call.range) && isInjected(of, call);
  if (!(isAsked && refuses(before, call)) && !isDependency) return null;
  const there = counterparts.of(pair, call.function);
  const fact = there?.after.facts.functions[there.function];
  if (there === null || fact === undefined) return null;
  if (!isSameRoute(before, call.function, there)) return null;
  const work = workIn(before, old.body).filter((one) => one !== call);
  const kept = remaining(work, workIn(there.after, fact.body));
  if (isAsked && (work.length === 0 || kept.size < Math.ceil(work.length * 0.6))) return null;
  if (isRefused(of, there) || standsElsewhere(of, there.pair)) return null;
  const statement = isAsked && call.isStatement ? call.statement : null;
  return authorizationLoss(
    of,
    call.range,
    there.pair,
    fact.nameRange,
    whose(there, fact),
    shortened(textAt(before, call.range)),
    statement,
  );
}

/** Its answer decides: it stands alone and raises, or what follows leaves. */
function refuses({ facts, text }: Side, call: CallFact): boolean {
  if (call.isStatement) return true;
  if (facts.branches.some(({ test, exits }) => exits && contains(test, call.range))) return true;
  return (
    facts.handlers.some(
      ({ form, tryBody }) => form === 'error-check' && tryBody !== null && contains(tryBody, call.range),
    ) || /\?\s*;?\s*$/.test(text.slice(call.range.end, call.range.end + 3))
  );
}

function isInjected({ before, rows }: Asked, call: CallFact): boolean {
  return rows.some(({ middleware }) => middleware?.test(textAt(before, call.range)) === true);
}

function isMounted({ callee }: CallFact): boolean {
  return /(?:\.|^)(?:use|Use|With|before_request|route_layer|layer|APIRouter|include_router)$/.test(callee);
}

/** A router that keeps its routes and loses what stood in front of all of them. */
function ofRouter(of: Asked, call: CallFact): Loss | null {
  const { before, pair } = of;
  const { after } = pair;
  if (after === null || !isMounted(call) || !isInjected(of, call) || standsElsewhere(of, pair)) return null;
  const what = shortened(textAt(before, call.range));
  const mount = mountLike(of, call, after) ?? registrationOf(of, call, after);
  if (mount !== null) {
    if (isGuardedBefore(of, after, mount)) return null;
    const whose = `what ${shortened(textAt(after, mount.range))} answers`;
    return authorizationLoss(of, call.range, pair, mount.range, whose, what, call.isStatement ? call.statement : null);
  }
  if (of.rows.some(({ middleware }) => middleware?.test(after.text) === true)) return null;
  const routes = after.facts.entries.filter(({ kind }) => kind === 'route');
  const path = mountPath(before, call);
  // It stood in front of those that came behind it, below its path.
  const was = before.facts.entries.filter(
    ({ kind, header, target }) =>
      kind === 'route' && header.start >= call.range.end && (path === null || isBelow(target, path)),
  );
  const kept = was.filter((one) => routes.some((other) => other.target === one.target && other.method === one.method));
  if (kept.length === 0 || kept.length < was.length / 2) return null;
  const count = kept.length === 1 ? 'one route' : `${kept.length} routes`;
  const statement = call.isStatement ? call.statement : null;
  return authorizationLoss(of, call.range, pair, null, count, what, statement);
}

const squeezedArguments = (side: Side, one: CallFact): string[] =>
  one.arguments.map(({ range }) => textAt(side, range).replace(/\s+/g, ''));

/** `app.use('/admin', adminRouter)` that was `app.use('/admin', requireAuth, adminRouter)`: it answers what it did. */
function mountLike({ before }: Asked, call: CallFact, after: Side): CallFact | null {
  const old = squeezedArguments(before, call);
  if (old.length < 2) return null;
  const found = after.facts.calls.find((one) => {
    const now = squeezedArguments(after, one);
    const isPart = now.length > 0 && now.length < old.length && now[0] === old[0];
    return one.callee === call.callee && isPart && now.every((text) => old.includes(text));
  });
  return found ?? null;
}

/** `app.register_blueprint(orders)` where `orders.before_request(require_login)` is gone: its routes are elsewhere. */
function registrationOf({ rows }: Asked, { callee }: CallFact, after: Side): CallFact | null {
  const router = /^(\w+)\.before_request$/.exec(callee)?.[1];
  if (router === undefined) return null;
  const isGuarded = after.facts.calls.some(
    (one) =>
      one.callee === callee && rows.some(({ middleware }) => middleware?.test(textAt(after, one.range)) === true),
  );
  const found = after.facts.calls.find(
    (one) => one.callee.endsWith('.register_blueprint') && squeezedArguments(after, one)[0] === router,
  );
  return isGuarded ? null : (found ?? null);
}

/** The application itself still asks, of everything that is mounted behind it. */
function isGuardedBefore({ rows }: Asked, after: Side, mount: CallFact): boolean {
  const application = /^(.*)\.\w+$/.exec(mount.callee)?.[1];
  return after.facts.calls.some(
    (one) =>
      isMounted(one) &&
      one !== mount &&
      one.arguments.length === 1 &&
      /^(.*)\.\w+$/.exec(one.callee)?.[1] === application &&
      (one.callee.endsWith('before_request') || one.range.end <= mount.range.start) &&
      rows.some(({ middleware }) => middleware?.test(textAt(after, one.range)) === true),
  );
}

/** Where a middleware stands for the routes below one path alone. */
function mountPath(side: Side, { arguments: [first] }: CallFact): string | null {
  const written = first === undefined ? null : /^(["'`])(\/[^"'`]*)\1$/.exec(textAt(side, first.range));
  return written?.[2]?.replace(/\/+$/, '') ?? null;
}

function isBelow(target: string | null, path: string): boolean {
  return target !== null && (target === path || target.startsWith(`${path}/`));
}
