/** Cloud Foundry manifests. Facts: https://docs.cloudfoundry.org/devguide/deploy-apps/manifest-attributes.html */
import type { ProcessDeclaration } from '../../model/production.ts';
import { dirname, join } from '../paths.ts';
import { entriesOf, itemsOf, member, scalarOf, textAt, variablesOf, type DataNode } from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';
import { lineOf, probeAt } from './commandNodes.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'cloud-foundry';

export const cloudFoundryReader: LauncherReader = {
  name: launcher,
  files: ['**/manifest*.{yml,yaml}', '**/*manifest.{yml,yaml}'],
  claims: ({ text }) => /^\s*applications\s*:/m.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const { documents, faults } = readYaml(path, text);
  const declarations = documents.flatMap((document) =>
    itemsOf(member(document, 'applications')).flatMap((application) => declare(path, application)),
  );
  return { declarations, faults };
}

function declare(file: string, application: DataNode): ProcessDeclaration[] {
  const name = scalarOf(member(application, 'name'));
  const range = name?.range ?? { start: application.range.start, end: application.range.start };
  const docker = scalarOf(member(application, 'docker', 'image'));
  const image =
    docker === null
      ? null
      : ({ kind: 'name', name: docker.value ?? '', location: { file, range: docker.range } } as const);
  const variables = entriesOf(application).some(({ key }) => key === 'env')
    ? variablesOf(member(application, 'env'), file, launcher).map((variable) =>
        // `((name))` is put in when it is pushed.
        /\(\(.*\)\)/.test(variable.value ?? '') ? { ...variable, value: null } : variable,
      )
    : [];
  const base = processOf({
    launcher,
    name: name?.value ?? 'app',
    file,
    range,
    image,
    directory: image === null ? join(dirname(file), textAt(application, 'path') ?? '.') : null,
    variables,
    probes: probeAt(member(application, 'health-check-http-endpoint'), file),
  });
  const all = [application, ...itemsOf(member(application, 'processes'))].flatMap((node): ProcessDeclaration[] => {
    const entrypoint = lineOf(member(node, 'command'), file);
    if (entrypoint === null) return [];
    const type = textAt(node, 'type');
    const isOther = type !== null && type !== 'web';
    return [
      { ...base, entrypoint, name: isOther ? `${base.name}-${type}` : base.name, probes: isOther ? [] : base.probes },
    ];
  });
  return all;
}
