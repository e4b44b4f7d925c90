/**
 * How right launches are against services that were labelled by hand. A label says where a service is started, its entry
 * point and what becomes of telemetry there; a service counts once, and labels of low confidence are left out.
 *
 * - found: a reported launch stands at a labelled line (three lines either way), or in the labelled folder.
 * - entry_point: one of its production launches leads to the labelled source file.
 * - verdict: active, conditional or inactive, the best of its production launches. `unknown` is never right.
 * - false_alarm: of the services that are active, those called inactive. missed: of the inactive ones, those called active.
 * - mechanism, signals: of the services with telemetry.
 */
import type { LaunchesReport, ReportedLaunch, ReportedService } from '../../src/reports/json.ts';

export interface LaunchLabel {
  readonly repo: string;
  readonly service: string;
  readonly root: string;
  /** Line 1-based. */
  readonly launch: readonly { readonly file: string; readonly line: number }[];
  readonly entry_point: string | null;
  readonly entry_point_alternatives?: readonly string[];
  readonly telemetry: SignalFlags & {
    readonly mechanism: string;
    readonly underlying_mechanism?: string;
    /** What the committed configuration does, where a condition decides. */
    readonly default_active?: SignalFlags;
  };
  readonly confidence: string;
  /** Changes that must move the verdict of this service, and of no other of its repository but those of `also`. */
  readonly mutations?: readonly LaunchMutation[];
}

interface SignalFlags {
  readonly traces?: boolean;
  readonly metrics?: boolean;
  readonly errors?: boolean;
}

interface LaunchMutation {
  readonly what: string;
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  readonly verdict: Verdict;
  /** Verdicts of other services, by the name their label gives them. */
  readonly also?: Readonly<Record<string, Verdict>>;
}

type Verdict = 'active' | 'conditional' | 'inactive' | 'unknown';

export interface Rate {
  readonly right: number;
  readonly of: number;
}

export const figureNames = [
  'found',
  'entry_point',
  'verdict',
  'verdict_unknown',
  'false_alarm',
  'missed',
  'mechanism',
  'signals',
  'mutations',
] as const;
type FigureName = (typeof figureNames)[number];

export interface LaunchScore {
  readonly services: number;
  readonly figures: Readonly<Record<FigureName, Rate>>;
  /** One line for each answer that is not the label's. */
  readonly misses: readonly string[];
}

/** In percent with one decimal, halves to the even digit; `-` where nothing was asked. */
export function percent({ right, of }: Rate): string {
  if (of === 0) return '-';
  const tenths = (1000 * right) / of;
  const below = Math.floor(tenths);
  const isHalf = tenths - below === 0.5;
  return ((isHalf ? below + (below % 2) : Math.round(tenths)) / 10).toFixed(1);
}

type Hit = readonly [ReportedService, ReportedLaunch];

/** Launches that a label speaks of: at its lines, else all of its folder. */
function hitsOf(label: LaunchLabel, services: readonly ReportedService[]): readonly Hit[] {
  const stands = (launch: ReportedLaunch): boolean =>
    launch.evidence.some(({ file, line }) =>
      label.launch.some((one) => one.file === file && Math.abs(one.line - line) <= 3),
    );
  const all = services.flatMap((service) => service.launches.map((launch): Hit => [service, launch]));
  const at = all.filter(([, launch]) => stands(launch));
  const trimmed = (root: string): string => root.replace(/^[./]+|[./]+$/g, '');
  return at.length > 0 ? at : all.filter(([service]) => trimmed(service.root) === trimmed(label.root));
}

function ofProduction(hits: readonly Hit[]): readonly ReportedLaunch[] {
  const relied = hits.filter(([, { environment }]) => environment === 'production' || environment === 'unknown');
  return (relied.length === 0 ? hits : relied).map(([, launch]) => launch);
}

const order: readonly Verdict[] = ['active', 'conditional', 'inactive'];

/** The best of the production launches that a label speaks of. */
function verdictOf(label: LaunchLabel, { services }: LaunchesReport): Verdict {
  const said = ofProduction(hitsOf(label, services)).map(({ telemetry }) => telemetry.verdict);
  return order.find((verdict) => said.includes(verdict)) ?? 'unknown';
}

const counted = ['traces', 'metrics', 'errors'] as const;

const signalsOf = (flags: SignalFlags): string => counted.filter((signal) => flags[signal] === true).join();

/**
 * @param reportOf what is reported of a repository, with some texts changed; null where it has no checkout here.
 * A change that does not apply is a miss.
 */
