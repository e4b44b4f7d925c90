/** Where lines stand among others. */

export interface LineFinder {
  readonly lines: readonly string[];
  /** Whether they stand there; `at` counts from 0. */
  standsAt(wanted: readonly string[], at: number): boolean;
  /** Everywhere they stand, from the first to the last; nowhere for no lines. */
  places(wanted: readonly string[]): number[];
}

export function lineFinder(lines: readonly string[]): LineFinder {
  let index: Map<string, number[]> | null = null;

  function indexed(): Map<string, number[]> {
    if (index !== null) return index;
    index = new Map();
    for (const [at, line] of lines.entries()) {
      const known = index.get(line);
      if (known === undefined) index.set(line, [at]);
      else known.push(at);
    }
    return index;
  }

  function standsAt(wanted: readonly string[], at: number): boolean {
    if (at < 0 || at + wanted.length > lines.length) return false;
    return wanted.every((line, offset) => lines[at + offset] === line);
  }

  function places(wanted: readonly string[]): number[] {
    if (wanted.length === 0 || wanted.length > lines.length) return [];
    const known = indexed();
    // Where the rarest of them stands is looked at only: a file of many equal lines costs no more than others.
    let rarest: { offset: number; at: readonly number[] } | null = null;
    for (const [offset, line] of wanted.entries()) {
      const at = known.get(line);
      if (at === undefined) return [];
      if (rarest === null || at.length < rarest.at.length) rarest = { offset, at };
    }
    const offset = rarest?.offset ?? 0;
    return (rarest?.at ?? []).map((at) => at - offset).filter((at) => standsAt(wanted, at));
  }

  return { lines, standsAt, places };
}

/** The one that is nearest to a place; null where there is none, or two are as near. */
export function nearest(places: readonly number[], to: number): number | null {
  const distance = (place: number): number => Math.abs(place - to);
  const least = Math.min(...places.map(distance));
  const near = places.filter((place) => distance(place) === least);
  return near.length === 1 ? (near[0] ?? null) : null;
}
