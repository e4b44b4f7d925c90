/** What the repository is built with, and the commands that check it, from its own files. */
import { coverageFlags, gateTasks, type GateTask } from '../../knowledge/projectCommands.ts';
import type { RequiredGate } from '../../model/policy.ts';
import type { GateType } from '../../model/pipeline.ts';

/** How a checkout of the repository becomes able to run its own commands. */
export interface Toolchain {
  readonly language: 'node' | 'python' | 'go' | 'java' | 'none';
  /** Version of the language; null: what the repository says in `versionFile`, or what the image brings. */
  readonly version: string | null;
  /** File in which the repository names the version; null for none. */
  readonly versionFile: string | null;
  /** What the setup action may keep between two runs: `npm`, `pip`, `maven`. */
  readonly cache: string | null;
  /** Image of the language's own publisher, for systems whose jobs run in images. */
  readonly image: string;
  readonly install: readonly string[];
}

export interface PlannedGate {
  readonly type: GateType;
  /** As people read it in the list of steps. */
  readonly title: string;
  readonly commands: readonly string[];
}

/** Text of a file at the root of the repository (or of the service); null where there is none. */
export type ReadText = (name: string) => string | null;

export interface Project {
  readonly toolchain: Toolchain;
  /** Scripts of package.json. */
  readonly scripts: ReadonlyMap<string, string>;
  /** Targets of the Makefile. */
  readonly targets: ReadonlySet<string>;
  /** Packages that it names anywhere, those for development too. */
  readonly packages: ReadonlySet<string>;
  /** How a script is run: `npm run`. */
  readonly runner: string;
}

export const projectFiles: readonly string[] = [
  'package.json',
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  '.nvmrc',
  '.node-version',
  'Makefile',
  'pyproject.toml',
  'requirements.txt',
  'requirements-dev.txt',
  'dev-requirements.txt',
  'poetry.lock',
  'uv.lock',
  '.python-version',
  'go.mod',
  'pom.xml',
  'mvnw',
  'build.gradle',
  'build.gradle.kts',
  'gradlew',
];

/** What the folder is built with first of all. */
export function projectOf(read: ReadText): Project {
  const [first] = projectsOf(read);
  return first ?? { ...commonOf(read), toolchain: nothing };
}

/** Everything that the folder is built with; empty where it names nothing. */
export function projectsOf(read: ReadText): readonly Project[] {
  const common = commonOf(read);
  const manifest = read('package.json');
  const found: Project[] = [];
  if (manifest !== null) found.push({ ...common, ...nodeProject(manifest, read) });
  if (read('pyproject.toml') !== null || read('requirements.txt') !== null)
    found.push({ ...common, ...pythonProject(read) });
  if (read('go.mod') !== null) found.push({ ...common, toolchain: goToolchain });
  if (read('pom.xml') !== null || read('build.gradle') !== null || read('build.gradle.kts') !== null) {
    found.push({ ...common, ...javaProject(read) });
  }
  return found.length === 0 && common.targets.size > 0 ? [{ ...common, toolchain: nothing }] : found;
}

function commonOf(read: ReadText): Omit<Project, 'toolchain'> {
  const targets = new Set([...(read('Makefile') ?? '').matchAll(/^([\w:-]+):(?!=)/gm)].map(([, name = '']) => name));
  return { scripts: new Map(), targets, packages: new Set(), runner: '' };
}

const goToolchain: Toolchain = {
  language: 'go',
  version: null,
  versionFile: 'go.mod',
  cache: null,
  image: 'golang:1.24',
  install: ['go mod download'],
};

const nothing: Toolchain = {
  language: 'none',
  version: null,
  versionFile: null,
  cache: null,
  image: 'alpine:3.20',
  install: [],
};

function nodeProject(text: string, read: ReadText): Pick<Project, 'toolchain' | 'scripts' | 'packages' | 'runner'> {
  const manifest = objectIn(text);
  const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) =>
    Object.keys(objectOf(manifest[key])),
  );
  const scripts = Object.entries(objectOf(manifest['scripts'])).flatMap(([name, command]) =>
    typeof command === 'string' ? [[name, command] as const] : [],
  );
  const [runner, install, cache] =
    read('pnpm-lock.yaml') !== null
      ? (['pnpm run', ['corepack enable', 'pnpm install --frozen-lockfile'], null] as const)
      : read('yarn.lock') !== null
        ? (['yarn run', ['corepack enable', 'yarn install --frozen-lockfile'], null] as const)
        : (['npm run', [read('package-lock.json') === null ? 'npm install' : 'npm ci'], 'npm'] as const);
  const versionFile = ['.nvmrc', '.node-version'].find((name) => read(name) !== null) ?? null;
  const wanted = objectOf(manifest['engines'])['node'];
  const engine = (typeof wanted === 'string' ? /\d+/.exec(wanted)?.[0] : null) ?? '22';
  return {
    scripts: new Map(scripts),
    packages: new Set(names),
    runner,
    toolchain: {
      language: 'node',
      version: versionFile === null ? engine : null,
      versionFile,
      cache: read('package-lock.json') === null ? null : cache,
      image: `node:${engine}`,
      install,
    },
  };
}

