/**
 * Guard clauses before an initialiser in its own function: `if not settings.DSN: return`. A clause that looks after
 * errors, or after a second start, decides nothing about the first.
 */
import type { Variables } from '../shellSource.ts';
import { evaluateCondition } from './conditions.ts';
import { constantsOf } from './constants.ts';
import type { Reached } from './walk.ts';

export interface GuardClause {
  /** What must hold for the initialiser to run. */
  readonly condition: string;
  /** False: the function is left before it. Null: not known here. */
  readonly holds: boolean | null;
}

/** Tests that speak of what is configured: switches, addresses, keys, stages. */
const speaksOfSettings =
  /enabl|disabl|active|dsn|endpoint|token|api_?-?key|license|url|uri|exporter|collector|sampl|\bhost|addr|env\b|environ|getenv|process\.env|config|settings|options|opts|\bcfg|otel|sentry|tracing|telemetry|metrics|prometheus|debug|production|\btest/i;

const looksAfterErrors = /\berr(?:or)?s?\b|\bexc(?:eption)?\b|^!?\s*ok$|\bErr\(|\bcatch\b/i;
const looksAfterStarts =
  /already|initiali[sz]ed|is_?init|has_?init|started|is_?running|\bonce\b|installed|registered|instrumented|\b_?done\b|(?:client|tracer|provider|sdk|instance|handler|singleton)s?\s*(?:!==?|is not)\s*(?:null|nil|None|undefined)\s*$/i;

/** The last that a body at the top of a file does: nobody catches it. */
const endsProgram = /(?:^|[\n;{:])[ \t]*(?:raise|throw|(?:sys\.|os\._|process\.|Process\.)?exit\b)[^\n;}]*[\s;}]*$/;

const longestTest = 300;

/** The first clause that may keep the initialiser from running; null where there is none. */
export function guardClause(
  { file, fact, prepare = (condition) => condition }: Reached,
  variables: Pick<Variables, 'get' | 'keys'>,
): GuardClause | null {
  const { facts, text } = file;
  if (facts === null) return null;
  const at = fact.range.start;
  let open = closureOfOption(file, fact.function);
  for (const { test, body, negated, exits, guards, function: within } of facts.branches) {
    const isBefore = exits && within === fact.function && body.end <= at && guards.start <= at && at < guards.end;
    if (!isBefore || test.end - test.start > longestTest) continue;
    // A program that ends there is none that runs without it.
    if (within === -1 && endsProgram.test(text.slice(body.start, body.end))) continue;
    const written = text
      .slice(test.start, test.end)
      .trim()
      .replace(/^\(([^]*)\)$/, '$1');
    if (looksAfterErrors.test(written) || looksAfterStarts.test(written)) continue;
    const constants = constantsOf(text, facts.ecosystem);
    const constantOf = (name: string): string | null => {
      const constant = constants.get(name);
      return constant === undefined ? null : prepare(constant);
    };
    const context = { variables, asMain: false, constantOf };
    const prepared = prepare(written);
    const value = evaluateCondition(prepared, context);
    const byPlatform =
      value === !negated && evaluateCondition(prepared, { ...context, platformDecides: true }) === null;
    const holds = value === null || byPlatform ? null : value === negated;
    const condition = negated ? written : withoutNot(written);
    if (holds === false) return { condition, holds };
    if (holds === null && speaksOfSettings.test(written)) open ??= { condition, holds };
  }
  return open;
}

/** Methods that call what they are handed only where there is a value: of `Option` and `bool`, of `Optional`, of `?.`. */
const callsWhereThere: Readonly<Record<string, RegExp>> = {
  rust: /^([^]*?)(?:\s*\.\s*(?:as_ref|as_deref|clone)\(\))*\s*\.\s*(?:map|and_then|inspect|then|map_or|map_or_else)$/,
  jvm: /^([^]*?)(?:\s*\.\s*ifPresent|\s*\?\.\s*(?:let|also|run))$/,
};

/** `cfg.dsn.map(|dsn| sentry::init(dsn))`: it runs where the receiver has a value. */
function closureOfOption({ facts }: Reached['file'], index: number): GuardClause | null {
  const own = facts?.functions[index];
  const pattern = callsWhereThere[facts?.ecosystem ?? ''];
  if (facts == null || own === undefined || pattern === undefined) return null;
  const call = facts.calls.find(({ arguments: all }) =>
    all.some(
      ({ range }) => range.start <= own.range.start && own.range.end <= range.end && own.range.start - range.start < 10,
    ),
  );
  const receiver = pattern.exec(call?.callee ?? '')?.[1]?.trim();
  return receiver === undefined || receiver === '' ? null : { condition: `${receiver} is there`, holds: null };
}

/** The contrary of a test, as one would write it. */
function withoutNot(test: string): string {
  const plain = /^(?:!|not\s+)\s*([\w.$?]+(?:\([^()]*\))?(?:\[[^\]]*\])?)$/.exec(test)?.[1];
  return plain ?? `not (${test})`;
}
