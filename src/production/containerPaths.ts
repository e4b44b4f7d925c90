/**
 * Where in the repository a file is that a process names: through `COPY` and mounts of its image, through the directory
 * its unit runs in on a host, or as it is. A path can have several candidates; the first that exists is meant.
 */
import type { ImageCopy, ImageDeclaration } from '../model/production.ts';
import { ancestors, basename, dirname, join, joinAbsolute, normalize, relativeTo } from './paths.ts';
import type { Repository } from './repository.ts';

export interface Candidate {
  /** Root-relative. */
  readonly path: string;
  /** What maps it says so; otherwise it is a guess from names. */
  readonly certain: boolean;
}

/** How a process sees files. Paths are absolute (container, host) or root-relative. */
export interface FileView {
  candidates(path: string): readonly Candidate[];
  /** Root-relative directories a process can be in where nothing says which, the likeliest first. */
  readonly homes: readonly string[];
  /** Where an absolute path of a container was made: in its own image, then in the build stages that it was copied from. */
  origins(path: string): readonly Origin[];
  /** The image of elsewhere that an absolute path was copied from; null where it was not. */
  outside(path: string): string | null;
}

export interface Origin {
  readonly image: ImageDeclaration;
  /** Absolute; holds a glob where the copy has one. */
  readonly path: string;
  /** How that stage sees files. */
  readonly view: FileView;
}

/**
 * Files as the repository has them; absolute paths are those of a host on which it was unpacked somewhere.
 * @param file what declares the process: one that is started from nobody knows where stands beside it or above it
 */
export function hostView(repository: Repository, file: string): FileView {
  return {
    homes: ancestors(dirname(file)),
    origins: () => [],
    outside: () => null,
    candidates(path) {
      if (!path.startsWith('/')) {
        const inside = normalize(path);
        return inside === null ? [] : [{ path: inside, certain: true }];
      }
      return unpacked(path, repository);
    },
  };
}

/** The repository, or a folder of it, stands somewhere on the host: the longest tail of the path that fits comes first. */
function unpacked(path: string, repository: Repository): Candidate[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  const found: Candidate[] = [];
  const add = (candidate: string, certain: boolean): void => {
    if (!found.some((other) => other.path === candidate)) found.push({ path: candidate, certain });
  };
  const tail = (from: number): string => segments.slice(from).join('/');
  const there = (candidate: string): boolean => repository.isFile(candidate) || repository.isDirectory(candidate);
  for (let from = 0; from < segments.length; from++) {
    const candidate = tail(from);
    // Two segments of agreement are no accident.
    if (there(candidate)) add(candidate, segments.length - from >= 2 && repository.isTopLevel(segments[from] ?? ''));
  }
  for (let from = 0; from < segments.length; from++) {
    const named = repository.directoriesNamed(segments[from] ?? '');
    const fitting = named
      .map((directory) => (from + 1 < segments.length ? `${directory}/${tail(from + 1)}` : directory))
      .filter(there);
    if (fitting.length === 1 && fitting[0] !== undefined) add(fitting[0], false);
  }
  for (let from = 0; from < segments.length; from++) {
    if (repository.isTopLevel(segments[from] ?? '')) add(tail(from), false);
  }
  add('.', false);
  return found;
}

/** Files as a process of an image sees them. */
export function containerView(
  image: ImageDeclaration,
  stages: readonly ImageDeclaration[],
  context: string | null,
  mounts: readonly ImageCopy[],
  repository: Repository,
): FileView {
  const base = context ?? contextOf(image, stages, repository);
  const home = dirname(image.file);
  const view: FileView = {
    get homes() {
      return view.candidates(image.directory).map(({ path }) => path);
    },
    origins: (path) => originsOf(image, stages, joinAbsolute('/', path), view, base, repository),
    outside: (path) => outsideOf(image, stages, joinAbsolute('/', path), 0),
    candidates(path) {
      if (!path.startsWith('/')) {
        const inside = normalize(path);
        return inside === null ? [] : [{ path: inside, certain: true }];
      }
      const found: Candidate[] = [];
      const add = (candidate: string | null, certain: boolean): void => {
        if (candidate === null) return;
        const before = found.findIndex((other) => other.path === candidate);
        if (before < 0) found.push({ path: candidate, certain });
      };
      const wanted = joinAbsolute('/', path);
      for (const mount of byTarget(mounts)) add(mapped(mount, wanted, mount.source, repository), true);
      const direct = throughCopies(image, stages, base, wanted, repository, 0);
      for (const candidate of direct) add(candidate.path, candidate.certain);
      const below = relativeTo(image.directory, wanted);
      if (below !== null) {
        add(join(base, below), false);
        for (const directory of ancestors(home)) add(join(directory, below), false);
      }
      return found;
    },
  };
  return view;
}

function originsOf(
  image: ImageDeclaration,
  stages: readonly ImageDeclaration[],
  wanted: string,
  view: FileView,
  base: string,
  repository: Repository,
  nested = 0,
): Origin[] {
  const found: Origin[] = [{ image, path: wanted, view }];
  for (const { stage, path } of stagesBefore(image, stages, wanted)) {
    if (stage === null || nested >= mostStages) continue;
    const inner = containerView(stage, stages, base, [], repository);
    found.push(...originsOf(stage, stages, path, inner, base, repository, nested + 1));
  }
  return found;
}

function outsideOf(
  image: ImageDeclaration,
  stages: readonly ImageDeclaration[],
  wanted: string,
  nested: number,
): string | null {
  const [first] = stagesBefore(image, stages, wanted);
  if (first === undefined || nested >= mostStages) return null;
  return first.stage === null ? first.from : outsideOf(first.stage, stages, first.path, nested + 1);
}

