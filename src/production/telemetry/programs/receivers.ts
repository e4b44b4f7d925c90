/** What a name that a method is called on stands for, as far as the file says: `cmd := metrics.CommandLine{}`. */
import type { Module } from '../moduleGraph.ts';

/**
 * Whether the file that has the call gives the name the type that owns the method: where it is declared, where something
 * of that type is put into it, or where a function of the type's own file that returns one is.
 */
export function isOfType(name: string, owner: string, caller: Module, callee: Module): boolean {
  if (!/^\w+$/.test(name) || !/^\w+$/.test(owner)) return false;
  const { text } = caller.file;
  if (!text.includes(name)) return false;
  const type = `(?:\\w+(?:\\.|::))*${owner}\\b`;
  const declared = [
    // Go: `cmd *metrics.CommandLine`.
    `\\b${name}(?:\\s*,\\s*\\w+)*[ \\t]+\\*?${type}`,
    // Rust, Kotlin: `server: Arc<Server>`.
    `\\b${name}\\s*\\??:\\s*(?:[&*]|mut\\s|\\w+<)*${type}`,
    // Java, C#, C++: `Server server`, `Server<Config> server`.
    `\\b${owner}(?:<[^<>\\n]*>)?[&*?]?\\s+${name}\\b\\s*[=;,)]`,
    // Something that names the type: `cmd := &metrics.CommandLine{}`, `val server = Server(80)`.
    `\\b${name}(?:\\s*,\\s*\\w+)*(?:\\s*:\\s*[^=\\n]{1,60})?\\s*:?=\\s*(?:&|new\\s+|await\\s+)*${type}\\s*(?:[({]|::|\\.)`,
  ];
  if (new RegExp(declared.join('|')).test(text)) return true;
  const made = new RegExp(
    `\\b${name}(?:\\s*,\\s*\\w+)*\\s*:?=\\s*(?:await\\s+)?(?:[\\w]+(?:\\.|::))*(\\w+)\\s*\\(`,
    'g',
  );
  return [...text.matchAll(made)].some(([, maker = '']) => returns(maker, owner, callee));
}

/** `func NewServer() (*Server, error)`: a function of the file whose signature ends in the type. */
function returns(maker: string, owner: string, { facts, named, file }: Module): boolean {
  return (named.get(maker) ?? []).some((index) => {
    const fact = facts.functions[index];
    if (fact === undefined || fact.owner !== null) return false;
    const signature = /^[^{]*/.exec(
      file.text.slice(fact.range.start, Math.min(fact.range.end, fact.range.start + 600)),
    );
    return new RegExp(`\\)[^)]*\\(?[^)]*\\b${owner}\\b[^)]*\\)?\\s*$`).test((signature?.[0] ?? '').trimEnd());
  });
}
