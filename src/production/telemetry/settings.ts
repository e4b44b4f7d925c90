/**
 * Settings that a framework reads when the program starts: arguments and variables of the launch before configuration
 * files of its packages, those for a profile that is on before all others.
 */
import { configurationFiles, type ConfigurationFiles } from '../../knowledge/configurationFiles.ts';
import type { TelemetrySetting } from '../../knowledge/telemetry/vendor.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Word } from '../../model/production.ts';
import type { Range } from '../../model/text.ts';
import type { ProgramPackages } from '../manifests/programPackages.ts';
import { matchesPackage } from '../packages.ts';
import { relativeTo } from '../paths.ts';
import type { Repository } from '../repository.ts';
import type { Variables } from '../shellSource.ts';
import type { DataNode } from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';

/** Whether a setting is made: `open` where only a profile or a variable that is not known decides. */
export type Answer =
  | { readonly is: 'made'; readonly evidence: readonly Evidence[] }
  | { readonly is: 'open'; readonly condition: string }
  /** Nothing here says so; more is fetched when the program starts. */
  | { readonly is: 'elsewhere' }
  | { readonly is: 'not' };

export interface Settings {
  ask(setting: TelemetrySetting): Answer;
}

/** What was written for a setting. */
interface Written {
  readonly name: string;
  readonly value: string;
  readonly file: string;
  readonly range: Range;
  /** Profile it is for; null where it always holds. */
  readonly profile: string | null;
}

export interface SettingsQuestion {
  readonly packages: ProgramPackages;
  readonly ecosystem: string;
  readonly argv: readonly Word[];
  readonly variables: Variables;
  readonly repository: Repository;
}

const longestFile = 200_000;

