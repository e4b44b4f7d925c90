/** Whether what the changed code does, and what goes wrong in it, leaves a trace. */
import { isSwallowed, type HandlerFact } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import { findingsOf } from '../../model/review.ts';
import { overlaps, type Range } from '../../model/text.ts';
import {
  changedFunctions,
  changedSources,
  counted,
  isBlocking,
  isChanged,
  newFindings,
  type ChangedSource,
} from '../changedCode.ts';
import type { AutomaticDraft, ItemKind } from '../kind.ts';

export const loggingItems: ItemKind = {
  name: 'logging',
  place: 20,
  items(context) {
    const sources = changedSources(context);
    const functions = sources.flatMap((source) => changedFunctions(source));
    const findings = newFindings(context, ['logging', 'tracing']);
    const failures = sources.flatMap((source) => failuresIn(source));
    const silent = failures.filter(({ outcome }) => outcome === 'silent');
    // What a review says of a failure that leaves no trace may be that the change took the trace away.
    const others = findingsOf(context.review).filter((finding) => silent.some((one) => isAt(finding, one)));
    const blocking = [...new Set([...findings, ...others])].filter(isBlocking);
    if (functions.length === 0 && blocking.length === 0) return [];
    const expected = failures.filter(({ outcome }) => outcome === 'expected');
    const any = failures.filter(({ outcome }) => outcome === 'any');
    const unseen = [...silent, ...any];
    const unread = sources.filter(({ facts }) => facts.syntaxErrors.length > 0);
    const notes = findings.filter((finding) => !isBlocking(finding)).length;
    const parts = [
      counted(functions.length, 'changed function'),
      failureText(failures.length, silent.length, expected.length, any.length),
      ...(blocking.length > 0 ? [blockingText(blocking.length, blocking[0]?.message ?? '')] : []),
      ...(notes > 0 ? [`${counted(notes, 'note')} in the review`] : []),
      ...(unread.length > 0 ? [`${counted(unread.length, 'file')} cannot be read to the end`] : []),
    ];
    const state = blocking.length > 0 ? 'fail' : unseen.length > 0 || unread.length > 0 ? 'unknown' : ('pass' as const);
    const item: AutomaticDraft = {
      kind: 'automatic',
      id: 'logging',
      title: 'What goes wrong in the changed code leaves a trace',
      detail: parts.join('; '),
      state,
      required: true,
      service: null,
      evidence: [
        ...blocking.map(({ file, range, rule }) => ({ file, range, label: rule })),
        ...unseen.filter(({ file }) => !blocking.some((one) => one.file === file)),
      ].map(({ file, range, label }) => ({ file, range, label })),
      about: sources.map(({ file }) => file.change),
    };
    return [item];
  },
};

function isAt(finding: Finding, { file, around }: { file: string; around: Range }): boolean {
  const { start, end } = finding.range;
  return finding.file === file && overlaps(around, { start, end: Math.max(end, start + 1) });
}

function failuresIn({ file, facts, context }: ChangedSource) {
  return facts.handlers
    .filter(({ header, body }) => isChanged(file, header) || isChanged(file, body))
    .map((handler) => ({
      file: context.path,
      range: handler.header,
      label: 'goes on without a trace',
      around: { start: handler.header.start, end: Math.max(handler.header.end, handler.body.end) },
      outcome: outcomeOf(handler),
    }));
}

/**
 * An answer that code expects is no fault, and leaves no trace either. Where everything is caught, so is what nobody
 * expects: no fault that can be shown, and nothing that holds either.
 */
function outcomeOf(handler: HandlerFact): 'silent' | 'any' | 'expected' | 'seen' {
  if (isSwallowed(handler)) return 'silent';
  if (handler.outcome === 'ignored-with-reason') return 'expected';
  const isAny = handler.types.some((type) => everything.test(type));
  // Handed on without its name it is a value, and what was caught is not told.
  if (handler.outcome === 'handed-on' && isAny && handler.binding === null) return 'any';
  if (handler.outcome !== 'expected') return 'seen';
  return isAny ? 'any' : 'expected';
}

/** Names by which languages catch whatever it is. */
const everything = /^(?:builtins\.|System\.|java\.lang\.|\\)?(?:Exception|BaseException|Throwable|StandardError)$/;

function failureText(all: number, silent: number, expected: number, any: number): string {
  if (all === 0) return 'no failure is handled in them';
  const seen = all - silent - expected - any;
  const parts = [
    ...(seen > 0
      ? [`${seen === all ? (all === 1 ? 'it' : 'all') : seen} ${seen === 1 ? 'leaves' : 'leave'} a trace`]
      : []),
    ...(expected > 0 ? [`${expected} expected`] : []),
    ...(any > 0 ? [`${any} answered with a value, whatever it was, without a trace`] : []),
    ...(silent > 0 ? [`${silent} without a trace`] : []),
  ];
  return `${counted(all, 'failure')} handled: ${parts.join(', ')}`;
}

function blockingText(count: number, first: string): string {
  return count === 1 ? first : `${first} (and ${count - 1} more)`;
}
