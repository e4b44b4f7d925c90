/** Which routes of a file ask who calls, by the profile's names of what asks, and by what libraries have for it. */
import { authorizationRowsOf, soundsLikeAuthorization } from '../../knowledge/authorization.ts';
import type { EntryFact } from '../../model/facts.ts';
import type { Profile } from '../../model/profile.ts';
import type { FileContext } from '../../model/rule.ts';
import { contains, type Range } from '../../model/text.ts';

export type Authorization = NonNullable<NonNullable<Profile['compliance']>['authorization']>;

export interface Route {
  readonly entry: EntryFact;
  /** What is written around it: decorators of the handler and of its class, bases, middleware. */
  readonly written: readonly string[];
  /** Its registration and its handler. */
  readonly text: string;
}

export function routesOf({ facts, text }: Pick<FileContext, 'facts' | 'text'>): Route[] {
  return facts.entries.flatMap((entry) => {
    if (entry.kind !== 'route' || entry.target === null) return [];
    const handler = facts.functions[entry.handler];
    const owner = facts.classes.find(({ name }) => name === handler?.owner);
    const written = [
      ...entry.guards,
      ...(handler?.decorators ?? []),
      ...(owner?.decorators ?? []),
      ...(owner?.bases ?? []),
    ];
    const at = ({ start, end }: Range): string => text.slice(start, end);
    return [{ entry, written, text: at(entry.range) + (handler === undefined ? '' : at(handler.range)) }];
  });
}

/** One of the names of the profile stands on the route, or in its handler. */
export function isGuardedBy(names: readonly string[], { written, text }: Route): boolean {
  return names.some((name) => written.some((one) => speaksOf(one, name)) || speaksOf(text, name));
}

/** Something that refuses whoever may not, as libraries have it, stands on the route. */
export function isGuardedByLibrary({ facts }: FileContext, { written }: Route): boolean {
  return authorizationRowsOf(facts.ecosystem).some(({ decorators, middleware }) =>
    written.some((one) => decorators?.test(one) === true || middleware?.test(one) === true),
  );
}

/** It may ask in a way that no table has, or it says that everybody may. */
export function mayBeGuarded({ facts, text }: FileContext, { entry, written, text: own }: Route): boolean {
  const handler = facts.functions[entry.handler];
  const head = handler === undefined ? '' : text.slice(Math.max(0, handler.range.start - 200), handler.range.start);
  return (
    written.some((one) => soundsLikeAuthorization.test(one)) ||
    soundsLikeAuthorization.test(own) ||
    /\bpublic\b|no.?auth|unauthenticated|everybody|everyone|anyone/i.test(head)
  );
}

/** A call outside of all routes hands one of the names on: what it is put in front of cannot be told here. */
export function isPutInFront(names: readonly string[], { facts, text }: FileContext): boolean {
  const routes = facts.entries.filter(({ kind }) => kind === 'route');
  return facts.calls.some(
    ({ range, arguments: given }) =>
      given.some((one) => names.some((name) => speaksOf(text.slice(one.range.start, one.range.end), name))) &&
      !routes.some(
        (entry) =>
          contains(entry.range, range) || contains(facts.functions[entry.handler]?.range ?? entry.range, range),
      ) &&
      !facts.functions.some(({ range: around }) => contains(around, range)),
  );
}

function speaksOf(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at !== -1 && !/\w/.test(text[at - 1] ?? '') && !/\w/.test(text[at + name.length] ?? '');
}
