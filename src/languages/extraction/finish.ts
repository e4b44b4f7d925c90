/** From what the walk collected to facts: names are all known now, so paths can be resolved. */
import type { ArgumentFact, CallFact, ClassFact, Facts } from '../../model/facts.ts';
import { endOf, parentOf, rangeOf, typeOf } from '../../syntax/navigate.ts';
import { readBranches } from './branches.ts';
import { placedIn } from './collect.ts';
import { readEntries } from './entries.ts';
import { readEntryMarkers } from './entryMarkers.ts';
import { readEnvironment } from './environment.ts';
import type { CallDraft, ClassDraft, Draft, Extraction } from './extraction.ts';
import { readFlagChecks } from './flags.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { readLogging } from './logging.ts';
import { readLoops } from './loops.ts';
import { readMetrics } from './metrics.ts';
import { readOutboundCalls } from './outbound.ts';
import { classifyHandlers } from './outcomes.ts';
import { readPrologue } from './prologue.ts';
import type { Read } from './read.ts';
import { calleeRangeOf } from './reader.ts';
import { readSignalHandlers } from './signals.ts';
import { readSpans } from './spans.ts';
import { isStatement } from './statements.ts';
import { readStyle } from './style.ts';
import { readSuppressions } from './suppressions.ts';
import { readTelemetry } from './telemetry.ts';

export function finish(extraction: Extraction, syntax: LanguageSyntax): Facts {
  const calls = extraction.calls.map((draft) => callFact(extraction, draft, syntax));
  const imports = extraction.imports.map(({ fact }) => fact);
  orderEvaluation(extraction, calls, syntax.hoistsImports);
  const { loggers, logCalls } = readLogging(extraction, calls, syntax);
  classifyHandlers(extraction, calls, logCalls, syntax);
  const classes = extraction.classDrafts.map((draft) => classFact(draft, syntax));
  const branches = readBranches(extraction, syntax);
  const handlers = extraction.handlers.map(({ fact }) => fact);
  const read: Read = { extraction, syntax, imports, calls, logCalls, classes, branches, handlers };
  return {
    language: syntax.language,
    ecosystem: syntax.ecosystem,
    style: readStyle(extraction, syntax.styleDefaults),
    prologue: readPrologue(extraction, syntax.prologue),
    functions: extraction.functions,
    classes,
    imports,
    calls,
    branches,
    loops: readLoops(extraction),
    handlers,
    loggers,
    logCalls,
    entries: readEntries(read),
    spans: readSpans(read),
    metrics: readMetrics(read),
    flagChecks: readFlagChecks(read),
    outboundCalls: readOutboundCalls(read),
    signalHandlers: readSignalHandlers(read),
    environmentReads: readEnvironment(extraction, calls, syntax),
    telemetry: readTelemetry(calls, imports, syntax.ecosystem),
    entryMarkers: readEntryMarkers(extraction, calls, syntax.ecosystem),
    suppressions: readSuppressions(extraction),
    syntaxErrors: extraction.syntaxErrors,
  };
}

function classFact({ fact, bases, frame }: ClassDraft, { reader }: LanguageSyntax): ClassFact {
  const named = bases.flatMap((node) => reader.resolve(node, frame.scope, 0) ?? []);
  return named.length === 0 ? fact : { ...fact, bases: [...fact.bases, ...named] };
}

const longestCallee = 200;
const longestLiteral = 10_000;

/** Data that somebody put into the code is not worth keeping with the facts. */
function shortLiteral(value: string | null): string | null {
  return value === null || value.length > longestLiteral ? null : value;
}

function callFact(extraction: Extraction, draft: CallDraft, syntax: LanguageSyntax): Draft<CallFact> {
  const { tree, text } = extraction;
  const { node, callee, frame, statement } = draft;
  const { reader } = syntax;
  const calleeRange = calleeRangeOf(tree, reader, callee);
  let above = parentOf(tree, syntax.outermost?.(node) ?? node);
  let awaited = false;
  let outermost = node;
  while (syntax.transparent[typeOf(tree, above)] === 1) {
    if (syntax.awaits[typeOf(tree, above)] === 1) awaited = true;
    outermost = above;
    above = parentOf(tree, above);
  }
  return {
    range: rangeOf(tree, node),
    ...placedIn(extraction, frame),
    callee: text.slice(calleeRange.start, Math.min(calleeRange.end, calleeRange.start + longestCallee)),
    calleeRange,
    path: reader.resolve(callee, frame.scope, 0),
    arguments: reader
      .argumentsOf(draft.arguments)
      .map(({ node: at, keyword, value, range, kind: told }): ArgumentFact => {
        const kind = told ?? reader.kindOf(value);
        const named = kind === 'call' ? reader.calleeOf(value) : kind === 'name' ? value : -1;
        return {
          range: range ?? rangeOf(tree, at),
          keyword,
          kind,
          value: named === -1 ? shortLiteral(reader.literalOf(value)) : reader.resolve(named, frame.scope, 0),
          ...(kind === 'object' ? { keys: reader.keysOf(value) } : {}),
        };
      }),
    awaited,
    constructs: draft.constructs,
    handler: frame.handler,
    inLoop: frame.inLoop,
    detached: extraction.detached.has(node),
    statement: rangeOf(tree, statement),
    isStatement:
      syntax.expressionStatement === -1
        ? isStatement(tree, syntax.outcomes, outermost)
        : typeOf(tree, above) === syntax.expressionStatement,
    order: 0,
  };
}

/** A call is evaluated after what stands in it, so by where it ends; imports that are hoisted come first. */
function orderEvaluation(extraction: Extraction, calls: readonly Draft<CallFact>[], hoistsImports: boolean): void {
  const { tree, imports } = extraction;
  const count = imports.length + calls.length;
  // One number each, so that sorting compares nothing but numbers: hoisted or not, where it ends, which it is.
  const keys = new Float64Array(count);
  imports.forEach(({ fact, node }, index) => {
    const isHoisted = hoistsImports && (fact.kind === 'static' || fact.kind === 're-export');
    keys[index] = (isHoisted ? 0 : unhoisted) + endOf(tree, node) * mostEntries + index;
  });
  calls.forEach((call, index) => {
    keys[imports.length + index] = unhoisted + call.range.end * mostEntries + imports.length + index;
  });
  keys.sort();
  keys.forEach((key, order) => {
    const index = key % mostEntries;
    const fact = index < imports.length ? imports[index]?.fact : calls[index - imports.length];
    if (fact !== undefined) fact.order = order;
  });
}

const mostEntries = 2 ** 22;
const unhoisted = 2 ** 51;
