/**
 * In how many handlers maintainers log, by what the handler's own code says of the error, counted in mature services. What a
 * service's other handlers do is weighed against it (`survey/peers.ts`).
 */

/** Shares from 0 to 1. */
export interface HandlerHabit {
  /** Of handlers that swallow the error, were there no log line. */
  readonly swallowed: number;
  /** Of handlers for which the error is an everyday answer. */
  readonly expected: number;
  /** Such a handler is spoken of where so many of its like log. */
  readonly most: number;
}

/** By ecosystem. Where one is missing, handlers are judged by their own code alone. */
export const handlerHabits: Readonly<Record<string, HandlerHabit>> = {
  python: { swallowed: 0.8, expected: 0.25, most: 0.7 },
  node: { swallowed: 0.8, expected: 0.25, most: 0.6 },
  go: { swallowed: 0.85, expected: 0.2, most: 0.7 },
  jvm: { swallowed: 0.95, expected: 0.6, most: 0.85 },
};
