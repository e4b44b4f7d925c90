/** Work in the background fails, and nobody is told: nothing waits for it, and nothing in it catches. */
import { logRejectionFix } from '../../fixes/logRejection.ts';
import { backgroundStarters, detachedErrors, lastResorts, rejectionEnds } from '../../knowledge/backgroundStarters.ts';
import type { BackgroundStarterRow } from '../../knowledge/backgroundStarters.ts';
import type { CallFact, Facts } from '../../model/facts.ts';
import type { Production } from '../../model/production.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { lineEnd, lineStart } from '../../model/text.ts';
import { escaping, functionNamed, workOf } from './backgroundWork.ts';
import { loggerSources } from './libraries.ts';
import { isReviewed } from './reviewed.ts';
import { isStartedByHand, runsInProcess } from '../processFiles.ts';

export const unobservedBackgroundError = defineRule({
  id: 'unobserved-background-error',
  area: 'logging',
  severity: 'hint',
  scope: 'file',
  summary: 'Work is started in the background, and nothing sees when it fails.',
  why:
    'An error goes to whoever waits. Where nobody does, the platform decides: a pool of threads keeps it in a future that ' +
    'was thrown away, a schedule stops for good, `go` drops what a function returns, and Node ends the whole process for a ' +
    'rejection that nobody caught, with all the requests in it.\n\n' +
    'It is reported where the work is a function of the same file that can fail (it awaits, or calls another system) and ' +
    'catches nothing: a promise that is not awaited, an `async` callback of a timer, a task, a future or a goroutine whose result is dropped. A function that ' +
    'catches everything anywhere in it is left alone, and so is a process that takes what nobody caught ' +
    '(`unhandledRejection`). What a module does while it starts fails in plain sight.',
  fixes:
    'A promise that nobody awaits gets a `.catch` that logs, with the logger that the file or its service has. It wants a ' +
    'look: the process goes on where it ended before. For the other forms there is no fix: the handler belongs into the work.',
  examples: {
    python: {
      bad: `from concurrent.futures import ThreadPoolExecutor

import requests

executor = ThreadPoolExecutor()


def mail(order):
    requests.post("https://api.mailgun.net/v3/messages", data=order, timeout=10)


def pay(order):
    [|executor.submit(mail, order)|]
    return True
`,
      good: `import logging
from concurrent.futures import ThreadPoolExecutor

import requests

logger = logging.getLogger(__name__)
executor = ThreadPoolExecutor()


def mail(order):
    try:
        requests.post("https://api.mailgun.net/v3/messages", data=order, timeout=10)
    except Exception:
        logger.exception("requests.post failed")


def pay(order):
    executor.submit(mail, order)
    return True
`,
    },
    javascript: {
      bad: `const winston = require('winston');

const logger = winston.createLogger();

async function mail(order) {
  await gateway.send(order.email);
}

function pay(order) {
  [|mail(order)|];
  return true;
}

module.exports = { pay };
`,
      good: `const winston = require('winston');

const logger = winston.createLogger();

async function mail(order) {
  await gateway.send(order.email);
}

function pay(order) {
  mail(order).catch((error) => logger.error('mail failed', error));
  return true;
}

module.exports = { pay };
`,
    },
    typescript: {
      bad: `import pino from 'pino';

const log = pino();

export function start(cache: Cache): void {
  [|setInterval(async () => {
    await cache.reload();
  }, 60_000)|];
  log.info('started');
}
`,
      good: `import pino from 'pino';

const log = pino();

export function start(cache: Cache): void {
  setInterval(async () => {
    try {
      await cache.reload();
    } catch (error) {
      log.error({ err: error }, 'cache.reload failed');
    }
  }, 60_000);
  log.info('started');
}
`,
    },
    go: {
      bad: `package main

import "context"

func mail(ctx context.Context, address string) error {
	return gateway.Send(ctx, address)
}

func pay(ctx context.Context, address string) {
	[|go mail(ctx, address)|]
}
`,
      good: `package main

import (
	"context"
	"log/slog"
)

func mail(ctx context.Context, address string) error {
	return gateway.Send(ctx, address)
}

func pay(ctx context.Context, address string) {
	go func() {
		if err := mail(ctx, address); err != nil {
			slog.Error("mail failed", "err", err)
		}
	}()
}
`,
    },
    java: {
      bad: `package shop;

import java.util.concurrent.ExecutorService;
import org.springframework.kafka.core.KafkaTemplate;

class Orders {
    private final ExecutorService pool;
    private final KafkaTemplate<String, Order> kafka;

    void pay(Order order) {
        [|pool.submit(() -> kafka.send("paid", order))|];
    }
}
`,
      good: `package shop;

import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;

class Orders {
    private static final Logger log = LoggerFactory.getLogger(Orders.class);
    private final ExecutorService pool;
    private final KafkaTemplate<String, Order> kafka;

    void pay(Order order) {
        pool.submit(() -> {
            try {
                kafka.send("paid", order);
            } catch (Exception e) {
                log.error("kafka.send failed", e);
            }
        });
    }
}
`,
    },
  },
  check(context) {
    const { path, text, facts } = context;
    const dropped = facts.calls.flatMap((call) => {
      const loss = (call.isStatement || call.detached) && !isMeant(text, call) ? lossOf(facts, text, call) : null;
      return loss === null ? [] : [{ call, loss }];
    });
    if (dropped.length === 0 || !isReviewed(context) || !runsInProcess(context)) return [];
    if (isStartedByHand(context) || hasLastResort(context)) return [];
    const sources = loggerSources(context);
    return dropped.map(({ call, loss }): Draft => {
      const fix = loss.isPromise ? logRejectionFix({ path, text, facts }, call, sources) : null;
      return {
        file: path,
        range: call.detached ? call.statement : call.range,
        message: `when ${loss.what} fails here, ${loss.becomes}`,
        fixes: fix === null ? [] : [fix],
      };
    });
  },
});

