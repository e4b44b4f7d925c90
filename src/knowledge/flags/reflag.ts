/** Reflag, formerly Bucket: https://docs.reflag.com */
import { at, common, values, type FlagProvider } from './provider.ts';

export const reflagFlags: FlagProvider = {
  name: 'reflag',
  title: 'Reflag',
  receivers: /^_?(?:reflag|bucket)_?client$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: [
        '@reflag/node-sdk',
        '@reflag/browser-sdk',
        '@reflag/react-sdk',
        '@bucketco/node-sdk',
        '@bucketco/browser-sdk',
        '@bucketco/react-sdk',
      ],
      forms: [
        common(values(['getFlag', 'getFeature', 'getFeatureRemote', 'getFlagRemote'], at(0))),
        common(values(['useFlag', 'useFeature'], at(0))),
      ],
    },
  ],
};
