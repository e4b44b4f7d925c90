/** GO Feature Flag: https://gofeatureflag.org/docs/sdk. In other languages it is asked through OpenFeature. */
import { at, defaultAt, switches, values, type FlagProvider } from './provider.ts';

const types = ['String', 'Int', 'Float64', 'JSON', 'JSONArray'];

export const goFeatureFlagFlags: FlagProvider = {
  name: 'go-feature-flag',
  title: 'GO Feature Flag',
  receivers: /^(?:ffclient|goff)$/i,
  sdks: [
    {
      ecosystem: 'go',
      modules: ['github.com/thomaspoignant/go-feature-flag'],
      forms: [
        switches(['BoolVariation', 'BoolVariationDetails'], at(0), defaultAt('refused', 2)),
        values(
          types.flatMap((type) => [`${type}Variation`, `${type}VariationDetails`]),
          at(0),
          defaultAt('refused', 2),
        ),
      ],
    },
  ],
};