/** A linter was told that the result is dropped on purpose. */
function isMeant(text: string, { statement }: CallFact): boolean {
  const above = lineStart(text, Math.max(0, lineStart(text, statement.start) - 1));
  return /\b(?:nolint|noqa|eslint-disable|biome-ignore|NOSONAR)\b/.test(
    text.slice(above, lineEnd(text, statement.end)),
  );
}

interface Loss {
  readonly what: string;
  readonly becomes: string;
  /** The call gives a promise, which can be given a `.catch`. */
  readonly isPromise: boolean;
}

function lossOf(facts: Facts, text: string, call: CallFact): Loss | null {
  if (call.detached) return lossOfDetached(facts, text, call);
  if (call.awaited) return null;
  const row = starterOf(facts, call);
  if (row !== null) return lossOfStarted(facts, call, row);
  return facts.ecosystem === 'node' ? lossOfPromise(facts, call) : null;
}

function starterOf({ ecosystem }: Facts, { path, callee, constructs }: CallFact): BackgroundStarterRow | null {
  if (constructs) return null;
  const named = path ?? callee;
  return (
    backgroundStarters.find((row) => {
      if (row.ecosystem !== ecosystem || !named.endsWith(row.path)) return false;
      return (
        named.length === row.path.length ||
        row.path.startsWith('.') ||
        /[. ]/.test(named[named.length - row.path.length - 1] ?? '')
      );
    }) ?? null
  );
}

function lossOfStarted(facts: Facts, call: CallFact, row: BackgroundStarterRow): Loss | null {
  const argument = call.arguments[row.work];
  const index = argument === undefined ? -1 : workOf(facts, call, argument);
  const work = facts.functions[index];
  if (work === undefined || (row.asyncOnly && !work.async)) return null;
  const failing = failingIn(facts, index);
  return failing === null ? null : { what: failing, becomes: row.loss, isPromise: false };
}

/** An `async` function of the file, called and let go. While a module starts, its failure is what one sees. */
function lossOfPromise(facts: Facts, call: CallFact): Loss | null {
  if (call.function === -1 || call.constructs) return null;
  const index = functionNamed(facts, call, call.path);
  const work = facts.functions[index];
  if (work === undefined || !work.async) return null;
  const failing = escaping(facts, index);
  return failing === null ? null : { what: `${call.callee}()`, becomes: rejectionEnds, isPromise: true };
}

/** What fails in the work. */
function failingIn(facts: Facts, index: number): string | null {
  const call = escaping(facts, index);
  if (call === null) return null;
  const inner = functionNamed(facts, call, call.path);
  if (inner !== -1 && escaping(facts, inner) === null) return null;
  const name = call.callee.replace(/^(?:self|this)\./, '');
  return /^[\w$.]{1,60}$/.test(name) ? `${name}()` : 'the work that starts';
}

const returnsError = /(?:\)\s*error|,\s*(?:\w+\s+)?error\s*\))\s*$/;

/** `go f()`: what a function returns is dropped, an error too. */
function lossOfDetached(facts: Facts, text: string, call: CallFact): Loss | null {
  const becomes = 'the error that it returns is dropped by go: no log line, no trace';
  if (call.path !== null && detachedErrors.has(call.path))
    return { what: `${call.callee}()`, becomes, isPromise: false };
  const index = functionNamed(facts, call, call.path);
  const work = facts.functions[index];
  if (
    work === undefined ||
    !returnsError.test(text.slice(work.range.start, work.body.start)) ||
    logsItself(facts, index)
  )
    return null;
  return { what: `${call.callee}()`, becomes, isPromise: false };
}

function logsItself(facts: Facts, index: number): boolean {
  return facts.logCalls.some(
    (log) => log.function === index && (log.level === 'error' || log.level === 'warn' || log.level === 'critical'),
  );
}

/** Somewhere the process takes what nobody caught. */
function hasLastResort({ facts, text, production }: FileContext): boolean {
  const pattern = lastResorts[facts.ecosystem];
  if (pattern === undefined) return false;
  if (pattern.test(text)) return true;
  let known = resorts.get(production);
  if (known === undefined) resorts.set(production, (known = new Map()));
  let isThere = known.get(facts.ecosystem);
  if (isThere === undefined) {
    isThere = [...production.sources.values()].some(
      (source) => pattern.test(source.text) && source.facts?.ecosystem === facts.ecosystem,
    );
    known.set(facts.ecosystem, isThere);
  }
  return isThere;
}

/** Every file of one ecosystem asks the same of the same files. */
const resorts = new WeakMap<Production, Map<string, boolean>>();
