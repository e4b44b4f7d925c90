/** Go: a fresh context in a call to another system, inside a function that is given one. */
import { detachedOnPurpose, goContextParameters, goContextTakers, outlives } from '../../../knowledge/detached.ts';
import type { ArgumentFact, CallFact, FunctionFact } from '../../../model/facts.ts';
import type { Fix } from '../../../model/finding.ts';
import type { Draft, FileContext } from '../../../model/rule.ts';
import { lineStart } from '../../../model/text.ts';

export function lostInGo({ path, text, facts }: FileContext): Draft[] {
  const outward = new Set([...facts.outboundCalls, ...facts.spans].map(({ call }) => call));
  return facts.calls.flatMap((call, index): Draft[] => {
    const fresh = call.arguments.find(isFresh);
    if (fresh === undefined || !(outward.has(index) || goContextTakers.test(call.callee))) return [];
    const given = contextAt(text, facts.functions, call);
    if (given === null || isDetached(text, facts.functions, call)) return [];
    return [
      {
        file: path,
        range: fresh.range,
        message: `${given} is at hand and this call does not get it: what it does is in no trace of the request, and nothing cancels it`,
        fixes: [
          {
            title: `Pass ${given} on`,
            safety: 'review',
            edits: [{ file: path, range: fresh.range, text: given }],
          },
        ].filter(() => keepsImport(text, given)) as Fix[],
      },
    ];
  });
}

function isFresh({ kind, value }: ArgumentFact): boolean {
  return kind === 'call' && (value === 'context.Background' || value === 'context.TODO');
}

/** The import of `context` must stay in use, or the file does not compile. */
function keepsImport(text: string, given: string): boolean {
  return /^\w+$/.test(given) || (text.match(/\bcontext\.\w/g) ?? []).length > 1;
}

/** The context that a function around the call is given, as an expression. */
function contextAt(text: string, functions: readonly FunctionFact[], call: CallFact): string | null {
  for (let at = call.function, level = 0; at >= 0 && level < 10; at = functions[at]?.parent ?? -1, level++) {
    const one = functions[at];
    if (one === undefined) return null;
    const header = text.slice(one.range.start, Math.min(one.body.start, one.range.start + 1000));
    for (const { type, expression } of goContextParameters) {
      const name = type.exec(header)?.[1];
      if (name !== undefined && name !== '_' && one.parameters.includes(name))
        return expression.replace('{name}', name);
    }
  }
  return null;
}

const spanLinks = /\.(?:AddLink|LinkFromContext|WithLinks)\(/;

/** It runs on by itself, tidies up, or its author says that it is meant so. */
function isDetached(text: string, functions: readonly FunctionFact[], call: CallFact): boolean {
  const start = lineStart(text, call.statement.start);
  if (call.detached || /^\s*(?:go|defer)\b/.test(text.slice(start, call.range.start))) return true;
  const above = text.slice(lineStart(text, Math.max(0, start - 1)), start);
  const line = text.slice(start, call.range.end + 200).split('\n')[0] ?? '';
  for (const written of [above, line]) {
    const comment = /\/\/(.*)/.exec(written)?.[1];
    if (comment !== undefined && detachedOnPurpose.test(comment)) return true;
  }
  // After the end of a context another one must be used.
  if (
    /Done\(\)|ctx\.Err\(\)|Canceled|DeadlineExceeded/.test(
      text.slice(Math.max(0, call.range.start - 400), call.range.start),
    )
  )
    return true;
  for (let at = call.function, level = 0; at >= 0 && level < 10; at = functions[at]?.parent ?? -1, level++) {
    const one = functions[at];
    if (one === undefined) return false;
    // A trace of its own that a link ties to the request is meant so.
    if (spanLinks.test(text.slice(one.body.start, one.body.end))) return true;
    const before = text.slice(Math.max(0, one.range.start - 60), one.range.start);
    if (
      outlives.test(one.name) ||
      /(?:\bgo|\bdefer|\.Go\(|\.Cleanup\(|AfterFunc\([^()]*|sync\.Once\w*\(|\.Do\()\s*$/.test(before)
    )
      return true;
  }
  return false;
}
