/** The profile has something to say about a file that changes. */
import { defineRule } from '../../model/rule.ts';
import { askingDraft, touches } from '../asked.ts';
import { changeOf } from '../changeExamples.ts';

export const frozenModuleChanged = defineRule({
  id: 'frozen-module-changed',
  area: 'architecture',
  severity: 'information',
  scope: 'change',
  summary: 'A file changes of which the profile says what whoever changes it must know.',
  why:
    'Some code may not change, or not without knowing what it does not say about itself: a module that is frozen until a ' +
    'migration is over, a format that old devices read, a table that another team writes. `architecture.notes` of the ' +
    'profile says so, for people and for assistants.\n\n' +
    'A review asks for each changed file that a note is about: only a person can say whether it was heeded. The checklist ' +
    'has the same note as an item.',
  fixes: 'There is none: somebody has to read the note.',
  examples: {
    python: {
      bad: changeOf('billing/tax.py', 'RATE = 19\n', '[|RATE = 20|]\n', {
        'prodaware.yaml':
          'version: 1\narchitecture:\n  notes:\n    - { paths: ["billing/**"], note: frozen until the new ledger runs }\n',
      }),
      good: changeOf('shop/cart.py', 'LIMIT = 19\n', 'LIMIT = 20\n', {
        'prodaware.yaml':
          'version: 1\narchitecture:\n  notes:\n    - { paths: ["billing/**"], note: frozen until the new ledger runs }\n',
      }),
    },
  },
  check({ files, profile }) {
    return (profile?.value.architecture?.notes ?? []).flatMap(({ paths, note }, index) =>
      files.flatMap((file) =>
        profile !== null && touches(paths, file.change)
          ? [askingDraft(file, profile, ['architecture', 'notes', index], note)]
          : [],
      ),
    );
  },
});
