/**
 * The AWS CDK in JavaScript and TypeScript, as far as it is literal: containers of tasks, services of `ecs-patterns`, and
 * functions of Lambda. The program is read and never run; what it computes is not known.
 * Facts: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ecs.TaskDefinition.html
 */
import type { ImageReference, ProcessDeclaration } from '../../model/production.ts';
import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, childrenOf, textOf as sourceOf } from '../../syntax/navigate.ts';
import { basename, dirname, extension, join } from '../paths.ts';
import { knownText, member, scalarOf, textOf, variablesOf, type DataNode } from '../text/dataTree.ts';
import { javascriptData } from '../text/javascript.ts';
import { stopContract } from '../text/signals.ts';
import { wordsOf } from './commandNodes.ts';
import { processOf } from './declare.ts';
import { functionCommand } from './lambdaFunctions.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const mostNodes = 300_000;
const mostProcesses = 300;

/** Folders of `fromAsset` count from where the program of the CDK is started, which a `cdk.json` shows. */
type CdkPart =
  | { readonly kind: 'app'; readonly directory: string }
  | { readonly kind: 'process'; readonly process: ProcessDeclaration; readonly asset: Asset | null };

interface Asset {
  readonly path: string;
  /** It counts from the file (`__dirname`). */
  readonly fromFile: boolean;
  readonly dockerfile: string | null;
  readonly target: string | null;
}

