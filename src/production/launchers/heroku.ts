/**
 * `heroku.yml`: images that Heroku builds and the commands they are run with; `release` runs once before.
 * Facts: https://devcenter.heroku.com/articles/build-docker-images-heroku-yml
 */
import type { ImageReference, ProcessDeclaration } from '../../model/production.ts';
import { dirname, join } from '../paths.ts';
import { entriesOf, member, textAt, textOf, variablesOf, type DataNode } from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';
import { lineOf } from './commandNodes.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'heroku';

export const herokuReader: LauncherReader = {
  name: launcher,
  files: ['**/heroku.{yml,yaml}'],
  claims: ({ text }) => /^\s*(?:build|run|release)\s*:/m.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const { documents, faults } = readYaml(path, text);
  return { declarations: documents.flatMap((document) => declare(path, document)), faults };
}

function declare(file: string, document: DataNode): ProcessDeclaration[] {
  const built = new Map(
    entriesOf(member(document, 'build', 'docker')).map(({ key, value }) => [
      key,
      textOf(value) ?? textAt(value, 'dockerfile'),
    ]),
  );
  const imageOf = (name: string): ImageReference | null => {
    const path = built.get(name) ?? null;
    const dockerfile = path === null ? null : join(dirname(file), path);
    return dockerfile === null ? null : { kind: 'build', dockerfile, context: dirname(dockerfile), target: null };
  };
  const variables = variablesOf(member(document, 'setup', 'config'), file, launcher);
  const base = { launcher, file, variables, directory: null };
  const run = member(document, 'run');
  const found = entriesOf(run).map(({ key, keyRange, value }): ProcessDeclaration => {
    const image = imageOf(textAt(value, 'image') ?? key);
    const command = lineOf(member(value, 'command') ?? (value.kind === 'map' ? null : value), file);
    const own = image === null ? { entrypoint: command } : { image, arguments: command };
    return processOf({ ...base, ...own, name: key, range: keyRange });
  });
  // Without a command for it, an image is run as it is.
  const others = entriesOf(member(document, 'build', 'docker')).flatMap(({ key, keyRange }): ProcessDeclaration[] => {
    const image = imageOf(key);
    const named = entriesOf(run).some((one) => one.key === key || textAt(one.value, 'image') === key);
    return named || image === null || key === 'release'
      ? []
      : [processOf({ ...base, name: key, range: keyRange, image })];
  });
  const release = member(document, 'release');
  const once = lineOf(member(release, 'command'), file);
  const image = imageOf(textAt(release, 'image') ?? 'web');
  if (once === null || release === null) return [...found, ...others];
  const own = image === null ? { entrypoint: once } : { image, arguments: once };
  return [...found, ...others, processOf({ ...base, ...own, name: 'release', range: release.range, oneShot: true })];
}
