/** A command of a script, as it stands there. */

/** Why a failure does not reach the end of the script. */
export interface Loss {
  readonly why: string;
  /** What makes it so, in the script's text; null where something is missing, or it stands elsewhere. */
  readonly at: { readonly start: number; readonly end: number } | null;
}

export interface ScriptCommand {
  /** On one line, blanks for line ends. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Why its failing does not fail the script; null where it does. */
  readonly lost: Loss | null;
  /** What is written behind it for it to read (`<<EOF`). */
  readonly input: { readonly start: number; readonly end: number } | null;
  /** Directories that were entered before it. */
  readonly directories: readonly string[];
  /** Values the script gave to its variables. */
  readonly variables: ReadonlyMap<string, string>;
}

export function oneLine(text: string): string {
  return text
    .slice(0, 4000)
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
