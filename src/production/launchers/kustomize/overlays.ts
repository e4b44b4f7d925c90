/**
 * Kustomizations: what an overlay makes of its bases. An overlay that no other includes is what is deployed, and its path
 * says for which environment; a base is deployed by itself only where no overlay for production has it. What stands in
 * another repository is not known: what an overlay says of that is left as it is.
 * Facts: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization
 */
import type { Variable } from '../../../model/production.ts';
import type { Fault } from '../../../model/source.ts';
import type { Range } from '../../../model/text.ts';
import { environmentOfToken } from '../../environment.ts';
import { dirname, join } from '../../paths.ts';
import {
  artifactFault,
  itemsOf,
  member,
  scalarOf,
  textAt,
  textOf,
  type DataNode,
  type DataScalar,
} from '../../text/dataTree.ts';
import { documentsIn, patchedObjects, transformed, type KubernetesObject } from './patches.ts';
import { replaced, withVars } from './replacements.ts';

const mostRoots = 200;
const mostObjects = 2000;
const mostPatches = 500;
/** Kustomizations that are gone through, each time they are included. */
const mostSteps = 5000;
const layer = 'kubernetes';

/** A file of the repository as kustomizations need it. */
export interface ManifestFile {
  readonly file: string;
  readonly documents: readonly DataNode[];
  /** Lines `NAME=value` of a file that holds nothing else. */
  readonly variables: readonly Variable[];
}

interface GeneratedMap {
  readonly file: string;
  readonly name: string;
  readonly variables: readonly Variable[];
}

export interface Deployed {
  /** The kustomization that is deployed. */
  readonly file: string;
  readonly range: Range;
  readonly objects: readonly KubernetesObject[];
  readonly maps: readonly GeneratedMap[];
}

interface Overlays {
  readonly deployed: readonly Deployed[];
  /** Files whose objects are deployed through a kustomization, and patches: they do not stand by themselves. */
  readonly taken: ReadonlySet<string>;
  readonly faults: readonly Fault[];
}

interface Built {
  objects: KubernetesObject[];
  maps: Map<string, GeneratedMap>;
  /** Something of it stands in another repository. */
  remote: boolean;
}

export const kustomizationName = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

export function buildOverlays(files: ReadonlyMap<string, ManifestFile>): Overlays {
  const taken = new Set<string>();
  const faults: Fault[] = [];
  const kustomizations = new Map<string, ManifestFile>();
  for (const manifest of files.values()) {
    if (kustomizationName.test(manifest.file)) kustomizations.set(dirname(manifest.file), manifest);
  }
  if (kustomizations.size === 0) return { deployed: [], taken, faults };
  const builder = new Builder(files, kustomizations, taken, faults);
  const includers = new Map<string, Set<string>>();
  for (const directory of kustomizations.keys()) {
    for (const { path } of builder.included(directory)) {
      if (kustomizations.has(path)) includers.set(path, (includers.get(path) ?? new Set()).add(directory));
    }
  }
  /** Somebody deploys it with more, for production or for who knows what. */
  const isDeployedByOther = (directory: string, seen: ReadonlySet<string>): boolean =>
    [...(includers.get(directory) ?? [])].some((other) => {
      if (seen.has(other)) return false;
      const outer = isDeployedByOther(other, new Set([...seen, other]));
      return outer || !isForLess(other);
    });
  const deployed: Deployed[] = [];
  for (const [directory, { file, documents }] of kustomizations) {
    // Whether it is deployed or not, what it has does not stand by itself.
    const built = builder.alone(directory, []);
    const [root] = documents;
    const isComponent = textAt(root ?? null, 'kind') === 'Component';
    if (isComponent || root === undefined || isDeployedByOther(directory, new Set([directory]))) continue;
    if (deployed.length >= mostRoots) continue;
    const range = placeOf(root);
    deployed.push({ file, range, objects: built.objects, maps: [...built.maps.values()] });
  }
  return { deployed, taken, faults };
}

/** The line that names what it is made of. */
function placeOf(root: DataNode): Range {
  const entries = root.kind === 'map' ? root.entries : new Map();
  const named = entries.get('resources') ?? entries.get('bases') ?? [...entries.values()][0];
  return named?.keyRange ?? { start: root.range.start, end: root.range.start };
}

function isForLess(directory: string): boolean {
  const found = directory.split(/[^A-Za-z0-9]+/).map(environmentOfToken);
  return !found.includes('production') && found.some((one) => one === 'development' || one === 'staging');
}

interface Included {
  readonly path: string;
  readonly range: Range;
  readonly isComponent: boolean;
}

class Builder {
  private readonly files: ReadonlyMap<string, ManifestFile>;
  private readonly kustomizations: ReadonlyMap<string, ManifestFile>;
  private readonly taken: Set<string>;
  private readonly faults: Fault[];
  /** What was made already; components change what includes them, and are made each time. */
  private readonly made = new Map<string, Built>();
  private left = mostSteps;

  constructor(
    files: ReadonlyMap<string, ManifestFile>,
    kustomizations: ReadonlyMap<string, ManifestFile>,
    taken: Set<string>,
    faults: Fault[],
  ) {
    this.files = files;
    this.kustomizations = kustomizations;
    this.taken = taken;
    this.faults = faults;
  }

  /** What a kustomization includes of this repository. */
  included(directory: string): readonly Included[] {
    const [root] = this.kustomizations.get(directory)?.documents ?? [];
    return ['resources', 'bases', 'components'].flatMap((key) =>
      itemsOf(member(root ?? null, key)).flatMap((item): Included[] => {
        const text = scalarOf(item)?.value ?? null;
        const path = text === null || isRemote(text) ? null : join(directory, text.replace(/\/+$/, ''));
        return path === null ? [] : [{ path, range: item.range, isComponent: key === 'components' }];
      }),
    );
  }

