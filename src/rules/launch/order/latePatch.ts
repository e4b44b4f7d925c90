/** Workers of green threads that patch what telemetry has loaded, and uses, already. */
import { greenThreads, workerKinds, type GreenThreads } from '../../../knowledge/greenThreads.ts';
import type { Launch, Service, TelemetryPath, Word } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { Location } from '../../../model/text.ts';
import { provisionOf } from '../../../production/providedVariables.ts';
import { baseName } from '../launches.ts';

export interface LatePatch {
  readonly place: Location;
  readonly server: string;
  readonly threads: GreenThreads;
  readonly path: TelemetryPath;
}

export function latePatch(context: ProductionContext, service: Service, launch: Launch): LatePatch | null {
  const path = launch.telemetry.paths.find(
    ({ vendor, mechanism, state }) => vendor === 'opentelemetry' && mechanism === 'wrapper' && state === 'active',
  );
  const at = launch.argv[1]?.value === '-m' ? 2 : 0;
  const server = workerKinds.find(({ name }) => name === baseName(launch.argv[at]?.value ?? ''));
  if (path === undefined || server === undefined) return null;
  const own = kindIn(launch.argv.slice(at + 1), server.options) ?? kindOfFile(context, launch, server.setting);
  const threads = greenThreads.find(({ name }) => own?.kind === name);
  if (own === null || threads === undefined) return null;
  if (threads.patch !== null && provisionOf(service, launch, threads.patch.name).state !== 'missing') return null;
  return { place: own.place, server: server.name, threads, path };
}

interface Kind {
  readonly kind: string;
  readonly place: Location;
}

function kindIn(words: readonly Word[], options: readonly string[]): Kind | null {
  for (const [index, word] of words.entries()) {
    const option = options.find((one) => word.value === one || word.value.startsWith(`${one}=`));
    if (option === undefined) continue;
    const place = word.value === option ? words[index + 1] : word;
    const kind = /(gevent|eventlet)/.exec(place?.value ?? '')?.[1];
    return place === undefined || kind === undefined ? null : { kind, place };
  }
  return null;
}

/** What the server's own file says, where it is named or at its usual place. */
function kindOfFile({ production }: ProductionContext, { argv }: Launch, setting: RegExp): Kind | null {
  const names = new Set(argv.map(({ value }) => baseName(value.replace(/^.*[=:]/, ''))));
  for (const { path: file, text } of production.sources.values()) {
    const name = baseName(file);
    if (!names.has(name) && name !== 'gunicorn.conf.py') continue;
    const match = setting.exec(text);
    if (match === null) continue;
    const range = { start: match.index, end: match.index + match[0].length };
    return { kind: match[1] ?? '', place: { file, range } };
  }
  return null;
}
