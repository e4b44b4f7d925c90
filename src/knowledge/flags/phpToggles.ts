/** Toggles of PHP applications: Flagception, Qandidate Toggle, the feature flag component of Symfony. */
import { at, common, switches, type FlagProvider } from './provider.ts';

export const phpTogglesFlags: FlagProvider = {
  name: 'php-toggles',
  title: 'the feature toggles',
  receivers: null,
  sdks: [
    {
      ecosystem: 'php',
      modules: [
        'Flagception',
        'Qandidate\\Toggle',
        'Symfony\\Component\\FeatureFlag',
        'Symfony\\Bundle\\FeatureFlag',
        'Novaway\\Bundle\\FeatureFlagBundle',
      ],
      forms: [common(switches(['isActive', 'active', 'isEnabled'], at(0)))],
      decorators: [{ names: ['IsFeatureEnabled', 'Feature'] }],
    },
  ],
};
