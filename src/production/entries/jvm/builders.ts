/**
 * Images that plugins of Maven and Gradle make without a Dockerfile: whether a module has such a plugin, and what its
 * configuration puts into the image, as variables of the process. Flags of the JVM are what JAVA_TOOL_OPTIONS would say.
 */
import { buildpackAgents, imagePlugins } from '../../../knowledge/jvmPrograms.ts';
import type { Variable } from '../../../model/production.ts';
import type { Range } from '../../../model/text.ts';
import { ancestors, basename, dirname } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import type { Variables } from '../../shellSource.ts';
import { buildFileOf } from './modules.ts';

export interface BuiltImage {
  readonly file: string;
  readonly variables: readonly Variable[];
}

interface Setting {
  readonly name: string;
  readonly value: string;
  readonly range: Range;
}

/** Null where no plugin of the module makes an image. */
export async function imageOfModule(module: string, repository: Repository): Promise<BuiltImage | null> {
  const file = buildFileOf(module, repository);
  const written = file === null ? null : await repository.read(file);
  if (file === null || written === null) return null;
  if (!imagePlugins.test(withoutComments(written, file.endsWith('.xml')))) return null;
  return { file, variables: variablesOfBuild(file, written) };
}

/** Variables that images of a build file have, JAVA_TOOL_OPTIONS for the flags of their JVM. */
export function variablesOfBuild(file: string, written: string): readonly Variable[] {
  const text = withoutComments(written, file.endsWith('.xml'));
  const variables = new Map<string, Variable>();
  for (const { name, value, range } of file.endsWith('.xml') ? inPom(text) : inGradle(text)) {
    for (const [key, own] of meaningOf(name, value)) {
      const before = variables.get(key)?.value ?? '';
      const joined = key === 'JAVA_TOOL_OPTIONS' && before !== '' ? `${before} ${own}` : own;
      variables.set(key, { name: key, value: joined, layer: 'image', file, range });
    }
  }
  return [...variables.values()];
}

