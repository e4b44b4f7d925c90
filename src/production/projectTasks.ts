/**
 * Tasks that a project of Python declares: `poe serve`, `task serve`, `pdm run serve`, `hatch run web:serve`,
 * `pipenv run serve`. What stands in front of them was taken off already. Facts: https://poethepoet.natn.io,
 * https://github.com/taskipy/taskipy, https://pdm-project.org/latest/usage/scripts, https://hatch.pypa.io
 */
import type { Evidence } from '../model/finding.ts';
import type { Prefix, Word } from '../model/production.ts';
import type { FileView } from './containerPaths.ts';
import { move } from './packageScripts.ts';
import { basename } from './paths.ts';
import type { Repository } from './repository.ts';
import type { ShellSource } from './shellSource.ts';
import { itemsOf, member, scalarOf, type DataNode, type DataScalar } from './text/dataTree.ts';
import { readToml } from './text/toml.ts';

export interface ProjectTask {
  /** Words that name the task. */
  readonly taken: readonly Word[];
  readonly line: ShellSource | null;
  /** Module that it calls a function of, where it is no line. */
  readonly module: string | null;
  /** Behind the line. */
  readonly args: readonly Word[];
  readonly evidence: Evidence;
  /** Which task of which file, to find cycles. */
  readonly key: string;
}

interface Asked {
  readonly name: string;
  readonly used: number;
  readonly files: readonly string[];
  readonly keys: readonly string[];
}

function askedFor(words: readonly Word[], prefixes: readonly Prefix[]): Asked | null {
  const tool = basename(words[0]?.value ?? '');
  const project = ['pyproject.toml'];
  if (tool === 'poe' || tool === 'task' || tool === 'taskipy') {
    const at = words.findIndex(({ value }, index) => index > 0 && !value.startsWith('-'));
    const name = words[at]?.value;
    if (name === undefined) return null;
    return { name, used: at + 1, files: project, keys: ['tool', tool === 'poe' ? 'poe' : 'taskipy', 'tasks', name] };
  }
  const name = words[0]?.value ?? '';
  switch (prefixes.at(-1)?.name) {
    case 'pdm':
      return { name, used: 1, files: project, keys: ['tool', 'pdm', 'scripts', name] };
    case 'pipenv':
      return { name, used: 1, files: ['Pipfile'], keys: ['scripts', name] };
    case 'hatch': {
      const [, environment = 'default', script = name] = /^([\w.-]+):([\w.-]+)$/.exec(name) ?? [];
      return { name: script, used: 1, files: project, keys: ['tool', 'hatch', 'envs', environment, 'scripts', script] };
    }
    default:
      return null;
  }
}

/** Null where the words name no task of a manifest that is here. */
export async function findProjectTask(
  words: readonly Word[],
  prefixes: readonly Prefix[],
  directory: string | null,
  view: FileView,
  repository: Repository,
): Promise<ProjectTask | null> {
  const asked = askedFor(words, prefixes);
  if (asked === null || words.slice(0, asked.used).some(({ dynamic }) => dynamic)) return null;
  for (const path of asked.files.flatMap((name) => placesOf(name, directory, view))) {
    const text = repository.isFile(path) ? await repository.read(path) : null;
    if (text === null) continue;
    const [document] = readToml(path, text).documents;
    const node = document === undefined ? null : member(document, ...asked.keys);
    const said = node === null ? null : lineOf(node);
    if (said === null) continue;
    repository.note({ path, text, facts: null });
    const { range } = said.scalar;
    return {
      taken: words.slice(0, asked.used),
      line: said.isCall ? null : said.scalar.text,
      module: said.isCall ? (/^[\w.]+/.exec(said.scalar.value ?? '')?.[0] ?? null) : null,
      args: words.slice(asked.used),
      evidence: { file: path, range, label: `task "${asked.name}"` },
      key: `${path}#${asked.keys.join('.')}`,
    };
  }
  return null;
}

function placesOf(name: string, directory: string | null, view: FileView): readonly string[] {
  const seen = move(directory, name);
  return seen === null ? [] : view.candidates(seen).map(({ path }) => path);
}

/** A text, one of a table's keys, or the last of a sequence: what is before it prepares. */
function lineOf(node: DataNode): { readonly scalar: DataScalar; readonly isCall: boolean } | null {
  if (node.kind === 'list') {
    const last = itemsOf(node).at(-1);
    return last === undefined ? null : lineOf(last);
  }
  const scalar = scalarOf(node);
  if (scalar !== null) return scalar.value === null ? null : { scalar, isCall: false };
  for (const key of ['cmd', 'shell', 'script', 'call']) {
    const written = scalarOf(member(node, key));
    if (written !== null && written.value !== null)
      return { scalar: written, isCall: key === 'script' || key === 'call' };
  }
  return null;
}
