/**
 * Image and orchestrator put together: what each declared process starts once layers have replaced one another, and
 * which images are started as they are.
 */
import type { Evidence } from '../model/finding.ts';
import type {
  Command,
  Environment,
  ImageDeclaration,
  ImageReference,
  ProcessDeclaration,
  StopContract,
  Variable,
} from '../model/production.ts';
import type { LoadedProfile } from '../model/profile.ts';
import { commandText } from '../model/production.ts';
import type { Location } from '../model/text.ts';
import { joinCommands } from './command.ts';
import { containerView, hostView } from './containerPaths.ts';
import type { FileView } from './containerPaths.ts';
import { environmentOf, environmentOfToken } from './environment.ts';
import { commandOfBase, isPlainBase, namesModule, namesOf, withBaseEntrypoint } from './images.ts';
import type { Images } from './images.ts';
import { readDockerfile } from './launchers/dockerfile.ts';
import { openForImage, openForProcess } from './openVariables.ts';
import { joinAbsolute } from './paths.ts';
import type { Repository } from './repository.ts';
import { fillIn, fillInCommand } from './supervisedWords.ts';
import { environmentVariables, variablesOfImage } from './variables.ts';
import type { Variables } from './shellSource.ts';

/** A process that something starts, before its command is followed. */
export interface Start {
  readonly launcher: string;
  readonly name: string;
  readonly environment: Environment;
  /** The same where what it runs is compiled: a source tree that it mounts is not what runs then. */
  readonly compiledEnvironment: Environment;
  readonly process: ProcessDeclaration | null;
  readonly image: ImageDeclaration | null;
  /** The image as it is for this process: with the build arguments that are given for it. */
  readonly built: ImageDeclaration | null;
  /** The build arguments that are given for it make another program of it. */
  readonly isOther: boolean;
  /** Null: it is the base image's own, which is not here. */
  readonly command: Command | null;
  readonly commandLocation: Location;
  readonly variables: Variables;
  /** As `Launch.openVariables`, without what the command does. */
  readonly openVariables: readonly Evidence[];
  readonly annotations: readonly Variable[];
  /** As the process sees it. */
  readonly directory: string | null;
  readonly view: FileView;
  /** Names an image that the repository does not build, and that may bring an entry point of its own. */
  readonly unknownBase: string | null;
  readonly evidence: readonly Evidence[];
  readonly stop: StopContract;
  /** What the image alone would start, where the process replaces it. */
  readonly replaced: Command | null;
  /** Variables of the image that the process sets to something else. */
  readonly replacedVariables: readonly Variable[];
}

const thirtySeconds: StopContract = { signal: 'SIGTERM', graceMilliseconds: 30_000 };

const defaultStops: Readonly<Record<string, StopContract>> = {
  helm: thirtySeconds,
  ecs: thirtySeconds,
  heroku: thirtySeconds,
  render: thirtySeconds,
  nomad: { signal: 'SIGTERM', graceMilliseconds: 5000 },
  kubernetes: { signal: 'SIGTERM', graceMilliseconds: 30_000 },
  procfile: { signal: 'SIGTERM', graceMilliseconds: 30_000 },
  systemd: { signal: 'SIGTERM', graceMilliseconds: 90_000 },
};
const plainStop: StopContract = { signal: 'SIGTERM', graceMilliseconds: 10_000 };

/** Supervisors that run inside of a container more often than not. */
const inContainers: ReadonlySet<string> = new Set(['s6', 'runit', 'supervisord', 'circus']);

