/** Takes one prefix off a command: by table, and telemetry wrappers by the rows of their vendors. */
import type { Prefix, Variable, Word } from '../model/production.ts';
import { prefixes } from '../knowledge/prefixes.ts';
import type { PrefixRow } from '../knowledge/prefixes.ts';
import type { TelemetryVendor, TelemetryWrapper } from '../knowledge/telemetry/vendor.ts';
import { basename, extension } from './paths.ts';

export interface Unwrapped {
  readonly prefix: Prefix;
  /** What is left; empty where the prefix starts no command. */
  readonly words: readonly Word[];
  readonly variables: readonly Variable[];
  /** Flags of the prefix that change the working directory (`env -C`). */
  readonly directory: string | null;
  /** A line of shell in place of words (`su -c "…"`). */
  readonly line: Word | null;
}

const rows = new Map<string, PrefixRow[]>();
for (const row of prefixes) {
  for (const name of row.names) rows.set(name, [...(rows.get(name) ?? []), row]);
}

/** Null where the first word is no prefix. */
export function unwrap(words: readonly Word[], vendors: readonly TelemetryVendor[]): Unwrapped | null {
  const [first] = words;
  if (first === undefined || first.dynamic) return null;
  const name = basename(first.value);
  for (const vendor of vendors) {
    for (const wrapper of vendor.wrappers) {
      const unwrapped = unwrapTelemetry(words, name, wrapper);
      if (unwrapped !== null) return unwrapped;
    }
  }
  for (const row of rows.get(name) ?? []) {
    const unwrapped = unwrapRow(words, name, row);
    if (unwrapped !== null) return unwrapped;
  }
  return null;
}

function unwrapTelemetry(words: readonly Word[], name: string, wrapper: TelemetryWrapper): Unwrapped | null {
  const matches = wrapper.words.every((word, index) => (index === 0 ? name : words[index]?.value) === word);
  if (!matches) return null;
  let at = wrapper.words.length;
  for (let word = words[at]; word?.value.startsWith('-') === true; word = words[at]) {
    at++;
    if (word.value === '--') break;
    if (word.value.includes('=')) continue;
    const long = wrapper.longFlagsTakeValues && word.value.startsWith('--') && !/^--(version|help)$/.test(word.value);
    if (long || wrapper.valueFlags.includes(word.value)) at++;
  }
  const rest = words.slice(at);
  return {
    prefix: {
      words: words.slice(0, at),
      name: wrapper.words.join(' '),
      kind: 'telemetry',
      clearsEnvironment: false,
    },
    words: wrapper.interpreter === null ? rest : implied(wrapper.interpreter, rest),
    variables: [],
    directory: null,
    line: null,
  };
}

/** The interpreter as a word that is written nowhere. */
export function implied(interpreter: string, words: readonly Word[]): readonly Word[] {
  const [next] = words;
  if (next === undefined) return words;
  const range = { start: next.range.start, end: next.range.start };
  return [{ file: next.file, range, value: interpreter, style: 'words', exact: false, dynamic: false }, ...words];
}

function unwrapRow(words: readonly Word[], name: string, row: PrefixRow): Unwrapped | null {
  let at = 1;
  let positionals = row.positionals;
  let subcommand = row.subcommands.length === 0 || row.subcommands.includes('');
  let directory: string | null = null;
  let line: Word | null = null;
  let separated = false;
  let module: Word | null = null;
  const flags: string[] = [];
  const variables: Variable[] = [];
  for (; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const { value } = word;
    if (value === '--') {
      separated = true;
      at++;
      break;
    }
    const assignment = row.assignments ? /^([A-Za-z_]\w*)=([^]*)$/.exec(value) : null;
    if (assignment !== null) {
      const [, variable = '', text = ''] = assignment;
      variables.push({
        file: word.file,
        range: word.range,
        name: variable,
        value: word.dynamic && !/--(require|import)\b|\//.test(text) ? null : text,
        layer: 'command',
      });
    } else if (value.startsWith('-') && value !== '-') {
      flags.push(value.split('=')[0] ?? value);
      if (row.interpreter !== null && (value === '-m' || value === '--module')) {
        module = word;
        break;
      }
      if (value === row.lineFlag) {
        line = words[at + 1] ?? null;
        at++;
      } else if (row.valueFlags.includes(value)) {
        if (/^(-C|--chdir|--cwd|--directory|--project)$/.test(value)) directory = words[at + 1]?.value ?? null;
        at++;
      }
    } else if (value === '-') {
      flags.push('-');
    } else if (!subcommand) {
      if (!row.subcommands.includes(value)) return null;
      subcommand = true;
    } else if (row.subcommands.includes(value) && row.subcommands.includes('') && at === 1) {
      continue;
    } else if (positionals > 0) {
      if (row.changesDirectory) directory = value;
      positionals--;
    } else if (!row.needsSeparator) {
      break;
    }
  }
  if (!subcommand || (row.needsSeparator && !separated)) return null;
  let rest = line === null ? words.slice(at) : [];
  if (row.interpreter !== null && (module !== null || extension(rest[0]?.value ?? '') === '.py')) {
    rest = [...implied(row.interpreter, rest)];
  }
  return {
    prefix: { words: words.slice(0, at), name, kind: row.kind, clearsEnvironment: clears(row, flags) },
    words: rest,
    variables,
    directory,
    line,
  };
}

function clears(row: PrefixRow, flags: readonly string[]): boolean {
  if (row.clears === 'never') return false;
  if (row.clears === 'always') return true;
  if ('withFlags' in row.clears) {
    const { withFlags } = row.clears;
    return flags.some((flag) => withFlags.includes(flag));
  }
  const { withoutFlags } = row.clears;
  return !flags.some((flag) => withoutFlags.includes(flag));
}

/** Whether a prefix is one for development: it restarts what it starts on every change. */
export function isForDevelopment(prefix: Prefix): boolean {
  return prefix.name === 'nodemon' || (rows.get(prefix.name)?.some((row) => row.development) ?? false);
}

/** Whether a prefix brings variables that the repository does not say. */
export function addsUnknownVariables(prefix: Prefix): boolean {
  if (prefix.words[0]?.dynamic === true) return true;
  return rows.get(prefix.name)?.some((row) => row.addsUnknownVariables) ?? false;
}
