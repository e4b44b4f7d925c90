/**
 * Every command of a script with its place, and whether its failing reaches the end of the script: the rules of the
 * shell (`-e`, pipes, `||`, conditions, background) as the system starts it.
 */
import type { FlatTree } from '../../syntax/flatTree.ts';
import type { ShellGrammar } from '../input.ts';
import type { ShellMode } from './reader.ts';
import { oneLine, type ScriptCommand } from './shell/script.ts';
import { Walk } from './shell/walk.ts';

const longestScript = 200_000;

export function commandsOf(text: string, shell: ShellGrammar | null, mode: ShellMode): readonly ScriptCommand[] {
  if (text.length > longestScript) return [];
  // Expressions of the system are no shell; what stands for them has their length, so that places stay.
  const plain = text.replace(/\$\{\{[^]*?\}\}|\$\(\w+\.\w[\w.]*\)|<<\s?[\w.]+\s?>>/g, (found) =>
    'x'.repeat(found.length),
  );
  let tree: FlatTree | null = null;
  try {
    tree = shell?.parse(plain) ?? null;
  } catch {
    tree = null;
  }
  return tree === null ? byLines(text) : new Walk(text, tree, mode).all();
}

/** Without a grammar: a command per line. */
function byLines(text: string): ScriptCommand[] {
  const commands: ScriptCommand[] = [];
  for (const match of text.matchAll(/(?:[^\n\\]|\\[^])+/g)) {
    const line = oneLine(match[0]);
    if (line === '' || line.startsWith('#')) continue;
    const swallowed = /\|\|\s*(?:true|:)\s*$/.exec(match[0]);
    const lost =
      swallowed === null
        ? null
        : {
            why: '|| true',
            at: { start: match.index + swallowed.index, end: match.index + match[0].trimEnd().length },
          };
    commands.push({
      text: line,
      start: match.index,
      end: match.index + match[0].length,
      lost,
      input: null,
      directories: [],
      variables: new Map(),
    });
  }
  return commands;
}
