/** How far a long run is, on the standard error of a terminal; nothing anywhere else. */
import type { Terminal } from './terminal.ts';

export interface Progress {
  report(done: number, total: number): void;
  /** Takes the line away. */
  end(): Promise<void>;
}

const quietMilliseconds = 400;
const everyMilliseconds = 100;

export function progressOn({ errors }: Terminal): Progress {
  if (!errors.isTerminal) return { report: () => undefined, end: () => Promise.resolve() };
  let next = performance.now() + quietMilliseconds;
  let shown = false;
  return {
    report(done, total) {
      const now = performance.now();
      if (now < next) return;
      next = now + everyMilliseconds;
      shown = true;
      void errors.write(`\r\u001b[K${done} of ${total} files`);
    },
    async end() {
      if (shown) await errors.write('\r\u001b[K');
      shown = false;
    },
  };
}
