import assert from 'node:assert/strict';
import { losses } from './losses.ts';

const traced = `
from opentelemetry import trace

tracer = trace.get_tracer("orders")


def settle(orders):
    with tracer.start_as_current_span("settle"):
        load_orders(orders)
        settle_orders(orders)
`;

const untraced = `
def settle(orders):
    load_orders(orders)
    settle_orders(orders)
`;

const counted = `
from prometheus_client import Counter

ORDERS = Counter("orders_total", "Orders")


def create_order(order):
    store_order(order)
    ORDERS.inc()
`;

const uncounted = `
def create_order(order):
    store_order(order)
`;

describe('a span that a change takes away', () => {
  it('is missed while its work runs', async () => {
    assert.deepEqual(await losses('python', traced, untraced), [
      'def settle(orders):: the span "settle" of settle is gone: traces do not show any more that it runs, nor how long it takes',
    ]);
  });

  it('is missed in Go', async () => {
    const before = `
      package main

      import (
      	"context"

      	"go.opentelemetry.io/otel"
      )

      func settle(ctx context.Context, store Store) error {
      	ctx, span := otel.Tracer("orders").Start(ctx, "settle")
      	defer span.End()
      	return store.SettleOrders(ctx)
      }
    `;
    const after = before
      .replace(/.*Tracer.*\n/, '')
      .replace(/.*span\.End.*\n/, '')
      .replace(/\n\t"go\.open.*\n/, '');
    assert.equal((await losses('go', before, after)).length, 1);
  });

  const keeps = (what: string, after: string) =>
    it(`is not missed ${what}`, async () => assert.deepEqual(await losses('python', traced, after), []));

  keeps('as a decorator', untraced.replace('def settle', '@tracer.start_as_current_span("settle")\ndef settle'));
  keeps(
    'where another helper makes it',
    untraced
      .replace('    load', '    with traced("settle"):\n      load')
      .replace('    settle_orders', '      settle_orders'),
  );
  keeps(
    'where its work is gone',
    untraced.replace('load_orders(orders)', 'pass').replace('    settle_orders(orders)\n', ''),
  );
  keeps('where it has another name', traced.replace('"settle"', '"orders.settle"'));
});

describe('a metric that a change takes away', () => {
  it('is missed while its work runs', async () => {
    assert.deepEqual(await losses('python', counted, uncounted), [
      'def create_order(order):: ORDERS does not count create_order any more: dashboards and alerts on it see nothing of it',
    ]);
  });

  it('is called by what its name begins with where the rest is computed', async () => {
    const before = `
from statsd import StatsClient

statsd_client = StatsClient()


def settle(kind, order):
    statsd_client.incr(f"settled.{kind}")
    store_settled(order)
`;
    const [found] = await losses('python', before, before.replace(/.*\.incr.*\n/, ''));
    assert.match(found ?? '', /: settled\. does not count settle any more/);
  });

  const keeps = (what: string, after: string) =>
    it(`is not missed ${what}`, async () => assert.deepEqual(await losses('python', counted, after), []));

  keeps('under another name', counted.replaceAll('ORDERS', 'CREATED').replace('orders_total', 'created_total'));
  keeps('where a helper counts', uncounted.replace('    store', '    count_order()\n    store'));
  keeps('where a decorator counts', uncounted.replace('def create', '@counted("orders")\ndef create'));
  keeps('where its work is gone', uncounted.replace('store_order(order)', 'pass'));

  describe('a metric of one way through a function', () => {
    const before = `
import statsd


def load(page):
    check_page(page)
    try:
        found = search_page(page)
    except SearchError:
        statsd.incr("search.failed")
        found = load_slowly(page)
    return found
`;

    it('is not missed where what the handler did is gone', async () => {
      const after = before.replace(/.*statsd\.incr.*\n/, '').replace('found = load_slowly(page)', 'return None');
      assert.deepEqual(await losses('python', before, after), []);
    });

    it('is not missed where that way is gone', async () => {
      const after = `
def load(page):
    check_page(page)
    return load_slowly(page)
`;
      assert.deepEqual(await losses('python', before, after), []);
    });
  });
});
