/** The Flags SDK of Vercel: https://flags-sdk.dev. A flag is a function that is called. */
import { switches, type FlagProvider } from './provider.ts';

export const vercelFlags: FlagProvider = {
  name: 'vercel',
  title: 'the Flags SDK',
  receivers: null,
  sdks: [
    {
      ecosystem: 'node',
      modules: ['flags/next', 'flags/sveltekit', '@vercel/flags/next', '@vercel/flags/sveltekit'],
      forms: [{ ...switches(['flag()'], null), common: true }],
    },
  ],
};
