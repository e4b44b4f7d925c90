/** OpenFeature: https://openfeature.dev/docs/reference/technologies */
import { at, common, defaultAt, switches, values, type FlagProvider } from './provider.ts';

const both = (prefix: string, types: readonly string[], suffixes: readonly string[]): string[] =>
  types.flatMap((type) => suffixes.map((suffix) => prefix + type + suffix));

const others = ['String', 'Number', 'Object', 'Integer', 'Double', 'Float', 'Int'];
const snake = ['string', 'number', 'integer', 'float', 'object'];
const snakeSuffixes = ['_value', '_details', '_value_async', '_details_async'];

export const openFeatureFlags: FlagProvider = {
  name: 'openfeature',
  title: 'OpenFeature',
  receivers: /^_?open_?feature(?:_?client|_?api)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: [
        '@openfeature/server-sdk',
        '@openfeature/web-sdk',
        '@openfeature/js-sdk',
        '@openfeature/core',
        '@openfeature/react-sdk',
        '@openfeature/nestjs-sdk',
        '@openfeature/angular-sdk',
      ],
      forms: [
        switches(both('get', ['Boolean'], ['Value', 'Details']), at(0), defaultAt('nothing', 1)),
        values(both('get', others, ['Value', 'Details']), at(0), defaultAt('nothing', 1)),
        switches(both('use', ['BooleanFlag'], ['Value', 'Details']), at(0), defaultAt('nothing', 1)),
        values(
          both('use', ['StringFlag', 'NumberFlag', 'ObjectFlag'], ['Value', 'Details']),
          at(0),
          defaultAt('nothing', 1),
        ),
        common(values(['useFlag', 'useSuspenseFlag'], at(0), defaultAt('nothing', 1))),
      ],
      decorators: [{ names: ['RequireFlagsEnabled'] }],
    },
    {
      ecosystem: 'python',
      modules: ['openfeature'],
      forms: [
        switches(both('get_', ['boolean'], snakeSuffixes), at(0, 'flag_key'), defaultAt('refused', 1, 'default_value')),
        values(both('get_', snake, snakeSuffixes), at(0, 'flag_key'), defaultAt('refused', 1, 'default_value')),
      ],
    },
    {
      ecosystem: 'jvm',
      modules: ['dev.openfeature'],
      forms: [
        switches(both('get', ['Boolean'], ['Value', 'Details']), at(0), defaultAt('refused', 1)),
        values(both('get', others, ['Value', 'Details']), at(0), defaultAt('refused', 1)),
      ],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/open-feature/go-sdk', 'go.openfeature.dev/openfeature'],
      forms: [
        switches(['BooleanValue', 'BooleanValueDetails'], at(1), defaultAt('refused', 2)),
        values(
          both('', ['String', 'Float', 'Int', 'Object'], ['Value', 'ValueDetails']),
          at(1),
          defaultAt('refused', 2),
        ),
        common(switches(['Boolean'], at(1), defaultAt('refused', 2))),
        common(values(['String', 'Float', 'Int', 'Object'], at(1), defaultAt('refused', 2))),
      ],
    },
    {
      ecosystem: 'dotnet',
      modules: ['OpenFeature', 'FeatureClient', 'IFeatureClient'],
      forms: [
        switches(
          both('Get', ['Boolean'], ['ValueAsync', 'DetailsAsync', 'Value', 'Details']),
          at(0, 'flagKey'),
          defaultAt('refused', 1, 'defaultValue'),
        ),
        values(
          both('Get', others, ['ValueAsync', 'DetailsAsync', 'Value', 'Details']),
          at(0, 'flagKey'),
          defaultAt('refused', 1, 'defaultValue'),
        ),
      ],
    },
    {
      ecosystem: 'ruby',
      modules: ['OpenFeature'],
      forms: [
        switches(
          both('fetch_boolean', ['_value', '_details'], ['']),
          at(-1, 'flag_key'),
          defaultAt('refused', -1, 'default_value'),
        ),
        values(
          both('fetch_', snake, ['_value', '_details']),
          at(-1, 'flag_key'),
          defaultAt('refused', -1, 'default_value'),
        ),
      ],
    },
    {
      ecosystem: 'php',
      modules: ['OpenFeature'],
      forms: [
        switches(
          both('get', ['Boolean'], ['Value', 'Details']),
          at(0, 'flagKey'),
          defaultAt('refused', 1, 'defaultValue'),
        ),
        values(both('get', others, ['Value', 'Details']), at(0, 'flagKey'), defaultAt('refused', 1, 'defaultValue')),
      ],
    },
    {
      ecosystem: 'rust',
      modules: ['open_feature'],
      forms: [
        switches(['get_bool_value', 'get_bool_details'], at(0)),
        values(['get_string_value', 'get_int_value', 'get_float_value', 'get_struct_value'], at(0)),
      ],
    },
  ],
};
