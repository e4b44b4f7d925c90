/**
 * Modules that a framework imports by the strings of its settings. Django: the settings module that
 * `DJANGO_SETTINGS_MODULE` names, and the applications, middleware and URL modules that it lists.
 */
import type { TelemetryInitialisationFact } from '../../model/facts.ts';
import type { TelemetryInitialiser, TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import type { Repository } from '../repository.ts';
import type { Variables } from '../shellSource.ts';
import type { Module, ModuleGraph } from './moduleGraph.ts';

const settingsVariable = 'DJANGO_SETTINGS_MODULE';

/** Also as attributes of a class that the settings are made from. */
const listsApplications = /^[ \t]*(?:INSTALLED_APPS|MIDDLEWARE|ROOT_URLCONF|WSGI_APPLICATION)\b[ \t]*(?:\+?=|:)/m;

export interface NamedInSettings {
  readonly fact: TelemetryInitialisationFact;
  readonly row: TelemetryInitialiser;
}

/** Telemetry that the framework starts because its settings name it. */
export function settingsTelemetry(module: Module, vendors: readonly TelemetryVendor[]): readonly NamedInSettings[] {
  const { text } = module.file;
  if (module.facts.ecosystem !== 'python' || !listsApplications.test(text)) return [];
  return vendors.flatMap((vendor) =>
    vendor.initialisers.flatMap((row): NamedInSettings[] => {
      if (row.setting === undefined || row.ecosystem !== 'python') return [];
      const at = text.search(new RegExp(`["']${row.setting.replace(/\./g, '\\.')}["'.]`));
      if (at < 0) return [];
      const range = { start: at + 1, end: at + 1 + row.setting.length };
      const condition = conditionAround(text, at);
      const { name } = vendor;
      const fact = { range, function: -1, condition, vendor: name, signals: row.signals, call: -1, order: 0 };
      return [{ fact, row }];
    }),
  );
}

/** The nearest `if` that a place of a settings module stands in, by indentation; facts know only calls and imports. */
function conditionAround(text: string, offset: number): string | null {
  const lines = text.slice(0, offset).split('\n');
  let indent = (/^[ \t]*/.exec(lines.pop() ?? '')?.[0] ?? '').length;
  for (const line of lines.reverse()) {
    const own = (/^[ \t]*/.exec(line)?.[0] ?? '').length;
    if (line.trim() === '' || own >= indent) continue;
    const header = /^\s*(if|elif|else)\b\s*([^\n]*?):\s*(#.*)?$/.exec(line);
    if (header !== null) return header[1] === 'else' ? 'otherwise' : (header[2] ?? null);
    indent = own;
    if (own === 0) return null;
  }
  return null;
}

/** A module of settings: functions in it are called through the settings object. */
export function isSettingsModule(module: Module): boolean {
  return module.facts.ecosystem === 'python' && listsApplications.test(module.file.text);
}

/** Files that evaluating a module makes the framework evaluate. */
export async function settingsModules(
  module: Module,
  graph: ModuleGraph,
  variables: Pick<Variables, 'get'>,
  repository: Repository,
): Promise<readonly string[]> {
  if (module.facts.ecosystem !== 'python') return [];
  const found: string[] = [];
  const add = (path: string | null): void => {
    if (path !== null && path !== module.path && !found.includes(path)) found.push(path);
  };
  if (module.file.text.includes(settingsVariable)) {
    const set = variables.get(settingsVariable)?.value ?? null;
    const names = set === null ? defaultSettings(module) : [set];
    for (const name of names) add(graph.resolve(module.path, name));
  }
  if (listsApplications.test(module.file.text)) {
    for (const name of dottedStrings(module.file.text)) {
      const target =
        graph.resolve(module.path, name) ?? graph.resolve(module.path, name.slice(0, name.lastIndexOf('.')));
      add(target);
      // An application's configuration runs its `ready` when Django starts.
      if (target?.endsWith('/__init__.py') === true) {
        const apps = `${target.slice(0, -'__init__.py'.length)}apps.py`;
        if (repository.isFile(apps)) add(apps);
      }
    }
  }
  return found;
}

/** `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")` and assignments of it. */
function defaultSettings(module: Module): string[] {
  const pattern = /DJANGO_SETTINGS_MODULE["']\s*(?:,|\]\s*=)\s*["']([\w.]+)["']/g;
  return [...module.file.text.matchAll(pattern)].map((match) => match[1] ?? '');
}

function dottedStrings(text: string): string[] {
  const names = new Set<string>();
  for (const match of text.matchAll(/["']([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)["']/g)) {
    const name = match[1] ?? '';
    if (name.length < 200) names.add(name);
  }
  return [...names].slice(0, 2000);
}