export async function startOfProcess(
  process: ProcessDeclaration,
  images: Images,
  repository: Repository,
  profile: LoadedProfile | null,
): Promise<Start> {
  const carrier = process.image === null ? images.carrying(process.file, inContainers.has(process.launcher)) : null;
  const found =
    process.image !== null
      ? images.find(process.image)
      : carrier === null
        ? null
        : { image: carrier, context: images.contextOf(carrier) };
  const image = found?.image ?? null;
  const stages = found === null ? [] : await stagesFor(found.image, process.image, images, repository);
  const built = stages.find((stage) => stage.range.start === image?.range.start) ?? image;
  const isOther = built !== image && isOtherProgram(stages, images.stagesOf(image?.file ?? ''));
  const view =
    found === null || built === null
      ? hostView(repository, process.file)
      : containerView(built, stages, found.context, process.mounts, repository);
  const own = built === null || carrier !== null ? null : commandOfImage(built, built.command);
  const command =
    process.entrypoint !== null
      ? joinCommands(process.entrypoint, process.arguments)
      : image === null
        ? process.arguments
        : commandOfImage(built ?? image, process.arguments ?? (built ?? image).command);
  const winning = process.entrypoint ?? process.arguments;
  const replaces = winning !== null && image !== null && carrier === null;
  const imageCommand = image?.entrypoint ?? image?.command ?? null;
  const place: Location = { file: process.file, range: process.range };
  const commandLocation = winning?.location ?? imageCommand?.location ?? place;
  const { variables, unread } = await environmentVariables(
    [variablesOfImage(built?.variables ?? [])],
    process.variableSources,
    process.variables,
    repository,
  );
  const environmentWith = (marks: readonly ('development' | 'production')[]): Environment =>
    environmentOf({
      launcher: process.launcher,
      path: process.layers?.[0]?.file ?? process.file,
      hint: process.environment,
      profile,
      marks,
    });
  const marks = marksOf(variables);
  const external = process.image !== null && image === null;
  return {
    launcher: process.launcher,
    name: process.name,
    environment: environmentWith(mountsSource(process, repository) ? ['development', ...marks] : marks),
    compiledEnvironment: environmentWith(marks),
    process,
    image,
    built,
    isOther,
    command: process.launcher === 'supervisord' ? fillInCommand(command, variables) : command,
    commandLocation,
    variables,
    openVariables: openForProcess(process, image, unread),
    annotations: process.annotations,
    directory: directoryOf(process, image, variables),
    view,
    unknownBase: external
      ? process.entrypoint === null
        ? process.image?.kind === 'name'
          ? process.image.name
          : 'an image of elsewhere'
        : null
      : process.entrypoint === null
        ? unknownBaseOf(image)
        : null,
    // A Dockerfile that is built once for each module says nothing of this one.
    evidence: evidenceOf(commandLocation, process, imageCommand, winning).filter(
      ({ file }) => !isOther || file !== image?.file,
    ),
    stop: process.stop ?? stopOf(process.launcher, image),
    replaced: replaces ? own : null,
    replacedVariables: (image?.variables ?? []).filter((variable) => {
      const now = variables.get(variable.name);
      return now !== undefined && now.layer !== variable.layer && now.value !== variable.value;
    }),
  };
}

export function startOfImage(
  image: ImageDeclaration,
  images: Images,
  repository: Repository,
  profile: LoadedProfile | null,
): Start {
  const command = commandOfImage(image, image.command);
  const location = image.command?.location ?? command?.location ?? { file: image.file, range: image.range };
  const variables = new Map(variablesOfImage(image.variables).map((variable) => [variable.name, variable]));
  const evidence: Evidence[] = [{ ...location, label: 'command of the image' }];
  if (image.entrypoint !== null && image.command !== null) {
    evidence.push({ ...image.entrypoint.location, label: 'entry point of the image' });
  }
  const environment = environmentOf({
    launcher: image.launcher,
    path: image.file,
    hint: isStageForDevelopment(image) && images.stagesOf(image.file).some(isOtherTarget) ? 'development' : null,
    profile,
    marks: [],
  });
  return {
    launcher: image.launcher,
    name: (image.isDefault ? namesOf(image)[0] : null) ?? image.stage ?? 'image',
    environment,
    compiledEnvironment: environment,
    process: null,
    image,
    built: image,
    isOther: false,
    command,
    commandLocation: command?.location ?? location,
    variables,
    openVariables: openForImage(image),
    annotations: [],
    directory: image.directory,
    view: containerView(image, images.stagesOf(image.file), images.contextOf(image), [], repository),
    unknownBase: unknownBaseOf(image),
    evidence,
    stop: stopOf(image.launcher, image),
    replaced: null,
    replacedVariables: [],
  };
}

const isStageForDevelopment = ({ stage }: ImageDeclaration): boolean =>
  (stage ?? '')
    .split(/[^A-Za-z0-9]+/)
    .some(
      (token) => environmentOfToken(token) === 'development' || /^(?:unit|e2e)?test(?:s|ing|er|runner)?$/i.test(token),
    );

/** A stage that is built for itself, and not for development. */
const isOtherTarget = (image: ImageDeclaration): boolean => image.isTarget === true && !isStageForDevelopment(image);

/** All stages of an image's Dockerfile, read with the build arguments that the process gives. */
async function stagesFor(
  image: ImageDeclaration,
  reference: ImageReference | null,
  images: Images,
  repository: Repository,
): Promise<readonly ImageDeclaration[]> {
  const stages = images.stagesOf(image.file);
  const given = reference === null ? new Map<string, string>() : images.argumentsFor(image, reference);
  if (given.size === 0) return stages;
  const text = await repository.read(image.file);
  if (text === null) return stages;
  const { declarations } = readDockerfile({ path: image.file, text }, given);
  return declarations.filter((declaration) => declaration.kind === 'image');
}

