/** Steps of a stage: shells, questions, jobs of elsewhere, helpers of the repository by their names. */
import { builderMethod, jenkinsDeploys, jenkinsGates } from '../../../knowledge/jenkinsSteps.ts';
import { isDeployName, typeByName } from '../classify.ts';
import type { LocatedText } from '../../text/locatedText.ts';
import type { MarkStep, PlannedJob, ShellStep, Step, Weakness } from '../reader.ts';
import { argumentOf, closing, closingParenthesis, type Script } from './groovy.ts';
import { losingBlocks } from './losing.ts';

const mostSteps = 2000;
const deepestCall = 4;

export interface Helper {
  readonly script: Script;
  readonly parameters: readonly string[];
  readonly start: number;
  readonly end: number;
  /** Hands this parameter to a shell. */
  readonly runs: string | null;
}

export function helpersOf(script: Script): Map<string, Helper> {
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

export function stepsIn(
  script: Script,
  from: number,
  to: number,
  helpers: ReadonlyMap<string, Helper>,
  seen: readonly string[],
): Step[] {
  const steps: Step[] = [];
  const part = script.code.slice(from, to);
  const losing = losingBlocks(part);
  const call = /\b(?:(\w+)\.)?(\w+)(?:\s*(\(|['"]|\{)| (?=\w+\s*:(?!:))|(?<=^[ \t]*\w+) (?=\w+[ \t]*(?:,|$)))/gm;
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
      steps.push(shell(script, source, weak ?? returned));
    } else if (match[1] !== undefined && builderMethod.test(name)) {
      const source = argumentOf(script, open);
      if (source === null) continue;
      const whole: LocatedText = { ...source, text: `${name} ${source.text}`, places: null };
      steps.push(shell(script, whole, weak));
    } else if (name === 'input') {
      const range = { start: at, end: at + name.length };
      steps.push(mark(script.file, range, weak));
    } else if (/^(?:build)$/.test(name) && /\bjob\s*:/.test(script.code.slice(open, open + 200))) {
      const told = script.text.slice(open, closingParenthesis(script.code, open) + 1);
      const job = /\bjob\s*:\s*['"]([^'"]+)/.exec(told)?.[1] ?? '';
      const waits = /wait\s*:\s*false/.test(told) ? false : null;
      // One job of elsewhere may do many things: what it is told says which.
      if (/deploy|promote|rollout/i.test(job) || /\bvalue\s*:\s*['"][^'"]*(?:deploy|rollout)/i.test(told)) {
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
          hints: [job, told],
          written: job,
        });
      }
    } else {
      const pluginStep = pluginStepOf(script, match[1] === undefined ? name : `${match[1]}.${name}`, at, open, weak);
      if (pluginStep !== null) steps.push(pluginStep);
      else {
        const followed = helperSteps(script, name, at, open, weak, helpers, seen);
        const isOwn = helpers.has(name) || match[1] !== undefined || match[3] === '{';
        steps.push(...(isOwn || !script.usesLibrary ? followed : libraryStep(script, name, at, open, weak)));
      }
    }
  }
  return steps;
}

/** A step of a plugin that gates or deploys by itself. */
function pluginStepOf(script: Script, name: string, at: number, open: number, weak: Weakness | null): Step | null {
  const place = { file: script.file, range: { start: at, end: Math.max(at + name.length, open) } };
  const end = closingParenthesis(script.code, open);
  const words = script.text.slice(open, end + 1);
  const gate = jenkinsGates.find((row) => row.call.test(name));
  if (gate !== undefined) {
    const missing = gate.needs !== undefined && !gate.needs.argument.test(words) ? gate.needs.why : null;
    const told = gate.weakenedBy?.argument.test(words) === true ? gate.weakenedBy.why : null;
    const why = missing ?? told ?? `${gate.tool} fails on what it finds`;
    const { type, tool } = gate;
    return {
      kind: 'mark',
      ...place,
      type,
      tool,
      blocking: missing === null && told === null,
      why,
      weak,
      written: name,
    };
  }
  const deploy = jenkinsDeploys.find((row) => row.call.test(name) && row.except?.test(words) !== true);
  if (deploy === undefined) return null;
  const { platform, waits } = deploy;
  return {
    kind: 'mark',
    ...place,
    type: 'deploy',
    tool: platform,
    blocking: waits,
    why: 'plugin',
    weak,
    hints: [words],
    written: name,
  };
}

/** `builderDeployRevision`: a verb of its name, unless it is about telling people. */
function isDeployingStep(name: string): boolean {
  return (
    /[a-z]Deploy(?:To)?(?:[A-Z]|$)/.test(name) && !/slack|notif|status|check|wait|test|verify|config|info/i.test(name)
  );
}

/** A step of a shared library that is not in the repository: its name is all there is. */
function libraryStep(script: Script, name: string, at: number, open: number, weak: Weakness | null): Step[] {
  const place = { file: script.file, range: { start: at, end: open } };
  const words = script.text.slice(open, closingParenthesis(script.code, open) + 1);
  if (isDeployName(name) || isDeployingStep(name)) {
    return [
      {
        kind: 'mark',
        ...place,
        type: 'deploy',
        tool: 'library',
        blocking: null,
        why: '',
        weak,
        hints: [words],
        written: name,
      },
    ];
  }
  const type = typeByName(name);
  if (type === null) return [];
  const why = 'what it does is not in this repository';
  return [{ kind: 'mark', ...place, type, tool: name, blocking: null, why, weak, written: name }];
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
    return source === null ? [] : [shell(script, source, weak)];
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
    own.push(shell(script, { file: script.file, text: `scripts ${name}`, range: place.range, places: null }, weak));
  }
  // What a helper gates is looked for where its commands stand as well.
  return seen.length === 0 && helper.script !== script
    ? [...own, ...inner.filter((step) => step.kind === 'shell')]
    : own;
}

function shell({ variables }: Script, source: LocatedText, weak: Weakness | null): ShellStep {
  const errexit = !/^\s*#!(?!.*\s-\w*e)/.test(source.text);
  return {
    kind: 'shell',
    file: source.file,
    range: source.range,
    source,
    mode: { errexit, pipefail: false },
    directory: '.',
    weak,
    resolve: (text) =>
      text
        .replace(/^\$\{\w*(?:exec|compose|docker|run)\w*\} /, '')
        .replace(/\$\{?(?:(?:env|params)\.)?(\w+)\}?/g, (whole: string, name: string) => variables.get(name) ?? whole),
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
