/**
 * What a configuration file of gunicorn says of the application: literals at its top, read and never run.
 * Facts: https://docs.gunicorn.org/en/stable/settings.html (`wsgi_app`, `chdir`, `pythonpath`, `raw_env`)
 */
import type { Variable, Word } from '../../../model/production.ts';
import type { Range } from '../../../model/text.ts';
import type { EntryQuestion } from '../question.ts';

interface GunicornSettings {
  readonly application: Word | null;
  readonly directory: string | null;
  readonly roots: readonly string[];
  readonly variables: readonly Variable[];
}

const longestFile = 200_000;
const mostVariables = 200;

/** @param files configuration files of the repository that the server runs */
export async function gunicornSettings(files: readonly string[], question: EntryQuestion): Promise<GunicornSettings> {
  let found: GunicornSettings = { application: null, directory: null, roots: [], variables: [] };
  for (const file of files) {
    const text = await question.repository.read(file);
    if (text === null || text.length > longestFile) continue;
    question.repository.note({ path: file, text, facts: null });
    const application = literalOf(text, 'wsgi_app');
    const word: Word | null =
      application === null
        ? null
        : { file, range: application.range, value: application.value, style: 'words', exact: false, dynamic: false };
    found = {
      application: word ?? found.application,
      directory: literalOf(text, 'chdir')?.value ?? found.directory,
      roots: literalOf(text, 'pythonpath')?.value.split(',') ?? found.roots,
      variables: [...found.variables, ...variablesOf(file, text)],
    };
  }
  return found;
}

interface Literal {
  readonly value: string;
  readonly range: Range;
}

function literalOf(text: string, name: string): Literal | null {
  const match = new RegExp(`^${name}[ \\t]*=[ \\t]*(["'])([^"'\\\\\\n]+)\\1[ \\t]*(?:#.*)?$`, 'm').exec(text);
  const value = match?.[2];
  if (match === null || value === undefined) return null;
  const start = match.index + match[0].indexOf(value);
  return { value, range: { start, end: start + value.length } };
}

/** `raw_env = ["A=b", …]`: set when Python runs already. */
function variablesOf(file: string, text: string): Variable[] {
  const match = /^raw_env[ \t]*=[ \t]*[[(]([^\])]*)[\])]/m.exec(text);
  const body = match?.[1];
  if (match === null || body === undefined) return [];
  const start = match.index + match[0].length - 1 - body.length;
  return [...body.matchAll(/(\bf)?(["'])(\w+)=((?:(?!\2)[^\\\n])*)\2(?!\s*[%.+])/g)]
    .slice(0, mostVariables)
    .map((one): Variable => {
      const at = start + one.index;
      const isComputed = one[1] !== undefined && one[4]?.includes('{') === true;
      const range = { start: at, end: at + one[0].length };
      const value = isComputed ? null : (one[4] ?? '');
      return { file, range, name: one[3] ?? '', value, layer: 'gunicorn', tooLate: true };
    });
}
