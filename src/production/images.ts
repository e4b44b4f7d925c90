/** Images that the repository builds, and which of them a process runs in. */
import { baseCommands, baseImages, plainBases, runtimeBases } from '../knowledge/baseImages.ts';
import { speakingPackages } from '../knowledge/telemetryPackages.ts';
import type { Command, ImageDeclaration, ImageReference, Word } from '../model/production.ts';
import { globMatcher } from '../model/glob.ts';
import { environmentOfToken } from './environment.ts';
import { ancestors, basename, dirname, join } from './paths.ts';

export interface Images {
  readonly all: readonly ImageDeclaration[];
  /** All stages of a Dockerfile, in order. */
  stagesOf(dockerfile: string): readonly ImageDeclaration[];
  /** The directory that processes build an image from; null where none does. */
  contextOf(image: ImageDeclaration): string | null;
  /**
   * The only image that has a file of the repository in it: a supervisord.conf is run where it was copied to.
   * @param withFolders folders that are copied whole count as well, `rootfs/` for a supervisor's files
   */
  carrying(file: string, withFolders: boolean): ImageDeclaration | null;
  /** The image a process runs in, with the build context where that is known; null for one of elsewhere. */
  find(reference: ImageReference): { readonly image: ImageDeclaration; readonly context: string | null } | null;
  /** Build arguments that a process's image is built with, as far as they are said or can only be one thing. */
  argumentsFor(image: ImageDeclaration, reference: ImageReference): ReadonlyMap<string, string>;
}

