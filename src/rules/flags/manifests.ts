/** Which manifests answer a flag check, and what they say of its key. */
import { distance } from 'fastest-levenshtein';
import { helperProvider } from '../../knowledge/flags.ts';
import type { FlagCheckFact } from '../../model/facts.ts';
import { serviceOf, type FlagDefinition, type FlagManifest } from '../../model/production.ts';
import type { FileContext } from '../../model/rule.ts';
import { isCallOf } from './questions.ts';

/** Providers whose flags are asked for through OpenFeature too, wherever one of them is behind it. */
const behindOpenFeature: ReadonlySet<string> = new Set(['openfeature', 'go-feature-flag', 'flipt']);

/** Manifests that define the flags a check may ask for; empty where nothing on disk does. */
export function manifestsFor(context: FileContext, check: FlagCheckFact): readonly FlagManifest[] {
  return context.production.flagManifests.filter(
    (manifest) => answers(context, manifest, check) && speaksFor(context, manifest),
  );
}

function answers(context: FileContext, manifest: FlagManifest, check: FlagCheckFact): boolean {
  if (manifest.provider === check.provider) return true;
  if (check.provider === 'openfeature') return manifest.declared || behindOpenFeature.has(manifest.provider);
  return check.provider === helperProvider && manifest.declared && isProfileHelper(context, check);
}

/** A question to a function that the profile names is one to what the profile's manifest lists. */
function isProfileHelper({ facts, profile }: FileContext, { call }: FlagCheckFact): boolean {
  const fact = facts.calls[call];
  return fact !== undefined && (profile?.value.flags?.helpers ?? []).some((helper) => isCallOf(fact, helper));
}

/** A manifest in the folder of one service says nothing of another's flags. */
function speaksFor({ production, service }: FileContext, manifest: FlagManifest): boolean {
  if (manifest.declared) return true;
  const owner = serviceOf(production, manifest.file);
  return owner === null || owner.root === '.' || owner.root === service?.root;
}

export interface Defined {
  readonly manifest: FlagManifest;
  readonly flag: FlagDefinition;
}

export function definitionsOf(manifests: readonly FlagManifest[], key: string): Defined[] {
  return manifests.flatMap((manifest) =>
    manifest.flags.filter((flag) => flag.key === key).map((flag) => ({ manifest, flag })),
  );
}

/** The key that a misspelt one was meant to be, with how many letters lie between; null where none is near. */
export function nearestKey(
  manifests: readonly FlagManifest[],
  key: string,
): (Defined & { readonly distance: number }) | null {
  let best: (Defined & { distance: number }) | null = null;
  const most = Math.max(2, Math.floor(key.length * 0.35));
  for (const manifest of manifests) {
    for (const flag of manifest.flags) {
      // What differs in a number is another flag of a row of them.
      if (flag.key.replace(/\d+/g, '') === key.replace(/\d+/g, '')) continue;
      const between = distance(folded(flag.key), folded(key));
      if (between <= most && (best === null || between < best.distance)) best = { manifest, flag, distance: between };
    }
  }
  return best;
}

/** Other spellings of the same words are nearest: `newCheckout` for `new-checkout`. */
const folded = (key: string): string => key.toLowerCase().replace(/[-_.:/\s]/g, '');

export function counted(manifests: readonly FlagManifest[]): string {
  const [first] = manifests;
  const flags = manifests.reduce((sum, one) => sum + one.flags.length, 0);
  const files = manifests.length === 1 ? (first?.file ?? '') : `${first?.file ?? ''} and ${manifests.length - 1} more`;
  return `the ${flags === 1 ? 'one flag' : `${flags} flags`} of ${files}`;
}
