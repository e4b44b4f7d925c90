/** Images that a deploy takes, by what their names hold. */
import { branchVariable } from '../../knowledge/deployedImages.ts';
import type { Deploy, DeployedImage } from '../../model/pipeline.ts';
import type { Target } from './targets.ts';

/** Without its tag. */
export const repositoryOf = ({ reference, tag }: DeployedImage): string =>
  tag === null ? reference : reference.slice(0, reference.length - tag.length - 1);

/** @param isAsked the policy wants images that stay what they are */
export function mutableImages(target: Target, isAsked: boolean): DeployedImage[] {
  return isAsked ? movingImages(target) : resetImages(target);
}

/** Those whose image has no other name in the same job. */
function movingImages({ commands }: Target): DeployedImage[] {
  const images = commands.flatMap((one) => one.images);
  const named = new Set(images.filter(({ moving }) => !moving).map(repositoryOf));
  return images.filter((image) => image.moving && isKnown(image) && !named.has(repositoryOf(image)));
}

/** What variables hold is not known, a branch's name apart. */
function isKnown({ reference, tag }: DeployedImage): boolean {
  if (tag === null) return /^[\w.-]+(?::\d+)?\/[\w./-]+$/.test(reference);
  return plainTag.test(tag) || branchVariable.test(tag);
}

const plainTag = /^[\w.-]+$/;
const restarts = /\brollout restart\b|\bdelete pods?\b|--force\b|--recreate-pods/;

/** Those that a command of Kubernetes is given to set, where nothing starts what runs anew. */
function resetImages({ job, commands }: Target): DeployedImage[] {
  if (job.deploys.some(({ command }) => restarts.test(command ?? ''))) return [];
  return commands
    .filter(({ command }) => /\bset image\b/.test(command ?? ''))
    .flatMap((deploy) => deploy.images.filter((image) => image.moving && isNamedIn(image, deploy)))
    .filter(({ tag }) => tag !== null && plainTag.test(tag));
}

/** The command itself names it: it is no image that was only pushed before. */
export function isNamedIn(image: DeployedImage, { file, range }: Deploy): boolean {
  return image.file === file && image.range.start >= range.start && image.range.end <= range.end;
}
