/**
 * Dockerfiles: one image per stage, with what it inherits from earlier stages of the file merged in. Sources of copies
 * are relative to the build context, which only whoever builds the image knows. `from` of a copy is the name of a stage,
 * its number where it has no name (stages are declared in order), or an image outside the file.
 */
import { DockerfileParser, type Copy, type Instruction, type Onbuild } from 'dockerfile-ast';
import type {
  Command,
  ImageCopy,
  ImageDeclaration,
  ImageRun,
  Probe,
  Snippet,
  Variable,
  Word,
} from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { lineEnd, lineIndex, type Range } from '../../model/text.ts';
import { joinAbsolute, normalize } from '../paths.ts';
import { artifactFault } from '../text/dataTree.ts';
import { snippetOf } from '../text/locatedText.ts';
import { signalName } from '../text/signals.ts';
import {
  assignments,
  expandWord,
  joinedLines,
  readCommand,
  stringsOfJson,
  tokensOf,
  type DockerText,
} from './dockerfileText.ts';
import { copiesByMoves } from './dockerfileMoves.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'dockerfile';
const longestFile = 200_000;
const mostStages = 200;

/** Files beside Dockerfiles whose names begin like theirs. */
const notDockerfile =
  /\.(?:dockerignore|md|txt|rst|sh|ya?ml|json|[jt]sx?|py|go|rb|j2|jinja2?|tmpl|tpl|erb|mustache|template)$/i;

export const dockerfileReader: LauncherReader = {
  name: launcher,
  files: ['**/Dockerfile*', '**/*.Dockerfile', '**/Containerfile*', '**/*.Containerfile'],
  claims: ({ path, text }) => !notDockerfile.test(path) && /^[ \t]*FROM[ \t]/im.test(text),
  read: (artifact) => readDockerfile(artifact, new Map()),
};

interface Stage {
  readonly name: string | null;
  readonly range: Range;
  base: string | null;
  entrypoint: Command | null;
  command: Command | null;
  /** `CMD` of this stage itself: an `ENTRYPOINT` takes away only the inherited one. */
  ownCommand: boolean;
  ownEntrypoint: boolean;
  /** Another stage starts from it or copies out of it. */
  isUsed: boolean;
  /** `ONBUILD`: what is done first where another stage starts from it. */
  readonly triggers: Trigger[];
  variables: Variable[];
  directory: string;
  copies: ImageCopy[];
  stopSignal: string | null;
  runs: ImageRun[];
  probes: readonly Probe[];
  /** What runs lines, where that is no plain shell: `conda run … bash -c`. */
  shell: readonly Word[];
  /** Build arguments; undefined: declared without a value. */
  arguments: Map<string, string | undefined>;
  /** Those before the first stage: a stage has them where it asks for them by name. */
  readonly globals: ReadonlyMap<string, string | undefined>;
}

interface Trigger {
  readonly instruction: Instruction;
  readonly keyword: string;
  readonly range: Range;
}

