/** Files that a framework of Node loads before the application, as far as its version and its settings have it do so. */
import type { HookSetting } from '../../../knowledge/servers.ts';
import { jsonString, readJson } from '../../json.ts';
import { join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';

/**
 * Of the hooks of a framework those that stand where it looks.
 * @param entry root-relative path of what the application starts with
 */
export function hooksBeside(hooks: readonly string[], directory: string, entry: string): readonly string[] {
  const source = join(directory, 'src') ?? 'src';
  const isInSource = entry.startsWith(`${source}/`);
  return hooks.filter((hook) => hook.startsWith('src/') === isInSource);
}

/** Whether the version here loads hooks; true where that cannot be told. */
export async function loadsHooks(
  setting: HookSetting | undefined,
  directory: string,
  repository: Repository,
): Promise<boolean> {
  if (setting === undefined) return true;
  const major = await majorOf(setting.package, directory, repository);
  if (major === null || major >= setting.until) return true;
  for (const name of setting.files) {
    const text = await repository.read(join(directory, name) ?? name);
    if (text !== null) return text.includes(setting.setting) || setting.setBy.test(text);
  }
  return false;
}

/** Of the version that the manifest of a folder asks for: `14` of `^14.2.3`; null where it names no single one. */
async function majorOf(name: string, directory: string, repository: Repository): Promise<number | null> {
  const path = join(directory, 'package.json') ?? 'package.json';
  const text = await repository.read(path);
  const json = text === null ? null : readJson(path, text);
  if (json === null) return null;
  const asked = jsonString(json, 'dependencies', name) ?? jsonString(json, 'devDependencies', name) ?? '';
  const major = /^[\^~]?v?(\d+)(?:\.|$)/.exec(asked)?.[1];
  return major === undefined ? null : Number(major);
}
