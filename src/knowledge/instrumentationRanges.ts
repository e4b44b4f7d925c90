/**
 * Versions of libraries that the instrumentations of opentelemetry-python-contrib take: one that is out of range is left
 * alone, which only a debug line says. From `bootstrap_gen` of that repository at version 0.65b0. What is asked above the
 * range only grows from version to version, so that it holds for older instrumentations and for no newer ones; what is
 * asked below has stayed as it is.
 */
export interface InstrumentationRange {
  /** Distribution, as package indexes compare names. */
  readonly library: string;
  readonly instrumentation: string;
  /** The first version that it takes; null: any. */
  readonly from: readonly number[] | null;
  /** The first version that it does not take any more; null: none. */
  readonly below: readonly number[] | null;
}

/** The minor version of `0.x` that the ranges are of. */
export const rangesOf = 65;

const range = (
  library: string,
  from: readonly number[] | null,
  below: readonly number[] | null,
  name = library,
): InstrumentationRange => ({ library, instrumentation: `opentelemetry-instrumentation-${name}`, from, below });

export const instrumentationRanges: readonly InstrumentationRange[] = [
  range('aio-pika', [7, 2], [10]),
  range('aiokafka', [0, 8], [1]),
  range('aiopg', [0, 13], [2]),
  range('asyncpg', [0, 12], null),
  range('celery', [4], [6]),
  range('confluent-kafka', [1, 8, 2], null),
  range('falcon', [1, 4, 1], [5]),
  range('jinja2', [2, 7], [4]),
  range('kafka-python', [2], [4]),
  range('pika', [0, 12], null),
  range('psycopg', [3, 1], null),
  range('psycopg2', [2, 7, 3], null),
  range('psycopg2-binary', [2, 7, 3], null, 'psycopg2'),
  range('pymemcache', [1, 3, 5], [5]),
  range('pymongo', [3, 1], null),
  range('pymssql', [2, 1, 5], [3]),
  range('pymysql', null, [2]),
  range('pyramid', [1, 7], null),
  range('redis', [2, 6], null),
  range('sqlalchemy', [1], [2, 1]),
  range('tornado', [5, 1, 1], null),
];
