/** From a function back to who calls it, through the files of a program that name it at all. */
import type { CallFact, FunctionFact } from '../../../model/facts.ts';
import type { Range } from '../../../model/text.ts';
import { basename, dirname } from '../../paths.ts';
import type { FunctionPlace, Module } from '../moduleGraph.ts';
import type { ProgramReader, TopLevel } from './program.ts';
import { isOfType } from './receivers.ts';

/** The files of a program, looked into as far as names need. */
export interface ProgramText {
  /** Modules whose text has the name as a word; null where there are too many to look at. */
  naming(name: string): Promise<readonly Module[] | null>;
  /** Root-relative folder that an import of a file leads to; null for a package of elsewhere. */
  folderOf(module: string): string | null;
}

export interface Caller extends FunctionPlace {
  readonly condition: string | null;
  /** The name alone leads here: it may be another's. */
  readonly loose: boolean;
}

/** So many functions and methods of libraries have these names that one proves nothing. */
const commonName =
  /^(?:start|run|init|initialize|new|setup|configure|register|build|create|open|close|execute|handle|get|set|add|invoke|apply|install|call|load|process|serve|main|do|exec|with|use|of|from|default|connect|listen|handler|boot|enable)$/i;

/** Null where it cannot be known: the name is everywhere. */
export async function callersOf(
  module: Module,
  index: number,
  program: ProgramText,
  reader: ProgramReader,
): Promise<readonly Caller[] | null> {
  const fact = module.facts.functions[index];
  if (fact === undefined) return [];
  const isConstructor = fact.owner !== null && isConstructorName(fact.name, fact.owner);
  const name = isConstructor && fact.owner !== null ? fact.owner : fact.name;
  const all = await program.naming(name);
  const readers = all ?? (await qualifiedReaders(module, fact, isConstructor, program, reader));
  if (readers === null) return null;
  const definitions = readers.reduce(
    (count, reading) =>
      count + (reading.named.get(fact.name) ?? []).filter((other) => sameKind(reading, other, fact.owner)).length,
    0,
  );
  const unique = isConstructor || (definitions <= 1 && !commonName.test(name));
  const found: Caller[] = [];
  for (const reading of readers) {
    const ranges: Range[] = [];
    for (const call of reading.facts.calls) {
      if (lastName(call.callee) !== name && bangName(call.callee) !== name) continue;
      ranges.push(call.calleeRange);
      const sure = isConstructor
        ? call.constructs || lastName(call.callee) === name
        : means(call, reading, module, fact.owner, program, reader);
      if (sure === false) continue;
      found.push({
        path: reading.path,
        function: call.function,
        condition: call.condition,
        loose: sure === null && !unique,
      });
    }
    if (fact.nameRange !== null && reading === module) ranges.push(fact.nameRange);
    for (const at of mentionsOf(name, reading, ranges)) {
      const own = reader.byFolder ? dirname(reading.path) === dirname(module.path) : reading === module;
      const qualified =
        reader.byFolder && !own && leadsTo(qualifierAt(reading.file.text, at), reading, module, program);
      found.push({
        path: reading.path,
        function: innermost(reading, at),
        condition: null,
        loose: !(own || qualified) && !unique,
      });
    }
  }
  const others = found.filter((caller) => caller.path !== module.path || caller.function !== index);
  // Where the name is everywhere, what calls it with its class is known, and something else may call it too.
  return all === null ? [...others, { path: module.path, function: anywhere, condition: null, loose: true }] : others;
}

/** In place of a function's index: somewhere in the program. */
export const anywhere = -2;

/** Files that call a function with the class it is of, and its own; null where no such call could be told. */
async function qualifiedReaders(
  module: Module,
  { owner, name }: FunctionFact,
  isConstructor: boolean,
  program: ProgramText,
  { ecosystem }: ProgramReader,
): Promise<readonly Module[] | null> {
  if (owner === null || ecosystem !== 'ruby') return null;
  const found = await program.naming(`${lastName(owner)}.${isConstructor ? 'new' : name}`);
  return found === null ? null : [...new Set([module, ...found])];
}

const mostMembers = 40;

/** Places that name a file, or what it holds where that has names of its own. */
export async function namersOfFile(
  { named, members }: Exclude<TopLevel, string>,
  module: Module,
  program: ProgramText,
): Promise<readonly Caller[] | null> {
  const { functions, classes } = module.facts;
  const own = functions.flatMap(({ name, parent, owner }) =>
    parent === -1 && !classes.some((one) => one.name === owner) && name !== '<anonymous>' ? [name] : [],
  );
  const names = new Set([named, ...(members === true ? [...own, ...classes.map(({ name }) => name)] : [])]);
  const found: Caller[] = [];
  for (const name of [...names].slice(0, mostMembers)) {
    const callers = await namersOf(name, module, program);
    if (callers === null && names.size === 1) return null;
    found.push(...(callers ?? []).map((caller) => ({ ...caller, loose: name !== named && commonName.test(name) })));
  }
  return found;
}

