/** A shell is the first process of a container, and what it started is killed without a word. */
import type { Fix } from '../../model/finding.ts';
import type { Launch, Prefix, Service, Word } from '../../model/production.ts';
import { containerLaunchers, endingCommand } from '../../knowledge/processEnvironments.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import { lineEnd, lineStart, type Location } from '../../model/text.ts';
import { baseName, launchEvidence, launchIdentity, reviewedLaunches, shortCommand } from './launches.ts';

const files = {
  'requirements.txt': 'flask\n',
  'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run()\n',
  Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./entrypoint.sh"]\n',
};
const node = { 'package.json': '{ "name": "api" }\n', 'server.js': "require('http').createServer().listen(8080);\n" };
const image = (command: string): string => `FROM node:22-alpine\nWORKDIR /app\nCOPY . .\nCMD ${command}\n`;

export const signalNotForwarded = defineRule({
  id: 'signal-not-forwarded',
  area: 'launch',
  severity: 'warning',
  scope: 'production',
  summary: 'The signal to stop reaches a shell, which does not hand it on to the program.',
  why:
    'A container is stopped by a signal to its first process. A shell that waits for the program it started does nothing ' +
    'about SIGTERM, and hands it on to nobody: each deployment waits for the whole grace period, and then everything is ' +
    'killed. Requests and jobs in hand are cut off, and so is what telemetry and logs have not sent, which are the last ' +
    'seconds before every restart.\n\n' +
    'It is reported for containers whose entry script, or several commands behind `sh -c`, start the program without ' +
    '`exec`. A script with a `trap`, an init that signals the whole group (dumb-init, `tini -g`), and `bash -c`, which ' +
    'replaces itself by its last command, are left alone; so are systemd, supervisord and others that are no containers.',
  fixes:
    '`exec` is put before the program, so that it takes the place of the shell. It wants a look: what the script would do ' +
    'after the program has ended is not done then. In a pipe there is no fix, and no finding.',
  examples: {
    python: {
      bad: { ...files, 'entrypoint.sh': '#!/bin/sh\nset -e\n\npython migrate.py\n[|python app.py|]\n' },
      good: { ...files, 'entrypoint.sh': '#!/bin/sh\nset -e\n\npython migrate.py\nexec python app.py\n' },
    },
    javascript: {
      bad: { ...node, Dockerfile: image('["sh", "-c", "node migrate.js && [|node server.js|]"]') },
      good: { ...node, Dockerfile: image('["sh", "-c", "node migrate.js && exec node server.js"]') },
    },
  },
  check(context) {
    const seen = new Set<string>();
    return reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const draft = draftOf(context, service, launch);
      if (draft === null) return [];
      // One script may start several services.
      const key = `${draft.file}:${draft.range.start}`;
      return seen.has(key) ? [] : (seen.add(key), [draft]);
    });
  },
});

function draftOf(context: ProductionContext, service: Service, launch: Launch): Draft | null {
  if (!containerLaunchers.has(launch.launcher) || launch.entryPoint === null || launch.unresolved !== null) return null;
  if (launch.argv.some(({ value }) => endingCommand.test(value))) return null;
  const at = launch.prefixes.findLastIndex(({ kind }) => kind === 'script' || kind === 'shell');
  const shell = launch.prefixes[at];
  if (shell === undefined || launch.prefixes.slice(0, at).some(signalsGroup)) return null;
  const behind = launch.prefixes.slice(at + 1);
  if (behind.some(({ name }) => name === 'exec')) return null;
  const words = [...behind.flatMap((prefix) => prefix.words), ...launch.argv];
  const place = shell.kind === 'shell' ? inLine(context, shell, words) : inScript(context, launch, shell, words);
  if (place === null) return null;
  const what = shell.kind === 'shell' ? `${shell.name} -c` : shell.name;
  const seconds = Math.round(launch.stop.graceMilliseconds / 100) / 10;
  return {
    ...place,
    message:
      `${launch.stop.signal} ends at ${what}, which starts "${shortCommand(launch.argv)}" without exec: ` +
      `it is killed after ${seconds} s with what it has in hand`,
    service: service.name,
    environment: launch.environment,
    evidence: [launchEvidence(launch)],
    fixes: [execFix(place)],
    fault: `${launchIdentity(service, launch)}:${place.file}:${place.range.start}`,
  };
}

