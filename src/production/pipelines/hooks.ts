/** Hooks of pre-commit as the commands that they run. */
import { preCommitHooks } from '../../knowledge/pipelineCommands.ts';
import type { Repository } from '../repository.ts';
import { itemsOf, member, textAt } from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';

const configuration = '.pre-commit-config.yaml';

/** @param command `pre-commit run`, or with the one hook it runs */
export async function hookCommands(command: string, repository: Repository): Promise<string[]> {
  if (!repository.isFile(configuration)) return [];
  const text = await repository.read(configuration);
  const root = text === null ? null : (readYaml(configuration, text).documents[0] ?? null);
  const only = /^(?:pre-commit|prek) run (?:-\S+ )*([\w][\w-]*)/.exec(command)?.[1];
  return itemsOf(member(root, 'repos')).flatMap((repo) =>
    itemsOf(member(repo, 'hooks')).flatMap((hook) => {
      const id = textAt(hook, 'id') ?? '';
      if (only !== undefined && id !== only) return [];
      const local = textAt(hook, 'entry');
      const known = preCommitHooks[id];
      return local !== null ? [local] : known === undefined ? [] : [known];
    }),
  );
}
