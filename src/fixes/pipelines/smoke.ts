/** Asks a service after it was deployed, by its own addresses and paths. */
import type { Fix } from '../../model/finding.ts';
import type { Gate, PipelineJob, PipelineSystem } from '../../model/pipeline.ts';
import type { Location } from '../../model/text.ts';
import { member, textAt } from '../../production/text/dataTree.ts';
import { commandsBehind, stepBehind } from './scriptLines.ts';
import { entryAt, yamlFile } from './yamlPlaces.ts';

type TextOf = (path: string) => string | undefined;

const title = (paths: readonly string[]): string => `Ask ${paths.join(' and ')}`;

/** The probe that is there, once more for each path that it leaves out. */
export function probeMoreFix(probe: Gate, asked: string, paths: readonly string[], textOf: TextOf): Fix | null {
  const written = textOf(probe.file)?.slice(probe.range.start, probe.range.end) ?? '';
  const at = written.lastIndexOf(asked);
  const behind = written.charAt(at + asked.length);
  if (asked === '/' || at < 0 || !/^(?:$|[\s"'])/.test(behind) || /[\n|;&]/.test(written)) return null;
  const commands = paths.map((path) => written.slice(0, at) + path + written.slice(at + asked.length));
  const edit = commandsBehind(probe, commands, 'Smoke test', textOf);
  return edit === null ? null : { title: title(paths), safety: 'review', edits: [edit] };
}

/** A probe of each path behind the deploy or the wait for it. Null where no file says at what address the service is. */
export function probeFix(
  system: PipelineSystem,
  job: PipelineJob,
  last: Location,
  paths: readonly string[],
  textOf: TextOf,
): Fix | null {
  const address = addressOf(system, job, textOf);
  if (address === null || paths.length === 0 || paths.some((path) => !/^\/[\w./~-]*$/.test(path))) return null;
  const commands = paths.map((path) => `curl --fail --retry 5 --retry-delay 5 ${address}${path}`);
  const edit =
    commandsBehind(last, commands, 'Smoke test', textOf) ??
    (system === 'github-actions' ? stepBehind(last, commands, 'Smoke test', textOf) : null);
  return edit === null ? null : { title: title(paths), safety: 'review', edits: [edit] };
}

/** Where the job says its environment is. */
function addressOf(system: PipelineSystem, job: PipelineJob, textOf: TextOf): string | null {
  if (system !== 'github-actions' && system !== 'gitlab-ci') return null;
  const file = yamlFile(job.file, textOf(job.file));
  const entry = file === null ? null : entryAt(file, job.range);
  const url = textAt(member(entry?.value ?? null, 'environment'), 'url');
  return url !== null && /^https?:\/\/[\w.:-]+\/?$/.test(url) ? url.replace(/\/$/, '') : null;
}
