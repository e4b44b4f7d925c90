/**
 * The road, end to end, and the only public entry of the core: repository files in, findings out.
 * Everything below is a pure function of its inputs; this file holds what was computed and decides what an edit makes
 * stale: a file's facts with its text, Production with any file it asked for, findings with either.
 */
import { createAnalysis, languageOf } from './engine/analysis.ts';
import { listFiles, readScope, type EngineOptions, type Scope } from './engine/scope.ts';
import { createTexts, explain } from './engine/texts.ts';
import type { Facts } from './model/facts.ts';
import { stableHash, type Finding } from './model/finding.ts';
import { serviceOf, type Production } from './model/production.ts';
import { profilePaths, type LoadedProfile } from './model/profile.ts';
import type { FileRule, ProductionRule } from './model/rule.ts';
import type { Fault, FileSource, SourceFile } from './model/source.ts';
import type { Range } from './model/text.ts';
import { readers } from './production/launchers/index.ts';
import { managerReaders } from './production/launchers/manager.ts';
import type { LauncherReader, Reading } from './production/launchers/reader.ts';
import { buildProduction } from './production/production.ts';
import { rules } from './rules/index.ts';
import { byPlace, runFileRules, runProductionRules } from './rules/run.ts';
import { applySuppressions } from './rules/suppression/suppress.ts';
import type { GrammarFile } from './syntax/grammars.ts';
import { createParsers } from './syntax/parse.ts';

export interface Ports {
  readonly files: FileSource;
  /** Bytes of a grammar file, such as `tree-sitter-python.wasm`; called once each, on first need. */
  grammar(file: string): Promise<Uint8Array>;
  /** Milliseconds since any fixed moment. */
  clock(): number;
}

export type { EngineOptions };

export interface CheckOptions {
  /** Root-relative files or directories; default: everything. Findings elsewhere are left out. */
  readonly paths?: readonly string[];
  readonly signal?: AbortSignal;
  onProgress?(done: number, total: number): void;
}

export interface FileResult {
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
}

export interface CheckResult extends FileResult {
  /** Source files analysed. */
  readonly files: number;
}

export interface Engine {
  /** @throws never for bad input: what cannot be read is in `Production.faults` */
  production(): Promise<Production>;
  profile(): Promise<LoadedProfile | null>;
  /** Every finding that stands in a file, of rules over its facts and over Production, sorted by place. */
  fileFindings(path: string): Promise<FileResult>;
  /** Findings of rules over Production in all files, and the faults of profile and artifacts. */
  productionFindings(): Promise<FileResult>;
  /** @throws the signal's reason when it is aborted */
  check(options?: CheckOptions): Promise<CheckResult>;
  /** Text of a file as the engine sees it (unsaved text where there is some), null where it cannot be read. */
  text(path: string): Promise<string | null>;
  /** All files under review, sorted. */
  paths(): Promise<readonly string[]>;
  /** A file with its facts; null where it cannot be read. */
  source(path: string): Promise<SourceFile | null>;
  /** Unsaved text of a file stands before what is on disk; null takes it away. */
  setText(path: string, text: string | null): void;
  /**
   * These files, or everything below these directories, changed on disk; no argument: anything may have.
   * @param relist false where no file appeared or went, so that the list of files still holds
   */
  invalidate(paths?: readonly string[], relist?: boolean): void;
  setOptions(options: EngineOptions): void;
  dispose(): void;
}

const fileRules = rules.filter((rule): rule is FileRule => rule.scope === 'file');
const productionRules = rules.filter((rule): rule is ProductionRule => rule.scope === 'production');
const knownNames = { rules: rules.map((rule) => rule.id), launchers: readers.map((reader) => reader.name) };

const shellGrammar: GrammarFile = 'tree-sitter-bash.wasm';
/** One parse may take this long; the file is then said to be left out. */
const parseMilliseconds = 5_000;

/** What rules say of one Production in one scope. */
interface Overall {
  readonly production: Production;
  readonly scope: Scope;
  /** Before suppressions. */
  readonly findings: readonly Finding[];
  /** The same by file. */
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
  /** Faults that somebody silenced at one of their places; they are silent at all. */
  readonly silenced: ReadonlySet<string>;
  readonly faults: readonly Fault[];
}

