/** From a start to launches: its command is followed, its entry point found, its telemetry judged. */
import type { Evidence } from '../model/finding.ts';
import type { Launch, TelemetryPath, TelemetryVerdict } from '../model/production.ts';
import type { LoadedProfile } from '../model/profile.ts';
import type { TelemetryVendor } from '../knowledge/telemetry/vendor.ts';
import { programsOf } from './command.ts';
import type { Program } from './command.ts';
import { resolveEntry } from './entries/entryPoint.ts';
import { directoriesOf, nothingResolved, pathsOf } from './entries/question.ts';
import type { EntryQuestion, ResolvedEntry } from './entries/question.ts';
import type { ShellGrammar } from './input.ts';
import { jsonString, readJson } from './json.ts';
import { isOutputPath } from './entries/node/buildOutput.ts';
import { nodeFile } from './entries/node/programs.ts';
import { ancestors, dirname, join, relativeTo } from './paths.ts';
import { openedByPrefixes } from './openVariables.ts';
import { isForDevelopment } from './prefixes.ts';
import type { Repository } from './repository.ts';
import type { Variables } from './shellSource.ts';
import type { Start } from './starts.ts';
import { buildRuns } from './telemetry/buildScripts.ts';
import { walk } from './telemetry/reachability.ts';
import type { Walk, WalkContext, WalkQuestion } from './telemetry/walk.ts';
import { judge } from './telemetry/verdict.ts';
import type { VerdictQuestion } from './telemetry/verdict.ts';

export interface LaunchContext {
  readonly repository: Repository;
  readonly shell: ShellGrammar | null;
  readonly vendors: readonly TelemetryVendor[];
  readonly profile: LoadedProfile | null;
  readonly walk: (question: WalkQuestion) => Promise<Walk>;
}

/** A launch before it belongs to a service, with what was learnt on the way. */
export interface LaunchDraft {
  readonly launch: Omit<Launch, 'service' | 'promises'>;
  readonly start: Start;
  readonly program: Program;
  readonly entry: ResolvedEntry;
  /** Files that it evaluates. */
  readonly modules: ReadonlySet<string>;
}

/** Walks are memoised for one Production: launches share entry points. */
export function memoisedWalk(context: () => Promise<WalkContext>): LaunchContext['walk'] {
  const walks = new Map<string, Walk[]>();
  return async (question) => {
    const { ecosystem, entries, hooks, roots, variables } = question;
    const key = JSON.stringify([ecosystem, entries, hooks, roots]);
    const known = walks.get(key) ?? [];
    walks.set(key, known);
    const same = known.find(({ decidedBy }) =>
      [...decidedBy].every(([name, value]) => variables.get(name)?.value === value),
    );
    if (same !== undefined) return same;
    const found = await walk(question, await context());
    known.push(found);
    return found;
  };
}

export async function draftLaunches(start: Start, context: LaunchContext): Promise<readonly LaunchDraft[]> {
  if (start.command === null) {
    const reason = start.unknownBase ?? start.image?.base ?? null;
    const program = emptyProgram(
      start,
      reason === null ? 'no command is declared' : `the command is the one of the image ${reason}`,
    );
    return [await draft(start, program, [], context)];
  }
  const programs = await programsOf(start.command, start.variables, start.directory, {
    repository: context.repository,
    view: start.view,
    shell: context.shell,
    vendors: context.vendors,
    production: start.environment === 'production' || start.environment === 'unknown',
  });
  const taken = programs.filter((program) => program.condition === null);
  const others = programs.filter((program) => program.condition !== null);
  const drafts: LaunchDraft[] = [];
  const seen = new Set<string>();
  for (const program of taken.length > 0 ? taken : others) {
    const made = await draft(start, program, taken.length > 0 ? others : [], context);
    // Ways that come out the same are one launch; of those that are all open, ways to one entry point are.
    const argv = program.argv.map((word) => word.value);
    const file = made.launch.entryPoint?.file ?? null;
    const key = JSON.stringify([program.name, file, file !== null && taken.length === 0 ? null : argv]);
    if (seen.has(key)) continue;
    seen.add(key);
    drafts.push(made);
  }
  return drafts;
}

function emptyProgram(start: Start, reason: string): Program {
  const { variables, directory } = start;
  return {
    argv: [],
    prefixes: [],
    variables,
    directory,
    condition: null,
    guess: null,
    evidence: [],
    name: null,
    unresolved: reason,
  };
}

async function draft(
  start: Start,
  program: Program,
  others: readonly Program[],
  context: LaunchContext,
): Promise<LaunchDraft> {
  const { entry, answer, question, variables } = await judgeProgram(start, program, context);
  const judged = await Promise.all(others.slice(0, 4).map((other) => judgeProgram(start, other, context)));
  const verdicts = judged.map(({ answer: { verdict } }, index) => ({
    verdict,
    condition: others[index]?.condition ?? null,
  }));
  const development = entry.development || program.prefixes.some(isForDevelopment);
  const compiled = program.argv.some(({ value }) => isOutputPath(value));
  const environment = compiled ? start.compiledEnvironment : start.environment;
  const telemetry = withOtherWays(answer.verdict, program.guess, verdicts);
  return {
    launch: {
      environment: development && environment !== 'production' ? 'development' : environment,
      launcher: start.launcher,
      name: program.name ?? start.name,
      argv: program.argv,
      prefixes: program.prefixes,
      directory: directoryOfLaunch(question, entry),
      variables: [...variables.values()],
      openVariables: [...start.openVariables, ...openedByPrefixes(program)],
      entryPoint: entry.entryPoint,
      unresolved: entry.entryPoint === null ? (entry.unresolved ?? 'it is not known') : null,
      missingTarget: entry.missingTarget,
      commandLocation: start.commandLocation,
      evidence: withoutDoubles([...start.evidence, ...program.evidence]),
      stop: start.stop,
      probes: probesOf(start),
      oneShot: start.process?.oneShot ?? false,
      telemetry,
    },
    start,
    program,
    entry,
    modules: answer.modules,
  };
}

