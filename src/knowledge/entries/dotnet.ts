/** From the documentation of each framework; names are simple, as facts of .NET have them. */
import { capital, entryClass, entryForm, entryRow, sameFor, verbForms } from '../entry.ts';
import type { EntryTable } from '../entry.ts';

const job = entryForm('job', { target: -1 });
const consumer = entryForm('consumer', { target: -1 });

export const dotnetEntries: EntryTable = {
  ecosystem: 'dotnet',
  rows: [
    entryRow({
      framework: 'aspnet',
      annotations: verbForms((verb) => `Http${capital(verb)}`, { targetKeys: ['template'] }),
      classes: [entryClass({ bases: ['BackgroundService'], methods: { ExecuteAsync: job } })],
    }),
    entryRow({
      framework: 'aspnet-minimal',
      receivers: ['*'],
      methods: verbForms((verb) => `Map${capital(verb)}`, { handler: 1 }, ['get', 'post', 'put', 'patch', 'delete']),
    }),
    entryRow({
      framework: 'masstransit',
      classes: [entryClass({ bases: ['IConsumer'], methods: { Consume: consumer } })],
    }),
    entryRow({
      framework: 'nservicebus',
      classes: [entryClass({ bases: ['IHandleMessages'], methods: { Handle: consumer } })],
    }),
    entryRow({
      framework: 'quartz',
      modules: ['Quartz'],
      classes: [entryClass({ bases: ['IJob', 'Quartz.IJob'], methods: { Execute: job } })],
    }),
    entryRow({
      framework: 'hangfire',
      functions: { 'RecurringJob.AddOrUpdate': entryForm('schedule', { handler: 1, least: 2 }) },
    }),
    entryRow({
      framework: 'azure-functions',
      modules: ['Microsoft.Azure.Functions', 'Microsoft.Azure.WebJobs'],
      annotations: sameFor(['Function', 'FunctionName'], entryForm('consumer')),
    }),
  ],
};
