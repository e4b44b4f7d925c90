/** Whether production still sees a service that the change reaches, launch by launch. */
import type { Signal } from '../../model/facts.ts';
import type { Evidence, Finding } from '../../model/finding.ts';
import type { Launch, Service } from '../../model/production.ts';
import { launchEvidence, shortCommand, signalText } from '../../rules/launch/launches.ts';
import { rules } from '../../rules/index.ts';
import { isBlocking, listed } from '../changedCode.ts';
import type { AutomaticDraft, ChecklistContext, ItemKind } from '../kind.ts';
import { productionLaunches } from '../../rules/launch/productionLaunches.ts';

export const telemetryItems: ItemKind = {
  name: 'telemetry',
  place: 10,
  items(context) {
    const drafts = context.reached.flatMap(({ service, old, files }) => {
      const own = productionLaunches(context.after, service);
      return own.map((launch): LaunchDraft => {
        const verdict = verdictOf(launch, oldLaunch(launch, old), context);
        const isAlone = own.filter(({ launcher }) => launcher === launch.launcher).length === 1;
        const name = isAlone && launch.name === service.name ? '' : `:${launch.name}`;
        const among = own.length > 1 ? `, started by ${launch.launcher}${isAlone ? '' : ` as ${launch.name}`},` : '';
        return {
          kind: 'automatic',
          id: `telemetry:${service.name}:${launch.launcher}${name}`,
          title: `${service.name}${among} is seen in production`,
          service: service.name,
          about: files.map(({ change }) => change),
          ...verdict,
        };
      });
    });
    const blank = drafts.filter(({ isBlank }) => isBlank);
    return [
      ...drafts.filter((draft) => blank.length < 2 || !draft.isBlank),
      ...(blank.length < 2 ? [] : [together(blank)]),
    ];
  },
};

/** `isBlank`: nothing here says anything of it. */
type LaunchDraft = AutomaticDraft & { readonly isBlank: boolean };

/** Launches of which nothing is known are one item: there is nothing to say of each. */
function together(drafts: readonly LaunchDraft[]): AutomaticDraft {
  const names = [...new Set(drafts.flatMap(({ service }) => service ?? []))];
  return {
    kind: 'automatic',
    id: 'telemetry',
    title: `${listed(names)} ${names.length === 1 ? 'is' : 'are'} seen in production`,
    detail: 'nothing here shows what becomes of their telemetry',
    state: 'unknown',
    required: true,
    service: null,
    evidence: drafts.flatMap(({ evidence }) => evidence),
    about: [...new Set(drafts.flatMap(({ about }) => about))],
  };
}

function oldLaunch(launch: Launch, old: Service | null): Launch | null {
  const same = (old?.launches ?? []).filter(
    ({ environment, launcher }) => environment === launch.environment && launcher === launch.launcher,
  );
  return same.find(({ name }) => name === launch.name) ?? (same.length === 1 ? (same[0] ?? null) : null);
}

type Verdict = Pick<LaunchDraft, 'state' | 'detail' | 'required' | 'evidence' | 'isBlank'>;

