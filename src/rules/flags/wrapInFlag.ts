/** Puts a statement behind a flag, in the way this file asks for one already. */
import { writingOf } from '../../fixes/writing/of.ts';
import { flagForms } from '../../knowledge/flags.ts';
import type { CallFact, Facts, FlagCheckFact } from '../../model/facts.ts';
import type { Fix } from '../../model/finding.ts';
import type { FileContext } from '../../model/rule.ts';
import { indentationAt, lineEnd, lineStart } from '../../model/text.ts';
import { manifestsFor } from './manifests.ts';
import { lastName } from './newBehaviour.ts';

const longestStatement = 4000;

/** Null where it is not sure that what comes out is right. */
export function wrapInFlag(context: FileContext, call: CallFact): Fix | null {
  const { facts, text, path } = context;
  const writing = writingOf(facts);
  const { statement } = call;
  if (!call.isStatement || !['python', 'node', 'jvm'].includes(facts.ecosystem)) return null;
  const written = text.slice(statement.start, statement.end);
  // Text over several lines would not be the same text when it is moved.
  if (written.length > longestStatement || /`|"""|'''/.test(written)) return null;
  const start = lineStart(text, statement.start);
  const end = lineEnd(text, statement.end);
  if (text.slice(start, statement.start).trim() !== '' || text.slice(statement.end, end).trim() !== '') return null;
  const key = keyFor(facts, call);
  const question = key === null ? null : questionFor(context, call, key);
  if (question === null || key === null) return null;
  const { indent, endOfLine } = facts.style;
  const outer = indentationAt(text, statement.start);
  const inner = text
    .slice(start, end)
    .split(/\r\n|\n|\r/)
    .map((line) => (line.trim() === '' ? line : indent + line))
    .join(endOfLine);
  const wrapped =
    writing.blocks === 'indent'
      ? `${outer}if ${question}:${endOfLine}${inner}`
      : `${outer}if (${question}) {${endOfLine}${inner}${endOfLine}${outer}}`;
  return {
    title: `Put it behind the flag ${key}`,
    safety: 'review',
    edits: [{ file: path, range: { start, end }, text: wrapped }],
  };
}

/** A question that the file asks, with another key; null where none can be asked here. */
function questionFor(context: FileContext, at: CallFact, key: string): string | null {
  const { facts, text } = context;
  for (const check of facts.flagChecks) {
    const call = facts.calls[check.call];
    if (call === undefined || check.key === null || check.keyRange === null || check.guards.length === 0) continue;
    if (!isSwitch(facts, check, call) || check.defaultValue === 'true') continue;
    // A manifest that has all flags would not have this one.
    if (manifestsFor(context, check).some(({ complete }) => complete)) continue;
    if (!isInScope(context, call, at) || (call.awaited && facts.functions[at.function]?.async !== true)) continue;
    const written = text.slice(call.range.start, call.range.end);
    const from = check.keyRange.start - call.range.start;
    const literal = written.slice(from, check.keyRange.end - call.range.start);
    if (/[\r\n]/.test(written) || !/^(["'])[\w.:/-]+\1$/.test(literal)) continue;
    const quote = literal.charAt(0);
    const asked = written.slice(0, from) + quote + key + quote + written.slice(from + literal.length);
    return call.awaited ? `await ${asked}` : asked;
  }
  return null;
}

/** It answers with true or false. */
function isSwitch({ ecosystem }: Facts, { provider }: FlagCheckFact, call: CallFact): boolean {
  const forms = flagForms(ecosystem, provider, lastName(call));
  return forms.length === 0 ? provider === 'helper' : forms.every(({ value }) => value === 'boolean');
}

/** All that the question names is there: it stands in the same function, or needs nothing but what the module has. */
function isInScope({ facts, text }: FileContext, call: CallFact, at: CallFact): boolean {
  if (call.function === at.function && call.range.end <= at.statement.start && call.condition === at.condition)
    return true;
  if (call.arguments.some(({ kind }) => kind !== 'string' && kind !== 'boolean')) return false;
  const root = /^[A-Za-z_$][\w$]*/.exec(call.callee)?.[0] ?? '';
  if (root === '' || root === 'this' || root === 'self') return false;
  const imported = facts.imports.some(
    ({ alias, names, module }) =>
      alias === root || module === root || names.some((one) => (one.alias === '' ? one.name : one.alias) === root),
  );
  const topLevel = new RegExp(
    `^(?:export\\s+)?(?:const|let|var)?\\s*${root.replaceAll('$', '\\$')}\\s*(?::[^=\\n]{1,100})?=[^=]`,
    'm',
  );
  return imported || topLevel.test(text);
}

/** After the function, in the spelling of the keys that the file has. */
function keyFor(facts: Facts, call: CallFact): string | null {
  const name = facts.functions[call.function]?.name ?? '';
  const own = /^[A-Za-z]\w*$/.test(name) ? name : lastName(call);
  const words = own
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_$\s]+/g, ' ')
    .trim()
    .toLowerCase()
    .split(' ');
  if (words.length === 0 || words[0] === '') return null;
  const sample = facts.flagChecks.find(({ key }) => key !== null && /[-_A-Z]/.test(key))?.key ?? 'a-b';
  const all = ['new', ...words];
  if (sample.includes('-')) return all.join('-');
  if (sample.includes('_')) return /^[A-Z_0-9]+$/.test(sample) ? all.join('_').toUpperCase() : all.join('_');
  return all.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}
