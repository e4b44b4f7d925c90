/** launchd property lists (XML). Facts: `man launchd.plist` */
import type { ProcessDeclaration, Variable, Word } from '../../model/production.ts';
import { basename } from '../paths.ts';
import type { DataNode, DataScalar } from '../text/dataTree.ts';
import { itemsOf, member } from '../text/dataTree.ts';
import { readXml } from '../text/xml.ts';
import { stopContract } from '../text/signals.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'launchd';

export const launchdReader: LauncherReader = {
  name: launcher,
  files: ['**/*.plist'],
  claims: ({ text }) => text.includes('<key>Label</key>') && /<key>Program(?:Arguments)?<\/key>/.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const { documents, faults } = readXml(path, text);
  // The document type names Apple's list of entities, of which none is used.
  const own = documents.flatMap((document) => declare(path, text, document));
  return { declarations: own, faults };
}

/** Keys and values of a `dict` alternate; the tree of XML groups elements by name, so their places tell which follows which. */
function valuesOf(dict: DataNode | null): ReadonlyMap<string, DataNode> {
  const found = new Map<string, DataNode>();
  if (dict?.kind !== 'map') return found;
  const all = [...dict.entries.values()].flatMap(({ key, keyRange, value }) =>
    // A list of one element is the element; several of one name are a list.
    (value.kind === 'list'
      ? value.items.map((item) => ({ item, at: item.range.start }))
      : [{ item: value, at: keyRange.start }]
    ).map((one) => ({ ...one, type: key })),
  );
  all.sort((one, other) => one.at - other.at);
  for (const [index, { type, item }] of all.entries()) {
    const next = all[index + 1];
    if (type === 'key' && item.kind === 'scalar' && item.value !== null && next !== undefined && next.type !== 'key') {
      found.set(item.value, next.item);
    }
  }
  return found;
}

function declare(file: string, text: string, document: DataNode): ProcessDeclaration[] {
  const values = valuesOf(member(document, 'plist', 'dict') ?? member(document, 'dict'));
  const scalar = (key: string): DataScalar | null => {
    const node = values.get(key);
    return node?.kind === 'scalar' && node.value !== null && node.value !== '' ? node : null;
  };
  const list = values.get('ProgramArguments');
  const strings = list?.kind === 'map' ? member(list, 'string') : null;
  const items = strings?.kind === 'list' ? itemsOf(strings) : strings === null ? [] : [strings];
  const program = scalar('Program');
  const args = items.flatMap((item) => (item.kind === 'scalar' ? [wordOf(file, item)] : []));
  // With both, the arguments begin with the name that the program is given.
  const words = program === null ? args : [wordOf(file, program), ...args.slice(1)];
  const label = scalar('Label');
  if (words.length === 0) return [];
  const seconds = Number(scalar('ExitTimeOut')?.value ?? Number.NaN);
  const first = words[0]?.range ?? { start: 0, end: Math.min(1, text.length) };
  return [
    processOf({
      launcher,
      name: label?.value?.split('.').at(-1) ?? basename(file).replace(/\.plist$/, ''),
      file,
      range: label?.range ?? first,
      entrypoint: {
        form: 'exec',
        words,
        location: { file, range: { start: first.start, end: words.at(-1)?.range.end ?? first.end } },
      },
      directory: scalar('WorkingDirectory')?.value ?? '/',
      variables: [...valuesOf(values.get('EnvironmentVariables') ?? null)].flatMap(([name, value]): Variable[] =>
        value.kind === 'scalar' ? [{ file, range: value.range, name, value: value.value, layer: launcher }] : [],
      ),
      stop: stopContract(null, Number.isFinite(seconds) ? seconds * 1000 : null, 20_000),
      oneShot: values.has('StartCalendarInterval') || values.has('StartInterval'),
    }),
  ];
}

const wordOf = (file: string, { range, value }: DataScalar): Word => ({
  file,
  range,
  value: value ?? '',
  style: 'words',
  exact: false,
  dynamic: false,
});
