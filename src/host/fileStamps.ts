/**
 * What files held when they were read last, by what the file system says of them since: a file whose status is the same to
 * the nanosecond, its time of change included, which no program sets, holds what it held. A file that was written within
 * the resolution of a clock before its status was taken may be written again and keep it: of that one nothing is kept.
 */
import type { BigIntStats } from 'node:fs';

export interface FileStamps {
  /** Fingerprint of a file with this status, null where it has to be read. */
  find(file: string, status: BigIntStats): string | null;
  /** Milliseconds since 1970, by the clock that times of files are compared with. */
  now(): number;
  /** @param taken when the status was taken, before the file was read; as `now` */
  put(file: string, status: BigIntStats, taken: number, fingerprint: string): void;
}

export interface KeptStamps extends FileStamps {
  /** Everything that was asked for or kept in this run, as it is read again; null where nothing of it is new. */
  text(): string | null;
}

/** The coarsest clock of a file system in use (FAT) counts two seconds; the rest is for clocks that differ. Milliseconds. */
const racy = 4_000;
const mostStamps = 200_000;

/** @param kept what an earlier run kept; anything else that is there counts as nothing */
export function fileStamps(kept: string | null, now: () => number = Date.now): KeptStamps {
  const known = read(kept);
  const used = new Map<string, readonly [stamp: string, fingerprint: string]>();
  let isNew = false;
  return {
    now,
    find(file, status) {
      const own = known.get(file);
      if (own === undefined || own[0] !== stampOf(status)) return null;
      used.set(file, own);
      return own[1];
    },
    put(file, status, taken, fingerprint) {
      if (Number(latest(status) / 1_000_000n) > taken - racy) return;
      const own = [stampOf(status), fingerprint] as const;
      known.set(file, own);
      used.set(file, own);
      isNew = true;
    },
    text() {
      if (!isNew || used.size > mostStamps) return null;
      return JSON.stringify([...used].map(([file, [stamp, fingerprint]]) => [file, stamp, fingerprint]));
    },
  };
}

function stampOf({ dev, ino, mode, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev} ${ino} ${mode} ${size} ${mtimeNs} ${ctimeNs}`;
}

function latest({ mtimeNs, ctimeNs }: BigIntStats): bigint {
  return mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
}

function read(kept: string | null): Map<string, readonly [string, string]> {
  const known = new Map<string, readonly [string, string]>();
  if (kept === null) return known;
  try {
    const rows: unknown = JSON.parse(kept);
    if (!Array.isArray(rows)) return known;
    for (const row of rows) {
      if (!Array.isArray(row)) continue;
      const [file, stamp, fingerprint]: unknown[] = row;
      if (typeof file === 'string' && typeof stamp === 'string' && typeof fingerprint === 'string') {
        known.set(file, [stamp, fingerprint]);
      }
    }
  } catch {
    // Written by nothing of ours: every file is read.
  }
  return known;
}
