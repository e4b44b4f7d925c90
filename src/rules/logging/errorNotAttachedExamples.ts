/** The rule's examples, one for each language it speaks of. */
import type { Example } from '../../model/rule.ts';

export const errorNotAttachedExamples: Readonly<Record<string, Example>> = {
  python: {
    bad: `import logging

logger = logging.getLogger(__name__)


def charge(gateway, order):
    try:
        return gateway.charge(order.card, order.total)
    except Exception as error:
        [|logger.error(f"charge failed: {error}")|]
        return None
`,
    good: `import logging

logger = logging.getLogger(__name__)


def charge(gateway, order):
    try:
        return gateway.charge(order.card, order.total)
    except Exception:
        logger.exception("charge failed")
        return None
`,
  },
  javascript: {
    bad: `const winston = require('winston');

const logger = winston.createLogger();

function refresh(cache) {
  cache.reload().catch((error) => {
    [|logger.warn('reload failed: ' + error.message)|];
  });
}

module.exports = { refresh };
`,
    good: `const winston = require('winston');

const logger = winston.createLogger();

function refresh(cache) {
  cache.reload().catch((error) => {
    logger.warn('reload failed', error);
  });
}

module.exports = { refresh };
`,
  },
  typescript: {
    bad: `import pino from 'pino';

const log = pino();

export async function charge(gateway: Gateway, order: Order): Promise<boolean> {
  try {
    await gateway.charge(order.card, order.total);
  } catch {
    [|log.error({ order: order.id }, 'charge failed')|];
    return false;
  }
  return true;
}
`,
    good: `import pino from 'pino';

const log = pino();

export async function charge(gateway: Gateway, order: Order): Promise<boolean> {
  try {
    await gateway.charge(order.card, order.total);
  } catch (error) {
    log.error({ err: error, order: order.id }, 'charge failed');
    return false;
  }
  return true;
}
`,
  },
  go: {
    bad: `package main

import "log/slog"

func refresh(cache *Cache) {
	if err := cache.Reload(); err != nil {
		[|slog.Warn("reload failed", "cache", cache.Name)|]
	}
}
`,
    good: `package main

import "log/slog"

func refresh(cache *Cache) {
	if err := cache.Reload(); err != nil {
		slog.Warn("reload failed", "cache", cache.Name, "err", err)
	}
}
`,
  },
  java: {
    bad: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    boolean charge(Gateway gateway, Order order) {
        try {
            gateway.charge(order.card(), order.total());
            return true;
        } catch (Exception e) {
            [|log.error("charge failed: " + e.getMessage())|];
            return false;
        }
    }
}
`,
    good: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    boolean charge(Gateway gateway, Order order) {
        try {
            gateway.charge(order.card(), order.total());
            return true;
        } catch (Exception e) {
            log.error("charge failed", e);
            return false;
        }
    }
}
`,
  },
};
