/** What is put into a name at run time: the expressions of a template, of a format, of a concatenation. */

const longest = 1000;

/** @param written the argument as it stands */
export function expressionsIn(written: string): string[] {
  const text = written.slice(0, longest).trim();
  const quoted = /^[rbfuRBFU$@]*(["'`])([^]*)\1$/.exec(text);
  if (quoted !== null && !isSeveral(text)) return placeholders(text, quoted[2] ?? '');
  const format =
    /^[\w.:\\!]*(?:Sprintf|format|sprintf|Format|format!)\(\s*(?:"[^"]*"|'[^']*'|`[^`]*`)\s*,([^]*)\)$/.exec(text);
  if (format !== null) return split(format[1] ?? '', ',');
  const method = /^(?:"[^"]*"|'[^']*')\.(?:format|formatted)\(([^]*)\)$/.exec(text);
  if (method !== null) return split(method[1] ?? '', ',').map((part) => part.replace(/^\w+\s*=\s*/, ''));
  const percent = /^(?:"[^"]*"|'[^']*')\s*%\s*\(?([^]*?)\)?$/.exec(text);
  if (percent !== null) return split(percent[1] ?? '', ',');
  const joined = split(text, '+');
  if (joined.length > 1) return joined.filter((part) => !/^["'`]/.test(part));
  return /["'`]/.test(text) ? [] : [text];
}

/** `"a" + x + "b"` begins and ends with a quote too. */
function isSeveral(text: string): boolean {
  return /^(?:"[^"\\]*"|'[^'\\]*')\s*[+%.]/.test(text);
}

function placeholders(text: string, inside: string): string[] {
  const isTemplate = text.startsWith('`');
  const pattern = isTemplate
    ? /\$\{([^{}]*)\}/g
    : /^[rbRB]*[fF$]/.test(text)
      ? /\{([^{}]*)\}/g
      : /#\{([^{}]*)\}|\{(\$[^{}]*)\}/g;
  return [...inside.matchAll(pattern)].map((found) => (found[1] ?? found[2] ?? '').trim());
}

/** Parts between separators that stand in no parentheses and no text. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote !== '') {
      if (character === quote && text[at - 1] !== '\\') quote = '';
    } else if (/["'`]/.test(character)) quote = character;
    else if (/[([{]/.test(character)) depth++;
    else if (/[)\]}]/.test(character)) depth--;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
