/** Engines and grammars for figures taken in this process. */
import path from 'node:path';
import { createEngine, type Engine } from '../../src/engine.ts';
import { nodeGrammars } from '../../src/host/grammars.ts';
import { project } from './measure.ts';

export const wasm = path.join(project, 'dist/wasm');
export const grammars = nodeGrammars(wasm);

/** An engine over files in memory. */
export function memoryEngine(files: ReadonlyMap<string, string>): Engine {
  return createEngine({
    files: {
      list: () => Promise.resolve([...files.keys()].sort()),
      read(file) {
        const text = files.get(file);
        return Promise.resolve(text === undefined ? { unreadable: 'missing' } : { text });
      },
    },
    grammar: grammars,
    clock: () => performance.now(),
  });
}
