import type { Example, ExampleFiles } from '../../../model/rule.ts';

/** A repository with one changed file: what it was, and what it is. */
function changed(path: string, before: string, after: string, more: ExampleFiles): ExampleFiles {
  return { ...more, [`before:${path}`]: before, [path]: after };
}

function python(bad: boolean): ExampleFiles {
  const text = (log: string, caught: string, limit: string): string => `import logging

import requests

log = logging.getLogger(__name__)


def charge(gateway, order):
    try:
        gateway.charge(order.card, order.total)
    ${caught}
${log}        return False
    return True


def prices():
    return ${limit}.json()
`;
  const logged = '        log.exception("charge of order %s failed", order.id)\n';
  const limited = 'requests.get("https://prices.example.com/all", timeout=5)';
  const unlimited = '[|requests.get("https://prices.example.com/all")|]';
  return changed(
    'app.py',
    text(logged, 'except CardError:', limited),
    bad ? text('', '[|except CardError:|]', unlimited) : text(logged, 'except (CardError, GatewayError):', limited),
    { Procfile: 'web: python app.py\n' },
  );
}

function typescript(bad: boolean): ExampleFiles {
  const text = (guard: string, registration: string): string => `import express from 'express';
import { requireAuth } from './auth.js';
import { createOrder, listOrders } from './orders.js';

const app = express();
${guard}${registration}, createOrder);
app.get('/orders', listOrders);
app.listen(8080);
`;
  return changed(
    'server.ts',
    text('', "app.post('/orders', requireAuth"),
    bad ? text('', "[|app.post('/orders'|]") : text('app.use(requireAuth);\n', "app.post('/orders'"),
    { Procfile: 'web: tsx server.ts\n', 'package.json': '{ "name": "server", "type": "module" }\n' },
  );
}

function javascript(bad: boolean): ExampleFiles {
  const text = (log: string, caught: string): string => `const pino = require('pino');

const logger = pino();

async function settle(gateway, orders) {
  for (const order of orders) {
    try {
      await gateway.settle(order);
    } ${caught} {
${log}      orders.retry(order);
    }
  }
}

module.exports = { settle };
`;
  const logged = "      logger.error({ err: error, order: order.id }, 'settling failed');\n";
  return changed(
    'server.js',
    text(logged, 'catch (error)'),
    bad
      ? text('', '[|catch (error)|]')
      : text("      logger.warn({ err: error }, 'will be tried again');\n", 'catch (error)'),
    { Procfile: 'web: node server.js\n', 'package.json': '{ "name": "server" }\n' },
  );
}

function go(bad: boolean): ExampleFiles {
  const text = (check: string, log: string): string => `package main

import "log/slog"

func publish(queue Queue, order Order) bool {
	${check} {
${log}		return false
	}
	return true
}

func main() {
	slog.Info("started")
}
`;
  const check = 'if err := queue.Publish(order); err != nil';
  return changed(
    'main.go',
    text(check, '\t\tslog.Error("order was not published", "order", order.ID, "err", err)\n'),
    bad ? text(`[|${check}|]`, '') : text(check, '\t\tslog.Warn("not published", "order", order.ID, "err", err)\n'),
    { Procfile: 'web: ./server\n', 'go.mod': 'module example.com/shop\n\ngo 1.22\n' },
  );
}

function java(bad: boolean): ExampleFiles {
  const text = (guard: string, name: string): string => `package shop;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class OrderController {
    private final Orders orders;

    OrderController(Orders orders) {
        this.orders = orders;
    }

${guard}    @DeleteMapping("/orders/{id}")
    public void ${name}(@PathVariable long id) {
        orders.delete(id);
    }
}
`;
  return changed(
    'src/main/java/shop/OrderController.java',
    text('    @PreAuthorize("hasRole(\'ADMIN\')")\n', 'delete'),
    bad ? text('', '[|delete|]') : text('    @PreAuthorize("hasAuthority(\'orders:delete\')")\n', 'remove'),
    { Procfile: 'web: java -jar target/app.jar\n' },
  );
}

/** Of the rule's page, by language. */
export const guardExamples: Readonly<Record<string, Example>> = {
  python: { bad: python(true), good: python(false) },
  javascript: { bad: javascript(true), good: javascript(false) },
  typescript: { bad: typescript(true), good: typescript(false) },
  go: { bad: go(true), good: go(false) },
  java: { bad: java(true), good: java(false) },
};
