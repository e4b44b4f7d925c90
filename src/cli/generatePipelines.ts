import { pipelineFiles, writtenSystems } from '../host/pipelineFiles.ts';
import { inert } from '../reports/inert.ts';
import { pipelineWriters, type WrittenSystem } from '../reports/delivery/generate.ts';
import type { Command } from './command.ts';
import { closing, patchText, writePlanned } from './plannedChanges.ts';
import { openFor } from './repository.ts';

const systems = Object.keys(pipelineWriters);

export const generatePipelines: Command = {
  name: 'generate pipelines',
  operands: '[path]',
  most: 1,
  summary: 'Delivery pipelines that keep the policy, made from the profile',
  details: `path  the repository (the default is the one you stand in)

Three pipelines: what a pull request passes, the deploy to staging on a merge, the deploy to production that somebody
approves, with waiting, smoke tests and a way back. Policy and platform come from prodaware.yaml and from documents
such as DEPLOYMENT.md, the commands from the project. Shows what would change, and changes nothing without --write.`,
  options: [
    {
      name: 'system',
      value: 'required',
      choices: systems,
      help: `What runs them: ${systems.join(' or ')} (the default is the one that is in use, else github-actions)`,
    },
    { name: 'write', value: 'none', help: 'Write the files' },
  ],
  async run({ operands, values, terminal, style }) {
    const { root, engine } = await openFor(operands, terminal);
    const wanted = values.last('system') ?? writtenSystems(await engine.paths())[0]?.system ?? '';
    const { changes, open, isMade } = await pipelineFiles(root, engine, isWritten(wanted) ? wanted : 'github-actions');
    engine.dispose();
    for (const change of changes) {
      await terminal.output.write(`${patchText(change, style)}\n`);
      if (values.has('write')) writePlanned(root, change);
    }
    for (const line of open) await terminal.errors.write(`prodaware: ${inert(line)}\n`);
    await terminal.output.write(closing(changes.length, values.has('write'), 'nothing to write'));
    return isMade ? 0 : 2;
  },
};

const isWritten = (name: string): name is WrittenSystem => name in pipelineWriters;
