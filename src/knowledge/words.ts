/** The words of a table that is written as text, separated by blanks. */
export const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