/** Inits that hand signals on to all processes they have started, or supervisors of their own. */
function signalsGroup({ name, words }: Prefix): boolean {
  const values = words.map(({ value }) => value);
  if (name === 'dumb-init') return !values.some((value) => /^(?:-c|--single-child)$/.test(value));
  return name === 'tini' && values.some((value) => /^-[a-z]*g/.test(value));
}

/** `sh -c "prepare && program"`: a single command takes the place of the shell by itself. */
function inLine(context: ProductionContext, shell: Prefix, words: readonly Word[]): Location | null {
  if (!/^(?:sh|ash|dash)$/.test(shell.name)) return null;
  const place = standing(words);
  const text = place === null ? undefined : context.source(place.file)?.text;
  if (place === null || text === undefined) return null;
  const before = text.slice(lineStart(text, place.range.start), place.range.start);
  return /(?:&&|;)\s*$/.test(before) && isLast(text, place.range.end) ? place : null;
}

function inScript(context: ProductionContext, launch: Launch, script: Prefix, words: readonly Word[]): Location | null {
  const file = launch.evidence.find((one) => one.label === 'entry script' && baseName(one.file) === script.name)?.file;
  const text = file === undefined ? undefined : context.source(file)?.text;
  // What handles signals itself may hand them on.
  if (file === undefined || text === undefined || /^\s*trap\b/m.test(text)) return null;
  const own = standing(words);
  const place = own?.file === file ? own : argumentsOf(file, text);
  return place !== null && isLast(text, place.range.end) && isStatement(text, place.range.start) ? place : null;
}

/** The words of the program as far as they stand in one file, one behind the other. */
function standing(words: readonly Word[]): Location | null {
  const first = words.find((word) => word.range.end > word.range.start);
  if (first === undefined || !first.exact || first.style !== 'words') return null;
  const ends = words.filter((word) => word.file === first.file && word.exact).map((word) => word.range.end);
  return { file: first.file, range: { start: first.range.start, end: Math.max(...ends) } };
}

/** `"$@"` as a command of its own: the program comes from the arguments of the script. */
function argumentsOf(file: string, text: string): Location | null {
  const matches = [...text.matchAll(/^[ \t]*("\$@"|\$@|\$\*)[ \t]*$/gm)];
  const match = matches.length === 1 ? matches[0] : undefined;
  const word = match?.[1];
  if (match === undefined || word === undefined) return null;
  const start = match.index + match[0].indexOf(word);
  return { file, range: { start, end: start + word.length } };
}

/** Nothing on its line takes its output or puts it into the background, and nothing waits for it further down. */
function isLast(text: string, end: number): boolean {
  const rest = text.slice(end, lineEnd(text, end)).replace(/[0-9]?>&[0-9-]|&>>?/g, '');
  if (/[|&]/.test(rest) || rest.trimEnd().endsWith('\\')) return false;
  const below = text.slice(lineEnd(text, end));
  return !/^\s*(?:done|wait)\b/m.test(below);
}

/** The program begins the command: no loop, substitution or test takes its end. */
function isStatement(text: string, start: number): boolean {
  const before = text.slice(lineStart(text, start), start);
  return /^[ \t]*$|(?:&&|;|\bthen|\belse)[ \t]*$|^[ \t]*(?:\w+=[^\s$`]*[ \t]+)+$/.test(before);
}

function execFix({ file, range }: Location): Fix {
  const edit = { file, range: { start: range.start, end: range.start }, text: 'exec ' };
  return { title: 'Start it with exec', safety: 'review', edits: [edit] };
}
