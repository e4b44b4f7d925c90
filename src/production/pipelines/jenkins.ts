/**
 * Jenkins: declarative pipelines, and scripted ones as far as literals go. Groovy is not parsed: strings and comments
 * are told from code, blocks by their braces, and calls by their names; helpers of loaded files are followed by name.
 */
import { isDeployName, typeByName } from './classify.ts';
import type { Repository } from '../repository.ts';
import { located, type LocatedText } from '../text/locatedText.ts';
import type { MarkStep, PipelineReader, PlannedJob, ShellStep, Step, Weakness } from './reader.ts';

const pipelineFile =
  /(?:^|\/)Jenkinsfile[^/]*$|\.jenkinsfile$|(?:^|\/)(?:\.?jenkins(?:files?)?|ci)\/[^/]*\.groovy$|^vars\/[^/]+\.groovy$/i;
const longestFile = 2_000_000;
const mostFiles = 40;
const mostSteps = 2000;
const deepestCall = 4;

interface Script {
  readonly file: string;
  readonly text: string;
  /** The same length, with blanks for what is in strings and comments. */
  readonly code: string;
}

interface Helper {
  readonly script: Script;
  readonly parameters: readonly string[];
  readonly start: number;
  readonly end: number;
  /** Hands this parameter to a shell. */
  readonly runs: string | null;
}

export const jenkinsPipelines: PipelineReader = {
  system: 'jenkins',
  async read(context) {
    const scripts = await scriptsOf(context.repository);
    if (!scripts.some(({ file }) => /jenkinsfile/i.test(file))) return [];
    const helpers = new Map<string, Helper>();
    for (const script of scripts)
      for (const [name, helper] of helpersOf(script)) if (!helpers.has(name)) helpers.set(name, helper);
    const jobs = scripts.flatMap((script) => jobsOf(script, helpers));
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
    if (text !== null && text.length <= longestFile) scripts.push({ file, text, code: blanked(text) });
  }
  return scripts;
}