function verdictOf(launch: Launch, old: Launch | null, context: ChecklistContext): Verdict {
  const { telemetry } = launch;
  const command = launch.argv.length === 0 ? 'a command that is not known' : `"${shortCommand(launch.argv)}"`;
  const start = `${launch.launcher} runs ${command}`;
  const evidence: Evidence[] = [launchEvidence(launch), ...telemetry.evidence];
  const findings = launchFindings(launch, context);
  const lost = old?.telemetry.state === 'active' && telemetry.state !== 'active';
  const wanted = context.profile?.value.telemetry?.require ?? [];
  const missing = wanted.filter((signal) => stateOf(launch, signal) === 'inactive');
  if (lost || missing.length > 0 || findings.length > 0) {
    const [finding] = findings;
    const why = lost
      ? `it was seen through ${howText(old)} before the change, and is not any more`
      : missing.length > 0
        ? `the profile requires ${signalText(wanted)}, and nothing emits ${signalText(missing)}`
        : (finding?.message ?? '');
    // What was so before, and nobody requires, is no fault of this change.
    const isNew = findings.some((one) => !wasThere(one, context));
    const detail = finding === undefined || lost ? `${start}: ${why}` : why;
    return {
      state: 'fail',
      detail: lost || missing.length > 0 || isNew ? detail : `as before the change: ${detail}`,
      required: lost || missing.length > 0 || isNew,
      isBlank: false,
      evidence: lost ? [...evidence, ...old.telemetry.evidence.map(asBefore)] : withPlaces(evidence, findings),
    };
  }
  const uncertain = wanted.filter((signal) => stateOf(launch, signal) === 'unknown');
  if (telemetry.state === 'active' && uncertain.length === 0) {
    return { state: 'pass', detail: `${start}: ${howText(launch)}`, required: true, evidence, isBlank: false };
  }
  const isBlank = telemetry.state === 'unknown' && telemetry.reason === null && telemetry.evidence.length === 0;
  return {
    state: 'unknown',
    detail: `${start}: ${uncertainText(launch, uncertain)}`,
    required: true,
    evidence,
    isBlank,
  };
}

function uncertainText({ telemetry }: Launch, uncertain: readonly Signal[]): string {
  const { paths } = telemetry;
  const condition = paths.find(({ state }) => state === 'conditional')?.condition ?? null;
  switch (telemetry.state) {
    case 'conditional':
      return condition === null ? 'only on a condition' : `only if ${condition}`;
    case 'active':
      return `whether it emits ${signalText(uncertain)} is not known`;
    case 'unknown':
      return telemetry.reason === 'external' ? 'added from outside this repository' : 'not known';
    case 'inactive':
      return 'nothing in this repository starts telemetry, and the profile requires none';
  }
}

function howText({ telemetry }: Launch): string {
  const signals = telemetry.signals.length === 0 ? '' : ` (${telemetry.signals.join(', ')})`;
  return `${telemetry.vendor ?? 'telemetry'}, ${telemetry.mechanism}${signals}`;
}

/** The best state of the ways that a signal takes. */
function stateOf({ telemetry }: Launch, signal: Signal): 'active' | 'unknown' | 'inactive' {
  const ways = telemetry.paths.filter(({ signals }) => signals.includes(signal));
  if (ways.some(({ state }) => state === 'active')) return 'active';
  if (ways.some(({ state }) => state !== 'inactive')) return 'unknown';
  return telemetry.state === 'unknown' || telemetry.state === 'conditional' ? 'unknown' : 'inactive';
}

const launchRules = new Set(rules.flatMap(({ id, area }) => (area === 'launch' ? [id] : [])));

/** Errors and warnings of rules about launches that stand on this one: at its command, or at its entry point. */
function launchFindings(launch: Launch, { standing }: ChecklistContext): Finding[] {
  const { file, range } = launchEvidence(launch);
  const isHere = (place: { file: string; range: { start: number; end: number } }): boolean =>
    place.file === file && place.range.start < Math.max(range.end, range.start + 1) && range.start <= place.range.end;
  return standing.filter(
    (finding) =>
      launchRules.has(finding.rule) &&
      isBlocking(finding) &&
      (finding.service === null || finding.service === launch.service) &&
      [finding, ...finding.evidence].some(isHere),
  );
}

function wasThere({ fingerprint, file }: Finding, { review }: ChecklistContext): boolean {
  const fresh = [
    ...review.elsewhere,
    ...review.files.flatMap((one) => [...one.findings, ...one.hunks.flatMap(({ findings }) => findings)]),
  ];
  return !fresh.some((one) => one.fingerprint === fingerprint && one.file === file);
}

function asBefore(evidence: Evidence): Evidence {
  return { ...evidence, label: `before: ${evidence.label}`, side: 'before' };
}

function withPlaces(evidence: readonly Evidence[], findings: readonly Finding[]): Evidence[] {
  return [...evidence, ...findings.flatMap((finding) => finding.evidence)].filter(
    (one, index, all) =>
      all.findIndex(({ file, range }) => file === one.file && range.start === one.range.start) === index,
  );
}
