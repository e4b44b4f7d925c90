/** The same code, set otherwise: comments, one-liners, empty blocks, calls over several lines. */
import { blockBehind, codeOf, headerAt, indentOf, replaced, sourceOf } from './lines.ts';
import type { Words } from './language.ts';
import type { Variation } from './variation.ts';

export const layouts: readonly Variation[] = [
  {
    name: 'a comment above',
    vary(text, words) {
      const source = sourceOf(text);
      if (source === null) return null;
      const line = source.lines[source.at] ?? '';
      return replaced(source, source.at, source.at, [`${indentOf(line)}${words.comment} TODO naïve 😀`]);
    },
  },
  {
    name: 'a comment behind',
    vary(text, words) {
      const source = sourceOf(text);
      if (source === null) return null;
      const lines = source.end === source.at ? [source.at] : [source.at, source.end];
      return source.lines
        .map((line, index) => (lines.includes(index) ? `${line}  ${words.comment} TODO` : line))
        .join('\n');
    },
  },
  {
    name: 'a comment first in the block',
    vary(text, words) {
      const source = sourceOf(text);
      const header = source === null ? null : headerAt(source, words);
      if (source === null || header === null) return null;
      const indent = indentOf(source.lines[header] ?? '') + source.unit;
      return replaced(source, header + 1, header + 1, [`${indent}${words.comment} TODO`]);
    },
  },
  {
    name: 'a comment in the call',
    vary(text, words) {
      const call = callAt(text);
      if (call === null || words.inline === null) return null;
      return `${text.slice(0, call.open + 1)}${words.inline} ${text.slice(call.open + 1)}`;
    },
  },
  {
    name: 'the call over several lines',
    vary: (text, words) => overLines(text, words.trailingComma ? ',' : ''),
  },
  {
    name: 'the call over several lines without a last comma',
    vary: (text, words, language) => (language === 'go' || !words.trailingComma ? null : overLines(text, '')),
  },
  {
    name: 'each argument on a line of its own with a comment',
    vary(text, words, language) {
      const varied = overLines(text, language === 'java' || language === 'csharp' ? '' : ',');
      const call = varied === null ? null : callAt(varied, true);
      if (varied === null || call === null) return null;
      const close = varied.lastIndexOf('\n', call.close);
      return `${varied.slice(0, close)}  ${words.comment} TODO${varied.slice(close)}`;
    },
  },
  ...(['', 'comment'] as const).map((content): Variation => ({
    name: content === '' ? 'an empty block' : 'a block of a comment',
    vary(text, words) {
      const source = sourceOf(text);
      const header = source === null ? null : headerAt(source, words);
      if (source === null || header === null) return null;
      const { from, to } = blockBehind(source, header);
      const indent = indentOf(source.lines[header] ?? '') + source.unit;
      const comment = content === '' ? [] : [`${indent}${words.comment} TODO`];
      return replaced(source, from, to, [...comment, ...(words.nothing === '' ? [] : [indent + words.nothing])]);
    },
  })),
  {
    name: 'an empty block on one line',
    vary: (text, words) => oneLine(text, words, words.nothing),
  },
  {
    name: 'a comment within the braces of an empty block',
    vary: (text, words) => (words.inline === null ? null : oneLine(text, words, ` ${words.inline} `)),
  },
  {
    name: 'the block on one line',
    vary(text, words) {
      const source = sourceOf(text);
      const header = source === null ? null : headerAt(source, words);
      if (source === null || header === null) return null;
      const { from, to } = blockBehind(source, header);
      const statements = source.lines.slice(from, to);
      if (statements.length !== 1 || words.blocks === 'end') return null;
      return oneLine(text, words, words.blocks === 'indent' ? codeOf(statements[0]) : ` ${codeOf(statements[0])} `);
    },
  },
  {
    name: 'more before in the block',
    vary(text, words) {
      const source = sourceOf(text);
      const header = source === null ? null : headerAt(source, words);
      if (source === null || header === null) return null;
      const indent = indentOf(source.lines[header] ?? '') + source.unit;
      return replaced(source, header + 1, header + 1, [indent + words.statement]);
    },
  },
  {
    name: 'braces on lines of their own',
    vary(text, { blocks }, language) {
      // Go ends a statement at the end of the line.
      if (blocks !== 'braces' || language === 'go' || language === 'kotlin') return null;
      return text
        .split('\n')
        .flatMap((line) => {
          const indent = indentOf(line);
          const opened =
            /^(?<lead>\} )?(?<code>(?:\[\|)?(?:if|for|while|else|try|catch|finally|synchronized)\b.*?)(?: \{)$/.exec(
              line.trim(),
            )?.groups;
          if (opened === undefined) return [line];
          return [
            ...(opened['lead'] === undefined ? [] : [`${indent}}`]),
            `${indent}${opened['code'] ?? ''}`,
            `${indent}{`,
          ];
        })
        .join('\n');
    },
  },
  {
    name: 'guarded on one line',
    vary(text, words) {
      const statement = statementAt(text);
      if (statement === null) return null;
      const { source, line } = statement;
      return replaced(source, source.at, source.at + 1, [indentOf(line) + words.guarded(line.trim())]);
    },
  },
  {
    name: 'else without braces',
    vary(text, words, language) {
      const statement = statementAt(text);
      if (statement === null || !['javascript', 'typescript', 'java', 'csharp', 'kotlin'].includes(language))
        return null;
      const { source, line } = statement;
      const indent = indentOf(line);
      return replaced(source, source.at, source.at + 1, [
        `${indent}if (ready()) ${words.statement}`,
        `${indent}else ${line.trim()}`,
      ]);
    },
  },
  {
    name: 'a statement before it on the line',
    vary(text, words) {
      const statement = statementAt(text);
      if (statement === null) return null;
      const { source, line } = statement;
      const before = words.statement.replace(/;?$/, ';');
      return replaced(source, source.at, source.at + 1, [`${indentOf(line)}${before} ${line.trim()}`]);
    },
  },
  {
    name: 'a statement behind it on the line',
    vary(text, words) {
      const statement = statementAt(text);
      if (statement === null) return null;
      const { source, line } = statement;
      return replaced(source, source.at, source.at + 1, [`${line.replace(/;$/, '')}; ${words.statement}`]);
    },
  },
  {
    name: 'no blank lines',
    vary: (text) =>
      text
        .split('\n')
        .filter((line, index, all) => line !== '' || index === all.length - 1)
        .join('\n'),
  },
  {
    name: 'blanks at the ends of lines',
    vary: (text) =>
      text
        .split('\n')
        .map((line, index, all) => (index === all.length - 1 || line.startsWith('---') ? line : `${line}  `))
        .join('\n'),
  },
  {
    name: 'no semicolons',
    vary: (text, _words, language) =>
      language === 'javascript' || language === 'typescript'
        ? text.replace(/;$/gm, '').replace(/;(\|\])$/gm, '$1')
        : null,
  },
  {
    name: 'the other quotes',
    vary(text, _words, language) {
      if (language === 'python') return text.replace(/"([^"'{}\n]*)"/g, "'$1'");
      if (language === 'javascript' || language === 'typescript') return text.replace(/'([^"'\n]*)'/g, '"$1"');
      return null;
    },
  },
];

