import { effectiveProfile } from '../profile/show.ts';
import { inertJson, inertLines } from '../reports/inert.ts';
import { faultsText } from '../reports/text.ts';
import { formatOption, type Command } from './command.ts';
import { openFor, textsOf } from './repository.ts';

export const profileShow: Command = {
  name: 'profile show',
  operands: '[path]',
  most: 1,
  summary: 'Print the profile in effect',
  details: `path  the repository (the default is the one you stand in)

What prodaware.yaml declares, without the parts that have errors, and what the repository says of itself where it
declares nothing. Each value has a comment that says where it comes from.`,
  options: [formatOption],
  async run({ operands, values, terminal }) {
    const repository = await openFor(operands, terminal);
    const { engine } = repository;
    const { value, text } = await effectiveProfile(engine);
    const file = (await engine.profile())?.file ?? null;
    const faults = (await engine.productionFindings()).faults.filter(({ kind }) => kind === 'profile');
    const textOf = await textsOf(
      repository,
      faults.flatMap((fault) => fault.file ?? []),
    );
    engine.dispose();
    await terminal.output.write(
      values.last('format') === 'json' ? `${inertJson({ version: 1, file, profile: value })}\n` : inertLines(text),
    );
    await terminal.errors.write(faultsText(faults, textOf));
    return faults.some(({ severity }) => severity === 'error') ? 2 : 0;
  },
};
