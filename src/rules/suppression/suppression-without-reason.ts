/** A finding that was silenced without a word cannot be judged by the next reader. */
import { defineRule } from '../../model/rule.ts';

export const suppressionWithoutReason = defineRule({
  id: 'suppression-without-reason',
  area: 'suppression',
  severity: 'warning',
  scope: 'file',
  summary: 'A `prodaware-ignore` comment does not say why.',
  why:
    'The comment says that somebody looked at a finding and decided that production can live with it. Without the reason ' +
    'nobody can tell later whether that still holds, or whether it ever did. The finding stays silenced: the comment is ' +
    'reported in its place. There is no fix, as only its author knows the reason.',
  fixes: 'There is none: only the author of the comment knows the reason.',
  examples: {
    python: {
      bad: `def forget(cache, key):
    try:
        cache.delete(key)
    except CacheError:  [|# prodaware-ignore swallowed-error|]
        pass
`,
      good: `def forget(cache, key):
    try:
        cache.delete(key)
    except CacheError:  # prodaware-ignore swallowed-error: entries expire after a minute anyway
        pass
`,
    },
    typescript: {
      bad: `export async function forget(cache: Cache, key: string): Promise<void> {
  await cache.delete(key).catch(() => {}); [|// prodaware-ignore swallowed-error|]
}
`,
      good: `export async function forget(cache: Cache, key: string): Promise<void> {
  await cache.delete(key).catch(() => {}); // prodaware-ignore swallowed-error: entries expire anyway
}
`,
    },
  },
  /** Reported by `applySuppressions`, once all other rules have spoken. */
  check: () => [],
});
