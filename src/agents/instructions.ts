/** The marked block in files that people write, which is replaced as a whole and leaves the rest as it is. */
import { SetupError } from './agent.ts';

const start = '<!-- prodaware:start -->';
const end = '<!-- prodaware:end -->';

/** @throws SetupError where the marks of an earlier block do not pair */
export function withBlock(present: string | null, block: string, head = ''): string {
  const lineEnd = present?.includes('\r\n') === true ? '\r\n' : '\n';
  const marked = [start, ...block.trimEnd().split('\n'), end].join(lineEnd);
  if (present === null || present.trim() === '') return `${head}${marked}${lineEnd}`;
  const from = present.indexOf(start);
  const to = present.indexOf(end);
  const isAlone = present.indexOf(start, from + 1) === -1 && present.indexOf(end, to + 1) === -1;
  if (from === -1 && to === -1) {
    const gap = present.endsWith('\n') ? lineEnd : lineEnd + lineEnd;
    return `${present}${gap}${marked}${lineEnd}`;
  }
  if (from === -1 || to < from || !isAlone) throw new SetupError(`the marks ${start} and ${end} do not pair`);
  return present.slice(0, from) + marked + present.slice(to + end.length);
}