/** `built`: what processes that build an image call it, beside what its folder says. */
export function indexImages(
  all: readonly ImageDeclaration[],
  /** A folder of that name holds a package, or a program. */
  isModule: (name: string) => boolean,
  built: readonly { readonly name: string; readonly file: string; readonly reference: ImageReference }[],
): Images {
  // What is built for development comes last: the same name elsewhere means the other one.
  const byUse = [...built].sort(
    (one, other) => Number(isBuiltForDevelopment(one)) - Number(isBuiltForDevelopment(other)),
  );
  const builtAs = (name: string) =>
    byUse.find(({ reference }) => reference.kind === 'build' && imageName(reference.tag ?? '') === name) ??
    byUse.find((candidate) => candidate.name === name);
  const files = new Map<string, ImageDeclaration[]>();
  for (const image of all) files.set(image.file, [...(files.get(image.file) ?? []), image]);
  const stagesOf = (dockerfile: string): readonly ImageDeclaration[] => files.get(dockerfile) ?? [];
  const stage = (dockerfile: string, target: string | null): ImageDeclaration | null => {
    const stages = stagesOf(dockerfile);
    if (target === null) return stages.find((image) => image.isDefault) ?? null;
    return stages.find((image) => image.stage?.toLowerCase() === target.toLowerCase()) ?? null;
  };
  const contextOf = (image: ImageDeclaration): string | null => {
    const found = built.find(({ reference }) => reference.kind === 'build' && reference.dockerfile === image.file);
    return found?.reference.kind === 'build' ? found.reference.context : null;
  };
  const defaults = all.filter((image) => image.isDefault);
  return {
    all,
    stagesOf,
    contextOf,
    carrying(file, withFolders) {
      const found = defaults.filter((image) =>
        image.copies.some(({ source, from }) => {
          const isGlob = /[*?]/.test(source);
          const isFile =
            basename(source) === basename(file) || (isGlob && globMatcher([`**/${basename(source)}`]).matches(file));
          if (from !== null || source === '.' || !(isFile || withFolders)) return false;
          return [contextOf(image) ?? dirname(image.file), ...ancestors(dirname(image.file))].some((context) => {
            const path = join(context, source);
            if (path === null) return false;
            if (path === file || (isGlob && globMatcher([path]).matches(file))) return true;
            return withFolders && file.startsWith(`${path}/`);
          });
        }),
      );
      return found.length === 1 ? (found[0] ?? null) : null;
    },
    find(reference) {
      if (reference.kind === 'build') {
        const image = stage(reference.dockerfile, reference.target);
        return image === null ? null : { image, context: reference.context };
      }
      const name = imageName(reference.name);
      const only = (): { readonly image: ImageDeclaration; readonly context: string | null } | null => {
        const deployed = defaults.filter(({ file }) => !isForDevelopment(file));
        const [image] = deployed;
        return reference.isOwn === true && image !== undefined && deployed.length === 1
          ? { image, context: contextOf(image) }
          : null;
      };
      if (name === null) return only();
      const named = builtAs(name);
      if (named?.reference.kind === 'build') {
        const { dockerfile, context, target } = named.reference;
        const image = stage(dockerfile, target);
        if (image !== null) return { image, context };
      }
      const exact = defaults.filter((image) => namesOf(image).includes(name));
      const [same] = exact;
      if (same !== undefined) return exact.length === 1 ? { image: same, context: contextOf(same) } : null;
      // `registry/shop/job` for the stage `job`, which is there to be built for itself.
      const targets = all.filter(
        (image) => (image.isTarget === true || image.isDefault) && image.stage?.toLowerCase() === name,
      );
      const [target] = targets;
      if (targets.length === 1 && target !== undefined) return { image: target, context: contextOf(target) };
      // `registry/shop_cart` for `services/cart`, when nothing else could be meant.
      const tails = defaults.filter((image) => namesOf(image).some((own) => own.length > 2 && isTail(name, own)));
      const [tail] = tails;
      if (tails.length === 1 && tail !== undefined) return { image: tail, context: contextOf(tail) };
      // The same words with other marks between them: `acme-shop-cart` for `shop_cart`.
      const plain = squeezed(name);
      const alike = defaults.filter((image) =>
        namesOf(image).some((own) => squeezed(own).length > 6 && plain.endsWith(squeezed(own))),
      );
      const [other] = alike;
      if (alike.length === 1 && other !== undefined) return { image: other, context: contextOf(other) };
      // One Dockerfile for all modules: the build argument says which.
      const shared = isModule(name) ? defaults.filter((image) => moduleArguments(image, stagesOf).length > 0) : [];
      const [common] = shared;
      return shared.length === 1 && common !== undefined ? { image: common, context: contextOf(common) } : only();
    },
    argumentsFor(image, reference) {
      if (reference.kind === 'build') return reference.arguments ?? new Map();
      const name = imageName(reference.name);
      if (name === null) return new Map();
      const named = builtAs(name)?.reference;
      if (named?.kind === 'build' && named.dockerfile === image.file) return named.arguments ?? new Map();
      if (namesOf(image).some((own) => own === name || isTail(name, own)) || !isModule(name)) return new Map();
      return new Map(moduleArguments(image, stagesOf).map((argument) => [argument, name]));
    },
  };
}

/** Arguments without a value that say which module is copied or built, by what they are called. */
function moduleArguments(
  image: ImageDeclaration,
  stagesOf: (dockerfile: string) => readonly ImageDeclaration[],
): readonly string[] {
  const found = new Set<string>();
  for (const stage of stagesOf(image.file)) {
    for (const [name, value] of stage.arguments) {
      if (value !== null || !namesModule(name)) continue;
      const written = new RegExp(`\\$\\{?${name}\\b`);
      const used =
        stage.copies.some(({ source }) => written.test(source)) || stage.runs.some(({ text }) => written.test(text));
      if (used) found.add(name);
    }
  }
  return [...found];
}

/** Whether a build argument says which program is built, by what it is called. */
export const namesModule = (name: string): boolean =>
  moduleArgument.test(name) && !/VERSION|TARGETARCH|TARGETOS|PLATFORM|USER/.test(name);

const moduleArgument =
  /(?:^|_)(?:SERVICE|APP|APPLICATION|MODULE|PROJECT|ARTIFACT|BINARY|BIN|COMPONENT|PACKAGE|NAME|CMD)(?:_|$)/;

const isForDevelopment = (file: string): boolean =>
  file.split(/[^A-Za-z0-9]+/).some((token) => environmentOfToken(token) === 'development');

const isBuiltForDevelopment = ({
  file,
  reference,
}: {
  readonly file: string;
  readonly reference: ImageReference;
}): boolean => isForDevelopment(file) || (reference.kind === 'build' && isForDevelopment(reference.target ?? ''));

