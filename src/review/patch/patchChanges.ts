/** Changed files out of a patch and the texts it is to be applied to. A file is changed as a whole or left out with a fault. */
import type { FileChange } from '../../model/change.ts';
import type { Fault, FileContent } from '../../model/source.ts';
import { fileChange } from '../fileChange.ts';
import { unreadableNote } from '../notes.ts';
import { applyHunks } from './apply.ts';
import { refusal } from './names.ts';
import type { Patch, PatchFile } from './patch.ts';

export interface PatchBase {
  /** Text of a file that the patch is to be applied to. Paths are root-relative with `/`. */
  read(path: string): Promise<FileContent>;
  /** Hashes git may give a text, by which a result is known to be whole; absent: not checked. */
  blobHashes?(text: string): readonly string[];
  /** Where the root lies in its repository, `services/api/` or '': patches of git name files from the top. */
  readonly prefix?: string;
}

export interface PatchChanges {
  /** By path, sorted. */
  readonly files: readonly FileChange[];
  readonly faults: readonly Fault[];
  /** The stages of the patch that each changed file comes from, by path. */
  readonly stages: ReadonlyMap<string, readonly number[]>;
}

/** A file while the patch is applied. */
interface State {
  /** Null: not there. */
  readonly text: string | null;
  /** What it was before the patch; null path: it was not there. */
  readonly oldPath: string | null;
  readonly before: string | null;
  readonly kind: FileChange['kind'];
  readonly mode: FileChange['mode'];
  readonly note: string | null;
  readonly stages: readonly number[];
}

export async function patchChanges(patch: Patch, base: PatchBase): Promise<PatchChanges> {
  const applying = new Applying(patch, base);
  for (const stage of patch.stages.keys()) await applying.stage(stage);
  return applying.result();
}

class Applying {
  readonly #files: readonly PatchFile[];
  readonly #isUnended: boolean;
  readonly #base: PatchBase;
  readonly #prefix: string;
  readonly #states = new Map<string, State>();
  /** What stood before the stage that is applied: renames and copies are of that. */
  #before: ReadonlyMap<string, State> = new Map();
  #leaving: ReadonlySet<string> = new Set();
  readonly #broken = new Set<string>();
  readonly #faults: Fault[] = [];
  #outside = 0;

