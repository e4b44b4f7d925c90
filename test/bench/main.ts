/**
 * `npm run bench [-- part…]`: what ProdAware costs, each figure beside the bare cost of the same text in the same run, so
 * that the ratios hold on any machine. Parts: activation, analysis, rules, keystroke, repository, groups, server,
 * change, map, package; default all.
 */
import { bundle } from '../../src/build/bundle.ts';
import { activation } from './activation.ts';
import { analysis } from './analysis.ts';
import { change } from './change.ts';
import { groups } from './groups.ts';
import { keystroke } from './keystroke.ts';
import { map } from './map.ts';
import type { Row } from './measure.ts';
import { repository } from './repository.ts';
import { rulesPart } from './rules.ts';
import { server } from './server.ts';
import { vsix } from './vsix.ts';

const parts: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  activation,
  analysis,
  rules: rulesPart,
  keystroke,
  repository,
  groups,
  server,
  change,
  map,
  package: vsix,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`unknown part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

await bundle();
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  for (const row of await measure()) {
    console.log(
      `  ${row.what.padEnd(58)} ${row.figure.padStart(9)}  beside ${row.beside.padStart(9)}  ratio ${row.ratio.padStart(6)}`,
    );
    console.log(`    ${row.method}`);
  }
}