/** Registries of one's own: AWS, Google, Azure, DigitalOcean, Fly, Heroku. */
const privateRegistry =
  /\.dkr\.ecr\.|(?:^|\.)gcr\.io\/|-docker\.pkg\.dev\/|\.azurecr\.io\/|^registry\.(?:digitalocean\.com|fly\.io|heroku\.com)\//;

/** An image that those who deploy it push themselves, as far as its name says: from their own registry, or put in later. */
export function isPushed(name: string): boolean {
  return privateRegistry.test(name) || imageName(name) === null;
}

const squeezed = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const isTail = (name: string, own: string): boolean => name.endsWith(`-${own}`) || name.endsWith(`_${own}`);

/** Last segment of an image's name without tag and digest; null for one that is not known. */
function imageName(reference: string): string | null {
  // The tag may have a variable with a default in it, and so a colon of its own.
  const name = /([^/]*?)(?::[^/]*)?(?:@[^/]*)?$/.exec(reference)?.[1] ?? '';
  // A registry that is not known does not matter.
  return name === '' || /[${}<>]/.test(name) ? null : name.toLowerCase();
}

/** What a Dockerfile's folder and its own name call the image. */
export function namesOf(image: ImageDeclaration): readonly string[] {
  const file = basename(image.file);
  const own =
    /^(?:dockerfile|containerfile)[.-](.+)$/i.exec(file)?.[1] ??
    /^(.+)\.(?:dockerfile|containerfile)$/i.exec(file)?.[1];
  // Where modules keep it: `api/src/main/docker`, `api/docker`.
  const folder = dirname(image.file).replace(/(?:\/src\/main)?\/(?:docker|build|deploy)$/, '');
  const names = own === undefined ? [basename(folder)] : [own];
  return names
    .map((name) => name.toLowerCase())
    .filter((name) => name !== '.' && !/^(docker|build|deploy)$/.test(name));
}

/** Bases whose layers start nothing of their own: official language images and the like. */
export function isPlainBase(base: string): boolean {
  const name = plainName(base);
  if (!name.includes('/')) return !name.includes('$');
  return (
    plainBases.test(name) ||
    (runtimeBases.test(basename(name)) && !speakingPackages.test(name) && !/traced|agents?\b|profil/i.test(name))
  );
}

/** Without registry of official images, tag and digest. */
function plainName(base: string): string {
  return withTag(base).replace(/:[^/]*$/, '');
}

export function withTag(base: string): string {
  return base
    .replace(/@.*$/, '')
    .replace(/^(docker\.io|index\.docker\.io|registry\.hub\.docker\.com|public\.ecr\.aws\/docker)\//, '')
    .replace(/^library\//, '');
}

/** What a known base image starts where an image of it says nothing; null where that is not known. */
export function commandOfBase({ base, file, range }: ImageDeclaration): Command | null {
  const row = base === null ? undefined : baseCommands.find(({ name }) => name.test(withTag(base)));
  if (row === undefined) return null;
  const place = { file, range: { start: range.start, end: range.start } };
  const words = row.command.map((value): Word => ({ ...place, value, style: 'words', exact: false, dynamic: false }));
  return { form: 'exec', words, location: { file, range } };
}

/** The command with the entry point that a known base image puts before it. */
export function withBaseEntrypoint(command: Command | null, base: string | null): Command | null {
  if (command === null || base === null || command.form === 'shell') return command;
  const name = plainName(base);
  const row = baseImages.find((candidate) => candidate.name.test(name));
  const [first] = command.words;
  if (row === undefined || first === undefined) return command;
  const isArgument = first.value.startsWith('-') || /\.([cm]?[jt]sx?)$/.test(first.value);
  if (row.onlyBeforeArguments && !isArgument && row.subcommands?.test(first.value) !== true) return command;
  const range = { start: first.range.start, end: first.range.start };
  const made = row.entrypoint.map((value): Word => ({ ...first, range, value, exact: false, dynamic: false }));
  return { ...command, words: [...made, ...command.words] };
}
