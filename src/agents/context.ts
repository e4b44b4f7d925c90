/**
 * What assistants are told of production before they write: short, from the profile and from what the repository shows.
 * They work worse with more.
 */
import type { LoadedProfile } from '../model/profile.ts';
import { commandText, type Launch, type Production } from '../model/production.ts';

/** Launches and services beyond this are in the profile. */
const mostLaunches = 12;

/** Markdown, ending with a line end. */
export function productionContext(production: Production, profile: LoadedProfile | null): string {
  const value = profile?.value;
  const sections = [
    section('How production starts this', launchLines(production)),
    section('Logging', [
      ...(value?.logging?.library === undefined ? [] : [`Log with ${code(value.logging.library)}.`]),
      'A caught error leaves a log line with the error, or goes on; it is never dropped.',
      ...listed('Always log', value?.logging?.mustLog),
      ...listed('Every log line carries', value?.logging?.fields),
      ...listed('Never log', value?.compliance?.sensitive),
    ]),
    section('Feature flags', [
      ...(value?.flags?.provider === undefined ? [] : [`Provider: ${code(value.flags.provider)}.`]),
      ...listed('Ask for flags through', value?.flags?.helpers),
      ...listed(
        'New behaviour needs a flag in',
        value?.flags?.require?.flatMap(({ paths }) => paths),
      ),
    ]),
    section('Before production', gateLines(profile)),
    section(
      'Careful with',
      (value?.architecture?.notes ?? []).map(({ paths, note }) => `${paths.map(code).join(', ')}: ${line(note)}`),
    ),
  ];
  return `## Production\n\n${[...sections.filter((text) => text !== ''), closing].join('\n\n')}\n`;
}

const closing =
  'Keep log lines, spans, metrics, flag checks, time limits and authorisation checks that are there. `prodaware review` says what a change would lose.';

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `**${title}**\n${lines.map((text) => `- ${text}`).join('\n')}`;
}

function listed(words: string, values: readonly string[] | undefined): string[] {
  return values === undefined || values.length === 0 ? [] : [`${words} ${values.map(code).join(', ')}.`];
}

function launchLines({ services }: Production): string[] {
  const launches = services.flatMap((service) => service.launches);
  const inProduction = launches.filter(({ environment }) => environment === 'production');
  const shown =
    inProduction.length > 0 ? inProduction : launches.filter(({ environment }) => environment === 'unknown');
  const lines = [...new Set(shown.filter(({ oneShot, argv }) => !oneShot && argv.length > 0).map(launchLine))];
  const more = lines.length - mostLaunches;
  return more > 0 ? [...lines.slice(0, mostLaunches), `and ${more} more: \`prodaware launches\``] : lines;
}

function launchLine({ service, launcher, argv, telemetry }: Launch): string {
  const prefix = telemetry.state === 'active' ? `, with ${telemetry.vendor ?? 'its'} telemetry` : '';
  return `${line(service)}: ${line(launcher)} runs ${code(commandText(argv))}${prefix}.`;
}

function gateLines(profile: LoadedProfile | null): string[] {
  const pipeline = profile?.value.pipeline;
  const gates = (pipeline?.pullRequest?.gates ?? []).map((gate) =>
    typeof gate === 'string' ? gate : Object.keys(gate).join(', '),
  );
  const lines = gates.length === 0 ? [] : [`A pull request has to pass ${gates.map(line).join(', ')}.`];
  if (pipeline?.production?.approval === 'required') lines.push('Production deploys need an approval.');
  const order = profile?.value.rollout?.order;
  if (order !== undefined && order.length > 0) lines.push(`Deploy order: ${order.map(line).join(', then ')}.`);
  return lines;
}

/** One line in which nothing ends the block. */
function line(text: string): string {
  return text
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .replaceAll('<!--', '')
    .replaceAll('-->', '')
    .trim();
}

function code(text: string): string {
  return `\`${line(text).replaceAll('`', "'")}\``;
}
