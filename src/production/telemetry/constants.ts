/** Names of a file that are bound once, with the source text that they stand for. */

/** What a module binds names to, where it does so once: `ENABLED = os.getenv("X") == "1"`, `const env = process.env.Y`. */
export function constantsOf(text: string, ecosystem: string): ReadonlyMap<string, string> {
  const pattern =
    ecosystem === 'python'
      ? /^[ \t]*([A-Za-z_]\w*)(?:[ \t]*:[^=\n]{1,60})?[ \t]*=[ \t]*([^=\n][^\n]{0,400})$/gm
      : ecosystem === 'dotnet'
        ? /\b(?:var|bool|string)\??[ \t]+([A-Za-z_]\w*)[ \t]*=[ \t]*([^=\n][^;\n]{0,400})/g
        : /\b(?:const|let|var)[ \t]+([A-Za-z_$][\w$]*)(?:[ \t]*:[^=\n]{1,60})?[ \t]*=[ \t]*([^=\n][^;\n]{0,400})/g;
  const found = new Map<string, string>();
  const several = new Set<string>();
  for (const [, name = '', value = ''] of text.matchAll(pattern)) {
    if (found.has(name)) several.add(name);
    else
      found.set(
        name,
        value
          .trim()
          .replace(/\s+#.*$/, '')
          .replace(/,$/, ''),
      );
  }
  for (const name of several) found.delete(name);
  return found;
}
