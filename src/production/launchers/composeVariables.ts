/** Variables in compose files: compose puts them before anything runs, from its own environment and `.env` beside the file. */
import type { Command, Variable, Word } from '../../model/production.ts';

/** What `.env` says. The environment of whoever runs compose wins over it, and is not known here. */
export type KnownVariables = ReadonlyMap<string, string>;

const reference = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^{}]*))?\})/g;

/** Value of one reference; null where it is not known. `$$` is a `$` that compose leaves alone. */
function valueOf(known: KnownVariables, match: readonly (string | undefined)[], defaults: boolean): string | null {
  const [written, plain, braced, operator = '', alternative = ''] = match;
  if (written === '$$') return '$';
  const value = known.get(plain ?? braced ?? '') ?? null;
  const empty = value === null || (operator.startsWith(':') && value === '');
  if (operator.endsWith('+')) return empty ? (defaults ? '' : null) : alternative;
  if (operator.endsWith('-') && empty) return defaults || value !== null ? alternative : null;
  return value;
}

/** What is not known stays as it is written, with its default: who runs compose may set it. */
function replaced(text: string, known: KnownVariables, defaults: boolean): { value: string; dynamic: boolean } {
  let dynamic = false;
  const value = text.replace(reference, (...match: (string | undefined)[]) => {
    const found = valueOf(known, match.slice(0, 5), defaults);
    if (found === null) dynamic = true;
    return found ?? match[0] ?? '';
  });
  return { value, dynamic };
}

/** For names and paths: the defaults that the file itself gives; null where one has none. */
export function withDefaults(text: string | null, known: KnownVariables): string | null {
  if (text === null) return null;
  const { value, dynamic } = replaced(text, known, true);
  return dynamic ? null : value;
}

export function expandVariable(variable: Variable, known: KnownVariables): Variable {
  if (variable.value === null) {
    // Named without a value: taken over from where compose runs.
    return { ...variable, value: known.get(variable.name) ?? null };
  }
  const { value, dynamic } = replaced(variable.value, known, false);
  return { ...variable, value: dynamic ? null : value };
}

export function expandCommand(command: Command | null, known: KnownVariables): Command | null {
  if (command === null || command.form === 'shell') return command;
  const words = command.words.map((word): Word => {
    const { value, dynamic } = replaced(word.value, known, false);
    return { ...word, value, dynamic: word.dynamic || dynamic };
  });
  return { ...command, words };
}
