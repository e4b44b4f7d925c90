import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

process.on('exit', () => {
  if (!isMainThread) return;
  // Kilobytes on every platform that node runs on.
  writeFileSync(process.env.BENCH_MEMORY ?? '/dev/null', String(process.resourceUsage().maxRSS / 1024));
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.BENCH_PROCESSOR ?? '/dev/null', String((user + system) / 1000));
});
