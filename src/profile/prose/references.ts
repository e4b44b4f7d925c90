/** Clauses about how exactly others' work is named: actions and images. They often say what must not be. */
export type ReferenceStatement =
  | { readonly kind: 'actions'; readonly level: 'sha' | 'version' }
  | { readonly kind: 'immutable-images' };

const bySha =
  /\bactions?\b.{0,40}\bpin(?:ned|s)?\b.{0,30}\b(?:sha|commit|digest)s?\b|\bpin\b.{0,40}\bactions?\b.{0,30}\b(?:sha|commit|digest)s?\b/i;
const byVersion =
  /\bactions?\b.{0,60}\b(?:never|not|no)\s+`?@?(?:main|master|latest)\b|\bpin\b.{0,30}\bactions?\b.{0,30}\bversions?\b/i;
const taggedBySha = /\b(?:images?|containers?)\b.{0,60}\btagged\b.{0,20}\b(?:sha|commit|digest)\b/i;
const neverLatest =
  /\b(?:never|do not|don't)\s+(?:deploy|use|push|run)\b.{0,30}`?:?latest`?(?:\s+tags?)?\b|\bimages?\b.{0,20}\b(?:are|must be)\s+immutable\b/i;
const doubt =
  /\b(?:todo|tbd|should|would|could|might|may|plan(?:s|ned)?|example|e\.g|if|unless|previously|deprecated|local|locally)\b/i;

export function referencesIn(clause: string): ReferenceStatement[] {
  if (doubt.test(clause)) return [];
  const level = bySha.test(clause) ? 'sha' : byVersion.test(clause) ? 'version' : null;
  const images =
    taggedBySha.test(clause) || (neverLatest.test(clause) && /\b(?:images?|tags?|:latest)\b/i.test(clause));
  return [
    ...(level === null ? [] : [{ kind: 'actions', level } as const]),
    ...(images ? [{ kind: 'immutable-images' } as const] : []),
  ];
}