/** Those of the declaration; else of the image, where its runtime asks them. */
function probesOf({ process, built, launcher }: Start): Launch['probes'] {
  const own = process?.probes ?? [];
  return own.length > 0 || !asksImages.has(launcher) ? own : (built?.probes ?? []);
}

const asksImages: ReadonlySet<string> = new Set(['dockerfile', 'compose', 'docker', 'nomad']);

/** Ways of a script that are not known to be left out make what they differ in conditional. */
function withOtherWays(
  verdict: TelemetryVerdict,
  guess: string | null,
  others: readonly { readonly verdict: TelemetryVerdict; readonly condition: string | null }[],
): TelemetryVerdict {
  if (verdict.state === 'conditional') return verdict;
  if (verdict.state === 'active') {
    const differs = others.some(({ verdict: other }) => other.state === 'inactive' || other.state === 'conditional');
    if (guess === null || !differs) return verdict;
    const paths = verdict.paths.map((path) =>
      path.state === 'active' ? { ...path, state: 'conditional' as const, condition: guess } : path,
    );
    return { ...verdict, state: 'conditional', paths };
  }
  const paths = others.flatMap(({ verdict: other, condition }): TelemetryPath[] =>
    other.paths.flatMap((path) => (path.state === 'active' ? { ...path, state: 'conditional', condition } : [])),
  );
  const [first] = paths;
  if (first === undefined) return verdict;
  return {
    state: 'conditional',
    signals: [...new Set(paths.flatMap((path) => path.signals))],
    vendor: first.vendor,
    mechanism: first.mechanism,
    reason: null,
    evidence: paths.flatMap((path) => path.evidence),
    paths: [...verdict.paths, ...paths],
  };
}

function withoutDoubles(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence.filter(({ file, range }) => {
    const key = `${file} ${range.start} ${range.end}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Root-relative working directory: of what the process sees, the folder that the entry point is below. */
function directoryOfLaunch(question: EntryQuestion, entry: ResolvedEntry): string | null {
  const directories = directoriesOf(question.directory, question);
  const file = entry.entryPoint?.file ?? null;
  const holding = file === null ? undefined : directories.find((directory) => relativeTo(directory, file) !== null);
  return holding ?? directories[0] ?? null;
}

export async function entryOf(start: Start, program: Program, context: LaunchContext): Promise<ResolvedEntry> {
  const unresolved: ResolvedEntry = { ...nothingResolved, unresolved: program.unresolved };
  if (program.unresolved !== null && start.command !== null) return unresolved;
  const entry = await resolveEntry(entryQuestion(start, program, context));
  return program.unresolved !== null && entry.entryPoint === null ? unresolved : entry;
}

function entryQuestion(start: Start, program: Program, { repository }: LaunchContext): EntryQuestion {
  const { argv, directory, variables } = program;
  const reference = start.image === null ? (start.process?.image ?? null) : null;
  const imageName = reference?.kind === 'name' ? reference.name : null;
  const isArgument = reference !== null && start.process?.entrypoint === null && program.prefixes.length === 0;
  return { argv, directory, variables, view: start.view, repository, image: start.built, imageName, isArgument };
}

async function judgeProgram(start: Start, program: Program, context: LaunchContext) {
  const entry = await entryOf(start, program, context);
  const question = entryQuestion(start, program, context);
  const variables = withConfigured(program.variables, entry);
  const versions = await versionsFor(entry, context.repository);
  const verdictQuestion: VerdictQuestion = {
    argv: program.argv,
    prefixes: program.prefixes,
    variables,
    entry,
    annotations: start.annotations,
    runs: await buildRuns(start.built, start.view, context.repository),
    injectedBy: context.profile?.value.telemetry?.injectedBy ?? [],
    unknownBase: entry.isBuilt === true ? null : start.unknownBase,
    vendors: context.vendors,
    repository: context.repository,
    image: start.built,
    view: start.view,
    mounted: (start.process?.mounts ?? []).map(({ source }) => source),
    scripts: program.evidence.filter(({ label }) => label === 'entry script').map(({ file }) => file),
    versionOf: (name) => versions(name),
    async fileOf(path) {
      for (const candidate of pathsOf(path, question)) {
        const file = await nodeFile(candidate.path, context.repository);
        if (file !== null) return file;
      }
      return null;
    },
    walk: context.walk,
  };
  return { entry, question, variables, answer: await judge(verdictQuestion) };
}

/** What the program's own configuration sets stands over what it is given. */
function withConfigured(given: Variables, { variables = [] }: ResolvedEntry): Variables {
  if (variables.length === 0) return given;
  return new Map([...given, ...variables.map((variable) => [variable.name, variable] as const)]);
}

/** Versions of packages that the package.json around the entry point names. */
async function versionsFor(entry: ResolvedEntry, repository: Repository): Promise<(name: string) => string | null> {
  const file = entry.entryPoint?.file;
  if (file === undefined || entry.ecosystem !== 'node') return () => null;
  for (const directory of ancestors(dirname(file))) {
    const path = join(directory, 'package.json') ?? 'package.json';
    const text = await repository.read(path);
    const json = text === null ? null : readJson(path, text);
    if (json !== null) {
      return (name) => jsonString(json, 'dependencies', name) ?? jsonString(json, 'devDependencies', name);
    }
  }
  return () => null;
}
