/** Task runners with files of their own: just, Task, composer, cargo, rake, deno. */
import { join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { itemsOf, member, textOf, type DataNode } from '../../text/dataTree.ts';
import { located, type LocatedText } from '../../text/locatedText.ts';
import { readToml } from '../../text/toml.ts';
import { readJson, readYaml } from '../../text/yaml.ts';
import { lineShell, named, type Task } from './task.ts';

export async function justTasks(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[]> {
  const file = ['justfile', 'Justfile', '.justfile']
    .map((name) => join(directory, name) ?? name)
    .find((path) => repository.isFile(path));
  const text = file === undefined ? null : await repository.read(file);
  const name = words.slice(1).find((word) => !word.startsWith('-') && !word.includes('=')) ?? '';
  const texts = file === undefined || text === null ? [] : recipe(file, text, name, new Set());
  return [{ name, texts, directory, mode: lineShell, key: `${file ?? directory}#${name}`, lost: null }];
}

/** Lines of a recipe of just, behind those of what it needs first. */
function recipe(file: string, text: string, name: string, seen: Set<string>): LocatedText[] {
  if (seen.has(name) || seen.size > mostRecipes) return [];
  seen.add(name);
  const wanted = new RegExp(
    `^@?${name.replace(/[^\w-]/g, '')}(?: [^:\\n]*)?:(?!=)(.*)\\n((?:[ \\t]+.*(?:\\n|$)|\\n)*)`,
    'm',
  ).exec(text);
  if (wanted === null) return [];
  const needed = (wanted[1] ?? '').replace(/#.*$/, '').match(/(?<![(\w-])[\w-]+/g) ?? [];
  const texts = needed.flatMap((one) => recipe(file, text, one, seen));
  const body = wanted[2] ?? '';
  const start = wanted.index + wanted[0].length - body.length;
  // A line that ends with a backslash goes on in the next.
  for (const line of body.matchAll(/^[ \t]+@?(?!-)((?:[^\n\\]|\\(?!\n)|\\\n)+)$/gm)) {
    const own = line[1] ?? '';
    const from = start + line.index + line[0].length - own.length;
    texts.push(located(file, text, from, from + own.length));
  }
  return texts;
}

const mostRecipes = 40;

export async function taskfileTasks(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[]> {
  const file = ['Taskfile.yml', 'Taskfile.yaml', 'taskfile.yml']
    .map((name) => join(directory, name) ?? name)
    .find((path) => repository.isFile(path));
  const text = file === undefined ? null : await repository.read(file);
  const name = words.slice(1).find((word) => !word.startsWith('-') && !word.includes('=')) ?? 'default';
  const root = file === undefined || text === null ? null : (readYaml(file, text).documents[0] ?? null);
  const task = member(root, 'tasks', name);
  const commands = task?.kind === 'map' ? itemsOf(member(task, 'cmds')) : itemsOf(task);
  const texts = commands.flatMap((item) => {
    const scalar = item.kind === 'map' ? member(item, 'cmd') : item;
    return scalar?.kind === 'scalar' && textOf(scalar) !== null ? [scalar.text] : [];
  });
  const ignored = textOf(member(task, 'ignore_error')) === 'true' ? 'ignore_error' : null;
  return [{ name, texts, directory, mode: lineShell, key: `${file ?? directory}#${name}`, lost: ignored }];
}

export async function composerTask(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[] | null> {
  const name = words.slice(1).find((word) => !word.startsWith('-') && word !== 'run' && word !== 'run-script') ?? '';
  if (/^(?:install|update|require|dump-autoload|validate|audit|config|global|self-update)$/.test(name)) return null;
  const file = join(directory, 'composer.json') ?? 'composer.json';
  const text = await repository.read(file);
  const scripts = text === null ? null : member(readYaml(file, text, 'JSON').documents[0] ?? null, 'scripts', name);
  const nodes = scripts?.kind === 'list' ? scripts.items : scripts === null ? [] : [scripts];
  const texts = nodes.flatMap((node) =>
    node.kind === 'scalar' && node.value?.startsWith('@') === false ? [node.text] : [],
  );
  return [{ name, texts, directory, mode: lineShell, key: `${file}#${name}`, lost: null }];
}

/** Aliases of cargo, and the tasks of cargo-make. */
export async function cargoTask(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[] | null> {
  const [, first = '', second = ''] = words.filter((word) => !/^[-+]/.test(word));
  if (first === 'make' && second !== '') {
    const file = join(directory, 'Makefile.toml') ?? 'Makefile.toml';
    const task = member(await tomlOf(file, repository), 'tasks', second);
    const command = textOf(member(task, 'command'));
    const script = member(task, 'script');
    const texts = (script?.kind === 'list' ? script.items : script === null ? [] : [script]).flatMap((node) =>
      node.kind === 'scalar' && node.value !== null ? [node.text] : [],
    );
    const words_ = itemsOf(member(task, 'args')).flatMap((item) => textOf(item) ?? []);
    if (command !== null && task !== null)
      texts.push({ file, text: [command, ...words_].join(' '), range: task.range, places: null });
    return [{ name: second, texts, directory, mode: lineShell, key: `${file}#${second}`, lost: null }];
  }
  for (const name of ['.cargo/config.toml', '.cargo/config']) {
    const file = join(directory, name) ?? name;
    const alias = member(await tomlOf(file, repository), 'alias', first);
    if (alias === null) continue;
    const text = alias.kind === 'list' ? alias.items.flatMap((item) => textOf(item) ?? []).join(' ') : textOf(alias);
    if (text === null) continue;
    const isTask = /^run\b.*xtask/.test(text);
    if (isTask) return [named(second, `${file}#${second}`)];
    const source: LocatedText = { file, text: `cargo ${text}`, range: alias.range, places: null };
    return [{ name: first, texts: [source], directory, mode: lineShell, key: `${file}#${first}`, lost: null }];
  }
  return first === 'xtask' && second !== '' ? [named(second, `xtask#${second}`)] : null;
}

async function tomlOf(file: string, repository: Repository): Promise<DataNode | null> {
  const text = repository.isFile(file) ? await repository.read(file) : null;
  return text === null ? null : (readToml(file, text).documents[0] ?? null);
}

/** Tasks of Rakefiles, as far as they start commands; the name says the rest. */
export async function rakeTasks(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[]> {
  const name = words.slice(1).find((word) => !word.startsWith('-')) ?? 'default';
  const bare = name.split(':').at(-1)?.replace(/\[.*$/, '') ?? name;
  const files = repository.paths.filter((path) => /(?:^|\/)(?:Rakefile|[\w-]+\.rake)$/.test(path)).slice(0, 100);
  const texts: LocatedText[] = [];
  for (const file of files) {
    const text = await repository.read(file);
    const start = text?.search(new RegExp(`^\\s*task\\s*\\(?\\s*[:"']?${bare.replace(/[^\w-]/g, '')}\\b`, 'm')) ?? -1;
    if (text === null || start < 0) continue;
    const body = text.slice(start).split(/\n\s*(?=task\b|desc\b|namespace\b)/)[0] ?? '';
    for (const match of body.matchAll(/\b(?:sh|system|exec)[\s(]+(["'])((?:(?!\1)[^\n\\]|\\.)+)\1/g)) {
      const from = start + match.index + match[0].length - (match[2] ?? '').length - 1;
      texts.push(located(file, text, from, from + (match[2] ?? '').length));
    }
    break;
  }
  return [{ name, texts, directory, mode: lineShell, key: `rake#${name}`, lost: null }];
}

export async function denoTask(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[] | null> {
  const name = words.slice(2).find((word) => !word.startsWith('-')) ?? '';
  const file = ['deno.json', 'deno.jsonc']
    .map((one) => join(directory, one) ?? one)
    .find((path) => repository.isFile(path));
  const text = file === undefined ? null : await repository.read(file);
  if (file === undefined || text === null) return null;
  const task = member(readJson(file, text).documents[0] ?? null, 'tasks', name);
  const command = task?.kind === 'map' ? member(task, 'command') : task;
  const texts = command?.kind === 'scalar' && command.value !== null ? [command.text] : [];
  return [{ name, texts, directory, mode: lineShell, key: `${file}#${name}`, lost: null }];
}
