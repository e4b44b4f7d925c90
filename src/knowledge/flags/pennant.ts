/** Laravel Pennant: https://laravel.com/docs/pennant */
import { at, common, switches, values, type FlagProvider } from './provider.ts';

export const pennantFlags: FlagProvider = {
  name: 'pennant',
  title: 'Laravel Pennant',
  receivers: null,
  sdks: [
    {
      ecosystem: 'php',
      modules: ['Laravel\\Pennant'],
      forms: [common(switches(['active', 'inactive', 'when', 'unless'], at(0))), common(values(['value'], at(0)))],
    },
  ],
};
