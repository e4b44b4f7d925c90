/** Where a command writes to, and what it knows of its surroundings. */
import { readInput } from './input.ts';
import { colouredStyle, plainStyle, type Style } from '../reports/style.ts';

export interface Output {
  readonly isTerminal: boolean;
  /** Columns of the terminal; absent where it is none, or does not say so. */
  readonly columns?: number | undefined;
  /** Resolves when the text is out of our hands, also when nobody reads it any more. */
  write(text: string): Promise<void>;
}

export interface Terminal {
  /** Where the user stands; absolute. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  readonly errors: Output;
  /** Standard input as text. @param most bytes. @throws Error where there is more */
  input(most: number): Promise<string>;
}

export function processTerminal(): Terminal {
  return {
    directory: process.cwd(),
    environment: process.env,
    output: outputTo(process.stdout),
    errors: outputTo(process.stderr),
    input: readInput,
  };
}

/**
 * The reader of a pipe may be gone before we are: `prodaware check | head -1` is no fault, so what it will not read is
 * let go. Anything else that keeps a report from being written is said.
 */
function outputTo(stream: NodeJS.WriteStream): Output {
  let closed = false;
  let failure: Error | null = null;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    if (error.code !== 'EPIPE' && error.code !== 'EOF') failure = error;
  });
  return {
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
    async write(text) {
      if (!closed && text !== '') await new Promise<void>((resolve) => stream.write(text, () => resolve()));
      if (failure !== null) throw new Error(`the output cannot be written: ${failure.message}`);
    },
  };
}

/**
 * Colours on a terminal, unless somebody says otherwise: `--color` before FORCE_COLOR before NO_COLOR, as
 * no-color.org and force-color.org have it.
 */
export function styleFor(choice: string | null, { environment, output }: Terminal): Style {
  if (choice === 'always') return colouredStyle;
  if (choice === 'never') return plainStyle;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced === '0' || forced === 'false' ? plainStyle : colouredStyle;
  if (environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== '') return plainStyle;
  return output.isTerminal && environment['TERM'] !== 'dumb' ? colouredStyle : plainStyle;
}
