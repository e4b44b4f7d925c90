/** Targets of make, with what they need first. */
import { join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { assembled, located, rangeIn, type LocatedText } from '../../text/locatedText.ts';
import { lineShell, optionOf, type Task } from './task.ts';

const mostTargets = 6;

export async function makeTasks(
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
  const variables = variablesOf(text);
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
      found.push(filled(located(file, text, start, end), variables, 0));
      line = last;
    }
  };
  add(target === '' ? (first ?? '') : target, 0);
  return found;
}

/** Plain values of variables; what a shell or a function computes is none. */
function variablesOf(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(
    /^(?:export )?([A-Za-z_]\w*)[ \t]*(?:\?|:{1,3})?=[ \t]*([^\n#]*)/gm,
  )) {
    if (!/\$[({](?:shell|if|foreach|call|eval)\b/.test(value) && !values.has(name)) values.set(name, value.trim());
  }
  return values;
}

/** A line with the values of the file's variables in place of their names. */
function filled(line: LocatedText, variables: ReadonlyMap<string, string>, depth: number): LocatedText {
  const pieces: { text: string; range: LocatedText['range'] }[] = [];
  let from = 0;
  for (const match of line.text.matchAll(/\$(?:\((\w+)\)|\{(\w+)\})/g)) {
    const value = variables.get(match[1] ?? match[2] ?? '');
    if (value === undefined) continue;
    const end = match.index + match[0].length;
    pieces.push({ text: line.text.slice(from, match.index), range: rangeIn(line, from, match.index) });
    pieces.push({ text: value, range: rangeIn(line, match.index, end) });
    from = end;
  }
  if (pieces.length === 0 || depth > 3) return line;
  pieces.push({ text: line.text.slice(from), range: rangeIn(line, from, line.text.length) });
  return filled(assembled(line.file, line.range, pieces), variables, depth + 1);
}
