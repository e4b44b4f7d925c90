/** Properties that switch beans of Spring on and off: flags where their names say so. They are read once, at the start. */
import type { FlagProvider } from './provider.ts';

export const springPropertyFlags: FlagProvider = {
  name: 'spring-property',
  title: 'the Spring property',
  receivers: null,
  sdks: [
    {
      ecosystem: 'jvm',
      modules: ['org.springframework.boot.autoconfigure.condition'],
      forms: [],
      decorators: [
        {
          names: ['ConditionalOnProperty', 'ConditionalOnBooleanProperty'],
          keys: /(?:^|[.-])(?:features?|flags?|toggles?|experiments?)(?:[.-]|$)/i,
        },
      ],
    },
  ],
};
