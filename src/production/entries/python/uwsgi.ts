/** What uWSGI loads: flags, or the keys of its configuration file. */
import type { Variable, Word } from '../../../model/production.ts';
import type { Location } from '../../../model/text.ts';
import { pathsOf } from '../question.ts';
import type { EntryQuestion } from '../question.ts';
import type { ProgramArguments } from '../programArguments.ts';

export interface UwsgiTarget {
  readonly module: Word | null;
  readonly file: Word | null;
  readonly directory: string | null;
  /** `env = NAME=value` of its configuration. */
  readonly variables: readonly Variable[];
}

const mostVariables = 500;
const moduleKeys = ['module', 'wsgi', '-w'];
const fileKeys = ['wsgi-file', 'file'];

export async function uwsgiTarget(given: ProgramArguments, question: EntryQuestion): Promise<UwsgiTarget> {
  const flag = (...keys: readonly string[]): Word | null =>
    given.flag(...keys.map((key) => (key.startsWith('-') ? key : `--${key}`)));
  const direct: UwsgiTarget = {
    module: flag(...moduleKeys),
    file: flag(...fileKeys),
    directory: flag('chdir')?.value ?? null,
    variables: given.flags('--env').flatMap((word) => variableOf(word.value, word) ?? []),
  };
  if (direct.module !== null || direct.file !== null) return direct;
  const path =
    given.flag('--ini', '--yaml', '--yml', '--json', '--xml') ??
    given.positionals.find((word) => /\.(ini|ya?ml|json|xml)$/.test(word.value));
  if (path === undefined || path === null) return direct;
  const found = pathsOf(path.value, question).find((candidate) => question.repository.isFile(candidate.path));
  const text = found === undefined ? null : await question.repository.read(found.path);
  if (found === undefined || text === null) return direct;
  question.repository.note({ path: found.path, text, facts: null });
  const key = (names: readonly string[]): Word | null => {
    const pattern = new RegExp(`^[ \\t]*["']?(?:${names.join('|')})["']?[ \\t]*[=:][ \\t]*["']?([^"'\\r\\n,]+)`, 'm');
    const match = pattern.exec(text);
    const written = match?.[1]?.trim();
    if (match === null || written === undefined) return null;
    const start = match.index + match[0].indexOf(written);
    // `$(NAME)` is of the environment that uWSGI is started in.
    const value = written.replace(/\$\((\w+)\)/g, (open, name: string) => question.variables.get(name)?.value ?? open);
    return {
      file: found.path,
      range: { start, end: start + written.length },
      value,
      style: 'words',
      exact: false,
      dynamic: /[%$]/.test(value),
    };
  };
  const mount = mounted(key(['mount']));
  const isFile = mount?.value.endsWith('.py') === true;
  return {
    module: key(moduleKeys.filter((name) => !name.startsWith('-'))) ?? (isFile ? null : mount),
    file: key(fileKeys) ?? (isFile ? mount : null),
    directory: direct.directory ?? key(['chdir', 'chdir2'])?.value ?? null,
    variables: [...variablesOf(found.path, text), ...direct.variables],
  };
}

/** `mount = /path=package.module:callable`, or a file there: what stands behind the path. */
function mounted(word: Word | null): Word | null {
  const value = word?.value.slice(word.value.indexOf('=') + 1) ?? '';
  return word === null || !word.value.includes('=') ? null : { ...word, value, dynamic: /[%$]/.test(value) };
}

/** `env = A=b` of INI, `env: A=b` and `- A=b` below `env:` of YAML, `"env": "A=b"` of JSON, `<env>A=b</env>` of XML. */
function variablesOf(file: string, text: string): Variable[] {
  const one = /^[ \t]*["'<]?(?:set-)?env["'>]?[ \t]*[=:]?[ \t]*["']?([A-Za-z_]\w*=[^"'<\r\n]*)/gm;
  const lists = /^[ \t]*["']?env["']?[ \t]*:[ \t]*\[?[ \t]*\r?\n((?:[ \t]*(?:-[ \t]*)?["']?[A-Za-z_]\w*=[^\n]*\n?)+)/gm;
  const texts = [...text.matchAll(one)].map((match) => ({ match, value: match[1] ?? '' }));
  const listed = [...text.matchAll(lists)].flatMap((match) =>
    (match[1] ?? '').split('\n').map((line) => ({
      match,
      value: line
        .trim()
        .replace(/^-\s*/, '')
        .replace(/^["']|["'],?$/g, ''),
    })),
  );
  return [...texts, ...listed].slice(0, mostVariables).flatMap(({ match, value }) => {
    const start = match.index + Math.max(match[0].indexOf(value), 0);
    return variableOf(value, { file, range: { start, end: start + value.length } }) ?? [];
  });
}

function variableOf(text: string, { file, range }: Location): Variable | null {
  const [, name, value = ''] = /^([A-Za-z_]\w*)=([^]*)$/.exec(text.trim()) ?? [];
  // Magic variables and placeholders are filled in when it starts.
  return name === undefined
    ? null
    : { file, range, name, value: /%[a-zA-Z(]|\$\(/.test(value) ? null : value.trim(), layer: 'uwsgi' };
}
