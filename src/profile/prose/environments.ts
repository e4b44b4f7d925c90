/** Environments that a clause names. */
export type ProseEnvironment = 'production' | 'staging';

const words: readonly (readonly [environment: ProseEnvironment, word: RegExp])[] = [
  ['production', /\b(?:production|prod)\b/i],
  ['staging', /\bstaging\b/i],
];

export function environmentsIn(text: string): readonly ProseEnvironment[] {
  return words.flatMap(([name, word]) => (word.test(text) ? [name] : []));
}
