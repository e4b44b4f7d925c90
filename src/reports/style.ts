/** How a text report looks: plain, or with the colours of a terminal. Nothing else in a report knows of colours. */
import type { Severity } from '../model/finding.ts';

export type Paint = (text: string) => string;

export interface Style {
  readonly strong: Paint;
  readonly faint: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly uncertain: Paint;
  readonly severity: Readonly<Record<Severity | 'off', Paint>>;
}

const unpainted: Paint = (text) => text;

export const plainStyle: Style = {
  strong: unpainted,
  faint: unpainted,
  good: unpainted,
  bad: unpainted,
  uncertain: unpainted,
  severity: { error: unpainted, warning: unpainted, information: unpainted, hint: unpainted, off: unpainted },
};

/** Select Graphic Rendition: what it starts with, and what ends just that. */
function rendition(start: number, end: number): Paint {
  return (text) => (text === '' ? '' : `\u001b[${start}m${text}\u001b[${end}m`);
}

const strong = rendition(1, 22);
const faint = rendition(2, 22);
const red = rendition(31, 39);
const green = rendition(32, 39);
const yellow = rendition(33, 39);
const blue = rendition(34, 39);

export const colouredStyle: Style = {
  strong,
  faint,
  good: green,
  bad: red,
  uncertain: yellow,
  severity: {
    error: (text) => strong(red(text)),
    warning: (text) => strong(yellow(text)),
    information: (text) => strong(blue(text)),
    hint: faint,
    off: faint,
  },
};
