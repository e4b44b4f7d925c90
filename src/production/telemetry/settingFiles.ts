/** Files that decide what becomes of a launch's variables of telemetry: rules read them, so they take part. */
import { makesOwnSource } from '../../knowledge/dotnetSources.ts';
import { configurationVariables, phpPools } from '../../knowledge/telemetryUnread.ts';
import type { Launch } from '../../model/production.ts';
import { basename } from '../paths.ts';
import type { Repository } from '../repository.ts';

/** A launch with the files that it evaluates. */
export interface ReadLaunch {
  readonly launch: Pick<Launch, 'argv' | 'variables' | 'telemetry'>;
  readonly modules: ReadonlySet<string>;
}

export async function noteSettingFiles(launches: readonly ReadLaunch[], repository: Repository): Promise<void> {
  const files = new Set<string>();
  for (const { launch } of launches) {
    for (const { name, value } of launch.variables) {
      if (!configurationVariables.includes(name) || value === null) continue;
      const [only, ...others] = repository.filesNamed(basename(value));
      // Of two of a name nothing says which is meant.
      if (only !== undefined && others.length === 0) files.add(only);
    }
    const isPool = phpPools.program.test(basename(launch.argv[0]?.value ?? ''));
    if (!isPool || !launch.variables.some(({ name }) => name.startsWith('OTEL_'))) continue;
    for (const path of repository.paths.filter((one) => phpPools.files.test(one)).slice(0, phpPools.most))
      files.add(path);
  }
  for (const path of await sourcesOfSpans(launches, repository)) files.add(path);
  for (const path of files) {
    const text = await repository.read(path);
    if (text !== null && !repository.noted.has(path)) repository.note({ path, text, facts: null });
  }
}

/** .NET: files that make sources of spans speak of no telemetry, and were read for the walk of the program. */
async function sourcesOfSpans(launches: readonly ReadLaunch[], repository: Repository): Promise<readonly string[]> {
  const modules = new Set<string>();
  for (const { launch, modules: own } of launches) {
    const isInCode = launch.telemetry.paths.some(
      ({ vendor, mechanism, state }) => vendor === 'opentelemetry' && mechanism === 'in-code' && state !== 'inactive',
    );
    if (isInCode) for (const path of own) if (path.endsWith('.cs')) modules.add(path);
  }
  const found: string[] = [];
  for (const path of modules) {
    if (makesOwnSource.test((await repository.read(path)) ?? '')) found.push(path);
  }
  return found;
}
