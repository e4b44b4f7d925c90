/**
 * Jenkins: declarative pipelines, and scripted ones as far as literals go. Helpers of the repository, in loaded files or in
 * `vars/`, are followed by name.
 */
import { ownStep } from '../../knowledge/jenkinsSteps.ts';
import type { Repository } from '../repository.ts';
import { typeByName } from './classify.ts';
import { closing, scriptOf, type Script } from './jenkins/groovy.ts';
import { helpersOf, stepsIn, type Helper } from './jenkins/steps.ts';
import type { PipelineReader, PlannedJob, Step } from './reader.ts';

const pipelineFile =
  /(?:^|\/)Jenkinsfile[^/]*$|\.jenkinsfile$|(?:^|\/)(?:\.?jenkins(?:files?)?|ci)\/[^/]*\.groovy$|^vars\/[^/]+\.groovy$/i;
const longestFile = 2_000_000;
const mostFiles = 40;

export const jenkinsPipelines: PipelineReader = {
  system: 'jenkins',
  async read(context) {
    const scripts = await scriptsOf(context.repository);
    if (!scripts.some(({ file }) => /jenkinsfile/i.test(file))) return [];
    const helpers = new Map<string, Helper>();
    for (const script of scripts)
      for (const [name, helper] of helpersOf(script)) if (!helpers.has(name)) helpers.set(name, helper);
    const jobs: PlannedJob[] = [];
    for (const script of scripts) jobs.push(...jobsOf(script, helpers, await loadersOf(script, context.repository)));
    const inputs = scripts.flatMap(({ text }) =>
      [...text.matchAll(/\b(?:string|choice|text)\s*\(?[^)\n]*name:\s*['"](\w+)/g)].map((match) => match[1] ?? ''),
    );
    return [{ files: scripts.map(({ file }) => file), jobs, inputs }];
  },
};

async function scriptsOf(repository: Repository): Promise<Script[]> {
  const scripts: Script[] = [];
  for (const file of repository.paths.filter((path) => pipelineFile.test(path)).slice(0, mostFiles)) {
    const text = await repository.read(file);
    if (text !== null && text.length <= longestFile) scripts.push(scriptOf(file, text));
  }
  return scripts;
}

interface Stage {
  readonly name: string;
  readonly nameRange: { readonly start: number; readonly end: number };
  readonly open: number;
  readonly end: number;
}

function jobsOf(script: Script, helpers: ReadonlyMap<string, Helper>, loaders: readonly string[]): PlannedJob[] {
  const stages: Stage[] = [];
  for (const match of script.code.matchAll(/\bstage\s*\(?\s*(['"])/g)) {
    const start = match.index + match[0].length;
    const quote = match[1] ?? "'";
    const close = script.code.indexOf(quote, start);
    const open = script.code.indexOf('{', close);
    if (close < 0 || open < 0 || open - close > 200) continue;
    stages.push({
      name: script.text.slice(start, close),
      nameRange: { start: match.index, end: close + 1 },
      open,
      end: closing(script.code, open),
    });
  }
  const leaves = stages.filter((stage) => !stages.some((other) => other.open > stage.open && other.end <= stage.end));
  const blocks = parallelBlocks(script);
  const everywhere = branchesIn(script.text);
  const jobs: PlannedJob[] = [];
  let before: readonly string[] = [];
  let together: { block: number; needs: readonly string[]; names: string[] } | null = null;
  for (const stage of leaves) {
    const outer = stages.filter((other) => other.open < stage.open && other.end >= stage.end);
    const block = blocks.findIndex(({ start, end }) => start < stage.open && end >= stage.end);
    if (together !== null && together.block !== block) {
      before = together.names;
      together = null;
    }
    if (block >= 0) together ??= { block, needs: before, names: [] };
    const own = branchesIn(script.text.slice(stage.open, stage.end));
    const around = outer.flatMap((one) => branchesIn(headOf(script, one, stages)));
    const branches = own.length > 0 ? own : around;
    jobs.push({
      ...plainJob(script, stage.name, stage.nameRange),
      needs: together?.needs ?? before,
      trigger: branches.map((branch) => `branch ${branch}`),
      events: branches.length === 0 ? [] : [{ name: 'push', branches, tags: [] }],
      hints: [
        stage.name,
        ...outer.map(({ name }) => name),
        ...branches,
        ...(branches.length === 0 && everywhere.length === 1 ? everywhere : []),
        ...loaders,
      ],
      steps: named(script, stage, onceDeployed(stepsIn(script, stage.open, stage.end, helpers, []))),
    });
    if (together === null) before = [stage.name];
    else together.names.push(stage.name);
  }
  if (stages.length > 0) return jobs;
  if (!/jenkinsfile/i.test(script.file)) return [];
  const range = { start: 0, end: Math.min(1, script.text.length) };
  const steps = stepsIn(script, 0, script.code.length, helpers, []);
  return [{ ...plainJob(script, 'pipeline', range), hints: loaders, nameSays: false, steps }];
}

/** A stage of which nothing but a step of a library is there: people call it what that does. */
function named(script: Script, stage: Stage, steps: readonly Step[]): readonly Step[] {
  const type = steps.length === 0 && script.usesLibrary ? typeByName(stage.name) : null;
  if (type === null) return steps;
  const calls = script.code.slice(stage.open, stage.end).matchAll(/^[ \t]*(\w+)(?=\s*[({]| [\w'"])/gm);
  for (const match of calls) {
    const tool = match[1] ?? '';
    if (ownStep.test(tool)) continue;
    const start = stage.open + match.index + match[0].length - tool.length;
    const place = { file: script.file, range: { start, end: start + tool.length } };
    const why = 'what it does is not in this repository';
    return [{ kind: 'mark', ...place, type, tool, blocking: null, why, weak: null, written: tool }];
  }
  return steps;
}

/** A plugin that is handed many things to deploy deploys once: the one that says so, or the first. */
function onceDeployed(steps: readonly Step[]): Step[] {
  const deploys = steps.filter((step) => step.kind === 'mark' && step.type === 'deploy' && step.why === 'plugin');
  const told = deploys.find(
    (step) => step.hints?.some((hint) => /deploy(?!\w*(?:DB|Database|pvc))/i.test(hint)) === true,
  );
  const kept = told ?? deploys[0];
  return steps.filter((step) => step === kept || !deploys.includes(step));
}

function plainJob(script: Script, name: string, range: PlannedJob['range']): PlannedJob {
  return {
    file: script.file,
    range,
    name,
    needs: [],
    trigger: [],
    environment: null,
    hints: [],
    approval: false,
    weak: null,
    steps: [],
    nameSays: true,
    ownMachine: true,
    group: script.file,
  };
}

/** A stage without the stages in it. */
function headOf(script: Script, stage: Stage, stages: readonly Stage[]): string {
  const inner = stages.find((other) => other.open > stage.open && other.end <= stage.end);
  return script.text.slice(stage.open, inner?.nameRange.start ?? stage.end);
}

/** Branches that conditions name. */
function branchesIn(text: string): string[] {
  const found = text.matchAll(
    /\bbranch\s+(?:pattern:\s*)?['"]([\w./*-]+)['"]|BRANCH_NAME\s*==~?\s*['"/]([\w./*-]+)['"/]|['"]([\w./-]+)['"]\s*==\s*(?:env\.)?BRANCH_NAME/g,
  );
  return [...new Set([...found].map((match) => match[1] ?? match[2] ?? match[3] ?? ''))];
}

function parallelBlocks({ code }: Script): { start: number; end: number }[] {
  return [...code.matchAll(/\bparallel\s*\(?\s*(\{|\w+\s*:|['"])/g)].map((match) => {
    const start = match.index + match[0].length - 1;
    if (match[1] === '{') return { start, end: closing(code, start) };
    const open = code.indexOf('{', start);
    // Named branches: as far as one closing brace is followed by the next name.
    let end = open < 0 ? start : closing(code, open);
    for (let turn = 0; turn < 50; turn++) {
      const next = /^\s*,\s*(?:\w+|['"][^\n'"]*['"])\s*:\s*\{/.exec(code.slice(end, end + 400));
      if (next === null) break;
      end = closing(code, end + next[0].length - 1);
    }
    return { start, end };
  });
}

/** Files beside a script that name it (`script: push`) are called by what they run it for. */
async function loadersOf(script: Script, repository: Repository): Promise<string[]> {
  const match = /^(.*\/)?([^/]+)\.groovy$/.exec(script.file);
  if (match === null) return [];
  const [, folder = '', name = ''] = match;
  const beside = repository.paths.filter(
    (path) => path.startsWith(folder) && /^[^/]+\.ya?ml$/.test(path.slice(folder.length)),
  );
  const words: string[] = [];
  for (const path of beside.slice(0, 40)) {
    const text = (await repository.read(path)) ?? '';
    if (!new RegExp(`\\bscript:\\s*["']?${name.replace(/[^\w-]/g, '')}\\b`).test(text.slice(0, 10_000))) continue;
    const word = path
      .slice(folder.length)
      .replace(/\.ya?ml$/, '')
      .replace(new RegExp(`[-_]?${name.replace(/[^\w-]/g, '')}$`), '');
    if (/^\w+$/.test(word)) words.push(word);
  }
  return words.length > 1 ? [words.join('|')] : words;
}
