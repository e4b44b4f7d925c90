/**
 * `agents/` knows the assistants that write code: what their hooks say, how they want to be answered, and where their
 * configuration and instructions stand. One file per assistant; pure text in, text out. It imports `model` and the
 * stations up to `review`.
 *
 * This file: what an assistant is.
 */
export interface HookEvent {
  /** `edit`: files were written; `stop`: the assistant thinks it is done. */
  readonly kind: 'edit' | 'stop' | 'other';
  /** Where the assistant works; null where it does not say. */
  readonly directory: string | null;
  /** Files that were written, as given: absolute, or relative to the directory. Empty: it does not say which. */
  readonly files: readonly string[];
  /** Text that went in, where it is told; for telling later who wrote which lines. */
  readonly inserted: readonly string[];
  readonly session: string | null;
  /** It already goes on because a hook asked it to: asking again could go on for ever. */
  readonly isContinuation: boolean;
}

/** What a hook's process says. */
export interface HookAnswer {
  /** 2 hands `errors` to some assistants; anything but 0 and 2 is a fault of the hook. */
  readonly exitCode: 0 | 2;
  readonly output: string;
  readonly errors: string;
}

/** A file of a repository as it should be; `text` null where nothing is to be changed. */
export interface SetupFile {
  readonly path: string;
  /** @param present text of the file, null where there is none. @throws SetupError where the file cannot be added to */
  text(present: string | null): string;
}

/** A file that is there is not what it should be, and is left as it is. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

export interface Agent {
  /** As `--agent` takes it. */
  readonly name: string;
  /** As people call it. */
  readonly title: string;
  /** Files or folders whose presence shows that it is used here. */
  readonly traces: readonly string[];
  /** @param event JSON that the hook was given */
  read(event: unknown): HookEvent;
  /** @param reasons what has to be mended; null: nothing */
  answer(event: HookEvent, reasons: string | null): HookAnswer;
  /** @param command what runs a hook: `prodaware hook --agent cursor` */
  hookFile(command: string): SetupFile;
  /** @param block short text about production, for its instructions */
  instructionFile(block: string): SetupFile;
}

export const silence: HookAnswer = { exitCode: 0, output: '', errors: '' };
