/** Tggl: https://tggl.io/developers/sdks */
import { at, common, defaultAt, switches, values, type FlagProvider } from './provider.ts';

export const tgglFlags: FlagProvider = {
  name: 'tggl',
  title: 'Tggl',
  receivers: /^_?tggl(?:_?client)?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: ['tggl-client', 'react-tggl-client'],
      forms: [
        common(switches(['isActive'], at(0))),
        common(values(['get'], at(0), defaultAt('nothing', 1))),
        common(values(['useFlag'], at(0))),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['tggl'],
      forms: [common(values(['get'], at(0, 'slug'), defaultAt('nothing', 1, 'default_value')))],
    },
    {
      ecosystem: 'php',
      modules: ['Tggl'],
      forms: [common(switches(['isActive'], at(0))), common(values(['get'], at(0)))],
    },
  ],
};
