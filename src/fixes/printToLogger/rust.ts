/** What Rust prints, as a macro that logs. */
import type { CallFact, LogCallFact } from '../../model/facts.ts';
import type { EditedFile } from '../insert.ts';
import type { UsableLogger } from '../logger.ts';

/** Null where the arguments have no sure form; formats are those of the printing macros. */
export function rustCall(file: EditedFile, call: CallFact, print: LogCallFact, logger: UsableLogger): string | null {
  if (!/^(?:std::)?e?println!$/.test(call.callee)) return null;
  const [first] = call.arguments;
  if (first?.kind !== 'string' || first.keyword !== null) return null;
  const level = print.level === 'error' ? 'error' : 'info';
  const macro = macroOf(file, logger, level);
  const given = file.text.slice(first.range.start, call.arguments.at(-1)?.range.end ?? first.range.end);
  return `${macro}(${given})`;
}

/** `error!` stands for the other levels too, where the file takes those in as well. */
function macroOf({ facts }: EditedFile, logger: UsableLogger, level: string): string {
  const { library } = logger.row;
  const taken = facts.imports.filter(({ module }) => module === library).flatMap(({ names }) => names);
  const own = taken.find(({ name }) => name === level || name === '*');
  if (own !== undefined) return `${own.name === '*' ? level : own.alias}!`;
  const isEverywhere = taken.length === 0 && /^\w+!$/.test(logger.name);
  return isEverywhere ? `${level}!` : `${library}::${level}!`;
}
