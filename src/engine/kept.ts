/**
 * Productions that outlive the process. One is found again only where every file is listed that was, the profile is the
 * same, and everything that it asked of files would be answered as it was: a look at what the file system says of a file
 * answers for its text where that is certain, and otherwise the file is read. What the last few changes stood on is kept,
 * since the old side of a change is mostly the new side of the one before.
 */
import type { Production } from '../model/production.ts';
import type { LoadedProfile } from '../model/profile.ts';
import { fingerprintOf, type SourceFile } from '../model/source.ts';
import type { Analysis } from './analysis.ts';
import { createAsks, namesTelemetry, type Asks } from './asks.ts';
import type { CachePort } from './results.ts';
import type { Texts } from './texts.ts';

export interface Built {
  readonly production: Production;
  readonly asks: Asks;
}

/** Where a Production is asked for. */
export interface Ground {
  readonly profile: LoadedProfile | null;
  /** Sorted. */
  readonly paths: readonly string[];
  readonly texts: Texts;
  readonly analysis: Analysis;
}

export interface Kept {
  /** One that was built before and holds here; null where there is none. */
  find(ground: Ground): Promise<Built | null>;
  put(ground: Ground, built: Built): Promise<void>;
  /** As `ProductionInput.namesTelemetry`. */
  namesTelemetry(texts: Texts, path: string, ecosystem: string): Promise<boolean>;
}

/** Of one list of files. */
const mostKept = 4;
/** Answers about texts that nobody asked for in this run are kept up to so many. */
const mostAnswers = 50_000;

/** Numbers are places in the list of files. Plain data. */
interface KeptAsks {
  readonly texts: readonly (readonly [path: number, fingerprint: string])[];
  readonly names: readonly (readonly [ecosystem: string, yes: readonly number[], no: readonly number[]])[];
}

/** Plain data. `sources`: in their order; true where there are facts. */
interface KeptProduction extends Omit<Production, 'profile' | 'sources'> {
  readonly sources: readonly (readonly [path: string, fingerprint: string, hasFacts: boolean])[];
}

/** By the names they are kept under. */
type Row = readonly [asks: string, production: string];

export function createKept(cache: CachePort | undefined, version: string): Kept {
  if (cache === undefined) return nothingKept();
  const { hash } = cache;
  const answersKey = hash([version, 'names telemetry'].join('\0'));
  let answers: Map<string, Map<string, boolean>> | null = null;
  const used = new Map<string, Map<string, boolean>>();
  let isNew = false;

  function answersOf(ecosystem: string): Map<string, boolean> {
    answers ??= readAnswers(cache?.get(answersKey) ?? null);
    return entry(answers, ecosystem);
  }

  async function names(texts: Texts, path: string, ecosystem: string): Promise<boolean> {
    const known = answersOf(ecosystem);
    let fingerprint = await texts.fingerprint(path, hash);
    let answer = known.get(fingerprint);
    if (answer === undefined) {
      const content = await texts.content(path);
      // It may be another than a moment ago: the answer is of this one.
      fingerprint = fingerprintOf(content, hash);
      answer = namesTelemetry(ecosystem, content.text ?? null);
      known.set(fingerprint, answer);
      isNew = true;
    }
    entry(used, ecosystem).set(fingerprint, answer);
    return answer;
  }

  function saveAnswers(): void {
    if (!isNew) return;
    isNew = false;
    const rows = [...(answers ?? [])].map(([ecosystem, all]) => {
      const own = used.get(ecosystem) ?? new Map<string, boolean>();
      const kept = [...own, ...[...all].filter(([fingerprint]) => !own.has(fingerprint))].slice(0, mostAnswers);
      const those = (wanted: boolean): string[] => kept.flatMap(([one, answer]) => (answer === wanted ? [one] : []));
      return [ecosystem, those(true), those(false)];
    });
    cache?.set(answersKey, JSON.stringify(rows));
  }

  const keyOf = ({ profile, paths }: Ground): string =>
    hash([version, 'productions', profile?.file ?? '', hash(profile?.text ?? ''), ...paths].join('\0'));

  // Safe, here and below: the cache gives back what was written whole or nothing, and only this file writes so.
  const rowsOf = (key: string): readonly Row[] => (read(cache.get(key)) as readonly Row[] | null) ?? [];

  async function holds(asks: KeptAsks, { paths, texts }: Ground): Promise<boolean> {
    for (const [index, fingerprint] of asks.texts) {
      const path = paths[index];
      if (path === undefined || (await texts.fingerprint(path, hash)) !== fingerprint) return false;
    }
    for (const [ecosystem, yes, no] of asks.names) {
      for (const [indexes, answer] of [[yes, true] as const, [no, false] as const]) {
        for (const index of indexes) {
          const path = paths[index];
          if (path === undefined || (await names(texts, path, ecosystem)) !== answer) return false;
        }
      }
    }
    return true;
  }

  return {
    namesTelemetry: names,
    async find(ground) {
      const key = keyOf(ground);
      const rows = rowsOf(key);
      for (const [index, row] of rows.entries()) {
        const kept = read(cache.get(row[0])) as KeptAsks | null;
        if (kept === null || !(await holds(kept, ground))) continue;
        const production = await restored(read(cache.get(row[1])) as KeptProduction | null, ground, hash);
        if (production === null) continue;
        // What is in use stays before what is not.
        if (index > 1) cache.set(key, JSON.stringify([row, ...rows.filter((other) => other !== row)]));
        saveAnswers();
        return { production, asks: asksOf(kept, ground.paths) };
      }
      return null;
    },
    async put(ground, { production, asks }) {
      saveAnswers();
      const indexes = new Map(ground.paths.map((path, index) => [path, index]));
      const texts: [number, string][] = [];
      for (const path of asks.texts) {
        const index = indexes.get(path);
        // What is not listed may come and go unseen.
        if (index === undefined) return;
        texts.push([index, fingerprintOf(await ground.texts.content(path), hash)]);
      }
      const answered = (all: ReadonlyMap<string, boolean>, wanted: boolean): number[] =>
        [...all].flatMap(([path, answer]) => (answer === wanted ? [indexes.get(path) ?? -1] : []));
      const rowOf = (value: object): string => {
        const text = JSON.stringify(value);
        const name = hash(text);
        cache.set(name, text);
        return name;
      };
      const { profile: _, sources, ...rest } = production;
      const kept: KeptAsks = {
        texts,
        names: [...asks.names].map(([ecosystem, all]) => [ecosystem, answered(all, true), answered(all, false)]),
      };
      const whole: KeptProduction = {
        ...rest,
        sources: [...sources.values()].map(({ path, text, facts }) => [path, hash(text), facts !== null]),
      };
      const row: Row = [rowOf(kept), rowOf(whole)];
      const key = keyOf(ground);
      const others = rowsOf(key).filter(([own]) => own !== row[0]);
      cache.set(key, JSON.stringify([row, ...others].slice(0, mostKept)));
    },
  };
}

