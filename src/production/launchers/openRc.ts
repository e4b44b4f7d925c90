/**
 * OpenRC scripts: what `command` and `command_args` start. They are shell, of which plain assignments are read.
 * Facts: https://github.com/OpenRC/openrc/blob/master/service-script-guide.md
 */
import type { Word } from '../../model/production.ts';
import { basename } from '../paths.ts';
import { located, trimmed, type LocatedText } from '../text/locatedText.ts';
import { splitWords } from '../text/words.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'openrc';

export const openRcReader: LauncherReader = {
  name: launcher,
  files: ['**/init.d/*', '**/*.initd', '**/*openrc*', '**/*openrc*/**'],
  claims: ({ text }) => /^#!.*\bopenrc-run\b/.test(text) && /^\s*command=/m.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const values = new Map<string, LocatedText>();
  for (const match of text.matchAll(
    /^[ \t]*(?:export[ \t]+|:[ \t]+)?([A-Za-z_]\w*)=("(?:[^"\\]|\\[\s\S])*"|'[^']*'|[^\s;#]*)/gm,
  )) {
    const [whole, name = '', value = ''] = match;
    const start = match.index + whole.length - value.length;
    const inner = /^["']/.test(value) ? 1 : 0;
    values.set(name, trimmed(located(path, text, start + inner, start + value.length - inner)));
  }
  const known = (value: LocatedText): string => expanded(value.text, values, basename(path), 0);
  const words = ['command', 'command_args', 'command_args_background', 'command_args_foreground'].flatMap(
    (key): readonly Word[] => {
      const value = values.get(key);
      if (value === undefined || (key !== 'command' && key !== 'command_args')) return [];
      return splitWords(value, {
        escapes: 'posix',
        expand: (written) => {
          const made = expanded(written, values, basename(path), 0);
          return { values: made.split(/\s+/).filter((one) => one !== ''), dynamic: made.includes('$') };
        },
      }).words;
    },
  );
  const command = values.get('command');
  if (command === undefined || words.length === 0) return { declarations: [], faults: [] };
  const directory = values.get('directory');
  const name = values.get('name');
  const place = directory === undefined ? null : known(directory);
  const called = name === undefined ? null : known(name);
  return {
    declarations: [
      processOf({
        launcher,
        name: called === null || called.includes('$') || called === '' ? basename(path).replace(/\.\w+$/, '') : called,
        file: path,
        range: command.range,
        entrypoint: { form: 'exec', words, location: { file: path, range: command.range } },
        directory: place === null ? '/' : place.startsWith('/') ? place : null,
      }),
    ],
    faults: [],
  };
}

/** `$NAME`, `${NAME}` and `${NAME:-default}` of the script itself; what is not known stays. */
function expanded(text: string, values: ReadonlyMap<string, LocatedText>, service: string, depth: number): string {
  if (depth > 5) return text;
  return text.replace(
    /\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g,
    (written, braced?: string, fallback?: string, bare?: string) => {
      const name = braced ?? bare ?? '';
      if (name === 'RC_SVCNAME' || name === 'SVCNAME') return service;
      const value = values.get(name)?.text;
      // One that names itself takes what the configuration beside it says, or the default.
      if (value === undefined || value.includes(`$${name}`) || value.includes(`{${name}`)) {
        return fallback ?? /\{\w+:?[-=]([^}]*)\}/.exec(value ?? '')?.[1] ?? written;
      }
      return expanded(value, values, service, depth + 1).slice(0, 1000);
    },
  );
}