  constructor(patch: Patch, base: PatchBase) {
    this.#files = patch.files;
    this.#isUnended = patch.isUnended;
    this.#base = base;
    const prefix = base.prefix ?? '';
    const isFromTop = this.#files.some((file) =>
      [...file.oldNames.slice(0, 1), ...file.newNames.slice(0, 1)].some((name) => name.startsWith(prefix)),
    );
    this.#prefix = isFromTop ? prefix : '';
  }

  async stage(stage: number): Promise<void> {
    this.#before = new Map(this.#states);
    const files = this.#files.filter((file) => file.stage === stage);
    this.#leaving = new Set(
      files
        .filter(({ kind }) => kind === 'renamed' || kind === 'deleted')
        .flatMap(({ oldNames }) => oldNames.slice(0, 1).map((name) => this.#inRoot(name) ?? name)),
    );
    for (const file of files) await this.#file(file);
  }

  result(): PatchChanges {
    const files: FileChange[] = [];
    const stages = new Map<string, readonly number[]>();
    for (const [name, state] of this.#states) {
      const oldPath = state.oldPath ?? name;
      // What was renamed and then deleted was deleted where it stood.
      const path = state.text === null && state.note === null ? oldPath : name;
      if (this.#broken.has(name) || this.#broken.has(oldPath)) continue;
      // A file that went by a new name is told there.
      if (state.text === null && state.note === null && state.before === null) continue;
      const isSame = state.text === state.before && oldPath === path && state.mode === null && state.note === null;
      if (isSame) continue;
      files.push(
        fileChange({
          path,
          oldPath,
          before: state.note === null ? state.before : null,
          after: state.note === null ? state.text : null,
          kind: state.kind,
          mode: state.mode,
          note: state.note,
        }),
      );
      stages.set(path, state.stages);
    }
    if (this.#outside > 0) {
      const what = this.#outside === 1 ? '1 file' : `${this.#outside} files`;
      this.#fault(null, `the patch changes ${what} outside ${this.#prefix}`, 'information');
    }
    if (this.#isUnended) {
      this.#fault(null, 'the patch ends in the middle of a line: what follows may be missing', 'information');
    }
    files.sort((one, other) => (one.path < other.path ? -1 : 1));
    return { files, faults: this.#faults, stages };
  }

  #fault(file: string | null, message: string, severity: Fault['severity'] = 'warning'): void {
    this.#faults.push({ kind: 'source', severity, message, file, range: null });
  }

  /** A name from the root; null where it is outside. */
  #inRoot(name: string): string | null {
    return name.startsWith(this.#prefix) ? name.slice(this.#prefix.length) : null;
  }

  async #file(file: PatchFile): Promise<void> {
    const refused = [...file.oldNames.slice(0, 1), ...file.newNames.slice(0, 1)]
      .map((name) => ({ name, why: refusal(name) }))
      .find(({ why }) => why !== null);
    if (refused !== undefined) {
      this.#fault(null, `${refused.name} is left out: it ${refused.why}`);
      return;
    }
    const oldPath = await this.#present(file.oldNames);
    // The old name of what was renamed or copied is another file.
    const isMoved = file.kind === 'renamed' || file.kind === 'copied';
    const path = file.kind === 'added' || isMoved ? await this.#present(file.newNames) : oldPath;
    if (path === null || (oldPath === null && file.kind !== 'added')) {
      this.#outside++;
      return;
    }
    const problem = file.problem ?? (await this.#apply(file, path, oldPath ?? path));
    if (problem === null) return;
    this.#broken.add(path);
    if (oldPath !== null && file.kind !== 'copied') this.#broken.add(oldPath);
    this.#fault(path, `${path} is left out: ${problem}`);
  }

  /** Which of its names a file has, from the root; the first where it has none. */
  async #present(names: readonly string[]): Promise<string | null> {
    const paths = names
      .filter((name) => refusal(name) === null)
      .map((name) => this.#inRoot(name))
      .filter((path) => path !== null);
    if (paths.length < 2) return paths[0] ?? null;
    for (const path of paths) {
      if (this.#states.has(path) || (await this.#base.read(path)).unreadable !== 'missing') return path;
    }
    return paths[0] ?? null;
  }

  /** @returns why not, for people */
  async #apply(file: PatchFile, path: string, oldPath: string): Promise<string | null> {
    if (this.#broken.has(oldPath) && file.kind !== 'added') return 'an earlier change of it does not apply';
    const isMoved = file.kind === 'renamed' || file.kind === 'copied';
    const old = await this.#state(oldPath, isMoved ? this.#before : this.#states);
    const note = this.#note(file, old);
    if (note.problem !== null) return note.problem;
    if (note.note !== null) {
      this.#set(file, path, oldPath, old, { text: null, note: note.note });
      return null;
    }
    const there = file.kind === 'added' || isMoved ? await this.#state(path, this.#states) : null;
    if (there !== null && there.text !== null && !this.#leaving.has(path) && path !== oldPath) {
      return 'a file of that name is there already';
    }
    const base = file.kind === 'added' ? this.#baseOfNew(path, old) : old.text;
    if (base === undefined) return 'a file of that name is there already';
    if (base === null && file.kind !== 'added' && !this.#makesNew(file)) return 'the file it changes is not there';
    const applied = applyHunks(base ?? '', file.hunks);
    if (applied.problem !== null) return applied.problem;
    if (file.kind === 'deleted' && applied.text !== '') return 'it deletes the file, which has other lines as well';
    const unlike = this.#unlikeIndex(file, base ?? '', applied.text);
    if (unlike !== null) return unlike;
    this.#set(file, path, oldPath, old, { text: file.kind === 'deleted' ? null : applied.text, note: null });
    return null;
  }

  /** Text a new file is made from: none, unless one of that name goes; undefined where one is there and stays. */
  #baseOfNew(path: string, old: State): string | null | undefined {
    if (old.text === null || old.text === '') return null;
    return this.#leaving.has(path) ? null : undefined;
  }

  /** A plain diff does not always say that a file is new. */
  #makesNew({ hunks, blobs }: PatchFile): boolean {
    return blobs === null && hunks.length === 1 && (hunks[0]?.lines ?? []).every(({ kind }) => kind === 'added');
  }

  #note(file: PatchFile, old: State): { note: string | null; problem: string | null } {
    const modes = [file.oldMode, file.newMode];
    if (modes.includes('120000')) return { note: 'symbolic link', problem: null };
    if (modes.includes('160000')) return { note: submoduleNote(file), problem: null };
    if (file.isBinary) return { note: 'binary', problem: null };
    if (old.note === null) return { note: null, problem: null };
    // What has no text may still be renamed, deleted, or get another mode.
    return file.hunks.length === 0
      ? { note: old.note, problem: null }
      : { note: null, problem: `the file it changes cannot be read: ${old.note}` };
  }

  /**
   * A patch that was cut off right behind a hunk looks whole. Where it says what the file becomes, and it is the last
   * one, the result is held to it.
   */
  #unlikeIndex(file: PatchFile, before: string, after: string): string | null {
    const hashes = this.#base.blobHashes;
    const { blobs } = file;
    if (!file.isLast || blobs === null || hashes === undefined || file.kind === 'deleted') return null;
    const isOf = (text: string, hash: string): boolean => hashes(text).some((one) => one.startsWith(hash));
    const isKnown = file.kind === 'added' ? /^0+$/.test(blobs.old) : isOf(before, blobs.old);
    if (!isKnown || isOf(after, blobs.new)) return null;
    return 'what its hunks make is not what its index line names: the patch is cut off, or was edited by hand (without the index line it is taken as it is)';
  }

  #set(
    file: PatchFile,
    path: string,
    oldPath: string,
    old: State,
    { text, note }: { readonly text: string | null; readonly note: string | null },
  ): void {
    const mode =
      file.oldMode !== null && file.newMode !== null && file.oldMode !== file.newMode
        ? { before: old.mode?.before ?? file.oldMode, after: file.newMode }
        : old.mode;
    const stages = [...new Set([...old.stages, file.stage])];
    const isAdded = file.kind === 'added';
    // A file that is made anew under a name that went in the same breath was changed.
    const origin = isAdded ? this.#states.get(path) : old;
    // What has no text was not found as a file: a submodule is a folder.
    const wasThere = origin?.oldPath ?? (note === null || isAdded ? null : oldPath);
    const before = origin?.before ?? null;
    const kind = kindOf(file, { ...(origin ?? gone), oldPath: wasThere }, text === null && note === null);
    this.#states.set(path, { text, oldPath: wasThere, before, kind, mode, note, stages });
    if (file.kind === 'renamed' && oldPath !== path) {
      const left = this.#states.get(oldPath);
      // Where the name was taken again in the same stage, what took it stays.
      if (left === undefined || left === this.#before.get(oldPath) || left === old) {
        this.#states.set(oldPath, { ...gone, stages });
      }
    }
  }

  async #state(path: string, states: ReadonlyMap<string, State>): Promise<State> {
    const known = states.get(path);
    if (known !== undefined) return known;
    const content = await this.#base.read(path);
    const { unreadable } = content;
    if (unreadable === 'missing') return { ...gone, oldPath: null };
    const state: State = {
      ...gone,
      text: content.text ?? null,
      oldPath: path,
      before: content.text ?? null,
      kind: 'modified',
      note: unreadable === undefined ? null : unreadableNote(unreadable),
    };
    return state;
  }
}

const gone: State = { text: null, oldPath: null, before: null, kind: 'deleted', mode: null, note: null, stages: [] };

/** @param old the file before this part of the patch */
function kindOf(file: PatchFile, old: State, isGone: boolean): FileChange['kind'] {
  if (isGone || file.kind === 'deleted') return 'deleted';
  if (old.oldPath === null) return 'added';
  if (file.kind === 'renamed' || file.kind === 'copied') return file.kind;
  return old.kind === 'deleted' ? 'modified' : old.kind;
}

function submoduleNote({ hunks }: PatchFile): string {
  const commit = (kind: 'added' | 'removed'): string =>
    /^Subproject commit ([0-9a-f]{7})/.exec(
      hunks.flatMap(({ lines }) => lines).find((line) => line.kind === kind)?.text ?? '',
    )?.[1] ?? 'none';
  return `submodule ${commit('removed')} → ${commit('added')}`;
}
