/** Tasks of Python projects: environments of tox, sessions of nox, scripts of hatch, poe, pdm and pipenv, invoke. */
import { join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { itemsOf, member, textOf, type DataNode } from '../../text/dataTree.ts';
import { located, type LocatedText } from '../../text/locatedText.ts';
import { readToml } from '../../text/toml.ts';
import { lineShell, named, optionOf, type Task } from './task.ts';

export async function toxTasks(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[]> {
  const file = join(directory, 'tox.ini') ?? 'tox.ini';
  const text = await repository.read(file);
  const all = words.some((word) => /^-\w*e\w*$|^--env/.test(word)) ? null : /^env_?list\s*=\s*(.*)$/m.exec(text ?? '');
  const given = words.find((word) => /^-e\w/.test(word))?.slice(2) ?? all?.[1];
  const wanted = (
    optionOf(words, /^-\w*e$|^--env(?:list)?$/) ?? (given === undefined || given === '' ? 'testenv' : given)
  )
    .split(',')
    .map((name) => name.trim())
    .slice(0, mostSessions);
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

const mostSessions = 8;

/** `nox -s lint tests-3.12`: what the sessions of noxfile.py run. */
export async function noxTasks(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[]> {
  const file = join(directory, optionOf(words, /^(?:-f|--noxfile)$/) ?? 'noxfile.py') ?? 'noxfile.py';
  const text = repository.isFile(file) ? await repository.read(file) : null;
  const start = words.findIndex((word) => /^(?:-\w*[se]|--sessions?)$/.test(word));
  const given = start < 0 ? [] : words.slice(start + 1);
  const end = given.findIndex((word) => word.startsWith('-'));
  const wanted = (end < 0 ? given : given.slice(0, end)).map((name) => name.replace(/-\d.*$/, '').replace(/\(.*$/, ''));
  const inline = words.find((word) => word.startsWith('--session='))?.slice('--session='.length);
  const names = [...wanted, ...(inline === undefined ? [] : [inline])];
  if (text === null) return (names.length === 0 ? ['tests'] : names).map((name) => named(name, `nox#${name}`));
  if (names.length === 0) {
    const list = /^nox\.options\.sessions\s*=\s*[[(]([^\])]*)/m.exec(text)?.[1] ?? '';
    names.push(...[...list.matchAll(/["']([\w-]+)/g)].map((match) => match[1] ?? ''));
  }
  return names.slice(0, mostSessions).map((name) => pythonTask(name, file, text, directory, 'nox'));
}

/** `inv deploy`: what the function of tasks.py runs. */
export async function invokeTasks(
  words: readonly string[],
  directory: string,
  repository: Repository,
): Promise<readonly Task[]> {
  const name = words.slice(1).find((word) => !word.startsWith('-')) ?? '';
  const file = ['tasks.py', 'tasks/__init__.py', 'fabfile.py', 'dodo.py', 'duties.py']
    .map((one) => join(directory, one) ?? one)
    .find((path) => repository.isFile(path));
  const text = file === undefined ? null : await repository.read(file);
  const key = `invoke#${name}`;
  return file === undefined || text === null ? [named(name, key)] : [pythonTask(name, file, text, directory, 'invoke')];
}

/** Commands of a function, and of those of its file that it calls. */
function pythonTask(name: string, file: string, text: string, directory: string, tool: string): Task {
  const texts: LocatedText[] = [];
  const seen = new Set<string>();
  const add = (wanted: string): void => {
    const plain = wanted.replaceAll('-', '_').replace(/[^\w]/g, '');
    if (seen.has(plain) || seen.size > 20) return;
    seen.add(plain);
    const start = functionStart(text, wanted, plain);
    if (start < 0) return;
    const rest = text.slice(start + 1);
    const next = rest.search(/^(?:def |@|class |async def )/m);
    const end = next < 0 ? text.length : start + 1 + next;
    texts.push(...commandsIn(file, text, start, end));
    for (const call of text.slice(start + 5, end).matchAll(/^\s+(?:\w+ = )?(?:_?)(\w+)\(/gm)) {
      if (new RegExp(`^def _?${call[1] ?? ''}\\(`, 'm').test(text)) add(call[1] ?? '');
    }
  };
  add(name);
  return { name, texts, directory, mode: lineShell, key: `${tool}#${file}#${name}`, lost: null };
}

function functionStart(text: string, wanted: string, plain: string): number {
  const renamed = new RegExp(`^@[^\\n]*name\\s*=\\s*["']${wanted.replace(/[^\w-]/g, '')}["'][^]*?^(?=def )`, 'm').exec(
    text,
  );
  if (renamed !== null) return renamed.index + renamed[0].length;
  return text.search(new RegExp(`^(?:async )?def _?${plain}\\(`, 'm'));
}

/** `session.run("ruff", "check")`, `c.run("pytest -q")`, `subprocess.run([…])`, `os.system("…")`. */
function commandsIn(file: string, text: string, start: number, end: number): LocatedText[] {
  const found: LocatedText[] = [];
  const body = text.slice(start, end);
  for (const match of body.matchAll(
    /\b(?:\w+\.)?(?:run|run_always|check_call|check_output|call|system|sudo|local)\(\s*([[(]?)/g,
  )) {
    const open = match.index + match[0].length;
    const close = closingOf(body, open);
    const parts = [...body.slice(open, close).matchAll(/(\w+\s*=\s*)?([rfbu]{0,2})(["'])((?:(?!\3)[^\\\n]|\\.)*)\3/g)];
    const [first] = parts;
    if (first === undefined || first[1] !== undefined) continue;
    const plain = parts
      .filter((part) => part[1] === undefined)
      .map((part) => (part[4] ?? '').replace(/\{[^}]*\}/g, '$x'));
    const at = start + open + first.index + first[0].length - (first[4] ?? '').length - 1;
    if (parts.length === 1 && first[2] === '') found.push(located(file, text, at, at + (first[4] ?? '').length));
    else found.push({ file, text: plain.join(' '), range: { start: at, end: start + close }, places: null });
  }
  return found;
}

function closingOf(text: string, open: number): number {
  let depth = 1;
  for (let at = open; at < text.length && at - open < 3000; at++) {
    const character = text[at] ?? '';
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth === 0) return at;
  }
  return Math.min(text.length, open + 3000);
}

const ofProject: readonly {
  readonly command: RegExp;
  readonly keys: (environment: string) => readonly (readonly string[])[];
}[] = [
  {
    command: /^hatch (?:-e (\S+) )?(?:run|test|fmt)(?: (?!-)(\S+))?/,
    keys: (environment) => [['tool', 'hatch', 'envs', environment === '' ? 'default' : environment, 'scripts']],
  },
  { command: /^(?:(?:poetry|uv|pdm|pipenv) run )?()poe (?:-\S+ )*(\S+)/, keys: () => [['tool', 'poe', 'tasks']] },
  {
    command: /^(?:(?:poetry|uv|pdm|pipenv) run )?()(?:taskipy|task) (\S+)/,
    keys: () => [['tool', 'taskipy', 'tasks']],
  },
  { command: /^pdm (?:run )?()(\S+)/, keys: () => [['tool', 'pdm', 'scripts']] },
  { command: /^rye run ()(\S+)/, keys: () => [['tool', 'rye', 'scripts']] },
  { command: /^pixi run ()(?:-\S+ \S+ )*(\S+)/, keys: () => [['tool', 'pixi', 'tasks'], ['tasks']] },
  { command: /^pipenv run ()(\S+)/, keys: () => [['scripts']] },
];

/** Scripts that pyproject.toml and its likes name; null where the command is none of them. */
export async function projectScript(
  raw: string,
  directory: string,
  repository: Repository,
): Promise<readonly Task[] | null> {
  for (const { command, keys } of ofProject) {
    const match = command.exec(raw);
    if (match === null) continue;
    const [environment, name] = (match[2] ?? '').includes(':')
      ? (match[2] ?? '').split(':')
      : [match[1] ?? '', match[2] ?? ''];
    for (const base of ['pyproject.toml', 'hatch.toml', 'pixi.toml', 'Pipfile']) {
      const file = join(directory, base) ?? base;
      const text = repository.isFile(file) ? await repository.read(file) : null;
      const root = text === null ? null : (readToml(file, text).documents[0] ?? null);
      for (const path of keys(environment ?? '')) {
        const texts = commandTexts(member(root, ...path, name ?? ''));
        if (texts.length > 0)
          return [{ name: name ?? '', texts, directory, mode: lineShell, key: `${file}#${name}`, lost: null }];
      }
    }
  }
  return null;
}

function commandTexts(node: DataNode | null): LocatedText[] {
  if (node === null) return [];
  if (node.kind === 'scalar') return node.value === null ? [] : [node.text];
  if (node.kind === 'list') return node.items.flatMap((item) => commandTexts(item));
  for (const key of ['cmd', 'shell', 'sequence', 'composite', 'script']) {
    const inner = member(node, key);
    if (inner?.kind === 'list' && key === 'cmd') {
      const text = itemsOf(inner)
        .flatMap((item) => textOf(item) ?? [])
        .join(' ');
      const [first] = inner.items;
      return first?.kind === 'scalar' ? [{ file: first.text.file, text, range: inner.range, places: null }] : [];
    }
    if (inner !== null) return commandTexts(inner);
  }
  return [];
}
