/** A repository in memory, reviewed by the real engine with the real grammars. */
import { createEngine, type CheckedChange, type Engine } from '../../src/engine.ts';
import type { BasePort } from '../../src/engine/changes.ts';
import type { Finding, Fix } from '../../src/model/finding.ts';
import type { ChangeSet } from '../../src/model/change.ts';
import type { ChecklistAnswer } from '../../src/model/checklist.ts';
import type { Review } from '../../src/model/review.ts';
import type { FileSource } from '../../src/model/source.ts';
import { fileChange } from '../../src/review/fileChange.ts';
import { rules } from '../../src/rules/index.ts';
import { applyEdits } from '../../src/model/text.ts';
import { loadGrammarFile } from '../syntax/parsers.ts';

export type Files = Readonly<Record<string, string>>;

const bytes = new Map<string, Promise<Uint8Array>>();

function grammar(file: string): Promise<Uint8Array> {
  let loading = bytes.get(file);
  if (loading === undefined) bytes.set(file, (loading = loadGrammarFile(file)));
  return loading;
}

function memoryFiles(files: Files): FileSource {
  return {
    list: () =>
      Promise.resolve(
        Object.keys(files)
          .filter((path) => !path.startsWith(before))
          .sort(),
      ),
    read(path) {
      const text = files[path];
      return Promise.resolve(text === undefined ? { unreadable: 'missing' } : { text });
    },
  };
}

/**
 * `before:app.py` is what `app.py` was before the change under review; empty where it is new. Where a repository has none,
 * there is nothing to compare with.
 */
const before = 'before:';

/** Files with an old text; a file that is gone has only that. */
function changed(): string[] {
  return Object.keys(present)
    .flatMap((key) => (key.startsWith(before) ? [key.slice(before.length)] : []))
    .sort();
}

function memoryBase(): BasePort {
  return {
    resolve: () => Promise.resolve(changed().length === 0 ? null : 'before'),
    changedPaths: () => Promise.resolve(new Set(changed())),
    text: (_, path) => Promise.resolve(present[before + path] === '' ? null : (present[before + path] ?? null)),
  };
}

export interface MemoryReview {
  readonly findings: readonly Finding[];
  /** Ranges the grammars could not read, as `path:offset`. */
  readonly syntaxErrors: readonly string[];
}

/** One engine for all reviews: grammars that were loaded stay loaded, so a new one for each would run out of memory. */
let shared: Engine | null = null;
let present: Files = {};

function sharedEngine(files: Files, on: readonly string[]): Engine {
  present = files;
  shared ??= createEngine({
    files: { list: () => memoryFiles(present).list(), read: (path) => memoryFiles(present).read(path) },
    grammar,
    clock: () => 0,
    base: memoryBase(),
  });
  // Rules that are off by default are tested as those who turn them on see them.
  shared.setOptions({ named: on, base: null });
  shared.invalidate();
  return shared;
}

/**
 * @param on rules that are asked for by name, so that those that are off by default are on
 * @throws when a rule failed: the engine reports that as a fault and goes on, a test must not
 */
export async function review(files: Files, on: readonly string[] = []): Promise<MemoryReview> {
  const engine = sharedEngine(files, on);
  const { findings, faults } = await engine.check();
  const ofChange = changed().length === 0 ? [] : await changeFindings(engine);
  const broken = faults.find((fault) => fault.kind === 'rule' || fault.kind === 'reader' || fault.kind === 'source');
  if (broken !== undefined) throw new Error(broken.message);
  const syntaxErrors: string[] = [];
  for (const path of await engine.paths()) {
    const facts = (await engine.source(path))?.facts;
    for (const range of facts?.syntaxErrors ?? []) syntaxErrors.push(`${path}:${range.start}`);
  }
  return { findings: [...findings, ...ofChange], syntaxErrors };
}

const changeRules = new Set(rules.flatMap(({ id, scope }) => (scope === 'change' ? [id] : [])));

/** What rules about changes say; nothing where a repository has no old texts. */
async function changeFindings(engine: Engine): Promise<Finding[]> {
  const { files, faults } = await engine.review(memoryChanges());
  const broken = faults.find((fault) => fault.kind === 'rule');
  if (broken !== undefined) throw new Error(broken.message);
  return files
    .flatMap((file) => [...file.hunks.flatMap((hunk) => hunk.findings), ...file.findings])
    .filter(({ rule }) => changeRules.has(rule));
}

/** The review of the change from the `before:` texts of a repository to its own. */
export async function reviewChange(files: Files, more: Partial<ChangeSet> = {}): Promise<Review> {
  const engine = sharedEngine(files, []);
  return engine.review({ ...memoryChanges(), ...more });
}

/** The same with its checklist. */
export async function checklistOfChange(
  files: Files,
  answers: readonly ChecklistAnswer[] = [],
  more: Partial<ChangeSet> = {},
): Promise<CheckedChange> {
  const engine = sharedEngine(files, []);
  return engine.checklist({ ...memoryChanges(), ...more }, answers);
}

function memoryChanges(): ChangeSet {
  const files = changed().map((path) =>
    fileChange({ path, before: present[before + path] || null, after: present[path] ?? null }),
  );
  return {
    source: { kind: 'working-tree' },
    title: 'the change',
    base: 'before',
    files,
    overlay: new Map(),
    origins: new Map(),
    faults: [],
  };
}

export function applyFix(files: Files, fix: Fix): Files {
  const result: Record<string, string> = { ...files };
  for (const path of new Set(fix.edits.map((edit) => edit.file))) {
    const text = files[path];
    if (text === undefined) throw new Error(`the fix "${fix.title}" edits ${path}, which is not there`);
    result[path] = applyEdits(
      text,
      fix.edits.filter((edit) => edit.file === path),
    );
  }
  return result;
}
