/** Flask-FeatureFlags and gargoyle: a module that is asked whether a feature is active. */
import { at, common, switches, type FlagProvider } from './provider.ts';

export const flaskFeatureFlagsFlags: FlagProvider = {
  name: 'flask-featureflags',
  title: 'Flask-FeatureFlags',
  receivers: null,
  sdks: [
    {
      ecosystem: 'python',
      modules: ['flask_featureflags', 'flask.ext.featureflags'],
      forms: [common(switches(['is_active'], at(0, 'feature')))],
      decorators: [{ names: ['is_active_feature'] }],
    },
  ],
};
