/** Firebase Remote Config: https://firebase.google.com/docs/remote-config. Defaults are given to the client as a map. */
import { at, common, switches, values, type FlagProvider } from './provider.ts';

export const remoteConfigFlags: FlagProvider = {
  name: 'firebase',
  title: 'Firebase Remote Config',
  receivers: /^_?remote_?config(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: [
        'firebase/remote-config',
        '@firebase/remote-config',
        'firebase-admin/remote-config',
        '@react-native-firebase/remote-config',
      ],
      forms: [
        common({ ...switches(['getBoolean'], { position: 1, names: [], orFirst: true }) }),
        common(values(['getValue', 'getString', 'getNumber'], { position: 1, names: [], orFirst: true })),
      ],
    },
    {
      ecosystem: 'jvm',
      modules: ['com.google.firebase.remoteconfig'],
      forms: [common(switches(['getBoolean'], at(0))), common(values(['getString', 'getLong', 'getDouble'], at(0)))],
    },
  ],
};
