/** SQL statements as operations. Only what stands there plainly is read; a dialect that differs gives nothing. */
import type { Range } from '../../../model/text.ts';
import type { Operation, OperationDetail } from './operation.ts';

/** Statements beyond this are no migration that somebody wrote. */
const mostStatements = 2000;
const longestStatement = 20_000;

interface Statement extends Range {
  /** One blank between words, without comments; the text of strings is left out. */
  readonly words: string;
}

/** @param offset where the text stands in its file */
export function sqlOperations(text: string, offset = 0): Operation[] {
  return statementsOf(text).flatMap(({ start, end, words }) => {
    const range = { start: start + offset, end: end + offset };
    const head = /^(?:create\s+(?:unique\s+)?index|drop\s+index)\s+/i.exec(text.slice(start, end))?.[0];
    return operationsIn(words).map(({ table, written, detail }): Operation => {
      const isIndex = detail.kind === 'add-index' || detail.kind === 'drop-index';
      if (!isIndex || head === undefined) return { ...range, table, written, ...detail };
      return { ...range, table, written, ...detail, concurrentlyAt: range.start + head.length };
    });
  });
}

const comment = /--[^\n]*|\/\*[^]*?\*\//y;
const quoted = /'(?:[^']|'')*'/y;
const dollar = /\$(\w*)\$[^]*?\$\1\$/y;

/** The part that is run on the way to production, where a file has both ways. */
function statementsOf(whole: string): Statement[] {
  const down = /^--\s*(?:\+goose\s+Down|migrate:down|\+migrate\s+Down|@UNDO|rollback\b)/im.exec(whole);
  const text = down === null ? whole : whole.slice(0, down.index);
  const statements: Statement[] = [];
  let [start, words] = [-1, ''];
  let isIgnored = false;
  const close = (end: number): void => {
    const said = words.replace(/\s+/g, ' ').trim();
    if (start >= 0 && said !== '' && said.length <= longestStatement && !isIgnored)
      statements.push({ start, end, words: said });
    [start, words, isIgnored] = [-1, '', false];
  };
  for (let at = 0; at < text.length && statements.length < mostStatements;) {
    const skipped = matchAt(comment, text, at);
    if (skipped !== null) {
      // Whoever wrote that looked at it.
      if (start < 0 && /squawk-ignore|safe:|nolint/.test(skipped)) isIgnored = true;
      at += skipped.length;
      words += ' ';
      continue;
    }
    const value = matchAt(quoted, text, at) ?? matchAt(dollar, text, at);
    if (value !== null) {
      if (start < 0) start = at;
      words += "''";
      at += value.length;
      continue;
    }
    const character = text.charAt(at);
    if (character === ';') close(at);
    else {
      if (start < 0 && character.trim() !== '') start = at;
      words += character;
    }
    at++;
  }
  close(text.trimEnd().length);
  return statements;
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  const first = text.charCodeAt(at);
  // `-`, `/`, `'` and `$`: nothing else begins one.
  if (first !== 45 && first !== 47 && first !== 39 && first !== 36) return null;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

const name = '((?:["`\\[]?[\\w$]+["`\\]]?\\.)*["`\\[]?[\\w$]+["`\\]]?)';
const ifExists = '(?:if (?:not )?exists )?';
const createTable = new RegExp(`^create (?:unlogged |global |local |temp(?:orary)? )*table ${ifExists}${name}`, 'i');
const dropTable = new RegExp(`^drop table ${ifExists}${name}`, 'i');
const alterTable = new RegExp(`^alter table ${ifExists}(?:only )?${name} (.*)$`, 'i');
const createIndex = new RegExp(
  `^create (?:unique )?index (concurrently )?${ifExists}(?:${name} )?on (?:only )?${name}`,
  'i',
);
const dropIndex = new RegExp(`^drop index (concurrently )?${ifExists}${name}`, 'i');
const update = new RegExp(`^(?:update (?:only )?|delete from (?:only )?)${name}\\b(.*)$`, 'i');
const renameTable = new RegExp(`^rename table ${name} to ${name}`, 'i');

interface Read {
  readonly table: string;
  readonly written: string;
  readonly detail: OperationDetail;
}

function operationsIn(words: string): Read[] {
  const created = createTable.exec(words)?.[1];
  if (created !== undefined) return [{ table: created, written: 'CREATE TABLE', detail: { kind: 'create-table' } }];
  const dropped = dropTable.exec(words)?.[1];
  if (dropped !== undefined) return [{ table: dropped, written: 'DROP TABLE', detail: { kind: 'drop-table' } }];
  const [, from, to] = renameTable.exec(words) ?? [];
  if (from !== undefined && to !== undefined) {
    return [{ table: from, written: 'RENAME TABLE', detail: { kind: 'rename-table', to } }];
  }
  const index = createIndex.exec(words);
  if (index?.[3] !== undefined) {
    const concurrently = index[1] !== undefined;
    const detail = { kind: 'add-index', concurrently, concurrentlyAt: null } as const;
    return [{ table: index[3], written: 'CREATE INDEX', detail }];
  }
  const gone = dropIndex.exec(words);
  if (gone?.[2] !== undefined) {
    const detail = { kind: 'drop-index', concurrently: gone[1] !== undefined, concurrentlyAt: null } as const;
    return [{ table: gone[2], written: 'DROP INDEX', detail }];
  }
  const changed = update.exec(words);
  if (changed?.[1] !== undefined) {
    const filtered = /\b(?:where|limit)\b/i.test(changed[2] ?? '');
    const written = /^update/i.test(words) ? 'UPDATE' : 'DELETE';
    return [{ table: changed[1], written, detail: { kind: 'update', filtered } }];
  }
  const [, table, clauses] = alterTable.exec(words) ?? [];
  if (table === undefined || clauses === undefined) return [];
  return clausesOf(clauses).flatMap((clause) => {
    const read = alteration(clause);
    return read === null ? [] : [{ table, ...read }];
  });
}

/** Parted at commas outside brackets. */
function clausesOf(text: string): string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...parts, text.slice(from).trim()];
}

