/** From the documentation of each framework. */
import { entryForm, entryRow, lower, routeForm, verbForms } from '../entry.ts';
import type { EntryTable } from '../entry.ts';

export const rustEntries: EntryTable = {
  ecosystem: 'rust',
  rows: [
    entryRow({
      framework: 'actix-web',
      modules: ['actix_web'],
      annotations: verbForms(lower),
    }),
    entryRow({
      framework: 'rocket',
      modules: ['rocket'],
      annotations: verbForms(lower),
    }),
    entryRow({
      framework: 'axum',
      receivers: ['axum::Router::new()', 'new axum::Router()'],
      derive: ['route', 'with_state', 'layer', 'nest', 'merge'],
      methods: { route: routeForm(null, { handler: 1 }) },
    }),
    entryRow({
      framework: 'lambda-runtime',
      functions: { 'lambda_runtime::run': entryForm('consumer', { target: -1, handler: 0 }) },
    }),
  ],
};
