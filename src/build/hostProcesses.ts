/**
 * Processes that are started for a while and must be gone afterwards, with everything they started themselves.
 * Each gets a process group of its own; the group, not only its first process, is what is ended and waited for.
 */
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
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
  // `npm`, its shell or `tsx` above us may be killed without passing it on; then nobody could end us any more.
  const above = launchers();
  setInterval(() => {
    if (!above.every(isAlive)) stop(143);
  }, 1000).unref();
}

/** The processes between the user and this script: `tsx`, and above it the shell of `npm` and `npm` itself. */
function launchers(): number[] {
  const levels = process.env['npm_lifecycle_event'] === undefined ? 1 : 3;
  const above = [process.ppid];
  while (above.length < levels) {
    const parent = parentOf(above.at(-1) ?? 0);
    if (parent === undefined || parent <= 1) break;
    above.push(parent);
  }
  return above.filter((pid) => pid > 1);
}

function parentOf(pid: number): number | undefined {
  try {
    if (process.platform === 'win32') return undefined;
    if (process.platform === 'linux') {
      // `pid (name) state parent …`, and the name may hold anything, parentheses too.
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
    }
    return Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()) || undefined;
  } catch {
    return undefined;
  }
}

/** Whether the module was started by the user and not imported. */
export function isMain(moduleUrl: string): boolean {
  const script = process.argv[1];
  return script !== undefined && realpathSync(script) === realpathSync(fileURLToPath(moduleUrl));
}
