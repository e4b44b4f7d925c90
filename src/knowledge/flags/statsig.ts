/** Statsig: https://docs.statsig.com. A gate that is not known is closed. */
import { at, atOrFirst, common, switches, values, type FlagProvider } from './provider.ts';

export const statsigFlags: FlagProvider = {
  name: 'statsig',
  title: 'Statsig',
  receivers: /^_?statsig(?:_?client|_?server)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: [
        'statsig-node',
        '@statsig/statsig-node-core',
        'statsig-js',
        'statsig-react',
        'statsig-react-native',
        '@statsig/js-client',
        '@statsig/react-bindings',
        '@statsig/js-on-device-eval-client',
      ],
      forms: [
        switches(['checkGate', 'checkGateSync', 'getFeatureGate', 'getFeatureGateSync'], atOrFirst(1)),
        switches(['useGateValue', 'useFeatureGate'], at(0)),
        common(switches(['useGate'], at(0))),
        values(['getDynamicConfig'], atOrFirst(1)),
        common(values(['getConfig', 'getExperiment', 'getLayer'], atOrFirst(1))),
        common(values(['useExperiment', 'useLayer', 'useConfig', 'useDynamicConfig'], at(0))),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['statsig', 'statsig_python_core'],
      forms: [
        switches(['check_gate', 'get_feature_gate'], at(1, 'gate', 'gate_name')),
        common(values(['get_config', 'get_experiment', 'get_layer', 'get_dynamic_config'], at(1))),
      ],
    },
    {
      ecosystem: 'jvm',
      modules: ['com.statsig'],
      forms: [
        switches(['checkGate', 'checkGateSync', 'checkGateAsync', 'getFeatureGate'], atOrFirst(1)),
        common(values(['getConfig', 'getConfigSync', 'getExperiment', 'getExperimentSync', 'getLayer'], atOrFirst(1))),
      ],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/statsig-io/go-sdk', 'github.com/statsig-io/statsig-go'],
      forms: [
        switches(['CheckGate', 'GetGate', 'GetFeatureGate'], at(1)),
        common(values(['GetConfig', 'GetExperiment', 'GetLayer'], at(1))),
      ],
    },
    {
      ecosystem: 'dotnet',
      modules: ['Statsig', 'StatsigServer'],
      forms: [
        switches(['CheckGate', 'CheckGateSync'], at(1)),
        common(values(['GetConfig', 'GetConfigSync', 'GetExperiment', 'GetExperimentSync', 'GetLayer'], at(1))),
      ],
    },
    {
      ecosystem: 'ruby',
      modules: ['Statsig'],
      forms: [
        switches(['check_gate', 'get_gate'], at(1)),
        common(values(['get_config', 'get_experiment', 'get_layer'], at(1))),
      ],
    },
    {
      ecosystem: 'php',
      modules: ['Statsig'],
      forms: [switches(['checkGate'], at(1)), common(values(['getConfig', 'getExperiment', 'getLayer'], at(1)))],
    },
    {
      ecosystem: 'rust',
      modules: ['statsig', 'statsig_rust'],
      forms: [
        switches(['check_gate', 'get_feature_gate'], at(1)),
        common(values(['get_experiment', 'get_dynamic_config'], at(1))),
      ],
    },
  ],
};
