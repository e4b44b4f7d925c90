/**
 * `helm upgrade` in pipelines and scripts: which values a chart is really installed with. What a pipeline puts into a
 * word when it runs is not known, and a release of which a file is not known says nothing.
 * Facts: https://helm.sh/docs/helm/helm_upgrade/, https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set
 */
import type { Environment, Word } from '../../../model/production.ts';
import type { DataEntry, DataMap, DataScalar } from '../../text/dataTree.ts';
import { commandsIn, environmentOfWords, isOpen } from '../deploys/pipelineLines.ts';
import { flagsOf } from '../deploys/statements.ts';
import { mergedData } from './values.ts';

export interface ReleasePart {
  readonly kind: 'release';
  readonly file: string;
  readonly text: string;
  /** As they are written, without `./`. */
  readonly chart: string;
  readonly values: readonly string[];
  readonly sets: readonly DataMap[];
  readonly environment: Environment | null;
}

const switches =
  /^(?:-i|--install|--atomic|--wait|--wait-for-jobs|--force|--debug|--dry-run|--create-namespace|--cleanup-on-fail|--reuse-values|--reset-values|--dependency-update|--devel|--no-hooks|--skip-crds|--rollback-on-failure)$/;

export function releasesIn(file: string, text: string): readonly ReleasePart[] {
  return commandsIn(file, text, /\bhelm\s+(?:-\S+\s+\S+\s+)*(?:upgrade|install)\s/g).flatMap((words): ReleasePart[] => {
    const at = words.findIndex(({ value }) => value === 'upgrade' || value === 'install');
    const flags = flagsOf(words.slice(at + 1), (flag) => switches.test(flag));
    const chart = flags.positionals[1]?.value ?? '';
    const values = flags.values('-f', '--values').flatMap(({ value }) => value.split(','));
    // Values that were there before, and files of other places, are out of sight.
    if (chart === '' || isOpen(chart) || values.some((one) => isOpen(one) || one === '-')) return [];
    if (flags.has('--reuse-values')) return [];
    const sets = flags.values('--set', '--set-string').flatMap(setting);
    const environment = environmentOfWords(words, file);
    return [{ kind: 'release', file, text, chart: plain(chart), values: values.map(plain), sets, environment }];
  });
}

const plain = (path: string): string => path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');

/** `a.b=c,d=e`; what is put in by whoever runs it, and items of lists, are left out. */
function setting(word: Word): DataMap[] {
  return word.value.split(/(?<!\\),/).flatMap((one): DataMap[] => {
    const equals = one.indexOf('=');
    const path = one.slice(0, equals);
    const value = one.slice(equals + 1).replaceAll('\\,', ',');
    if (equals <= 0 || isOpen(value) || isOpen(path) || /[[\]{}]/.test(path + value.slice(0, 1))) return [];
    const { file, range } = word;
    const scalar: DataScalar = {
      kind: 'scalar',
      value,
      range,
      text: { file, text: value, range, places: null },
      editable: false,
    };
    const keys = path.split(/(?<!\\)\./).map((key) => key.replace(/\\(.)/g, '$1'));
    let node: DataMap | DataScalar = scalar;
    for (const key of keys.toReversed()) {
      const entry: DataEntry = { key, keyRange: range, value: node };
      node = { kind: 'map', range, entries: new Map([[key, entry]]) };
    }
    return node.kind === 'map' ? [node] : [];
  });
}

export interface ReleaseValues {
  /** Over the values of the chart itself; null: nothing beside them. */
  readonly data: DataMap | null;
  /** Whether files are named: then those of the chart's folder for some environment are none of them. */
  readonly namesFiles: boolean;
  readonly isForProduction: boolean;
}

/**
 * How production installs a chart: the release that says production, or the only one there is.
 * @param fileAt the values of a file, by the end of its path
 */
export function releaseOf(
  chart: string,
  releases: readonly ReleasePart[],
  fileAt: (path: string) => DataMap | null,
): ReleaseValues | null {
  const own = releases.filter((one) => isPath(chart, one.chart));
  const production = own.filter(({ environment }) => environment === 'production');
  const [release, ...others] = production.length > 0 ? production : own;
  if (release === undefined || others.length > 0) return null;
  if (release.environment !== null && release.environment !== 'production') return null;
  const files = release.values.map(fileAt);
  if (files.includes(null)) return null;
  const [first, ...rest] = [...files.filter((one) => one !== null), ...release.sets];
  return {
    data: first === undefined ? null : rest.reduce(mergedData, first),
    namesFiles: files.length > 0,
    isForProduction: release.environment === 'production',
  };
}

/** The end of a path: from where the pipeline runs is not known. */
export const isPath = (path: string, written: string): boolean =>
  path === written || path.endsWith(`/${written.replace(/^(?:\.\.\/)+/, '')}`);
