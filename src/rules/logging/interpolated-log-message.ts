/** A message that is another text each time: nothing groups it, counts it or finds it by its values. */
import { placeholderFix } from '../../fixes/placeholders.ts';
import { loggerRow } from '../../knowledge/loggers.ts';
import type { ArgumentFact, LogCallFact } from '../../model/facts.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { isPrint } from './libraries.ts';
import { isReviewed } from './reviewed.ts';

export const interpolatedLogMessage = defineRule({
  id: 'interpolated-log-message',
  area: 'logging',
  severity: 'hint',
  scope: 'file',
  summary: 'Values are put into the text of a log message, where the library takes them beside it.',
  why:
    'Log and error trackers group by the message as code writes it. A text that is put together first is a message of its ' +
    'own each time: a thousand alerts instead of one with a count, and no way to ask for all lines of order 4711 but a full ' +
    'text search. Where the level is off, the text is made and thrown away.\n\n' +
    'It is reported for libraries that format late or keep fields (in Python `logging`, structlog and loguru, in Go slog and ' +
    'zap, SLF4J and Log4j 2, .NET loggers). In Node, Ruby and PHP, where put-together messages are common, only where the ' +
    'profile says `logging.structured: true`. Printing is left alone, and so are texts of constants.',
  fixes:
    'Values become arguments or fields in the form that the library takes, where the text can be taken apart for sure. It wants a look where ' +
    'something else parses these lines.',
  examples: {
    python: {
      bad: `import logging

logger = logging.getLogger(__name__)


def charge(order):
    logger.info([|f"charged {order.id} with {order.total}"|])
`,
      good: `import logging

logger = logging.getLogger(__name__)


def charge(order):
    logger.info("charged %s with %s", order.id, order.total)
`,
    },
    typescript: {
      bad: {
        Procfile: 'web: tsx server.ts\n',
        'package.json': '{ "name": "server", "type": "module" }\n',
        'prodaware.yaml': 'version: 1\nlogging:\n  structured: true\n',
        'server.ts': `import pino from 'pino';

const log = pino();

export function charge(order: string): void {
  log.info([|\`charged \${order}\`|]);
}
`,
      },
      good: {
        Procfile: 'web: tsx server.ts\n',
        'package.json': '{ "name": "server", "type": "module" }\n',
        'prodaware.yaml': 'version: 1\nlogging:\n  structured: true\n',
        'server.ts': `import pino from 'pino';

const log = pino();

export function charge(order: string): void {
  log.info({ order }, 'charged');
}
`,
      },
    },
    go: {
      bad: `package main

import (
	"fmt"
	"log/slog"
)

func charge(order string) {
	fmt.Println("charging")
	slog.Info([|fmt.Sprintf("charged %s", order)|])
}
`,
      good: `package main

import (
	"fmt"
	"log/slog"
)

func charge(order string) {
	fmt.Println("charging")
	slog.Info("charged", "order", order)
}
`,
    },
    java: {
      bad: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    void charge(Order order) {
        log.info([|"charged " + order.id() + " with " + order.total()|]);
    }
}
`,
      good: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    void charge(Order order) {
        log.info("charged {} with {}", order.id(), order.total());
    }
}
`,
    },
  },
  check(context) {
    const { facts, text, path } = context;
    if (facts.logCalls.length === 0 || !isReviewed(context)) return [];
    return facts.logCalls.flatMap((log): Draft[] => {
      const message = facts.calls[log.call]?.arguments[log.messageArgument];
      if (log.message !== 'interpolated' || message === undefined || isPrint(log.library)) return [];
      const wanted = wantedForm(context, log);
      if (wanted === null || isConstant(text, message) || !saysSomething(text, message)) return [];
      const fix = placeholderFix({ path, text, facts }, log);
      return [{ file: path, range: message.range, message: messageOf(wanted), fixes: fix === null ? [] : [fix] }];
    });
  },
});

function messageOf(wanted: 'template' | 'fields'): string {
  const lost = 'the message differs each time, so production can neither group nor count it';
  return wanted === 'template' ? `${lost}: give the values as arguments` : `${lost}: give the values as fields`;
}

/** Ecosystems in which messages are put together as a rule, and only a team that decided otherwise minds. */
const lenient = new Set(['node', 'ruby', 'php', 'rust']);

function wantedForm({ facts, profile }: FileContext, log: LogCallFact): 'template' | 'fields' | null {
  const isStructured = profile?.value.logging?.structured;
  if (
    isStructured === false ||
    ((lenient.has(facts.ecosystem) || facts.language === 'kotlin') && isStructured !== true)
  )
    return null;
  const form = loggerRow(facts.ecosystem, log.library)?.messages ?? 'free';
  if (form !== 'free') return form;
  return isStructured === true && log.library !== 'debug' ? 'fields' : null;
}

/** `'one ' + 'two'`, `LIMIT_TEXT + 'x'`: the same text each time. */
function isConstant(text: string, { range, kind }: ArgumentFact): boolean {
  const written = text.slice(range.start, Math.min(range.end, range.start + 2000));
  if (kind === 'template') return !/[{$]/.test(written);
  const rest = written.replace(/[rbuRBU]?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`$]*`)/g, '');
  return /^(?:[\s+()\\]|\b[A-Z][A-Z0-9_]*\b|\b[\w.]+\.[A-Z][A-Z0-9_]+\b)*$/.test(rest);
}

/** A text of its own is in it: a function that hands on what it was given puts nothing together. */
function saysSomething(text: string, { range }: ArgumentFact): boolean {
  const written = text.slice(range.start, Math.min(range.end, range.start + 2000));
  const literals = written.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [];
  return literals.some((literal) => /[\p{L}]{2}/u.test(literal.replace(/\$?\{[^{}]*\}|%[-+ #0]*\d*\w/g, '')));
}
