/** Togglz: https://www.togglz.org/documentation. Features are constants of an enum. */
import { at, common, switches, type FlagProvider } from './provider.ts';

export const togglzFlags: FlagProvider = {
  name: 'togglz',
  title: 'Togglz',
  receivers: null,
  sdks: [
    {
      ecosystem: 'jvm',
      modules: ['org.togglz'],
      forms: [
        { ...switches(['isActive'], null), calleeKey: /(?:^|\.)[A-Z]\w*Features?\.([A-Z][A-Z0-9_]*)\.isActive$/ },
        common(switches(['isActive'], at(0))),
      ],
      decorators: [{ names: ['FeaturesAreActive'] }],
    },
  ],
};
