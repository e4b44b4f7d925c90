/**
 * Results that outlive the process: one file for each repository and use in the user's cache folder, never in the
 * repository. Loaded whole, written whole when something is new, and taken for nothing where it is not to the letter what
 * was written. What cannot be read or written costs time and nothing else.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CachePort } from '../engine/results.ts';
import { fileStamps, type FileStamps } from './fileStamps.ts';
import { hashOf } from './hash.ts';

export interface ResultCache extends CachePort {
  /** What is known of the repository's files, kept with the rest; null where all of them are read anyway. */
  readonly stamps: FileStamps | null;
  /** How many results an earlier run kept. */
  readonly size: number;
  /** Everything that was asked for or kept in this run. */
  entries(): readonly (readonly [key: string, value: string])[];
  /** Takes over what another thread of this run kept. */
  take(entries: readonly (readonly [key: string, value: string])[]): void;
  /** Writes what was used in this run, where something in it is new; of changes also what was not, as far as there is room. */
  save(): void;
}

/** A file above this is not read: it would cost more than it saves. Bytes. */
const largest = 128 * 1024 * 1024;
const mostEntries = 200_000;
/** Of what was not used, in UTF-16 code units. */
const mostUnused = 24 * 1024 * 1024;
/** Written before all entries, with the build and a hash of them: what anything else wrote counts as nothing. */
const form = 'prodaware results 3';
/** No hash has a colon. */
const stampsKey = ':stamps';

export interface CacheUse {
  /** Of the program whose results they are. */
  readonly build: string;
  /** Whether what an earlier run kept is loaded. */
  readonly reads: boolean;
  /**
   * `check` asks for everything at every run, so that what it did not ask for is of no use; whoever looks at `changes` asks
   * for something else each time. Default: check.
   */
  readonly use?: 'check' | 'changes';
  /** Milliseconds since 1970; default: the system's clock. */
  now?(): number;
}

/** @param root absolute path of the repository */
export function resultCache(root: string, folder: string, { build, reads, use = 'check', now }: CacheUse): ResultCache {
  const file = path.join(folder, `${hashOf(root)}.${use === 'check' ? 'results' : 'changes'}`);
  const header = `${form} ${build}`;
  const kept = reads ? load(file, header) : new Map<string, string>();
  const used = new Map<string, string>();
  const stamps = use === 'check' ? null : fileStamps(kept.get(stampsKey) ?? null, now);
  let isNew = false;

  /** What was used last stands first. */
  function lasting(): Map<string, string> {
    const all = new Map(used);
    let room = mostUnused;
    for (const [key, value] of use === 'changes' ? kept : []) {
      if (all.has(key) || (room -= value.length) < 0) continue;
      all.set(key, value);
    }
    return all;
  }

  return {
    size: kept.size,
    stamps,
    hash: hashOf,
    get(key) {
      const value = used.get(key) ?? kept.get(key) ?? null;
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
      const stamped = stamps?.text() ?? null;
      if (stamped !== null) {
        used.set(stampsKey, stamped);
        isNew = true;
      }
      if (!isNew || used.size > mostEntries) return;
      try {
        // Only the user may read it: findings quote what is in the code.
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const body = Buffer.from([...lasting()].map(([key, value]) => `${key} ${value}\n`).join(''));
        const part = `${file}.${process.pid}`;
        writeFileSync(part, Buffer.concat([Buffer.from(`${header} ${hashOf(body)}\n`), body]), { mode: 0o600 });
        renameSync(part, file);
        isNew = false;
      } catch {
        // A full or read-only disk: the next run computes it again.
      }
    },
  };
}

function load(file: string, header: string): Map<string, string> {
  const entries = new Map<string, string>();
  try {
    if (statSync(file).size > largest) return entries;
    const bytes = readFileSync(file);
    const line = bytes.indexOf(10);
    const body = bytes.subarray(line + 1);
    if (line < 0 || bytes.subarray(0, line).toString() !== `${header} ${hashOf(body)}`) return entries;
    for (const row of body.toString().split('\n')) {
      const blank = row.indexOf(' ');
      if (blank > 0) entries.set(row.slice(0, blank), row.slice(blank + 1));
    }
  } catch {
    // Not there yet, or not ours to read.
  }
  return entries;
}
