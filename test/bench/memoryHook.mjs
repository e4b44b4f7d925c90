import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  // Kilobytes on every platform that node runs on.
  writeFileSync(process.env.BENCH_MEMORY ?? '/dev/null', String(process.resourceUsage().maxRSS / 1024));
});
