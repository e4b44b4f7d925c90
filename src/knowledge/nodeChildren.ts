/**
 * Calls of Node that start another thread or process of Node. Flags of the command are handed on by default, and so are
 * variables: https://nodejs.org/api/worker_threads.html#new-workerfilename-options, https://nodejs.org/api/child_process.html
 */
export const nodeChildren: readonly {
  readonly path: RegExp;
  readonly what: string;
  /** Its variables decide on NODE_OPTIONS; those of a thread do not. */
  readonly readsOptions: boolean;
}[] = [
  { path: /^(?:node:)?worker_threads\.Worker$/, what: 'this worker', readsOptions: false },
  { path: /^(?:node:)?child_process\.fork$/, what: 'this process', readsOptions: true },
];

/** An option that takes the flags away, as it is written. */
export const noFlags = /\bexecArgv\s*:\s*\[\s*\]/;
/** An option that takes all variables away. */
export const noVariables = /\benv\s*:\s*\{\s*\}/;