/** What an image starts with the given arguments. */
function commandOfImage(image: ImageDeclaration, args: Command | null): Command | null {
  if (image.entrypoint !== null) return joinCommands(image.entrypoint, args);
  return args === null ? commandOfBase(image) : withBaseEntrypoint(args, image.base);
}

function unknownBaseOf(image: ImageDeclaration | null): string | null {
  if (image === null || image.base === null || image.entrypoint !== null) return null;
  return isPlainBase(image.base) ? null : image.base;
}

function directoryOf(process: ProcessDeclaration, image: ImageDeclaration | null, variables: Variables): string | null {
  const { directory: written } = process;
  if (written === null) return image?.directory ?? null;
  // A directory that begins with a variable is written as if it stood below the root.
  const directory = written.includes('%(ENV_') ? fillIn(written, variables).replace(/^\/+/, '/') : written;
  return image === null ? directory : joinAbsolute(image.directory, directory);
}

function stopOf(launcher: string, image: ImageDeclaration | null): StopContract {
  const stop = defaultStops[launcher] ?? plainStop;
  return image?.stopSignal === null || image?.stopSignal === undefined ? stop : { ...stop, signal: image.stopSignal };
}

function evidenceOf(
  commandLocation: Location,
  process: ProcessDeclaration,
  imageCommand: Command | null,
  winning: Command | null,
): Evidence[] {
  const evidence: Evidence[] = [{ ...commandLocation, label: winning === null ? 'command of the image' : 'command' }];
  if (process.entrypoint !== null && process.arguments !== null) {
    evidence.push({ ...process.arguments.location, label: 'arguments' });
  }
  evidence.push({ file: process.file, range: process.range, label: `${process.launcher} ${process.name}` });
  evidence.push(...(process.layers ?? []));
  if (winning === process.arguments && process.entrypoint === null && winning !== null && imageCommand !== null) {
    evidence.push({ ...imageCommand.location, label: 'entry point of the image' });
  }
  return evidence;
}

const stageVariables =
  /^(NODE_ENV|APP_ENV|ENV|ENVIRONMENT|FLASK_ENV|RAILS_ENV|DJANGO_ENV|STAGE|DEPLOY_ENV|PYTHON_ENV|GO_ENV)$/;

/** What in a declaration says that it is for development, or for production. */
function marksOf(variables: Variables): readonly ('development' | 'production')[] {
  const marks: ('development' | 'production')[] = [];
  for (const variable of variables.values()) {
    if (!stageVariables.test(variable.name) || variable.value === null) continue;
    if (/^(dev|development|local|test|testing|debug)$/i.test(variable.value)) marks.push('development');
    if (/^(prod|production|live)$/i.test(variable.value) && variable.layer !== 'image') marks.push('production');
  }
  return marks;
}

/** A source tree that stands over the image's own is edited while it runs. */
function mountsSource({ mounts }: ProcessDeclaration, repository: Repository): boolean {
  return mounts.some(({ source }) => repository.isDirectory(source) && holdsSource(source, repository));
}

function holdsSource(directory: string, repository: Repository): boolean {
  return repository
    .filesBelow(directory)
    .slice(0, 2000)
    .some((path) => repository.language(path) !== null);
}

/** Build arguments that name a version or a commit leave the program what it is. */
function isOtherProgram(stages: readonly ImageDeclaration[], written: readonly ImageDeclaration[]): boolean {
  return stages.some((stage, index) => {
    const other = written[index];
    if (other === undefined || programIn(stage) !== programIn(other)) return true;
    return [...stage.arguments].some(([name, value]) => namesModule(name) && value !== other.arguments.get(name));
  });
}

function programIn(image: ImageDeclaration): string {
  const { entrypoint, command, directory, base, copies, runs } = image;
  const text = (given: Command | null): string | null =>
    given === null ? null : given.form === 'shell' ? given.line.text : commandText(given.words);
  const made = runs.map((run) => run.text);
  return JSON.stringify([text(entrypoint), text(command), directory, base, copies, made]);
}

/** The image is a launch of its own unless everything that runs it in production brings its own command. */
export function startsByItself(image: ImageDeclaration, starts: readonly Start[]): boolean {
  if (image.entrypoint === null && image.command === null && commandOfBase(image) === null) return false;
  const users = starts.filter((start) => start.image === image);
  if (!image.isDefault && !isOtherTarget(image)) return false;
  // Every process says with which arguments it is built: without them it is none.
  if (users.some((start) => start.isOther)) return false;
  const relied = users.filter((start) => start.environment === 'production' || start.environment === 'unknown');
  return relied.length === 0 || relied.some((start) => start.replaced === null);
}
