/**
 * What `prodaware` runs: the program, compiled by Node only once where Node keeps what it compiled (22.8 and later).
 * A hook starts the program after every edit, and compiling three megabytes is a third of a start.
 */
import nodeModule from 'node:module';
import path from 'node:path';
import { cacheFolder } from '../host/cacheFolder.ts';

/** Not in the types of the oldest Node that is supported. */
interface Compiling {
  /** @param directory absolute path; what goes wrong there is answered, not thrown */
  enableCompileCache?(directory: string): unknown;
}

// Code is kept where only the user writes: the temporary folder that Node would choose may be everybody's.
(nodeModule as Compiling).enableCompileCache?.(path.join(cacheFolder(), 'compiled'));
await import(new URL('program.mjs', import.meta.url).href);
