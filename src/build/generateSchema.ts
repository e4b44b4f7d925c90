/** The generated file `schemas/prodaware.schema.json`. */
import { profileJsonSchema } from '../profile/jsonSchema.ts';

export const schemaFile = 'schemas/prodaware.schema.json';

export function generatedSchema(): string {
  return profileJsonSchema();
}
