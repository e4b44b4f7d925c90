/** What a script pushes for others to follow: images under the tag of an environment, manifests of a repository. */
import type { Location } from '../../model/text.ts';
import { rangeIn, type LocatedText } from '../text/locatedText.ts';
import { movingTagOf, unwrapped } from './classify.ts';
import { isSynced } from './deliveryFiles.ts';
import { imagesOf } from './details.ts';
import { deployItem, environmentWordIn, type Item } from './items.ts';
import type { PipelineContext } from './reader.ts';

/** Commands that push an image, or name it anew. */
export const pushCommand =
  /^(?:docker (?:image )?push|docker tag|docker buildx imagetools create|crane (?:tag|copy)|skopeo copy|regctl)/;

/** Whoever follows a tag gets what is pushed under it. */
export function itemsOfPush(filled: string, at: Location): Item[] {
  const command = unwrapped(filled);
  if (!pushCommand.test(command)) return [];
  const images = imagesOf(command, () => at);
  const moving = movingTagOf(command);
  if (moving === null) return images.map((image) => ({ kind: 'image', image }));
  return [deployItem(at, { platform: 'image tag', environment: moving, waits: false, command: filled, images })];
}

/** Tags of environments that a script puts together in variables. */
export function movedTags(source: LocatedText): Item[] {
  const items: Item[] = [];
  for (const match of source.text
    .slice(0, 20_000)
    .matchAll(/^.*\bTAGS?=.*[}\w]:(production|staging|prod|stage)["'].*$/gm)) {
    const place = { file: source.file, range: rangeIn(source, match.index, match.index + match[0].length) };
    const environment = match[1] ?? null;
    items.push(deployItem(place, { platform: 'image tag', environment, waits: false, command: match[0].trim() }));
  }
  return items;
}

/** A push of what was written into manifests gets to whoever follows them. */
export async function gitopsItems(
  text: string,
  command: string,
  place: Location,
  source: LocatedText,
  start: number,
  context: PipelineContext,
): Promise<Item[]> {
  if (!/^git push\b(?!.*(?:--tags|--delete| -d ))/.test(command)) return [];
  const edit =
    /^.*\b(?:kustomize edit set image|yq\b.* (?:-i|--inplace)\b.*(?:image|tag)|sed -i.*(?:image|tag)).*$/im.exec(
      source.text.slice(0, start),
    );
  if (edit === null) return [];
  const path =
    /[\w./-]*(?:values|kustomization|deployment|manifest)[\w.-]*\.ya?ml/.exec(edit[0])?.[0].replace(/^\.\//, '') ??
    null;
  const synced = path === null ? null : await isSynced(path, context.repository);
  const entered = /\bcd ["']?([\w./-]+)/.exec(source.text.slice(0, start))?.[1] ?? '';
  const environment = environmentWordIn(path ?? '') ?? environmentWordIn(entered);
  // An application that is not synced by itself waits until somebody syncs it.
  const approval = synced === null ? { approval: null } : synced ? {} : { approval: true };
  return [deployItem(place, { platform: 'gitops', environment, waits: false, command: text, ...approval })];
}
