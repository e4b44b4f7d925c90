/** App Runner: `run` of `apprunner.yaml`. Facts: https://docs.aws.amazon.com/apprunner/latest/dg/config-file-ref.html */
import { dirname } from '../paths.ts';
import { itemsOf, member, variablesOf } from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';
import { lineOf } from './commandNodes.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'app-runner';

export const appRunnerReader: LauncherReader = {
  name: launcher,
  files: ['**/apprunner.{yml,yaml}'],
  claims: ({ text }) => /^\s*run\s*:/m.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const { documents, faults } = readYaml(path, text);
  const declarations = documents.flatMap((document) => {
    const command = member(document, 'run', 'command');
    const entrypoint = lineOf(command, path);
    if (command === null || entrypoint === null) return [];
    const own = variablesOf(member(document, 'run', 'env'), path, launcher);
    const secrets = itemsOf(member(document, 'run', 'secrets')).flatMap((item) =>
      variablesOf({ kind: 'list', style: 'list', range: item.range, items: [item] }, path, launcher),
    );
    const variables = [...own, ...secrets.map((variable) => ({ ...variable, value: null }))];
    return [
      processOf({
        launcher,
        name: 'app',
        file: path,
        range: command.range,
        entrypoint,
        directory: dirname(path),
        variables,
      }),
    ];
  });
  return { declarations, faults };
}
