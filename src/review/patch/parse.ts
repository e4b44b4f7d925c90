/** The text of a patch as what it says. Never throws; what is wrong is said at the file it belongs to. */
import { fileHeader, type FileHeader } from './fileHeader.ts';
import { headerName } from './names.ts';
import { parseHunks } from './parseHunks.ts';
import type { Patch, PatchFile, PatchStage } from './patch.ts';

/** UTF-16 code units. A larger patch is no change that anybody reviews, and would fill the memory. */
export const largestPatch = 32 * 1024 * 1024;
/** Files of one patch. */
const mostFiles = 20_000;

export function parsePatch(text: string): Patch {
  const nothing = { files: [], stages: [], isUnended: false };
  if (text.length > largestPatch) {
    const size = `${Math.round(text.length / 1024 / 1024)} MB`;
    return {
      ...nothing,
      problem: `the patch is too large: ${size}, and at most ${largestPatch / 1024 / 1024} MB are read`,
    };
  }
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const reading = new Reading(lines);
  reading.run();
  const { files, stages, hasCombined } = reading;
  if (files.length > mostFiles) {
    return { ...nothing, problem: `the patch names ${files.length} files, and at most ${mostFiles} are read` };
  }
  if (files.length === 0) {
    const what = hasCombined
      ? 'it holds combined diffs of a merge, which do not say which side they are of; make it with `git diff` against one parent'
      : 'there is no unified diff in it';
    return { ...nothing, problem: text.trim() === '' ? 'the patch is empty' : what };
  }
  return { files, stages, isUnended: lines.at(-1) !== '', problem: null };
}

/** One pass over the lines. */
class Reading {
  readonly files: PatchFile[] = [];
  readonly stages: PatchStage[] = [{ author: '', message: '' }];
  hasCombined = false;
  /** `git log` shows the newest commit first. */
  #isNewestFirst = false;
  #isLastBare = false;
  readonly #lines: readonly string[];

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  run(): void {
    for (let at = 0; at < this.#lines.length;) at = this.#step(at);
    const last = this.files.pop();
    if (last !== undefined) {
      const problem = last.problem ?? (this.#isLastBare ? cutOff : null);
      this.files.push({ ...last, isLast: true, problem });
    }
    if (this.#isNewestFirst) this.#turnRound();
  }

  #step(at: number): number {
    const line = this.#line(at);
    const head = /^(?:From [0-9a-f]{40,64} |(commit) [0-9a-f]{40,64}\b)/.exec(line);
    if (head !== null) {
      this.#isNewestFirst ||= head[1] !== undefined;
      return this.#stage(at + 1);
    }
    if (/^diff --(?:cc|combined) /.test(line) || line.startsWith('@@@ ')) {
      this.#combined(at);
      return at + 1;
    }
    const header = fileHeader(this.#lines, at);
    return header === null ? at + 1 : this.#file(header, at);
  }

  /** A line without the end that a converted patch has. */
  #line(at: number): string {
    return (this.#lines[at] ?? '').replace(/\r$/, '');
  }

  #file(header: FileHeader, at: number): number {
    const { hunks, end, problem } = parseHunks(this.#lines, header.end, header.isConverted);
    this.files.push({
      stage: this.stages.length - 1,
      line: at + 1,
      ...header.file,
      hunks,
      isLast: false,
      problem: header.problem ?? problem ?? lacking(header, hunks.length),
    });
    this.#isLastBare = header.isBare && hunks.length === 0;
    return Math.max(end, at + 1);
  }

  #stage(from: number): number {
    const message: string[] = [];
    let author = '';
    let at = from;
    for (; at < this.#lines.length; at++) {
      const line = this.#line(at);
      if (fileHeader(this.#lines, at) !== null || /^(?:From|commit) [0-9a-f]{40,64}/.test(line)) break;
      // Behind it `git format-patch` counts lines.
      if (line === '---') {
        at++;
        break;
      }
      const said = /^(?:From|Author):\s+(.*)$/.exec(line)?.[1];
      if (author === '' && said !== undefined) author = said;
      else message.push(line.replace(/^ {4}/, ''));
    }
    const isFirst = this.files.length === 0 && this.stages.length === 1 && this.stages[0]?.author === '';
    if (isFirst) this.stages.pop();
    this.stages.push({ author, message: message.join('\n') });
    return at;
  }

  #combined(at: number): void {
    const name = /^diff --(?:cc|combined) (.*)$/.exec(this.#line(at))?.[1];
    this.hasCombined = true;
    if (name === undefined) return;
    this.files.push({
      ...empty,
      stage: this.stages.length - 1,
      line: at + 1,
      oldNames: [headerName(name).name ?? name],
      newNames: [headerName(name).name ?? name],
      problem: 'is a combined diff of a merge, which does not say which side it is of',
    });
    this.#isLastBare = false;
  }

  #turnRound(): void {
    const last = this.stages.length - 1;
    this.stages.reverse();
    const files = this.files.map((file, index) => ({ file: { ...file, stage: last - file.stage }, index }));
    files.sort((one, other) => one.file.stage - other.file.stage || one.index - other.index);
    this.files.splice(0, this.files.length, ...files.map(({ file }) => file));
  }
}

const empty = {
  kind: 'modified',
  oldMode: null,
  newMode: null,
  blobs: null,
  isBinary: false,
  isLast: false,
  hunks: [],
} as const;

const cutOff = 'is cut off: its lines are missing';

/** A head that announces lines which do not come was cut off. */
function lacking({ file, announcesHunks }: FileHeader, hunks: number): string | null {
  return announcesHunks && hunks === 0 && !file.isBinary ? cutOff : null;
}
