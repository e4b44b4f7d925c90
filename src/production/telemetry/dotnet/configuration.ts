/** What `IConfiguration` of a .NET program holds: appsettings.json, that of its environment over it, variables over both. */
import { readJson } from '../../json.ts';
import type { JsonFile } from '../../json.ts';
import { dirname, join } from '../../paths.ts';
import type { ProgramQuestion } from '../programs/program.ts';

export type Literal = string | number | boolean;

export interface DotnetConfiguration {
  /** Name of the host's environment, Production where nothing says another; null where it is set to what is not known. */
  readonly environment: string | null;
  /** What the settings files say for a key such as `Tracing:Enabled`, in whatever case. */
  setting(key: string): Literal | undefined;
  /** The same for the last segments of a key, where one key ends in them. */
  below(path: readonly string[]): Literal | undefined;
  /** The same for a key of any section, where all sections that have it agree. */
  member(name: string): Literal | undefined;
}

const mostKeys = 2000;
const deepest = 12;

export async function readConfiguration({
  entry,
  repository,
  variables,
}: ProgramQuestion): Promise<DotnetConfiguration> {
  // https://learn.microsoft.com/aspnet/core/fundamentals/environments
  const said = variables.get('ASPNETCORE_ENVIRONMENT') ?? variables.get('DOTNET_ENVIRONMENT');
  const environment = said === undefined ? 'Production' : said.value;
  const settings = new Map<string, Literal>();
  const names = ['appsettings.json', ...(environment === null ? [] : [`appsettings.${environment}.json`])];
  for (const name of names) {
    const path = join(dirname(entry.file), name);
    const text = path === null ? null : await repository.read(path);
    const json = path === null || text === null ? null : readJson(path, text);
    if (json !== null) gather(json, [], settings);
  }
  const members = new Map<string, Literal | null>();
  for (const [key, value] of settings) {
    const name = key.slice(key.lastIndexOf(':') + 1);
    const known = members.get(name);
    members.set(name, known === undefined || known === value ? value : null);
  }
  return {
    environment,
    setting: (key) => settings.get(key.toLowerCase().replace(/__/g, ':')),
    below(path) {
      const ending = `:${path.join(':').toLowerCase()}`;
      const found = [...settings].filter(([key]) => key.endsWith(ending));
      return found.length === 1 ? found[0]?.[1] : undefined;
    },
    member: (name) => members.get(name.toLowerCase()) ?? undefined,
  };
}

function gather(json: JsonFile, above: readonly string[], settings: Map<string, Literal>): void {
  for (const name of json.keys(above)) {
    if (settings.size >= mostKeys || above.length >= deepest) return;
    const keys = [...above, name];
    const value = json.value(keys);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      settings.set(keys.join(':').toLowerCase(), value);
    } else {
      gather(json, keys, settings);
    }
  }
}
