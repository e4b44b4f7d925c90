/** The rule's examples, one for each language it speaks of. */
import type { Example } from '../../model/rule.ts';

export const logAndRethrowExamples: Readonly<Record<string, Example>> = {
  python: {
    bad: `import logging

logger = logging.getLogger(__name__)


def charge(gateway, order):
    try:
        return gateway.charge(order.card, order.total)
    except CardError:
        order.release()
        [|logger.exception("charge failed")|]
        raise
`,
    good: `import logging

logger = logging.getLogger(__name__)


def charge(gateway, order):
    try:
        return gateway.charge(order.card, order.total)
    except CardError:
        order.release()
        raise
`,
  },
  javascript: {
    bad: `const winston = require('winston');

const logger = winston.createLogger();

async function charge(gateway, order) {
  try {
    return await gateway.charge(order.card, order.total);
  } catch (error) {
    await order.release();
    [|logger.error('charge failed', error)|];
    throw error;
  }
}

module.exports = { charge };
`,
    good: `const winston = require('winston');

const logger = winston.createLogger();

async function charge(gateway, order) {
  try {
    return await gateway.charge(order.card, order.total);
  } catch (error) {
    await order.release();
    throw error;
  }
}

module.exports = { charge };
`,
  },
  typescript: {
    bad: `import pino from 'pino';

const log = pino();

export async function charge(gateway: Gateway, order: Order): Promise<Receipt> {
  try {
    return await gateway.charge(order.card, order.total);
  } catch (error) {
    await order.release();
    [|log.error(error)|];
    throw error;
  }
}
`,
    good: `import pino from 'pino';

const log = pino();

export async function charge(gateway: Gateway, order: Order): Promise<Receipt> {
  try {
    return await gateway.charge(order.card, order.total);
  } catch (error) {
    await order.release();
    log.warn({ order: order.id }, 'order released');
    throw error;
  }
}
`,
  },
  go: {
    bad: `package main

import "log/slog"

func charge(gateway *Gateway, order *Order) error {
	err := gateway.Charge(order)
	if err != nil {
		order.Release()
		[|slog.Error("charge failed", "err", err)|]
		return err
	}
	return nil
}
`,
    good: `package main

import "fmt"

func charge(gateway *Gateway, order *Order) error {
	err := gateway.Charge(order)
	if err != nil {
		order.Release()
		return fmt.Errorf("charge order %s: %w", order.ID, err)
	}
	return nil
}
`,
  },
  java: {
    bad: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    Receipt charge(Gateway gateway, Order order) throws CardException {
        try {
            return gateway.charge(order.card(), order.total());
        } catch (CardException e) {
            order.release();
            [|log.error("charge failed", e)|];
            throw e;
        }
    }
}
`,
    good: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    Receipt charge(Gateway gateway, Order order) throws CardException {
        try {
            return gateway.charge(order.card(), order.total());
        } catch (CardException e) {
            order.release();
            throw e;
        }
    }
}
`,
  },
};
