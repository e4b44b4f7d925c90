/** The same code under other names, and names in use that a fix would like to have. */
import { afterImports, bodyAround, chunkAround, indented, indentOf, replaced, sourceOf } from './lines.ts';
import type { Variation } from './variation.ts';

export const otherNames: readonly Variation[] = [
  { name: 'another name of the logger', vary: (text, _words, language) => renamedLogger(text, language, 'journal') },
  { name: 'no logger', vary: (text) => withoutLogger(text) },
  {
    name: 'no logger, and its name is taken',
    vary(text, _words, language) {
      const without = withoutLogger(text);
      const source = without === null ? null : sourceOf(without);
      const taken = takenNames[language];
      if (source === null || taken === undefined) return null;
      const at = afterImports(source);
      return source.at < at ? null : replaced(source, at, at, ['', ...taken]);
    },
  },
  {
    name: 'no logger and nothing else at the top',
    vary(text) {
      const without = withoutLogger(text);
      const source = without === null ? null : sourceOf(without);
      if (source === null) return null;
      const { from } = chunkAround(source);
      const kept = source.lines.slice(0, from).filter((line) => /^package\b|^<\?php/.test(line));
      return [...kept, ...(kept.length > 0 ? [''] : []), ...source.lines.slice(from)].join('\n');
    },
  },
  {
    name: 'names of errors are taken outside',
    vary(text, words, language) {
      const source = sourceOf(text);
      const taken = takenErrors[language];
      const body = source === null ? null : bodyAround(source, words);
      if (source === null || body === null || taken === undefined || /\berr(?:or)?\b|\bex?\b/.test(text)) return null;
      const indent = indentOf(source.lines[body.from] ?? '');
      return replaced(source, body.from, body.from, indented(taken, indent));
    },
  },
  {
    name: 'the logger of the object',
    vary(text, _words, language) {
      if (language !== 'python') return null;
      const source = sourceOf(text);
      const declared = /^(?:logger|log) = (.*)$/m.exec(text);
      if (source === null || declared === null) return null;
      const { from, to } = chunkAround(source);
      const chunk = source.lines.slice(from, to);
      if (!/^(?:async )?def /.test(chunk[0] ?? '')) return null;
      const lines = chunk.map((line) =>
        line
          .replace(/^((?:async )?def (?:\[\|)?\w+(?:\|\])?\()/, '$1self, ')
          .replace(/\b(?:logger|log)\.(?=\w+\()/g, 'self.logger.'),
      );
      const whole = replaced(source, from, to, [
        'class Shop:',
        '    def __init__(self):',
        `        self.logger = ${declared[1] ?? ''}`,
        '',
        ...indented(lines, '    '),
      ]);
      return whole.replace(declared[0], '');
    },
  },
  {
    name: 'a function that waits',
    vary: (text, _words, language) =>
      language === 'python' ? changed(text, text.replace(/^(\s*)def (?!outer)/gm, '$1async def ')) : null,
  },
];

function changed(before: string, after: string): string | null {
  return before === after ? null : after;
}

const declaration =
  /^\s*(?:private |static |final |const |val |var )*(?:Logger )?(?:logger|log)\b\s*(?::=|=)\s*(?:logging\.|structlog\.|winston\.|pino\(|LoggerFactory\.|KotlinLogging\.).*$/;
const loggerImport =
  /^(?:import logging$|import structlog$|import pino\b|const winston\b|import org\.slf4j\.|import io\.github\.oshai)/;

/** Null where the code logs elsewhere, or has none that it could be without. */
function withoutLogger(text: string): string | null {
  const lines = text.split('\n');
  const kept = lines.filter((line) => !declaration.test(line) && !loggerImport.test(line));
  const left = kept
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .replace(/^\n+/, '');
  return kept.length === lines.length || /\b(?:logger|log|logging)\.\w/.test(left) ? null : left;
}

function renamedLogger(text: string, language: string, name: string): string | null {
  if (language === 'go') {
    const aliased = text.replace(/"log\/slog"/, `${name} "log/slog"`);
    return changed(text, aliased.replace(/\bslog\./g, `${name}.`));
  }
  return changed(text, text.replace(/(?<![.\w'"/])(?:logger|log)\b(?=\.\w+\(|\s*=[^=])/g, name));
}

/** Declarations of what a fix would call a new logger. */
const takenNames: Readonly<Record<string, readonly string[]>> = {
  python: ['', 'def logger(text):', '    return text', '', '', 'logging = None', ''],
  javascript: ['function logger(text) {', '  return text;', '}', '', 'const log = 1;'],
  typescript: ['function logger(text: string): string {', '  return text;', '}', '', 'const log = 1;'],
  go: ['func logger(text string) string {', '\treturn text', '}', '', 'const slog = 1'],
  kotlin: ['val logger = 1', 'val log = 2'],
};

const takenErrors: Readonly<Record<string, readonly string[]>> = {
  python: ['error = err = caught = None'],
  javascript: ['const error = 1, err = 2;'],
  typescript: ['const error = 1, err = 2;'],
  java: ['int ex = 1;'],
  kotlin: ['val error = 1'],
};
