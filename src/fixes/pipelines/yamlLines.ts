/** Lines of YAML, put together as text so that comments and blank lines stand where they are wanted. */
export type Lines = readonly string[];

export const lines = (all: Lines): string => `${all.join('\n')}\n`;

/**
 * A command behind a key, or several as a block below it.
 * @param key with its indentation and colon
 * @param indent of the lines of a block
 */
export function block(key: string, commands: Lines, indent: string): Lines {
  const [only] = commands;
  if (commands.length === 1 && only !== undefined) return [`${key} ${plain(only)}`];
  return [`${key} |`, ...commands.map((command) => `${indent}${command}`)];
}

/** As a plain scalar where YAML reads it back as the same text, else in quotes. */
export function plain(text: string): string {
  const isPlain = /^[\w./$-][^#]*$/.test(text) && !/:\s|:$|\s#|^[-?]\s|\s$/.test(text);
  return isPlain && !/^(?:true|false|null|yes|no|on|off|~|[\d.]+)$/i.test(text)
    ? text
    : `'${text.replaceAll("'", "''")}'`;
}