/** The parentheses of the first call that begins and ends on the line of the mark; of several lines where asked for. */
function callAt(text: string, long = false): { open: number; close: number } | null {
  const start = text.indexOf('[|');
  const open = text.indexOf('(', start);
  if (start === -1 || open === -1 || (!long && text.slice(start, open).includes('\n'))) return null;
  let depth = 0;
  const lineEnd = text.indexOf('\n', open);
  const end = long || lineEnd === -1 ? text.length : lineEnd;
  for (let at = open; at < end; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return text.slice(open, at).trim() === '(' ? null : { open, close: at };
  }
  return null;
}

function overLines(text: string, comma: string): string | null {
  const call = callAt(text);
  const source = sourceOf(text);
  // A header is no call, and what is left of it would stand behind a line end.
  if (
    call === null ||
    source === null ||
    /\b(?:except|catch|if|while|for|function|def|func|fun)\b[^\n]*$/.test(text.slice(0, call.open))
  )
    return null;
  const indent = indentOf(source.lines[source.at] ?? '');
  const inside = text.slice(call.open + 1, call.close);
  const last = inside.endsWith('|]') && !inside.includes('[|');
  if (last || /[({]\s*$/.test(inside)) return null;
  return `${text.slice(0, call.open + 1)}\n${indent}${source.unit}${inside}${comma}\n${indent}${text.slice(call.close)}`;
}

function oneLine(text: string, words: Words, content: string): string | null {
  const source = sourceOf(text);
  const header = source === null ? null : headerAt(source, words);
  if (source === null || header === null || words.blocks === 'end') return null;
  const { from, to } = blockBehind(source, header);
  const line = source.lines[header] ?? '';
  if (words.blocks === 'indent') return replaced(source, header, to, [`${line} ${content.trim()}`]);
  const closing = source.lines[to] ?? '';
  return replaced(source, header, Math.max(to, from) + 1, [`${line}${content}${closing.trim()}`]);
}

/** The line of the mark, where it is a statement as a whole. */
function statementAt(text: string): { source: NonNullable<ReturnType<typeof sourceOf>>; line: string } | null {
  const source = sourceOf(text);
  const line = source?.lines[source.at] ?? '';
  if (source === null || source.at !== source.end || indentOf(line) === '') return null;
  const code = codeOf(line);
  if (
    /[{:(,]$|^[})@.]|^(?:else|with|if|for|while|try|except|catch|class|const|let|val|var|def|case|if|for|#|\/\/)\b|:=|^(?:final )?\w+(?:<.*>)? \w+ = |^[#/]/.test(
      code,
    )
  )
    return null;
  return { source, line };
}
