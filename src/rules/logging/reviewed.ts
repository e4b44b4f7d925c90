import type { Facts, HandlerFact } from '../../model/facts.ts';
import type { FileContext } from '../../model/rule.ts';
import { contains } from '../../model/text.ts';
import { isTestPath, isToolPath } from '../paths.ts';
import { isProcessCode } from './services.ts';

/** Whether rules about log lines speak of a file: code of a process, no test, no tool that production does not run. */
export function isReviewed(context: FileContext): boolean {
  const { path, production } = context;
  if (isTestPath(path) || (isToolPath(path) && !production.sources.has(path))) return false;
  return isProcessCode(context);
}

/** Whether code of a function runs when the handler does: its own, and that of the function given to `.catch(…)`. */
export function runsInHandler(facts: Facts, handler: HandlerFact, within: number): boolean {
  if (within === handler.function) return true;
  const around = facts.functions[within];
  return handler.form === 'promise-catch' && around !== undefined && contains(around.range, handler.body);
}
