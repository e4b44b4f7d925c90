/**
 * Results that outlive the process: one file for each repository in the user's cache folder, never in the repository.
 * Loaded whole, written whole when something is new. What cannot be read or written costs time and nothing else.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { CachePort } from '../engine/results.ts';

export interface ResultCache extends CachePort {
  /** How many results an earlier run kept. */
  readonly size: number;
  /** Everything that was asked for or kept in this run. */
  entries(): readonly (readonly [key: string, value: string])[];
  /** Takes over what another thread of this run kept. */
  take(entries: readonly (readonly [key: string, value: string])[]): void;
  /** Writes what was used in this run, where something in it is new. */
  save(): void;
}

/** A file above this is not read: it would cost more than it saves. Bytes. */
const largest = 128 * 1024 * 1024;
const mostEntries = 200_000;
/** Written before all entries, with the build: what another form or another build wrote would never be found. */
const form = 'prodaware results 2';

/** Cache folder of the user as the platform has it. */
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

export interface CacheUse {
  /** Of the program whose results they are. */
  readonly build: string;
  /** Whether what an earlier run kept is loaded. */
  readonly reads: boolean;
}

/** @param root absolute path of the repository */
export function resultCache(root: string, folder: string, { build, reads }: CacheUse): ResultCache {
  const file = path.join(folder, `${hashOf(root)}.results`);
  const header = `${form} ${build}`;
  const kept = reads ? load(file, header) : new Map<string, string>();
  const used = new Map<string, string>();
  let isNew = false;
  return {
    size: kept.size,
    hash: hashOf,
    get(key) {
      const value = kept.get(key) ?? null;
      if (value !== null) used.set(key, value);
      return value;
    },
    set(key, value) {
      used.set(key, value);
      isNew = true;
    },
    entries: () => [...used],
    take(entries) {
      for (const [key, value] of entries) {
        if (!kept.has(key) && !used.has(key)) isNew = true;
        used.set(key, value);
      }
    },
    save() {
      if (!isNew || used.size > mostEntries) return;
      try {
        // Only the user may read it: findings quote what is in the code.
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const lines = [header, ...[...used].map(([key, value]) => `${key} ${value}`), ''];
        const part = `${file}.${process.pid}`;
        writeFileSync(part, lines.join('\n'), { mode: 0o600 });
        renameSync(part, file);
        isNew = false;
      } catch {
        // A full or read-only disk: the next run computes it again.
      }
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('base64url');
}

function load(file: string, header: string): Map<string, string> {
  const entries = new Map<string, string>();
  try {
    if (statSync(file).size > largest) return entries;
    const [first, ...lines] = readFileSync(file, 'utf8').split('\n');
    if (first !== header) return entries;
    for (const line of lines) {
      const blank = line.indexOf(' ');
      if (blank > 0) entries.set(line.slice(0, blank), line.slice(blank + 1));
    }
  } catch {
    // Not there yet, or not ours to read.
  }
  return entries;
}
