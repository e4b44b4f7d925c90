/** Which objects a patch of a kustomization changes, and what holds for all of its objects. */
import type { Range } from '../../../model/text.ts';
import { entriesOf, itemsOf, member, scalarOf, textAt, type DataNode, type DataScalar } from '../../text/dataTree.ts';
import { rangeIn } from '../../text/locatedText.ts';
import { readYaml } from '../../text/yaml.ts';
import { jsonPatch, strategicMerge, withText } from './merge.ts';

export interface KubernetesObject {
  readonly file: string;
  readonly node: DataNode;
}

/** @param isOpen something of what is patched stands in another repository */
export function patchedObjects(
  objects: readonly KubernetesObject[],
  patch: DataNode,
  target: DataNode | null,
  isOpen: boolean,
): readonly KubernetesObject[] {
  const isOperations = patch.kind === 'list' || member(patch, 'op') !== null;
  const chosen = target ?? (isOperations ? null : patch);
  if (chosen === null) return objects;
  const isChosen = target === null ? isSame(patch) : isTarget(target);
  let found = false;
  const changed = objects.flatMap((object) => {
    if (!isChosen(object.node)) return [object];
    found = true;
    const node = isOperations ? jsonPatch(object.node, patch) : strategicMerge(object.node, patch);
    return node === null ? [] : [{ ...object, node }];
  });
  // What it changes stands elsewhere: as much as it says is known.
  const file = fileOf(patch);
  return !found && !isOperations && isOpen && file !== null ? [...changed, { file, node: patch }] : changed;
}

const isSame =
  (patch: DataNode) =>
  (object: DataNode): boolean =>
    textAt(object, 'kind') === textAt(patch, 'kind') &&
    textAt(object, 'metadata', 'name') === textAt(patch, 'metadata', 'name');

/** Names and kinds of a target are patterns that hold for the whole; labels have to be there. */
const isTarget =
  (target: DataNode) =>
  (object: DataNode): boolean => {
    const fits = (wanted: string | null, value: string | null): boolean => {
      if (wanted === null || wanted === '') return true;
      if (/^[\w.-]+$/.test(wanted) && !/\.[*+]/.test(wanted)) return wanted === value;
      try {
        return wanted.length < 200 && new RegExp(`^(?:${wanted})$`).test((value ?? '').slice(0, 300));
      } catch {
        return false;
      }
    };
    const labels = textAt(target, 'labelSelector')?.split(',') ?? [];
    return (
      fits(textAt(target, 'kind'), textAt(object, 'kind')) &&
      fits(textAt(target, 'name'), textAt(object, 'metadata', 'name')) &&
      labels.every((label) => {
        const [key = '', value] = label.split(/==?/).map((one) => one.trim());
        const own = textAt(object, 'metadata', 'labels', key);
        return value === undefined ? own !== null : own === value;
      })
    );
  };

const podPaths: readonly (readonly string[])[] = [
  ['spec'],
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
];

/** Images, namespace and annotations of all. Prefixes of names are left out: everything is called as its file calls it. */
export function transformed(objects: readonly KubernetesObject[], root: DataNode): KubernetesObject[] {
  const namespace = scalarOf(member(root, 'namespace'));
  const images = itemsOf(member(root, 'images'));
  const annotations = member(root, 'commonAnnotations');
  return objects.map((object) => {
    let { node } = object;
    if (namespace !== null) node = setText(node, ['metadata', 'namespace'], namespace);
    if (annotations !== null) node = annotated(node, annotations);
    for (const image of images) node = withImage(node, image);
    return { ...object, node };
  });
}

function setText(node: DataNode, [key, ...rest]: readonly string[], value: DataScalar): DataNode {
  if (node.kind !== 'map' || key === undefined) return node;
  const own = node.entries.get(key);
  if (own === undefined && rest.length > 0) return node;
  const next = rest.length === 0 ? value : setText(own?.value ?? node, rest, value);
  return {
    ...node,
    entries: new Map(node.entries).set(key, { key, keyRange: own?.keyRange ?? value.range, value: next }),
  };
}

function annotated(node: DataNode, annotations: DataNode): DataNode {
  const template = member(node, 'spec', 'template');
  if (template?.kind !== 'map') return node;
  const entry = (key: string, value: DataNode) => ({ key, keyRange: value.range, value });
  const map = (key: string, value: DataNode): DataNode => ({
    kind: 'map',
    range: value.range,
    entries: new Map([[key, entry(key, value)]]),
  });
  return strategicMerge(node, map('spec', map('template', map('metadata', map('annotations', annotations))))) ?? node;
}

function withImage(node: DataNode, image: DataNode): DataNode {
  const name = textAt(image, 'name');
  const next = textAt(image, 'newName') ?? name;
  if (name === null || next === null) return node;
  let result = node;
  for (const path of podPaths) {
    for (const list of ['containers', 'initContainers']) {
      const items = itemsOf(member(node, ...path, list));
      items.forEach((item, index) => {
        const own = textAt(item, 'image') ?? '';
        const [, plain = '', tag = ''] = /^(.*?)((?::[^/]*)?(?:@.*)?)$/.exec(own) ?? [];
        if (plain !== name) return;
        const newTag = textAt(image, 'newTag');
        result = withText(
          result,
          [...path, list, String(index), 'image'],
          () => next + (newTag === null ? tag : `:${newTag}`),
        );
      });
    }
  }
  return result;
}

/** Documents of a text in a scalar, each node where it stands in the file. */
export function documentsIn(scalar: DataScalar): readonly DataNode[] {
  const { text } = scalar;
  const { documents } = readYaml(text.file, text.text);
  const place = (range: Range): Range => rangeIn(text, range.start, range.end);
  const moved = (node: DataNode): DataNode => {
    const range = place(node.range);
    if (node.kind === 'scalar') {
      return { ...node, range, text: { file: text.file, text: node.text.text, range, places: null }, editable: false };
    }
    if (node.kind === 'list') return { ...node, range, items: node.items.map(moved) };
    const entries = entriesOf(node).map((entry) => {
      return [entry.key, { ...entry, keyRange: place(entry.keyRange), value: moved(entry.value) }] as const;
    });
    return { ...node, range, entries: new Map(entries) };
  };
  return documents.map(moved);
}

/** The file that a node was written in, as its first text says. */
export function fileOf(node: DataNode | null): string | null {
  if (node === null) return null;
  if (node.kind === 'scalar') return node.text.file;
  const children = node.kind === 'list' ? node.items : entriesOf(node).map(({ value }) => value);
  for (const child of children) {
    const found = fileOf(child);
    if (found !== null) return found;
  }
  return null;
}
