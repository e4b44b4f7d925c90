/** From a path a user names to a repository under review with its engine. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createPart, type Part, type PartPorts } from '../engine/part.ts';
import type { CachePort } from '../engine/results.ts';
import { createEngine, type Engine, type EngineOptions } from '../engine.ts';
import { profilePaths } from '../model/profile.ts';
import type { FileStamps } from './fileStamps.ts';
import { gitBase } from './gitBase.ts';
import { nodeGrammars } from './grammars.ts';
import { nodeFileSource } from './nodeFiles.ts';

export interface Repository {
  /** Absolute. */
  readonly root: string;
  readonly engine: Engine;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/**
 * The repository a path belongs to: the nearest folder at or above it with a profile or a `.git`; without either, the
 * path's own folder. A profile below a `.git` wins, so that one service of a monorepo can be reviewed by its own profile.
 * @throws the error of `stat` when the path does not exist
 */
export async function findRoot(target: string): Promise<string> {
  const start = path.resolve(target);
  const own = (await stat(start)).isDirectory() ? start : path.dirname(start);
  for (let folder = own; ; folder = path.dirname(folder)) {
    for (const marker of ['.git', ...profilePaths]) {
      if (await exists(path.join(folder, marker))) return folder;
    }
    if (path.dirname(folder) === folder) return own;
  }
}

/** What a repository is opened with, beside its folder. */
export interface OpenOptions extends EngineOptions {
  /** Where results are kept; absent: nowhere. */
  readonly cache?: (CachePort & { readonly stamps?: FileStamps | null }) | undefined;
  readonly version?: string;
  /** As `NodeFileOptions.atOnce`. */
  readonly atOnce?: boolean;
}

/** @param wasm folder of the grammar files */
export function openRepository(root: string, wasm: string, options: OpenOptions = {}): Repository {
  const { cache, version, atOnce, ...engineOptions } = options;
  const engine = createEngine(portsOf(root, wasm, { cache, version, atOnce }));
  engine.setOptions(engineOptions);
  return { root, engine };
}

/** What reviews files of the repository beside its engine, in a thread that does nothing else. */
export function openPart(root: string, wasm: string, options: OpenOptions): Part {
  const { cache, version, ...engineOptions } = options;
  return createPart(portsOf(root, wasm, { cache, version, atOnce: true }), engineOptions);
}

type PortOptions = { readonly [Key in 'cache' | 'version' | 'atOnce']: OpenOptions[Key] | undefined };

function portsOf(root: string, wasm: string, { cache, version, atOnce = false }: PortOptions): PartPorts {
  return {
    files: nodeFileSource(root, { atOnce, stamps: cache?.stamps ?? undefined }),
    grammar: nodeGrammars(wasm),
    clock: () => performance.now(),
    ...(cache === undefined ? {} : { cache }),
    base: gitBase(root),
    ...(version === undefined ? {} : { version }),
  };
}
