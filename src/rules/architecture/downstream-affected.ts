/** The profile says who uses a contract that changes. */
import { defineRule } from '../../model/rule.ts';
import { askingDraft } from '../asked.ts';
import { changeOf } from '../changeExamples.ts';
import { isAbout } from '../rollout/contracts/consumers.ts';

const profile = 'version: 1\nconsumers:\n  - { contract: proto/orders.proto, usedBy: [billing, mobile app] }\n';
const proto = (fields: string): string => `syntax = "proto3";\n\nmessage Order {\n  string id = 1;\n${fields}}\n`;

export const downstreamAffected = defineRule({
  id: 'downstream-affected',
  area: 'architecture',
  severity: 'information',
  scope: 'change',
  summary: 'A contract changes that others use, as the profile says.',
  why:
    'Whoever uses a contract learns of its change when their own program fails, unless somebody tells them before. ' +
    '`consumers` of the profile says who they are.\n\n' +
    'A review asks for each changed contract with consumers, also where nothing in it breaks: that a field is filled in ' +
    'another way stands in no schema. What does break in it is said by `contract-break`.',
  fixes: 'There is none: whoever uses it has to be asked.',
  examples: {
    protobuf: {
      bad: changeOf('proto/orders.proto', proto(''), proto('[|  string note = 2;|]\n'), { 'prodaware.yaml': profile }),
      good: changeOf('proto/items.proto', proto(''), proto('  string note = 2;\n'), { 'prodaware.yaml': profile }),
    },
  },
  check({ files, profile: loaded }) {
    return (loaded?.value.consumers ?? []).flatMap(({ contract, usedBy }, index) =>
      files.flatMap((file) => {
        if (loaded === null || !isAbout(contract, file.change)) return [];
        const who = usedBy.length === 0 ? 'others' : usedBy.join(', ');
        return [askingDraft(file, loaded, ['consumers', index], `used by ${who}: ask whether they can work with it`)];
      }),
    );
  },
});
