/** Processes that one environment starts from the same package, where one is wrapped with telemetry and another is not. */
import type { Launch, Production, Service } from '../../model/production.ts';
import { baseName, reviewedLaunches } from './launches.ts';

export interface InstrumentedSibling {
  readonly service: Service;
  readonly launch: Launch;
  /** What its command has and the other has not; empty where it is a variable. */
  readonly words: readonly string[];
  readonly placement: 'before' | 'after-interpreter';
}

/** Ways to start telemetry that belong to one launch and not to the code that both share. */
const ofTheLaunch: ReadonlySet<string> = new Set(['wrapper', 'runtime-flag', 'environment', 'agent']);

/** Programs that only look at what the service does: nobody misses their traces. */
const onlookers: ReadonlySet<string> = new Set(['flower', 'shell', 'bash', 'console', 'pytest', 'locust', 'storybook']);

/** The process beside this one whose launch starts telemetry; null where there is none, or the same program is started with it. */
export function instrumentedSibling(
  production: Production,
  service: Service,
  launch: Launch,
): InstrumentedSibling | null {
  if (launch.telemetry.state !== 'inactive' || launch.telemetry.reason === 'disabled') return null;
  if (launch.entryPoint === null || launch.argv.some((word) => onlookers.has(baseName(word.value)))) return null;
  const others = reviewedLaunches(production).filter(
    (other) =>
      other.service.root === service.root &&
      other.service.language === service.language &&
      other.launch.environment === launch.environment &&
      other.launch.telemetry.state === 'active' &&
      ofTheLaunch.has(other.launch.telemetry.mechanism),
  );
  // Another layer starts the same program with telemetry: which of them production uses is not said here.
  if (others.some((other) => other.launch.name === launch.name || sameProgram(other.launch, launch))) return null;
  const sibling = others.find((other) => other.launch.launcher === launch.launcher);
  return sibling === undefined ? null : { ...sibling, ...telemetryWords(sibling.launch) };
}

const sameProgram = (one: Launch, other: Launch): boolean =>
  one.argv.length === other.argv.length && one.argv.every((word, index) => word.value === other.argv[index]?.value);

/** The wrapper before the command, or the flags that load something before the program. */
function telemetryWords(launch: Launch): Pick<InstrumentedSibling, 'words' | 'placement'> {
  const wrapper = launch.prefixes.find((prefix) => prefix.kind === 'telemetry');
  if (wrapper !== undefined) return { words: wrapper.words.map(({ value }) => value), placement: 'before' };
  const words: string[] = [];
  for (let at = 1; at < launch.argv.length; at++) {
    const value = launch.argv[at]?.value ?? '';
    if (!value.startsWith('-')) break;
    const inline = /^(?:-r|--require|--import)=/.test(value) || value.startsWith('-javaagent:');
    if (inline) words.push(value);
    else if (/^(?:-r|--require|--import)$/.test(value)) words.push(value, launch.argv[++at]?.value ?? '');
  }
  return { words, placement: 'after-interpreter' };
}
