/** ConfigCat: https://configcat.com/docs/sdk-reference/overview */
import { at, common, defaultAt, switches, values, type FlagProvider } from './provider.ts';

export const configCatFlags: FlagProvider = {
  name: 'configcat',
  title: 'ConfigCat',
  receivers: /^_?config_?cat(?:_?client|_?snapshot)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: [
        'configcat-node',
        'configcat-js',
        'configcat-js-ssr',
        'configcat-react',
        'configcat-common',
        '@configcat/sdk',
      ],
      forms: [
        values(['getValueAsync', 'getValueDetailsAsync', 'useFeatureFlag'], at(0), defaultAt('nothing', 1)),
        common(values(['getValue', 'getValueDetails'], at(0), defaultAt('nothing', 1))),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['configcatclient'],
      forms: [
        common(values(['get_value', 'get_value_details'], at(0, 'key'), defaultAt('refused', 1, 'default_value'))),
      ],
    },
    {
      ecosystem: 'jvm',
      modules: ['com.configcat'],
      forms: [common(values(['getValue', 'getValueAsync', 'getValueDetails'], at(1), defaultAt('refused', 3)))],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/configcat/go-sdk'],
      forms: [
        switches(['GetBoolValue', 'GetBoolValueDetails'], at(0), defaultAt('refused', 1)),
        values(['GetIntValue', 'GetFloatValue', 'GetStringValue'], at(0), defaultAt('refused', 1)),
      ],
    },
    {
      ecosystem: 'dotnet',
      modules: ['ConfigCat', 'IConfigCatClient', 'ConfigCatClient'],
      forms: [common(values(['GetValueAsync', 'GetValue'], at(0, 'key'), defaultAt('refused', 1, 'defaultValue')))],
    },
    {
      ecosystem: 'ruby',
      modules: ['ConfigCat'],
      forms: [common(values(['get_value', 'get_value_details'], at(0), defaultAt('refused', 1)))],
    },
    {
      ecosystem: 'php',
      modules: ['ConfigCat'],
      forms: [common(values(['getValue', 'getValueDetails'], at(0, 'key'), defaultAt('refused', 1, 'defaultValue')))],
    },
    {
      ecosystem: 'rust',
      modules: ['configcat'],
      forms: [common(values(['get_value', 'get_value_details'], at(0), defaultAt('refused', 1)))],
    },
  ],
};
