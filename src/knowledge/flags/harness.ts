/** Harness Feature Flags: https://developer.harness.io/docs/feature-flags */
import { at, defaultAt, switches, values, type FlagProvider } from './provider.ts';

export const harnessFlags: FlagProvider = {
  name: 'harness',
  title: 'Harness',
  receivers: /^_?(?:cf|harness)_?client$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: ['@harnessio/ff-nodejs-server-sdk'],
      forms: [
        switches(['boolVariation'], at(0), defaultAt('off', 2)),
        values(['stringVariation', 'numberVariation', 'jsonVariation'], at(0), defaultAt('nothing', 2)),
      ],
    },
    {
      ecosystem: 'node',
      modules: ['@harnessio/ff-javascript-client-sdk', '@harnessio/ff-react-client-sdk'],
      forms: [values(['variation', 'useFeatureFlag'], at(0), defaultAt('nothing', 1))],
    },
    {
      ecosystem: 'python',
      modules: ['featureflags'],
      forms: [
        switches(['bool_variation'], at(0, 'identifier'), defaultAt('refused', 2, 'default')),
        values(
          ['string_variation', 'int_variation', 'number_variation', 'json_variation'],
          at(0),
          defaultAt('refused', 2, 'default'),
        ),
      ],
    },
    {
      ecosystem: 'jvm',
      modules: ['io.harness.cf'],
      forms: [
        switches(['boolVariation'], at(0), defaultAt('refused', 2)),
        values(['stringVariation', 'numberVariation', 'jsonVariation'], at(0), defaultAt('refused', 2)),
      ],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/harness/ff-golang-server-sdk'],
      forms: [
        switches(['BoolVariation'], at(0), defaultAt('refused', 2)),
        values(['StringVariation', 'IntVariation', 'NumberVariation', 'JSONVariation'], at(0), defaultAt('refused', 2)),
      ],
    },
    {
      ecosystem: 'dotnet',
      modules: ['io.harness.cfsdk', 'CfClient', 'ICfClient'],
      forms: [
        switches(['boolVariation'], at(0), defaultAt('refused', 2)),
        values(['stringVariation', 'numberVariation', 'jsonVariation'], at(0), defaultAt('refused', 2)),
      ],
    },
    {
      ecosystem: 'ruby',
      modules: ['FeatureFlags', 'CfClient', 'ff-ruby-server-sdk'],
      forms: [
        switches(['bool_variation'], at(0), defaultAt('refused', 2)),
        values(['string_variation', 'number_variation', 'json_variation'], at(0), defaultAt('refused', 2)),
      ],
    },
  ],
};
