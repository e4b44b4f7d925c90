/**
 * More than one core: threads with an engine part of their own take files off the list of this one. Where nothing is
 * kept of an earlier run they start as soon as the files are listed, and parse while this thread builds Production;
 * otherwise when the first files show that there is work for them. A thread that fails costs time and nothing else:
 * what it took is reviewed here.
 */
import { availableParallelism } from 'node:os';
import {
  MessageChannel,
  parentPort,
  receiveMessageOnPort,
  Worker,
  workerData,
  type MessagePort,
} from 'node:worker_threads';
import type { EngineOptions } from '../engine.ts';
import type { Brief } from '../engine/brief.ts';
import type { CheckPart, Team } from '../engine/turns.ts';
import { openPart } from '../host/openRepository.ts';
import type { ResultCache } from '../host/resultCache.ts';
import type { Conventions } from '../model/conventions.ts';
import { grammarFolder } from './grammarFolder.ts';
import { buildVersion, cacheOf, programUrl } from './program.ts';

/** What a thread is told when it starts. */
interface Task {
  readonly root: string;
  readonly options: EngineOptions;
  /** Whether results are kept, and whether there are any of an earlier run. */
  readonly cached: 'no' | 'new' | 'kept';
  readonly paths: readonly string[];
  /** One byte for each path: 1 once somebody has taken it. Shared by all threads. */
  readonly taken: Uint8Array;
  readonly port: MessagePort;
  /** How many words were sent to the port. */
  readonly told: Int32Array;
}

/** What a thread is told later, in this order. */
type Word = { readonly brief: Brief } | { readonly conventions: Conventions };

interface Answer {
  readonly part: CheckPart;
  readonly kept: readonly (readonly [string, string])[];
}

/** After so many files it is known what one costs. */
const trial = 48;
/** Reading a kept result costs less than this, analysing a file more. Milliseconds. */
const worthwhile = 0.6;
/** A thread costs about as much as so many files. */
const fewest = 150;
const mostThreads = 8;

export interface Threads extends Team {
  /** Files that somebody has taken. */
  taken(): number;
  /** Ends threads that still run. */
  end(): void;
}

/** @param most threads in all, this one included; 1: no others */
export function createThreads(
  about: Pick<Task, 'root' | 'options'>,
  cache: ResultCache | null,
  most: number | null,
): Threads {
  const places = new Map<string, number>();
  const mine = new Set<string>();
  let paths: readonly string[] = [];
  let taken: Uint8Array = new Uint8Array(0);
  let others = 0;
  let threads: readonly Thread[] = [];
  let makeBrief: (() => Brief) | null = null;
  let tried = 0;
  let started = 0;

  function start(cached: Task['cached']): void {
    const task = { ...about, paths, taken, cached };
    threads = Array.from({ length: others }, () => startThread(task));
  }

  function tell(make: () => Brief): void {
    const brief = make();
    for (const thread of threads) thread.tell({ brief });
  }

  /** What a file costs that nothing was known of. */
  function measure(): void {
    if (makeBrief === null || threads.length > 0 || others === 0 || tried > trial) return;
    if (tried++ === 0) started = performance.now();
    else if (tried > trial && (performance.now() - started) / trial > worthwhile) {
      start(cache === null ? 'no' : 'kept');
      tell(makeBrief);
    }
  }

  async function answers(next: (thread: Thread) => Promise<Answer | null>): Promise<CheckPart[]> {
    const given = (await Promise.all(threads.map(next))).filter((answer) => answer !== null);
    for (const { kept } of given) cache?.take(kept);
    return given.map(({ part }) => part);
  }

  return {
    begin(shared) {
      const room = programUrl === null ? 1 : Math.min(most ?? availableParallelism(), mostThreads);
      others = Math.min(room - 1, Math.floor(shared.length / fewest) - 1);
      if (others < 1) {
        others = 0;
        return;
      }
      paths = shared;
      taken = new Uint8Array(new SharedArrayBuffer(paths.length));
      for (const [index, path] of paths.entries()) places.set(path, index);
      if (cache === null) start('no');
      else if (cache.size < paths.length / 4) start('new');
    },
    claim(path) {
      const place = places.get(path);
      if (place === undefined || mine.has(path)) return true;
      if (Atomics.exchange(taken, place, 1) === 1) return false;
      mine.add(path);
      measure();
      return true;
    },
    brief(make) {
      makeBrief = make;
      if (threads.length > 0) tell(make);
    },
    parts: () => answers((thread) => thread.next()),
    again(conventions) {
      for (const thread of threads) thread.tell({ conventions });
      return answers((thread) => thread.next());
    },
    taken: () => taken.reduce((sum, one) => sum + one, 0),
    end() {
      for (const thread of threads) thread.end();
    },
  };
}

