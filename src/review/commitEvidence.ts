/** What a commit says of who wrote it: its trailers, its author. Silence is not taken for a person. */
import { assistants, provenanceTrailers, type Assistant } from '../knowledge/assistants.ts';
import type { ProvenanceEvidence } from '../model/change.ts';

export interface CommitWords {
  /** Null: not committed, as in a patch. */
  readonly commit: string | null;
  /** `Name <address>`. */
  readonly author: string;
  readonly message: string;
}

/** Evidence is shown on one line. */
const longest = 200;

/** @returns one at least */
export function commitEvidence({ commit, author, message }: CommitWords): ProvenanceEvidence[] {
  const found = new Map<string, ProvenanceEvidence>();
  const add = (kind: ProvenanceEvidence['kind'], text: string, by: 'agent' | 'unknown', agent: string | null): void => {
    const line = text.trim().slice(0, longest);
    found.set(line, { kind, text: line, commit, by, agent });
  };
  for (const line of message.split(/\r?\n/)) {
    const agent = agentOfLine(line);
    if (agent !== null) add('trailer', line, 'agent', agent.name);
  }
  const who = assistantOf(author);
  if (who !== null) add('author', `author ${author}`, 'agent', who.name);
  else if (/\(aider\)\s*</i.test(author)) add('author', `author ${author}`, 'agent', 'Aider');
  else if (/\[bot\]/.test(author)) add('author', `author ${author}`, 'unknown', null);
  if (found.size > 0) return [...found.values()];
  const name = author.replace(/\s*<.*$/, '');
  const what = commit === null ? 'the patch' : `commit ${commit.slice(0, 7)}`;
  return [{ kind: 'commit', text: `${what} by ${name}`.slice(0, longest), commit, by: 'unknown', agent: null }];
}

/** The assistant a line of a message names; its name is null where only that there was one is said. */
function agentOfLine(line: string): { readonly name: string | null } | null {
  // The footer of a message, with a picture before it and a link around the name.
  const footer = /^\W{0,4}Generated with \[?([^\]\n]+)/.exec(line)?.[1];
  if (footer !== undefined) return assistants.find(({ tool }) => tool.test(footer)) ?? null;
  const [, key = '', value = ''] = /^([A-Za-z][A-Za-z-]{2,30}):\s*(\S.*)$/.exec(line) ?? [];
  const trailer = provenanceTrailers.find((one) => one.key === key.toLowerCase());
  if (trailer === undefined) return null;
  const named = assistantOf(value);
  if (named !== null || trailer.names === 'somebody') return named;
  if (trailer.names === 'whether') return /^(?:true|yes)\b/i.test(value) ? { name: null } : null;
  // With an address it may be a person of that name.
  return value.includes('<') ? null : (assistants.find(({ tool }) => tool.test(value)) ?? null);
}

/** @param who `Name <address>` */
function assistantOf(who: string): Assistant | null {
  const [, name = who, address = ''] = /^(.*?)\s*<([^>]*)>/.exec(who) ?? [];
  const plain = address.toLowerCase();
  const login = /^(?:\d+\+)?(.+)@users\.noreply\.github\.com$/.exec(plain)?.[1] ?? null;
  return (
    assistants.find(
      ({ addresses, logins, signature }) =>
        addresses.includes(plain) ||
        (login !== null && logins.includes(login)) ||
        (name.endsWith('[bot]') && logins.includes(name.toLowerCase())) ||
        signature?.test(name) === true,
    ) ?? null
  );
}

/** The assistant a tool calls itself, as people know it; the given name where it is none that is known. */
export function assistantName(tool: string): string {
  return assistants.find((one) => one.tool.test(tool))?.name ?? tool;
}
