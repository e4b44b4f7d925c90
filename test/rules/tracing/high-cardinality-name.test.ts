import assert from 'node:assert/strict';
import { isPerThing, isPerThingKey } from '../../../src/knowledge/cardinality.ts';
import { highCardinalityName } from '../../../src/rules/tracing/high-cardinality-name.ts';
import { expressionsIn } from '../../../src/rules/tracing/writtenNames.ts';
import { check, checkFix, checkNoFix } from '../../support/check.ts';

const python = (name: string): string => `from opentelemetry import trace

tracer = trace.get_tracer(__name__)


def refund(order, step):
    with tracer.start_as_current_span(${name}):
        order.refund()
`;

describe('high-cardinality-name', () => {
  it('knows what is different each time', () => {
    for (const expression of [
      'order.id',
      'str(user_id)',
      'userId',
      'req.url',
      'request.path',
      'r.URL.Path',
      'customer.email',
      'order.id.toString()',
      'request.nextUrl.pathname',
      'customer.fullName',
      'full_name',
    ]) {
      assert.ok(isPerThing(expression), expression);
    }
    for (const expression of [
      'step',
      'self.__class__.__name__',
      'region_id',
      'tenantId',
      'plugin.id',
      'w.id',
      'route.path',
      'config.url',
      'status_code',
      'id',
      'len(user_ids)',
      'order.kind',
      'repo.FullName',
      'type.FullName',
      'newValueForTimestamp',
    ]) {
      assert.ok(!isPerThing(expression), expression);
    }
    assert.deepEqual(['user.id', 'userId', 'session_id', 'method', 'tenant_id'].map(isPerThingKey), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('reads what is put into a text in every form', () => {
    assert.deepEqual(expressionsIn('`refund ${order.id} of ${user.name}`'), ['order.id', 'user.name']);
    assert.deepEqual(expressionsIn('f"refund {order.id}"'), ['order.id']);
    assert.deepEqual(expressionsIn('"refund {}".format(order.id)'), ['order.id']);
    assert.deepEqual(expressionsIn('"refund %s" % order.id'), ['order.id']);
    assert.deepEqual(expressionsIn('fmt.Sprintf("refund %s", order.ID)'), ['order.ID']);
    assert.deepEqual(expressionsIn('"refund " + order.id'), ['order.id']);
    assert.deepEqual(expressionsIn('"refund #{order.id}"'), ['order.id']);
    assert.deepEqual(expressionsIn('request.path'), ['request.path']);
    assert.deepEqual(expressionsIn('"refund"'), []);
  });

  it('leaves alone what may have few values', async () => {
    await check(highCardinalityName, 'python', python('f"refund.{step}"'));
  });

  it('finds the address of a request as a name', async () => {
    await check(
      highCardinalityName,
      'python',
      python('step').replace('start_as_current_span(step)', 'start_as_current_span([|request.path|])'),
    );
  });

  it('leaves alone attributes of spans, which may hold anything', async () => {
    await check(highCardinalityName, 'python', python('"refund", attributes={"order.id": order.id}'));
  });

  it('leaves alone users that are tenants', async () => {
    await check(
      highCardinalityName,
      'go',
      `package main

import "github.com/prometheus/client_golang/prometheus"

var discarded = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "discarded"}, []string{"reason", "user"})

func discard(userID string) {
	discarded.WithLabelValues("late", userID).Inc()
}
`,
    );
  });

  it('makes the id an attribute', async () => {
    await checkFix(
      highCardinalityName,
      'python',
      python('f"refund {order.id}"'),
      python('"refund", attributes={"order.id": order.id}'),
    );
  });

  it('offers nothing where the name would be no name without it', async () => {
    await checkNoFix(highCardinalityName, 'python', python('[|f"{order.id}"|]'));
    await checkNoFix(highCardinalityName, 'python', python('[|f"refund {order.id}"|], attributes=common'));
  });
});
