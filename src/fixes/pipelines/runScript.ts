/** A step that runs a gate for which the repository has a script. */
import { gateScripts, scriptRunners } from '../../knowledge/gateScripts.ts';
import type { Fix } from '../../model/finding.ts';
import type { GateType, PipelineJob, PipelineSystem } from '../../model/pipeline.ts';
import { member, entriesOf } from '../../production/text/dataTree.ts';
import { readJson } from '../../production/text/yaml.ts';
import { entryAt, insertItemAfter, yamlFile } from './yamlPlaces.ts';

interface Around {
  readonly paths: readonly string[];
  text(path: string): string | undefined;
}

/** Null where there is no such script, or the job has no list of steps that is known to take one. */
export function runScriptFix(system: PipelineSystem, job: PipelineJob, type: GateType, around: Around): Fix | null {
  const command = commandFor(type, around);
  const file = yamlFile(job.file, around.text(job.file));
  const entry = file === null ? null : entryAt(file, job.range);
  if (command === null || file === null || entry === null) return null;
  const key = system === 'github-actions' ? 'steps' : system === 'gitlab-ci' ? 'script' : null;
  const steps = key === null ? null : member(entry.value, key);
  const last = steps?.kind === 'list' && steps.style === 'block-list' ? steps.items.at(-1) : undefined;
  // A job in which no script of the package runs has not installed what one needs.
  const body = around.text(job.file)?.slice(entry.value.range.start, entry.value.range.end) ?? '';
  if (last === undefined || !/\b(?:npm|pnpm|yarn|bun)\b/.test(body)) return null;
  const edit = insertItemAfter(file, last, [system === 'github-actions' ? `run: ${command}` : command]);
  return edit === null ? null : { title: `Run ${command} here`, safety: 'review', edits: [edit] };
}

function commandFor(type: GateType, { paths, text }: Around): string | null {
  const manifest = text('package.json');
  const known = manifest === undefined ? null : (readJson('package.json', manifest).documents[0] ?? null);
  const scripts = new Set(entriesOf(member(known, 'scripts')).map(({ key }) => key));
  const name = gateScripts[type]?.find((one) => scripts.has(one));
  if (name === undefined) return null;
  const runner = scriptRunners.find(({ lock }) => paths.includes(lock))?.run ?? 'npm run';
  return name === 'test' ? runner.replace(/ run$/, ' test') : `${runner} ${name}`;
}
