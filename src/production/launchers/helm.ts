/**
 * Helm charts: the workloads that templates make of the values of their chart, with those for production where the chart
 * has some. Templates are read, not run; what they ask of a cluster or of unknown functions is unknown. A chart that
 * another has as a dependency is installed with what that one says.
 */
import type { Fault } from '../../model/source.ts';
import type { ProcessDeclaration } from '../../model/production.ts';
import { isPushed } from '../images.ts';
import { basename } from '../paths.ts';
import { artifactFault } from '../text/dataTree.ts';
import { installationsOf, partOf, type ChartPart, type Installation } from './helm/charts.ts';
import { isPipelineFile, pipelineFiles } from './deploys/pipelineLines.ts';
import { parseTemplate } from './helm/goTemplate.ts';
import { releasesIn } from './helm/releases.ts';
import { partsOfOutput, type RenderedParts } from './helm/output.ts';
import { renderTemplate, type TemplateFile } from './helm/render.ts';
import { nil } from './helm/values.ts';
import { joinObjects } from './kubernetesObjects.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'helm';
const longestTemplate = 300_000;
/** Where values for an environment stand under other names. */
const mayBeValues = /(?:^|\/)(?:[^/]*helm[^/]*|charts?|deploy\w*|environments?|envs?|values)\/[^]*\.ya?ml$/i;

export const helmReader: LauncherReader<ChartPart> = {
  name: launcher,
  files: ['**/*.{yml,yaml}', '**/templates/**/*.tpl', ...pipelineFiles],
  claims: ({ path, text }) => {
    if (text.length >= longestTemplate) return false;
    if (/^(?:Chart\.yaml|values.*\.ya?ml)$/i.test(basename(path))) return true;
    if (/(?:^|\/)templates\//.test(path)) return text.includes('{{') && !/(?:^|\/)templates\/tests?\//.test(path);
    if (isPipelineFile(path)) return /\bhelm\b/.test(text);
    return mayBeValues.test(path) && !text.includes('{{') && !/^(?:apiVersion|kind|services|jobs):/m.test(text);
  },
  read,
  combine: (readings) => {
    const parts = [...readings.values()].flatMap((reading) => reading.parts ?? []);
    const texts = new Map(parts.map(({ file, text }) => [file, text]));
    const joined = installationsOf(parts).map((installation) => declare(installation, texts));
    return {
      declarations: joined.flatMap(({ declarations }) => declarations),
      faults: joined.flatMap(({ faults }) => faults),
    };
  },
};

function read({ path, text }: Artifact): Reading<ChartPart> {
  if (isPipelineFile(path)) return { declarations: [], faults: [], parts: [...releasesIn(path, text)] };
  const part = partOf(path, text);
  if (part === null) return { declarations: [], faults: [] };
  if (part.kind !== 'template') return { declarations: [], faults: [], parts: [part] };
  const faults: Fault[] = parseTemplate(text).problems.map(({ message, range }) => artifactFault(path, range, message));
  const alone: Installation = {
    chart: '.',
    name: '',
    templates: [part],
    definitions: new Map(),
    root: { kind: 'map', entries: new Map([['Values', nil]]) },
    isForProduction: false,
  };
  return { declarations: declare(alone, new Map([[path, text]])).declarations, faults, parts: [part] };
}

interface Installed {
  readonly declarations: readonly ProcessDeclaration[];
  readonly faults: readonly Fault[];
}

function declare(installation: Installation, texts: ReadonlyMap<string, string>): Installed {
  const outputs = installation.templates.map((template) => outputOf(template, installation, texts));
  const processes = joinObjects(outputs.flatMap(({ parts }) => parts));
  const names = new Set(
    processes.flatMap(({ image }) =>
      image?.kind === 'name' && isOfChart(image.name, installation) ? [image.name] : [],
    ),
  );
  const declarations = processes.map((process) => {
    const { image } = process;
    const isOwn = image?.kind === 'name' && names.size === 1 && names.has(image.name);
    return {
      ...process,
      environment: process.environment ?? (installation.isForProduction ? 'production' : null),
      image: isOwn ? { ...image, isOwn } : image,
    };
  });
  return { declarations, faults: outputs.flatMap(({ faults }) => faults) };
}

/** From the registry of those who install it, or the chart is named after it. */
function isOfChart(image: string, { name }: Installation): boolean {
  const last = basename(image.replace(/@.*$/, '')).replace(/:.*$/, '').toLowerCase();
  if (/[${}]/.test(last)) return false;
  const chart = name.toLowerCase();
  return isPushed(image) || (last.length > 2 && (last === chart || chart.startsWith(`${last}-`)));
}

function outputOf(
  template: TemplateFile,
  { root, definitions }: Installation,
  texts: ReadonlyMap<string, string>,
): RenderedParts {
  if (!/\.ya?ml$/.test(template.file)) return { parts: [], faults: [] };
  const pieces = renderTemplate(template, root, definitions);
  if (pieces !== null) return partsOfOutput(template.file, pieces, (file) => texts.get(file) ?? '');
  const message = 'not read: this template goes on for too long, or makes too much';
  return { parts: [], faults: [artifactFault(template.file, { start: 0, end: 0 }, message, 'information')] };
}
