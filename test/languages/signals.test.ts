import assert from 'node:assert/strict';
import { factsOf, source, type Name } from './render.ts';

async function signals(name: Name, text: string): Promise<string[]> {
  const facts = await factsOf(name, source(text));
  return facts.signalHandlers.map(
    ({ signal, handler }) => `${signal} → ${handler === -1 ? 'elsewhere' : (facts.functions[handler]?.name ?? '?')}`,
  );
}

describe('signal handlers', () => {
  it('of Python are taken by the process or by the loop', async () => {
    const text = `
      import asyncio
      import signal
      from signal import SIGINT

      def stop(number, frame): ...

      signal.signal(signal.SIGTERM, stop)
      signal.signal(SIGINT, signal.SIG_IGN)
      loop = asyncio.get_event_loop()
      for name in (signal.SIGHUP, signal.SIGUSR1):
          loop.add_signal_handler(name, lambda: stop(0, None))
    `;
    assert.deepEqual(await signals('python', text), [
      'SIGTERM → stop',
      'SIGINT → elsewhere',
      'SIGHUP → <anonymous>',
      'SIGUSR1 → <anonymous>',
    ]);
  });

  it('of Node are events of the process, as far as they are signals', async () => {
    const text = `
      process.on('SIGTERM', stop);
      process.once('SIGINT', () => stop());
      process.on('exit', stop);
      process.on('uncaughtException', stop);
      function stop() {}
    `;
    assert.deepEqual(await signals('javascript', text), ['SIGTERM → stop', 'SIGINT → <anonymous>']);
  });
});
