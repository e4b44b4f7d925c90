/** What files of delivery tools say of a deploy: Kamal's configuration and hooks, applications and rollouts of Argo. */
import type { DeployedImage } from '../../model/pipeline.ts';
import type { Location } from '../../model/text.ts';
import type { Repository } from '../repository.ts';
import { located, type LocatedText } from '../text/locatedText.ts';
import { entriesOf, itemsOf, member, textAt, textOf, type DataNode } from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';

export interface DeliveryEvidence {
  readonly service?: string;
  readonly images?: readonly DeployedImage[];
  /** Somebody has to say yes where it is delivered. */
  readonly approval?: true;
  /** Scripts that the tool runs once it has deployed, and fails with. */
  readonly afterwards?: readonly LocatedText[];
}

/** @param command once its wrappers are off */
export async function evidenceOf(
  platform: string,
  command: string,
  service: string | null,
  repository: Repository,
): Promise<DeliveryEvidence> {
  if (platform === 'kamal') return kamalEvidence(command, repository);
  if (platform === 'argocd' || platform === 'argo-rollouts') return argoEvidence(platform, service, repository);
  return {};
}

async function kamalEvidence(command: string, repository: Repository): Promise<DeliveryEvidence> {
  const destination = /(?:-d|--destination)[= ]["']?([\w-]+)/.exec(command)?.[1];
  const files = ['config/deploy.yml', ...(destination === undefined ? [] : [`config/deploy.${destination}.yml`])];
  let service: string | undefined;
  let image: { text: string; place: Location } | undefined;
  for (const file of files) {
    const text = repository.isFile(file) ? await repository.read(file) : null;
    const root = text === null ? null : (readYaml(file, text).documents[0] ?? null);
    service = textAt(root, 'service') ?? service;
    const node = member(root, 'image');
    if (node?.kind === 'scalar' && node.value !== null)
      image = { text: node.value, place: { file, range: node.range } };
  }
  const afterwards: LocatedText[] = [];
  for (const file of ['.kamal/hooks/post-deploy', '.kamal/hooks/post-deploy.sh']) {
    const text = repository.isFile(file) ? await repository.read(file) : null;
    if (text !== null) afterwards.push(located(file, text, 0, text.length));
  }
  // Kamal tags what it builds with the commit.
  const images =
    image === undefined ? {} : { images: [{ ...image.place, reference: image.text, tag: null, moving: false }] };
  return { ...(service === undefined ? {} : { service }), ...images, afterwards };
}

const mostManifests = 300;

/** An application that nobody syncs by itself, a rollout that waits for somebody. */
async function argoEvidence(
  platform: string,
  service: string | null,
  repository: Repository,
): Promise<DeliveryEvidence> {
  if (platform === 'argocd' || service === null) return {};
  const paths = repository.paths.filter((path) =>
    /rollout[^/]*\.ya?ml$|\/(?:k8s|kubernetes|manifests|deploy|base)\/.*\.ya?ml$/i.test(path),
  );
  for (const path of paths.slice(0, mostManifests)) {
    const text = await repository.read(path);
    if (text === null || !/^kind:\s*Rollout\b/m.test(text)) continue;
    for (const root of readYaml(path, text).documents) {
      if (textAt(root, 'kind') === 'Rollout' && textAt(root, 'metadata', 'name') === service && waitsForSomebody(root))
        return { approval: true };
    }
  }
  return {};
}

function waitsForSomebody(rollout: DataNode): boolean {
  const strategy = member(rollout, 'spec', 'strategy');
  if (textAt(strategy, 'blueGreen', 'autoPromotionEnabled') === 'false') return true;
  return itemsOf(member(strategy, 'canary', 'steps')).some((step) => {
    const pause = step.kind === 'map' ? step.entries.get('pause') : undefined;
    return pause !== undefined && entriesOf(pause.value).length === 0 && textOf(pause.value) === null;
  });
}

/** Whether what is committed under a path reaches its cluster by itself; null where no application says so. */
export async function isSynced(path: string, repository: Repository): Promise<boolean | null> {
  const paths = repository.paths.filter((one) =>
    /(?:argo|application|apps?)[^/]*\.ya?ml$|\/(?:argo\w*|applications?)\//i.test(one),
  );
  for (const file of paths.filter((one) => /\.ya?ml$/.test(one)).slice(0, mostManifests)) {
    const text = await repository.read(file);
    if (text === null || !/^kind:\s*Application(?:Set)?\b/m.test(text)) continue;
    for (const root of readYaml(file, text).documents) {
      const spec = member(root, 'spec', 'template', 'spec') ?? member(root, 'spec');
      const source = textAt(spec, 'source', 'path');
      if (source === null || !(path === source || path.startsWith(`${source}/`))) continue;
      return member(spec, 'syncPolicy', 'automated') !== null;
    }
  }
  return null;
}
