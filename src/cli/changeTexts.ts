/** Texts of both sides of a change, for a report that quotes them. */
import type { Repository } from '../host/openRepository.ts';
import type { ChangeSet } from '../model/change.ts';
import type { TextLookup } from '../reports/places.ts';
import { textsOf } from './repository.ts';

/** @param files root-relative, those that the report names */
export async function changeTexts(
  repository: Repository,
  { files: changed, overlay }: ChangeSet,
  files: Iterable<string>,
): Promise<TextLookup> {
  const present = await textsOf(repository, files);
  const after = new Map([...overlay, ...changed.map(({ path, after: text }) => [path, text] as const)]);
  const before = new Map(changed.map(({ oldPath, before: text }) => [oldPath, text]));
  for (const { kind, path } of changed) if (kind === 'added') before.set(path, null);
  const lookup = (texts: ReadonlyMap<string, string | null>, file: string): string | null => {
    const text = texts.get(file);
    return text === undefined ? present(file) : text;
  };
  return (file, side) => lookup(side === 'before' ? before : after, file);
}
