/** FF4J: https://github.com/ff4j/ff4j/wiki */
import { at, common, switches, type FlagProvider } from './provider.ts';

export const ff4jFlags: FlagProvider = {
  name: 'ff4j',
  title: 'FF4J',
  receivers: /^_?(?:get)?ff4j(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'jvm',
      modules: ['org.ff4j'],
      forms: [common(switches(['check', 'checkOveridingStrategy'], at(0)))],
      decorators: [{ names: ['Flip'] }],
    },
  ],
};
