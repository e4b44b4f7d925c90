/** Flipt: https://docs.flipt.io/integration. What it is asked stands in a request. */
import { at, common, switches, values, type FlagProvider } from './provider.ts';

const request = at(-1, 'flagKey', 'flag_key', 'FlagKey');

export const fliptFlags: FlagProvider = {
  name: 'flipt',
  title: 'Flipt',
  receivers: /^_?flipt(?:_?client)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: [
        '@flipt-io/flipt',
        '@flipt-io/flipt-client',
        '@flipt-io/flipt-client-js',
        '@flipt-io/flipt-client-browser',
        '@flipt-io/flipt-client-react',
      ],
      forms: [
        switches(['evaluateBoolean', 'useFliptBoolean'], request),
        values(['evaluateVariant', 'useFliptVariant'], request),
        common(switches(['boolean'], request)),
        common(values(['variant'], request)),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['flipt', 'flipt_client'],
      forms: [
        switches(['evaluate_boolean'], request),
        values(['evaluate_variant'], request),
        common(switches(['boolean'], request)),
        common(values(['variant'], request)),
      ],
    },
    {
      ecosystem: 'go',
      modules: ['go.flipt.io/flipt', 'go.flipt.io/flipt-client'],
      forms: [
        switches(['EvaluateBoolean'], request),
        values(['EvaluateVariant'], request),
        common(switches(['Boolean'], request)),
        common(values(['Variant'], request)),
      ],
    },
    {
      ecosystem: 'jvm',
      modules: ['io.flipt', 'com.flipt'],
      forms: [switches(['evaluateBoolean'], request), values(['evaluateVariant'], request)],
    },
    {
      ecosystem: 'dotnet',
      modules: ['Flipt', 'FliptClient'],
      forms: [
        switches(['EvaluateBooleanAsync', 'EvaluateBoolean'], request),
        values(['EvaluateVariantAsync'], request),
      ],
    },
    {
      ecosystem: 'ruby',
      modules: ['Flipt'],
      forms: [switches(['evaluate_boolean'], request), values(['evaluate_variant'], request)],
    },
    {
      ecosystem: 'rust',
      modules: ['flipt'],
      forms: [switches(['evaluate_boolean'], request), values(['evaluate_variant'], request)],
    },
  ],
};
