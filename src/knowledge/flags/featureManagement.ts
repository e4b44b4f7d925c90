/** Feature management of Microsoft and of Azure App Configuration: https://learn.microsoft.com/azure/azure-app-configuration/feature-management-overview. A flag that is not defined is off. */
import { at, common, switches, values, type FlagProvider } from './provider.ts';

export const featureManagementFlags: FlagProvider = {
  name: 'feature-management',
  title: 'Microsoft Feature Management',
  receivers: /^_?(?:variant_?)?feature_?manager(?:_?snapshot)?$/i,
  sdks: [
    {
      ecosystem: 'dotnet',
      modules: [
        'Microsoft.FeatureManagement',
        'IFeatureManager',
        'IFeatureManagerSnapshot',
        'IVariantFeatureManager',
        'IVariantFeatureManagerSnapshot',
        'FeatureManager',
      ],
      forms: [
        common(switches(['IsEnabledAsync'], at(0, 'feature'))),
        common(values(['GetVariantAsync'], at(0, 'feature'))),
        { ...switches(['WithFeatureGate', 'UseForFeature', 'UseMiddlewareForFeature'], at(0)), guardsReceiver: true },
      ],
      decorators: [{ names: ['FeatureGate', 'FeatureGateAttribute'] }],
    },
    {
      ecosystem: 'node',
      modules: ['@microsoft/feature-management'],
      forms: [common(switches(['isEnabled'], at(0))), common(values(['getVariant'], at(0)))],
    },
    {
      ecosystem: 'python',
      modules: ['featuremanagement'],
      forms: [common(switches(['is_enabled'], at(0))), common(values(['get_variant'], at(0)))],
    },
    {
      ecosystem: 'jvm',
      modules: ['com.azure.spring.cloud.feature.management'],
      forms: [common(switches(['isEnabled', 'isEnabledAsync'], at(0)))],
      decorators: [{ names: ['FeatureGate'] }],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/microsoft/Featuremanagement-Go'],
      forms: [common(switches(['IsEnabled', 'IsEnabledWithAppContext'], at(0)))],
    },
  ],
};
