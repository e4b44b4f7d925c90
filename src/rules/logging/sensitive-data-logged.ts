/** A secret in the log is read by everybody who reads the log, and stays there as long as the log is kept. */
import { redactFix } from '../../fixes/redact.ts';
import { isCommandLineLibrary } from '../../knowledge/commandLineLibraries.ts';
import { sensitiveNames, sensitiveObjects, wordsOf, type SensitiveNames } from '../../knowledge/sensitive.ts';
import type { LogCallFact } from '../../model/facts.ts';
import type { Production } from '../../model/production.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import type { Range } from '../../model/text.ts';
import { isPrint } from './libraries.ts';
import { isReviewed } from './reviewed.ts';
import { writtenValues, type WrittenValue } from './writtenValues.ts';

export const sensitiveDataLogged = defineRule({
  id: 'sensitive-data-logged',
  area: 'logging',
  severity: 'warning',
  scope: 'file',
  summary: 'A secret, or an object full of them, is written to the log as it is.',
  why:
    'Logs are copied to more places than any database: to the disk of the host, the collector, the vendor, the mail of an ' +
    'alert. Whoever may read one of them has the password, the token or the card number, and nothing takes it back. The ' +
    'headers of a request hold its cookies and its authorization, the environment of a process holds its secrets.\n\n' +
    'It is judged by names: a short list of what is a secret in any program (passwords, keys, access tokens, cookies, card ' +
    'numbers), and what `compliance.sensitive` of the profile adds, such as `email`. A value that goes through a call on ' +
    'its way, is cut, compared or counted, is left alone, as are names that say it is masked or hashed. Headers, bodies and ' +
    'the environment as a whole are reported from level info on, unless the service sets its logs up to redact them.',
  fixes:
    'The value becomes the text `[redacted]`, so that the line keeps its shape. It wants a look: perhaps an id should stand there.',
  examples: {
    python: {
      bad: `import logging

logger = logging.getLogger(__name__)


def sign_in(form):
    user = form["user"]
    password = form["password"]
    logger.info("sign in of %s with %s", user, [|password|])
    return check(user, password)
`,
      good: `import logging

logger = logging.getLogger(__name__)


def sign_in(form):
    user = form["user"]
    password = form["password"]
    logger.info("sign in of %s", user)
    return check(user, password)
`,
    },
    javascript: {
      bad: `const express = require('express');
const winston = require('winston');

const logger = winston.createLogger();
const app = express();

app.post('/orders', (req, res) => {
  logger.info('order', { path: req.path, headers: [|req.headers|] });
  res.json({});
});
`,
      good: `const express = require('express');
const winston = require('winston');

const logger = winston.createLogger();
const app = express();

app.post('/orders', (req, res) => {
  logger.info('order', { path: req.path, agent: req.headers['user-agent'] });
  res.json({});
});
`,
    },
    typescript: {
      bad: `import pino from 'pino';

const log = pino();

export function charge(card: Card, total: number): void {
  log.info({ total, cardNumber: [|card.number|] }, 'charge');
}
`,
      good: `import pino from 'pino';

const log = pino();

export function charge(card: Card, total: number): void {
  log.info({ total, cardNumber: mask(card.number) }, 'charge');
}
`,
    },
    go: {
      bad: `package main

import (
	"log/slog"
	"net/http"
)

func order(w http.ResponseWriter, r *http.Request) {
	slog.Info("order", "path", r.URL.Path, "headers", [|r.Header|])
}
`,
      good: `package main

import (
	"log/slog"
	"net/http"
)

func order(w http.ResponseWriter, r *http.Request) {
	slog.Info("order", "path", r.URL.Path, "agent", r.Header.Get("User-Agent"))
}
`,
    },
    java: {
      bad: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    void signIn(Form form) {
        log.info("sign in of {} with {}", form.getUser(), [|form.getPassword()|]);
    }
}
`,
      good: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    void signIn(Form form) {
        log.info("sign in of {}", form.getUser());
    }
}
`,
    },
  },
  check(context) {
    const { facts, text, path, profile } = context;
    if (facts.logCalls.length === 0 || !isReviewed(context)) return [];
    const names = sensitiveNames(profile?.value.compliance?.sensitive ?? []);
    const looked = new Map<number, boolean>();
    // What a log call may name is somewhere in its function: one look at the function spares one at each of its calls.
    const mayHold = (log: LogCallFact): boolean => {
      const body = facts.functions[log.function]?.body ?? log.range;
      if (log.function === -1) return names.mayHold(text.slice(body.start, body.end));
      const known = looked.get(log.function) ?? names.mayHold(text.slice(body.start, body.end));
      looked.set(log.function, known);
      return known;
    };
    return facts.logCalls.flatMap((log): Draft[] => {
      const call = facts.calls[log.call];
      if (call === undefined || call.arguments.length === 0 || isOutput(context, log)) return [];
      if (!mayHold(log)) return [];
      const first = call.arguments[0]?.range.start ?? 0;
      const last = call.arguments.at(-1)?.range.end ?? 0;
      return writtenValues(text, { start: first, end: last }, facts.ecosystem).flatMap((value): Draft[] => {
        const message = judge(context, log, value, names);
        if (message === null) return [];
        const fix = redactFix({ path, text, facts }, log, value);
        return [{ file: path, range: value.range, message, fixes: fix === null ? [] : [fix] }];
      });
    });
  },
});

