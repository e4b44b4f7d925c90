/**
 * The road, end to end, and the only public entry of the core: repository files in, findings out.
 * Everything below is a pure function of its inputs; this file holds what was computed and decides what an edit makes
 * stale: a file's facts with its text, Production with any file it asked for, findings with either.
 */
import { createAnalysis, languageOf, type Analysis } from './engine/analysis.ts';
import type { CheckedChange, CheckResult, Engine, Ports } from './engine/api.ts';
import { holdsWith, nothingAsked, type Asks } from './engine/asks.ts';
import { baselinePath, readBaseline } from './engine/baseline.ts';
import { briefOf, byFile } from './engine/brief.ts';
import { createBuilder, shellGrammar } from './engine/building.ts';
import { createChanges, type BasePort } from './engine/changes.ts';
import { createDeliveryStation, type Delivery } from './engine/delivery.ts';
import { checklistFor } from './engine/checklist.ts';
import { createKept, type Built, type Kept } from './engine/kept.ts';
import { knownNames } from './engine/knownNames.ts';
import { parseMilliseconds } from './engine/limits.ts';
import { createResults } from './engine/results.ts';
import { createReviewer, isReviewable, type Overall } from './engine/reviewer.ts';
import { overlaid } from './engine/overlay.ts';
import { reviewChanges } from './engine/reviewing.ts';
import { createSurveys } from './engine/surveys.ts';
import { listFiles, readScope, type EngineOptions, type Scope } from './engine/scope.ts';
import { createTexts } from './engine/texts.ts';
import { checkTurns, inPaths, sharedPaths, type CheckOptions, type Team } from './engine/turns.ts';
import type { Conventions } from './model/conventions.ts';
import { stableHash } from './model/finding.ts';
import { serviceOf, type Production } from './model/production.ts';
import { profilePaths } from './model/profile.ts';
import type { ProductionRule } from './model/rule.ts';
import type { Fault, SourceFile } from './model/source.ts';
import { rules } from './rules/index.ts';
import { byPlace, runProductionRules, type RunResult } from './rules/run.ts';
import { applySuppressions } from './rules/suppression/suppress.ts';
import { createParsers, type Parsers } from './syntax/parse.ts';

export type { CheckedChange, CheckResult, Engine, EngineOptions, Ports };

const productionRules = rules.filter((rule): rule is ProductionRule => rule.scope === 'production');

/** What rules said of a Production, with the settings and the files they said it beside: both sides of a change may share one. */
type ProductionRuns = WeakMap<
  Production,
  { readonly set: string; readonly paths: readonly string[]; readonly run: RunResult }
>;

function samePaths(one: readonly string[], other: readonly string[]): boolean {
  return one === other || (one.length === other.length && one.every((path, index) => path === other[index]));
}

/** What an engine has from the one it was made from. */
interface Heritage {
  readonly parsers: Parsers;
  readonly analysis: Analysis;
  readonly kept: Kept;
  readonly runs: ProductionRuns;
  /** Production of the elder, where the other texts say nothing else about it. */
  production(): Promise<Built | null>;
  /** Pipelines and policy of the elder, where the other texts say nothing else about them. */
  delivery(): Promise<Delivery | null>;
  readonly pipelines: boolean;
}

export function createEngine(ports: Ports): Engine {
  return engineWith(ports, null);
}

