/** What stands behind a task of the repository: `npm run x`, `make x`, a script. Each as text with its place. */
import { taskRunners } from '../../knowledge/pipelineCommands.ts';
import type { Word } from '../../model/production.ts';
import type { FileView } from '../containerPaths.ts';
import { findPackageScript } from '../packageScripts.ts';
import { basename, dirname, join, normalize } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { assembled, located, type LocatedText } from '../text/locatedText.ts';
import { itemsOf, member, textOf } from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';
import type { ShellMode } from './reader.ts';

export interface Task {
  /** What people call it; it says something where the text does not. */
  readonly name: string;
  readonly texts: readonly LocatedText[];
  readonly directory: string;
  readonly mode: ShellMode;
  /** To find cycles. */
  readonly key: string;
  /** It ignores what fails in it. */
  readonly lost: string | null;
}

const plainShell: ShellMode = { errexit: false, pipefail: false };
const lineShell: ShellMode = { errexit: true, pipefail: false };

/** Null where the command is no task; a task without texts is one whose place is not known here. */
export async function tasksOf(
  command: string,
  raw: string,
  directory: string,
  repository: Repository,
): Promise<readonly Task[] | null> {
  const words = command.split(' ');
  const program = words[0] ?? '';
  const everywhere = taskRunners.exec(command);
  if (everywhere !== null) {
    const names = (everywhere[1] ?? '')
      .split(' ')
      .filter((word) => !word.startsWith('-'))
      .slice(0, 4);
    return names.map((name) => named(name, `${directory}#${name}`));
  }
  if (/^(?:npm|yarn|pnpm|bun)$/.test(program)) return packageTask(words, directory, repository);
  if (/^g?make$/.test(program)) return makeTasks(words, directory, repository);
  if (program === 'just') return justTasks(words, directory, repository);
  if (program === 'task' || program === 'go-task') return taskfileTasks(words, directory, repository);
  if (program === 'composer') return composerTask(words, directory, repository);
  if (program === 'tox') return toxTasks(words, directory, repository);
  if (program === 'nox') return [named(optionOf(words, /^(?:-s|--sessions?|-e)$/) ?? 'tests', 'nox')];
  if (/^(?:rake|mage|invoke|inv|doit|grunt|gulp|mix|scripts|bin)$/.test(program) && words[1] !== undefined) {
    return [named(words.slice(1).find((word) => !word.startsWith('-')) ?? '', `${program}#${words[1]}`)];
  }
  return scriptFile(raw, directory, repository);
}

function named(name: string, key: string): Task {
  return { name, texts: [], directory: '.', mode: plainShell, key, lost: null };
}

function optionOf(words: readonly string[], flag: RegExp): string | null {
  const at = words.findIndex((word) => flag.test(word));
  return at < 0 ? null : (words[at + 1] ?? null);
}