export async function scoreLaunches(
  labels: readonly LaunchLabel[],
  reportOf: (repo: string, edits: LaunchMutation['edits']) => Promise<LaunchesReport | null>,
): Promise<LaunchScore> {
  const names = new Map<FigureName, { right: number; of: number }>(
    figureNames.map((name) => [name, { right: 0, of: 0 }]),
  );
  const count = (name: FigureName, isRight: boolean): void => {
    const rate = names.get(name);
    if (rate === undefined) return;
    rate.of++;
    if (isRight) rate.right++;
  };
  const misses: string[] = [];
  const asked = labels.filter(({ confidence }) => confidence !== 'low');
  let services = 0;
  for (const repo of [...new Set(asked.map((label) => label.repo))].sort()) {
    const report = await reportOf(repo, []);
    if (report === null) {
      misses.push(`absent        ${repo}`);
      continue;
    }
    const own = asked.filter((label) => label.repo === repo);
    for (const label of own) {
      services++;
      judge(label, report, count, misses);
    }
    for (const label of own) {
      for (const mutation of label.mutations ?? []) {
        const wrong = await tried(label, mutation, own, report, reportOf);
        count('mutations', wrong === null);
        if (wrong !== null) misses.push(`mutation      ${repo} ${label.service}, ${mutation.what}: ${wrong}`);
      }
    }
  }
  const rate = (name: FigureName): Rate => names.get(name) ?? { right: 0, of: 0 };
  const figures = {
    found: rate('found'),
    entry_point: rate('entry_point'),
    verdict: rate('verdict'),
    verdict_unknown: rate('verdict_unknown'),
    false_alarm: rate('false_alarm'),
    missed: rate('missed'),
    mechanism: rate('mechanism'),
    signals: rate('signals'),
    mutations: rate('mutations'),
  };
  return { services, figures, misses };
}

function judge(
  label: LaunchLabel,
  report: LaunchesReport,
  count: (name: FigureName, isRight: boolean) => void,
  misses: string[],
): void {
  const name = `${label.repo} ${label.service}`;
  const hits = hitsOf(label, report.services);
  const launches = ofProduction(hits);
  count('found', hits.length > 0);
  if (hits.length === 0) misses.push(`not found     ${name}`);
  if (label.entry_point !== null) {
    const right = [label.entry_point, ...(label.entry_point_alternatives ?? [])];
    const files = launches.flatMap(({ entryPoint }) => entryPoint?.file ?? []);
    const isRight = files.some((file) => right.includes(file));
    count('entry_point', isRight);
    if (!isRight)
      misses.push(`entry point   ${name}: ${[...new Set(files)].join(', ') || 'none'} not ${label.entry_point}`);
  }
  const truth = label.telemetry;
  const now = signalsOf(truth.default_active ?? truth);
  const isConditional = truth.mechanism === 'conditional';
  const want: Verdict = now !== '' ? 'active' : isConditional ? 'conditional' : 'inactive';
  const got = verdictOf(label, report);
  count('verdict_unknown', got === 'unknown');
  const isRight = got === want || (want === 'active' && got === 'conditional' && isConditional);
  count('verdict', isRight);
  if (!isRight) misses.push(`verdict       ${name}: ${got} not ${want} (${truth.mechanism})`);
  if (want === 'active') count('false_alarm', got === 'inactive');
  if (want === 'inactive') count('missed', got === 'active');
  if (truth.mechanism === 'none' || hits.length === 0) return;
  const mechanisms = [
    truth.mechanism,
    truth.underlying_mechanism,
    truth.mechanism === 'env' ? 'environment' : undefined,
  ];
  const said = launches.map(({ telemetry }) => telemetry.mechanism);
  const isMechanism = said.some((mechanism) => mechanisms.includes(mechanism));
  count('mechanism', isMechanism);
  if (!isMechanism) misses.push(`mechanism     ${name}: ${[...new Set(said)].join(', ')} not ${truth.mechanism}`);
  const reported = new Set(launches.flatMap(({ telemetry }) => telemetry.signals.map((signal): string => signal)));
  const signals = counted.filter((signal) => reported.has(signal)).join();
  const isSignals = signals === signalsOf(truth) || signals === now;
  count('signals', isSignals);
  if (!isSignals) misses.push(`signals       ${name}: ${signals || 'none'} not ${now || signalsOf(truth)}`);
}

/** What is wrong after a change; null where it moves what it must, and nothing else. */
async function tried(
  label: LaunchLabel,
  { edits, verdict, also = {} }: LaunchMutation,
  labels: readonly LaunchLabel[],
  before: LaunchesReport,
  reportOf: (repo: string, edits: LaunchMutation['edits']) => Promise<LaunchesReport | null>,
): Promise<string | null> {
  const after = await reportOf(label.repo, edits).catch((cause: unknown) => String(cause));
  if (after === null || typeof after === 'string') return after ?? 'no checkout';
  const wrong = labels.flatMap((one) => {
    const want = one === label ? verdict : (also[one.service] ?? verdictOf(one, before));
    const got = verdictOf(one, after);
    return got === want ? [] : [`${one.service} is ${got} not ${want}`];
  });
  return wrong.length === 0 ? null : wrong.join('; ');
}