/** Nothing outlives the process; while it runs, a text is asked once. */
function nothingKept(): Kept {
  const known = new Map<string, { readonly text: string | null; readonly answer: boolean }>();
  return {
    find: () => Promise.resolve(null),
    put: () => Promise.resolve(),
    async namesTelemetry(texts, path, ecosystem) {
      const text = await texts.text(path);
      const key = `${ecosystem}\0${path}`;
      const before = known.get(key);
      if (before?.text === text) return before.answer;
      const answer = namesTelemetry(ecosystem, text);
      known.set(key, { text, answer });
      return answer;
    },
  };
}

/** Null where one of its texts is another after all. */
async function restored(
  kept: KeptProduction | null,
  { profile, texts, analysis }: Ground,
  hash: (text: string) => string,
): Promise<Production | null> {
  if (kept === null) return null;
  const sources = new Map<string, SourceFile>();
  for (const [path, fingerprint, hasFacts] of kept.sources) {
    const text = await texts.text(path);
    if (text === null || hash(text) !== fingerprint) return null;
    sources.set(path, hasFacts ? await analysis.deferred(path, text) : { path, text, facts: null });
  }
  return { ...kept, profile, sources };
}

function asksOf(kept: KeptAsks, paths: readonly string[]): Asks {
  const asks = createAsks();
  const each = (indexes: readonly number[], take: (path: string) => void): void => {
    for (const index of indexes) take(paths[index] ?? '');
  };
  each(
    kept.texts.map(([index]) => index),
    (path) => asks.text(path),
  );
  for (const [ecosystem, yes, no] of kept.names) {
    each(yes, (path) => asks.name(ecosystem, path, true));
    each(no, (path) => asks.name(ecosystem, path, false));
  }
  return asks;
}

function readAnswers(value: string | null): Map<string, Map<string, boolean>> {
  type Answers = readonly (readonly [ecosystem: string, yes: readonly string[], no: readonly string[]])[];
  // Safe: as above.
  const rows = (read(value) as Answers | null) ?? [];
  return new Map(
    rows.map(([ecosystem, yes, no]) => [
      ecosystem,
      new Map([...yes.map((one) => [one, true] as const), ...no.map((one) => [one, false] as const)]),
    ]),
  );
}

function entry(all: Map<string, Map<string, boolean>>, key: string): Map<string, boolean> {
  let found = all.get(key);
  if (found === undefined) all.set(key, (found = new Map()));
  return found;
}

function read(value: string | null): unknown {
  if (value === null) return null;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
