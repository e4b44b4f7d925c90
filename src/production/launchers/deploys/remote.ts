/** What a script does on another machine that goes on running there: programs under PM2, containers, daemons. */
import type { Command, ProcessDeclaration, Variable, Word } from '../../../model/production.ts';
import { basename, join } from '../../paths.ts';
import { snippetOf, type LocatedText } from '../../text/locatedText.ts';
import { processOf } from '../declare.ts';
import { flagsOf, statementsOf, type KnownValues, type Statement } from './statements.ts';

/** @param script as the other machine's shell gets it */
export function remoteProcesses(script: LocatedText, known: KnownValues): ProcessDeclaration[] {
  let directory: string | null = null;
  return statementsOf(script, known).flatMap((statement): ProcessDeclaration[] => {
    const words = withoutPrefix(statement.words);
    const [program, ...rest] = words;
    if (program?.value === 'cd' && rest[0] !== undefined) {
      directory = moved(directory, rest[0]);
      return [];
    }
    const own = { ...statement, words };
    const found = dockerRun(own) ?? pm2Start(own, directory) ?? daemon(own, directory);
    return found === null ? [] : [found];
  });
}

/** An absolute folder is where the repository was put; one below it is looked for in the repository. */
function moved(from: string | null, { value, dynamic }: Word): string | null {
  if (dynamic || value.startsWith('~')) return null;
  if (value.startsWith('/')) return value;
  return from === null ? null : from.startsWith('/') ? `${from}/${value}` : join(from, value);
}

function withoutPrefix(words: readonly Word[]): readonly Word[] {
  let at = 0;
  while (/^(?:sudo|nohup|exec|-[EHn]+|\w+=\S*)$/.test(words[at]?.value ?? '')) at++;
  return words.slice(at);
}

const runSwitches =
  /^(?:-[dit]+|-P|--(?:detach|rm|init|interactive|tty|privileged|publish-all|read-only|no-healthcheck|quiet))$/;

/** `docker run -d image command`: what is only run for its output is no service. */
function dockerRun({ words, source }: Statement): ProcessDeclaration | null {
  if (!/^(?:docker|podman)$/.test(words[0]?.value ?? '') || words[1]?.value !== 'run') return null;
  const given = words.slice(2);
  let at = 0;
  while (at < given.length && given[at]?.value.startsWith('-') === true) {
    const flag = given[at]?.value ?? '';
    at += flag.includes('=') || runSwitches.test(flag) || /^-[ep].+/.test(flag) ? 1 : 2;
  }
  const flags = flagsOf(given.slice(0, at), (flag) => runSwitches.test(flag));
  const [image, ...args] = given.slice(at);
  const isDetached = flags.has('-d', '--detach', '-dit', '-itd', '-di', '-dt', '-id', '-td');
  if (image === undefined || !isDetached) return null;
  const location = { file: source.file, range: source.range };
  const name = flags.value('--name');
  const entrypoint = flags.value('--entrypoint');
  const variables = flags.values('-e', '--env').flatMap((word): Variable[] => {
    const equals = word.value.indexOf('=');
    const value = equals < 0 || word.dynamic ? null : word.value.slice(equals + 1);
    const { file, range } = word;
    return [{ file, range, name: equals < 0 ? word.value : word.value.slice(0, equals), value, layer: 'docker' }];
  });
  const command = (list: readonly Word[]): Command | null =>
    list.length === 0 ? null : { form: 'exec', words: list, location: { file: source.file, range: source.range } };
  return processOf({
    launcher: 'docker',
    name: name === null || name.dynamic ? basename(image.value).replace(/[:@].*$/, '') : name.value,
    ...location,
    image: { kind: 'name', name: image.value, location: { file: image.file, range: image.range } },
    entrypoint: entrypoint === null ? null : command([entrypoint]),
    arguments: command(args),
    variables,
    variableSources: flags.values('--env-file').map(({ file, range, value }) => {
      return { file, range, kind: 'file', name: value.startsWith('/') ? value : `/${value}`, wins: false };
    }),
    directory: flags.value('-w', '--workdir')?.value ?? null,
  });
}

const startVerb = /^(?:start|startOrRestart|startOrReload|startOrGracefulReload)$/;

/** `pm2 start script`; ecosystem files say themselves what they start, and a name alone is of something that runs. */
function pm2Start({ words, source }: Statement, directory: string | null): ProcessDeclaration | null {
  if (words[0]?.value !== 'pm2' || !startVerb.test(words[1]?.value ?? '')) return null;
  const flags = flagsOf(words.slice(2), (flag) =>
    /^--(?:watch|no-\w+|time|wait-ready|merge-logs|update-env)$|^-f$/.test(flag),
  );
  const target = flags.positionals[0];
  if (target === undefined || target.dynamic || /\.(?:json|ya?ml|config\.[cm]?js)$/.test(target.value)) return null;
  if (!/[./]/.test(target.value) && !/^(?:npm|yarn|pnpm)$/.test(target.value)) return null;
  const name = flags.value('--name', '-n');
  const called = name === null || name.dynamic ? basename(target.value).replace(/\.\w+$/, '') : name.value;
  const behind = words.findIndex(({ value }) => value === '--');
  const args = behind < 0 ? [] : words.slice(behind + 1);
  const isScript = /\.[cm]?js$/.test(target.value);
  const interpreter = flags.value('--interpreter') ?? (isScript ? { ...target, value: 'node', exact: false } : null);
  const node = flags.value('--node-args')?.value.split(/\s+/) ?? [];
  const options = node.map((value): Word => ({ ...target, value, exact: false }));
  const command: Word[] = [...(interpreter === null ? [] : [interpreter, ...options]), target, ...args];
  const location = { file: source.file, range: source.range };
  const entrypoint: Command = { form: 'exec', words: command, location };
  return processOf({ launcher: 'pm2', name: called, ...location, entrypoint, directory });
}

/** A server that is told to leave the shell: `gunicorn --daemon`, `nohup … &`. */
function daemon({ words, source }: Statement, directory: string | null): ProcessDeclaration | null {
  const program = basename(words[0]?.value ?? '');
  const isDaemon = program === 'gunicorn' && words.some(({ value }) => value === '--daemon' || value === '-D');
  if (!isDaemon && !/^(?:sudo )?nohup\s/.test(source.text)) return null;
  const location = { file: source.file, range: source.range };
  const line = snippetOf(source);
  return processOf({
    launcher: 'shell',
    name: program,
    ...location,
    entrypoint: { form: 'shell', line, location },
    directory,
  });
}
