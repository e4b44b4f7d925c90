/** Reforge, formerly Prefab: https://docs.reforge.com */
import { at, common, defaultAt, switches, type FlagProvider } from './provider.ts';

export const reforgeFlags: FlagProvider = {
  name: 'reforge',
  title: 'Reforge',
  receivers: /^_?(?:prefab|reforge)(?:_?client)?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: [
        '@prefab-cloud/prefab-cloud-node',
        '@prefab-cloud/prefab-cloud-js',
        '@prefab-cloud/prefab-cloud-react',
        '@reforge-com/node',
        '@reforge-com/javascript',
        '@reforge-com/react',
      ],
      forms: [common(switches(['isEnabled', 'isFeatureEnabled'], at(0)))],
    },
    {
      ecosystem: 'python',
      modules: ['prefab_cloud_python', 'sdk_reforge'],
      forms: [common(switches(['enabled'], at(0, 'feature_name'), defaultAt('off', 1, 'default')))],
    },
    { ecosystem: 'jvm', modules: ['cloud.prefab', 'com.reforge'], forms: [common(switches(['featureIsOn'], at(0)))] },
    {
      ecosystem: 'go',
      modules: ['github.com/prefab-cloud/prefab-cloud-go', 'github.com/ReforgeHQ/sdk-go'],
      forms: [common(switches(['FeatureIsOn'], at(0)))],
    },
    { ecosystem: 'ruby', modules: ['Prefab', 'Reforge'], forms: [common(switches(['enabled?'], at(0)))] },
  ],
};
