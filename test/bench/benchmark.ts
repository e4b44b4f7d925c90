/**
 * `npm run benchmark -- <name> <folder>`: how right the findings are, on a folder of checkouts that are not part of the
 * project. So far: `logging`.
 */
import { loggingBenchmark } from './loggingBenchmark.ts';

const [name, ...operands] = process.argv.slice(2);

if (name !== 'logging' || operands.length === 0) {
  console.error(
    'usage: npm run benchmark -- logging <folder of checkouts> [--list <n>] [--seed <n>] [--language <name>]',
  );
  process.exit(2);
}
await loggingBenchmark(operands);
