/** GrowthBook: https://docs.growthbook.io/lib */
import { at, common, defaultAt, switches, values, type FlagProvider } from './provider.ts';

export const growthBookFlags: FlagProvider = {
  name: 'growthbook',
  title: 'GrowthBook',
  receivers: /^_?(?:gb|growth_?book)(?:_?client)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: ['@growthbook/growthbook', '@growthbook/growthbook-react', '@growthbook/edge-utils'],
      forms: [
        switches(['isOn', 'isOff', 'useFeatureIsOn'], at(0)),
        values(['getFeatureValue', 'useFeatureValue'], at(0), defaultAt('nothing', 1)),
        values(['evalFeature'], at(0)),
        common(values(['useFeature', 'feature'], at(0))),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['growthbook'],
      forms: [
        switches(['is_on', 'is_off', 'isOn', 'isOff'], at(0, 'key')),
        values(['get_feature_value', 'getFeatureValue'], at(0, 'key'), defaultAt('refused', 1, 'fallback')),
        values(['eval_feature', 'evalFeature'], at(0, 'key')),
      ],
    },
    {
      ecosystem: 'jvm',
      modules: ['growthbook.sdk.java', 'com.sdk.growthbook'],
      forms: [
        switches(['isOn', 'isOff'], at(0)),
        values(['getFeatureValue'], at(0), defaultAt('refused', 1)),
        values(['evalFeature'], at(0)),
      ],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/growthbook/growthbook-golang'],
      forms: [values(['EvalFeature'], at(1)), common(values(['Feature'], at(0)))],
    },
    {
      ecosystem: 'dotnet',
      modules: ['GrowthBook', 'IGrowthBook'],
      forms: [switches(['IsOn', 'IsOff'], at(0)), values(['GetFeatureValue'], at(0), defaultAt('refused', 1))],
    },
    {
      ecosystem: 'ruby',
      modules: ['Growthbook'],
      forms: [common(switches(['on?', 'off?'], at(0))), values(['feature_value'], at(0), defaultAt('nothing', 1))],
    },
    {
      ecosystem: 'php',
      modules: ['Growthbook'],
      forms: [switches(['isOn', 'isOff'], at(0)), common(values(['getValue'], at(0), defaultAt('refused', 1)))],
    },
    {
      ecosystem: 'rust',
      modules: ['growthbook_rust', 'growthbook'],
      forms: [switches(['is_on', 'is_off'], at(0)), values(['feature_result'], at(0))],
    },
  ],
};
