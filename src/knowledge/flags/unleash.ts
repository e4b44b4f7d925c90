/** Unleash: https://docs.getunleash.io/reference/sdks. A flag that is not known is off unless a fallback says otherwise. */
import { at, common, defaultAt, switches, values, type FlagProvider } from './provider.ts';

export const unleashFlags: FlagProvider = {
  name: 'unleash',
  title: 'Unleash',
  receivers: /^_?(?:get_?)?unleash(?:_?client|_?proxy)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: [
        'unleash-client',
        'unleash-proxy-client',
        '@unleash/nextjs',
        '@unleash/proxy-client-react',
        '@unleash/proxy-client-vue',
      ],
      forms: [
        common(switches(['isEnabled'], at(0), defaultAt('off', 2))),
        common(values(['getVariant'], at(0), defaultAt('off', 2))),
        common(switches(['useFlag'], at(0))),
        common(values(['useVariant'], at(0))),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['UnleashClient'],
      forms: [
        common(switches(['is_enabled'], at(0, 'feature_name'), defaultAt('off', 2, 'fallback_function'))),
        common(values(['get_variant'], at(0, 'feature_name'))),
      ],
    },
    {
      ecosystem: 'jvm',
      modules: ['io.getunleash', 'no.finn.unleash'],
      forms: [common(switches(['isEnabled'], at(0))), common(values(['getVariant'], at(0)))],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/Unleash/unleash-client-go', 'github.com/Unleash/unleash-go-sdk'],
      forms: [common(switches(['IsEnabled'], at(0))), common(values(['GetVariant'], at(0)))],
    },
    {
      ecosystem: 'dotnet',
      modules: ['Unleash', 'IUnleash', 'DefaultUnleash'],
      forms: [common(switches(['IsEnabled'], at(0))), common(values(['GetVariant'], at(0)))],
    },
    {
      ecosystem: 'ruby',
      modules: ['Unleash'],
      forms: [
        switches(['is_enabled?', 'is_disabled?'], at(0)),
        common(switches(['enabled?', 'disabled?', 'if_enabled'], at(0))),
        common(values(['get_variant'], at(0))),
      ],
    },
    {
      ecosystem: 'php',
      modules: ['Unleash'],
      forms: [common(switches(['isEnabled'], at(0, 'featureName'))), common(values(['getVariant'], at(0)))],
    },
    {
      ecosystem: 'rust',
      modules: ['unleash_api_client'],
      forms: [common(switches(['is_enabled', 'is_enabled_str'], at(0))), common(values(['get_variant'], at(0)))],
    },
  ],
};
