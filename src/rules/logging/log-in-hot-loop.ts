/** A line per row: the log costs more than the work, and hides every other line of that minute. */
import type { CallFact, Facts, LogCallFact, LoopFact } from '../../model/facts.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { contains } from '../../model/text.ts';
import { isReviewed } from './reviewed.ts';
import { isPrint } from './libraries.ts';

export const logInHotLoop = defineRule({
  id: 'log-in-hot-loop',
  area: 'logging',
  severity: 'off',
  scope: 'file',
  summary: 'A line at info or above is logged for every turn of a tight loop.',
  why:
    'A hundred thousand rows are a hundred thousand lines in a second: they cost more than the work itself, fill the ' +
    'quota of whoever takes the logs, are dropped when it is full, and hide the other lines of that minute.\n\n' +
    'It is reported for loops inside of loops and for loops over rows, records, bytes and the like, that wait for nothing: no ' +
    '`await`, no sleep, no request or query for each turn. A line that is logged under a condition is left alone, and so is a loop that only logs. It is off by default, ' +
    'because how often a loop turns is not to be seen in the code: of the lines that look like it, many run five times a day.',
  fixes:
    'There is none: whether the line goes, becomes a sum behind the loop, or is logged each thousandth time is for you to say.',
  examples: {
    python: {
      bad: `import logging

logger = logging.getLogger(__name__)


def total(rows):
    result = 0
    for row in rows:
        [|logger.info("row %s", row.id)|]
        result += row.price
    return result
`,
      good: `import logging

logger = logging.getLogger(__name__)


def total(rows):
    result = 0
    for row in rows:
        result += row.price
    logger.info("%s rows, %s in total", len(rows), result)
    return result
`,
    },
    javascript: {
      bad: `const winston = require('winston');

const logger = winston.createLogger();

function total(tables) {
  let result = 0;
  for (const table of tables) {
    for (const cell of table.cells) {
      [|logger.info('cell', { cell })|];
      result += cell.price;
    }
  }
  return result;
}

module.exports = { total };
`,
      good: `const winston = require('winston');

const logger = winston.createLogger();

function total(tables) {
  let result = 0;
  for (const table of tables) {
    for (const cell of table.cells) {
      result += cell.price;
    }
  }
  logger.info('total', { tables: tables.length, result });
  return result;
}

module.exports = { total };
`,
    },
    typescript: {
      bad: `import pino from 'pino';

const log = pino();

export function total(rows: readonly Row[]): number {
  let result = 0;
  for (const row of rows) {
    [|log.info({ row }, 'row')|];
    result += row.price;
  }
  return result;
}
`,
      good: `import pino from 'pino';

const log = pino();

export function total(rows: readonly Row[]): number {
  let result = 0;
  for (const row of rows) {
    if (row.price < 0) log.warn({ row }, 'negative price');
    result += row.price;
  }
  return result;
}
`,
    },
    go: {
      bad: `package main

import "log/slog"

func total(rows []Row) int {
	sum := 0
	for _, row := range rows {
		[|slog.Info("row", "id", row.ID)|]
		sum += row.Price
	}
	return sum
}
`,
      good: `package main

import "log/slog"

func total(rows []Row) int {
	sum := 0
	for _, row := range rows {
		sum += row.Price
	}
	slog.Info("rows", "count", len(rows), "sum", sum)
	return sum
}
`,
    },
    java: {
      bad: `package shop;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    int total(List<Row> rows) {
        int sum = 0;
        for (Row row : rows) {
            [|log.info("row {}", row.id())|];
            sum += row.price();
        }
        return sum;
    }
}
`,
      good: `package shop;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    int total(List<Row> rows) {
        int sum = 0;
        for (Row row : rows) {
            log.trace("row {}", row.id());
            sum += row.price();
        }
        return sum;
    }
}
`,
    },
  },
  check(context) {
    const { facts, text, path } = context;
    if (facts.loops.length === 0 || facts.logCalls.length === 0 || !isReviewed(context)) return [];
    return facts.logCalls.flatMap((log): Draft[] => {
      const call = facts.calls[log.call];
      if (call === undefined || !call.inLoop || isPrint(log.library) || !isPlain(log)) return [];
      const around = facts.loops.filter((loop) => loop.function === call.function && contains(loop.body, call.range));
      const loop = around.at(-1);
      if (loop === undefined || call.handler !== handlerAround(facts, loop) || isConditional(facts, call, loop))
        return [];
      if (!isTight(context, loop, around.length) || isForTheLog(context, loop, call)) return [];
      const header = text.slice(loop.header.start, loop.header.end).replace(/[\s:{]+$/, '');
      return [
        {
          file: path,
          range: call.range,
          message: `a line for each turn of "${header.replace(/\s+/g, ' ').slice(0, 60)}": production's log fills with it, and other lines are lost`,
        },
      ];
    });
  },
});

function isPlain(log: LogCallFact): boolean {
  return log.level !== 'debug' && log.level !== 'trace';
}

function handlerAround(facts: Facts, loop: LoopFact): number {
  return facts.handlers.findLastIndex(
    (handler) => contains(handler.body, loop.body) && handler.function === loop.function,
  );
}

/** Not at every turn: under a condition, behind a `continue`, or every thousandth time. */
function isConditional(facts: Facts, call: CallFact, loop: LoopFact): boolean {
  return facts.branches.some(
    ({ guards }) => contains(loop.body, guards) && guards.start > loop.body.start && contains(guards, call.range),
  );
}

const tightHeader =
  /(?:^|[\s(._])(?:rows?|records?|bytes?|packets?|pixels?|tokens?|lines?|cells?|entries|documents?|docs|messages?|msgs?|events?|samples?|points?|chars?|bits|chunks?)\b|\b(?:i|j|k)\s*<|\brange\(/i;
const waits =
  /sleep|wait|delay|poll|recv|receive|accept|input|readline|select|tick|backoff|send|fetch|request|query|execute|publish|save|commit|insert|update|upload|download|get_or_create|create|delete/i;

/** A loop that does nothing else was written to log what it loops over. */
function isForTheLog({ text }: FileContext, { body }: LoopFact, { statement }: CallFact): boolean {
  const others = text.slice(body.start, statement.start) + text.slice(statement.end, body.end);
  return /^[\s{};]*$/.test(others);
}

/** Nothing in a turn waits for the world outside, and there are many turns: by the nesting, or by what is looped over. */
function isTight({ facts, text }: FileContext, { header, body }: LoopFact, depth: number): boolean {
  const written = text.slice(header.start, header.end);
  if (depth < 2 && !tightHeader.test(written)) return false;
  if (
    /\b(?:await|async|retry|retries|attempts?|while\s*\(?\s*(?:true|True|1)|channel|<-|range\s*\(\s*\d{1,3}\s*\))/.test(
      written,
    )
  )
    return false;
  return (
    !facts.calls.some(
      (call) => contains(body, call.range) && (call.awaited || call.detached || waits.test(call.callee)),
    ) &&
    !facts.outboundCalls.some((call) => contains(body, call.range)) &&
    !/\byield\b|<-/.test(text.slice(body.start, body.end))
  );
}
