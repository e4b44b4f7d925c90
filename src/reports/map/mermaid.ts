/**
 * The map as Mermaid, for a README. Who shows it refuses a text of more than 50,000 characters or 500 lines between
 * boxes, so it ends before that and says so.
 */
import type { Environment } from '../../model/production.ts';
import type { MapLaunch, MapNode, MapNodeState, NodeIndex, ProductionMap } from '../../model/productionMap.ts';
import { environmentOrder } from './productionMap.ts';

const longestText = 45_000;
const mostLines = 450;
const longestLabel = 90;

const titles: Readonly<Record<Environment, string>> = {
  production: 'production',
  staging: 'staging',
  unknown: 'environment not said',
  development: 'development',
};

const classes = [
  'classDef active stroke:#1a7f37,stroke-width:2px',
  'classDef conditional stroke:#9a6700,stroke-width:2px',
  'classDef unknown stroke-dasharray:2 3',
  'classDef none stroke-dasharray:2 3',
  'classDef inactive stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4',
  'classDef lost stroke:#cf222e,color:#cf222e,stroke-dasharray:6 4',
];

/** Ends with a line end. */
export function mapMermaid(map: ProductionMap): string {
  const body: string[] = [];
  let length = 0;
  let links = 0;
  let leftOut = map.leftOut;
  let subgraphs = 0;
  for (const environment of environmentOrder) {
    const opened: string[] = [];
    for (const service of map.services) {
      const rows: string[] = [];
      for (const launch of service.launches) {
        if (launch.environment !== environment) continue;
        const { lines, count } = launchRows(map, launch);
        const size = lines.reduce((sum, line) => sum + line.length + 7, 0);
        if (length + size > longestText || links + count > mostLines) {
          leftOut++;
          continue;
        }
        length += size;
        links += count;
        rows.push(...lines.map((line) => `      ${line}`));
      }
      if (rows.length === 0) continue;
      const head = `    subgraph s${++subgraphs}["${label(service.name)}"]`;
      opened.push(head, ...rows, '    end');
      length += head.length + 16;
    }
    if (opened.length === 0) continue;
    body.push(`  subgraph e${environmentOrder.indexOf(environment)}["${titles[environment]}"]`, ...opened, '  end');
  }
  if (leftOut > 0) body.push(`  more["and ${leftOut} more launches"]`);
  if (body.length === 0) body.push('  nothing["Nothing here says how a service is started"]');
  return ['flowchart LR', ...body, ...classes.map((line) => `  ${line}`), ''].join('\n');
}

function launchRows(map: ProductionMap, launch: MapLaunch): { readonly lines: string[]; readonly count: number } {
  const lines: string[] = [];
  let count = 0;
  const declare = (index: NodeIndex): void => {
    const node = map.nodes[index];
    if (node) lines.push(`n${index}${shapeOf(node)}${node.state === null ? '' : `:::${node.state}`}`);
  };
  const link = (from: NodeIndex, to: NodeIndex, arrow = '-->'): void => {
    lines.push(`n${from} ${arrow} n${to}`);
    count++;
  };
  const all = [
    launch.launcher,
    ...launch.layers,
    ...launch.lostLayers,
    launch.command,
    launch.entry,
    ...launch.lostCode,
    ...launch.signals,
  ];
  all.forEach(declare);
  for (const layer of launch.layers) {
    link(launch.launcher, layer);
    link(layer, launch.command);
  }
  for (const lost of launch.lostLayers) {
    link(launch.launcher, lost, '-.->');
    link(lost, launch.command, '-. lost .-x');
  }
  link(launch.command, launch.entry);
  const [first] = launch.signals;
  if (first !== undefined) for (const lost of launch.lostCode) link(lost, first, '-. lost .-x');
  for (const signal of launch.signals) link(launch.entry, signal, arrowTo(map.nodes[signal]?.state ?? null));
  return { lines, count };
}

function arrowTo(state: MapNodeState): string {
  if (state === 'inactive') return '-.-x';
  return state === 'active' ? '-->' : '-.->';
}

function shapeOf({ kind, title, detail }: MapNode): string {
  const text = detail === '' ? label(title) : `${label(title)}<br/>${label(detail)}`;
  if (kind === 'launcher') return `(["${text}"])`;
  return kind === 'signal' ? `("${text}")` : `["${text}"]`;
}

/** Whatever could mean something to Mermaid, or to the page that shows it, is written as its number. */
function label(text: string): string {
  const characters = Array.from(text);
  const shown = characters.length <= longestLabel ? text : `${characters.slice(0, longestLabel).join('')}…`;
  return shown.replace(/[^\p{L}\p{N}\p{M} ._/,()=@+…-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
