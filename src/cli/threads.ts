/**
 * More than one core: threads with an engine of their own take turns with this one over the list of files. They are
 * started only when the first files show that there is work for them.
 */
import { availableParallelism } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { CheckPart, EngineOptions } from '../engine.ts';
import type { ResultCache } from '../host/resultCache.ts';
import { openRepository } from '../host/openRepository.ts';
import { grammarFolder } from './grammarFolder.ts';
import { buildVersion, cacheOf, programUrl } from './program.ts';

/** What a thread is told. */
interface Task {
  readonly root: string;
  readonly paths: readonly string[] | null;
  readonly options: EngineOptions;
  readonly cached: boolean;
  readonly turns: Int32Array;
}

interface Answer {
  readonly part: CheckPart;
  readonly kept: readonly (readonly [string, string])[];
}

/** After so many files it is known what one costs. */
const trial = 48;
/** Reading a kept result costs less than this, analysing a file more. Milliseconds. */
const worthwhile = 0.6;
/** A thread costs about as much as so many files. */
const fewest = 300;
const mostThreads = 8;

export interface Turns {
  /** How many files there are, once that is known. */
  expect(total: number): void;
  turn(): number;
  others(): Promise<readonly CheckPart[]>;
}

/** @param most threads in all, this one included; 1: no others */
export function createTurns(
  task: Omit<Task, 'turns' | 'cached'>,
  cache: ResultCache | null,
  most: number | null,
): Turns {
  const turns = new Int32Array(new SharedArrayBuffer(4));
  const threads = programUrl === null ? 1 : Math.min(most ?? availableParallelism(), mostThreads);
  const running: Promise<Answer | null>[] = [];
  let total = 0;
  let started = 0;
  return {
    expect(count) {
      total = count;
    },
    turn() {
      const index = Atomics.add(turns, 0, 1);
      if (index === 0) started = performance.now();
      const isDear = (): boolean => (performance.now() - started) / trial > worthwhile;
      if (index === trial && running.length === 0 && threads > 1 && total >= fewest && isDear()) {
        for (let thread = 1; thread < threads; thread++)
          running.push(start({ ...task, cached: cache !== null, turns }));
      }
      return index;
    },
    async others() {
      const answers = await Promise.all(running);
      for (const answer of answers) if (answer !== null) cache?.take(answer.kept);
      return answers.flatMap((answer) => (answer === null ? [] : [answer.part]));
    },
  };
}

function start(task: Task): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    if (programUrl === null) throw new Error('source that is run as it is written has no threads');
    const worker = new Worker(programUrl, { workerData: task, stdout: false });
    worker.once('message', (answer: Answer) => {
      resolve(answer);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 ? resolve(null) : reject(new Error(`a thread ended with ${code}`))));
  });
}

/** The work of a thread: its turns, and what it found in them. */
export async function runThread(): Promise<void> {
  // Safe: this program alone starts threads, with a task.
  const task = workerData as Task;
  const cache = task.cached ? cacheOf(task.root) : null;
  const { engine } = openRepository(task.root, grammarFolder(), {
    ...task.options,
    ...(cache === null ? {} : { cache, version: buildVersion() ?? '' }),
  });
  const part = await engine.checkPart({
    ...(task.paths === null ? {} : { paths: task.paths }),
    turn: () => Atomics.add(task.turns, 0, 1),
  });
  const answer: Answer = { part, kept: cache?.entries() ?? [] };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, a window has
  parentPort?.postMessage(answer);
}
