/** The command that brings a service's database to the new version, as the repository shows it. */
import { migratesAtStart, migrationCommands, migrationScripts } from '../../knowledge/migrationCommands.ts';
import { migrationCommand } from '../../knowledge/deploys.ts';
import type { SourceFile } from '../../model/source.ts';
import { unwrapped } from '../pipelines/classify.ts';
import type { Project } from './toolchain.ts';

export interface ProjectMigration {
  /** Plain words: no quotes but around a variable, no operators. */
  readonly command: string;
  /** The file of production that runs it as well, such as an entrypoint; null for none. */
  readonly runBy: string | null;
}

interface Shown {
  /** Every file that took part in Production. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  readonly paths: readonly string[];
  readonly project: Project;
}

/** What production itself runs says most, then the project's own script, then what the repository has of a tool. */
export function migrationOfProject({ sources, paths, project }: Shown): ProjectMigration | null {
  const scripts = migrationScripts.filter((name) => migratesByScript(project.scripts.get(name)));
  for (const { path, text } of sources.values()) {
    const command = isOfProduction(path) ? commandIn(text, project) : null;
    if (command !== null) return { command, runBy: path };
  }
  const [script] = scripts;
  if (script !== undefined) return { command: `${project.runner} ${script}`, runBy: null };
  for (const { needs, command } of migrationCommands) {
    const [first, ...others] = needs;
    const found = paths.flatMap((path) => first?.exec(path)?.[1] ?? []).filter((folder) => !aside.test(folder));
    const [folder] = found.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
    if (folder === undefined || !others.every((pattern) => paths.some((path) => pattern.test(path)))) continue;
    return { command: command(folder), runBy: null };
  }
  return null;
}

/** The tool whose migrations the application runs by itself when it starts; null for none. */
export function migratesItself(paths: readonly string[], read: (path: string) => string | null): string | null {
  for (const { tool, file, text } of migratesAtStart) {
    if (paths.some((path) => file.test(path) && text.test(read(path) ?? ''))) return tool;
  }
  return null;
}

const aside = /(?:^|\/)(?:tests?|examples?|samples?|fixtures?|docs?|node_modules|vendor)\//i;

/** Scripts, images and manifests; what is meant for development says nothing of production. */
const isOfProduction = (path: string): boolean =>
  /\.(?:sh|bash|ya?ml|tf|toml|json)$|(?:^|\/)(?:Dockerfile[\w.-]*|Procfile[\w.-]*|[\w-]*entrypoint[\w-]*)$/i.test(
    path,
  ) &&
  !/(?:^|[/._-])(?:dev|devel|development|local|test|tests|testing|ci|override|example)(?:[/._-]|$)/i.test(path) &&
  !/^\.(?:github|gitlab|circleci)/.test(path);

const migratesByScript = (script: string | undefined): boolean =>
  script !== undefined && script.split(/&&|;/).some((part) => migrationCommand.test(unwrapped(part.trim())));

function commandIn(text: string, { scripts, runner }: Project): string | null {
  for (const line of text.split('\n')) {
    if (!/migrat|alembic|flyway|liquibase|db[ :]/i.test(line) || /^\s*(?:#|\/\/)/.test(line)) continue;
    const joined = line.replace(/["']\s*,\s*["']/g, ' ').replace(/\s#.*$/, '');
    for (const piece of joined.split(/&&|\|\||[;|()[\]{}"'`]/)) {
      const command = piece
        .trim()
        .replace(/^(?:- )?(?:(?:RUN|CMD|ENTRYPOINT|if|then|exec|!|[\w-]+:) +)*/, '')
        .trim();
      // What is put together elsewhere is no command of its own.
      if (!/^[\w./-]+(?: [\w./:@=-]+)*$/.test(command)) continue;
      const name = command.startsWith(`${runner} `) ? command.slice(runner.length + 1) : null;
      const isMigration =
        name === null ? migrationCommand.test(unwrapped(command)) : migratesByScript(scripts.get(name));
      if (isMigration) return command;
    }
  }
  return null;
}