function engineWith(ports: Ports, heritage: Heritage | null): Engine {
  const parsers =
    heritage?.parsers ?? createParsers(ports.grammar, { clock: ports.clock, milliseconds: parseMilliseconds });
  const texts = createTexts(ports.files);
  const version = ports.version ?? '';
  const analysis = createAnalysis(parsers, ports.cache, version, heritage?.analysis);
  const runs: ProductionRuns = heritage?.runs ?? new WeakMap();
  const kept = heritage?.kept ?? createKept(ports.cache, version);
  const builder = createBuilder({ texts, analysis, parsers, kept, claim: (path) => void team?.claim(path) });
  const results = createResults(ports.cache, version);
  const changes = createChanges(ports.base);
  const surveys = createSurveys();
  const reviewer = createReviewer({ texts, analysis, results, changes, surveys, options: () => options });
  const memory = { reviewer, analysis, texts, surveys, isAsked: (path: string) => asks.has(path) };
  let options: EngineOptions = {};
  let listing: ReturnType<typeof listFiles> | null = null;
  let scope: Promise<Scope> | null = null;
  let built: Promise<Production> | null = null;
  let held: Production | null = null;
  let overall: Promise<Overall> | null = null;
  /** What Production asked of files, whether they were there or not. */
  let asks: Asks = nothingAsked;
  /** What that was built in; files that may be others since it was begun; and how often one was begun, and is being built. */
  let standsOn: Scope | null = null;
  const touched = new Set<string>();
  let begun = 0;
  let building = 0;
  /** Every path that the last scope looked at. */
  let considered: ReadonlySet<string> = new Set();
  /** Who reviews files beside this engine, during a check. */
  let team: Team | null = null;
  /** Every file was read once, so conventions are those of the repository. */
  let surveyed = false;

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
    const current = await currentScope();
    if (held !== null && standsOn === current && (await stillHolds())) return held;
    const own = ++begun;
    touched.clear();
    building++;
    try {
      const next = (await heritage?.production()) ?? (await builder.build(current));
      // Another one was begun since, and knows more.
      if (own !== begun) return next.production;
      ({ asks } = next);
      standsOn = current;
      if (held?.key !== next.production.key || held.profile !== next.production.profile) held = next.production;
      return held;
    } finally {
      building--;
    }
  }

  /** Whether Production would be built the same, as far as that can be told without. */
  async function stillHolds(): Promise<boolean> {
    for (const path of touched) if (!holdsWith(asks, path, await texts.text(path))) return false;
    return true;
  }

  const production = (): Promise<Production> => (built ??= build());

  const delivery = createDeliveryStation({
    isWanted: heritage?.pipelines !== false,
    inherited: () => heritage?.delivery() ?? Promise.resolve(null),
    async input() {
      const { profile, paths } = await currentScope();
      const shell = await parsers.grammar(shellGrammar).catch(() => null);
      return { profile, paths, shell, languageOf, source, read: (path) => texts.text(path) };
    },
  });

  function currentOverall(): Promise<Overall> {
    return (overall ??= (async () => {
      const present = await production();
      const current = await currentScope();
      const context = {
        production: present,
        profile: current.profile,
        paths: current.paths,
        exists: (path: string) => current.pathSet.has(path),
        source: (path: string) => present.sources.get(path),
      };
      const set = JSON.stringify([options.rules ?? {}, options.named ?? []]);
      const before = runs.get(present);
      const isSame = before?.set === set && samePaths(before.paths, current.paths);
      const run = isSame ? before.run : runProductionRules(productionRules, context, current.severityOf);
      runs.set(present, { set, paths: current.paths, run });
      const reading = await delivery.run(present, current);
      const findings = [...run.findings, ...reading.findings].filter((finding) => current.pathSet.has(finding.file));
      const standing = byFile(findings);
      const silenced = new Set<string>();
      for (const [path, group] of standing) {
        const file = present.sources.get(path);
        const text = file?.text ?? delivery.text(path);
        if (text === undefined || text === null) continue;
        const suppressed = { path, text, suppressions: file?.facts?.suppressions ?? null };
        const kept = new Set(applySuppressions(suppressed, group, current.severityOf).kept);
        for (const finding of group) if (!kept.has(finding)) silenced.add(finding.fault);
      }
      const isKnown = options.baseline !== false && current.pathSet.has(baselinePath);
      const baselineText = isKnown ? await texts.text(baselinePath) : null;
      const { baseline, fault } = readBaseline(baselineText);
      return {
        production: present,
        scope: current,
        baseline,
        baselineText,
        // What is said of pipelines hangs on files that Production may know nothing of.
        key: stableHash(JSON.stringify([present.key, options.rules ?? {}, options.named ?? [], reading.findings])),
        findings,
        byFile: standing,
        silenced,
        faults: [
          ...current.faults,
          ...present.faults,
          ...run.faults,
          ...reading.faults,
          ...(fault === null ? [] : [fault]),
        ],
      };
    })());
  }

  const rootIn = (state: Overall) => (path: string) => serviceOf(state.production, path)?.root ?? '.';

  function conventionsIn(state: Overall): Conventions | null {
    return surveyed ? surveys.conventions(rootIn(state)) : null;
  }

  function reviewedPaths(state: Overall, wanted: (path: string) => boolean): readonly string[] {
    return state.scope.paths.filter(
      (path) => wanted(path) && (isReviewable(path) || state.byFile.has(path) || state.production.sources.has(path)),
    );
  }

  async function check(checking: CheckOptions = {}): Promise<CheckResult> {
    const wanted = inPaths(checking.paths);
    team = checking.team ?? null;
    try {
      if (team !== null) team.begin(sharedPaths((await currentScope()).paths.filter(wanted)));
      const state = await currentOverall();
      const isFirst = !surveyed && checking.paths === undefined;
      team?.brief(() => briefOf(state, isFirst));
      const rows = await checkTurns(memory, state, reviewedPaths(state, wanted), checking, {
        team,
        conventions: conventionsIn(state),
        learn: isFirst ? () => surveys.conventions(rootIn(state)) : null,
      });
      if (isFirst) surveyed = true;
      const looked = new Set(rows.flatMap(({ path, isSource }) => (isSource ? [path] : [])));
      for (const path of await delivery.files()) if (wanted(path)) looked.add(path);
      const isSaid = ({ file, kind }: Fault): boolean => file === null || kind === 'profile' || wanted(file);
      return {
        findings: rows.flatMap(({ findings }) => findings).sort(byPlace),
        faults: [...state.faults.filter(isSaid), ...rows.flatMap(({ faults }) => faults)],
        files: looked.size,
        known: rows.reduce((sum, { known }) => sum + known, 0),
      };
    } finally {
      team = null;
    }
  }

  /** Production, where other texts of some files do not change what it is built from. */
  async function productionWith(other: ReadonlyMap<string, string | null>): Promise<Built | null> {
    const present = await production();
    const { pathSet } = await currentScope();
    for (const [path, text] of other) {
      if (profilePaths.includes(path)) return null;
      // A file that comes or goes may be an artifact, or a module on an import path.
      if ((text === null) === pathSet.has(path)) return null;
      if (text !== null && !holdsWith(asks, path, text)) return null;
    }
    return { production: present, asks };
  }

  function at(
    other: ReadonlyMap<string, string | null>,
    base?: BasePort,
    use: { readonly pipelines: boolean } = { pipelines: true },
  ): Engine {
    const list = async (): Promise<readonly string[]> => [...(await currentScope()).considered];
    const files = overlaid({ list, read: texts.content, fingerprint: texts.known }, other);
    const { base: _, ...rest } = ports;
    const sibling = engineWith(
      { ...rest, files, ...(base === undefined ? {} : { base }) },
      {
        parsers,
        analysis,
        kept,
        runs,
        production: () => productionWith(other),
        delivery: async () => delivery.with(other, (await currentScope()).pathSet),
        ...use,
      },
    );
    const { base: _base, changedOnly: _changedOnly, ...own } = options;
    sibling.setOptions({ ...own, ...(base === undefined ? {} : { base: null }) });
    return sibling;
  }

  /** What stands on the text of a file, or on the list of files, is computed anew when it is next asked for. */
  function changed(path: string, relist: boolean): void {
    if (relist || profilePaths.includes(path)) scope = null;
    if (path === baselinePath) overall = null;
    const mayMatter = building > 0 || asks.has(path);
    if (mayMatter) touched.add(path);
    if (scope === null || mayMatter) built = null;
    if (delivery.changed(path, scope === null) || built === null) overall = null;
  }

  const engine: Engine = {
    production,
    pipelines: async () => (await delivery.current()).pipelines,
    policy: async () => (await delivery.current()).policy,
    at,
    review: (changes, reviewing) => reviewChanges(engine, changes, reviewing),
    checklist: (changes, answers, reviewing) => checklistFor(engine, changes, answers, reviewing),
    profile: async () => (await currentScope()).profile,
    async fileFindings(path) {
      const state = await currentOverall();
      if (!state.scope.pathSet.has(path)) return { findings: [], faults: [] };
      const { findings, faults } = await reviewer.review(path, state, conventionsIn(state));
      return { findings, faults: [...state.faults.filter((fault) => fault.file === path), ...faults] };
    },
    async productionFindings() {
      const { findings, silenced, faults, baseline } = await currentOverall();
      return { findings: findings.filter((one) => !silenced.has(one.fault) && !baseline.has(one)), faults };
    },
    check,
    async survey(pause, signal) {
      const state = await currentOverall();
      for (const path of state.scope.paths) {
        if (languageOf(path) === null || surveys.has(path)) continue;
        await pause();
        if (signal.aborted) return;
        const text = await texts.text(path);
        if (text !== null) surveys.put(path, (await reviewer.run(path, text, state, null)).survey);
        if (!asks.has(path) && !texts.isUnsaved(path)) texts.forget(path);
      }
      surveyed = true;
    },
    text: (path) => texts.text(path),
    tokens: (path, text) => analysis.tokens(path, text),
    severityOf: async () => (await currentScope()).severityOf,
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
        surveys.clear();
        surveyed = false;
        [scope, built, overall] = [null, null, null];
        delivery.forget();
      }
      changes.forget();
      for (const path of paths ?? []) {
        texts.forget(path);
        surveys.forget(path);
        if (relist) texts.forgetBelow(path);
        changed(path, relist);
      }
    },
    setOptions(next) {
      options = next;
      [scope, built, overall] = [null, null, null];
      delivery.forget();
    },
    dispose() {
      analysis.dispose();
      if (heritage === null) parsers.dispose();
    },
  };
  return engine;
}
