import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { generatedSchema, schemaFile } from '../../src/build/generateSchema.ts';
import { alternatives, keysIn, profileShape, type Shape } from '../../src/profile/shape.ts';

/** Every key of the schema with its shape, by its path. */
function keys(shape: Shape, path: string): { path: string; shape: Shape }[] {
  return alternatives(shape).flatMap((one) => {
    if (one.kind === 'record') return keys(one.value, `${path}.*`);
    if (one.kind === 'list') return keys(one.item, `${path}[]`);
    return keysIn([one]).flatMap(({ name, shape: inner }) => [
      { path: `${path}.${name}`, shape: inner },
      ...keys(inner, `${path}.${name}`),
    ]);
  });
}

describe('the schema of the profile', () => {
  it('explains every key', () => {
    const all = keys(profileShape, '');
    assert.ok(all.length > 70, 'the walk reaches the keys');
    const silent = all.filter(({ shape }) => shape.description === null);
    assert.deepEqual(
      silent.map(({ path }) => path),
      [],
    );
  });

  it('is the generated file', () => {
    const written = readFileSync(new URL(`../../${schemaFile}`, import.meta.url), 'utf8');
    assert.equal(written, generatedSchema(), 'run `npm run generate`');
  });

  it('refuses unknown keys and needs the version, for YAML tooling as for us', () => {
    const schema: unknown = JSON.parse(generatedSchema());
    assert.ok(typeof schema === 'object' && schema !== null);
    assert.ok('additionalProperties' in schema && schema.additionalProperties === false);
    assert.ok('required' in schema);
    assert.deepEqual(schema.required, ['version']);
  });
});
