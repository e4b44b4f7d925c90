/** The same code elsewhere: nested deeper, in a class, behind other imports, twice in the file. */
import {
  afterImports,
  bodyAround,
  chunkAround,
  codeOf,
  indentOf,
  indented,
  replaced,
  sourceOf,
  type Source,
} from './lines.ts';
import { words as allWords } from './language.ts';
import type { Variation } from './variation.ts';

const kindsOfBlock = [...new Set(Object.values(allWords).flatMap(({ around }) => around.map(([name]) => name)))];

export const surroundings: readonly Variation[] = [
  ...kindsOfBlock.map((kind): Variation => ({
    name: `within ${kind}`,
    vary(text, words) {
      const source = sourceOf(text);
      const body = source === null ? null : bodyAround(source, words);
      const around = words.around.find(([name]) => name === kind);
      if (source === null || body === null || around === undefined) return null;
      const indent = indentOf(source.lines[body.from] ?? '');
      const own = (lines: readonly string[]) =>
        indented(
          lines.map((line) =>
            line.replace(/^ +|^\t+/, (blanks) =>
              source.unit.repeat(blanks.startsWith('\t') ? blanks.length : Math.max(1, Math.round(blanks.length / 4))),
            ),
          ),
          indent,
        );
      const [, before, after] = around;
      const deeper =
        kind === 'switch' && !words.comment.startsWith('#') && before.length > 1 && /^\s/.test(before[1] ?? '')
          ? source.unit.repeat(2)
          : source.unit;
      return replaced(source, body.from, body.to, [
        ...own(before),
        ...indented(source.lines.slice(body.from, body.to), deeper),
        ...own(after),
      ]);
    },
  })),
  {
    name: 'three levels deeper',
    vary(text, words) {
      const source = sourceOf(text);
      const body = source === null ? null : bodyAround(source, words);
      const around = words.around[0];
      if (source === null || body === null || around === undefined) return null;
      const indent = indentOf(source.lines[body.from] ?? '');
      let lines = source.lines.slice(body.from, body.to);
      for (let level = 0; level < 3; level++) {
        lines = [...indented(around[1], indent), ...indented(lines, source.unit), ...indented(around[2], indent)];
      }
      return replaced(source, body.from, body.to, lines);
    },
  },
  { name: 'within a function', vary: (text, _words, language) => wrapped(text, withinFunction, language) },
  { name: 'within a class', vary: (text, _words, language) => wrapped(text, withinClass, language) },
  {
    name: 'twice in the file',
    vary(text, words) {
      const source = sourceOf(text);
      if (source === null) return null;
      const { from, to } = chunkAround(source);
      const chunk = source.lines.slice(from, to);
      if (!isDeclaration(chunk)) return null;
      const second = chunk.join('\n').replaceAll('[|', '').replaceAll('|]', '');
      const name = nameOf(chunk);
      if (name === null) return null;
      const blank = words.blocks === 'indent' ? ['', ''] : [''];
      return replaced(source, to, to, [
        ...blank,
        ...second.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `${name}Again`).split('\n'),
      ]);
    },
  },
  {
    name: 'more imports',
    vary(text, { imports }) {
      const lines = text.split('\n');
      const first = lines.findIndex((line) =>
        /^(?:import\b|from \S+ import|using\b|use\b|require\b|const .*= require\()/.test(line.replace('[|', '')),
      );
      const at =
        first === -1 ? lines.findIndex((line) => line !== '' && !/^(?:package|#|\/\/|<\?php)/.test(line)) : first;
      if (imports.length === 0 || at === -1 || lines[at]?.startsWith('[|') === true) return null;
      return [...lines.slice(0, at), ...imports, ...(first === -1 ? [''] : []), ...lines.slice(at)].join('\n');
    },
  },
  {
    name: 'a licence above',
    vary: (text, { comment }) =>
      text.startsWith('<?php')
        ? null
        : `${comment} Copyright the shop's owners\n${comment} All rights kept: 😀\n\n${text}`,
  },
  {
    name: 'a first line for the system',
    vary(text, _words, language) {
      if (language === 'python') return `#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n${text}`;
      return language === 'javascript' ? `#!/usr/bin/env node\n'use strict';\n\n${text}` : null;
    },
  },
  {
    name: 'a docstring above',
    vary: (text, _words, language) =>
      language === 'python'
        ? `"""What the shop does.\n\nMore of it: naïve 😀.\n"""\nfrom __future__ import annotations\n\n${text.replace(/^"""[^\n]*"""\n\n/, '')}`
        : null,
  },
  {
    name: 'text beyond the basic plane above',
    vary(text, { unicode }) {
      const source = sourceOf(text);
      if (source === null || unicode.length === 0) return null;
      const at = afterImports(source);
      if (source.at < at) return null;
      return replaced(source, at, at, ['', ...unicode]);
    },
  },
  {
    name: 'names beyond the basic plane',
    vary: (text, _words, language) =>
      ['python', 'javascript', 'typescript', 'go', 'java', 'kotlin'].includes(language)
        ? swappedNames(text, /(?<![\w/.-])(order|gateway|cache|response|customer)(?![\w/-])/g, (name) => `ö${name}ß`)
        : null,
  },
];

function swappedNames(text: string, name: RegExp, swap: (name: string) => string): string | null {
  const varied = text
    .split('\n')
    .map((line) => line.replace(name, (_, found: string) => swap(found)))
    .join('\n');
  return varied === text ? null : varied;
}

function isDeclaration(chunk: readonly string[]): boolean {
  return /^(?:@|export |async |def |class |function |func |public |final |fun |pub |fn |record |struct |impl )/.test(
    codeOf(chunk[0]),
  );
}

function nameOf(chunk: readonly string[]): string | null {
  const header = chunk.find((line) => /\b(?:def|class|function|func|fun|fn)\b/.test(line));
  return /\b(?:def|class|function|fun|fn|func)\s+(?:\([^)]*\)\s*)?(\w+)/.exec(codeOf(header))?.[1] ?? null;
}

type Wrap = (chunk: readonly string[], source: Source) => readonly string[] | null;

function wrapped(text: string, ways: Readonly<Record<string, Wrap>>, language: string): string | null {
  const source = sourceOf(text);
  const wrap = ways[language];
  if (source === null || wrap === undefined) return null;
  const { from, to } = chunkAround(source);
  const chunk = source.lines.slice(from, to);
  const lines = isDeclaration(chunk) ? wrap(chunk, source) : null;
  return lines === null ? null : replaced(source, from, to, lines);
}

const unexported = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(/^((?:\[\|)?)export /, '$1'));

const scriptFunction: Wrap = (chunk, { unit }) => ['function outer() {', ...indented(unexported(chunk), unit), '}'];
const scriptClass: Wrap = (chunk, { unit }) => {
  const lines = unexported(chunk).map((line) => line.replace(/^(async )?function /, '$1'));
  return /^\w/.test(chunk[0] ?? '') && chunk.some((line) => /\bfunction\b/.test(line))
    ? ['class Shop {', ...indented(lines, unit), '}']
    : null;
};

const withinFunction: Readonly<Record<string, Wrap>> = {
  python: (chunk, { unit }) => ['def outer():', ...indented(chunk, unit)],
  javascript: scriptFunction,
  typescript: scriptFunction,
  kotlin: (chunk, { unit }) => ['fun outer() {', ...indented(chunk, unit), '}'],
  ruby: (chunk, { unit }) => ['def outer', ...indented(chunk, unit), 'end'],
  rust: (chunk, { unit }) => ['fn outer() {', ...indented(chunk, unit), '}'],
};

const withinClass: Readonly<Record<string, Wrap>> = {
  python: (chunk, { unit }) => [
    'class Shop:',
    ...indented(
      chunk.map((line) => line.replace(/^((?:async )?def (?:\[\|)?\w+(?:\|\])?\()/, '$1self, ')),
      unit,
    ),
  ],
  javascript: scriptClass,
  typescript: scriptClass,
  go: (chunk) => [
    'type counter struct{}',
    '',
    ...chunk.map((line) => line.replace(/^func (\w+\()/, 'func (s *counter) $1')),
  ],
  java: (chunk, { unit }) => [
    'class Outer {',
    ...indented(
      chunk.map((line) => line.replace(/^public class /, 'static class ')),
      unit,
    ),
    '}',
  ],
  kotlin: (chunk, { unit }) => ['class Outer {', ...indented(chunk, unit), '}'],
  ruby: (chunk, { unit }) => ['class Shop', ...indented(chunk, unit), 'end'],
  csharp: (chunk, { unit }) => ['static class Outer {', ...indented(chunk, unit), '}'],
};
