/** Maven: the parent of a project, and modules of the repository that it depends on. */
import { dirname, join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { existing, type ManifestFamily } from './family.ts';

/** Parents that bring versions and plugins, and no packages of their own. */
const plainParents =
  /^(?:org\.springframework\.(?:boot|cloud)|io\.micronaut\..*|io\.quarkus.*|org\.apache|org\.sonatype\.oss|org\.jboss|io\.helidon.*|io\.dropwizard.*)$/;

const mostProjects = 500;

export const mavenFamily: ManifestFamily = {
  ecosystem: 'jvm',
  claims: (name) => name === 'pom.xml',
  async links(file, text, repository) {
    const parent = /<parent>([^]*?)<\/parent>/.exec(text)?.[1] ?? null;
    const files: string[] = [];
    let closed = true;
    if (parent !== null) {
      const artifact = tag(parent, 'artifactId');
      const relative = /<relativePath\s*\/>/.test(parent) ? '' : tag(parent, 'relativePath') || '../pom.xml';
      const place = relative === '' ? null : join(dirname(file), relative);
      const candidates = existing([place, place === null ? null : join(place, 'pom.xml')], repository);
      const [own] = candidates;
      const ownText = own === undefined ? null : await repository.read(own);
      if (own !== undefined && ownText !== null && artifactOf(ownText) === artifact) files.push(own);
      else {
        const named = (await projectsOf(repository)).get(artifact);
        if (named !== undefined && named !== file) files.push(named);
        else closed = plainParents.test(tag(parent, 'groupId'));
      }
    }
    const projects = await projectsOf(repository);
    const own: string[] = [];
    for (const match of text.matchAll(/<dependency>([^]*?)<\/dependency>/g)) {
      const artifactId = tag(match[1] ?? '', 'artifactId');
      const project = projects.get(artifactId);
      if (project === undefined) continue;
      own.push(`${tag(match[1] ?? '', 'groupId')}:${artifactId}`);
      if (project !== file) files.push(project);
    }
    return { files, closed, own };
  },
};

const tag = (text: string, name: string): string =>
  new RegExp(`<${name}>\\s*([^<\\s]+)\\s*</${name}>`).exec(text)?.[1] ?? '';

/** The project's own name, not that of its parent or of what it depends on. */
function artifactOf(text: string): string {
  const own = text.replace(/<parent>[^]*?<\/parent>/, '').split(/<(?:dependencies|dependencyManagement|build)>/)[0];
  return tag(own ?? '', 'artifactId');
}

const known = new WeakMap<Repository, Promise<ReadonlyMap<string, string>>>();

/** Project files by the artifact they make. */
function projectsOf(repository: Repository): Promise<ReadonlyMap<string, string>> {
  let found = known.get(repository);
  if (found === undefined) known.set(repository, (found = readProjects(repository)));
  return found;
}

async function readProjects(repository: Repository): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const path of repository.filesNamed('pom.xml').slice(0, mostProjects)) {
    const text = await repository.read(path);
    const artifact = text === null ? '' : artifactOf(text);
    if (artifact !== '' && !found.has(artifact)) found.set(artifact, path);
  }
  return found;
}
