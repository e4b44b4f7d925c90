/** C#: a logger that the container of a service gives to the constructor of a class which it alone makes. */
import { isMadeByContainer } from '../../knowledge/containers.ts';
import type { ClassFact, FunctionFact } from '../../model/facts.ts';
import { contains, indentationAt, lineEnd, type TextEdit } from '../../model/text.ts';
import { insertion, type EditedFile } from '../insert.ts';
import type { UsePlace } from '../logger.ts';
import { loggerInClass } from './jvmClasses.ts';
import type { InjectedLogger } from './writing.ts';

const library = 'microsoft-logging';

export function loggerByConstructor(
  file: EditedFile,
  place: UsePlace,
  libraries: readonly string[],
): InjectedLogger | null {
  const { facts, text } = file;
  if (libraries.length > 0 && !libraries.includes(library)) return null;
  const around = facts.classes.filter((one) => contains(one.range, { start: place.offset, end: place.offset }));
  const [holder] = around;
  const method = methodOf(file, place);
  if (holder === undefined || around.length > 1 || method?.owner !== holder.name || isStatic(text, method)) return null;
  if (!isPlainClass(file, holder)) return null;
  const made = injected(file, holder, method);
  if (made === null) return null;
  return {
    ...made,
    library,
    declares: ['logger', '_logger'],
    imports: ['using Microsoft.Extensions.Logging;'],
  };
}

interface Injected {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** Through the parameters of the class, else through its one constructor, else through one that it gets. */
function injected(file: EditedFile, holder: ClassFact, method: FunctionFact): Injected | null {
  const { facts, text, path } = file;
  const type = `ILogger<${holder.name}>`;
  const primary = parametersBehind(text, holder.nameRange?.end ?? -1);
  if (primary !== null) {
    return { name: 'logger', edits: [insertion(path, primary.end, `${primary.isEmpty ? '' : ', '}${type} logger`)] };
  }
  const constructors = facts.functions.filter((one) => one.owner === holder.name && one.name === holder.name);
  const field = loggerInClass(file, method.range.start, `private readonly ${type} _logger;`);
  if (field === null || constructors.length > 1) return null;
  const [own] = constructors;
  if (own === undefined) return { name: '_logger', edits: [withConstructor(file, holder, field, type)] };
  if (own === method || isStatic(text, own)) return null;
  const parameters = parametersBehind(text, own.nameRange?.end ?? -1);
  const header = text.slice(parameters?.end ?? 0, own.body.start);
  // Another constructor would have to hand it on.
  if (parameters === null || /:\s*this\b/.test(header)) return null;
  const assignment = assignmentIn(file, own);
  if (assignment === null) return null;
  return {
    name: '_logger',
    edits: [field, insertion(path, parameters.end, `${parameters.isEmpty ? '' : ', '}${type} logger`), assignment],
  };
}

function withConstructor({ facts, text }: EditedFile, holder: ClassFact, field: TextEdit, type: string): TextEdit {
  const { indent, endOfLine } = facts.style;
  const outer = indentationAt(text, holder.nameRange?.start ?? holder.range.start) + indent;
  const lines = [
    '',
    `${outer}public ${holder.name}(${type} logger)`,
    `${outer}{`,
    `${outer}${indent}_logger = logger;`,
    `${outer}}`,
  ].join(endOfLine);
  const ended = /(\r\n|\n)$/.exec(field.text)?.[0] ?? '';
  return { ...field, text: field.text.slice(0, field.text.length - ended.length) + endOfLine + lines + ended };
}

/** At the beginning of the constructor's block. */
function assignmentIn({ facts, text, path }: EditedFile, { body, range }: FunctionFact): TextEdit | null {
  if (text[body.start] !== '{') return null;
  const end = lineEnd(text, body.start);
  if (text.slice(body.start + 1, end).trim() !== '') return null;
  const indent = indentationAt(text, range.start) + facts.style.indent;
  return insertion(path, end, `${facts.style.endOfLine}${indent}_logger = logger;`);
}

/** The parentheses that follow a name at once, with nothing in them that could hold another. */
function parametersBehind(text: string, offset: number): { readonly end: number; readonly isEmpty: boolean } | null {
  if (offset < 0) return null;
  const found = /^\s*\(([^()"'/]*)\)/.exec(text.slice(offset, offset + 2000));
  if (found === null || /=|\bparams\b|,\s*$/.test(found[1] ?? '')) return null;
  const inside = (found[1] ?? '').trimEnd();
  const end = offset + found[0].length - 1 - ((found[1] ?? '').length - inside.length);
  return { end, isEmpty: inside.trim() === '' };
}

/** Made by the container, by nobody else that this file shows, and whole in this file. */
function isPlainClass({ facts, text }: EditedFile, { range, nameRange, kind, name, bases }: ClassFact): boolean {
  if (kind !== 'class' || nameRange === null || !isMadeByContainer('dotnet', bases)) return false;
  const head = text.slice(range.start, nameRange.start);
  if (/\b(?:static|abstract|partial)\b/.test(head.slice(head.lastIndexOf(']') + 1))) return false;
  if (/^\s*</.test(text.slice(nameRange.end, nameRange.end + 20))) return false;
  // Its parameters are read in one piece, or there are none.
  if (/^\s*\(/.test(text.slice(nameRange.end, nameRange.end + 20)) && parametersBehind(text, nameRange.end) === null) {
    return false;
  }
  return (
    !facts.classes.some((one) => one.bases.includes(name)) &&
    !facts.calls.some((one) => one.constructs && one.callee === name)
  );
}

function methodOf({ facts }: EditedFile, place: UsePlace): FunctionFact | null {
  for (let at = place.function, level = 0; at >= 0 && level < 64; at = facts.functions[at]?.parent ?? -1, level++) {
    const one = facts.functions[at];
    if (one === undefined) return null;
    if (one.owner !== null && one.parent === -1) return one;
  }
  return null;
}

function isStatic(text: string, { range, nameRange }: FunctionFact): boolean {
  const head = text.slice(range.start, nameRange?.start ?? range.start);
  return /\bstatic\b/.test(head.slice(head.lastIndexOf(']') + 1));
}
