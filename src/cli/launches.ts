import type { Fault } from '../model/source.ts';
import type { Launch, Service } from '../model/production.ts';
import { inertJson } from '../reports/inert.ts';
import { launchesReport } from '../reports/json.ts';
import { launchesText } from '../reports/launches.ts';
import { faultsText } from '../reports/text.ts';
import { mapMermaid } from '../reports/map/mermaid.ts';
import { environmentOrder, productionMap } from '../reports/map/productionMap.ts';
import { mapSvg } from '../reports/map/svg.ts';
import type { TextLookup } from '../reports/places.ts';
import type { Style } from '../reports/style.ts';
import type { Option } from './arguments.ts';
import { formatOption, type Command } from './command.ts';
import { openFor, textsOf } from './repository.ts';

const formats: Option = {
  ...formatOption,
  choices: ['text', 'json', 'svg', 'mermaid'],
  help: 'What to print: text for people (the default), json for programs, the production map as svg or mermaid',
};

const environments: Option = {
  name: 'environment',
  value: 'required',
  choices: environmentOrder,
  repeatable: true,
  help: 'Launches of this environment alone (unknown: where nothing says which); may be given more than once',
};

export const launches: Command = {
  name: 'launches',
  operands: '[path]',
  most: 1,
  summary: 'How production starts each service, and what becomes of its telemetry',
  details: `path  the repository, or a folder of it: services in that folder, or started from it
      (the default is the repository you stand in)

For each service: every way it is started that the repository or prodaware.yaml shows, the command once wrappers
are taken off, the entry point it leads to, and for each signal whether it is emitted that way.`,
  options: [formats, environments],
  async run({ operands, values, terminal, style }) {
    const repository = await openFor(operands, terminal);
    const { engine, paths } = repository;
    const production = await engine.production();
    const { faults } = await engine.productionFindings();
    const services = production.services
      .filter((service) => paths === null || paths.some((path) => concerns(service, path)))
      .sort(byRoot)
      .flatMap((service) => ofEnvironments(service, values.all('environment')));
    const textOf = await textsOf(repository, filesOf(services, faults));
    const room = terminal.output.columns ?? null;
    await terminal.output.write(report(values.last('format') ?? 'text', { services, faults, textOf, style, room }));
    engine.dispose();
    return faults.some((fault) => fault.severity === 'error') ? 2 : 0;
  },
};

interface Reported {
  readonly services: readonly Service[];
  readonly faults: readonly Fault[];
  readonly textOf: TextLookup;
  readonly style: Style;
  /** Columns of the terminal; null: no limit. */
  readonly room: number | null;
}

function report(format: string, { services, faults, textOf, style, room }: Reported): string {
  switch (format) {
    case 'json':
      return `${inertJson(launchesReport(services, faults, textOf))}\n`;
    case 'svg':
      return mapSvg(productionMap(services, textOf));
    case 'mermaid':
      return mapMermaid(productionMap(services, textOf));
    default:
      return launchesText(services, textOf, style, room) + faultsText(faults, textOf, style);
  }
}

/** @param wanted names of environments; none: all of them. A service that none of them starts is left out. */
function ofEnvironments(service: Service, wanted: readonly string[]): Service[] {
  if (wanted.length === 0) return [service];
  const launches = service.launches.filter(({ environment }) => wanted.includes(environment));
  return launches.length === 0 ? [] : [{ ...service, launches }];
}

/** The order of reports: as the folders stand in the repository, whatever starts the services. */
function byRoot(one: Service, other: Service): number {
  if (one.root !== other.root) return one.root < other.root ? -1 : 1;
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

/** Whether a service stands in a path, or the path in it, or one of its launches is declared there. */
function concerns(service: Service, path: string): boolean {
  const inside = (inner: string, outer: string): boolean =>
    outer === '.' || inner === outer || inner.startsWith(`${outer}/`);
  return (
    inside(service.root, path) ||
    (service.root !== '.' && inside(path, service.root)) ||
    service.launches.some((launch) => launch.evidence.some((evidence) => inside(evidence.file, path)))
  );
}

function filesOf(services: readonly Service[], faults: readonly Fault[]): string[] {
  const ofLaunch = (launch: Launch): string[] => [
    launch.commandLocation.file,
    ...launch.evidence.map((evidence) => evidence.file),
    ...launch.telemetry.evidence.map((evidence) => evidence.file),
    ...launch.telemetry.paths.flatMap((path) => path.evidence.map((evidence) => evidence.file)),
    ...launch.promises.map((promise) => promise.file),
  ];
  return [
    ...services.flatMap((service) => service.launches.flatMap(ofLaunch)),
    ...faults.flatMap(({ file }) => file ?? []),
  ];
}
