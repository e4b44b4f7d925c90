import { homedir } from 'node:os';
import path from 'node:path';

/** Where what is kept from run to run lies: the cache folder of the user as the platform has it. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment['PRODAWARE_CACHE'];
  if (own !== undefined && own !== '') return own;
  const base =
    process.platform === 'win32'
      ? (environment['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? path.join(homedir(), 'Library', 'Caches')
        : (environment['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'));
  return path.join(base, 'prodaware');
}
