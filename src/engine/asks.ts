/**
 * What Production asked of files while it was built: the text of some, of many only whether they name telemetry. It holds
 * while it would be answered the same.
 */
import { vendors } from '../knowledge/telemetry/index.ts';
import { telemetryNamed } from '../production/telemetry/needles.ts';

export interface Asks {
  /** Paths whose text, or whose absence, took part. */
  readonly texts: ReadonlySet<string>;
  /** By ecosystem: paths that were only asked for names of telemetry, and the answer. */
  readonly names: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
  has(path: string): boolean;
}

export interface OpenAsks extends Asks {
  /** The text of a file takes part. */
  text(path: string): void;
  name(ecosystem: string, path: string, answer: boolean): void;
}

export function createAsks(): OpenAsks {
  const texts = new Set<string>();
  const names = new Map<string, Map<string, boolean>>();
  const asked = new Set<string>();
  return {
    texts,
    names,
    has: (path) => asked.has(path),
    text(path) {
      texts.add(path);
      asked.add(path);
    },
    name(ecosystem, path, answer) {
      const known = names.get(ecosystem);
      if (known === undefined) names.set(ecosystem, new Map([[path, answer]]));
      else known.set(path, answer);
      asked.add(path);
    },
  };
}

export const nothingAsked: Asks = createAsks();

/** As `ProductionInput.namesTelemetry` for a text, null: there is none. */
export function namesTelemetry(ecosystem: string, text: string | null): boolean {
  return text !== null && telemetryNamed(ecosystem, vendors)(text);
}

/**
 * Whether a Production that asked this holds with another text for a file that is listed before and after.
 * @param text null where it cannot be read
 */
export function holdsWith(asks: Asks, path: string, text: string | null): boolean {
  if (asks.texts.has(path)) return false;
  for (const [ecosystem, answers] of asks.names) {
    const answer = answers.get(path);
    if (answer !== undefined && answer !== namesTelemetry(ecosystem, text)) return false;
  }
  return true;
}