export const cdkReader: LauncherReader<CdkPart> = {
  name: 'cdk',
  // By their names: everything here is read, and sources are many.
  files: [
    '**/*{stack,construct,cdk}*.{ts,js,mts,mjs,cjs}',
    '**/{cdk,infra,infrastructure,iac,stacks}/**/*.{ts,js,mts,mjs,cjs}',
    '**/cdk.json',
  ],
  grammarOf: (path) =>
    /\.[cm]?js$/.test(path)
      ? 'tree-sitter-javascript.wasm'
      : extension(path) === '.json'
        ? null
        : 'tree-sitter-typescript.wasm',
  claims: ({ path, text }) =>
    basename(path) === 'cdk.json' ||
    (/(?:aws-cdk-lib|@aws-cdk\/)/.test(text) &&
      /\.addContainer\(|\bContainerDefinition\(|askImageOptions\b|\b(?:Docker)?(?:Image|Nodejs)?Function\(/.test(
        text,
      ) &&
      !/(?:^|\/)node_modules\/|\.d\.ts$|\.test\.[tj]s$/.test(path)),
  read,
  combine(readings) {
    const parts = [...readings.values()].flatMap((reading) => reading.parts ?? []);
    const apps = parts.flatMap((part) => (part.kind === 'app' ? [part.directory] : []));
    return parts.flatMap((part) => (part.kind === 'process' ? [placed(part, apps)] : []));
  },
};

function placed(
  { process, asset }: Extract<CdkPart, { kind: 'process' }>,
  apps: readonly string[],
): ProcessDeclaration {
  if (asset === null) return process;
  const inside = apps.filter((app) => app === '.' || process.file.startsWith(`${app}/`));
  const app = inside.sort((one, other) => other.length - one.length)[0] ?? '.';
  const context = join(asset.fromFile ? dirname(process.file) : app, asset.path);
  if (context === null) return process;
  if (process.launcher === 'lambda') return { ...process, directory: context };
  const dockerfile = join(context, asset.dockerfile ?? 'Dockerfile') ?? context;
  const image: ImageReference = { kind: 'build', dockerfile, context, target: asset.target };
  return { ...process, image };
}

function read({ path, tree }: Artifact): Reading<CdkPart> {
  if (basename(path) === 'cdk.json') {
    return { declarations: [], faults: [], parts: [{ kind: 'app', directory: dirname(path) }] };
  }
  if (tree === undefined) return { declarations: [], faults: [] };
  const parts = new Program(path, tree).parts();
  const declarations = parts.flatMap((part) => (part.kind === 'process' ? [placed(part, [])] : []));
  return { declarations, faults: [], parts };
}

class Program {
  private readonly file: string;
  private readonly tree: FlatTree;
  private readonly data: ReturnType<typeof javascriptData>;
  private readonly calls: readonly number[];

  constructor(file: string, tree: FlatTree) {
    this.file = file;
    this.tree = tree;
    const calls: number[] = [];
    const declarators: number[] = [];
    const size = Math.min(tree.type.length, mostNodes);
    for (let node = 0; node < size; node++) {
      const kind = this.typeName(node);
      if (kind === 'call_expression' || kind === 'new_expression') calls.push(node);
      else if (kind === 'variable_declarator') declarators.push(node);
    }
    this.calls = calls;
    this.data = javascriptData(file, tree, declarators);
  }

  private typeName(node: number): string {
    return this.tree.grammar.typeNames[this.tree.type[node] ?? -1] ?? '';
  }

  private field(node: number, name: string): number {
    return childByField(this.tree, node, this.tree.grammar.field(name));
  }

  parts(): CdkPart[] {
    return this.calls
      .slice(0, 5000)
      .flatMap((call) => this.declared(call))
      .slice(0, mostProcesses);
  }

  private declared(call: number): CdkPart[] {
    const { tree } = this;
    const callee = this.field(call, this.typeName(call) === 'new_expression' ? 'constructor' : 'function');
    const name = callee < 0 ? '' : (sourceOf(tree, callee).split('.').at(-1) ?? '');
    const given = childrenOf(tree, this.field(call, 'arguments')).filter((node) => this.typeName(node) !== 'comment');
    const properties = given.find((node) => this.typeName(node) === 'object') ?? -1;
    if (properties < 0) return [];
    const id = given.map((node) => this.data.read(node)).find((node) => node.kind === 'scalar' && node.editable);
    const own = { properties, id: scalarOf(id ?? null) };
    if (name === 'addContainer' || name === 'ContainerDefinition') return this.container(own);
    if (/^(?:Nodejs|Python|Go|DockerImage)?Function$/.test(name)) return this.lambda(own);
    const nested = ['taskImageOptions', 'scheduledFargateTaskImageOptions', 'scheduledEc2TaskImageOptions']
      .map((key) => this.property(properties, key))
      .find((node) => node >= 0 && this.typeName(node) === 'object');
    if (nested !== undefined) return this.container({ properties: nested, id: own.id });
    return /^QueueProcessing\w+Service$/.test(name) ? this.container(own) : [];
  }

  private container({ properties, id }: { properties: number; id: ReturnType<typeof scalarOf> }): CdkPart[] {
    const { file } = this;
    const data = this.data.read(properties);
    const image = this.property(properties, 'image');
    if (image < 0) return [];
    const named = scalarOf(member(data, 'containerName')) ?? id;
    const seconds = /\.seconds\((\d+)\)/.exec(textOf(member(data, 'stopTimeout')) ?? '')?.[1];
    const { reference, asset } = this.image(image);
    const process = processOf({
      launcher: 'ecs',
      name: named?.value ?? 'container',
      file,
      range: named?.range ?? data.range,
      image: reference,
      entrypoint: wordsOf(member(data, 'entryPoint'), file),
      arguments: wordsOf(member(data, 'command'), file),
      directory: knownText(member(data, 'workingDirectory')),
      variables: this.variables(data),
      stop: seconds === undefined ? null : stopContract(null, Number(seconds) * 1000, 30_000),
    });
    return [{ kind: 'process', process, asset }];
  }

  private lambda({ properties, id }: { properties: number; id: ReturnType<typeof scalarOf> }): CdkPart[] {
    const { file } = this;
    const data = this.data.read(properties);
    const variables = this.variables(data);
    const wrapper = variables.findLast(({ name }) => name === 'AWS_LAMBDA_EXEC_WRAPPER')?.value ?? null;
    const runtime = /\.([A-Z]+)_/.exec(textOf(member(data, 'runtime')) ?? '')?.[1]?.toLowerCase() ?? 'nodejs';
    const base = { launcher: 'lambda', name: id?.value ?? 'function', file, range: id?.range ?? data.range, variables };
    const entry = scalarOf(member(data, 'entry'));
    const handler = scalarOf(member(data, 'handler'));
    if (entry !== null && entry.computed !== true) {
      // A bundled file: its handler is a name in it.
      const path = (entry.value ?? '').replace(/\.[cm]?[jt]sx?$/, '');
      const symbol = handler?.value ?? 'handler';
      const fromFile = this.isFromFile(this.property(properties, 'entry'));
      const command = functionCommand(file, runtime, { ...entry, value: `${basename(path)}.${symbol}` }, wrapper);
      const process = processOf({ ...base, entrypoint: command });
      return [{ kind: 'process', process, asset: { path: dirname(path), fromFile, dockerfile: null, target: null } }];
    }
    const code = this.property(properties, 'code');
    const asset = code < 0 ? null : this.image(code).asset;
    if (handler === null || asset === null || /fromImage|DockerImageCode/.test(sourceOf(this.tree, code))) return [];
    const process = processOf({ ...base, entrypoint: functionCommand(file, runtime, handler, wrapper) });
    return [{ kind: 'process', process, asset }];
  }

  private variables(data: DataNode) {
    return variablesOf(member(data, 'environment'), this.file, 'ecs');
  }

  /** The value of a property as it stands in an object; -1 where it has none. */
  private property(object: number, name: string): number {
    for (const pair of childrenOf(this.tree, object)) {
      if (this.typeName(pair) !== 'pair') continue;
      if (sourceOf(this.tree, this.field(pair, 'key')).replace(/["']/g, '') === name) return this.field(pair, 'value');
    }
    return -1;
  }

  private isFromFile = (node: number): boolean => node >= 0 && /__dirname|import\.meta/.test(sourceOf(this.tree, node));

  /** `ContainerImage.fromAsset('…')`, `.fromRegistry('…')`, or one that is pushed somewhere. */
  private image(node: number): { reference: ImageReference; asset: Asset | null } {
    const { tree, file } = this;
    const location = { file, range: this.data.read(node).range };
    const open: ImageReference = { kind: 'name', name: '${}', location, isOwn: true };
    if (this.typeName(node) !== 'call_expression') return { reference: open, asset: null };
    const method = sourceOf(tree, this.field(node, 'function')).split('.').at(-1) ?? '';
    const [first, options] = childrenOf(tree, this.field(node, 'arguments'));
    const text = first === undefined ? null : knownText(this.data.read(first));
    if (text === null || first === undefined) return { reference: open, asset: null };
    if (method === 'fromRegistry') return { reference: { kind: 'name', name: text, location }, asset: null };
    if (!/^(?:fromAsset|fromImageAsset)$/.test(method)) return { reference: open, asset: null };
    const more = options === undefined ? null : this.data.read(options);
    const dockerfile = knownText(member(more, 'file'));
    const target = knownText(member(more, 'target'));
    return { reference: open, asset: { path: text, fromFile: this.isFromFile(first), dockerfile, target } };
  }
}
