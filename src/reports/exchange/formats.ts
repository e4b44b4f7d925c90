/** What other programs read: one row for each, by the name it has behind `--format`. */
import { githubReport } from './github.ts';
import { gitlabReport } from './gitlab.ts';
import { rdjsonReport } from './rdjson.ts';
import type { ExchangeInput } from './report.ts';
import { sarifReport } from './sarif.ts';

export interface ExchangeFormat {
  /** Who reads it, for the help. */
  readonly readBy: string;
  /** Whether what could not be read has a place in it; otherwise it is said beside it. */
  readonly holdsFaults: boolean;
  /** Ends with a line end. */
  write(input: ExchangeInput): string;
}

export const exchangeFormats: ReadonlyMap<string, ExchangeFormat> = new Map<string, ExchangeFormat>([
  ['sarif', { readBy: 'code scanning', holdsFaults: true, write: sarifReport }],
  ['github', { readBy: 'annotations of GitHub Actions', holdsFaults: true, write: githubReport }],
  ['gitlab', { readBy: 'code quality of GitLab', holdsFaults: false, write: gitlabReport }],
  ['rdjson', { readBy: 'reviewdog', holdsFaults: false, write: rdjsonReport }],
]);
