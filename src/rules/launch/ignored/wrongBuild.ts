/** An agent that the program or its image cannot load: a binary of a native image, or another C library. */
import {
  agentVariables,
  glibcProfiler,
  injectedForGlibc,
  muslImage,
  nativeImageBuild,
} from '../../../knowledge/telemetryUnread.ts';
import type { Evidence, Fix } from '../../../model/finding.ts';
import type { Launch, Variable } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import { baseName } from '../launches.ts';
import { agentWords } from './agentOf.ts';
import { imageOf, type BaseImage } from '../imageOf.ts';
import type { Ignored } from './ignored.ts';

export function wrongBuild(context: ProductionContext, launch: Launch): Ignored | null {
  const image = imageOf(context, launch);
  if (image === null) return null;
  const evidence: Evidence[] = [{ file: image.file, range: image.range, label: 'the image' }];
  const native = nativeImage(launch, image);
  if (native !== null) return { ...native, evidence, fix: null };
  if (!muslImage.test(image.name)) return null;
  const musl = profilerForGlibc(context, launch, image) ?? injectedIntoMusl(context, launch, image);
  return musl === null ? null : { ...musl, evidence };
}

function nativeImage({ argv, variables }: Launch, { text }: BaseImage): Pick<Ignored, 'place' | 'why'> | null {
  const program = baseName(argv[0]?.value ?? '');
  if (program === '' || /^javaw?$|\.sh$/.test(program) || !nativeImageBuild.test(text)) return null;
  const options = variables.find(({ name, value }) => agentVariables.has(name) && agentWords(value ?? '').length > 0);
  if (options === undefined) return null;
  return {
    place: options,
    why: `${program} is compiled into a binary, which reads no ${options.name} and loads no agent`,
  };
}

function profilerForGlibc(
  context: ProductionContext,
  { variables }: Launch,
  image: BaseImage,
): Omit<Ignored, 'evidence'> | null {
  const { variable, glibc, musl } = glibcProfiler;
  const path = variables.find(({ name, value }) => variable.test(name) && value?.includes(glibc) === true);
  if (path === undefined) return null;
  return {
    place: path,
    why: `${path.name} is of the build for glibc, and ${image.name} has musl, which does not load it`,
    fix: otherBuild(path, context.source(path.file)?.text ?? '', glibc, musl),
  };
}

/** The operator injects what is built for glibc where nothing says musl. */
function injectedIntoMusl(
  context: ProductionContext,
  { telemetry }: Launch,
  image: BaseImage,
): Omit<Ignored, 'evidence'> | null {
  for (const { mechanism, evidence } of telemetry.paths) {
    const place = mechanism === 'operator' ? evidence[0] : undefined;
    const text = place === undefined ? '' : (context.source(place.file)?.text ?? '');
    if (place === undefined) continue;
    const line = text.slice(Math.max(0, place.range.start - 80), place.range.end);
    const row = injectedForGlibc.find(({ annotation }) => line.includes(annotation));
    if (row === undefined || text.includes(row.unless)) continue;
    return {
      place,
      why: `the operator injects what is built for glibc, and ${image.name} has musl: ${row.unless} has to be ${row.value}`,
      fix: null,
    };
  }
  return null;
}

function otherBuild({ file, range }: Variable, text: string, from: string, to: string): Fix | null {
  const at = text.slice(range.start, range.end).indexOf(from);
  if (at < 0) return null;
  const start = range.start + at;
  const edits = [{ file, range: { start, end: start + from.length }, text: to }];
  return { title: 'Take the build for musl', safety: 'review', edits };
}
