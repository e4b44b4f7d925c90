/** The JSON Schema of the profile, for YAML tooling. */
import * as z from 'zod/mini';
import { profileSchema } from '../model/profile.ts';

/** @returns the text of `schemas/prodaware.schema.json`, which `prodaware profile schema` prints too */
export function profileJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(profileSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ $schema, title: 'ProdAware profile', ...schema }, null, 2)}\n`;
}
