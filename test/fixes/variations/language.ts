/** What the generated variations know of each language: how a comment, a block and a few harmless statements are written. */

export interface Words {
  readonly comment: string;
  readonly blocks: 'indent' | 'braces' | 'end';
  /** A line that begins a function; what it holds is indented deeper. */
  readonly functionHeader: RegExp;
  /** Lines around statements, by what they are. */
  readonly around: readonly (readonly [name: string, before: readonly string[], after: readonly string[]])[];
  /** A statement that does nothing anybody reports. */
  readonly statement: string;
  /** `if (ready) …` on one line. */
  guarded(statement: string): string;
  /** Code of an empty block. */
  readonly nothing: string;
  /** A comment within a line; null: the language has none. */
  readonly inline: string | null;
  /** Imports that nothing uses, one per line; they go in front of the first import. */
  readonly imports: readonly string[];
  /** Letters outside of the basic plane, as a declaration at the top. */
  readonly unicode: readonly string[];
  readonly trailingComma: boolean;
}

const script: Words = {
  comment: '//',
  blocks: 'braces',
  functionHeader: /(?:\bfunction\b.*|=>\s*)\{$/,
  around: [
    ['if', ['if (ready()) {'], ['}']],
    ['else', ['if (ready()) {', '  prepare();', '} else {'], ['}']],
    ['loop', ['for (;;) {'], ['}']],
    ['finally', ['try {'], ['} finally {', '  release();', '}']],
    ['switch', ['switch (mode()) {', '  case 1: {'], ['  }', '}']],
  ],
  statement: 'prepare();',
  guarded: (statement) => `if (ready()) ${statement}`,
  nothing: '',
  inline: '/* TODO */',
  imports: [],
  unicode: ["const größe = '😀 naïve 𝒙𝒚';", ''],
  trailingComma: true,
};

const java: Words = {
  ...script,
  functionHeader:
    /^\s+(?!(?:if|for|while|switch|catch|try|else|do|synchronized)\b)[\w<>[\], .]+\s\w+\(.*\)(?: throws .*)? \{$/,
  around: [
    ['if', ['if (ready()) {'], ['}']],
    ['else', ['if (ready()) {', '    prepare();', '} else {'], ['}']],
    ['loop', ['for (;;) {'], ['}']],
    ['finally', ['try {'], ['} finally {', '    release();', '}']],
    ['switch', ['switch (mode()) {', '    case 1: {'], ['    }', '}']],
    ['synchronized', ['synchronized (this) {'], ['}']],
    ['lambda', ['Runnable task = () -> {'], ['};']],
  ],
  imports: ['import java.util.ArrayList;', 'import java.util.Map;'],
  unicode: [],
  trailingComma: false,
};

export const words: Readonly<Record<string, Words>> = {
  python: {
    comment: '#',
    blocks: 'indent',
    functionHeader: /^\s*(?:async )?def /,
    around: [
      ['if', ['if ready():'], []],
      ['else', ['if ready():', '    prepare()', 'else:'], []],
      ['loop', ['while not ready():'], []],
      ['finally', ['try:'], ['finally:', '    release()']],
      ['with', ['with lock:'], []],
    ],
    statement: 'prepare()',
    guarded: (statement) => `if ready(): ${statement}`,
    nothing: 'pass',
    inline: null,
    imports: ['import os', 'import sys', 'from typing import Any'],
    unicode: ['größe = "😀 naïve 𝒙𝒚"', ''],
    trailingComma: true,
  },
  javascript: { ...script, imports: ["const os = require('node:os');", "const path = require('node:path');"] },
  typescript: { ...script, imports: ["import * as os from 'node:os';", "import type { Stats } from 'node:fs';"] },
  go: {
    ...script,
    functionHeader: /^\s*(?:go |defer )?func\b.*\{$/,
    around: [
      ['if', ['if ready() {'], ['}']],
      ['else', ['if ready() {', '\tprepare()', '} else {'], ['}']],
      ['loop', ['for {'], ['}']],
      ['switch', ['switch mode() {', 'case 1:'], ['}']],
      ['closure', ['defer func() {'], ['}()']],
    ],
    statement: 'prepare()',
    guarded: (statement) => `if ready() { ${statement} }`,
    imports: [],
    unicode: ['const größe = "😀 naïve 世界"', ''],
  },
  java,
  kotlin: {
    ...java,
    functionHeader: /^\s*(?:\w+ )*fun\b.*\{$/,
    around: [
      ['if', ['if (ready()) {'], ['}']],
      ['else', ['if (ready()) {', '    prepare()', '} else {'], ['}']],
      ['loop', ['while (true) {'], ['}']],
      ['finally', ['try {'], ['} finally {', '    release()', '}']],
      ['when', ['when (mode()) {', '    1 -> {'], ['    }', '}']],
    ],
    statement: 'prepare()',
    imports: ['import java.util.Locale', 'import kotlin.math.max'],
    unicode: ['private const val größe = "😀 naïve"', ''],
    trailingComma: true,
  },
  csharp: {
    ...java,
    imports: ['using System.Collections.Generic;', 'using System.Text;'],
    around: [
      ['if', ['if (Ready()) {'], ['}']],
      ['else', ['if (Ready()) {', '    Prepare();', '} else {'], ['}']],
      ['loop', ['for (;;) {'], ['}']],
      ['finally', ['try {'], ['} finally {', '    Release();', '}']],
      ['lock', ['lock (gate) {'], ['}']],
    ],
    statement: 'Prepare();',
    guarded: (statement) => `if (Ready()) ${statement}`,
  },
  ruby: {
    comment: '#',
    blocks: 'end',
    functionHeader: /^\s*def /,
    around: [
      ['if', ['if ready?'], ['end']],
      ['else', ['if ready?', '  prepare', 'else'], ['end']],
      ['loop', ['loop do'], ['end']],
      ['ensure', ['begin'], ['ensure', '  release', 'end']],
    ],
    statement: 'prepare',
    guarded: (statement) => `${statement} if ready?`,
    nothing: '',
    inline: null,
    imports: ["require 'json'", "require 'time'"],
    unicode: ["GROESSE = '😀 naïve 𝒙𝒚'", ''],
    trailingComma: false,
  },
  php: {
    ...script,
    functionHeader: /^\s*(?:\w+ )*function\b.*$/,
    imports: [],
    unicode: ["$größe = '😀 naïve 𝒙𝒚';", ''],
  },
  rust: {
    ...script,
    functionHeader: /^\s*(?:pub )?(?:async )?fn\b.*\{$/,
    around: [
      ['if', ['if ready() {'], ['}']],
      ['loop', ['loop {'], ['}']],
      ['block', ['{'], ['}']],
    ],
    guarded: (statement) => `if ready() { ${statement} }`,
    imports: ['use std::collections::HashMap;', 'use std::fmt;'],
    unicode: ['const GROESSE: &str = "😀 naïve 𝒙𝒚";', ''],
  },
};
