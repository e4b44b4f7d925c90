/**
 * ECS task definitions in files of their own (JSON or YAML as the API takes them) and in CloudFormation templates. What
 * Terraform says of them is read in `terraform.ts`.
 */
import { environmentOfToken } from '../environment.ts';
import type { Environment } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { extension } from '../paths.ts';
import { entriesOf, knownText, member, textAt, type DataNode } from '../text/dataTree.ts';
import { readJson, readYaml } from '../text/yaml.ts';
import { at, containersOf } from './ecsContainers.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'ecs';

export const ecsReader: LauncherReader = {
  name: launcher,
  files: [
    '**/*task*def*.json',
    '**/{ecs,.aws,aws,task-definitions,taskdefs,task_definitions}/**/*.json',
    '**/*{template,stack,cloudformation,cfn,ecs,task}*.json',
    '**/*.template',
    '**/*.{yml,yaml}',
  ],
  claims: ({ text }) => /["']?containerDefinitions["']?\s*:/i.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const isJson = extension(path) === '.json' || /^\s*\{/.test(text);
  const { documents, faults } = isJson ? readJson(path, text) : readYaml(path, text);
  const found: Fault[] = [...faults];
  const declarations = documents.flatMap((document) => {
    const own = member(document, 'taskDefinition') ?? document;
    return [...declare(path, own, null, found), ...resources(path, document, found)];
  });
  return { declarations, faults: found };
}

/** Task definitions of a CloudFormation template, named after their family or their logical name. */
function resources(path: string, document: DataNode, faults: Fault[]) {
  return entriesOf(member(document, 'Resources')).flatMap(({ key, value }) =>
    textAt(value, 'Type') === 'AWS::ECS::TaskDefinition'
      ? declare(path, member(value, 'Properties'), key.replace(/TaskDef(?:inition)?$/i, '') || key, faults)
      : [],
  );
}

function declare(file: string, task: DataNode | null, fallback: string | null, faults: Fault[]) {
  const list = at(task, 'containerDefinitions');
  if (task === null || list === null) return [];
  const family = knownText(at(task, 'family')) ?? fallback;
  const range = { start: task.range.start, end: Math.min(task.range.end, task.range.start + 1) };
  return containersOf(list, { file, family, environment: environmentNamed(family), range }, faults);
}

/** `shop-prod`, `staging-web`. */
function environmentNamed(family: string | null): Environment | null {
  return (
    (family ?? '')
      .split(/[^A-Za-z0-9]+/)
      .map(environmentOfToken)
      .find((environment) => environment !== null) ?? null
  );
}
