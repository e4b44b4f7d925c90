/** Which charts there are, with which values each is installed: its own, those for production, and what a parent says. */
import { environmentOfToken } from '../../environment.ts';
import { basename, dirname, join, relativeTo } from '../../paths.ts';
import { itemsOf, member, scalarOf, textAt, type DataEntry, type DataMap } from '../../text/dataTree.ts';
import { readYaml } from '../../text/yaml.ts';
import { parseTemplate } from './goTemplate.ts';
import type { Definitions, TemplateFile } from './render.ts';
import { isPath, releaseOf, type ReleasePart } from './releases.ts';
import { mergedData, nil, valueOf, type Value } from './values.ts';

export type ChartPart =
  | ReleasePart
  /** A file that may hold values, if a release names it. */
  | { readonly kind: 'other'; readonly file: string; readonly text: string; readonly data: DataMap }
  | { readonly kind: 'chart'; readonly file: string; readonly text: string; readonly data: DataMap }
  | { readonly kind: 'values'; readonly file: string; readonly text: string; readonly data: DataMap }
  | { readonly kind: 'template'; readonly file: string; readonly text: string; readonly body: TemplateFile['body'] };

export interface Installation {
  readonly chart: string;
  readonly name: string;
  readonly templates: readonly TemplateFile[];
  readonly definitions: Definitions;
  readonly root: Value;
  /** Values for production are among its values. */
  readonly isForProduction: boolean;
}

const mostInstallations = 200;

export function partOf(file: string, text: string): ChartPart | null {
  const name = basename(file);
  if (name === 'Chart.yaml' || /^values.*\.ya?ml$/i.test(name)) {
    const [data] = readYaml(file, text).documents;
    if (data?.kind !== 'map') return null;
    return { kind: name === 'Chart.yaml' ? 'chart' : 'values', file, text, data };
  }
  if (!/(?:^|\/)templates\//.test(file)) {
    const [data] = readYaml(file, text).documents;
    return data?.kind === 'map' ? { kind: 'other', file, text, data } : null;
  }
  return { kind: 'template', file, text, body: parseTemplate(text).body };
}

export function installationsOf(parts: readonly ChartPart[]): Installation[] {
  const charts = new Map(
    parts.flatMap((part) => (part.kind === 'chart' ? [[dirname(part.file), part.data] as const] : [])),
  );
  const chartOf = (file: string): string | null => {
    for (let at = dirname(file); ; at = dirname(at)) {
      if (charts.has(at)) return at;
      if (at === '.' || at === '/') return null;
    }
  };
  const templates = new Map<string, TemplateFile[]>();
  const values = new Map<string, DataMap>();
  const production = new Set<string>();
  const sorted = [...parts].sort((one, other) => (one.file < other.file ? -1 : 1));
  for (const part of sorted) {
    const chart = part.kind === 'chart' ? null : chartOf(part.file);
    if (chart === null) continue;
    if (part.kind === 'template' && relativeTo(`${chart === '.' ? '' : `${chart}/`}templates`, part.file) !== null) {
      templates.set(chart, [...(templates.get(chart) ?? []), part]);
    }
    if (part.kind !== 'values' || dirname(part.file) !== chart) continue;
    const overlay = /^values[-._]([\w-]+)\.ya?ml$/i.exec(basename(part.file))?.[1];
    if (overlay !== undefined && environmentOfToken(overlay) !== 'production') continue;
    if (overlay !== undefined) production.add(chart);
    const below = values.get(chart);
    values.set(chart, below === undefined ? part.data : mergedData(below, part.data));
  }
  // `values-prod.yaml` sorts before `values.yaml`, which stands below it.
  for (const chart of production) {
    const own = sorted.flatMap((part) => (part.kind === 'values' && dirname(part.file) === chart ? [part] : []));
    const base = own.find(({ file }) => /^values\.ya?ml$/i.test(basename(file)))?.data;
    const above = own.filter(({ file }) => {
      const overlay = /^values[-._]([\w-]+)\.ya?ml$/i.exec(basename(file))?.[1];
      return overlay !== undefined && environmentOfToken(overlay) === 'production';
    });
    const first = base ?? above[0]?.data;
    if (first !== undefined)
      values.set(
        chart,
        above.reduce((below, { data }) => mergedData(below, data), first),
      );
  }
  const releases = parts.filter((part) => part.kind === 'release');
  const files = parts.filter((part) => part.kind === 'values' || part.kind === 'other');
  for (const chart of releases.length === 0 ? [] : charts.keys()) {
    const release = releaseOf(chart, releases, (path) => {
      const [only, ...others] = files.filter(({ file }) => isPath(file, path));
      const exact = files.find(({ file }) => file === path);
      return exact?.data ?? (others.length > 0 ? null : (only?.data ?? null));
    });
    if (release === null) continue;
    const own = release.namesFiles
      ? files.find(({ file }) => dirname(file) === chart && /^values\.ya?ml$/i.test(basename(file)))?.data
      : values.get(chart);
    const all = [own, release.data].flatMap((data) => data ?? []);
    const [first, ...rest] = all;
    if (first !== undefined) values.set(chart, rest.reduce(mergedData, first));
    if (release.isForProduction) production.add(chart);
  }
  const definitions = definitionsOf([...templates.values()].flat());
  const found: Installation[] = [];

  function install(
    chart: string,
    given: DataMap | null,
    alias: string | null,
    isForProduction: boolean,
    seen: readonly string[],
  ): void {
    const data = charts.get(chart);
    if (data === undefined || seen.includes(chart) || found.length >= mostInstallations) return;
    const own = values.get(chart) ?? emptyMap(data);
    const merged = given === null ? own : mergedData(own, given);
    const forProduction = isForProduction || production.has(chart);
    const name = textAt(data, 'name') ?? basename(chart);
    if (textAt(data, 'type') !== 'library') {
      found.push({
        chart,
        name: alias ?? name,
        templates: templates.get(chart) ?? [],
        definitions,
        root: rootOf(data, name, alias, merged),
        isForProduction: forProduction,
      });
    }
    for (const dependency of dependenciesOf(chart, data)) {
      if (dependency.chart === null || !isEnabled(dependency.conditions, merged)) continue;
      const inner = member(merged, dependency.key);
      const shared = member(merged, 'global');
      const base = inner?.kind === 'map' ? inner : emptyMap(data);
      const withGlobal =
        shared?.kind === 'map'
          ? mergedData(
              { ...base, entries: new Map([['global', { key: 'global', keyRange: shared.range, value: shared }]]) },
              base,
            )
          : base;
      install(dependency.chart, withGlobal, dependency.key, forProduction, [...seen, chart]);
    }
  }

  interface Dependency {
    readonly chart: string | null;
    readonly key: string;
    readonly conditions: readonly string[];
  }

  function dependenciesOf(chart: string, data: DataMap): readonly Dependency[] {
    const declared = itemsOf(member(data, 'dependencies')).map((item): Dependency => {
      const name = textAt(item, 'name') ?? '';
      const local = /^file:\/\/(.+)$/.exec(textAt(item, 'repository') ?? '')?.[1];
      const path = local === undefined ? join(chart, `charts/${name}`) : join(chart, local);
      return {
        chart: path !== null && charts.has(path) ? path : null,
        key: textAt(item, 'alias') ?? name,
        conditions: (textAt(item, 'condition') ?? '')
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      };
    });
    const beside = [...charts.keys()].filter((path) => relativeTo(chart, path) === `charts/${basename(path)}`);
    const unnamed = beside.filter((path) => !declared.some((one) => one.chart === path));
    return [...declared, ...unnamed.map((path): Dependency => ({ chart: path, key: basename(path), conditions: [] }))];
  }

  const used = new Set([...charts].flatMap(([chart, data]) => dependenciesOf(chart, data).map((one) => one.chart)));
  for (const chart of charts.keys()) if (!used.has(chart)) install(chart, null, null, false, []);
  return found;
}

