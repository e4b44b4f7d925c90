/** Where the server says what went wrong: the client's output channel, never a popup. */
import type { RemoteConsole } from 'vscode-languageserver/node';

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** Says it with the cause and its stack: what is logged here is a fault of ours or of the machine. */
  error(message: string, cause: unknown): void;
}

export function createLog(console: RemoteConsole): Log {
  return {
    info: (message) => console.info(message),
    warn: (message) => console.warn(message),
    error: (message, cause) => console.error(`${message}: ${describe(cause)}`),
  };
}

function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** Runs what may fail, so that a fault costs this one answer and is said once. */
export async function guarded<Value, Fallback>(
  log: Log,
  what: string,
  fallback: Fallback,
  run: () => Promise<Value>,
): Promise<Value | Fallback> {
  try {
    return await run();
  } catch (cause) {
    log.error(what, cause);
    return fallback;
  }
}

/** A fault that nobody caught costs its own answer; the session goes on and the log has it. */
export function logUnhandled(console: RemoteConsole): void {
  process.on('unhandledRejection', (cause) => console.error(`unhandled: ${describe(cause)}`));
}
