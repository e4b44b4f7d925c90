/**
 * What the file of an agent was before it got the name that a flag calls it by: `/agent.jar` may be a copy of
 * `newrelic-java/newrelic.jar`, a file of a vendor's image, or what the build fetched from an address.
 */
import type { ImageDeclaration } from '../../model/production.ts';
import { stepsOfImage } from '../entries/builds/steps.ts';
import type { FileView } from '../containerPaths.ts';
import { basename, joinAbsolute } from '../paths.ts';

export interface AgentPlace {
  readonly image: ImageDeclaration | null;
  readonly view: FileView;
}

/** Deepest chain of renamings that is followed. */
const mostRenamings = 4;

/**
 * Names that tell which agent it is: paths of build stages, sources of copies, addresses and images it comes from.
 * @param path as the flag has it, options of the agent left out; relative ones are those of the image's directory
 */
export function namesOfAgent(path: string, { image, view }: AgentPlace): readonly string[] {
  const found = new Set<string>([path]);
  if (image === null) return [path];
  const queue = [{ path: joinAbsolute(image.directory, path), renamed: 0 }];
  for (const next of queue) {
    const outside = view.outside(next.path);
    if (outside !== null) found.add(outside);
    for (const origin of view.origins(next.path)) {
      found.add(origin.path);
      if (origin.image !== image && origin.image.base !== null) found.add(origin.image.base);
      for (const { from, source, target } of origin.image.copies) {
        const places = target.endsWith('/') ? [joinAbsolute(target, basename(source)), target.slice(0, -1)] : [target];
        if (from === null && places.includes(origin.path)) found.add(source);
      }
      for (const { words, directory } of stepsOfImage(origin.image)) {
        if (!words.some((word) => joinAbsolute(directory, word) === origin.path)) continue;
        for (const word of words.slice(1)) {
          if (word.startsWith('-') || found.has(word)) continue;
          found.add(word);
          if (!word.includes('://') && next.renamed < mostRenamings)
            queue.push({ path: joinAbsolute(directory, word), renamed: next.renamed + 1 });
        }
      }
    }
  }
  return [...found];
}
