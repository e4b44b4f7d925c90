/** Gargoyle: https://gargoyle.readthedocs.io */
import { at, common, switches, type FlagProvider } from './provider.ts';

export const gargoyleFlags: FlagProvider = {
  name: 'gargoyle',
  title: 'Gargoyle',
  receivers: /^gargoyle$/,
  sdks: [
    {
      ecosystem: 'python',
      modules: ['gargoyle'],
      forms: [common(switches(['is_active'], at(0)))],
      decorators: [{ names: ['switch_is_active'] }],
    },
  ],
};