async function packageTask(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[] | null> {
  const range = { start: 0, end: 0 };
  const made = words
    .filter((word) => !/^(?:--silent|-s|--if-present|--immutable)$/.test(word))
    .map((value): Word => ({ file: '', range, value, style: 'words', exact: false, dynamic: false }));
  const view: FileView = {
    candidates: (path) => [{ path: normalize(path) ?? path, certain: true }],
    homes: [],
    origins: () => [],
    outside: () => null,
  };
  const name = words.slice(1).find((word) => !word.startsWith('-') && word !== 'run' && word !== 'run-script') ?? '';
  const answer = await findPackageScript(made, directory, view, repository).catch(() => null);
  if (answer === null) return null;
  if (answer.kind !== 'script') return answer.kind === 'unresolved' ? [named(name, `${directory}#${name}`)] : null;
  const { script } = answer;
  return [
    {
      name,
      texts: [handedOn(script.source, words, name)],
      directory: script.directory,
      mode: plainShell,
      key: script.key,
      lost: null,
    },
  ];
}

/** A script with the words that whoever runs it hands on: behind `--`, and where npm does not run it also without. */
function handedOn(source: LocatedText, words: readonly string[], name: string): LocatedText {
  const marker = words.indexOf('--');
  const from = marker >= 0 ? marker + 1 : words[0] === 'npm' ? words.length : words.indexOf(name) + 1;
  const handed = words.slice(from);
  if (handed.length === 0 || from === 0) return source;
  const { file, text, range } = source;
  const nowhere = { start: range.end, end: range.end };
  return assembled(file, range, [
    { text, range },
    { text: ` ${handed.join(' ')}`, range: nowhere },
  ]);
}

const mostTargets = 6;

async function makeTasks(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[]> {
  const entered =
    optionOf(words, /^(?:-C|--directory)$/) ?? words.find((word) => word.startsWith('-C'))?.slice(2) ?? '.';
  const at = join(directory, entered) ?? directory;
  const given = optionOf(words, /^(?:-f|--file|--makefile)$/);
  const skip = new Set([entered, given ?? '']);
  const targets = words
    .slice(1)
    .filter((word) => /^[\w.${}/-]+$/.test(word) && !word.startsWith('-') && !/^\d+$/.test(word) && !skip.has(word));
  const files = [given, 'Makefile', 'GNUmakefile', 'makefile'].flatMap((name) =>
    name === null ? [] : (join(at, name) ?? []),
  );
  const file = files.find((path) => repository.isFile(path));
  const text = file === undefined ? null : await repository.read(file);
  const ignoring = words.some((word) => /^-\w*[ik]\w*$/.test(word) && word !== '-C')
    ? 'make goes on after a failure'
    : null;
  const tasks: Task[] = [];
  for (const name of (targets.length === 0 ? [''] : targets).slice(0, mostTargets)) {
    const texts = file === undefined || text === null ? [] : recipesOf(file, text, name);
    tasks.push({ name, texts, directory: at, mode: lineShell, key: `${file ?? at}#${name}`, lost: ignoring });
  }
  return tasks;
}

/** Lines of a target and of what it needs first. */
function recipesOf(file: string, text: string, target: string): LocatedText[] {
  const lines = text.split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  const headers = new Map<string, { line: number; needs: readonly string[] }>();
  for (const [line, content] of lines.entries()) {
    const match = /^([\w.%/ -]+?)\s*::?(?!=)\s*([^#;=]*)/.exec(content.slice(0, 500));
    if (match === null || /^\.PHONY\b/.test(content)) continue;
    for (const name of (match[1] ?? '').split(/\s+/)) {
      const known = headers.get(name);
      const needs = (match[2] ?? '')
        .trim()
        .split(/\s+/)
        .filter((word) => word !== '');
      if (known === undefined || needs.length === 0)
        headers.set(name, { line, needs: [...(known?.needs ?? []), ...needs] });
    }
  }
  const first = [...headers.keys()].find((name) => !name.startsWith('.'));
  const found: LocatedText[] = [];
  const seen = new Set<string>();
  const add = (name: string, depth: number): void => {
    const header = headers.get(name);
    if (header === undefined || seen.has(name) || depth > 8 || found.length > 200) return;
    seen.add(name);
    for (const needed of header.needs) add(needed, depth + 1);
    for (let line = header.line + 1; line < lines.length; line++) {
      const content = lines[line] ?? '';
      if (!content.startsWith('\t')) {
        if (content.trim() === '' || content.startsWith('#') || /^(?:ifn?def|ifn?eq|else|endif)\b/.test(content))
          continue;
        break;
      }
      let last = line;
      while ((lines[last] ?? '').endsWith('\\') && last + 1 < lines.length) last++;
      const marks = /^\t[@+\s]*/.exec(content)?.[0].length ?? 1;
      const start = (starts[line] ?? 0) + marks;
      const end = (starts[last] ?? 0) + (lines[last] ?? '').length;
      if (content.slice(marks).startsWith('-')) {
        line = last;
        continue;
      }
      found.push(located(file, text, start, end));
      line = last;
    }
  };
  add(target === '' ? (first ?? '') : target, 0);
  return found;
}

async function justTasks(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[]> {
  const file = ['justfile', 'Justfile', '.justfile']
    .map((name) => join(directory, name) ?? name)
    .find((path) => repository.isFile(path));
  const text = file === undefined ? null : await repository.read(file);
  const name = words.slice(1).find((word) => !word.startsWith('-') && !word.includes('=')) ?? '';
  const texts: LocatedText[] = [];
  if (file !== undefined && text !== null) {
    const wanted = new RegExp(
      `^@?${name.replace(/[^\w-]/g, '')}(?: [^:=]*)?:(?!=)(.*)\\n((?:[ \\t]+.*(?:\\n|$)|\\n)*)`,
      'm',
    ).exec(text);
    if (wanted !== null) {
      const body = wanted[2] ?? '';
      const start = wanted.index + wanted[0].length - body.length;
      for (const line of body.matchAll(/^[ \t]+@?(?!-)(.+)$/gm)) {
        const from = start + line.index + line[0].length - (line[1] ?? '').length;
        texts.push(located(file, text, from, from + (line[1] ?? '').length));
      }
    }
  }
  return [{ name, texts, directory, mode: lineShell, key: `${file ?? directory}#${name}`, lost: null }];
}

async function taskfileTasks(
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

async function composerTask(
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

async function toxTasks(words: readonly string[], directory: string, repository: Repository): Promise<readonly Task[]> {
  const file = join(directory, 'tox.ini') ?? 'tox.ini';
  const text = await repository.read(file);
  const wanted = (optionOf(words, /^-\w*e$|^--env(?:list)?$/) ?? 'testenv').split(',');
  return wanted.map((name) => {
    const texts: LocatedText[] = [];
    const section =
      new RegExp(`^\\[(?:testenv:)?${name.replace(/[^\w.-]/g, '')}\\]([^]*?)(?=^\\[|$(?![^]))`, 'm').exec(text ?? '') ??
      (text === null || !/^py|^testenv$/.test(name) ? null : /^\[testenv\]([^]*?)(?=^\[|$(?![^]))/m.exec(text));
    if (section !== null && text !== null) {
      const body = section[1] ?? '';
      const commands = /^commands\s*=([^\n]*(?:\n[ \t]+[^\n]*|\n(?=[ \t]*\n))*)/m.exec(body);
      const start = section.index + section[0].length - body.length + (commands?.index ?? 0);
      for (const line of (commands?.[0] ?? '').matchAll(/^(?:commands\s*=)?[ \t]*(?!-)([^\s=][^\n]*)$/gm)) {
        const words_ = line[1] ?? '';
        const from = start + line.index + line[0].length - words_.length;
        texts.push(located(file, text, from, from + words_.length));
      }
    }
    return {
      name: name === 'testenv' ? 'tests' : name,
      texts,
      directory,
      mode: lineShell,
      key: `${file}#${name}`,
      lost: null,
    };
  });
}

/** `./scripts/x.sh`, `bash x.sh`, `python scripts/check.py`. */
async function scriptFile(raw: string, directory: string, repository: Repository): Promise<readonly Task[] | null> {
  const bare = raw.replace(/^(?:\w+=\S* )*(?:sudo (?:-\S+ )*)?/, '');
  const match =
    /^(?:(?:source|\.|(?:ba|z|da)?sh(?: -\w+)*|node|ts-node|tsx|deno run|python3?|ruby|php|perl|pwsh)(?: -[\w-]+)* )?["']?((?:\.{0,2}\/)?[\w./-]+)["']?(?= |$)/.exec(
      bare,
    );
  const written = match?.[1];
  if (written === undefined) return null;
  const candidates = [join(directory, written), join('.', written)].filter((path) => path !== null);
  const path = candidates.find((candidate) => repository.isFile(candidate));
  const isInterpreted = /^(?:node|ts-node|tsx|python3?|ruby|php|perl|deno)/.test(bare);
  if (path === undefined) return /\.(?:sh|bash)$/.test(written) ? [named(basename(written), written)] : null;
  const text = await repository.read(path);
  const isShell = /\.(?:sh|bash)$/.test(path) || /^#!.*\b(?:ba|da|z)?sh\b/.test(text ?? '');
  if (text === null || !isShell) return isInterpreted || /\//.test(written) ? [named(basename(path), path)] : null;
  return [
    {
      name: basename(path),
      texts: [located(path, text, 0, text.length)],
      directory: directory === '.' ? '.' : dirname(path) === directory ? directory : directory,
      mode: { errexit: /^#!.*sh\s+-\w*e/.test(text), pipefail: false },
      key: path,
      lost: null,
    },
  ];
}
