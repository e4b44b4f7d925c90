const simple: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' };

/** The value of a string as it is written between its quotes, in the escapes that Python and ECMAScript share. */
export function unescape(written: string): string {
  if (!written.includes('\\')) return written;
  return written.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(\r\n|[\s\S]))/g,
    (all: string, two?: string, four?: string, braces?: string, one?: string) => {
      const digits = two ?? four ?? braces;
      if (digits !== undefined) {
        const code = Number.parseInt(digits, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : all;
      }
      if (one === undefined || one === '\n' || one === '\r' || one === '\r\n') return '';
      return simple[one] ?? one;
    },
  );
}
