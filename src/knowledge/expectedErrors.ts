/**
 * Errors that are an answer and no fault: a key that is not there, a text that is no number, an optional package. A
 * handler that takes only these and goes on swallows nothing.
 */

import { answerTables } from './answers/index.ts';
import type { Answers } from './answers/answers.ts';
import { words } from './words.ts';

/** Null for an ecosystem that nothing is known of. */
export function answersOf(ecosystem: string): Answers | null {
  return answerTables.find((table) => table.ecosystem === ecosystem) ?? null;
}

/** Names of calls that read a text or a value and fail only where it is none. */
export const readingNames: RegExp =
  /^_?(?:try_?|safe_?)?(?:parse|decode|deserialize|unescape|unquote|loads|coerce|cast)(?![a-z])\w*$/i;

/** What is read decides who may do what: that it is refused is worth knowing. */
export const guardedReading: RegExp = /jwt|token|auth|session|credential|password|signature|cookie|verif/i;

/** Calls, by the last part of their path, that touch nothing outside the program, unless it is another's (`outsideReceiver`). */
export const pureCalls: ReadonlySet<string> = words(`
  abs all any bool dict divmod enumerate filter format frozenset hex len list map max min ord chr pow
  range reversed round set sorted str sum tuple zip capitalize endswith find join lower lstrip replace
  rstrip split splitlines startswith strip title upper rsplit partition rpartition zfill encode decode
  removeprefix removesuffix items keys values get setdefault copy count group groups match search findall
  sub compile append extend astimezone strftime isoformat timestamp total_seconds timedelta date time year
  concat every flat flatMap forEach includes indexOf lastIndexOf slice some splice push charAt charCodeAt
  endsWith startsWith padEnd padStart substring substr toLowerCase toUpperCase trim trimEnd trimStart
  toString toFixed toISOString valueOf String Number Boolean parseInt parseFloat isNaN isArray floor ceil
  random assign entries fromEntries from has add freeze localeCompare getTime toJSON pop shift unshift
  reduce at test exec Date Map Set
`);

/** Names of what reaches outside: `client.get(…)` is a request where `options.get(…)` is a look into a structure. */
export const outsideReceiver: RegExp =
  /(?:client|session|api|https?|requests?|service|repo|repository|dao|db|database|conn|connection|redis|cache|store|storage|manager|objects|query|cursor|axios|s3|bucket|queue|channel|socket|producer|consumer|collection|model|table|fs)s?(?:\(\))?$/i;

/** Where a path starts that stands for what the language itself has. */
export const pureModules: RegExp =
  /^(?:new )?(?:re|math|datetime|decimal|itertools|collections|string|Math|Object|Array|String|Number|Date|Map|Set|Boolean|self|this)(?:\.|$)/;

/** Functions that answer a question with yes or no. */
export const predicateNames: RegExp =
  /^_*(?:is|has|can|should|supports?|matches|contains|validate|check|Is|Has|Can|Should|Supports?)(?=[A-Z_])|\?$/;

/** Of them those that nothing else is meant by: what fails is the answer no. */
export const questionNames: RegExp =
  /^_*(?:is|has|can|supports?|exists?|matches|contains|Is|Has|Can|Supports?|Exists?|Matches|Contains|Try)(?=[A-Z_]|$)|\?$/;

/** Calls, by the last part of their path, that put away what is no longer needed: whether it works changes nothing. */
export const cleanups: ReadonlySet<string> = words(`
  close aclose closeSync close_all closeAll close_connection unlink unlinkSync remove removeSync rmdir
  rmdirSync rm rmSync rmtree removedirs kill killpg terminate disconnect shutdown shutdown_asyncgens stop
  cancel release releaseLock unlock flush destroy dispose abort end quit cleanup clean_up cleanUp
  unsubscribe unregister removeListener removeAllListeners removeEventListener removeChild revokeObjectURL
  unref detach deactivate teardown tearDown logout join closed wait_closed waitClosed unwatch pause free
  rset deregister hangup finish uncache unload deleteLater return kill_process invalidate reset restore
`);

/** Calls, by the last part of their path, that wait for something that may not come. */
export const waits: ReadonlySet<string> = words(`
  wait wait_for join select poll recv recvfrom accept acquire result communicate receive timeout
`);

/** Functions that put away an object: nothing in them is worth a log line when the process ends anyway. */
export const cleanupFunctions: RegExp =
  /^(?:toString|finalize|__del__|__exit__|__aexit__|__repr__|__str__|fmt|drop|close|aclose|_close|cleanup|_cleanup|clean_up|cleanUp|dispose|disposeAsync|destroy|teardown|tearDown|shutdown|stop|disconnect|unmount|componentWillUnmount|onDestroy|ngOnDestroy|onModuleDestroy|beforeApplicationShutdown|__destruct|Dispose(?:Async|Core|AsyncCore)?|Close(?:Async)?|Stop(?:Async)?|Shutdown|Disconnect(?:Async)?|CleanUp|Cleanup)$/;

/** Functions whose value is the exit code of the program. */
export const mainFunctions: RegExp = /^_?(?:main|run|cli|handle|execute|command|run_\w+|cmd_\w+)$/;