interface Thread {
  tell(word: Word): void;
  /** Its next answer; null once it has ended, for whatever reason. */
  next(): Promise<Answer | null>;
  end(): void;
}

function startThread(about: Omit<Task, 'port' | 'told'>): Thread {
  if (programUrl === null) throw new Error('source that is run as it is written has no threads');
  const { port1, port2 } = new MessageChannel();
  const told = new Int32Array(new SharedArrayBuffer(4));
  const task: Task = { ...about, port: port2, told };
  const worker = new Worker(programUrl, { workerData: task, transferList: [port2] });
  const answers: Answer[] = [];
  const state = { ended: false };
  let wake: (() => void) | null = null;
  worker.on('message', (answer: Answer) => {
    answers.push(answer);
    wake?.();
  });
  const end = (): void => {
    state.ended = true;
    port1.close();
    wake?.();
  };
  // Out of memory, most likely: what it took is still there to be reviewed.
  worker.on('error', end);
  worker.on('exit', end);
  return {
    tell(word) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin, a window has
      port1.postMessage(word);
      Atomics.add(told, 0, 1);
      Atomics.notify(told, 0);
    },
    async next() {
      while (answers.length === 0 && !state.ended) await new Promise<void>((resolve) => (wake = resolve));
      return answers.shift() ?? null;
    },
    end: () => void worker.terminate(),
  };
}

/** The work of a thread: its files, and once more those with operations, if it is told to. */
export async function runThread(): Promise<void> {
  // Safe: this program alone starts threads, with a task.
  const { root, options, cached, paths, taken, port, told } = workerData as Task;
  const cache = cached === 'no' ? null : cacheOf(root, cached === 'kept');
  const part = openPart(root, grammarFolder(), {
    ...options,
    ...(cache === null ? {} : { cache, version: buildVersion() ?? '' }),
  });
  let heard = 0;
  /** Files are read without waiting, so no event comes in between two of them: the port is asked. */
  const hear = (): Word | null => {
    if (Atomics.load(told, 0) === heard) return null;
    heard++;
    // Safe: the other end is in this file.
    return receiveMessageOnPort(port)?.message as Word;
  };
  const wait = (): Word => {
    for (;;) {
      const word = hear();
      if (word !== null) return word;
      Atomics.wait(told, 0, heard);
    }
  };
  let brief: Brief | null = null;
  const briefIn = (word: Word | null): Brief | null => (word !== null && 'brief' in word ? word.brief : null);
  answer(
    await part.review({
      paths,
      claim: (index) => Atomics.exchange(taken, index, 1) === 0,
      briefed: () => (brief ??= briefIn(hear())),
      brief() {
        while (brief === null) brief = briefIn(wait());
        return brief;
      },
    }),
    cache,
  );
  // The thread is ended by the other side once it has said everything.
  for (;;) {
    const word = wait();
    if ('conventions' in word) answer(await part.again(word.conventions), cache);
  }
}

function answer(part: CheckPart, cache: ResultCache | null): void {
  const message: Answer = { part, kept: cache?.entries() ?? [] };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, a window has
  parentPort?.postMessage(message);
}
