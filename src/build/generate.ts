/**
 * `build/` holds the scripts of the project: nothing in it is shipped. This one writes every generated file, so that a
 * reader, a language, a knowledge row or a rule is added by adding a file. `--check` writes nothing and fails when one
 * is out of date.
 */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.resolve(fileURLToPath(import.meta.url), '../../..');

interface Generated {
  readonly file: string;
  readonly text: string;
}

/** An index over all files of a folder that export a constant with a given suffix. */
interface IndexKind {
  readonly folder: string;
  readonly suffix: RegExp;
  readonly deep: boolean;
  readonly name: string;
  readonly type: string;
  readonly typeFrom: string;
  readonly summary: string;
}

const indexes: readonly IndexKind[] = [
  {
    folder: 'src/rules',
    suffix: /export const (\w+) = defineRule\b/,
    deep: true,
    name: 'rules',
    type: 'Rule',
    typeFrom: '../model/rule.ts',
    summary: 'Every rule, by area and id.',
  },
  {
    folder: 'src/languages',
    suffix: /export const (\w+Language)\b/,
    deep: false,
    name: 'languages',
    type: 'LanguageModule',
    typeFrom: './language.ts',
    summary: 'Every language.',
  },
  {
    folder: 'src/agents',
    suffix: /export const (\w+Agent): Agent\b/,
    deep: false,
    name: 'agents',
    type: 'Agent',
    typeFrom: './agent.ts',
    summary: 'Every assistant.',
  },
  {
    folder: 'src/production/launchers',
    suffix: /export const (\w+Reader)\b/,
    deep: false,
    name: 'readers',
    type: 'LauncherReader',
    typeFrom: './reader.ts',
    summary: 'Every launcher reader.',
  },
  {
    folder: 'src/production/entries',
    suffix: /export const (\w+Resolver): EntryResolver\b/,
    deep: false,
    name: 'entryResolvers',
    type: 'EntryResolver',
    typeFrom: './resolver.ts',
    summary: 'Every resolver of entry points.',
  },
  {
    folder: 'src/production/telemetry/programs',
    suffix: /export const (\w+Program): ProgramReader\b/,
    deep: false,
    name: 'programReaders',
    type: 'ProgramReader',
    typeFrom: './program.ts',
    summary: 'What programs of each ecosystem are made of.',
  },
  {
    folder: 'src/fixes/writing',
    suffix: /export const (\w+Writing): Writing\b/,
    deep: false,
    name: 'writings',
    type: 'Writing',
    typeFrom: './writing.ts',
    summary: 'How every language is written.',
  },
  {
    folder: 'src/knowledge/loggers',
    suffix: /export const (\w+Loggers): LoggerTable\b/,
    deep: false,
    name: 'loggerTables',
    type: 'LoggerTable',
    typeFrom: '../logger.ts',
    summary: 'Loggers of every ecosystem.',
  },
  {
    folder: 'src/knowledge/answers',
    suffix: /export const (\w+Answers): Answers\b/,
    deep: false,
    name: 'answerTables',
    type: 'Answers',
    typeFrom: './answers.ts',
    summary: 'Failures that are answers, by ecosystem.',
  },
  {
    folder: 'src/knowledge/entries',
    suffix: /export const (\w+Entries): EntryTable\b/,
    deep: false,
    name: 'entryTables',
    type: 'EntryTable',
    typeFrom: '../entry.ts',
    summary: 'Frameworks that hand work to functions, by ecosystem.',
  },
  {
    folder: 'src/knowledge/outbound',
    suffix: /export const (\w+Outbound): OutboundTable\b/,
    deep: false,
    name: 'outboundTables',
    type: 'OutboundTable',
    typeFrom: '../outboundLibrary.ts',
    summary: 'Libraries that call other systems, by ecosystem.',
  },
  {
    folder: 'src/production/flags',
    suffix: /export const (\w+Format): FlagFormat\b/,
    deep: false,
    name: 'flagFormats',
    type: 'FlagFormat',
    typeFrom: './format.ts',
    summary: 'Every format of flag manifests.',
  },
  {
    folder: 'src/knowledge/flags',
    suffix: /export const (\w+Flags): FlagProvider\b/,
    deep: false,
    name: 'flagProviders',
    type: 'FlagProvider',
    typeFrom: './provider.ts',
    summary: 'Every feature flag provider.',
  },
  {
    folder: 'src/production/pipelines',
    suffix: /export const (\w+Pipelines): PipelineReader\b/,
    deep: false,
    name: 'pipelineReaders',
    type: 'PipelineReader',
    typeFrom: './reader.ts',
    summary: 'Every reader of pipelines.',
  },
  {
    folder: 'src/knowledge/gates',
    suffix: /export const (\w+Gates): GateTable\b/,
    deep: false,
    name: 'gateTables',
    type: 'GateTable',
    typeFrom: '../gate.ts',
    summary: 'What tools of pipelines check.',
  },
  {
    folder: 'src/checklist/kinds',
    suffix: /export const (\w+[iI]tems): ItemKind\b/,
    deep: false,
    name: 'itemKinds',
    type: 'ItemKind',
    typeFrom: '../kind.ts',
    summary: 'Every kind of checklist item.',
  },
  {
    folder: 'src/knowledge/telemetry',
    suffix: /export const (\w+Vendor)\b/,
    deep: false,
    name: 'vendors',
    type: 'TelemetryVendor',
    typeFrom: './vendor.ts',
    summary: 'Every telemetry vendor.',
  },
];

