/** How figures are taken: medians of repeated runs in one process, or whole child processes with their peak memory. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export const project = path.resolve(import.meta.dirname, '../..');

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Median milliseconds of `runs` runs after five that warm up. */
export async function time(runs: number, work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let run = -5; run < runs; run++) {
    const start = performance.now();
    await work();
    if (run >= 0) taken.push(performance.now() - start);
  }
  return median(taken);
}

export interface ProcessFigures {
  readonly milliseconds: number;
  /** Time of all processors together, for all its threads. Milliseconds. */
  readonly processor: number;
  /** Peak resident memory in MB. */
  readonly megabytes: number;
  readonly exitCode: number | null;
}

/**
 * Writes the peak memory of the process it is loaded into to the file that BENCH_MEMORY names, and the time of processors
 * it took to the one that BENCH_PROCESSOR names.
 */
export const memoryHook = pathToFileURL(path.join(import.meta.dirname, 'memoryHook.mjs')).href;

/** Runs `node ...args` to its end. */
export async function runNode(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ProcessFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prodaware-bench-'));
  const memoryFile = path.join(folder, 'memory');
  const processorFile = path.join(folder, 'processor');
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', memoryHook, ...args], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment, BENCH_MEMORY: memoryFile, BENCH_PROCESSOR: processorFile },
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const milliseconds = performance.now() - start;
  const written = async (file: string): Promise<number> => Number(await readFile(file, 'utf8').catch(() => 'NaN'));
  const [megabytes, processor] = [await written(memoryFile), await written(processorFile)];
  await rm(folder, { recursive: true });
  return { milliseconds, processor, megabytes, exitCode };
}

/** The run with the median time. */
export async function medianProcess(runs: number, args: readonly string[]): Promise<ProcessFigures> {
  const figures: ProcessFigures[] = [];
  for (let run = 0; run < runs; run++) figures.push(await runNode(args));
  figures.sort((a, b) => a.milliseconds - b.milliseconds);
  const middle = figures[Math.floor(figures.length / 2)];
  if (middle === undefined) throw new Error('no run was made');
  return middle;
}

export interface Row {
  readonly what: string;
  readonly figure: string;
  /** The bare cost of the same text, or a peer. */
  readonly beside: string;
  readonly ratio: string;
  readonly method: string;
}

export const milliseconds = (value: number): string =>
  value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value)} ms`;
export const megabytes = (value: number): string => `${Math.round(value)} MB`;
export const ratio = (value: number, beside: number): string => (value / beside).toFixed(2);
