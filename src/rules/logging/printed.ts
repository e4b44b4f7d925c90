/** What is printed for production to read, and what is meant for somebody who watches. */
import type { Facts, LogCallFact } from '../../model/facts.ts';
import type { FileContext } from '../../model/rule.ts';
import { isPrint } from './libraries.ts';

/** Somebody watches it, or it is no line of a service's output at all. */
export function isMeantToBePrinted(context: FileContext, print: LogCallFact): boolean {
  const { facts } = context;
  return (
    isByHand(print) ||
    goesElsewhere(facts, print) ||
    isForPrinting(facts, print) ||
    isForTerminal(context, print) ||
    isLoggedToo(context, print)
  );
}

/** Of all that writes to the terminal, what is written as a line of text: no bytes of a protocol, no command line library. */
export function isPrinted(facts: Facts, log: LogCallFact): boolean {
  const call = facts.calls[log.call];
  const path = call?.path ?? call?.callee ?? '';
  return /^(?:print|builtins\.print|pprint\.pp(?:rint)?|traceback\.print_exc|console\.(?:log|info|debug|warn|error|trace|dir|table)|fmt\.Print(?:f|ln)?|(?:java\.lang\.)?System\.(?:out|err)\.print(?:ln|f)?|kotlin\.io\.print(?:ln)?|.*\.printStackTrace|Console\.(?:(?:Out|Error)\.)?Write(?:Line)?|(?:Debug|Trace)\.Write(?:Line)?|error_log|var_dump|print_r|dump|dd|(?:(?:\$std(?:out|err)|STD(?:OUT|ERR)|Kernel)\.)?(?:puts|pp?|warn)|(?:std::)?(?:e?println|dbg)!)$/.test(
    path,
  );
}

/** A function that is named after printing is called by whoever wants something printed. */
function isForPrinting(facts: Facts, print: LogCallFact): boolean {
  const name = facts.functions[print.function]?.name ?? '';
  return /^_*(?:pretty_?)?(?:print|dump|usage|banner)(?:$|_|[A-Z])|(?:Usage|Banner|_usage|_banner)$/i.test(name);
}

/** A text with colours is for somebody who watches. */
function isForTerminal({ facts, text }: FileContext, print: LogCallFact): boolean {
  const range = facts.calls[print.call]?.range ?? print.range;
  return /\\(?:033|x1[bB]|e|u001[bB])\[/.test(text.slice(range.start, range.end));
}

/** The function logs the very same text, or the handler logs what it caught: this is wanted on the terminal as well. */
function isLoggedToo({ facts, text }: FileContext, print: LogCallFact): boolean {
  const written = argumentsOf(facts, text, print);
  if (written === null) return false;
  const handler = facts.calls[print.call]?.handler ?? -1;
  if (
    handler !== -1 &&
    facts.logCalls.some((log) => !isPrint(log.library) && facts.calls[log.call]?.handler === handler)
  ) {
    return true;
  }
  return facts.logCalls.some(
    (log) => log.function === print.function && !isPrint(log.library) && argumentsOf(facts, text, log) === written,
  );
}

function argumentsOf(facts: Facts, text: string, log: LogCallFact): string | null {
  const given = facts.calls[log.call]?.arguments ?? [];
  if (given.length === 0) return null;
  return given.map(({ range }) => text.slice(range.start, range.end).replace(/\s+/g, ' ')).join(', ');
}

/** Runs only when somebody starts the file. */
function isByHand(print: LogCallFact): boolean {
  return (
    print.condition !== null &&
    /__name__|require\.main|import\.meta\.main|__FILE__\s*==|==\s*__FILE__/.test(print.condition)
  );
}

/** `print(line, file=report)` writes a file. */
function goesElsewhere(facts: Facts, print: LogCallFact): boolean {
  const target = facts.calls[print.call]?.arguments.find((argument) => argument.keyword === 'file');
  return target !== undefined && target.value !== 'sys.stderr' && target.value !== 'sys.stdout';
}
