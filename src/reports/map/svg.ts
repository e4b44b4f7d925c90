/** The map as a picture that stands alone: a file for a README or a page, light and dark by itself. */
import type { DrawnBox, DrawnLine, DrawnText, ProductionMap } from '../../model/productionMap.ts';
import { layoutMap } from './layout.ts';

/** Whoever embeds the picture may set the variables; else it follows what the viewer prefers. */
const style = `
.map{--page:var(--map-page,#fff);--text:var(--map-text,#1f2328);--dim:var(--map-dim,#59636e);--box:var(--map-box,#f6f8fa);
--edge:var(--map-edge,#b4bcc6);--good:var(--map-good,#1a7f37);--bad:var(--map-bad,#cf222e);--warn:var(--map-warn,#9a6700)}
@media (prefers-color-scheme:dark){.map{--page:var(--map-page,#0d1117);--text:var(--map-text,#e6edf3);--dim:var(--map-dim,#9198a1);
--box:var(--map-box,#161b22);--edge:var(--map-edge,#4b535d);--good:var(--map-good,#3fb950);--bad:var(--map-bad,#f85149);--warn:var(--map-warn,#d29922)}}
.page{fill:var(--page)}
text{fill:var(--text);font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;white-space:pre}
.environment{font:600 18px system-ui,sans-serif}
.service{font-size:14px;font-weight:600}
.about,.detail{fill:var(--dim);font-size:11px}
.column{fill:var(--dim);font:11px system-ui,sans-serif}
.box rect{fill:var(--box);stroke:var(--edge)}
.command rect{stroke-width:1.5}
.line{fill:none;stroke:var(--edge);stroke-width:1.5}
.active>rect,.line.active{stroke:var(--good)}.active>.mark{fill:var(--good)}
.conditional>rect,.line.conditional{stroke:var(--warn)}.conditional>.mark{fill:var(--warn)}
.unknown>rect,.line.unknown,.none>rect,.line.none{stroke-dasharray:2 3}.unknown>.mark,.none>.mark,.none>.title{fill:var(--dim)}
.inactive>rect,.lost>rect,.line.inactive,.line.lost{stroke:var(--bad)}.inactive>.mark,.lost>.mark,.lost>.title{fill:var(--bad)}
.lost>rect,.line.lost,.line.inactive{stroke-dasharray:6 4}
.cross{fill:none;stroke:var(--bad);stroke-width:2}
`;

export function mapSvg(map: ProductionMap): string {
  const drawing = layoutMap(map);
  const { width, height } = drawing;
  const title = 'Production map: how each environment starts each service, and what becomes of its telemetry';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" class="map" role="img" aria-labelledby="map-title">`,
    `<title id="map-title">${escaped(title)}</title>`,
    `<style>${style}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...drawing.lines.map(lineMarkup),
    ...drawing.texts.map(textMarkup),
    ...drawing.boxes.map((box) => boxMarkup(map, box)),
    '</svg>\n',
  ].join('\n');
}

function boxMarkup(map: ProductionMap, { node, x, y, width, height, texts }: DrawnBox): string {
  const of = map.nodes[node];
  const kinds = ['box', of?.kind, of?.state].filter(Boolean).join(' ');
  const full = [of?.title, of?.detail].filter(Boolean).join('\n');
  return (
    `<g class="${kinds}"><title>${escaped(full)}</title>` +
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5"/>${texts.map(textMarkup).join('')}</g>`
  );
}

function textMarkup({ x, y, text, style: name }: DrawnText): string {
  return `<text class="${name}" x="${rounded(x)}" y="${rounded(y)}">${escaped(text)}</text>`;
}

function lineMarkup({ path, state, cross }: DrawnLine): string {
  const drawn = `<path class="line${state === null ? '' : ` ${state}`}" d="${path}"/>`;
  return cross === null ? drawn : `${drawn}<path class="cross" d="${crossPath(cross)}"/>`;
}

export function crossPath({ x, y }: { readonly x: number; readonly y: number }): string {
  return `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What XML forbids is inert already, but for two code points that are none. */
function escaped(text: string): string {
  return text
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
