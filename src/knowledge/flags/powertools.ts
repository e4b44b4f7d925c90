/** Feature flags of Powertools for AWS Lambda, kept in AppConfig: https://docs.powertools.aws.dev/lambda/python/latest/utilities/feature_flags */
import { at, common, defaultAt, values, type FlagProvider } from './provider.ts';

export const powertoolsFlags: FlagProvider = {
  name: 'powertools',
  title: 'Powertools feature flags',
  receivers: /^feature_flags$/,
  sdks: [
    {
      ecosystem: 'python',
      modules: ['aws_lambda_powertools.utilities.feature_flags'],
      forms: [common(values(['evaluate'], at(-1, 'name'), defaultAt('refused', -1, 'default')))],
    },
  ],
};