/** One pass; what is in strings and comments becomes blanks, their quotes stay. */
function blanked(text: string): string {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const two = text.slice(at, at + 2);
    let end = at + 1;
    if (two === '//') end = lineEnd(text, at);
    else if (two === '/*') end = Math.max(text.indexOf('*/', at + 2) + 2, at + 2);
    else if (text.startsWith("'''", at) || text.startsWith('"""', at)) {
      const close = text.indexOf(text.slice(at, at + 3), at + 3);
      end = close < 0 ? text.length : close + 3;
    } else if (text[at] === '"' || text[at] === "'") {
      const quote = text[at];
      end = at + 1;
      while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
      end++;
    } else {
      parts.push(text.charAt(at));
      at++;
      continue;
    }
    end = Math.min(end, text.length);
    parts.push(text.slice(at, end).replace(/[^\n'"]/g, ' '));
    at = end;
  }
  return parts.join('');
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Offset behind the brace that closes the one at `open`. */
function closing(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === '{') depth++;
    else if (code[at] === '}' && --depth === 0) return at + 1;
  }
  return code.length;
}

function helpersOf(script: Script): Map<string, Helper> {
  const helpers = new Map<string, Helper>();
  for (const match of script.code.matchAll(
    /\b(?:def|void|String|boolean|Boolean|static)\s+(\w+)\s*\(([^)]*)\)\s*\{/g,
  )) {
    const open = match.index + match[0].length - 1;
    const parameters = (match[2] ?? '').split(',').map((one) => /(\w+)\s*(?:=.*)?$/.exec(one.trim())?.[1] ?? '');
    const end = closing(script.code, open);
    const body = script.code.slice(open, end);
    const runs =
      parameters.find((name) => name !== '' && new RegExp(`\\bsh\\b[\\s(]*(?:script:\\s*)?${name}\\b`).test(body)) ??
      null;
    const name = match[1] === 'call' ? (/([^/]+)\.groovy$/.exec(script.file)?.[1] ?? 'call') : (match[1] ?? '');
    helpers.set(name, { script, parameters, start: open, end, runs });
  }
  return helpers;
}

interface Stage {
  readonly name: string;
  readonly nameRange: { readonly start: number; readonly end: number };
  readonly open: number;
  readonly end: number;
}

function jobsOf(script: Script, helpers: ReadonlyMap<string, Helper>): PlannedJob[] {
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
  const branches = [...script.text.matchAll(/\bbranch\s+['"]([\w./*-]+)['"]/g)].map((match) => match[1] ?? '');
  const leaves = stages.filter((stage) => !stages.some((other) => other.open > stage.open && other.end <= stage.end));
  const jobs: PlannedJob[] = [];
  let before: string | null = null;
  for (const stage of leaves) {
    const outer = stages.filter((other) => other.open < stage.open && other.end >= stage.end);
    const head = script.text.slice(stage.open, stage.end);
    const own = [...head.matchAll(/\bbranch\s+(?:pattern:\s*)?['"]([\w./*-]+)['"]/g)].map((match) => match[1] ?? '');
    const steps = stepsIn(script, stage.open, stage.end, helpers, []);
    jobs.push({
      file: script.file,
      range: stage.nameRange,
      name: stage.name,
      needs: before === null ? [] : [before],
      trigger: own.length > 0 ? own.map((branch) => `branch ${branch}`) : [],
      environment: null,
      hints: [
        stage.name,
        ...outer.map(({ name }) => name),
        ...own,
        ...(own.length === 0 && branches.length === 1 ? branches : []),
      ],
      approval: false,
      weak: null,
      steps,
      group: script.file,
    });
    before = stage.name;
  }
  if (stages.length > 0) return jobs;
  if (!/jenkinsfile/i.test(script.file)) return [];
  const steps = stepsIn(script, 0, script.code.length, helpers, []);
  const range = { start: 0, end: Math.min(1, script.text.length) };
  return [
    {
      file: script.file,
      range,
      name: 'pipeline',
      needs: [],
      trigger: [],
      environment: null,
      hints: [],
      approval: false,
      weak: null,
      steps,
      group: script.file,
    },
  ];
}

function stepsIn(
  script: Script,
  from: number,
  to: number,
  helpers: ReadonlyMap<string, Helper>,
  seen: readonly string[],
): Step[] {
  const steps: Step[] = [];
  const part = script.code.slice(from, to);
  const losing = losingBlocks(part);
  const call = /\b(?:(\w+)\.)?(\w+)\s*(\(|['"]|\{)/g;
  for (const match of part.matchAll(call)) {
    if (steps.length > mostSteps) break;
    const name = match[2] ?? '';
    const at = from + match.index;
    const open = at + match[0].length - 1;
    const block = losing.find((one) => match.index > one.start && match.index < one.end);
    const weak: Weakness | null =
      block === undefined
        ? null
        : {
            why: block.why,
            at: { file: script.file, range: { start: from + block.at.start, end: from + block.at.end } },
          };
    if (/^(?:sh|bat|powershell|pwsh)$/.test(name)) {
      const source = argumentOf(script, open);
      if (source === null) continue;
      const end = closingParenthesis(script.code, open);
      const status = /returnStatus\s*:\s*true/.exec(script.code.slice(open, end));
      const start = open + (status?.index ?? 0);
      const returned: Weakness | null =
        status === null
          ? null
          : { why: 'returnStatus: true', at: { file: script.file, range: { start, end: start + status[0].length } } };
      steps.push(shell(source, weak ?? returned));
    } else if (name === 'input') {
      const range = { start: at, end: at + name.length };
      steps.push(mark(script.file, range, weak));
    } else if (/^(?:build)$/.test(name) && /\bjob\s*:/.test(script.code.slice(open, open + 200))) {
      const job = /\bjob\s*:\s*['"]([^'"]+)/.exec(script.text.slice(open, open + 300))?.[1] ?? '';
      const waits = /wait\s*:\s*false/.test(script.code.slice(open, open + 300)) ? false : null;
      if (/deploy|promote|rollout/i.test(job)) {
        const range = { start: at, end: at + name.length };
        steps.push({
          kind: 'mark',
          file: script.file,
          range,
          type: 'deploy',
          tool: 'job of elsewhere',
          blocking: waits,
          why: '',
          weak: null,
        });
      }
    } else {
      steps.push(...helperSteps(script, name, at, open, weak, helpers, seen));
    }
  }
  return steps;
}

function helperSteps(
  script: Script,
  name: string,
  at: number,
  open: number,
  weak: Weakness | null,
  helpers: ReadonlyMap<string, Helper>,
  seen: readonly string[],
): Step[] {
  const helper = helpers.get(name);
  if (helper === undefined || seen.includes(name) || seen.length >= deepestCall || script.code[open] === '{') return [];
  // Its own definition is no call.
  if (
    helper.script === script &&
    open <= helper.start &&
    helper.start - open < 400 &&
    /\b(?:def|void|String|boolean)\s+$/.test(script.code.slice(Math.max(0, at - 12), at))
  )
    return [];
  if (helper.runs !== null) {
    const source = argumentOf(script, open);
    return source === null ? [] : [shell(source, weak)];
  }
  const inner = stepsIn(helper.script, helper.start, helper.end, helpers, [...seen, name]);
  const place = { file: script.file, range: { start: at, end: open } };
  const job: PlannedJob = {
    ...place,
    file: helper.script.file,
    range: { start: helper.start, end: helper.start + 1 },
    name,
    needs: [],
    trigger: [],
    environment: null,
    hints: [],
    approval: null,
    weak: null,
    steps: inner,
  };
  const own: Step[] = [{ kind: 'called', ...place, name, path: `${helper.script.file}#${name}`, jobs: [job], weak }];
  // A helper whose command is put together says what it does by its name.
  if (typeByName(name) !== null || isDeployName(name)) {
    own.push(shell({ file: script.file, text: `scripts ${name}`, range: place.range, places: null }, weak));
  }
  // What a helper gates is looked for where its commands stand as well.
  return seen.length === 0 && helper.script !== script
    ? [...own, ...inner.filter((step) => step.kind === 'shell')]
    : own;
}

interface Losing {
  readonly start: number;
  readonly end: number;
  readonly why: string;
  /** The words that make it so. */
  readonly at: { readonly start: number; readonly end: number };
}

/** Blocks after whose failing the run goes on. */
function losingBlocks(part: string): Losing[] {
  const blocks: Losing[] = [];
  for (const match of part.matchAll(/\b(catchError|warnError)\b[^{\n]*\{/g)) {
    const open = match.index + match[0].length - 1;
    if (!/buildResult:\s*['"]?\s*FAILURE/.test(match[0]))
      blocks.push({
        start: open,
        end: closing(part, open),
        why: match[1] ?? '',
        at: { start: match.index, end: match.index + (match[1] ?? '').length },
      });
  }
  for (const match of part.matchAll(/\btry\s*\{/g)) {
    const open = match.index + match[0].length - 1;
    const end = closing(part, open);
    const caught = /^\s*catch\s*\([^)]*\)\s*\{/.exec(part.slice(end, end + 300));
    if (caught === null) continue;
    const body = part.slice(end, closing(part, end + caught[0].length - 1));
    if (!/\bthrow\b|\berror\b|currentBuild\.result|\bexit\b/.test(body)) {
      const at = { start: end + caught[0].indexOf('catch'), end: end + caught[0].trimEnd().length };
      blocks.push({ start: open, end, why: 'a catch that does not throw again', at });
    }
  }
  return blocks;
}

function closingParenthesis(code: string, open: number): number {
  if (code[open] !== '(') return lineEnd(code, open);
  let depth = 0;
  for (let at = open; at < code.length && at - open < 20_000; at++) {
    if (code[at] === '(') depth++;
    else if (code[at] === ')' && --depth === 0) return at;
  }
  return lineEnd(code, open);
}

/** The first text of a call: `sh 'x'`, `sh(script: """x""")`. */
function argumentOf({ file, text, code }: Script, open: number): LocatedText | null {
  const end = closingParenthesis(code, open);
  const head = code.slice(open, end + 1);
  const labelled = /\bscript\s*:\s*/.exec(head);
  const from = code.slice(open + (labelled === null ? 0 : labelled.index + labelled[0].length));
  const first = /^[\s(]*('''|"""|['"])/.exec(from.slice(0, 400));
  if (first === null) return null;
  const quote = first[1] ?? "'";
  const start = open + (labelled === null ? 0 : labelled.index + labelled[0].length) + first[0].length;
  let close = start;
  if (quote.length === 3) close = text.indexOf(quote, start);
  else
    while (close < text.length && text[close] !== quote && text[close] !== '\n') close += text[close] === '\\' ? 2 : 1;
  return close < start ? null : located(file, text, start, Math.min(close, text.length));
}

function shell(source: LocatedText, weak: Weakness | null): ShellStep {
  const errexit = !/^\s*#!(?!.*\s-\w*e)/.test(source.text);
  return {
    kind: 'shell',
    file: source.file,
    range: source.range,
    source,
    mode: { errexit, pipefail: false },
    directory: '.',
    weak,
    resolve: (text) => text.replace(/^\$\{\w*(?:exec|compose|docker|run)\w*\} /, ''),
  };
}

function mark(file: string, range: MarkStep['range'], weak: Weakness | null): MarkStep {
  return {
    kind: 'mark',
    type: 'approval',
    tool: 'input',
    file,
    range,
    blocking: true,
    why: 'the run waits for an answer',
    weak,
  };
}
