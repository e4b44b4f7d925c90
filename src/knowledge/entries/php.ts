/** From the documentation of each framework. */
import { entryClass, entryForm, entryRow, lower, routeForm, verbForms } from '../entry.ts';
import type { EntryTable } from '../entry.ts';

export const phpEntries: EntryTable = {
  ecosystem: 'php',
  rows: [
    entryRow({
      framework: 'laravel',
      receivers: ['Illuminate\\Support\\Facades\\Route'],
      derive: ['middleware', 'prefix', 'name'],
      methods: { ...verbForms(lower), any: routeForm('ANY') },
      classes: [
        entryClass({
          bases: ['Illuminate\\Contracts\\Queue\\ShouldQueue'],
          methods: { handle: entryForm('job', { target: -1 }) },
        }),
      ],
    }),
    entryRow({
      framework: 'symfony',
      modules: ['Symfony\\Component\\Routing'],
      annotations: { Route: routeForm('ANY', { targetKeys: ['path'], methodKeys: ['methods'] }) },
    }),
    entryRow({
      framework: 'symfony-messenger',
      modules: ['Symfony\\Component\\Messenger'],
      annotations: { AsMessageHandler: entryForm('consumer', { target: -1 }) },
    }),
    entryRow({
      framework: 'slim',
      receivers: ['Slim\\Factory\\AppFactory.create()', 'new Slim\\App()'],
      methods: verbForms(lower),
    }),
  ],
};
