/** Adds a hook to a JSON file with comments, whatever else it holds, so that a second time changes nothing. */
import { applyEdits, findNodeAtLocation, getNodeValue, modify, parseTree, type ParseError } from 'jsonc-parser';
import { SetupError } from './agent.ts';

export interface HookEntry {
  /** Name of the event under `hooks`. */
  readonly event: string;
  readonly value: unknown;
}

/** What tells our entry from those of others, whatever program it names. */
const ours = /\bprodaware\b.*\bhook\b/;

/** @throws SetupError where the file is not such JSON */
export function withHooks(
  present: string | null,
  entries: readonly HookEntry[],
  head: Readonly<Record<string, unknown>>,
): string {
  let text = present === null || present.trim() === '' ? '{}' : present;
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || tree?.type !== 'object') throw new SetupError('it is not valid JSON');
  const indent = /^( +|\t)\S/m.exec(text)?.[1] ?? '  ';
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  const set = (path: (string | number)[], value: unknown, isArrayInsertion = false): void => {
    text = applyEdits(text, modify(text, path, value, { formattingOptions, isArrayInsertion }));
  };
  for (const [key, value] of Object.entries(head)) {
    if (valueAt(text, [key]) === undefined) set([key], value);
  }
  if (valueAt(text, ['hooks']) === undefined) set(['hooks'], {});
  for (const { event, value } of entries) {
    const list: unknown = valueAt(text, ['hooks', event]);
    if (list === undefined) set(['hooks', event], [value]);
    else if (!Array.isArray(list)) throw new SetupError(`hooks.${event} is no list`);
    else {
      const index = list.findIndex((entry) => ours.test(JSON.stringify(entry)));
      if (index === -1) set(['hooks', event, list.length], value, true);
      else if (JSON.stringify(list[index]) !== JSON.stringify(value)) set(['hooks', event, index], value);
    }
  }
  return text.endsWith('\n') ? text : `${text}${formattingOptions.eol}`;
}

function valueAt(text: string, path: (string | number)[]): unknown {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, path);
  return node === undefined ? undefined : getNodeValue(node);
}
