import type { TextEdit } from '../../model/text.ts';
import { insertFirst, insertion, isBlankLine, type EditedFile } from '../insert.ts';
import { quoted, requoted } from '../strings.ts';
import { parseWith, type ImportForm } from './importForms.ts';
import type { ImportLine, Writing } from './writing.ts';

const forms: readonly ImportForm[] = [
  { pattern: /^import '(?<module>[^']+)';?$/, name: 'none' },
  { pattern: /^require\('(?<module>[^']+)'\);?$/, name: 'none' },
  { pattern: /^import \* as (?<local>[\w$]+) from '(?<module>[^']+)';?$/, name: 'whole' },
  { pattern: /^import (?<local>[\w$]+) from '(?<module>[^']+)';?$/, name: 'default' },
  {
    pattern: /^import \{ (?<name>[\w$]+)(?: as (?<local>[\w$]+))? \} from '(?<module>[^']+)';?$/,
    name: 'named',
  },
  { pattern: /^const (?<local>[\w$]+) = require\('(?<module>[^']+)'\);?$/, name: 'whole' },
  {
    pattern: /^const \{ (?<name>[\w$]+)(?:: (?<local>[\w$]+))? \} = require\('(?<module>[^']+)'\);?$/,
    name: 'named',
  },
];

export const nodeWriting: Writing = {
  ecosystem: 'node',
  languages: [],
  blocks: 'braces',
  semicolons: 'by-file',
  defaultLibrary: 'console',
  errorNames: ['error', 'err', 'caught'],
  bindError(form, name, before) {
    if (form === 'catch') return ` (${name})`;
    // Between the parentheses of `() =>` or `function ()`.
    return form === 'promise-catch' && before.endsWith('(') ? name : null;
  },
  quoted,
  inStyle(code, style) {
    const styled = requoted(code, style);
    return style.semicolons ? styled : styled.replace(/;$/, '');
  },
  parseImport: (code) => parseWith(forms, code, (module) => module),
  isHoisted: (code) => code.startsWith('import '),
  nameOfWhole: () => null,
  placeImport,
};

function placeImport(file: EditedFile, line: ImportLine, before: number): TextEdit {
  const { facts, path, text } = file;
  const { afterImports, firstStatement } = facts.prologue;
  const code = nodeWriting.inStyle(line.code, facts.style);
  const hoisted = line.code.startsWith('import');
  if (afterImports === firstStatement || (!hoisted && before >= 0 && afterImports > before)) {
    return insertFirst(file, [code], true);
  }
  const newline = facts.style.endOfLine;
  const endsOpen = afterImports === text.length && !/[\r\n]$/.test(text.slice(-1));
  if (endsOpen) return insertion(path, afterImports, `${newline}${code}${newline}`);
  const crowded = afterImports < text.length && !isBlankLine(text, afterImports);
  return insertion(path, afterImports, `${code}${newline}${crowded ? newline : ''}`);
}
