/** LaunchDarkly: https://launchdarkly.com/docs/sdk */
import { at, common, defaultAt, switches, values, type FlagProvider } from './provider.ts';

const details = (names: readonly string[], suffix: string): string[] => [
  ...names,
  ...names.map((name) => name + suffix),
];

const camelValues = details(['stringVariation', 'numberVariation', 'jsonVariation'], 'Detail');
const jvmValues = details(['intVariation', 'doubleVariation', 'stringVariation', 'jsonValueVariation'], 'Detail');
const goSwitches = ['BoolVariation', 'BoolVariationDetail', 'BoolVariationCtx', 'BoolVariationDetailCtx'];
const goValues = ['Int', 'Float64', 'String', 'JSON'].flatMap((type) => [
  `${type}Variation`,
  `${type}VariationDetail`,
  `${type}VariationCtx`,
  `${type}VariationDetailCtx`,
]);
const dotnetValues = details(
  ['IntVariation', 'DoubleVariation', 'FloatVariation', 'StringVariation', 'JsonVariation'],
  'Detail',
);

export const launchDarklyFlags: FlagProvider = {
  name: 'launchdarkly',
  title: 'LaunchDarkly',
  receivers: /^_?(?:ld|ld_?client|launch_?darkly(?:_?client|_?service)?)(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: [
        '@launchdarkly/node-server-sdk',
        'launchdarkly-node-server-sdk',
        '@launchdarkly/cloudflare-server-sdk',
        '@launchdarkly/vercel-server-sdk',
        '@launchdarkly/fastly-server-sdk',
        '@launchdarkly/js-server-sdk-common',
      ],
      forms: [
        values(['variation', 'variationDetail', ...camelValues], at(0), defaultAt('nothing', 2)),
        switches(['boolVariation', 'boolVariationDetail'], at(0), defaultAt('nothing', 2)),
        values(['migrationVariation'], at(0), defaultAt('nothing', 2)),
      ],
    },
    {
      ecosystem: 'node',
      modules: [
        'launchdarkly-js-client-sdk',
        '@launchdarkly/js-client-sdk',
        'launchdarkly-react-client-sdk',
        'launchdarkly-react-native-client-sdk',
        '@launchdarkly/react-native-client-sdk',
        'launchdarkly-node-client-sdk',
        'launchdarkly-electron-client-sdk',
        'launchdarkly-vue-client-sdk',
      ],
      forms: [
        values(['variation', 'variationDetail', ...camelValues], at(0), defaultAt('nothing', 1)),
        switches(['boolVariation', 'boolVariationDetail', 'useBoolVariation'], at(0), defaultAt('nothing', 1)),
        values(
          ['useLDFlag', 'useStringVariation', 'useNumberVariation', 'useJsonVariation'],
          at(0),
          defaultAt('nothing', 1),
        ),
        common(values(['useFlags'], null)),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['ldclient'],
      forms: [
        values(['variation', 'variation_detail'], at(0, 'key'), defaultAt('refused', 2, 'default')),
        values(['migration_variation'], at(0, 'key'), defaultAt('refused', 2, 'default_stage')),
      ],
    },
    {
      ecosystem: 'jvm',
      modules: ['com.launchdarkly'],
      forms: [
        switches(['boolVariation', 'boolVariationDetail'], at(0), defaultAt('refused', 2)),
        values(jvmValues, at(0), defaultAt('refused', 2)),
      ],
    },
    {
      ecosystem: 'go',
      modules: [
        'github.com/launchdarkly/go-server-sdk',
        'gopkg.in/launchdarkly/go-server-sdk.v5',
        'gopkg.in/launchdarkly/go-server-sdk.v4',
      ],
      forms: [
        switches(
          goSwitches.filter((name) => !name.endsWith('Ctx')),
          at(0),
          defaultAt('refused', 2),
        ),
        values(
          goValues.filter((name) => !name.endsWith('Ctx')),
          at(0),
          defaultAt('refused', 2),
        ),
        switches(
          goSwitches.filter((name) => name.endsWith('Ctx')),
          at(1),
          defaultAt('refused', 3),
        ),
        values(
          goValues.filter((name) => name.endsWith('Ctx')),
          at(1),
          defaultAt('refused', 3),
        ),
      ],
    },
    {
      ecosystem: 'dotnet',
      modules: ['LaunchDarkly', 'LdClient', 'ILdClient'],
      forms: [
        switches(['BoolVariation', 'BoolVariationDetail'], at(0, 'key'), defaultAt('off', 2, 'defaultValue')),
        values(dotnetValues, at(0, 'key'), defaultAt('refused', 2, 'defaultValue')),
      ],
    },
    {
      ecosystem: 'ruby',
      modules: ['LaunchDarkly', 'ldclient-rb'],
      forms: [values(['variation', 'variation_detail'], at(0), defaultAt('refused', 2))],
    },
    {
      ecosystem: 'php',
      modules: ['LaunchDarkly'],
      forms: [values(['variation', 'variationDetail'], at(0, 'key'), defaultAt('off', 2, 'default', 'defaultValue'))],
    },
    {
      ecosystem: 'rust',
      modules: ['launchdarkly_server_sdk'],
      forms: [
        switches(['bool_variation', 'bool_variation_detail'], at(1), defaultAt('refused', 2)),
        values(['str_variation', 'int_variation', 'float_variation', 'json_variation'], at(1), defaultAt('refused', 2)),
      ],
    },
  ],
};
