/** Feature flag providers. A new one is a file under `flags/`; a new way to ask is a row of its provider. */
import { flagProviders } from './flags/index.ts';
import type { FlagForm, FlagProvider } from './flags/provider.ts';

export type { ArgumentPlace, DefaultPlace, FlagDecorator, FlagForm, FlagProvider, FlagSdk } from './flags/provider.ts';
export { flagProviders } from './flags/index.ts';

/** As facts name what only its shape and name say. */
export const helperProvider = 'helper';

export function flagProvider(name: string): FlagProvider | null {
  return flagProviders.find((provider) => provider.name === name) ?? null;
}

/** How people write a provider. */
export function flagProviderTitle(name: string): string {
  return flagProvider(name)?.title ?? name;
}

/** Forms of a provider that have a method of this name. */
export function flagForms(ecosystem: string, provider: string, method: string): readonly FlagForm[] {
  const sdks = flagProvider(provider)?.sdks ?? [];
  return sdks
    .filter((sdk) => sdk.ecosystem === ecosystem)
    .flatMap((sdk) => sdk.forms.filter((form) => form.methods.includes(method)));
}

/** The provider that a profile or a person means: `Launch Darkly`, `open-feature`, `flagd`; null for one that is not known. */
export function flagProviderNamed(written: string): string | null {
  const wanted = folded(written);
  const alias = aliases[wanted];
  if (alias !== undefined) return alias;
  return flagProviders.find(({ name, title }) => folded(name) === wanted || folded(title) === wanted)?.name ?? null;
}

const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const aliases: Readonly<Record<string, string>> = {
  ld: 'launchdarkly',
  flagd: 'openfeature',
  goff: 'go-feature-flag',
  gofeatureflag: 'go-feature-flag',
  splitio: 'split',
  harnessfme: 'split',
  harnessff: 'harness',
  waffle: 'waffle',
  laravelpennant: 'pennant',
  prefab: 'reforge',
  bucket: 'reflag',
  firebaseremoteconfig: 'firebase',
  remoteconfig: 'firebase',
  appconfig: 'powertools',
  awsappconfig: 'powertools',
  azureappconfiguration: 'feature-management',
  azureappconfig: 'feature-management',
  microsoftfeaturemanagement: 'feature-management',
  featuremanagement: 'feature-management',
};

const askingFunction =
  /^(?:is|are|has|check|get|use|eval|evaluate)?_?(?:feature_?(?:flag|toggle|gate)|kill_?switch)s?_?(?:is_?)?(?:enabled|active|on|value|variant|for)?(?:_?for)?(?:_?(?:user|org|organi[sz]ation|team|tenant|account|project))?\??$/i;
const askingState =
  /^(?:is|are|has|check|use)?_?(?:feature|flag|toggle|experiment)s?_?(?:is_?)?(?:enabled|active|on)(?:_?for(?:_?\w{1,20})?)?\??$/i;
const askedReceiver =
  /^\w{0,30}?(?:feature_?(?:flag|toggle|gate)s?|flags?|features?|toggles?|experiments?)(?:_?(?:service|resolver|client|manager|provider|checker|store|evaluator|api|helper|context))?(?:\(\))?$/i;
const stateMethod = /^(?:is_?(?:feature_?)?(?:enabled|active|on)|(?:feature_?)?enabled|active|on\?)(?:_?for)?\??$/i;

/**
 * Whether a function is, by its name, one that is asked for a feature flag: `isFeatureEnabled`, `feature_flag`. `of-flags`:
 * it is where what it is asked of is called so (see `holdsFlags`): `isOn`, `enabled?`.
 */
export function asksForFlag(method: string): 'always' | 'of-flags' | 'never' {
  if (method.length > 60) return 'never';
  if (askingFunction.test(method) || askingState.test(method)) return 'always';
  return stateMethod.test(method) ? 'of-flags' : 'never';
}

/** Whether a name says that it holds flags: `flags`, `featureService`, `this.flagResolver`. */
export function holdsFlags(receiver: string): boolean {
  return receiver !== '' && askedReceiver.test(receiver);
}

/** Whether a decorator is, by its name, one of a feature flag: `@feature_flag("x")`. */
export function isFlagDecorator(name: string): boolean {
  return /^(?:require|requires|with|if|check|is|has)?_?feature_?(?:flag|toggle|gate)s?_?(?:enabled|required|active|on)?$/i.test(
    name,
  );
}
