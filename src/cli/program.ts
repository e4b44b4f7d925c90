/** The file this program runs from, as what it keeps and the threads it starts need it. */
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../host/cacheFolder.ts';
import { resultCache, type ResultCache } from '../host/resultCache.ts';
import { version } from './version.ts';

const isBundle = !import.meta.url.endsWith('.ts');

/** What a thread of this program is started from; null for source that a loader of this thread alone can read. */
export const programUrl = isBundle ? new URL(import.meta.url) : null;

/** Another build says something else, whatever its version is; source that is run as it is written has no build. */
export function buildVersion(): string | null {
  if (!isBundle) return null;
  const { size, mtimeMs } = statSync(fileURLToPath(import.meta.url));
  return `${version()} ${size} ${mtimeMs}`;
}

/**
 * Null where results are not kept.
 * @param reads whether what an earlier run kept is of use
 */
export function cacheOf(root: string, reads = true): ResultCache | null {
  const build = buildVersion();
  return build === null ? null : resultCache(root, cacheFolder(), { build, reads });
}

/** The same for whoever looks at changes: what it needs of a repository is little, and another thing each time. */
export function changesCacheOf(root: string): ResultCache | null {
  const build = buildVersion();
  return build === null ? null : resultCache(root, cacheFolder(), { build, reads: true, use: 'changes' });
}
