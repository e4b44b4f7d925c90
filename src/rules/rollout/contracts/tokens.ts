/** Words and signs of a text in braces, without comments: enough for interface languages such as Protocol Buffers. */
import type { Range } from '../../../model/text.ts';

export interface Token extends Range {
  /** A name, a number, a string with its quotes, or one sign. */
  readonly text: string;
}

/** Longest part of a text that is read, in UTF-16 code units. */
const longestText = 2_000_000;

const patterns = {
  protobuf: /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w.]+|[^\s\w]/g,
  graphql: /#[^\n]*|"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\.\.\.|[\w-]+(?:\.\d+)?|[^\s\w]/g,
} as const;

const comment = { protobuf: /^\/[/*]/, graphql: /^#/ } as const;

export function tokensOf(text: string, language: keyof typeof patterns): Token[] {
  const found: Token[] = [];
  for (const { 0: word, index } of text.slice(0, longestText).matchAll(patterns[language])) {
    if (!comment[language].test(word)) found.push({ text: word, start: index, end: index + word.length });
  }
  return found;
}

/** Reads tokens one after the other. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token | null {
    return this.#tokens[this.#at] ?? null;
  }

  peek(ahead: number): string {
    return this.#tokens[this.#at + ahead]?.text ?? '';
  }

  take(): Token | null {
    return this.#tokens[this.#at++] ?? null;
  }

  /** Takes the next token where it is this one. */
  accept(text: string): Token | null {
    return this.next?.text === text ? this.take() : null;
  }

  /** Up to and with a sign on this level; what is in brackets is skipped. Returns what was taken. */
  through(end: string): Token[] {
    const taken: Token[] = [];
    let depth = 0;
    for (let token = this.take(); token !== null; token = this.take()) {
      taken.push(token);
      if (depth === 0 && token.text === end) return taken;
      if (/^[[({]$/.test(token.text)) depth += 1;
      else if (/^[\])}]$/.test(token.text)) depth -= 1;
      if (depth < 0) return taken;
    }
    return taken;
  }
}
