import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { profilePaths } from '../model/profile.ts';
import { initialProfile } from '../profile/infer.ts';
import { inertLines } from '../reports/inert.ts';
import { UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { openFor } from './repository.ts';

const target = 'prodaware.yaml';

export const profileInit: Command = {
  name: 'profile init',
  operands: '[path]',
  most: 1,
  summary: 'Write a first prodaware.yaml from what the repository says',
  details: `path  the repository (the default is the one you stand in)

Reads launch files, DEPLOYMENT.md and other documents for people, and writes each value with a comment that says
where it was read. A profile that is there is never overwritten.`,
  options: [{ name: 'stdout', value: 'none', help: 'Print it instead of writing the file' }],
  async run({ operands, values, terminal }) {
    const { root, engine } = await openFor(operands, terminal);
    const present = profilePaths.find((file) => existsSync(path.join(root, file)));
    if (present !== undefined && !values.has('stdout')) {
      throw new UsageError(`${present} is already there and is left as it is; --stdout prints what would be written`);
    }
    const text = await initialProfile(engine);
    engine.dispose();
    if (values.has('stdout')) {
      await terminal.output.write(inertLines(text));
      return 0;
    }
    // `wx`: somebody else's file that came in the meantime stays, too.
    writeFileSync(path.join(root, target), text, { flag: 'wx' });
    await terminal.output.write(`wrote ${target}: look through it, and add what only you know\n`);
    return 0;
  },
};
