/**
 * Options of a call that are not written where it stands: bound to a name, put together from others, handed over from a
 * module of the repository. Followed as far as each of these is one thing; what is not found there says nothing.
 */
import { initialiserOf } from './inCode.ts';
import type { TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import type { ArgumentFact, TelemetryInitialisationFact } from '../../model/facts.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Repository } from '../repository.ts';
import type { Reached } from './walk.ts';

/** A value as it is written, and the file whose names it uses. */
export interface GivenOption {
  readonly written: string;
  readonly file: SourceFile;
}

/** By the fact of a call: what its options say, by name. */
export type GivenOptions = ReadonlyMap<TelemetryInitialisationFact, ReadonlyMap<string, GivenOption>>;

/** Of the options that rows ask for, those that calls are handed from elsewhere. */
export async function givenOptions(
  reached: readonly Reached[],
  vendors: readonly TelemetryVendor[],
  repository: Repository,
  roots: readonly string[],
): Promise<GivenOptions> {
  const found = new Map<TelemetryInitialisationFact, ReadonlyMap<string, GivenOption>>();
  for (const one of reached) {
    const { file, fact } = one;
    const vendor = vendors.find(({ name }) => name === fact.vendor);
    const row = vendor === undefined ? undefined : initialiserOf(one, vendor);
    const call = fact.call < 0 ? undefined : file.facts?.calls[fact.call];
    const wanted = [...(row?.enabledArguments ?? []), ...(row?.argumentSignals ?? []).flatMap(({ names }) => names)];
    if (call === undefined || wanted.length === 0) continue;
    const search: Search = { repository, roots, steps: 0 };
    const values = new Map<string, GivenOption>();
    for (const argument of call.arguments.filter(isHandedOver)) {
      const expression = file.text.slice(argument.range.start, argument.range.end).replace(/^\*\*/, '');
      for (const name of wanted) {
        const value = await optionIn(expression, name, file, search);
        if (value !== null) values.set(name, value);
      }
    }
    if (values.size > 0) found.set(fact, values);
  }
  return found;
}

const isHandedOver = ({ keyword, kind }: ArgumentFact): boolean =>
  keyword === null && /^(?:name|call|spread|other)$/.test(kind);

interface Search {
  readonly repository: Repository;
  readonly roots: readonly string[];
  steps: number;
}

const mostSteps = 100;
const longestExpression = 20_000;

async function optionIn(
  expression: string,
  name: string,
  file: SourceFile,
  search: Search,
): Promise<GivenOption | null> {
  const text = expression.trim();
  if (++search.steps > mostSteps || text.length > longestExpression) return null;
  if (text.startsWith('{')) {
    for (const part of parts(text.slice(1)).reverse()) {
      const spread = /^(?:\.\.\.|\*\*)\s*([^]+)$/.exec(part)?.[1];
      if (spread !== undefined) {
        const inside = await optionIn(spread, name, file, search);
        if (inside !== null) return inside;
      }
      const [, key, value] = /^["']?([\w$]+)["']?\s*(?::\s*([^]+))?$/.exec(part) ?? [];
      if (key === name) return { written: (value ?? key).trim(), file };
    }
    return null;
  }
  const merged = /^(?:Object\.(?:assign|freeze)|(?:_|lodash)\.(?:merge|assign|defaults)|dict)\(([^]*)\)$/.exec(
    text,
  )?.[1];
  if (merged !== undefined) {
    for (const part of parts(merged).reverse()) {
      const keyword = /^(\w+)\s*=(?!=)\s*([^]+)$/.exec(part);
      if (keyword?.[1] === name) return { written: (keyword[2] ?? '').trim(), file };
      const inside = await optionIn(part.replace(/^\*\*/, ''), name, file, search);
      if (inside !== null) return inside;
    }
    return null;
  }
  const [, head, member] = /^([A-Za-z_$][\w$]*)(?:\.([A-Za-z_$][\w$]*))?$/.exec(text) ?? [];
  if (head === undefined) return null;
  const imported = file.facts?.imports.find(
    ({ alias, names }) => alias === head || names.some((one) => (one.alias === '' ? one.name : one.alias) === head),
  );
  if (imported === undefined) {
    const own = bound(head, file.text);
    if (own === null) return null;
    return optionIn(member === undefined ? own : (memberOf(own, member) ?? ''), name, file, search);
  }
  const path = search.repository.language(file.path)?.resolveModule(imported.module, {
    from: file.path,
    roots: search.roots,
    exists: (candidate) => search.repository.isFile(candidate),
  });
  const module = path == null ? null : await search.repository.source(path);
  if (module === null) return null;
  const taken = imported.names.find((one) => (one.alias === '' ? one.name : one.alias) === head)?.name ?? null;
  const exported = taken === null || taken === 'default' ? exportOf(module.text) : bound(taken, module.text);
  const value = exported ?? (member === undefined ? null : bound(member, module.text));
  if (value === null) return null;
  const isMember = member !== undefined && exported !== null;
  return optionIn(isMember ? (memberOf(value, member) ?? '') : value, name, module, search);
}

/** What a name is bound to, where that happens once. */
function bound(name: string, text: string): string | null {
  const pattern = new RegExp(
    `(?:^[ \\t]*|\\b(?:const|let|var)\\s+)${name.replace(/\$/g, '\\$')}(?:\\s*:[^=\\n]{1,80})?\\s*=(?![=>])\\s*`,
    'gm',
  );
  const [match, second] = [...text.matchAll(pattern)];
  return match === undefined || second !== undefined ? null : expressionAt(text, match.index + match[0].length);
}

function exportOf(text: string): string | null {
  const match = /\bmodule\.exports\s*=\s*|\bexport\s+default\s+/.exec(text);
  if (match === null) return null;
  const value = expressionAt(text, match.index + match[0].length);
  return /^[\w$]+$/.test(value) ? bound(value, text) : value;
}

function memberOf(expression: string, member: string): string | null {
  if (!expression.trim().startsWith('{')) return null;
  for (const part of parts(expression.trim().slice(1))) {
    const [, key, value] = /^["']?([\w$]+)["']?\s*:\s*([^]+)$/.exec(part) ?? [];
    if (key === member) return value ?? null;
  }
  return null;
}

/** An expression from its start to the end of its line, with all that its brackets hold. */
function expressionAt(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length && at - start < longestExpression; at++) {
    const character = text.charAt(at);
    if (`'"\``.includes(character)) at = closingQuote(text, at);
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) {
      if (depth === 0) return text.slice(start, at).trim();
      depth--;
    } else if (depth === 0 && (character === '\n' || character === ';')) return text.slice(start, at).trim();
  }
  return text.slice(start, start + longestExpression).trim();
}

/** What commas part, up to the bracket that closes around it; comments left out. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let part = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const comment = /^(?:\/\/|#)/.test(text.slice(at, at + 2)) && depth >= 0;
    if (comment) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
      continue;
    }
    if (`'"\``.includes(character)) {
      const end = closingQuote(text, at);
      part += text.slice(at, end + 1);
      at = end;
      continue;
    }
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth < 0) break;
    if (character === ',' && depth === 0) {
      found.push(part.trim());
      part = '';
    } else part += character;
  }
  return [...found, part.trim()].filter((one) => one !== '');
}

function closingQuote(text: string, at: number): number {
  const quote = text.charAt(at);
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === quote) return end;
  }
  return text.length;
}
