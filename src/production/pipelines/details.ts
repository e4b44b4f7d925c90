/** What commands and actions say of themselves beyond what they are: images, services, thresholds, severities, paths. */
import { environmentWord } from '../../knowledge/deployEnvironments.ts';
import {
  branchVariable,
  imageActions,
  imageCommands,
  movingImageTag,
  retaggingActions,
  serviceInCommand,
  serviceInputs,
  tagCommands,
} from '../../knowledge/deployedImages.ts';
import type { DeployedImage } from '../../model/pipeline.ts';
import type { Location } from '../../model/text.ts';

/** Images that a command pushes or deploys. `place` finds a text in the command in its file. */
export function imagesOf(command: string, place: (text: string) => Location): DeployedImage[] {
  const images: DeployedImage[] = [];
  for (const row of imageCommands) {
    const word = row.command.test(command) ? unquoted(row.image.exec(command)?.[1]) : null;
    if (word !== null) images.push(imageOf(word, place(word)));
  }
  for (const row of tagCommands) {
    const tag = row.command.test(command) ? unquoted(row.image.exec(command)?.[1]) : null;
    const [image] = images;
    if (tag === null) continue;
    if (image === undefined) images.push({ ...place(tag), reference: `:${tag}`, tag, moving: isMoving(tag) });
    else images[0] = { ...image, reference: `${image.reference}:${tag}`, tag, moving: isMoving(tag) };
  }
  return images;
}

/** @param inputs by their names as written */
export function imagesOfAction(
  uses: string,
  inputs: ReadonlyMap<string, string>,
  placeOf: (input: string) => Location,
): DeployedImage[] {
  const row = imageActions.find((one) => one.uses.test(uses));
  if (row === undefined || (row.when !== undefined && !row.when.value.test(inputs.get(row.when.input) ?? '')))
    return [];
  return row.inputs.flatMap((name) => {
    const words = (inputs.get(name) ?? '')
      .split(/[\n,]/)
      .map((word) => word.trim().replace(/^container=\S+?,?image-and-tag=/, ''));
    // What an earlier step computed is no name.
    const named = words.filter((word) => /^[\w${]/.test(word) && !word.startsWith('${steps.') && !/\s/.test(word));
    return named.map((word) => imageOf(unquoted(word) ?? word, placeOf(name)));
  });
}

/** Environments whose tag an action moves: to what it pushes, or to what was pushed before. */
export function movedByAction(uses: string, inputs: ReadonlyMap<string, string>): string[] {
  const row = retaggingActions.find((one) => one.uses.test(uses));
  const names = row?.inputs ?? [];
  const tags = names.flatMap((name) => (inputs.get(name) ?? '').split(/[\s,]+/));
  return tags.map((tag) => tag.replace(/^.*:/, '')).filter((tag) => environmentTag.test(tag));
}

const environmentTag = new RegExp(`^(?:${environmentWord.source})$`, environmentWord.flags);

function imageOf(reference: string, place: Location): DeployedImage {
  const digest = /@(sha256:\w+)$/.exec(reference)?.[1];
  // The colon of a port or of an expression is none of a tag.
  const tag =
    digest ?? /^(?:[^$]|\$\{[^}]*\})*?:((?:[\w.-]|\$\{[^}]*\}|\$\w+|\$\([^)]*\))+)$/.exec(reference)?.[1] ?? null;
  const isWhole = /^\$\{?[\w.]+\}?$/.test(reference);
  const moving = tag === null ? !isWhole && !reference.includes('@') : isMoving(tag);
  return { ...place, reference, tag, moving };
}

function isMoving(tag: string): boolean {
  return movingImageTag.test(tag) || branchVariable.test(tag);
}

function unquoted(word: string | undefined): string | null {
  const bare = word?.replace(/^["']|["']$/g, '') ?? '';
  return bare === '' ? null : bare;
}

/** The service, app or deployment that the command names. */
export function serviceOf(command: string): string | null {
  for (const row of serviceInCommand) {
    const word = row.exec(command)?.[1];
    if (word !== undefined) return word;
  }
  return null;
}

export function serviceOfAction(inputs: ReadonlyMap<string, string>): string | null {
  for (const name of serviceInputs) {
    const value = inputs.get(name);
    if (value !== undefined && value !== '' && !/\s/.test(value)) return value;
  }
  return null;
}

const levels = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const synonyms: Readonly<Record<string, string>> = { MODERATE: 'MEDIUM', NEGLIGIBLE: 'LOW', INFO: 'LOW' };

/** What a scan fails on, in upper case; empty: all of it. */
export function severitiesFrom(list: string | null, lowest: string | null): string[] {
  if (list !== null) {
    const words = list
      .toUpperCase()
      .split(/[\s,]+/)
      .map((word) => synonyms[word] ?? word);
    return words.filter((word) => levels.includes(word));
  }
  const word = lowest?.toUpperCase() ?? '';
  const at = levels.indexOf(synonyms[word] ?? word);
  return at <= 0 ? [] : levels.slice(at);
}

const mostPaths = 20;

/** Paths of addresses in a command: `curl -f https://$HOST/healthz` asks `/healthz`. */
export function pathsIn(command: string): string[] {
  const paths: string[] = [];
  for (const match of command.matchAll(
    /(?:https?:\/\/|(?<![\w/.-])["']?\$\{?\{?\s?)[^\s"'/]*[^\s"'/\\](\/[\w./~-]*)/g,
  )) {
    const path = (match[1] ?? '').replace(/\/+$/, '') || '/';
    if (!paths.includes(path) && paths.length < mostPaths) paths.push(path);
  }
  return paths;
}
