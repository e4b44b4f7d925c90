/** Files that decide what becomes of a launch's variables of telemetry: rules read them, so they take part. */
import { configurationVariables, phpPools } from '../../knowledge/telemetryUnread.ts';
import type { Launch } from '../../model/production.ts';
import { basename } from '../paths.ts';
import type { Repository } from '../repository.ts';

export async function noteSettingFiles(
  launches: readonly Pick<Launch, 'argv' | 'variables'>[],
  repository: Repository,
): Promise<void> {
  const files = new Set<string>();
  for (const { argv, variables } of launches) {
    for (const { name, value } of variables) {
      if (!configurationVariables.includes(name) || value === null) continue;
      const [only, ...others] = repository.filesNamed(basename(value));
      // Of two of a name nothing says which is meant.
      if (only !== undefined && others.length === 0) files.add(only);
    }
    const isPool = phpPools.program.test(basename(argv[0]?.value ?? ''));
    if (!isPool || !variables.some(({ name }) => name.startsWith('OTEL_'))) continue;
    for (const path of repository.paths.filter((one) => phpPools.files.test(one)).slice(0, phpPools.most))
      files.add(path);
  }
  for (const path of files) {
    const text = await repository.read(path);
    if (text !== null && !repository.noted.has(path)) repository.note({ path, text, facts: null });
  }
}
