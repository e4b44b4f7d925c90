import { readFileSync } from 'node:fs';

/** Version of this program, from the manifest it is shipped with. */
export function version(): string {
  // The bundle stands one folder below the manifest, this file two.
  for (const above of ['../package.json', '../../package.json']) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(new URL(above, import.meta.url), 'utf8'));
      if (typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === 'prodaware') {
        if ('version' in manifest && typeof manifest.version === 'string') return manifest.version;
      }
    } catch {
      // Not there: the other one is.
    }
  }
  return 'unknown';
}
