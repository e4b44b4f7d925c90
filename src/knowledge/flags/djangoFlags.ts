/** django-flags: https://cfpb.github.io/django-flags/api/state */
import { at, switches, type FlagProvider } from './provider.ts';

export const djangoFlagsFlags: FlagProvider = {
  name: 'django-flags',
  title: 'django-flags',
  receivers: null,
  sdks: [
    {
      ecosystem: 'python',
      modules: ['flags.state', 'flags.decorators', 'flags.conditions', 'flags.urls'],
      forms: [switches(['flag_enabled', 'flag_disabled', 'flag_state'], at(0, 'flag_name'))],
      decorators: [{ names: ['flag_required', 'flag_check'] }],
    },
  ],
};
