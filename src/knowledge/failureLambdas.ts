/** Functions that are handed over to take what went wrong in work that is done elsewhere: futures, results, streams. */

export interface FailureLambdaRow {
  readonly ecosystem: string;
  /** The method that takes the function, whatever it is called on. */
  readonly method: string;
  /** How many parameters the function has, and which of them is the error. */
  readonly parameters: number;
  readonly errorAt: number;
  /** Its name must match, where other methods of the name take other functions. */
  readonly named?: RegExp;
  /** It only looks on: what is made of the call still fails, so that it handles nothing unless the call is a statement. */
  readonly looksOn?: boolean;
  /** It runs on success too: it handles nothing where it does not name the error. */
  readonly always?: boolean;
}

const errorName =
  /^(?:_|e|ex|exc|exp|t|th|thr|err|error|cause|failure|throwable|exception|\w*(?:Error|Ex|Exception|Throwable))$/;

const jvm = (methods: string, row: Omit<FailureLambdaRow, 'ecosystem' | 'method'>): FailureLambdaRow[] =>
  methods.split(' ').map((method) => ({ ecosystem: 'jvm', method, ...row }));

const rust = (methods: string): FailureLambdaRow[] =>
  methods.split(' ').map((method) => ({ ecosystem: 'rust', method, parameters: 1, errorAt: 0 }));

export const failureLambdaRows: readonly FailureLambdaRow[] = [
  // std::result::Result; of an Option these take functions without a parameter.
  ...rust('unwrap_or_else map_or_else'),
  // java.util.concurrent.CompletionStage
  ...jvm('exceptionally exceptionallyAsync exceptionallyCompose exceptionallyComposeAsync', {
    parameters: 1,
    errorAt: 0,
  }),
  ...jvm('handle handleAsync', { parameters: 2, errorAt: 1, named: errorName, always: true }),
  ...jvm('whenComplete whenCompleteAsync', {
    parameters: 2,
    errorAt: 1,
    named: errorName,
    looksOn: true,
    always: true,
  }),
  // Reactor and RxJava
  ...jvm('onErrorResume onErrorResumeNext onErrorReturn onErrorComplete', { parameters: 1, errorAt: 0 }),
  ...jvm('onErrorContinue', { parameters: 2, errorAt: 0 }),
  // kotlin.Result, Vert.x
  ...jvm('onFailure', { parameters: 1, errorAt: 0, looksOn: true }),
];

const tables = new Map<string, ReadonlyMap<string, FailureLambdaRow>>();

/** Rows of an ecosystem by method. */
export function failureLambdas(ecosystem: string): ReadonlyMap<string, FailureLambdaRow> {
  let table = tables.get(ecosystem);
  if (table === undefined) {
    const rows = failureLambdaRows.filter((row) => row.ecosystem === ecosystem);
    table = new Map(rows.map((row) => [row.method, row]));
    tables.set(ecosystem, table);
  }
  return table;
}
