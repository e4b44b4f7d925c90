/** A printed line as a line of the log, where its arguments have a form that the library takes for sure. */
import type { LogCallFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import type { EditedFile } from './insert.ts';

export function printToLoggerFix(_file: EditedFile, _print: LogCallFact, _library: string): Fix | null {
  return null;
}