/** @param chosen build arguments that whoever builds it gives: they stand over the file's own defaults */
export function readDockerfile({ path, text }: Artifact, chosen: ReadonlyMap<string, string>): Reading {
  const fail = (message: string): Reading => ({ declarations: [], faults: [artifactFault(path, null, message)] });
  if (text.length > longestFile) return fail(`not read: longer than ${longestFile} characters`);
  let parsed: { instructions: readonly Instruction[]; escape: string };
  try {
    const dockerfile = DockerfileParser.parse(text);
    parsed = { instructions: dockerfile.getInstructions(), escape: dockerfile.getEscapeCharacter() };
  } catch (cause) {
    return fail(`not readable as a Dockerfile (${String(cause)})`);
  }
  const docker: DockerText = { file: path, text, escape: parsed.escape };
  const lines = lineIndex(text);
  const faults: Fault[] = [];
  const stages: Stage[] = [];
  const initial = new Map<string, string | undefined>();
  for (const instruction of parsed.instructions) {
    const keyword = instruction.getKeyword();
    const place = (range: ReturnType<Instruction['getRange']>): Range => ({
      start: lines.offsetAt({ line: range.start.line + 1, column: range.start.character + 1 }),
      end: lines.offsetAt({ line: range.end.line + 1, column: range.end.character + 1 }),
    });
    const all = place(instruction.getRange());
    const given = instruction.getArgumentsRange();
    const range = given === null ? { start: all.end, end: all.end } : place(given);
    const stage = stages.at(-1);
    if (keyword === 'FROM' && stages.length === mostStages) {
      faults.push(artifactFault(path, range, `not read from here on: more than ${mostStages} stages`));
      break;
    }
    if (keyword === 'FROM') {
      const { stage: started, triggers } = startStage(docker, range, all, stages, initial);
      stages.push(started);
      for (const one of triggers)
        faults.push(...apply(docker, started, stages, one.instruction, one.keyword, one.range));
    } else if (keyword === 'ARG' && stage === undefined) setArguments(docker, range, initial, initial, initial, chosen);
    else if (keyword === 'ARG' && stage !== undefined)
      setArguments(docker, range, stage.arguments, knownTo(stage), stage.globals, chosen);
    else if (stage !== undefined && keyword === 'ONBUILD') stage.triggers.push(...triggerOf(instruction, place));
    else if (stage !== undefined) faults.push(...apply(docker, stage, stages, instruction, keyword, range));
  }
  const declarations = stages.map((stage, index): ImageDeclaration => {
    const { name, range, base, entrypoint, command, variables, directory, copies, stopSignal, runs, probes } = stage;
    const isDefault = index === stages.length - 1;
    const own = { kind: 'image', launcher, file: path, stage: name, isDefault, base } as const;
    const values = new Map([...stage.arguments].map(([key, value]) => [key, value ?? null]));
    const made = { ...own, entrypoint, command, variables, directory, copies, stopSignal, range, runs };
    const isTarget = !isDefault && name !== null && (stage.ownCommand || stage.ownEntrypoint) && !stage.isUsed;
    const target = isTarget ? { isTarget } : {};
    return { ...made, ...target, arguments: values, ...(probes.length === 0 ? {} : { probes }) };
  });
  return { declarations, faults };
}

function startStage(
  docker: DockerText,
  range: Range,
  all: Range,
  stages: readonly Stage[],
  initial: ReadonlyMap<string, string | undefined>,
): { readonly stage: Stage; readonly triggers: readonly Trigger[] } {
  const tokens = tokensOf(joinedLines(docker, range), docker.escape).filter(({ text }) => !text.startsWith('--'));
  const image = expandWord(tokens[0]?.text ?? '', docker.escape, (name) => initial.get(name));
  const name = tokens[1]?.text.toLowerCase() === 'as' ? (tokens[2]?.text ?? null) : null;
  const parent = stageNamed(stages, image);
  if (parent !== null) parent.isUsed = true;
  const stage: Stage = {
    name,
    range: all,
    base: parent === null ? (image === '' || image === 'scratch' ? null : image) : parent.base,
    entrypoint: parent?.entrypoint ?? null,
    command: parent?.command ?? null,
    ownCommand: false,
    ownEntrypoint: false,
    triggers: [],
    isUsed: false,
    variables: [...(parent?.variables ?? [])],
    directory: parent?.directory ?? '/',
    copies: [...(parent?.copies ?? [])],
    stopSignal: parent?.stopSignal ?? null,
    runs: [...(parent?.runs ?? [])],
    probes: parent?.probes ?? [],
    shell: parent?.shell ?? [],
    arguments: new Map(parent?.arguments ?? []),
    globals: initial,
  };
  return { stage, triggers: parent?.triggers ?? [] };
}

/** The instruction behind `ONBUILD`. */
function triggerOf(
  instruction: Instruction,
  place: (range: ReturnType<Instruction['getRange']>) => Range,
): readonly Trigger[] {
  // The parser makes an Onbuild for this keyword.
  const trigger = (instruction as Onbuild).getTriggerInstruction();
  const given = trigger?.getArgumentsRange() ?? null;
  return trigger === null || given === null
    ? []
    : [{ instruction: trigger, keyword: trigger.getKeyword(), range: place(given) }];
}

