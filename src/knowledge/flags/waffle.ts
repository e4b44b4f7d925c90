/** django-waffle: https://waffle.readthedocs.io/en/stable/usage */
import { at, switches, type FlagProvider } from './provider.ts';

export const waffleFlags: FlagProvider = {
  name: 'waffle',
  title: 'django-waffle',
  receivers: /^waffle$/,
  sdks: [
    {
      ecosystem: 'python',
      modules: ['waffle'],
      forms: [
        switches(['flag_is_active'], at(1, 'flag_name')),
        switches(['switch_is_active'], at(0, 'switch_name')),
        switches(['sample_is_active'], at(0, 'sample_name')),
      ],
      decorators: [{ names: ['waffle_flag', 'waffle_switch', 'waffle_sample'] }],
    },
  ],
};
