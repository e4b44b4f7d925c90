import type { Prologue } from '../../model/facts.ts';
import { lineEnd, lineStart } from '../../model/text.ts';
import { endOf, lastOf, startOf } from '../../syntax/navigate.ts';
import type { Extraction } from './extraction.ts';
import type { PrologueSyntax } from './languageSyntax.ts';

/** Comments at the top that speak of the file and not of the statement below them. */
const fileComment =
  /^#!|coding[:=]|copyright|licen[sc]e|spdx|all rights reserved|@ts-|eslint|@flow|@file|@jsx|prettier|vim:|pylint|mypy|ruff|flake8|noqa/i;

/** Where new code goes that must come first. */
export function readPrologue({ tree, text }: Extraction, { kindOf }: PrologueSyntax): Prologue {
  const end = lastOf(tree, 0);
  let headEnd = 0;
  /** Comments since the last directive. */
  let comments: number[] = [];
  let first = -1;
  for (let child = 1; child < end; child = lastOf(tree, child)) {
    const kind = kindOf(child);
    if (kind === 'directive') {
      headEnd = endOf(tree, child);
      comments = [];
    } else if (kind === 'comment') {
      comments.push(child);
    } else {
      first = child;
      break;
    }
  }
  const broken = comments.findIndex((comment, index) => {
    const before = comments[index - 1];
    return before !== undefined && hasBlankLine(text, endOf(tree, before), startOf(tree, comment));
  });
  const block = broken === -1 ? comments : comments.slice(0, broken);
  const [opening] = block;
  const closing = block[block.length - 1];
  if (opening !== undefined && closing !== undefined) {
    const blockEnd = endOf(tree, closing);
    const isOfFile = fileComment.test(
      text.slice(startOf(tree, opening), Math.min(blockEnd, startOf(tree, opening) + 4000)),
    );
    const standsAlone = broken !== -1 || first === -1 || hasBlankLine(text, blockEnd, startOf(tree, first));
    if (isOfFile || standsAlone) headEnd = blockEnd;
  }
  const firstStatement = headEnd === 0 ? firstLine(text) : contentAfter(text, headEnd);
  return { firstStatement, afterImports: afterImports() };

  function afterImports(): number {
    let last = -1;
    for (let child = 1; child < end; child = lastOf(tree, child)) {
      if (startOf(tree, child) < firstStatement) continue;
      const kind = kindOf(child);
      if (kind === 'import') last = endOf(tree, child);
      else if (kind !== 'comment') break;
    }
    return last === -1 ? firstStatement : nextLine(text, last);
  }
}

/** Start of the line of the first thing that is not white space; the next line where something precedes it on its own. */
function contentAfter(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  if (at === text.length) return text.length;
  const start = lineStart(text, at);
  return start >= offset ? start : nextLine(text, at);
}

function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
}

/** A byte-order mark stays first. */
function firstLine(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

function hasBlankLine(text: string, from: number, to: number): boolean {
  return /\n[ \t\r]*\n/.test(text.slice(from, to));
}