const emptyMap = ({ range }: DataMap): DataMap => ({ kind: 'map', range, entries: new Map<string, DataEntry>() });

/** The first condition that the values decide; none decides: it is there. */
function isEnabled(conditions: readonly string[], values: DataMap): boolean {
  for (const condition of conditions) {
    const value = scalarOf(member(values, ...condition.split('.')))?.value;
    if (value === 'true' || value === 'false') return value === 'true';
  }
  return true;
}

function rootOf(chart: DataMap, name: string, alias: string | null, values: DataMap): Value {
  const text = (value: string): Value => ({
    kind: 'text',
    pieces: [{ text: value, file: '', range: { start: 0, end: 0 }, verbatim: false }],
  });
  const map = (entries: readonly (readonly [string, Value])[]): Value => ({ kind: 'map', entries: new Map(entries) });
  const written = (key: string): Value => {
    const node = member(chart, key);
    return node === null ? nil : valueOf(node);
  };
  return map([
    ['Values', valueOf(values)],
    [
      'Chart',
      map([
        ['Name', alias === null ? written('name') : text(alias)],
        ['Version', written('version')],
        ['AppVersion', written('appVersion')],
        ['Type', written('type')],
        ['Annotations', written('annotations')],
      ]),
    ],
    // As if it were installed under its own name; where it is installed is not known.
    [
      'Release',
      map([
        ['Name', text(alias ?? name)],
        ['Namespace', { kind: 'unknown' }],
        ['Service', text('Helm')],
        ['IsInstall', { kind: 'boolean', value: true }],
        ['IsUpgrade', { kind: 'boolean', value: false }],
        ['Revision', { kind: 'number', value: 1 }],
      ]),
    ],
    ['Capabilities', { kind: 'unknown' }],
    ['Files', { kind: 'unknown' }],
    [
      'Template',
      map([
        ['Name', text('')],
        ['BasePath', text('templates')],
      ]),
    ],
    ['Subcharts', { kind: 'unknown' }],
  ]);
}

function definitionsOf(templates: readonly TemplateFile[]): Definitions {
  const found = new Map<string, { readonly body: TemplateFile['body']; readonly source: TemplateFile }>();
  const collect = (body: TemplateFile['body'], source: TemplateFile): void => {
    for (const node of body) if (node.kind === 'define') found.set(node.name, { body: node.body, source });
  };
  for (const template of templates) collect(template.body, template);
  return found;
}
