/** Flagsmith: https://docs.flagsmith.com/clients. Defaults are given to the client as a handler, not to the question. */
import { at, common, switches, values, type FlagProvider } from './provider.ts';

export const flagsmithFlags: FlagProvider = {
  name: 'flagsmith',
  title: 'Flagsmith',
  receivers: /^_?flagsmith(?:_?client)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: ['flagsmith-nodejs', 'flagsmith', 'react-native-flagsmith', '@flagsmith/flagsmith', 'flagsmith-es'],
      forms: [
        switches(['isFeatureEnabled'], at(0)),
        values(['getFeatureValue'], at(0)),
        common(switches(['hasFeature'], at(0))),
        common(values(['getValue'], at(0))),
        common(values(['useFlags'], null)),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['flagsmith'],
      forms: [
        switches(['is_feature_enabled'], at(0, 'feature_name')),
        values(['get_feature_value'], at(0, 'feature_name')),
      ],
    },
    {
      ecosystem: 'jvm',
      modules: ['com.flagsmith'],
      forms: [switches(['isFeatureEnabled'], at(0)), values(['getFeatureValue'], at(0))],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/Flagsmith/flagsmith-go-client'],
      forms: [switches(['IsFeatureEnabled'], at(0)), values(['GetFeatureValue'], at(0))],
    },
    {
      ecosystem: 'dotnet',
      modules: ['Flagsmith', 'IFlagsmithClient', 'FlagsmithClient'],
      forms: [switches(['IsFeatureEnabled'], at(0)), values(['GetFeatureValue'], at(0))],
    },
    {
      ecosystem: 'ruby',
      modules: ['Flagsmith'],
      forms: [switches(['is_feature_enabled', 'feature_enabled?'], at(0)), values(['get_feature_value'], at(0))],
    },
    {
      ecosystem: 'php',
      modules: ['Flagsmith'],
      forms: [switches(['isFeatureEnabled'], at(0)), values(['getFeatureValue'], at(0))],
    },
    {
      ecosystem: 'rust',
      modules: ['flagsmith'],
      forms: [switches(['is_feature_enabled'], at(0)), values(['get_feature_value'], at(0))],
    },
  ],
};