export async function settingsOf({
  packages,
  ecosystem,
  argv,
  variables,
  repository,
}: SettingsQuestion): Promise<Settings> {
  const row = configurationFiles.find((candidate) => candidate.ecosystem === ecosystem);
  if (row === undefined) return { ask: () => ({ is: 'not' }) };
  const written = await writtenIn(row, packages, repository);
  const isFetched =
    packages.all.some(({ name }) => row.fetchedBy.some((pattern) => matchesPackage(pattern, name, ecosystem))) ||
    written.some(({ name, value }) => row.fetched.some(({ setting, says }) => setting === name && says.test(value)));
  const given = (name: string): { value: string | null; evidence: Evidence } | null => {
    for (const word of argv) {
      const prefix = row.arguments.find((start) => word.value.startsWith(`${start}${name}=`));
      if (prefix === undefined) continue;
      const value = word.value.slice(prefix.length + name.length + 1);
      return { value, evidence: { file: word.file, range: word.range, label: `sets ${name}` } };
    }
    const variable = variables.get(variableOf(name));
    if (variable === undefined) return null;
    const { file, range, value } = variable;
    return { value, evidence: { file, range, label: `sets ${name}` } };
  };
  const active = given(row.activeProfiles);
  const profiles = active?.value?.split(',').map((profile) => profile.trim()) ?? null;

  return {
    ask({ names, values }) {
      const means = (value: string): boolean | null => {
        const text = filledIn(value, variables);
        if (text === null) return null;
        if (values === null) return text !== '';
        return text
          .toLowerCase()
          .split(',')
          .some((item) => values.includes(item.trim().replace(/^["']|["']$/g, '')));
      };
      let open: string | null = null;
      for (const name of names) {
        const direct = given(name);
        if (direct !== null) {
          if (direct.value === null) return { is: 'open', condition: `${variableOf(name)} says so` };
          return means(direct.value) === true ? { is: 'made', evidence: [direct.evidence] } : { is: 'not' };
        }
      }
      const own = written.filter((one) => names.includes(one.name));
      const certain = [
        ...own.filter(({ profile }) => profile !== null && profiles?.includes(profile) === true),
        ...own.filter(({ profile }) => profile === null),
      ];
      const [first] = certain;
      const meant = first === undefined ? false : means(first.value);
      if (first !== undefined && meant === true) {
        return { is: 'made', evidence: [{ file: first.file, range: first.range, label: `sets ${first.name}` }] };
      }
      if (first !== undefined && meant === null) open = `${first.name} is ${first.value}`;
      if (profiles === null) {
        const profiled = own.find(({ profile, value }) => profile !== null && means(value) !== false);
        if (profiled !== undefined) open ??= `profile ${profiled.profile ?? ''} is active`;
      }
      if (open !== null) return { is: 'open', condition: open };
      return first === undefined && isFetched ? { is: 'elsewhere' } : { is: 'not' };
    },
  };
}

/** `management.endpoints.web.exposure.include` is `MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE`. */
export const variableOf = (setting: string): string =>
  setting
    .replace(/[.[\]]+/g, '_')
    .replace(/-/g, '')
    .toUpperCase();

/** With variables in the place of `${NAME:default}`; null where one is not known. */
function filledIn(value: string, variables: Variables): string | null {
  let known = true;
  const text = value.replace(/\$\{([\w.-]+)(?::([^{}]*))?\}/g, (_, name: string, otherwise: string | undefined) => {
    const variable = variables.get(name) ?? variables.get(variableOf(name));
    const found = variable === undefined ? otherwise : variable.value;
    if (found === undefined || found === null) known = false;
    return found ?? '';
  });
  return known ? text.trim() : null;
}

async function writtenIn(
  row: ConfigurationFiles,
  { directories }: ProgramPackages,
  repository: Repository,
): Promise<readonly Written[]> {
  const found: Written[] = [];
  for (const directory of directories) {
    for (const path of repository.filesBelow(directory)) {
      const match = row.files.exec(relativeTo(directory, path) ?? '');
      if (match === null) continue;
      const text = await repository.read(path);
      if (text === null || text.length > longestFile) continue;
      repository.note({ path, text, facts: null });
      const ofFile = match[1] ?? null;
      if (path.endsWith('.properties')) found.push(...properties(path, text, ofFile, row));
      else {
        for (const document of readYaml(path, text).documents) {
          found.push(...withProfile(flattened(document, path, ''), ofFile, row));
        }
      }
    }
  }
  return found;
}

function properties(file: string, text: string, profile: string | null, row: ConfigurationFiles): Written[] {
  // `#---` parts documents as `---` does in YAML.
  const found: Written[] = [];
  let own: Written[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const match = /^\s*((?:%[\w,-]+\.)?[\w.[\]-]+)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (/^[#!]---/.test(line)) {
      found.push(...withProfile(own, profile, row));
      own = [];
    } else if (match !== null) {
      const range = { start: at + line.search(/\S/), end: at + line.trimEnd().length };
      own.push({ name: match[1] ?? '', value: match[2] ?? '', file, range, profile: null });
    }
    at += line.length + 1;
  }
  return [...found, ...withProfile(own, profile, row)];
}

function withProfile(
  all: readonly Written[],
  ofFile: string | null,
  { profileSettings }: ConfigurationFiles,
): Written[] {
  const profile = all.find(({ name }) => profileSettings.includes(name))?.value ?? ofFile;
  return all.flatMap((one) => {
    // Of Quarkus, whose programs run in the profile `prod` unless they are told otherwise.
    const marked = /^%([\w,-]+)\.(.+)$/.exec(one.name);
    if (marked === null) return [{ ...one, profile }];
    return marked[1]?.split(',').includes('prod') === true ? [{ ...one, name: marked[2] ?? '', profile }] : [];
  });
}

/** Values by their dotted names; a list is its items with commas between. */
function flattened(node: DataNode, file: string, name: string): Written[] {
  const one = (value: string): Written => ({ name, value, file, range: node.range, profile: null });
  if (node.kind === 'scalar') return node.value === null ? [] : [one(node.value)];
  if (node.kind === 'list') {
    return [one(node.items.flatMap((item) => (item.kind === 'scalar' ? (item.value ?? []) : [])).join(','))];
  }
  return [...node.entries.values()].flatMap(({ key, value }) =>
    flattened(value, file, name === '' ? key : `${name}.${key}`),
  );
}
