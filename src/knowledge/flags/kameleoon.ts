/** Kameleoon: https://developers.kameleoon.com/feature-management-and-experimentation */
import { at, switches, type FlagProvider } from './provider.ts';

export const kameleoonFlags: FlagProvider = {
  name: 'kameleoon',
  title: 'Kameleoon',
  receivers: /^_?kameleoon(?:_?client)?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: ['@kameleoon/nodejs-sdk', '@kameleoon/javascript-sdk', '@kameleoon/react-sdk'],
      forms: [switches(['isFeatureFlagActive', 'isFeatureActive'], { position: 1, names: ['featureKey'] })],
    },
    { ecosystem: 'python', modules: ['kameleoon'], forms: [switches(['is_feature_active'], at(1, 'feature_key'))] },
    { ecosystem: 'jvm', modules: ['com.kameleoon'], forms: [switches(['isFeatureActive'], at(1))] },
    { ecosystem: 'go', modules: ['github.com/Kameleoon/client-go'], forms: [switches(['IsFeatureActive'], at(1))] },
    { ecosystem: 'dotnet', modules: ['Kameleoon', 'IKameleoonClient'], forms: [switches(['IsFeatureActive'], at(1))] },
    { ecosystem: 'ruby', modules: ['Kameleoon'], forms: [switches(['feature_active?'], at(1))] },
    { ecosystem: 'php', modules: ['Kameleoon'], forms: [switches(['isFeatureActive'], at(1))] },
  ],
};