  alone(directory: string, above: readonly string[]): Built {
    const known = this.made.get(directory);
    if (known !== undefined) return known;
    const made = this.build(directory, above, { objects: [], maps: new Map(), remote: false });
    this.made.set(directory, made);
    return made;
  }

  private build(directory: string, above: readonly string[], given: Built): Built {
    const manifest = this.kustomizations.get(directory);
    const [root] = manifest?.documents ?? [];
    if (manifest === undefined || root === undefined || --this.left < 0) return given;
    let state = given;
    const open = [...above, directory];
    const remote = ['resources', 'bases', 'components'].some((key) =>
      itemsOf(member(root, key)).some((item) => isRemote(textOf(item) ?? '')),
    );
    if (remote) state.remote = true;
    for (const { path, range, isComponent } of this.included(directory)) {
      if (open.includes(path)) {
        const message = 'kustomize refuses this: it includes itself by way of what it includes';
        if (!this.faults.some((fault) => fault.file === manifest.file && fault.range?.start === range.start))
          this.faults.push(artifactFault(manifest.file, range, message, 'error'));
      } else if (isComponent) state = this.build(path, open, state);
      else if (this.kustomizations.has(path)) {
        const inner = this.alone(path, open);
        state.objects = [...state.objects, ...inner.objects].slice(0, mostObjects);
        for (const [name, map] of inner.maps) state.maps.set(name, map);
        state.remote ||= inner.remote;
      } else {
        const file = this.files.get(path);
        if (file === undefined) continue;
        this.taken.add(path);
        for (const node of file.documents.flatMap(objectsOf)) state.objects.push({ file: path, node });
      }
    }
    for (const generator of itemsOf(member(root, 'configMapGenerator'))) {
      this.generate(directory, manifest.file, generator, state);
    }
    this.patch(directory, root, state);
    state.objects = transformed(state.objects, root);
    const generated = (map: string, key: string): string | null =>
      state.maps.get(map)?.variables.find(({ name }) => name === key)?.value ?? null;
    state.objects = replaced(state.objects, this.replacementsOf(directory, root), generated);
    state.objects = withVars(state.objects, itemsOf(member(root, 'vars')), generated);
    return state;
  }

  private generate(directory: string, file: string, generator: DataNode, state: Built): void {
    const name = scalarOf(member(generator, 'name'));
    if (name?.value == null) return;
    const literals = itemsOf(member(generator, 'literals')).flatMap((item): Variable[] => {
      const text = textOf(item) ?? '';
      const equals = text.indexOf('=');
      if (equals <= 0) return [];
      const value = text.slice(equals + 1).replace(/^(["'])([^]*)\1$/, '$2');
      return [{ file, range: item.range, name: text.slice(0, equals), value, layer }];
    });
    const paths = [...itemsOf(member(generator, 'envs')), member(generator, 'env')];
    const read = paths.flatMap((item) => {
      const path = textOf(item);
      return path === null ? [] : (this.files.get(join(directory, path) ?? path)?.variables ?? []);
    });
    const own = [...read, ...literals];
    const before = textAt(generator, 'behavior') === 'merge' ? (state.maps.get(name.value)?.variables ?? []) : [];
    const names = new Set(own.map((variable) => variable.name));
    const variables = [...before.filter((variable) => !names.has(variable.name)), ...own];
    state.maps.set(name.value, { file, name: name.value, variables });
  }

  private patch(directory: string, root: DataNode, state: Built): void {
    const strategic = itemsOf(member(root, 'patchesStrategicMerge'));
    const others = [...itemsOf(member(root, 'patches')), ...itemsOf(member(root, 'patchesJson6902'))];
    const all: { readonly node: DataNode; readonly target: DataNode | null }[] = [];
    for (const item of strategic) {
      const text = scalarOf(item);
      if (text === null) continue;
      const inline = /\n/.test(text.value ?? '');
      for (const node of inline ? documentsIn(text) : this.documentsAt(directory, text))
        all.push({ node, target: null });
    }
    for (const item of others) {
      const target = member(item, 'target');
      const [inline, path] = [scalarOf(member(item, 'patch')), scalarOf(member(item, 'path'))];
      const nodes = inline === null ? (path === null ? [] : this.documentsAt(directory, path)) : documentsIn(inline);
      for (const node of nodes) all.push({ node, target });
    }
    for (const { node, target } of all.slice(0, mostPatches)) {
      state.objects = [...patchedObjects(state.objects, node, target, state.remote)];
    }
  }

  /** Those of the file itself, and of files that it names. */
  private replacementsOf(directory: string, root: DataNode): readonly DataNode[] {
    return itemsOf(member(root, 'replacements')).flatMap((item) => {
      const path = scalarOf(member(item, 'path'));
      if (path === null) return [item];
      return this.documentsAt(directory, path).flatMap((node) => (node.kind === 'list' ? node.items : [node]));
    });
  }

  private documentsAt(directory: string, path: DataScalar): readonly DataNode[] {
    const at = join(directory, path.value ?? '');
    const file = at === null ? undefined : this.files.get(at);
    if (file === undefined) return [];
    this.taken.add(file.file);
    return file.documents;
  }
}

/** Addresses of other repositories; a path of this one that is not there is none. */
function isRemote(reference: string): boolean {
  return /^(?:[a-z+]+:\/\/|git@|git::|(?:www\.)?(?:github|gitlab|bitbucket)\.[a-z]+[/:])|[?&]ref=/i.test(reference);
}

function objectsOf(document: DataNode): readonly DataNode[] {
  return textAt(document, 'kind')?.endsWith('List') === true ? itemsOf(member(document, 'items')) : [document];
}
