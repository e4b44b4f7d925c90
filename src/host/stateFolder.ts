/** Where what a user must not lose is kept, for what belongs to no git repository. */
import { homedir } from 'node:os';
import path from 'node:path';

/** State folder of the user as the platform has it; `PRODAWARE_STATE` names another. */
export function stateFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment['PRODAWARE_STATE'];
  if (own !== undefined && own !== '') return own;
  const base =
    process.platform === 'win32'
      ? (environment['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? path.join(homedir(), 'Library', 'Application Support')
        : (environment['XDG_STATE_HOME'] ?? path.join(homedir(), '.local', 'state'));
  return path.join(base, 'prodaware');
}
