import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the grammars are: beside the bundle, or in a checkout where the bundle is made. */
export function grammarFolder(): string {
  const beside = fileURLToPath(new URL('./wasm', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../dist/wasm', import.meta.url));
}
