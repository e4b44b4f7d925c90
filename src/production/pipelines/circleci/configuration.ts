/**
 * The configuration of CircleCI as one: a file, or the fragments that a setup puts together, which hold jobs, commands or
 * workflows each, under their names or bare.
 */
import type { PipelineContext } from '../reader.ts';
import { entriesOf, itemsOf, member, textAt, textOf, type DataEntry, type DataNode } from '../../text/dataTree.ts';
import { readYaml } from '../../text/yaml.ts';

export interface Defined {
  readonly file: string;
  readonly entry: DataEntry;
}

type Section = 'jobs' | 'commands' | 'workflows' | 'orbs';
const sections: readonly Section[] = ['jobs', 'commands', 'workflows', 'orbs'];

export interface Configuration {
  readonly files: readonly string[];
  readonly jobs: ReadonlyMap<string, Defined>;
  readonly commands: ReadonlyMap<string, Defined>;
  readonly workflows: ReadonlyMap<string, Defined>;
  readonly orbs: ReadonlyMap<string, Defined>;
  /** Parameters of a run with what they may be, parted by `|`. */
  readonly parameters: ReadonlyMap<string, string>;
}

const mostFiles = 60;

export async function configurations(context: PipelineContext): Promise<Configuration[]> {
  const files = context.repository
    .filesBelow('.circleci')
    .filter((path) => /\.ya?ml$/.test(path))
    .slice(0, mostFiles);
  const whole: Configuration[] = [];
  const fragments: { file: string; root: DataNode }[] = [];
  for (const file of files) {
    const text = await context.repository.read(file);
    if (text === null) continue;
    const { documents, faults } = readYaml(file, text, 'YAML', null);
    for (const fault of faults) context.fault(fault);
    const root = documents[0] ?? null;
    if (root === null) continue;
    if (member(root, 'workflows') !== null && member(root, 'jobs') !== null)
      whole.push(configurationOf([{ file, root }]));
    else fragments.push({ file, root });
  }
  const merged = configurationOf(fragments);
  return merged.jobs.size === 0 ? whole : [...whole, merged];
}

function configurationOf(parts: readonly { readonly file: string; readonly root: DataNode }[]): Configuration {
  const found: Record<Section, Map<string, Defined>> = {
    jobs: new Map(),
    commands: new Map(),
    workflows: new Map(),
    orbs: new Map(),
  };
  const parameters = new Map<string, string>();
  for (const { file, root } of parts) {
    for (const section of sections) {
      // A fragment may be what stands below the key: its file is called so.
      const bare = sections.every((key) => member(root, key) === null) && bareSection(file) === section;
      for (const entry of entriesOf(bare ? root : member(root, section)))
        found[section].set(entry.key, { file, entry });
    }
    for (const { key, value } of entriesOf(member(root, 'parameters'))) {
      const options = itemsOf(member(value, 'enum')).flatMap((item) => textOf(item) ?? []);
      const text = options.filter((option) => /\w/.test(option)).join('|') || textAt(value, 'default');
      if (text !== null && text !== '') parameters.set(key, text);
    }
  }
  return { files: parts.map(({ file }) => file), ...found, parameters };
}

const bareSection = (file: string): string => /([\w-]+)\.ya?ml$/.exec(file)?.[1] ?? '';