/** Deepest way of a file through stages that is followed. */
const mostStages = 6;

/** Stages that a path may have been copied from, the copy that names it most closely first; null for images of elsewhere. */
function stagesBefore(
  image: ImageDeclaration,
  stages: readonly ImageDeclaration[],
  wanted: string,
): { readonly stage: ImageDeclaration | null; readonly from: string; readonly path: string }[] {
  return byTarget([...image.copies].reverse()).flatMap((copy) => {
    const path = copy.from === null ? null : mappedAbsolute(copy, wanted);
    if (copy.from === null || path === null) return [];
    const stage = stageBefore(copy.from, stages);
    return stage === image ? [] : [{ stage, from: copy.from, path }];
  });
}

function stageBefore(from: string, stages: readonly ImageDeclaration[]): ImageDeclaration | null {
  const numbered = /^\d+$/.test(from) ? stages[Number(from)] : undefined;
  const found = numbered ?? stages.find(({ stage }) => stage?.toLowerCase() === from.toLowerCase());
  return found ?? null;
}

const byTarget = (copies: readonly ImageCopy[]): ImageCopy[] =>
  [...copies].sort((one, other) => other.target.length - one.target.length);

function throughCopies(
  image: ImageDeclaration,
  stages: readonly ImageDeclaration[],
  base: string,
  wanted: string,
  repository: Repository,
  nested: number,
): Candidate[] {
  const exact: Candidate[] = [];
  const guessed: Candidate[] = [];
  const copies = byTarget([...image.copies].reverse());
  for (const copy of copies) {
    if (copy.from === null) {
      const source = join(base, stripGlob(copy.source));
      if (source === null) continue;
      const candidate = mapped(copy, wanted, source, repository);
      if (candidate !== null) exact.push({ path: candidate, certain: copy.source === stripGlob(copy.source) });
    } else if (nested < 4) {
      const stage = stageBefore(copy.from, stages);
      if (stage === null || stage === image) continue;
      const inner = mappedAbsolute(copy, wanted);
      // What a build stage made is not in the repository to the letter.
      if (inner !== null) guessed.push(...throughCopies(stage, stages, base, inner, repository, nested + 1));
    }
  }
  for (const copy of copies) {
    if (copy.from !== null) continue;
    const source = join(base, stripGlob(copy.source));
    if (source === null || source === '.' || repository.isDirectory(source)) {
      // `COPY src ./src`: the folders around them correspond.
      if (source === null || source === '.' || basename(source) !== basename(trimSlash(copy.target))) continue;
    }
    const around = trimSlash(
      repository.isFile(source) && (copy.target.endsWith('/') || basename(copy.target) !== basename(source))
        ? copy.target
        : dirname(trimSlash(copy.target)),
    );
    const rest = relativeTo(around === '' ? '/' : around, wanted);
    if (rest === null) continue;
    const candidate = join(dirname(source), rest);
    if (candidate !== null) guessed.push({ path: candidate, certain: false });
  }
  return [...exact, ...guessed.map((candidate) => ({ ...candidate, certain: false }))];
}

const trimSlash = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);

/** `src/*.py` copies files of `src`. */
function stripGlob(source: string): string {
  const segments = source.split('/');
  const glob = segments.findIndex((segment) => /[*?[]/.test(segment));
  if (glob < 0) return source;
  return segments.slice(0, glob).join('/') || '.';
}

/** The source of a path that a copy put there, or null where it did not. */
function mapped(copy: ImageCopy, wanted: string, source: string, repository: Repository): string | null {
  const target = trimSlash(copy.target);
  if (repository.isFile(source)) {
    const file = copy.target.endsWith('/') ? joinAbsolute(target, basename(source)) : target;
    if (file === wanted || joinAbsolute(target, basename(source)) === wanted) return source;
    return null;
  }
  const rest = relativeTo(target, wanted);
  return rest === null ? null : join(source, rest);
}

function mappedAbsolute(copy: ImageCopy, wanted: string): string | null {
  const target = trimSlash(copy.target);
  const rest = relativeTo(target, wanted);
  if (rest === '.') return copy.source;
  if (rest === null) return null;
  // A file that was copied into a directory.
  if (rest === basename(copy.source)) return copy.source;
  const last = basename(copy.source);
  if (!/[*?[]/.test(last)) return joinAbsolute(copy.source, rest);
  return rest.includes('/') || !globOf(last).test(rest) ? null : joinAbsolute(dirname(copy.source), rest);
}

/** `*.jar` as a pattern of names. */
function globOf(name: string): RegExp {
  // Many stars in a row of characters cost more than they tell.
  if ((name.match(/\*/g)?.length ?? 0) > 3) return /^/;
  return new RegExp(
    `^${name
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
  );
}

/**
 * The build context of an image that nothing builds: the nearest directory above the Dockerfile that has what the image
 * copies, the Dockerfile's own where several do equally.
 */
export function contextOf(
  image: ImageDeclaration,
  stages: readonly ImageDeclaration[],
  repository: Repository,
): string {
  const sources = new Set(
    [image, ...stages].flatMap((stage) =>
      stage.copies.filter((copy) => copy.from === null).map((copy) => stripGlob(copy.source)),
    ),
  );
  const home = dirname(image.file);
  let best = home;
  let most = -1;
  for (const directory of ancestors(home)) {
    let score = 0;
    for (const source of sources) {
      const path = join(directory, source);
      if (path === null || source === '.' || normalize(source) === '.') continue;
      if (repository.isFile(path) || repository.isDirectory(path)) score++;
    }
    if (score > most) {
      most = score;
      best = directory;
    }
  }
  return best;
}
