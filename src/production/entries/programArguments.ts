/** Words of a program as flags with values and the rest, by what is known of its flags. */
import type { Word } from '../../model/production.ts';

export interface ProgramArguments {
  /** Value of a flag, the last where it is repeated; null where it is not there or has none. */
  flag(...names: readonly string[]): Word | null;
  flags(...names: readonly string[]): readonly Word[];
  has(...names: readonly string[]): boolean;
  readonly positionals: readonly Word[];
}

export function parseArguments(words: readonly Word[], valueFlags: readonly string[]): ProgramArguments {
  const values: { readonly name: string; readonly value: Word | null }[] = [];
  const positionals: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    if (!word.value.startsWith('-') || word.value === '-') {
      positionals.push(word);
      continue;
    }
    if (word.value === '--') {
      positionals.push(...words.slice(at + 1));
      break;
    }
    const equals = word.value.startsWith('--') ? word.value.indexOf('=') : -1;
    if (equals >= 0) {
      values.push({
        name: word.value.slice(0, equals),
        value: { ...word, value: word.value.slice(equals + 1), exact: false },
      });
    } else if (valueFlags.includes(word.value)) {
      values.push({ name: word.value, value: words[++at] ?? null });
    } else if (/^-[a-zA-Z]./.test(word.value) && valueFlags.includes(word.value.slice(0, 2))) {
      values.push({ name: word.value.slice(0, 2), value: { ...word, value: word.value.slice(2), exact: false } });
    } else {
      values.push({ name: word.value, value: null });
    }
  }
  const flags = (...names: readonly string[]): readonly Word[] =>
    values.flatMap(({ name, value }) => (names.includes(name) && value !== null ? [value] : []));
  return {
    flag: (...names) => flags(...names).at(-1) ?? null,
    flags,
    has: (...names) => values.some(({ name }) => names.includes(name)),
    positionals,
  };
}
