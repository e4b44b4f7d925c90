/** Commands of one tool in pipelines and scripts, wherever they stand in the file: each a line with its continued lines. */
import type { Environment, Word } from '../../../model/production.ts';
import { environmentOfToken } from '../../environment.ts';
import { basename } from '../../paths.ts';
import { located } from '../../text/locatedText.ts';
import { statementsOf } from './statements.ts';

export const pipelineFiles: readonly string[] = [
  '.github/workflows/*.{yml,yaml}',
  '**/.gitlab-ci*.{yml,yaml}',
  '.gitlab/**/*.{yml,yaml}',
  '.circleci/*.{yml,yaml}',
  '**/{azure-pipelines,bitbucket-pipelines,buildspec,cloudbuild}*.{yml,yaml}',
  '**/{Jenkinsfile,*.jenkinsfile}*',
  '**/Makefile',
  '**/*deploy*.sh',
];
const isPipeline =
  /(?:^|\/)(?:\.github\/workflows|\.gitlab|\.circleci)\/|(?:^|\/)(?:\.gitlab-ci|azure-pipelines|bitbucket-pipelines|buildspec|cloudbuild)|jenkinsfile|(?:^|\/)Makefile$|deploy[^/]*\.sh$/i;
const mostCommands = 100;

export const isPipelineFile = (path: string): boolean => isPipeline.test(path);

/** @param start finds where a command begins; global */
export function commandsIn(file: string, text: string, start: RegExp): readonly (readonly Word[])[] {
  const found: (readonly Word[])[] = [];
  for (const { index } of text.matchAll(start)) {
    if (found.length >= mostCommands) break;
    if (/^\s*(?:#|\/\/)/.test(text.slice(text.lastIndexOf('\n', index) + 1, index))) continue;
    const rest = text.slice(index);
    // A quote around the command is the pipeline's, one that opens in it is its own.
    const around = /["']$/.exec(text.slice(Math.max(0, index - 1), index))?.[0];
    const line = /^(?:[^\n\\]|\\[^])*/.exec(rest)?.[0] ?? '';
    const end = around === undefined ? line.length : line.indexOf(around);
    const [statement] = statementsOf(located(file, text, index, index + (end < 0 ? line.length : end)), new Map());
    if (statement !== undefined) found.push(statement.words);
  }
  return found;
}

/** Values that whoever runs it puts in. */
export const isOpen = (text: string): boolean => /[$`]|\{\{|<</.test(text);

/** What the words, or the name of the file, say of the environment; null where they say nothing, or several. */
export function environmentOfWords(words: readonly Word[], file: string): Environment | null {
  const said = (texts: readonly string[]): Environment | null => {
    const found = new Set(
      texts.flatMap((text) => text.split(/[^A-Za-z0-9]+/).flatMap((token) => environmentOfToken(token) ?? [])),
    );
    const [only] = found;
    return found.size === 1 ? (only ?? null) : null;
  };
  const own = words.map(({ value }) => value).filter((value) => !isOpen(value));
  return said(own) ?? said([basename(file).replace(/^ci\b|\bci\./i, '')]);
}
