/**
 * How a patch changes an object: a strategic merge, which knows the keys of lists of Kubernetes, and JSON patches. Objects
 * are trees whose scalars know their file, so what a patch put into another file's object still stands where it was written.
 * Facts: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch, RFC 6902
 */
import {
  member,
  textAt,
  textOf,
  itemsOf,
  type DataEntry,
  type DataList,
  type DataMap,
  type DataNode,
} from '../../text/dataTree.ts';

const deepest = 40;
/** Lists of maps whose items are the same where this member is; other lists are replaced. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  ports: 'containerPort',
  imagePullSecrets: 'name',
};

/** Null where the patch deletes it. */
export function strategicMerge(base: DataNode, patch: DataNode, key = '', depth = 0): DataNode | null {
  if (depth > deepest) return base;
  if (patch.kind === 'scalar') {
    // What says the same changes nothing.
    if (base.kind === 'scalar' && base.value === patch.value && patch.value !== null) return base;
    return patch.value === null ? null : patch;
  }
  if (patch.kind === 'list') {
    const by = mergeKeys[key];
    return by === undefined || base.kind !== 'list' ? patch : mergeLists(base, patch, by, depth);
  }
  const directive = textAt(patch, '$patch');
  if (directive === 'delete') return null;
  if (base.kind !== 'map' || directive === 'replace') return without(patch, '$patch');
  const entries = new Map(base.entries);
  for (const [name, entry] of patch.entries) {
    if (name.startsWith('$')) continue;
    const own = entries.get(name);
    const value =
      own === undefined ? withoutNull(entry.value) : strategicMerge(own.value, entry.value, name, depth + 1);
    if (value === null) entries.delete(name);
    else entries.set(name, own === undefined ? entry : { ...own, value });
  }
  return { ...base, entries };
}

function mergeLists(base: DataList, patch: DataList, by: string, depth: number): DataList {
  const items: DataNode[] = [...base.items];
  for (const item of patch.items) {
    const name = textAt(item, by);
    const at = name === null ? -1 : items.findIndex((one) => textAt(one, by) === name);
    const own = items[at];
    if (own === undefined) {
      if (textAt(item, '$patch') === null) items.push(item);
      continue;
    }
    const merged = strategicMerge(own, item, '', depth + 1);
    if (merged === null) items.splice(at, 1);
    else items[at] = merged;
  }
  return { ...base, items };
}

function without(node: DataMap, key: string): DataMap {
  if (!node.entries.has(key)) return node;
  const entries = new Map(node.entries);
  entries.delete(key);
  return { ...node, entries };
}

const withoutNull = (node: DataNode): DataNode | null => (node.kind === 'scalar' && node.value === null ? null : node);

/** Operations that do not apply change nothing. `test`, `move` and `copy` are not followed. */
export function jsonPatch(object: DataNode, operations: DataNode | null): DataNode {
  let result = object;
  for (const operation of itemsOf(listed(operations))) {
    const path = textAt(operation, 'path');
    const value = member(operation, 'value');
    const kind = textAt(operation, 'op');
    if (path === null || !path.startsWith('/')) continue;
    const keys = path
      .slice(1)
      .split('/')
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (keys.length > deepest) continue;
    if (kind === 'remove') result = changed(result, keys, () => null);
    else if ((kind === 'add' || kind === 'replace') && value !== null) {
      result = changed(result, keys, () => value, kind === 'add');
    }
  }
  return result;
}

/** A single operation stands for a list of one. */
function listed(operations: DataNode | null): DataNode | null {
  if (operations?.kind !== 'map') return operations;
  return { kind: 'list', style: 'list', range: operations.range, items: [operations] };
}

type Change = (old: DataNode | null) => DataNode | null;

/** @param inserts a value for an index of a list moves what stands there */
function changed(node: DataNode, keys: readonly string[], change: Change, inserts = false): DataNode {
  const [key, ...rest] = keys;
  if (key === undefined) return change(node) ?? node;
  if (node.kind === 'map') {
    const own = node.entries.get(key);
    if (own === undefined && rest.length > 0) return node;
    const value = rest.length === 0 ? change(own?.value ?? null) : changed(own?.value ?? node, rest, change, inserts);
    const entries = new Map(node.entries);
    if (value === null) entries.delete(key);
    else entries.set(key, entryOf(key, own, value));
    return { ...node, entries };
  }
  if (node.kind !== 'list') return node;
  const items = [...node.items];
  const at = key === '-' ? items.length : Number(key);
  if (!Number.isInteger(at) || at < 0 || at > items.length) return node;
  const own = items[at];
  if (rest.length > 0) {
    if (own === undefined) return node;
    items[at] = changed(own, rest, change, inserts);
    return { ...node, items };
  }
  const value = change(own ?? null);
  if (value === null) items.splice(at, 1);
  else items.splice(at, inserts || own === undefined ? 0 : 1, value);
  return { ...node, items };
}

const entryOf = (key: string, own: DataEntry | undefined, value: DataNode): DataEntry =>
  own === undefined ? { key, keyRange: value.range, value } : { ...own, value };

/** The same object with a member set to a text of elsewhere; as it is where that member is not there. */
export function withText(object: DataNode, keys: readonly string[], text: (old: string) => string): DataNode {
  return changed(object, keys, (old) => {
    const value = old === null ? null : textOf(old);
    return old?.kind === 'scalar' && value !== null ? { ...old, value: text(value), editable: false } : old;
  });
}
