/** Flipper: https://www.flippercloud.io/docs */
import { at, common, switches, type FlagProvider } from './provider.ts';

export const flipperFlags: FlagProvider = {
  name: 'flipper',
  title: 'Flipper',
  receivers: /^Flipper$/,
  sdks: [
    {
      ecosystem: 'ruby',
      modules: ['Flipper'],
      forms: [
        common(switches(['enabled?'], at(0))),
        {
          ...switches(['enabled?'], null),
          calleeKey: /\bFlipper(?:\[|\.feature\(|\.\[\]\()\s*:?['"]?([\w.-]+)['"]?\s*[\])]\.enabled\?$/,
        },
      ],
    },
  ],
};