function pythonProject(read: ReadText): Pick<Project, 'toolchain' | 'packages' | 'runner'> {
  const texts = ['pyproject.toml', 'requirements.txt', 'requirements-dev.txt', 'dev-requirements.txt'];
  const named = texts.flatMap((name) => [...(read(name) ?? '').matchAll(/(?:^|["'\s[,])([a-z][\w.-]*)/gim)]);
  const packages = new Set(named.map(([, name = '']) => name.toLowerCase()));
  const versionFile = read('.python-version') === null ? null : '.python-version';
  const version = /requires-python\s*=\s*["'][^\d"']*(\d+\.\d+)/.exec(read('pyproject.toml') ?? '')?.[1] ?? '3.12';
  const [runner, install]: readonly [string, readonly string[]] =
    read('uv.lock') !== null
      ? ['uv run', ['pip install uv', 'uv sync --frozen']]
      : read('poetry.lock') !== null
        ? ['poetry run', ['pip install poetry', 'poetry install --no-interaction']]
        : ['', requirements(read)];
  return {
    packages,
    runner,
    toolchain: {
      language: 'python',
      version: versionFile === null ? version : null,
      versionFile,
      cache: runner === '' && read('requirements.txt') !== null ? 'pip' : null,
      image: `python:${version}`,
      install,
    },
  };
}

function requirements(read: ReadText): string[] {
  const files = ['requirements.txt', 'requirements-dev.txt', 'dev-requirements.txt'].filter(
    (name) => read(name) !== null,
  );
  return files.length > 0
    ? [`pip install ${files.map((name) => `--requirement ${name}`).join(' ')}`]
    : ['pip install .'];
}

function javaProject(read: ReadText): Pick<Project, 'toolchain' | 'runner'> {
  const isMaven = read('pom.xml') !== null;
  const wrapper = read(isMaven ? 'mvnw' : 'gradlew') !== null;
  return {
    runner: isMaven ? `${wrapper ? './mvnw' : 'mvn'} --batch-mode` : wrapper ? './gradlew' : 'gradle',
    toolchain: {
      language: 'java',
      version: /<(?:java\.version|maven\.compiler\.release)>(\d+)</.exec(read('pom.xml') ?? '')?.[1] ?? '21',
      versionFile: null,
      cache: isMaven ? 'maven' : 'gradle',
      image: isMaven ? 'maven:3.9-eclipse-temurin-21' : 'gradle:8-jdk21',
      install: [],
    },
  };
}

/** The command for a gate; null where the project has none. */
export function gateOf({ type, coverage }: RequiredGate, project: Project): PlannedGate | null {
  const task = gateTasks.find((one) => one.type === type);
  if (task === undefined) return null;
  if (project.toolchain.language === 'go' && type === 'unit-test' && coverage !== null) {
    return { type, title: task.title, commands: goCoverage(coverage) };
  }
  const command = commandOf(task, project, coverage);
  return command === null ? null : { type, title: task.title, commands: [command] };
}

function commandOf(task: GateTask, project: Project, coverage: number | null): string | null {
  const { scripts, targets, packages, runner, toolchain } = project;
  const flag = coverage === null ? undefined : coverageFlags.find((one) => hasAny(packages, one.package));
  const behind = coverage === null || flag === undefined ? '' : flag.flag(coverage);
  const script = task.names.find((name) => isUsed(scripts.get(name)));
  if (script !== undefined) return behind === '' ? `${runner} ${script}` : `${runner} ${script} -- ${behind}`;
  const target = task.names.find((name) => targets.has(name));
  if (target !== undefined && behind === '') return `make ${target}`;
  const tool = task.tools.find((one) => one.language === toolchain.language && hasAny(packages, one.package));
  const own = tool?.command ?? task.builtIn[toolchain.language] ?? null;
  if (own === null) return null;
  if (toolchain.language === 'java') return `${runner} ${own}`;
  const prefix = toolchain.language === 'python' && runner !== '' ? `${runner} ` : '';
  return `${prefix}${own}${behind === '' ? '' : ` ${behind}`}`;
}

/** Go measures and does not compare: that is a tool of its own. */
const goCoverage = (percent: number): string[] => [
  'go test -coverprofile=coverage.out ./...',
  'go install github.com/vladopajic/go-test-coverage/v2@v2.18.4',
  `go-test-coverage --profile=coverage.out --threshold-total=${percent}`,
];

const hasAny = (packages: ReadonlySet<string>, wanted: RegExp): boolean =>
  [...packages].some((name) => wanted.test(name));

/** What `npm init` writes fails on purpose. */
const isUsed = (command: string | undefined): boolean =>
  command !== undefined && !/^echo\b.*no test specified/.test(command);

function objectIn(text: string): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  // Safe: anything that is an object and no list may be asked for any key.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
