/** What is parsed for a map: only files on the way of a launch. */
import assert from 'node:assert/strict';
import { mapRepository } from '../bench/mapCorpus.ts';
import { buildProduction } from '../../src/production/production.ts';
import { productionInput } from './repository.ts';

describe('a map of production', () => {
  it('parses no source that no launch imports', async () => {
    const { files, reached } = mapRepository(20, 12);
    const input = await productionInput(Object.fromEntries(files));
    const parsed = new Set<string>();
    const { services, faults } = await buildProduction({
      ...input,
      source(path) {
        parsed.add(path);
        return input.source(path);
      },
    });
    assert.deepEqual(faults, []);
    assert.equal(services.length, 20);
    assert.ok(services.every(({ launches }) => launches.every(({ entryPoint }) => entryPoint !== null)));
    const sources = (paths: ReadonlySet<string>): string[] =>
      [...paths].filter((path) => /\.(?:py|ts)$/.test(path)).sort();
    assert.deepEqual(sources(parsed), [...reached].sort());
  });
});
