/** Optimizely Feature Experimentation: https://docs.developers.optimizely.com/feature-experimentation */
import { at, common, switches, values, type FlagProvider } from './provider.ts';

export const optimizelyFlags: FlagProvider = {
  name: 'optimizely',
  title: 'Optimizely',
  receivers: /^_?optimizely(?:_?client|_?user)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: ['@optimizely/optimizely-sdk', '@optimizely/react-sdk'],
      forms: [
        common(values(['decide', 'decideAsync'], at(0))),
        switches(['isFeatureEnabled'], at(0)),
        values(['useDecision', 'useExperiment', 'useFeature'], at(0)),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['optimizely'],
      forms: [common(values(['decide'], at(0, 'key'))), switches(['is_feature_enabled'], at(0, 'feature_key'))],
    },
    {
      ecosystem: 'jvm',
      modules: ['com.optimizely'],
      forms: [common(values(['decide'], at(0))), switches(['isFeatureEnabled'], at(0))],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/optimizely/go-sdk'],
      forms: [common(values(['Decide'], at(0))), switches(['IsFeatureEnabled'], at(0))],
    },
    {
      ecosystem: 'dotnet',
      modules: ['OptimizelySDK', 'Optimizely', 'OptimizelyUserContext'],
      forms: [common(values(['Decide'], at(0))), switches(['IsFeatureEnabled'], at(0))],
    },
    {
      ecosystem: 'ruby',
      modules: ['Optimizely'],
      forms: [common(values(['decide'], at(0))), switches(['is_feature_enabled'], at(0))],
    },
    {
      ecosystem: 'php',
      modules: ['Optimizely'],
      forms: [common(values(['decide'], at(0))), switches(['isFeatureEnabled'], at(0))],
    },
  ],
};
