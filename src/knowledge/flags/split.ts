/** Split, now Harness FME: https://help.split.io. The answer of a flag that is not there is the treatment `control`. */
import { at, atOrFirst, common, values, type FlagProvider } from './provider.ts';

export const splitFlags: FlagProvider = {
  name: 'split',
  title: 'Split',
  receivers: /^_?split(?:io)?(?:_?client)?(?:\(\))?$/i,
  sdks: [
    {
      ecosystem: 'node',
      modules: [
        '@splitsoftware/splitio',
        '@splitsoftware/splitio-react',
        '@splitsoftware/splitio-browserjs',
        '@splitsoftware/splitio-react-native',
        '@splitsoftware/splitio-commons',
      ],
      forms: [values(['getTreatment', 'getTreatmentWithConfig'], atOrFirst(1)), values(['useTreatment'], at(0))],
    },
    {
      ecosystem: 'python',
      modules: ['splitio'],
      forms: [values(['get_treatment', 'get_treatment_with_config'], at(1, 'feature_flag_name', 'feature'))],
    },
    {
      ecosystem: 'jvm',
      modules: ['io.split'],
      forms: [values(['getTreatment', 'getTreatmentWithConfig'], atOrFirst(1))],
    },
    {
      ecosystem: 'go',
      modules: ['github.com/splitio/go-client'],
      forms: [common(values(['Treatment', 'TreatmentWithConfig'], at(1)))],
    },
    {
      ecosystem: 'dotnet',
      modules: ['Splitio', 'ISplitClient', 'SplitClient'],
      forms: [
        values(['GetTreatment', 'GetTreatmentAsync', 'GetTreatmentWithConfig', 'GetTreatmentWithConfigAsync'], at(1)),
      ],
    },
    {
      ecosystem: 'ruby',
      modules: ['SplitIoClient'],
      forms: [values(['get_treatment', 'get_treatment_with_config'], at(1))],
    },
    { ecosystem: 'php', modules: ['SplitIO'], forms: [values(['getTreatment', 'getTreatmentWithConfig'], at(1))] },
  ],
};
