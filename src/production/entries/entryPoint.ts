/** The road through the room: every resolver is asked what it knows of a command, then what the repository declares. */
import { basename } from '../paths.ts';
import { entryResolvers } from './index.ts';
import { nothingResolved } from './question.ts';
import type { EntryQuestion, ResolvedEntry } from './question.ts';

export async function resolveEntry(question: EntryQuestion): Promise<ResolvedEntry> {
  const [first, ...rest] = question.argv;
  if (first === undefined)
    return (await ofImage(question)) ?? { ...nothingResolved, unresolved: 'there is no command' };
  const name = basename(first.value);
  let known: ResolvedEntry | null = null;
  for (const resolver of entryResolvers) {
    const found = await resolver.resolve(name, rest, question);
    if (found !== null && found.entryPoint !== null) return found;
    known ??= found;
  }
  if (known !== null) return known;
  const declared: ResolvedEntry[] = [];
  for (const resolver of entryResolvers) {
    const found = (await resolver.declared?.(name, question)) ?? null;
    if (found !== null) declared.push(found);
  }
  const [only] = declared;
  if (only !== undefined && declared.length === 1) return only;
  return {
    ...nothingResolved,
    unresolved:
      only === undefined
        ? `${first.value} is not a program whose source is known`
        : `${first.value} may be a program of several languages`,
  };
}

async function ofImage(question: EntryQuestion): Promise<ResolvedEntry | null> {
  for (const resolver of entryResolvers) {
    const found = (await resolver.ofImage?.(question)) ?? null;
    if (found !== null) return found;
  }
  return null;
}
