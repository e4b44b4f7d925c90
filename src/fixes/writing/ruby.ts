import { contains, type TextEdit } from '../../model/text.ts';
import { insertFirst, insertion, nextLine, type EditedFile } from '../insert.ts';
import type { UsePlace } from '../logger.ts';
import { topImports } from '../topImports.ts';
import { parseWith, type ImportForm } from './importForms.ts';
import { beginForModifier } from './rescueModifier.ts';
import type { ImportLine, Writing } from './writing.ts';

const forms: readonly ImportForm[] = [{ pattern: /^require '(?<module>[^']+)'$/, name: 'none' }];

export const rubyWriting: Writing = {
  ecosystem: 'ruby',
  languages: [],
  blocks: 'end',
  semicolons: 'never',
  defaultLibrary: 'logger',
  errorNames: ['e', 'error', 'exception'],
  bindError: (form, name) => (form === 'rescue' ? ` => ${name}` : null),
  quoted(value, style) {
    const single = `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    const isPlain = !/['\n\r\t]/.test(value);
    return style.quote === "'" && isPlain ? single : `"${inText(value)}"`;
  },
  inText,
  inStyle: (code, style) => code.replace(/'([^'"\\]*)'/g, `${style.quote}$1${style.quote}`),
  parseImport: (code) => parseWith(forms, code, (module) => module),
  isHoisted: () => false,
  nameOfWhole: () => null,
  placeImport,
  ambientLogger,
  emptyValue: 'nil',
  spelledOut: beginForModifier,
};

function inText(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/#(?=[{$@])/g, '\\#')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}

/** Behind the last `require` of a library, before the `require_relative` of the repository's own files. */
function placeImport(file: EditedFile, line: ImportLine, before: number): TextEdit {
  const { text, facts, path } = file;
  const newline = facts.style.endOfLine;
  const all = topImports(file).filter(({ range }) => before < 0 || range.start <= before);
  const own = all.filter(({ module }) => !module.startsWith('.'));
  const last = own.at(-1);
  if (last !== undefined) return insertion(path, nextLine(text, last.range.end), `${line.code}${newline}`);
  const [first] = all;
  if (first !== undefined) return insertion(path, first.range.start, `${line.code}${newline}`);
  return insertFirst(file, [line.code]);
}

/** What only Rails has, or only code in its folders. */
const rails =
  /\bRails\.|\b(?:Application(?:Record|Controller|Job|Mailer|Service)|Active(?:Record|Job|Model|Support|Storage)|Action(?:Controller|Mailer|Cable|View)|Api::BaseController)\b/;
const railsFolder =
  /(?:^|\/)(?:app|engines\/[^/]+\/app)\/(?:models|controllers|jobs|workers|services|mailers|helpers|lib|channels|concerns|listeners|policies|serializers)\//;

/** What other code of the same class logs with, else the logger of Rails. */
function ambientLogger(
  { facts, path, text }: EditedFile,
  place: UsePlace,
): { readonly name: string; readonly library: string } | null {
  const named = facts.logCalls.filter(
    ({ logger, library }) =>
      library !== 'print' && /^(?:@{0,2}\w+|(?:self\.)?\w+|[A-Z]\w*(?:(?:::|\.)\w+)*)$/.test(logger),
  );
  const around = facts.classes.filter((one) => contains(one.range, { start: place.offset, end: place.offset })).at(-1);
  const isGlobal = (logger: string): boolean => /^[A-Z]\w*(?:::\w+)*\.\w+$/.test(logger);
  const isLocal = (name: string, within: number): boolean =>
    facts.functions[within]?.parameters.includes(name) === true ||
    facts.loggers.some((one) => one.name === name && one.function !== -1);
  const used = named.find(
    (call) =>
      isGlobal(call.logger) ||
      (around !== undefined &&
        contains(around.range, call.range) &&
        !isLocal(call.logger, call.function) &&
        isSameSide(facts, call.function, place.function, text)),
  );
  if (used !== undefined) return { name: used.logger, library: used.library };
  return rails.test(text) || railsFolder.test(path) ? { name: 'Rails.logger', library: 'rails' } : null;
}

/** Methods of a class and of its objects see different things. */
function isSameSide(facts: EditedFile['facts'], one: number, other: number, text: string): boolean {
  const isOfClass = (index: number): boolean => {
    for (let at = index, level = 0; at >= 0 && level < 64; at = facts.functions[at]?.parent ?? -1, level++) {
      const method = facts.functions[at];
      if (method !== undefined && method.owner !== null)
        return /^def\s+self\./.test(text.slice(method.range.start, method.range.start + 20));
    }
    return false;
  };
  return one !== -1 && other !== -1 && isOfClass(one) === isOfClass(other);
}
