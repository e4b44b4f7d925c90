/** Examples of rules over changes. */
import type { ExampleFiles } from '../model/rule.ts';

/** A repository in which one file changes. */
export function changeOf(path: string, before: string, after: string, rest: ExampleFiles): ExampleFiles {
  return { ...rest, [`before:${path}`]: before, [path]: after };
}
