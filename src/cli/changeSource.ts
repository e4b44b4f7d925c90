/** Options by which commands over changes are told which change: the same for all of them. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ChangeSource } from '../model/change.ts';
import { UsageError, type Option, type Values } from './arguments.ts';
import type { Terminal } from './terminal.ts';

export const sourceOptions: readonly Option[] = [
  {
    name: 'base',
    value: 'required',
    placeholder: 'revision',
    help: 'What changed since the branch left this one, uncommitted changes included (the default: the usual branch)',
  },
  { name: 'staged', value: 'none', help: 'What a commit would hold now' },
  { name: 'uncommitted', value: 'none', help: 'What is not committed yet' },
  { name: 'range', value: 'required', placeholder: 'A..B', help: 'From one commit to another' },
  {
    name: 'patch',
    value: 'required',
    placeholder: 'file',
    help: 'A unified diff that is not applied yet; - reads it from the input',
  },
];

/** For the details of a command's help. */
export const sourceDetails = `Without an option: everything since the branch left the one it will be merged into, uncommitted changes included.`;

/** A patch above this is none that a person reads. Bytes. */
const longestPatch = 256 * 1024 * 1024;

/** @throws UsageError */
export async function changeSourceOf(
  values: Values,
  terminal: Pick<Terminal, 'directory' | 'input'>,
): Promise<ChangeSource> {
  const given = sourceOptions.filter(({ name }) => values.has(name)).map(({ name }) => `--${name}`);
  if (given.length > 1) throw new UsageError(`${given.join(' and ')} do not go together: one change at a time`);
  if (values.has('staged')) return { kind: 'staged' };
  if (values.has('uncommitted')) return { kind: 'working-tree' };
  const range = values.last('range');
  if (range !== null) return rangeOf(range);
  const patch = values.last('patch');
  if (patch !== null) return { kind: 'patch', text: await patchText(patch, terminal) };
  return { kind: 'branch', base: values.last('base') };
}

function rangeOf(written: string): ChangeSource {
  const [, from, to] = /^(.*?[^.])\.\.(?!\.)(.*)$/s.exec(written) ?? [];
  if (from === undefined) throw new UsageError(`--range wants two commits as A..B, not ${written}`);
  return { kind: 'range', from, to: to === undefined || to === '' ? 'HEAD' : to };
}

async function patchText(name: string, { directory, input }: Pick<Terminal, 'directory' | 'input'>): Promise<string> {
  if (name === '-') return input(longestPatch);
  const file = path.resolve(directory, name);
  const found = await stat(file).catch(() => null);
  if (found === null) throw new UsageError(`there is no file ${name}`);
  if (!found.isFile()) throw new UsageError(`${name} is no file`);
  if (found.size > longestPatch) throw new UsageError(`${name} is larger than ${longestPatch / 1024 / 1024} MB`);
  return readFile(file, 'utf8');
}
