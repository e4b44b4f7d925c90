/** Which service a file is code of, as far as its place says. */
import { isBrowserPackage } from '../../knowledge/browserLibraries.ts';
import { isServerModule } from '../../knowledge/serverLibraries.ts';
import { isTerminalLibrary } from '../../knowledge/terminalLibraries.ts';
import { isTestLibrary } from '../../knowledge/testLibraries.ts';
import { languages } from '../../languages/index.ts';
import type { Service } from '../../model/production.ts';
import type { FileContext } from '../../model/rule.ts';

/** Key of knowledge rows of the language a service is written in; null where that is not known. */
function ecosystemOf(service: Service): string | null {
  return languages.find(({ name }) => name === service.language)?.ecosystem ?? service.language;
}

/**
 * Name of the one service that stands nearest around the file and runs its language; null where there is none, or where
 * several share a folder and nothing says whose code it is.
 */
export function serviceName({ service, production, facts }: FileContext): string | null {
  if (service === null) return null;
  const sharing = production.services.filter((one) => one.root === service.root);
  if (sharing.length > 1) return null;
  return ecosystemOf(service) === facts.ecosystem ? service.name : null;
}

/**
 * Whether the file is code of a process that production starts, or could be one of a repository that says nothing of
 * its processes. Code for browsers is not, nor is a folder that belongs to a service of another language or to none.
 */
export function isProcessCode(context: FileContext): boolean {
  const { service, production, facts } = context;
  if (facts.ecosystem === 'node' && isBrowserCode(context)) return false;
  if (!production.sources.has(context.path) && isBesideProcesses(context)) return false;
  if (production.services.length === 0) return true;
  if (service === null) return false;
  // What a process runs may not be known; scripts beside an unknown server are as likely its pages as its code.
  const fits = (ecosystem: string | null): boolean =>
    ecosystem === null ? facts.ecosystem !== 'node' : ecosystem === facts.ecosystem;
  return production.services.some((one) => one.root === service.root && fits(ecosystemOf(one)));
}

const commandLine = /(?:^|\/)(?:[\w.]+-)*cli(?:-[\w.]+)?\//;
/** Run once at a release, by a command that says what it does. */
const migration = /(?:^|\/)(?:migrations|alembic\/versions)\//;

/** Code of scripts and packages whose file says that no server loads it. */
function isBesideProcesses({ path, facts }: FileContext): boolean {
  if (facts.ecosystem !== 'node' && facts.ecosystem !== 'python') return false;
  if (facts.imports.some((one) => !one.typeOnly && (isTestLibrary(one.module) || isTerminalLibrary(one.module)))) {
    return true;
  }
  return commandLine.test(path) || (facts.ecosystem === 'python' && migration.test(path));
}

/** Folders whose scripts a browser loads, by convention. */
const browserFolder =
  /(?:^|\/)(?:static|public|assets|wwwroot|www|webapp|htdocs|frontend|front-end|client|browser|renderer|components|composables|hooks|islands|pages\/_app|storybook)\//i;
const stylesOrMarkup = /\.(?:vue|svelte|astro|css|scss|sass|less|styl|svg|png|jpe?g|gif|webp|woff2?)(?:\?\w+)?$/i;
const browserGlobal =
  /(?<![\w$.'"`/-])(?:window|document|localStorage|sessionStorage|navigator)\s*\.[a-zA-Z_$]|\bnew XMLHttpRequest\(|\bself\.addEventListener\(/;
const clientDirective = /^\s*(['"])use client\1/;

/**
 * Whether a file is code for browsers, by what it shows: what it imports, the objects only a browser has, a component's
 * syntax, the folder it stands in. What production runs is not, nor what loads the modules of a server.
 */
function isBrowserCode({ path, text, facts, production }: FileContext): boolean {
  const loaded = facts.imports.filter((one) => !one.typeOnly);
  if (loaded.some((one) => isBrowserPackage(one.module) || stylesOrMarkup.test(one.module))) return true;
  if (production.sources.has(path) || facts.entries.length > 0) return false;
  if (loaded.some((one) => isServerModule(one.module))) return false;
  return /\.[jt]sx$/.test(path) || browserFolder.test(path) || clientDirective.test(text) || browserGlobal.test(text);
}