/** Places that name what a file holds: its code outside of functions runs once one of them does. */
async function namersOf(name: string, module: Module, program: ProgramText): Promise<readonly Caller[] | null> {
  const readers = await program.naming(name);
  if (readers === null) return null;
  return readers
    .filter((reading) => reading !== module)
    .flatMap((reading) =>
      mentionsOf(name, reading, []).map((at) => ({
        path: reading.path,
        function: innermost(reading, at),
        condition: null,
        loose: false,
      })),
    );
}

const isConstructorName = (name: string, owner: string): boolean =>
  name === owner || /^(?:__construct|constructor|<init>|initialize)$/.test(name);

function sameKind(module: Module, index: number, owner: string | null): boolean {
  const other = module.facts.functions[index]?.owner ?? null;
  return (other === null) === (owner === null);
}

/** With the mark that is part of a name in Ruby (`setup!`), and of a macro's call in Rust. */
const bangName = (callee: string): string | null => /([\w$]+!)$/.exec(callee)?.[1] ?? null;

export const lastName = (callee: string): string => /([\w$?!]+)$/.exec(callee.replace(/!$/, ''))?.[1] ?? callee;

/** Whether a call is one of the function: null where the name is all there is to tell. */
function means(
  call: CallFact,
  caller: Module,
  callee: Module,
  owner: string | null,
  program: ProgramText,
  reader: ProgramReader,
): boolean | null {
  const parts = call.callee
    .replace(/\([^()]*\)/g, '')
    .split(/\?\.|\.|::|->|\\/)
    .map((part) => part.trim());
  const qualifier = parts.length < 2 ? null : (parts.at(-2) ?? '');
  const from = caller.facts.functions[call.function]?.owner ?? null;
  // `self.class.setup` of Ruby.
  const isOwnClass = reader.ecosystem === 'ruby' && qualifier === 'class';
  if (qualifier === null) {
    if (reader.byFolder) return owner === null && dirname(caller.path) === dirname(callee.path);
    if (caller === callee) return owner === null || from === null || from === owner ? true : null;
    return caller.bindings.has(lastName(call.callee)) ? true : null;
  }
  if (/^(?:self|this|Self|static|super|@\w+|\$this)$/.test(qualifier) || isOwnClass)
    return from === owner ? true : null;
  if (owner !== null && isOfType(qualifier, owner, caller, callee)) return true;
  if (owner !== null && (qualifier === owner || call.path?.includes(`new ${owner}()`) === true)) return true;
  if (reader.byFolder && caller.bindings.size > 0) {
    const imported = importOf(qualifier, caller);
    if (imported !== null) return program.folderOf(imported) === dirname(callee.path) && owner === null;
    return owner === null ? false : null;
  }
  const stem = basename(callee.path).replace(/\.\w+$/, '');
  if (stem === qualifier || basename(dirname(callee.path)) === qualifier) return true;
  if (reader.capitalsAreClasses && /^[A-Z]/.test(qualifier) && !call.callee.includes('(')) return false;
  return null;
}

/** The import whose local name it is. */
function importOf(name: string, module: Module): string | null {
  for (const { module: path, alias, names } of module.facts.imports) {
    const local = alias ?? (names.length > 0 ? null : packageName(path));
    if (local === name) return path;
  }
  return null;
}

function packageName(path: string): string {
  const segments = path.split('/');
  const last = segments.at(-1) ?? '';
  const named = /^v\d+$/.test(last) ? (segments.at(-2) ?? last) : last;
  return named.replace(/^go-|\.go$|-go$/g, '').replace(/\.v\d+$/, '');
}

function leadsTo(qualifier: string | null, from: Module, to: Module, program: ProgramText): boolean {
  const imported = qualifier === null ? null : importOf(qualifier, from);
  return imported !== null && program.folderOf(imported) === dirname(to.path);
}

const qualifierAt = (text: string, at: number): string | null =>
  /(\w+)\.$/.exec(text.slice(Math.max(0, at - 80), at))?.[1] ?? null;

const mostMentions = 40;

/** Offsets at which code names it, apart from the given ranges, imports, comments and strings. */
function mentionsOf(name: string, module: Module, apart: readonly Range[]): number[] {
  const { text } = module.file;
  const found: number[] = [];
  const within = (range: Range, at: number): boolean => range.start <= at && at < range.end;
  for (let at = text.indexOf(name); at >= 0 && found.length < mostMentions; at = text.indexOf(name, at + name.length)) {
    if (/[\w$]/.test(text[at - 1] ?? '') || /[\w$]/.test(text[at + name.length] ?? '')) continue;
    if (apart.some((range) => within(range, at))) continue;
    if (module.facts.imports.some(({ range }) => within(range, at))) continue;
    if (module.facts.functions.some(({ nameRange }) => nameRange !== null && within(nameRange, at))) continue;
    if (module.facts.classes.some(({ nameRange }) => nameRange !== null && within(nameRange, at))) continue;
    const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
    if (/(?:^|\s)(?:\/\/|#)|^\s*\*/.test(line) || (line.match(/["'`]/g)?.length ?? 0) % 2 === 1) continue;
    found.push(at);
  }
  return found;
}

function innermost(module: Module, at: number): number {
  let found = -1;
  module.facts.functions.forEach((fact, index) => {
    if (at < fact.range.start || at >= fact.range.end) return;
    const best = module.facts.functions[found];
    if (best === undefined || fact.range.start >= best.range.start) found = index;
  });
  return found;
}
