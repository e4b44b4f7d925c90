/** What the benchmark of log lines prints: precision and recall of the rule, of naive answers, of each repository. */

/** One handler of one repository, as the maintainers left it and as the rule sees it. */
export interface Row {
  readonly language: string;
  readonly repository: string;
  readonly file: string;
  readonly line: number;
  /** Loudest level that the maintainers logged at; null where they left it silent. */
  readonly level: 'quiet' | 'loud' | null;
  /** With the log statements taken out: */
  readonly propagates: boolean;
  readonly swallows: boolean;
  readonly empty: boolean;
  readonly found: boolean;
  readonly types: readonly string[];
  readonly outcome: string;
  /** What is left of the body. */
  readonly left: string;
  readonly excerpt: string;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '  n/a' : ((100 * part) / whole).toFixed(1).padStart(5);
}

/** Handlers that maintainers logged in, from which on their silence says something. */
const leastLogged = 10;

export function report(rows: readonly Row[]): void {
  for (const language of [...new Set(rows.map((row) => row.language))].sort()) {
    const all = rows.filter((row) => row.language === language);
    const repositories = [...new Set(all.map((row) => row.repository))].sort();
    const counted = repositories.filter(
      (name) => count(all, (row) => row.repository === name && row.level !== null && row.swallows) >= leastLogged,
    );
    const own = all.filter((row) => counted.includes(row.repository));
    const others = repositories.filter((name) => !counted.includes(name));
    const asked = own.filter((row) => row.level !== null && row.swallows);
    const silent = own.filter((row) => row.level === null);
    const swallowing = silent.filter((row) => row.swallows);
    const loud = asked.filter((row) => row.level === 'loud');
    console.log(
      `\n${language}, ${counted.length} repositories: ${asked.length} logged handlers that swallow without their log (${loud.length} of them at warning or above), ` +
        `${silent.length} silent ones (${swallowing.length} of them swallow)`,
    );
    answer('swallowed-error', asked, silent, (row) => row.found);
    console.log(
      `  ${''.padEnd(34)} warnings and above: precision ${share(count(loud, isFound), count(loud, isFound) + count(silent, isFound))}` +
        `  recall ${share(count(loud, isFound), loud.length)}; specificity ${share(
          count(swallowing, (row) => !row.found),
          swallowing.length,
        )}`,
    );
    answer('every handler without a log', asked, silent, () => true);
    answer('only empty handlers', asked, silent, (row) => row.empty);
    answer('every handler not propagating', asked, silent, (row) => !row.propagates);
    if (others.length > 0) console.log(`  log in fewer than ${leastLogged} handlers: ${others.join(', ')}`);
    for (const repository of counted) {
      const here = (list: readonly Row[]): Row[] => list.filter((row) => row.repository === repository);
      answer(`  ${repository}`, here(asked), here(silent), isFound);
    }
  }
}

const isFound = (row: Row): boolean => row.found;

function count(rows: readonly Row[], says: (row: Row) => boolean): number {
  return rows.filter(says).length;
}

function answer(what: string, asked: readonly Row[], silent: readonly Row[], says: (row: Row) => boolean): void {
  const hits = count(asked, says);
  const wrong = count(silent, says);
  console.log(
    `  ${what.padEnd(34)} precision ${share(hits, hits + wrong)}  recall ${share(hits, asked.length)}` +
      `  (${hits} of ${asked.length}, ${wrong} of ${silent.length} silent)`,
  );
}
