/** A caught error leaves no trace in production: on call you see the symptom and nobody sees the cause. */
import { logErrorFix } from '../../fixes/logError.ts';
import { guardedCall, operationOf } from '../../fixes/operation.ts';
import type { HandlerLikeness } from '../../model/conventions.ts';
import { isSwallowed, type HandlerFact } from '../../model/facts.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { handlersOf } from '../../survey/handlers.ts';
import { judge, type Judgement } from '../../survey/peers.ts';
import { loggerSources } from './libraries.ts';
import { isProcessCode, serviceName } from './services.ts';
import { isTestPath, isToolPath } from '../paths.ts';
import { swallowedErrorExamples } from './swallowedErrorExamples.ts';

export const swallowedError = defineRule({
  id: 'swallowed-error',
  area: 'logging',
  severity: 'warning',
  scope: 'file',
  summary: 'An error is caught and leaves no log line, span event or metric.',
  why:
    'The handler decides that the request goes on, and that may be right. But nothing in production says that it happened: ' +
    'not once, not a thousand times a minute. The dashboards stay green while a dependency is down, and the first sign is ' +
    'a customer who asks.\n\n' +
    'A handler is left alone when it raises the error again or hands it on, logs it, records it on a span, counts it or ' +
    'reports it; when it returns the error as a value; when a comment in it says why nothing is needed; and when what it ' +
    'catches is how the called function says something ordinary (`KeyError`, `FileNotFoundError`) and there is a fallback. ' +
    'The other handlers of the repository count as well, once ten of them log: where fewer than half of those like this one ' +
    '(in the repository, of the same error, in the folder, in the file, around the same call) log, it is left alone, and ' +
    'where most of them log, an ordinary error that is dropped is found, too. ' +
    'Tests are not looked at, nor scripts that production does not run, nor code for browsers, nor, where the repository ' +
    'says what production starts, code outside of those services.',
  fixes:
    'A log line at the beginning of the handler, with the logger that the file has, in the form by which that library keeps ' +
    'the stack; what the handler does is kept. A file without a logger gets the one that the other files of the service ' +
    'import, else one of the library that the service logs with. Adding a line with a logger that is there is safe; getting ' +
    'a logger wants a look.',
  examples: swallowedErrorExamples,
  check(context) {
    const { path, facts, production } = context;
    if (!isProcessCode(context)) return [];
    if (isTestPath(path) || (isToolPath(path) && !production.sources.has(path))) return [];
    const judged = judgements(context);
    const sources = loggerSources(context);
    return facts.handlers.flatMap((handler, index): Draft[] => {
      const judgement = judged.get(index);
      if (judgement === undefined ? !isSwallowed(handler) : judgement.says === 'nothing') return [];
      const fix = logErrorFix({ path, text: context.text, facts }, handler, sources);
      return [
        {
          file: path,
          range: handler.header,
          message: message(context, handler, judgement ?? null),
          fixes: fix === null ? [] : [fix],
        },
      ];
    });
  },
});

/** By index of the handler, where the other handlers of the repository say otherwise than its own code. */
function judgements({ path, facts, conventions }: FileContext): ReadonlyMap<number, Judgement> {
  const judged = new Map<number, Judgement>();
  if (conventions === null) return judged;
  for (const row of handlersOf(facts)) {
    const judgement = judge(row, path, facts.ecosystem, conventions.handlers);
    if (judgement !== null) judged.set(row.handler, judgement);
  }
  return judged;
}

function message(context: FileContext, handler: HandlerFact, judgement: Judgement | null): string {
  const { facts } = context;
  const call = guardedCall(facts, handler);
  const operation = call === null ? null : operationOf(call);
  const what = operation === null ? 'what fails here' : `when ${operation} fails here, it`;
  if (judgement?.says === 'log') {
    const { logged, total } = judgement;
    return `${what} leaves no trace, though ${logged} of ${total} handlers ${alike(judgement)} log`;
  }
  const name = serviceName(context);
  const where = name === null ? 'production' : `${name} in production`;
  return `${what} leaves no trace: ${where} writes no log line, span event or metric`;
}

/** Which handlers they are that log: those around the same call, of the same file, … */
function alike({ likeness, value }: Extract<Judgement, { says: 'log' }>): string {
  const words: Readonly<Record<HandlerLikeness, string>> = {
    service: 'like it here',
    type: `of ${value === '' ? 'any error' : value} here`,
    folder: 'like it in this folder',
    file: 'like it in this file',
    call: `around ${value} here`,
  };
  return words[likeness];
}