/**
 * What a command was asked for. In Go, services log through a library and do not print; elsewhere, who prints and then
 * ends the process well is a script. The debug lines of a command stay with whoever runs it.
 */
function isOutput({ facts, text }: FileContext, { library, level }: LogCallFact): boolean {
  if (facts.ecosystem === 'go' && library === 'print') return true;
  if (isPrint(library)) {
    return facts.signalHandlers.length === 0 && /\b(?:process|sys|System)\.exit\(0?\)/.test(text);
  }
  return level === 'debug' && facts.imports.some((one) => isCommandLineLibrary(facts.ecosystem, one.module));
}

/** What is wrong with writing the value, null where nothing shows that something is. */
function judge(context: FileContext, log: LogCallFact, value: WrittenValue, names: SensitiveNames): string | null {
  const meant = isPlainName(value) ? (assigned(context, log.function, value) ?? value) : value;
  const whole = wholeObject(context, log, meant);
  if (whole !== null) return whole;
  if (isSettled(log.condition, value.chain)) return null;
  if (isHarmless(value.name) || isHarmless(meant.name) || isConstantName(context, meant)) return null;
  const found =
    (value.field === null ? null : names.match(value.field)) ??
    nameOf(value, names) ??
    (meant === value ? null : nameOf(meant, names));
  if (found === null) return null;
  if (value.field !== null && isRedacted(context)) return null;
  return `${found} is written to the log as it is: whoever reads production's logs has it`;
}

function nameOf(value: WrittenValue, names: SensitiveNames): string | null {
  const isHeader = /headers?\.\w+$/i.test(value.chain);
  return value.lookedUp || isHeader ? names.matchKey(value.name) : names.match(value.name);
}

function isPlainName({ chain, lookedUp }: WrittenValue): boolean {
  return !lookedUp && /^\$?\w+$/.test(chain);
}

/** Where the condition says what the value is (`key == "public"`) or that there is none, the line gives nothing away. */
function isSettled(condition: string | null, chain: string): boolean {
  if (condition === null || !condition.includes(chain)) return false;
  const name = chain.replace(/\$/g, '\\$');
  const constant = '(?:"[^"]*"|\'[^\']*\'|None\\b|null\\b|nil\\b|undefined\\b)';
  return new RegExp(
    `^(?:!|not\\s+)\\(?${name}\\)?$|(?:^|\\band\\s+|&&\\s*|^\\()${name}\\s*(?:={2,3}|is)\\s*${constant}|(?:^|\\band\\s+|&&\\s*|^\\()(?:"[^"]*"\\.equals\\(${name}\\)|${name}\\.equals\\("[^"]*"\\))`,
  ).test(condition.trim());
}