const addColumn = new RegExp(`^add (?:column )?${ifExists}${name} (.+)$`, 'i');
const dropColumn = new RegExp(`^drop (?:column )?${ifExists}${name}(?: cascade| restrict)?$`, 'i');
const renameColumn = new RegExp(`^(?:rename (?:column )?|change (?:column )?)${name} (?:to )?${name}`, 'i');
const renameTo = new RegExp(`^rename (?:to|as) ${name}$`, 'i');
const changeType = new RegExp(`^alter (?:column )?${name} (?:set data )?type ([\\w ]+)`, 'i');
const constraint = /^add (?:constraint \S+ )?(foreign key|check|unique|primary key)\b(.*)$/i;
const references = new RegExp(`\\breferences ${name}`, 'i');
/** What may stand behind `ADD` or `DROP` and is no column. */
const noColumn =
  /^(?:constraint|primary|foreign|unique|index|key|check|partition|fulltext|spatial|period|system|exclude)$/i;

function alteration(clause: string): Omit<Read, 'table'> | null {
  const limited = constraint.exec(clause);
  if (limited !== null) return constraintOf(limited[1] ?? '', limited[2] ?? '');
  const added = addColumn.exec(clause);
  if (added?.[1] !== undefined && !noColumn.test(added[1])) {
    const rest = added[2] ?? '';
    // A key that counts by itself, and a column that is computed, are filled by the database.
    const isFilled = /\bdefault\b|\bgenerated\b|\bauto_increment\b|\b(?:big|small)?serial\b|\bidentity\b/i.test(rest);
    return {
      written: 'ADD COLUMN',
      detail: {
        kind: 'add-column',
        column: added[1],
        required: /\bnot null\b|\bprimary key\b/i.test(rest),
        default: isFilled ? 'database' : 'none',
      },
    };
  }
  const to = renameTo.exec(clause)?.[1];
  if (to !== undefined) return { written: 'RENAME', detail: { kind: 'rename-table', to } };
  const dropped = dropColumn.exec(clause)?.[1];
  if (dropped !== undefined && !noColumn.test(dropped)) {
    return { written: 'DROP COLUMN', detail: { kind: 'drop-column', column: dropped } };
  }
  const renamed = renameColumn.exec(clause);
  if (renamed?.[1] !== undefined && renamed[2] !== undefined && !noColumn.test(renamed[1])) {
    if (renamed[1] === renamed[2]) return null;
    return { written: 'RENAME COLUMN', detail: { kind: 'rename-column', column: renamed[1], to: renamed[2] } };
  }
  const typed = changeType.exec(clause);
  if (typed?.[1] === undefined) return null;
  return {
    written: 'ALTER COLUMN TYPE',
    detail: { kind: 'change-type', column: typed[1], to: (typed[2] ?? '').trim().toLowerCase() },
  };
}

function constraintOf(word: string, rest: string): Omit<Read, 'table'> | null {
  const kind = word.toLowerCase();
  if (kind === 'primary key') return null;
  const validates = !/\bnot valid\b/i.test(rest) && !/\busing index\b/i.test(rest);
  const target = kind === 'foreign key' ? (references.exec(rest)?.[1] ?? null) : null;
  return {
    written: `ADD ${word.toUpperCase()}`,
    detail: {
      kind: 'add-constraint',
      constraint: kind === 'foreign key' ? 'foreign-key' : kind === 'check' ? 'check' : 'unique',
      validates,
      target,
    },
  };
}
