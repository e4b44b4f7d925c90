/** Eppo: https://docs.geteppo.com/sdks */
import { at, defaultAt, switches, values, type FlagProvider } from './provider.ts';

const camel = ['String', 'Numeric', 'Integer', 'JSON', 'Double'].map((type) => `get${type}Assignment`);
const snake = ['string', 'numeric', 'integer', 'json'].map((type) => `get_${type}_assignment`);

export const eppoFlags: FlagProvider = {
  name: 'eppo',
  title: 'Eppo',
  receivers: /^_?eppo(?:_?client)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: ['@eppo/node-server-sdk', '@eppo/js-client-sdk', '@eppo/react-native-sdk', '@eppo/js-client-sdk-common'],
      forms: [
        switches(['getBooleanAssignment', 'getBoolAssignment'], at(0), defaultAt('nothing', 3)),
        values(camel, at(0), defaultAt('nothing', 3)),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['eppo_client'],
      forms: [
        switches(['get_boolean_assignment'], at(0, 'flag_key'), defaultAt('refused', 3, 'default')),
        values(snake, at(0, 'flag_key'), defaultAt('refused', 3, 'default')),
      ],
    },
    // Attributes may be left out, so the default has no one place.
    {
      ecosystem: 'jvm',
      modules: ['cloud.eppo', 'com.eppo'],
      forms: [switches(['getBooleanAssignment'], at(0)), values(camel, at(0))],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/Eppo-exp/golang-sdk'],
      forms: [
        switches(['GetBoolAssignment'], at(0), defaultAt('refused', 3)),
        values(
          ['GetStringAssignment', 'GetNumericAssignment', 'GetIntegerAssignment', 'GetJSONAssignment'],
          at(0),
          defaultAt('refused', 3),
        ),
      ],
    },
    {
      ecosystem: 'dotnet',
      modules: ['eppo_sdk', 'EppoClient'],
      forms: [
        switches(['GetBooleanAssignment'], at(0)),
        values(['GetStringAssignment', 'GetNumericAssignment'], at(0)),
      ],
    },
    {
      ecosystem: 'ruby',
      modules: ['EppoClient'],
      forms: [
        switches(['get_boolean_assignment'], at(0), defaultAt('refused', 3)),
        values(snake, at(0), defaultAt('refused', 3)),
      ],
    },
    { ecosystem: 'php', modules: ['Eppo'], forms: [switches(['getBooleanAssignment'], at(0)), values(camel, at(0))] },
    {
      ecosystem: 'rust',
      modules: ['eppo'],
      forms: [switches(['get_boolean_assignment'], at(0)), values(snake, at(0))],
    },
  ],
};
