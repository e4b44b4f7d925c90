/**
 * Which services of production a change reaches: those that evaluate a changed file on the way from their entry point,
 * whose launch comes out otherwise, or in whose folder a file changed that no other service of it is known to evaluate.
 */
import { languages } from '../languages/index.ts';
import type { FileChange } from '../model/change.ts';
import type { Launch, Production, Service } from '../model/production.ts';
import type { ChangedFile } from '../model/rule.ts';
import { overlaps, type Range } from '../model/text.ts';
import { isTestPath } from '../rules/paths.ts';

export interface ReachedService {
  readonly service: Service;
  /** The same before the change; null where production did not start it. */
  readonly old: Service | null;
  /** Changed files by which it is reached; never empty. */
  readonly files: readonly ChangedFile[];
}

export interface ReachInput {
  readonly files: readonly ChangedFile[];
  readonly before: Production;
  readonly after: Production;
}

export function reachedServices({ files, before, after }: ReachInput): ReachedService[] {
  const shared = new Set([...sharedArtifacts(before), ...sharedArtifacts(after)]);
  return after.services.flatMap((service): ReachedService[] => {
    const old = before.services.find(({ name }) => name === service.name) ?? null;
    if (service.launches.length === 0 || !(isOurs(service, after) || (old !== null && isOurs(old, before)))) return [];
    const differs = launchText(service) !== launchText(old);
    const [modules, oldModules] = [new Set(service.modules), new Set(old?.modules)];
    const reaching = files.filter((file) => {
      const { path, oldPath } = file.change;
      if (modules.has(path) || oldModules.has(oldPath) || startsIt(file, service, old, differs)) return true;
      if (shared.has(path) || shared.has(oldPath)) return false;
      return (
        standsIn(file.after?.facts?.ecosystem, path, service, after) ||
        (old !== null && standsIn(file.before?.facts?.ecosystem, oldPath, old, before))
      );
    });
    const all = reaching.length === 0 && differs ? files : reaching;
    return all.length === 0 ? [] : [{ service, old, files: all }];
  });
}

/**
 * A program of the repository. One in no language that we know of is, where its folder has packages of its own, where the
 * profile names it, or where there is nothing else; otherwise it is a proxy, a database or a tool beside the programs.
 */
function isOurs({ name, root, language, packages }: Service, { services, profile }: Production): boolean {
  if (language !== null || profile?.value.services?.some((declared) => declared.name === name) === true) return true;
  const known = services.filter((other) => other.language !== null);
  return known.length === 0 || (packages.length > 0 && !known.some((other) => other.root === root));
}

/** The file is in the folder of the service, and nobody else is known to run it. */
function standsIn(ecosystem: string | undefined, path: string, service: Service, production: Production): boolean {
  if (isProse(path) || isTestPath(path) || !isNearest(service, path, production)) return false;
  const own = ecosystemOf(service);
  if (ecosystem !== undefined && own !== null && ecosystem !== own) return false;
  // One of several services in a folder is known to run it; those whose way is not known may.
  const sharing = production.services.filter(({ root }) => root === service.root);
  return service.modules.length === 0 || !sharing.some(({ modules }) => modules.includes(path));
}

function ecosystemOf({ language }: Service): string | null {
  return languages.find(({ name }) => name === language)?.ecosystem ?? language;
}

/** No other service has a root that is nearer to the file. */
function isNearest({ root }: Service, path: string, { services }: Production): boolean {
  const holds = (folder: string): boolean => folder === '.' || path.startsWith(`${folder}/`);
  return holds(root) && !services.some((other) => holds(other.root) && depth(other.root) > depth(root));
}

const depth = (root: string): number => (root === '.' ? 0 : root.split('/').length);

/** Text for people, and folders that only tools of developers read. */
function isProse(path: string): boolean {
  if (/(?:^|\/)(?:requirements|constraints)[\w.-]*\.txt$/.test(path)) return false;
  return (
    /\.(?:md|mdx|rst|adoc|txt)$/i.test(path) ||
    /(?:^|\/)(?:docs?|licen[cs]e[^/]*|changelog[^/]*|codeowners|\.gitignore|\.editorconfig)(?:\/|$)/i.test(path) ||
    /^(?:\.github|\.gitlab|\.circleci|\.vscode|\.idea|\.devcontainer)\//.test(path) ||
    /^\.?prodaware[\w-]*\.(?:ya?ml|json)$/.test(path)
  );
}

/** The file says how the service is started, and says something else now, or was changed right there. */
function startsIt({ change, changed }: ChangedFile, service: Service, old: Service | null, differs: boolean): boolean {
  const touches = (launch: Launch): boolean =>
    placesOf(launch).some(
      ({ file, range }) => file === change.path && (differs || changed.some((one) => overlaps(one, atLeastOne(range)))),
    );
  return service.launches.some(touches) || wasStartedBy(change, old, differs);
}

function wasStartedBy({ oldPath }: FileChange, old: Service | null, differs: boolean): boolean {
  return differs && (old?.launches ?? []).some((launch) => placesOf(launch).some(({ file }) => file === oldPath));
}

/** Files that start several services: which of them a change of one reaches, their launches say. */
function sharedArtifacts({ services }: Production): string[] {
  const users = new Map<string, Set<Service>>();
  for (const service of services) {
    for (const { file } of service.launches.flatMap(placesOf))
      users.set(file, (users.get(file) ?? new Set()).add(service));
  }
  return [...users].flatMap(([file, { size }]) => (size > 1 ? [file] : []));
}

function placesOf(launch: Launch) {
  const { commandLocation, evidence, variables, probes } = launch;
  return [commandLocation, ...evidence, ...variables, ...probes];
}

function atLeastOne({ start, end }: Range): Range {
  return { start, end: Math.max(end, start + 1) };
}

/** What launches are, whatever lines they are written on. */
function launchText(service: Service | null): string {
  if (service === null) return '';
  const { launches, health } = service;
  return JSON.stringify([launches, health], (key, value: unknown) => (key === 'range' ? undefined : value));
}
