/** Circus: one process per watcher, its command split without a shell. Facts: https://circus.readthedocs.io/en/latest/for-ops/configuration */
import type { Fault } from '../../model/source.ts';
import { dirname, join } from '../paths.ts';
import { artifactFault } from '../text/dataTree.ts';
import { configParserDialect, readIni, type IniFile, type IniSection } from '../text/ini.ts';
import type { LocatedText } from '../text/locatedText.ts';
import { stopContract } from '../text/signals.ts';
import { splitWords, type Expansion } from '../text/words.ts';
import type { ProcessDeclaration, Variable, Word } from '../../model/production.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'circus';
const defaultGrace = 30_000;

export const circusReader: LauncherReader = {
  name: launcher,
  files: ['**/*.ini', '**/circus*.conf'],
  claims: ({ text }) => /^[ \t]*\[watcher:/m.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const ini = readIni(path, text, configParserDialect);
  const faults: Fault[] = [...ini.faults];
  const declarations = ini.sections.flatMap((section) => {
    const name = /^watcher:(.+)$/.exec(section.name ?? '')?.[1]?.trim();
    return name === undefined ? [] : [declare(path, ini, section, name, faults)];
  });
  return { declarations, faults };
}

function declare(file: string, ini: IniFile, section: IniSection, name: string, faults: Fault[]): ProcessDeclaration {
  const value = (key: string): LocatedText | null =>
    section.entries.findLast((entry) => entry.key.toLowerCase() === key)?.value ?? null;
  const command = value('cmd');
  const args = value('args');
  const words = [command, args].flatMap((text): readonly Word[] => {
    if (text === null) return [];
    const split = splitWords(text, { escapes: 'posix', expand });
    if (split.problem !== null)
      faults.push(artifactFault(file, split.problem.range, `circus: ${split.problem.message}`));
    return split.words;
  });
  if (words.length === 0)
    faults.push(artifactFault(file, section.range, 'circus refuses this watcher: it has no command', 'error'));
  const seconds = Number(value('graceful_timeout')?.text ?? Number.NaN);
  const directory = value('working_dir')?.text ?? null;
  const location = { file, range: command?.range ?? section.range };
  const isShell = value('shell')?.text.toLowerCase() === 'true' && command !== null && args === null;
  return processOf({
    launcher,
    name,
    file,
    range: section.range,
    entrypoint:
      words.length === 0
        ? null
        : isShell
          ? {
              form: 'shell',
              line: { file, range: command.range, text: command.text, exact: typeof command.places === 'number' },
              location,
            }
          : { form: 'exec', words, location },
    directory:
      directory === null || directory === ''
        ? null
        : directory.startsWith('/')
          ? directory
          : join(dirname(file), directory),
    variables: ini.sections.flatMap((other) => variablesOf(file, other, name)),
    stop: stopContract(
      value('stop_signal')?.text || null,
      Number.isFinite(seconds) ? seconds * 1000 : null,
      defaultGrace,
    ),
  });
}

/** `[env]` is for all watchers, `[env:a,b]` for those it names. */
function variablesOf(file: string, section: IniSection, watcher: string): Variable[] {
  const named = /^env(?::(.+))?$/.exec(section.name ?? '');
  if (named === null) return [];
  const own = named[1]?.split(',').map((name) => name.trim());
  if (own !== undefined && !own.some((name) => name === watcher || name === '*')) return [];
  return section.entries.map(({ key, value }) => {
    const text = /\$[A-Za-z_{]|\$\(/.test(value.text) ? null : value.text;
    return { file, range: value.range, name: key, value: text, layer: launcher };
  });
}

/** `$(circus.wid)` and variables of the environment. */
function expand(text: string): Expansion {
  return { values: [text], dynamic: /\$\(|\$[A-Za-z_{]/.test(text) };
}
