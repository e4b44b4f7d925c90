/**
 * Processes that are started for a while and must be gone afterwards, with everything they started themselves.
 * Each gets a process group of its own; the group, not only its first process, is what is ended and waited for.
 */
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Groups that were started and not yet ended, so that a sudden exit can still end them. */
const running = new Set<number>();

process.once('exit', () => {
  for (const pid of running) signalTree(pid, 'SIGKILL');
});

export function spawnTree(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  // On Windows a detached process would get a console window; there `taskkill /T` finds the children instead.
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32', windowsHide: true });
  if (child.pid !== undefined) running.add(child.pid);
  return child;
}

/** Ends a process started by `spawnTree` and its children: politely first, after three seconds for good. */
export async function endTree(child: ChildProcess): Promise<void> {
  const pid = child.pid;
  if (pid === undefined || !running.has(pid)) return;
  signalTree(pid, 'SIGTERM');
  if (!(await gone(pid, 3000))) {
    signalTree(pid, 'SIGKILL');
    await gone(pid, 2000);
  }
  running.delete(pid);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Waits until no process of the group is left. */
async function gone(pid: number, milliseconds: number): Promise<boolean> {
  const target = process.platform === 'win32' ? pid : -pid;
  for (let waited = 0; waited < milliseconds; waited += 50) {
    if (!isAlive(target)) return true;
    await sleep(50);
  }
  return !isAlive(target);
}

function signalTree(pid: number, signal: NodeJS.Signals): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

/**
 * Runs `end` once when the user or the system asks this process to stop (Ctrl-C, a closed terminal, a dead parent),
 * then exits with the code a shell expects. A second Ctrl-C does not wait.
 */
export function endOnSignal(end: () => Promise<void>): void {
  let askedAt = 0;
  const stop = (code: number): void => {
    // One Ctrl-C arrives more than once: from the terminal and handed down by `npm` and `tsx`.
    if (askedAt !== 0 && Date.now() - askedAt < 1000) return;
    if (askedAt !== 0) process.exit(code);
    askedAt = Date.now();
    end().then(
      () => process.exit(code),
      () => process.exit(code),
    );
  };
  process.on('SIGINT', () => stop(130));
  process.on('SIGTERM', () => stop(143));
  process.on('SIGHUP', () => stop(129));
  // `npm` or `tsx` above us may be killed without passing it on; without them nobody could end us any more.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop(143);
  }, 1000).unref();
}

/** Whether the module was started by the user and not imported. */
export function isMain(moduleUrl: string): boolean {
  const script = process.argv[1];
  return script !== undefined && realpathSync(script) === realpathSync(fileURLToPath(moduleUrl));
}
