/** DevCycle: https://docs.devcycle.com/sdk */
import { at, common, defaultAt, values, type FlagProvider } from './provider.ts';

export const devCycleFlags: FlagProvider = {
  name: 'devcycle',
  title: 'DevCycle',
  receivers: /^_?(?:dvc|dev_?cycle)(?:_?client)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: ['@devcycle/nodejs-server-sdk', '@devcycle/nestjs-server-sdk'],
      forms: [
        values(['variableValue'], at(1), defaultAt('nothing', 2)),
        common(values(['variable'], at(1), defaultAt('nothing', 2))),
        values(['isVariableEnabled'], at(0)),
      ],
    },
    {
      ecosystem: 'node',
      modules: [
        '@devcycle/js-client-sdk',
        '@devcycle/react-client-sdk',
        '@devcycle/react-native-client-sdk',
        '@devcycle/nextjs-sdk',
      ],
      forms: [
        values(['variableValue', 'useVariableValue', 'getVariableValue'], at(0), defaultAt('nothing', 1)),
        common(values(['variable', 'useVariable'], at(0), defaultAt('nothing', 1))),
      ],
    },
    {
      ecosystem: 'python',
      modules: ['devcycle_python_sdk'],
      forms: [
        values(['variable_value'], at(1, 'key'), defaultAt('refused', 2, 'default_value')),
        common(values(['variable'], at(1, 'key'), defaultAt('refused', 2, 'default_value'))),
      ],
    },
    { ecosystem: 'jvm', modules: ['com.devcycle'], forms: [values(['variableValue'], at(1), defaultAt('refused', 2))] },
    {
      ecosystem: 'go',
      modules: ['github.com/DevCycleHQ/go-server-sdk', 'github.com/devcyclehq/go-server-sdk'],
      forms: [
        values(['VariableValue'], at(1), defaultAt('refused', 2)),
        common(values(['Variable'], at(1), defaultAt('refused', 2))),
      ],
    },
    {
      ecosystem: 'dotnet',
      modules: ['DevCycle', 'DevCycleLocalClient', 'DevCycleCloudClient'],
      forms: [values(['VariableValue', 'VariableValueAsync'], at(1), defaultAt('refused', 2))],
    },
    { ecosystem: 'ruby', modules: ['DevCycle'], forms: [values(['variable_value'], at(1), defaultAt('refused', 2))] },
    { ecosystem: 'php', modules: ['DevCycle'], forms: [values(['variableValue'], at(1), defaultAt('refused', 2))] },
  ],
};