function stageNamed(stages: readonly Stage[], name: string): Stage | null {
  const lower = name.toLowerCase();
  return lower === '' ? null : (stages.findLast((stage) => stage.name?.toLowerCase() === lower) ?? null);
}

/** What one instruction does to its stage. */
function apply(
  docker: DockerText,
  stage: Stage,
  stages: readonly Stage[],
  instruction: Instruction,
  keyword: string,
  range: Range,
): readonly Fault[] {
  const joined = () => joinedLines(docker, range);
  const known = knownTo(stage);
  const expanded = (word: string): string => expandWord(word, docker.escape, (name) => known.get(name));
  if (keyword === 'ENTRYPOINT' || keyword === 'CMD') {
    const { command: written, faults } = readCommand(docker, range, keyword);
    if (written === null) return faults;
    const command = throughShell(written, stage.shell);
    if (keyword === 'ENTRYPOINT') {
      stage.entrypoint = command;
      stage.ownEntrypoint = true;
      if (!stage.ownCommand) stage.command = null;
    } else {
      stage.command = command;
      stage.ownCommand = true;
    }
    return faults;
  }
  if (keyword === 'ENV') {
    const set = assignments(joined(), docker.escape, true).map(({ name, value, range: place }): Variable => {
      return { file: docker.file, range: place, name, value: expanded(value ?? ''), layer: 'image' };
    });
    const names = new Set(set.map(({ name }) => name));
    stage.variables = [...stage.variables.filter(({ name }) => !names.has(name)), ...set];
  } else if (keyword === 'WORKDIR') {
    const directory = expanded(joined().text);
    if (directory !== '')
      stage.directory = /^[A-Za-z]:/.test(directory) ? directory : joinAbsolute(stage.directory, directory);
  } else if (keyword === 'STOPSIGNAL') {
    stage.stopSignal = signalName(expanded(joined().text));
  } else if (keyword === 'SHELL') {
    const { command } = readCommand(docker, range, keyword);
    const words = command?.form === 'exec' ? command.words : [];
    stage.shell = plainShell.test(words[0]?.value ?? '') ? [] : words;
  } else if (keyword === 'HEALTHCHECK') {
    stage.probes = probeOfCheck(docker, range);
  } else if (keyword === 'RUN') {
    const run = { ...runLine(docker, range), directory: stage.directory };
    if (run.text !== '') stage.runs.push(run);
    stage.copies.push(...copiesByMoves(run, stage.copies));
  } else if (keyword === 'COPY' || keyword === 'ADD') {
    stage.copies.push(...copiesOf(docker, stage, stages, flagsOf(instruction), range, expanded));
  }
  return [];
}

/** Shells that run a line as every other does, whatever their options. */
const plainShell = /(?:^|\/)(?:sh|bash|ash|dash|zsh|ksh)$|^(?:cmd|powershell|pwsh)(?:\.exe)?$/i;

/** A line is the last word of what `SHELL` says. */
function throughShell(command: Command, shell: readonly Word[]): Command {
  if (command.form === 'exec' || shell.length === 0) return command;
  const { line, location } = command;
  const { file, range, text } = line;
  const last: Word = { file, range, value: text, style: 'words', exact: false, dynamic: false };
  return { form: 'exec', words: [...shell.map((word) => ({ ...word, exact: false })), last], location };
}