/** Flags of the JVM that a start script of Gradle has, or a task that runs the program; none where the build says none. */
export async function flagsOfRun(
  module: string,
  by: 'script' | 'bootRun' | 'run',
  repository: Repository,
): Promise<readonly Variable[]> {
  const file = buildFileOf(module, repository);
  const written = file === null || file.endsWith('.xml') ? null : await repository.read(file);
  if (file === null || written === null) return [];
  const text = withoutComments(written, false);
  const lists = /\b(?:applicationDefaultJvmArgs|defaultJvmOpts)\b\s*(?:=|\+=|\.set\()\s*(?:listOf\s*\(|\[)?([^\])]*)/g;
  const own = /\bjvmArgs\b\s*(?:=|\+=|\.set\()?\s*(?:\(|listOf\s*\(|\[)?([^\n\])]*(?:\n[^\n\])}]*["'][^\n\])}]*)*)/g;
  const blocks =
    by === 'script' ? [] : blocksOf(text, new RegExp(`(?:\\b${by}|"${by}"\\s*\\)|'${by}'\\s*\\))\\s*\\{`, 'g'));
  const found = [
    ...[...text.matchAll(lists)].map((match) => ({ text: match[0], start: match.index })),
    ...blocks.flatMap((block) =>
      [...block.text.matchAll(own)].map((match) => ({ text: match[0], start: block.start + match.index })),
    ),
  ];
  const flags = found.flatMap(({ text: list, start }) =>
    [...list.matchAll(/["'](-[^"'\n]*)["']/g)].map((match) => ({ flag: match[1] ?? '', at: start + match.index })),
  );
  const [first] = flags;
  if (first === undefined) return [];
  const range = { start: first.at, end: first.at + first.flag.length + 2 };
  const value = flags.map(({ flag }) => flag).join(' ');
  return [{ name: 'JAVA_TOOL_OPTIONS', value, layer: 'command', file, range }];
}

/** What the image sets and the process does not; flags of the JVM count beside each other. */
export function besideGiven(built: readonly Variable[], given: Variables): readonly Variable[] {
  return built.flatMap((variable) => {
    const own = given.get(variable.name);
    if (own === undefined) return [variable];
    if (variable.name !== 'JAVA_TOOL_OPTIONS' || own.value === null) return [];
    return [{ ...variable, value: `${variable.value ?? ''} ${own.value}` }];
  });
}

/** Whether a Dockerfile may make the image of a module: one beside it, or above it where no other module is nearer. */
export function hasDockerfile(module: string, repository: Repository): boolean {
  const isOne = (path: string): boolean =>
    /^(?:Dockerfile|Containerfile)(?:\..+)?$|\.[Dd]ockerfile$/.test(basename(path));
  const above = ancestors(module).some((folder) => repository.filesIn(folder).some(isOne));
  return above || repository.filesBelow(module).some((path) => isOne(path) && dirname(path) !== module);
}

/** With blanks in the place of comments, so that places stay. */
export function withoutComments(text: string, isXml: boolean): string {
  const comments = isXml ? /<!--[^]*?-->/g : /\/\*[^]*?\*\/|(?<![:"'])\/\/.*$/gm;
  return text.slice(0, longestBuildFile).replace(comments, (match) => match.replace(/[^\n]/g, ' '));
}

const longestBuildFile = 300_000;

/** Variables of the process that a variable of the image's builder stands for. */
function meaningOf(name: string, value: string): readonly (readonly [string, string])[] {
  const agent = buildpackAgents.find((row) => row.variable === name);
  if (agent !== undefined) return /^true$/i.test(value) ? Object.entries(agent.sets) : [];
  const baked = /^BPE_(?:(?:APPEND|PREPEND|DEFAULT|OVERRIDE)_)?(?!DELIM_)(\w+)$/.exec(name);
  if (baked !== null) return [[baked[1] ?? '', value.trim()]];
  return /^BPL?_/.test(name) ? [] : [[name, value]];
}

/** `<jvmFlags><jvmFlag>-Xmx1g</jvmFlag></jvmFlags>`, `<environment>` of jib, `<env>` of Spring Boot. */
function inPom(text: string): Setting[] {
  const found: Setting[] = [];
  for (const block of text.matchAll(/<jvmFlags>([^]*?)<\/jvmFlags>/g)) {
    for (const match of block[0].matchAll(/<(?:jvmFlag|param)>\s*([^<]*?)\s*<\//g))
      found.push(settingAt('JAVA_TOOL_OPTIONS', match[1] ?? '', block.index + match.index, match[0].length));
  }
  for (const block of text.matchAll(/<(environment|env)>([^]*?)<\/\1>/g)) {
    for (const match of block[0].matchAll(/<([A-Z][A-Z0-9_]*)>\s*([^<]*?)\s*<\/\1>/g))
      found.push(settingAt(match[1] ?? '', match[2] ?? '', block.index + match.index, match[0].length));
  }
  return found;
}

/** `jvmFlags = listOf("-Xmx1g")`, `environment = ["A": "b"]`, `environment.put("A", "b")` in blocks of jib and of Spring Boot. */
function inGradle(text: string): Setting[] {
  const found: Setting[] = [];
  for (const block of blocksOf(text, /\b(?:jib|bootBuildImage)\b[^\n{]*\{|\bBootBuildImage>?\s*\(?[^\n{]*\{/g)) {
    for (const list of block.text.matchAll(/\bjvmFlags\b\s*(?:=|\.set\(|\.addAll\()\s*(?:listOf\s*\(|\[)?([^\])]*)/g)) {
      for (const match of list[0].matchAll(/["'](-[^"'\n]*)["']/g))
        found.push(
          settingAt('JAVA_TOOL_OPTIONS', match[1] ?? '', block.start + list.index + match.index, match[0].length),
        );
    }
    for (const list of block.text.matchAll(
      /\benvironment\b\s*(?:=|\.set\(|\.putAll\(|\.put\(|\[)\s*[^\n]*(?:\n[^\n}]*(?:\bto\b|:|,)[^\n]*)*/g,
    )) {
      for (const match of list[0].matchAll(/["']([A-Z]\w*)["']\]?\s*(?:\bto\b|:|,|=)\s*["']([^"'\n]*)["']/g))
        found.push(settingAt(match[1] ?? '', match[2] ?? '', block.start + list.index + match.index, match[0].length));
    }
  }
  return found;
}

const settingAt = (name: string, value: string, start: number, length: number): Setting => ({
  name,
  value,
  range: { start, end: start + length },
});

/** Texts between the brace that a pattern ends with and the one that closes it. */
export function blocksOf(text: string, pattern: RegExp): { readonly text: string; readonly start: number }[] {
  return [...text.matchAll(pattern)].map((match) => {
    const start = match.index + match[0].length;
    let depth = 1;
    let at = start;
    for (; at < text.length && depth > 0; at++) {
      const character = text.charAt(at);
      if (character === '{') depth++;
      else if (character === '}') depth--;
    }
    return { text: text.slice(start, at - 1), start };
  });
}
