/**
 * Tables of cron: a line of shell for each schedule, with the little environment that cron gives it. Tables of the system
 * (`cron.d`) name a user before the command. Facts: `man 5 crontab`
 */
import type { ProcessDeclaration, Variable } from '../../model/production.ts';
import { lineEnd } from '../../model/text.ts';
import { basename } from '../paths.ts';
import { located, snippetOf, trimmed } from '../text/locatedText.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'cron';
const mostJobs = 200;
const field = String.raw`[\d*,/?LW#A-Za-z-]+`;
const schedule = new RegExp(
  String.raw`^[ \t]*(?:@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly)|(?:[\d*][\d*,/-]*[ \t]+){2}${field}[ \t]+${field}[ \t]+${field})[ \t]+`,
);

export const cronReader: LauncherReader = {
  name: launcher,
  files: ['**/crontab', '**/crontab.*', '**/*.crontab', '**/*crontab', '**/cron.d/*', '**/*.cron', '**/crontabs/*'],
  claims: ({ text }) => text.length < 200_000 && text.split('\n', 500).some((line) => schedule.test(line)),
  read,
};

function read({ path, text }: Artifact): Reading {
  const hasUser = /(?:^|\/)cron\.d\//.test(path) || /(?:^|\/)etc\/crontab$/.test(path);
  const variables: Variable[] = [];
  const declarations: ProcessDeclaration[] = [];
  for (let at = 0; at < text.length && declarations.length < mostJobs;) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const start = at;
    at = end + 1;
    if (/^\s*#/.test(line)) continue;
    const assigned = /^\s*([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line);
    if (assigned !== null) {
      const value = (assigned[2] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2');
      const range = { start, end: start + line.trimEnd().length };
      variables.push({ file: path, range, name: assigned[1] ?? '', value, layer: launcher });
      continue;
    }
    const found = schedule.exec(line);
    if (found === null) continue;
    const user = hasUser ? (/^\S+[ \t]+/.exec(line.slice(found[0].length))?.[0].length ?? 0) : 0;
    const command = trimmed(located(path, text, start + found[0].length + user, end));
    if (command.text === '') continue;
    declarations.push(
      processOf({
        launcher,
        name: nameOf(command.text, declarations.length + 1),
        file: path,
        range: { start: start + (line.length - line.trimStart().length), end: start + found[0].trimEnd().length },
        entrypoint: { form: 'shell', line: snippetOf(command), location: { file: path, range: command.range } },
        directory: null,
        variables: [...variables],
        oneShot: true,
      }),
    );
  }
  return { declarations, faults: [] };
}

/** After the script it runs. */
function nameOf(command: string, number: number): string {
  const script = /([\w-]+)\.(?:py|js|mjs|cjs|ts|rb|php|sh)\b(?:[ \t]+([a-z][\w:-]+))?/.exec(command);
  const known =
    script === null ? null : script[1] === 'manage' || script[1] === 'artisan' ? (script[2] ?? script[1]) : script[1];
  return `cron-${known ?? basename(/^\S+/.exec(command)?.[0] ?? '') ?? number}`;
}