/** `HEALTHCHECK CMD curl http://localhost/health`; `NONE` takes away what is inherited. */
function probeOfCheck(docker: DockerText, range: Range): readonly Probe[] {
  const { file, text } = docker;
  const written = text.slice(range.start, range.end);
  const url = /https?:\/\/[^/\s"'|;&)?#]+([^\s"'|;&)?#,\]]*)/.exec(written);
  if (/^NONE\b/i.test(written)) return [];
  const start = range.start + (url?.index ?? 0);
  const place = url === null ? range : { start, end: start + url[0].length };
  return [{ file, range: place, kind: 'liveness', path: url === null ? null : url[1] || '/' }];
}

/** Variables that words of the stage are expanded with. */
function knownTo(stage: Stage): Map<string, string | undefined> {
  const known = new Map(stage.arguments);
  for (const { name, value } of stage.variables) known.set(name, value ?? undefined);
  return known;
}

function setArguments(
  docker: DockerText,
  range: Range,
  into: Map<string, string | undefined>,
  known: ReadonlyMap<string, string | undefined>,
  globals: ReadonlyMap<string, string | undefined>,
  given: ReadonlyMap<string, string>,
): void {
  for (const { name, value } of assignments(joinedLines(docker, range), docker.escape, false)) {
    const own = value === null ? globals.get(name) : expandWord(value, docker.escape, (other) => known.get(other));
    into.set(name, given.get(name) ?? own);
  }
}

/** The line of a `RUN`, or the script of its here-document. */
function runLine(docker: DockerText, range: Range): Snippet {
  const { file, text } = docker;
  const written = text.slice(range.start, range.end);
  if (!/<<-?\s*["']?\w/.test(written)) return snippetOf(joinedLines(docker, range));
  const script = /^<<-?\s*["']?(\w+)["']?[ \t]*\r?\n/.exec(written);
  if (script === null) return { file, range, text: written, exact: true };
  const end = Math.max(written.lastIndexOf('\n'), script[0].length);
  const body = { start: range.start + script[0].length, end: range.start + end };
  return { file, range: body, text: text.slice(body.start, body.end), exact: true };
}

function flagsOf(instruction: Instruction): ReadonlyMap<string, string> {
  // The parser makes a Copy or an Add for these keywords; both have flags.
  const flags = (instruction as Copy).getFlags();
  return new Map(flags.map((flag) => [flag.getName(), flag.getValue() ?? '']));
}

function copiesOf(
  docker: DockerText,
  stage: Stage,
  stages: readonly Stage[],
  flags: ReadonlyMap<string, string>,
  range: Range,
  expanded: (word: string) => string,
): ImageCopy[] {
  const whole = docker.text.slice(range.start, range.end);
  // The bodies of here-documents follow the line that names them.
  const line = whole.includes('<<')
    ? { start: range.start, end: Math.min(range.end, lineEnd(docker.text, range.start)) }
    : range;
  const joined = joinedLines(docker, line);
  const strings = stringsOfJson(joined.text);
  const paths = Array.isArray(strings)
    ? strings.map(({ value }) => expanded(value))
    : tokensOf(joined, docker.escape).map(({ text }) => expanded(text));
  const destination = paths.pop();
  if (destination === undefined) return [];
  const from = stageReference(stages, expanded(flags.get('from') ?? ''));
  const copied = from === null ? null : stageNamed(stages, from);
  if (copied !== null) copied.isUsed = true;
  const isDirectory =
    paths.length > 1 || /(?:^|\/)\.?$/.test(destination) || paths.some((source) => /[*?[]/.test(source));
  const absolute = joinAbsolute(stage.directory, destination);
  const target = isDirectory && !absolute.endsWith('/') ? `${absolute}/` : absolute;
  return paths.flatMap((source) => {
    if (source.startsWith('<<') || source.startsWith('git@')) return [];
    // What is fetched from an address is a file of elsewhere.
    const fetched = /^https?:\/\/[^?#]*\/([^/?#]+\.[^/?#]+)$/i.exec(source)?.[1];
    if (fetched !== undefined) return [{ source: joinAbsolute('/', fetched), target, from: source }];
    if (/^[a-z]+:\/\//i.test(source)) return [];
    const inside = from === null ? normalize(source) : joinAbsolute('/', source);
    if (inside === null) return [];
    return [{ source: inside, target: flags.has('parents') ? joinAbsolute(target, inside) : target, from }];
  });
}

function stageReference(stages: readonly Stage[], name: string): string | null {
  if (name === '') return null;
  const numbered = /^\d+$/.test(name) ? stages[Number(name)] : undefined;
  return numbered === undefined ? (stageNamed(stages, name)?.name ?? name) : (numbered.name ?? name);
}
