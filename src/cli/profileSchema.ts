import { profileJsonSchema } from '../profile/jsonSchema.ts';
import type { Command } from './command.ts';

export const profileSchema: Command = {
  name: 'profile schema',
  operands: '',
  most: 0,
  summary: 'Print the JSON Schema of prodaware.yaml',
  details: 'For tools that check or complete YAML by a schema.',
  options: [],
  async run({ terminal }) {
    await terminal.output.write(profileJsonSchema());
    return 0;
  },
};
