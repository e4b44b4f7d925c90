import { parse, stringify } from 'yaml';
import { initialProfile } from '../profile/infer.ts';
import { inert, inertJson, inertLines } from '../reports/inert.ts';
import { faultsText } from '../reports/text.ts';
import { formatOption, type Command } from './command.ts';
import { openFor, textsOf } from './repository.ts';

export const profileShow: Command = {
  name: 'profile show',
  operands: '[path]',
  most: 1,
  summary: 'Print the profile that is in use',
  details: `path  the repository (the default is the one you stand in)

With a prodaware.yaml: what of it is in use, without the parts that have errors. Without one: what is inferred.`,
  options: [formatOption],
  async run({ operands, values, terminal, style }) {
    const repository = await openFor(operands, terminal);
    const { engine } = repository;
    const profile = await engine.profile();
    const faults = (await engine.productionFindings()).faults.filter(({ kind }) => kind === 'profile');
    const textOf = await textsOf(
      repository,
      faults.flatMap(({ file }) => file ?? []),
    );
    // Whatever is inferred becomes a value by the way it would be written.
    const text = profile === null ? await initialProfile(engine) : stringify(profile.value, { lineWidth: 0 });
    engine.dispose();
    if (values.last('format') === 'json') {
      const value: unknown = profile === null ? parse(text) : profile.value;
      await terminal.output.write(`${inertJson({ version: 1, file: profile?.file ?? null, profile: value })}\n`);
    } else {
      const origin =
        profile === null ? 'inferred: there is no prodaware.yaml that can be used' : `from ${inert(profile.file)}`;
      await terminal.output.write(`${style.faint(`# ${origin}`)}\n${inertLines(text)}`);
    }
    await terminal.errors.write(faultsText(faults, textOf));
    return faults.some(({ severity }) => severity === 'error') ? 2 : 0;
  },
};
