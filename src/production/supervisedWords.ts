/** What supervisord fills in when it starts: `%(ENV_NAME)s` is a variable of its own environment, which is that of its image. */
import type { Command } from '../model/production.ts';
import type { Variables } from './shellSource.ts';

const open = /%\(ENV_(\w+)\)s/g;

/** With the variables that are known; what is not stays as it is written. */
export function fillIn(text: string, variables: Variables): string {
  return text.replace(open, (written, name: string) => variables.get(name)?.value ?? written);
}

export function fillInCommand(command: Command | null, variables: Variables): Command | null {
  if (command === null || command.form !== 'exec' || !command.words.some(({ value }) => value.includes('%(ENV_'))) {
    return command;
  }
  const words = command.words.flatMap((word) => {
    const value = fillIn(word.value, variables);
    if (value === word.value) return [word];
    // A whole command in a variable is split like one that stands in the file.
    const parts = /^%\(ENV_\w+\)s$/.test(word.value) ? value.split(/\s+/).filter((part) => part !== '') : [value];
    return parts.map((part) => ({ ...word, value: part, exact: false, dynamic: /%\(\w+\)[sd]/.test(part) }));
  });
  return { ...command, words };
}