const harmless = new Set(
  'masked redacted hashed hash encrypted obfuscated sanitized truncated length len size count present exists error err exception message'.split(
    ' ',
  ),
);

function isHarmless(name: string): boolean {
  return wordsOf(name).some((word) => harmless.has(word));
}

/** What is named like a constant of the program is the name of a setting, in languages where settings are no constants. */
function isConstantName({ facts }: FileContext, { chain, name, lookedUp }: WrittenValue): boolean {
  if (lookedUp) return false;
  if (facts.ecosystem === 'go') return chain === name && /^[A-Z]/.test(name);
  return /^(?:jvm|dotnet|ruby|php|rust)$/.test(facts.ecosystem) && /^[A-Z][A-Z0-9_]+$/.test(name);
}

/** The headers, the body, the environment. What is only for debugging may show them. */
function wholeObject(context: FileContext, log: LogCallFact, value: WrittenValue): string | null {
  if (value.lookedUp || log.level === 'debug' || log.level === 'trace') return null;
  const { ecosystem } = context.facts;
  const row = sensitiveObjects.find((one) => one.ecosystem === ecosystem && one.written.test(value.chain));
  if (row === undefined || isRedacted(context)) return null;
  return `${value.chain} holds ${row.holds}: production writes all of it to the log`;
}

const redaction =
  /\bredact|\bscrub|\bSensitive\w*(?:Filter|Formatter|Processor)|\bMask\w*(?:Layout|Converter|Filter)|filter_parameters|\bsanitiz\w*(?:Filter|Formatter|Log)/i;
const redacting = new WeakMap<Production, boolean>();

/** Somewhere in what production runs the log is set up to leave fields out. */
function isRedacted({ production, text }: FileContext): boolean {
  let known = redacting.get(production);
  if (known === undefined) {
    known = [...production.sources.values()].some((source) => redaction.test(source.text));
    redacting.set(production, known);
  }
  return known || redaction.test(text);
}

/** What a local name stands for, where its function binds it once, to a value as it is. */
function assigned({ facts, text }: FileContext, within: number, { chain, range }: WrittenValue): WrittenValue | null {
  const body = facts.functions[within]?.body;
  if (body === undefined || body.end - body.start > 20_000) return null;
  const code = text.slice(body.start, body.end);
  const name = chain.replace(/\$/g, '\\$');
  const bindings = [
    ...code.matchAll(new RegExp(`(?<![\\w.$'"\`])${name}\\s*(?::[^=\\n(){}]{1,60})?:?=(?![=>~])[ \\t]*`, 'g')),
  ];
  const taken = [...code.matchAll(new RegExp(`\\{([^{}]*)\\}\\s*=\\s*([\\w.]+)`, 'g'))].filter(([, members = '']) =>
    members.split(',').some((member) => member.trim() === chain),
  );
  const [binding] = bindings;
  if (bindings.length === 0 && taken.length === 1) {
    const from = taken[0]?.[2] ?? '';
    return {
      chain: `${from}.${chain}`,
      name: chain,
      range,
      lookedUp: false,
      field: null,
      shorthand: false,
      inText: null,
    };
  }
  if (binding === undefined || bindings.length !== 1 || taken.length > 0) return null;
  const start = body.start + binding.index + binding[0].length;
  if (start >= range.start) return null;
  const line: Range = { start, end: start + (/^[^\r\n;]*/.exec(text.slice(start, start + 300))?.[0].length ?? 0) };
  const values = writtenValues(text, line, facts.ecosystem);
  const [value] = values;
  if (value === undefined || values.length !== 1) return null;
  const around = `${text.slice(line.start, value.range.start)} ${text.slice(value.range.end, line.end)}`;
  const isAsItIs =
    /^\s*(?:(?:await|dict|str|String|JSON\.stringify|json\.dumps)\s*\(?\s*)*[\s)]*(?:(?:or|\?\?|\|\|)\s*\S{0,4})?\s*(?:#.*|\/\/.*)?$/.test(
      around,
    );
  return isAsItIs ? { ...value, range } : null;
}