export function createEngine(ports: Ports): Engine {
  const parsers = createParsers(ports.grammar, { clock: ports.clock, milliseconds: parseMilliseconds });
  const texts = createTexts(ports.files);
  const analysis = createAnalysis(parsers);
  const readings = new Map<string, { readonly text: string; readonly reading: Reading | null }>();
  let options: EngineOptions = {};
  let listing: ReturnType<typeof listFiles> | null = null;
  let scope: Promise<Scope> | null = null;
  let built: Promise<Production> | null = null;
  let held: Production | null = null;
  let overall: Promise<Overall> | null = null;
  /** Every path Production asked for, whether it was there or not. */
  let asked: ReadonlySet<string> = new Set();
  /** Every path that the last scope looked at. */
  let considered: ReadonlySet<string> = new Set();

  function currentScope(): Promise<Scope> {
    return (scope ??= (async () => {
      listing ??= listFiles(ports.files);
      const { paths, faults } = await listing;
      const read = await readScope(paths, texts, options, knownNames);
      considered = read.considered;
      return { ...read, faults: [...faults, ...read.faults] };
    })());
  }

  async function source(path: string): Promise<SourceFile | null> {
    const text = await texts.text(path);
    if (text === null) return null;
    return (await analysis.analyse(path, text, { open: texts.isUnsaved(path), keep: true })).file;
  }

  async function build(): Promise<Production> {
    const { profile, paths } = await currentScope();
    const reads = new Set<string>();
    asked = reads;
    const next = await buildProduction({
      profile,
      paths,
      readers: [...readers, ...(profile === null ? [] : managerReaders(profile))],
      shell: await parsers.grammar(shellGrammar).catch(() => null),
      languageOf,
      read(path) {
        reads.add(path);
        return texts.text(path);
      },
      source(path) {
        reads.add(path);
        return source(path);
      },
      async readings(path, reader) {
        reads.add(path);
        const text = await texts.text(path);
        return text === null ? null : readingOf(reader, path, text, profile);
      },
    });
    if (held?.key !== next.key || held.profile !== next.profile) held = next;
    return held;
  }

  function readingOf(
    reader: LauncherReader,
    path: string,
    text: string,
    profile: LoadedProfile | null,
  ): Reading | null {
    // A declared manager reads as the profile says, so what it read holds for that profile only.
    const key = `${reader.name}\0${path}\0${readers.includes(reader) ? '' : stableHash(profile?.text ?? '')}`;
    const known = readings.get(key);
    if (known?.text === text) return known.reading;
    const reading = reader.claims({ path, text }) ? reader.read({ path, text }) : null;
    readings.set(key, { text, reading });
    return reading;
  }

  const production = (): Promise<Production> => (built ??= build());

  function currentOverall(): Promise<Overall> {
    return (overall ??= (async () => {
      const present = await production();
      const current = await currentScope();
      const context = {
        production: present,
        profile: current.profile,
        paths: current.paths,
        source: (path: string) => present.sources.get(path),
      };
      const run = runProductionRules(productionRules, context, current.severityOf);
      const findings = run.findings.filter((finding) => current.pathSet.has(finding.file));
      const byFile = new Map<string, Finding[]>();
      for (const finding of findings) byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
      const silenced = new Set<string>();
      for (const [path, group] of byFile) {
        const file = present.sources.get(path);
        if (file === undefined) continue;
        const kept = new Set(applySuppressions(file, group, current.severityOf).kept);
        for (const finding of group) if (!kept.has(finding)) silenced.add(finding.fault);
      }
      return {
        production: present,
        scope: current,
        findings,
        byFile,
        silenced,
        faults: [...current.faults, ...present.faults, ...run.faults],
      };
    })());
  }

  /** All findings of one file, and its facts where it has any. */
  async function ofFile(path: string, state: Overall): Promise<FileResult & { readonly facts: Facts | null }> {
    const standing = state.byFile.get(path) ?? [];
    const content = await texts.content(path);
    if (content.text === undefined) {
      const fault: Fault = {
        kind: 'source',
        severity: 'information',
        message: `not analysed: it ${explain(content.unreadable)}`,
        file: path,
        range: null,
      };
      return {
        findings: standing,
        faults: languageOf(path) === null ? [] : [fault],
        facts: null,
      };
    }
    const { file, faults } = await analysis.analyse(path, content.text, { open: texts.isUnsaved(path), keep: false });
    const run =
      file.facts === null
        ? { findings: [], faults: [] }
        : runFileRules(
            fileRules,
            {
              path,
              text: file.text,
              facts: file.facts,
              production: state.production,
              profile: state.scope.profile,
              service: serviceOf(state.production, path),
              conventions: null,
              changed: null,
            },
            state.scope.severityOf,
          );
    const { kept, reports } = applySuppressions(file, [...run.findings, ...standing], state.scope.severityOf);
    const findings = [...kept.filter((finding) => !state.silenced.has(finding.fault)), ...reports].sort(byPlace);
    return { findings, faults: [...faults, ...run.faults], facts: file.facts };
  }

  async function check(checking: CheckOptions = {}): Promise<CheckResult> {
    const state = await currentOverall();
    const wanted = inPaths(checking.paths);
    const paths = state.scope.paths.filter(
      (path) =>
        wanted(path) && (languageOf(path) !== null || state.byFile.has(path) || state.production.sources.has(path)),
    );
    const findings: Finding[] = [];
    const faults: Fault[] = state.faults.filter(
      (fault) => fault.file === null || fault.kind === 'profile' || wanted(fault.file),
    );
    let files = 0;
    for (const [index, path] of paths.entries()) {
      checking.signal?.throwIfAborted();
      // The next files are read while this one is parsed.
      for (const ahead of paths.slice(index, index + 8)) void texts.content(ahead);
      const result = await ofFile(path, state);
      findings.push(...result.findings);
      faults.push(...result.faults);
      if (result.facts !== null) files++;
      // Editors show broken syntax as it is typed; a report has to say what it could not see.
      const unreadable = result.facts?.syntaxErrors[0];
      if (unreadable !== undefined) faults.push(notParsed(path, unreadable));
      if (!asked.has(path)) texts.forget(path);
      checking.onProgress?.(index + 1, paths.length);
    }
    return { findings: findings.sort(byPlace), faults, files };
  }

  /** What stands on the text of a file, or on the list of files, is computed anew when it is next asked for. */
  function changed(path: string, relist: boolean): void {
    if (relist || profilePaths.includes(path)) scope = null;
    if (scope === null || asked.has(path)) built = null;
    if (built === null) overall = null;
  }

  return {
    production,
    profile: async () => (await currentScope()).profile,
    async fileFindings(path) {
      const state = await currentOverall();
      if (!state.scope.pathSet.has(path)) return { findings: [], faults: [] };
      const { findings, faults } = await ofFile(path, state);
      return { findings, faults: [...state.faults.filter((fault) => fault.file === path), ...faults] };
    },
    async productionFindings() {
      const { findings, silenced, faults } = await currentOverall();
      return { findings: findings.filter((finding) => !silenced.has(finding.fault)), faults };
    },
    check,
    text: (path) => texts.text(path),
    paths: async () => (await currentScope()).paths,
    source,
    setText(path, text) {
      if (!texts.setUnsaved(path, text)) return;
      // Opened for the first time: it may have come to disk after the files were listed.
      if (!considered.has(path)) listing = null;
      if (text === null) {
        analysis.close(path);
        texts.forget(path);
      }
      // A new file that is closed unsaved goes from the list as it came.
      changed(path, text === null || !considered.has(path));
    },
    invalidate(paths, relist = true) {
      if (relist || paths === undefined) listing = null;
      if (paths === undefined) {
        texts.forgetAll();
        [scope, built, overall] = [null, null, null];
      }
      for (const path of paths ?? []) {
        texts.forget(path);
        if (relist) texts.forgetBelow(path);
        changed(path, relist);
      }
    },
    setOptions(next) {
      options = next;
      [scope, built, overall] = [null, null, null];
    },
    dispose() {
      analysis.dispose();
      parsers.dispose();
    },
  };
}

/** Whether a path is one of the given files or below one of the given directories; `.` and none given mean everything. */
function inPaths(paths: readonly string[] | undefined): (path: string) => boolean {
  if (paths === undefined || paths.includes('.') || paths.includes('')) return () => true;
  const given = paths.map((path) => path.replace(/\/+$/, ''));
  return (path) => given.some((root) => path === root || path.startsWith(`${root}/`));
}

function notParsed(file: string, range: Range): Fault {
  return {
    kind: 'source',
    severity: 'information',
    message: 'this does not parse; the rest of the file was reviewed',
    file,
    range,
  };
}
