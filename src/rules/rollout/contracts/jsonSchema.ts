/** JSON Schema: documents that were valid and are not. */
import type { Break, ContractSides } from './break.ts';
import { readDocument } from './document.ts';
import { schemaBreaks } from './schemas.ts';

export function jsonSchemaBreaks({ before, after }: ContractSides): Break[] {
  const [old, now] = [readDocument(before), readDocument(after)];
  if (old === null || now === null) return [];
  const roots = { before: old, after: now };
  return schemaBreaks(roots, roots, 'request').map((one) => ({
    kind: one.kind === 'required' ? 'input-required' : 'request-narrowed',
    subject: one.where === '' ? 'the document' : one.where,
    what: one.what,
    effect: 'documents that were valid are refused',
    before: one.before,
    after: one.after,
  }));
}