async function index(kind: IndexKind): Promise<Generated> {
  const folder = path.join(project, kind.folder);
  const files = (await readdir(folder, { recursive: kind.deep })).map((file) => file.replaceAll(path.sep, '/'));
  const found: { name: string; file: string }[] = [];
  for (const file of files.filter((name) => name.endsWith('.ts') && name !== 'index.ts').sort()) {
    const name = kind.suffix.exec(await readFile(path.join(folder, file), 'utf8'))?.[1];
    if (name !== undefined) found.push({ name, file });
  }
  const imports = found.map(({ name, file }) => `import { ${name} } from './${file}';\n`).join('');
  const head = `export const ${kind.name}: readonly ${kind.type}[] = [`;
  // As the formatter writes it: on one line where it fits.
  const short = `${head}${found.map(({ name }) => name).join(', ')}];\n`;
  const long = `${head}\n${found.map(({ name }) => `  ${name},\n`).join('')}];\n`;
  return {
    file: `${kind.folder}/index.ts`,
    text:
      `/** ${kind.summary} Generated by \`npm run generate\`; do not edit. */\n` +
      `import type { ${kind.type} } from '${kind.typeFrom}';\n${imports}\n` +
      (short.length <= 121 ? short : long),
  };
}

/** Files made from the code itself; imported only after the indexes are written. */
async function derived(): Promise<Generated[]> {
  const { generatedSchema } = await import('./generateSchema.ts');
  const { generatedManifest } = await import('./generateManifest.ts');
  const { ruleDocumentation, ruleOverview } = await import('./generateDocs.ts');
  const { rules } = await import('../rules/index.ts');
  // package.json is an object by npm's own definition.
  const manifest = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8')) as object;
  return [
    { file: 'schemas/prodaware.schema.json', text: generatedSchema() },
    { file: 'package.json', text: generatedManifest(manifest) },
    ...rules.map((rule) => ({ file: `docs/rules/${rule.id}.md`, text: ruleDocumentation(rule) })),
    { file: 'docs/rules/README.md', text: ruleOverview(rules) },
  ];
}

const checkOnly = process.argv.includes('--check');
const stale: string[] = [];

async function put({ file, text }: Generated): Promise<void> {
  const target = path.join(project, file);
  const present = await readFile(target, 'utf8').catch(() => null);
  if (present === text) return;
  stale.push(file);
  if (checkOnly) return;
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
}

/** Pages of rules that are gone. */
async function removeOrphans(expected: ReadonlySet<string>): Promise<void> {
  for (const file of await readdir(path.join(project, 'docs/rules'))) {
    if (expected.has(`docs/rules/${file}`)) continue;
    stale.push(`docs/rules/${file}`);
    if (!checkOnly) await rm(path.join(project, 'docs/rules', file));
  }
}

for (const kind of indexes) await put(await index(kind));
if (!process.argv.includes('--indexes')) {
  const files = await derived();
  for (const file of files) await put(file);
  await removeOrphans(new Set(files.map(({ file }) => file)));
}
if (stale.length > 0) {
  console.log(`${checkOnly ? 'out of date' : 'written'}: ${stale.join(', ')}`);
  if (checkOnly) {
    console.error('Run `npm run generate` and commit what it writes.');
    process.exitCode = 1;
  }
}
