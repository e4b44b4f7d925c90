/**
 * `npm run benchmark -- <name> …`: how right the answers are.
 *
 * - `logging <folder of checkouts>`: findings on a folder of checkouts that are not part of the project.
 * - `launch [labels.jsonl] [folder of checkouts]`: launches against services labelled by hand, on the project's own
 *   fixtures and on checkouts where they are at hand.
 */
import { launchBenchmark } from './launchBenchmark.ts';
import { loggingBenchmark } from './loggingBenchmark.ts';

const [name, ...operands] = process.argv.slice(2);

if (name === 'launch') {
  await launchBenchmark(operands);
} else if (name === 'logging' && operands.length > 0) {
  await loggingBenchmark(operands);
} else {
  console.error(
    [
      'usage: npm run benchmark -- logging <folder of checkouts> [--list <n>] [--seed <n>] [--language <name>]',
      '       npm run benchmark -- launch [labels.jsonl] [folder of checkouts] [--list]',
    ].join('\n'),
  );
  process.exit(2);
}
