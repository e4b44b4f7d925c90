/** Health checks that are commands: the path of the first URL that one asks for. */
import type { Probe } from '../../model/production.ts';
import { scalarOf, type DataNode } from '../text/dataTree.ts';

/** @param test a command line, or its words */
export function probesOfCheck(file: string, test: DataNode | null): Probe[] {
  for (const item of test?.kind === 'list' ? test.items : [test]) {
    const scalar = scalarOf(item);
    const url = /https?:\/\/[^/\s"'|;&)?#]+([^\s"'|;&)?#]*)/.exec(scalar?.value ?? '');
    if (scalar !== null && url !== null) return [{ file, range: scalar.range, kind: 'liveness', path: url[1] || '/' }];
  }
  return [];
}
