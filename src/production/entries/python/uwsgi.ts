/** What uWSGI loads: flags, or the keys of its configuration file. */
import type { Word } from '../../../model/production.ts';
import { pathsOf } from '../question.ts';
import type { EntryQuestion } from '../question.ts';
import type { ProgramArguments } from '../programArguments.ts';

export interface UwsgiTarget {
  readonly module: Word | null;
  readonly file: Word | null;
  readonly directory: string | null;
}

const moduleKeys = ['module', 'wsgi', '-w'];
const fileKeys = ['wsgi-file', 'file'];

export async function uwsgiTarget(given: ProgramArguments, question: EntryQuestion): Promise<UwsgiTarget> {
  const flag = (...keys: readonly string[]): Word | null =>
    given.flag(...keys.map((key) => (key.startsWith('-') ? key : `--${key}`)));
  const direct: UwsgiTarget = {
    module: flag(...moduleKeys),
    file: flag(...fileKeys),
    directory: flag('chdir')?.value ?? null,
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
    const value = match?.[1]?.trim();
    if (match === null || value === undefined) return null;
    const start = match.index + match[0].indexOf(value);
    return {
      file: found.path,
      range: { start, end: start + value.length },
      value,
      style: 'words',
      exact: false,
      dynamic: /[%$]/.test(value),
    };
  };
  return {
    module: key(moduleKeys.filter((name) => !name.startsWith('-'))),
    file: key(fileKeys),
    directory: direct.directory ?? key(['chdir'])?.value ?? null,
  };
}
