/** Threads and processes that a traced program of Node starts without the flags, or the variables, that load telemetry. */
import { nodeChildren, noFlags, noVariables } from '../../knowledge/nodeChildren.ts';
import type { Evidence, Fix } from '../../model/finding.ts';
import type { Launch, Service } from '../../model/production.ts';
import type { ProductionContext } from '../../model/rule.ts';
import type { Location } from '../../model/text.ts';
import { baseName } from './launches.ts';

export interface StrippedChild {
  readonly place: Location;
  readonly what: string;
  readonly vendor: string;
  readonly lacks: string;
  readonly evidence: readonly Evidence[];
  readonly fix: Fix;
}

export function strippedChildren(context: ProductionContext, service: Service, launch: Launch): StrippedChild[] {
  const started = launch.telemetry.paths.filter(({ state }) => state === 'active' || state === 'conditional');
  const [path] = started;
  if (path === undefined || started.some(({ mechanism }) => mechanism !== 'runtime-flag')) return [];
  const options = launch.variables.find(({ name }) => name === 'NODE_OPTIONS');
  const isOption = path.evidence.some(
    ({ file, range }) => file === options?.file && range.start === options.range.start,
  );
  const [wanted, title, replacement] = isOption
    ? [noVariables, 'Hand the variables on', 'env: process.env']
    : [noFlags, 'Hand the flags on', 'execArgv: process.execArgv'];
  return service.modules.flatMap((file) => {
    const { text = '', facts = null } = context.source(file) ?? {};
    return (facts?.calls ?? []).flatMap((call): StrippedChild[] => {
      const row = nodeChildren.find((one) => one.path.test(call.path ?? ''));
      const [program] = call.arguments;
      const argument = call.arguments.find(({ kind }) => kind === 'object');
      if (row === undefined || argument === undefined || program?.kind !== 'string') return [];
      if (isOption && !row.readsOptions) return [];
      if (startsItself(context, service, program.value ?? '')) return [];
      const match = wanted.exec(text.slice(argument.range.start, argument.range.end));
      if (match === null) return [];
      const start = argument.range.start + match.index;
      const range = { start, end: start + match[0].length };
      return [
        {
          place: { file, range },
          what: row.what,
          vendor: path.vendor,
          lacks: isOption ? 'NODE_OPTIONS' : 'the flags of the command',
          evidence: path.evidence.slice(0, 1),
          fix: { title, safety: 'review', edits: [{ file, range, text: replacement }] },
        },
      ];
    });
  });
}

/** The program of the child starts telemetry in its own code. */
function startsItself({ production }: ProductionContext, { modules }: Service, program: string): boolean {
  const name = baseName(program).replace(/\.\w+$/, '');
  return [...production.sources.values()].some(
    ({ path, facts }) =>
      modules.includes(path) && baseName(path).replace(/\.\w+$/, '') === name && (facts?.telemetry.length ?? 0) > 0,
  );
}
