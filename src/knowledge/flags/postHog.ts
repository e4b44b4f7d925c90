/** PostHog: https://posthog.com/docs/feature-flags */
import { at, switches, values, type FlagProvider } from './provider.ts';

export const postHogFlags: FlagProvider = {
  name: 'posthog',
  title: 'PostHog',
  receivers: /^_?post_?hog(?:_?client)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: ['posthog-node', 'posthog-js', 'posthog-react-native', '@posthog/react', 'posthog-js-lite'],
      forms: [
        switches(['isFeatureEnabled', 'useFeatureFlagEnabled'], at(0)),
        values(['getFeatureFlag', 'getFeatureFlagPayload', 'getFeatureFlagResult'], at(0)),
        values(['useFeatureFlag', 'useFeatureFlagVariantKey', 'useFeatureFlagPayload'], at(0)),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['posthog', 'posthoganalytics'],
      forms: [
        switches(['feature_enabled'], at(0, 'key')),
        values(['get_feature_flag', 'get_feature_flag_payload', 'get_feature_flag_result'], at(0, 'key')),
      ],
    },
    {
      ecosystem: 'jvm',
      modules: ['com.posthog.android', 'com.posthog.PostHog'],
      forms: [switches(['isFeatureEnabled'], at(0)), values(['getFeatureFlag', 'getFeatureFlagPayload'], at(0))],
    },
    {
      ecosystem: 'jvm',
      modules: ['com.posthog.server', 'com.posthog.java'],
      forms: [switches(['isFeatureEnabled', 'isFeatureFlagEnabled'], at(-1)), values(['getFeatureFlag'], at(-1))],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/posthog/posthog-go'],
      forms: [
        switches(['IsFeatureEnabled'], at(-1, 'Key')),
        values(['GetFeatureFlag', 'GetFeatureFlagPayload'], at(-1, 'Key')),
      ],
    },
    {
      ecosystem: 'dotnet',
      modules: ['PostHog', 'IPostHogClient', 'PostHogClient'],
      forms: [
        switches(['IsFeatureEnabledAsync', 'IsFeatureEnabled'], at(0)),
        values(['GetFeatureFlagAsync', 'GetFeatureFlag'], at(0)),
      ],
    },
    {
      ecosystem: 'ruby',
      modules: ['PostHog'],
      forms: [switches(['is_feature_enabled'], at(0)), values(['get_feature_flag', 'get_feature_flag_payload'], at(0))],
    },
    {
      ecosystem: 'php',
      modules: ['PostHog'],
      forms: [switches(['isFeatureEnabled'], at(0)), values(['getFeatureFlag', 'getFeatureFlagPayload'], at(0))],
    },
    {
      ecosystem: 'rust',
      modules: ['posthog_rs'],
      forms: [switches(['is_feature_enabled'], at(0)), values(['get_feature_flag'], at(0))],
    },
  ],
};
