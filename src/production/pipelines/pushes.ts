/** Images that a script pushes: whoever follows a tag of an environment gets what is pushed under it. */
import type { Location } from '../../model/text.ts';
import { rangeIn, type LocatedText } from '../text/locatedText.ts';
import { movingTagOf, unwrapped } from './classify.ts';
import { imagesOf } from './details.ts';
import { deployItem, type Item } from './items.ts';

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
