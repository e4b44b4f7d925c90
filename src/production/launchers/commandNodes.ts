/** Commands as data files have them: a line for a shell, words, or a text that is split without a shell. */
import type { Command, Probe } from '../../model/production.ts';
import { scalarOf, snippetOfScalar, wordsOfList, type DataNode } from '../text/dataTree.ts';
import { trimmed } from '../text/locatedText.ts';
import { splitWords } from '../text/words.ts';

/** A text as a line for a shell, a list as words. Null where there is neither; a computed one is a word that is not known. */
export function lineOf(node: DataNode | null, file: string): Command | null {
  return commandOf(node, file, (text) => ({
    form: 'shell',
    line: snippetOfScalar({ ...text, text: trimmed(text.text) }),
  }));
}

/** A text split into words without a shell, or a list of words. */
export function wordsOf(node: DataNode | null, file: string): Command | null {
  return commandOf(node, file, (text) => ({ form: 'exec', words: splitWords(text.text, { escapes: 'posix' }).words }));
}

type Form =
  | { readonly form: 'shell'; readonly line: ReturnType<typeof snippetOfScalar> }
  | Pick<Command & { form: 'exec' }, 'form' | 'words'>;

function commandOf(
  node: DataNode | null,
  file: string,
  ofText: (scalar: NonNullable<ReturnType<typeof scalarOf>>) => Form,
): Command | null {
  if (node?.kind === 'list') {
    const words = wordsOfList(node, file);
    return words.length === 0 ? null : { form: 'exec', words, location: { file, range: node.range } };
  }
  const scalar = scalarOf(node);
  if (scalar === null || scalar.value === null || scalar.value.trim() === '') return null;
  const location = { file, range: scalar.range };
  if (scalar.computed !== true) return { ...ofText(scalar), location };
  const word = { ...location, value: scalar.value, style: 'words', exact: false, dynamic: true } as const;
  return { form: 'exec', words: [word], location };
}

/** The path that a platform asks before it sends requests. */
export function probeAt(node: DataNode | null, file: string, kind: Probe['kind'] = 'readiness'): Probe[] {
  const path = scalarOf(node);
  return path === null ? [] : [{ file, range: path.range, kind, path: path.value }];
}

/** Words that nobody wrote: what a platform starts where nothing else is said, shown at what makes it do so. */
export function impliedCommand(words: readonly string[], file: string, range: Command['location']['range']): Command {
  return {
    form: 'exec',
    words: words.map((value) => ({ file, range, value, style: 'words', exact: false, dynamic: false })),
    location: { file, range },
  };
}
