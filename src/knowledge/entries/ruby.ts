/** From the documentation of each framework. */
import { entryClass, entryForm, entryRow, lower, routeForm, verbForms } from '../entry.ts';
import type { EntryTable } from '../entry.ts';

const perform = { perform: entryForm('job', { target: -1 }) };

export const rubyEntries: EntryTable = {
  ecosystem: 'ruby',
  rows: [
    entryRow({
      framework: 'rails',
      classes: [
        entryClass({
          bases: ['ApplicationController', 'ActionController::Base', 'ActionController::API'],
          publicMethods: routeForm(null, { target: -1 }),
        }),
        entryClass({ bases: ['ApplicationJob', 'ActiveJob::Base'], methods: perform }),
      ],
    }),
    entryRow({
      framework: 'sidekiq',
      classes: [entryClass({ bases: ['Sidekiq::Job', 'Sidekiq::Worker'], methods: perform })],
    }),
    entryRow({
      framework: 'sinatra',
      modules: ['sinatra'],
      receivers: ['Sinatra::Application', 'Sinatra'],
      methods: verbForms(lower, { least: 1 }),
    }),
    entryRow({
      framework: 'shoryuken',
      classes: [
        entryClass({ bases: ['Shoryuken::Worker'], methods: { perform: entryForm('consumer', { target: -1 }) } }),
      ],
    }),
  ],
};
